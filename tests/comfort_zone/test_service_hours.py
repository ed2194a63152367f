"""Service hours: what people write, what a walk along the clock on the wall finds, the laws of F."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comfort_zone.wall_oracle import CALENDARS, SEASONS, epoch, walk, wall

from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.timetable import NEVER, OutsideHorizon, Timetable, Timetables
from etincelle.comfort_zone.written_hours import DAY_SECONDS, HoursError, Week, read_hours

HOUR = 3600
EIGHT_TO_SIX = read_hours("lun-ven 8-18")
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
FEW = settings(max_examples=60)


@cache
def timetable(code: str, season: int = 0) -> Timetable:
    return compile_hours(CALENDARS[code], *SEASONS[season])


@cache
def year(text: str, country: str = "", subdivision: str = "", zone: str = "Europe/Paris") -> Timetable:
    return compile_hours(ServiceHours("year", zone, read_hours(text), country, subdivision), *YEAR)


def at(*reading: int, zone: str = "Europe/Paris") -> int:
    return epoch(date(*reading[:3]), zone) + reading[3] * HOUR


def hours_of(table: Timetable, *day: int) -> float:
    begin = epoch(date(*day), table.zone)
    end = epoch(date.fromordinal(date(*day).toordinal() + 1), table.zone)
    return int(table.elapsed(begin, end)) / HOUR


def shown(week: Week) -> str:
    return "|".join(" ".join(f"{begin / HOUR:g}-{end / HOUR:g}" for begin, end in windows) for windows in week)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lun-mar 08:00-12:00 13:00-18:00 ; sam 09:00-12:00", "8-12 13-18|8-12 13-18||||9-12|"),
        ("mon-fri 8-18", "8-18|8-18|8-18|8-18|8-18||"),
        ("24x7", "0-24|0-24|0-24|0-24|0-24|0-24|0-24"),
        ("24h/24 et 7j/7", "0-24|0-24|0-24|0-24|0-24|0-24|0-24"),
        ("24 heures sur 24, 7 jours sur 7", "0-24|0-24|0-24|0-24|0-24|0-24|0-24"),
        ("7j/7 22h-6h", "0-6 22-24|0-6 22-24|0-6 22-24|0-6 22-24|0-6 22-24|0-6 22-24|0-6 22-24"),
        ("lun-ven 22:00-06:00", "22-24|0-6 22-24|0-6 22-24|0-6 22-24|0-6 22-24|0-6|"),
        ("Du lundi au mardi, de 8 h à 12 h et de 13h30 à 18h.", "8-12 13.5-18|8-12 13.5-18|||||"),
        ("Monday to Friday: 8am–6pm\nSat. 9 a.m. - noon; Sun closed", "8-18|8-18|8-18|8-18|8-18|9-12|"),
        ("ven-lun 8-10", "8-10||||8-10|8-10|8-10"),
        ("lun, mer & ven 9h-17h", "9-17||9-17||9-17||"),
        ("lun 8-12 ; 12-18", "8-18||||||"),
        ("week-end minuit-minuit", "|||||0-24|0-24"),
        ("jours ouvrés midi–minuit ; dim fermé", "12-24|12-24|12-24|12-24|12-24||"),
        ("mon 12am-12pm 20:00-24:00", "0-12 20-24||||||"),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert shown(read_hours(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("", "days_then_hours", ""),
        ("8-18", "days_then_hours", "8-18"),
        ("lun-ven", "days_then_hours", "lun-ven"),
        ("lun-ven 8-18 sam", "days_then_hours", "lun-ven 8-18 sam"),
        ("lun ; mar 8-18", "days_then_hours", "lun ; mar 8-18"),
        ("; lun 8-18", "days_then_hours", "; lun 8-18"),
        ("lnudi 8-18", "day", "lnudi"),
        ("lun-mar-mer 8-18", "day", "lun-mar-mer"),
        ("lun 8-25", "hours", "8-25"),
        ("lun 8-8", "hours", "8-8"),
        ("lun 8:75-9", "hours", "8:75-9"),
        ("lun 24:00-6", "hours", "24:00-6"),
        ("lun 13pm-15", "hours", "13pm-15"),
        ("lun 8", "hours", "8"),
        ("lun 8-1x", "hours", "8-1x"),
        ("lun-ven 8-18 ; ven 8-17", "separate_hours", "lun-ven 8-18 ; ven 8-17"),
        ("lun 20-4 ; mar 3-5", "separate_hours", "lun 20-4 ; mar 3-5"),
    ],
)
def test_hours_that_say_nothing_are_refused_with_an_example(text: str, expected: str, found: str) -> None:
    with pytest.raises(HoursError, match="for example") as refusal:
        read_hours(text)
    assert (refusal.value.expected, refusal.value.found) == (expected, found)
    example = {"day": "{} 8-9", "hours": "lun {}"}.get(expected, "{}").format(refusal.value.example)
    assert "8-" in shown(read_hours(example)), "the example must be right"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"zone": "Europe/Pari"}, "zone"), ({"zone": ""}, "zone"), ({"zone": "Europe"}, "zone"),
        ({"country": "ZZ"}, "country"), ({"country": "FR"}, "subdivision"),
        ({"country": "FR", "subdivision": "75"}, "subdivision"),
        ({"subdivision": "57"}, "subdivision"), ({"windows": EIGHT_TO_SIX[:6]}, "windows"),
        ({"windows": (((28800, 43200), (43200, 50000)), *EIGHT_TO_SIX[1:])}, "windows"),
        ({"windows": (((-1, 43200),), *EIGHT_TO_SIX[1:])}, "windows"),
        ({"windows": (((0, 86401),), *EIGHT_TO_SIX[1:])}, "windows"),
        ({"closures": ((wall("2026-01-02T00:00"), wall("2026-01-01T00:00")),)}, "closure"),
        ({"own_closed": frozenset((YEAR[0],)), "own_open": frozenset((YEAR[0],))}, "own_list"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(change: dict[str, object], expected: str) -> None:
    given_hours = {"code": "x", "zone": "Europe/Paris", "windows": EIGHT_TO_SIX} | change
    with pytest.raises(HoursError) as refusal:
        ServiceHours(**given_hours)  # type: ignore[arg-type]
    assert refusal.value.expected == expected


def test_a_country_without_parts_needs_none() -> None:
    assert hours_of(year("mon-fri 8-18", "LU"), 2026, 6, 23) == 0
    assert hours_of(year("mon-fri 8-18", "FR", "national"), 2026, 6, 23) == 10


def test_moselle_rests_on_saint_stephens_day_and_paris_does_not() -> None:
    assert hours_of(year("lun-sam 8-18", "FR", "57"), 2026, 12, 26) == 0
    assert hours_of(year("lun-sam 8-18", "FR", "national"), 2026, 12, 26) == 10


def test_england_rests_on_easter_monday_and_the_bare_country_does_not_know_it() -> None:
    assert hours_of(year("mon-fri 9-17", "GB", "ENG", "Europe/London"), 2026, 4, 6) == 0
    assert hours_of(year("mon-fri 9-17", "GB", "national", "Europe/London"), 2026, 4, 6) == 8


def test_the_contract_stands_above_the_public_list() -> None:
    lists = {
        "own_closed": frozenset((date(2026, 5, 15),)),
        "own_open": frozenset((date(2026, 5, 8), date(2026, 5, 10))),
    }
    hours = ServiceHours("x", "Europe/Paris", EIGHT_TO_SIX, "FR", "national", **lists)
    table = compile_hours(hours, *YEAR)
    found = [hours_of(table, 2026, 5, day) for day in (8, 10, 14, 15, 18)]
    assert found == [10, 0, 0, 0, 10], "a Sunday said open has no windows to open"


def test_a_closure_closes_even_a_day_the_contract_opens() -> None:
    closed = (wall("2026-05-08T12:00"), wall("2026-05-11T09:00"))
    hours = ServiceHours("x", "Europe/Paris", EIGHT_TO_SIX, own_open=frozenset((date(2026, 5, 8),)), closures=(closed,))
    table = compile_hours(hours, *YEAR)
    assert [hours_of(table, 2026, 5, day) for day in (7, 8, 11)] == [10, 4, 9]
    assert int((table.marks.closures[:, 1] - table.marks.closures[:, 0]).sum()) == 7 * HOUR


@pytest.mark.parametrize(
    ("text", "zone", "day", "expected"),
    [
        ("24x7", "Europe/Paris", (2026, 3, 29), 23), ("24x7", "Europe/Paris", (2026, 10, 25), 25),
        ("7j/7 22-6", "Europe/Paris", (2026, 3, 29), 7), ("7j/7 22-6", "Europe/Paris", (2026, 10, 25), 9),
        ("lun-dim 2:00-3:00", "Europe/Paris", (2026, 3, 29), 0),
        ("lun-dim 2:00-2:30", "Europe/Paris", (2026, 10, 25), 1),
        ("24x7", "America/New_York", (2026, 3, 8), 23), ("24x7", "Australia/Lord_Howe", (2026, 4, 5), 24.5),
        ("lun-ven 8-18", "Europe/Paris", (2026, 3, 30), 10),
    ],
)  # fmt: skip
def test_a_day_of_clock_change_has_the_hours_its_clock_shows(
    text: str, zone: str, day: tuple[int, int, int], expected: float
) -> None:
    assert hours_of(year(text, zone=zone), *day) == expected


@pytest.mark.parametrize("season", range(len(SEASONS)))
@pytest.mark.parametrize("code", sorted(CALENDARS))
def test_every_second_of_a_season_is_what_the_clock_on_the_wall_says(code: str, season: int) -> None:
    table = timetable(code, season)
    walked = walk(CALENDARS[code], table.first, table.last)
    expected = np.concatenate([[0], np.cumsum(walked)])
    assert np.array_equal(table.open_until(np.arange(table.first, table.last + 1)), expected)


@pytest.mark.parametrize(
    ("code", "since", "closed"),
    [
        ("paris-lunch", date(2026, 3, 28), (wall("2026-03-30T08:30:17"), wall("2026-03-30T11:00"))),
        ("paris-nights", date(2026, 3, 28), (wall("2026-03-29T23:59:59"), wall("2026-03-30T01:00"))),
        ("lord-howe", date(2026, 4, 4), (wall("2026-04-05T01:45:01"), wall("2026-04-05T01:50"))),
    ],
)
def test_hours_on_no_grid_are_exact_to_the_second(code: str, since: date, closed: tuple[datetime, datetime]) -> None:
    hours = replace(CALENDARS[code], country="", subdivision="", closures=(closed,))
    table = compile_hours(hours, since, date.fromordinal(since.toordinal() + 3))
    walked = walk(hours, table.first, table.last, step=1)
    assert table.grid() is None
    assert np.array_equal(table.open_until(np.arange(table.first, table.last + 1)), np.append(0, np.cumsum(walked)))


def by_search(table: Timetable) -> Timetable:
    return replace(table, step=0, words=table.words[:0])


def test_the_grid_and_the_search_agree_in_any_order() -> None:
    table = timetable("london")
    instants = np.random.default_rng(7).integers(table.first, table.last + 1, 200_000)
    assert table.step == 300
    assert np.array_equal(table.open_until(instants), by_search(table).open_until(instants))


def test_several_timetables_read_together_are_each_their_own() -> None:
    tables = tuple(timetable(code) for code in sorted(CALENDARS))
    together = Timetables.of(tables)
    draw = np.random.default_rng(8)
    which = draw.integers(0, len(tables), 100_000).astype(np.int8)
    instants = draw.integers(together.first, together.last + 1, which.size)
    expected = np.choose(which, [table.open_until(np.clip(instants, table.first, table.last)) for table in tables])
    since = np.array([table.open_until(together.first) for table in tables])
    assert np.array_equal(
        together.open_until(which, instants) - together.open_until(which, together.first), expected - since[which]
    )
    apart = Timetables.of((by_search(tables[0]), *tables[1:]))
    assert apart.step == 0
    assert np.array_equal(apart.open_until(which, instants), expected)


def test_a_database_joins_the_grid_and_finds_the_same() -> None:
    table = timetable("paris-lunch")
    grid = table.grid()
    assert grid is not None
    instants = np.random.default_rng(9).integers(table.first, table.last + 1, 20_000)
    with duckdb.connect() as base:
        base.register("grid", {"bucket": grid.bucket, "before": grid.before, "is_open": grid.is_open.astype(np.int64)})
        base.register("events", {"place": np.arange(instants.size), "t": instants})
        rows = base.execute(
            f"SELECT before + is_open * (t - bucket * {grid.step}) FROM events JOIN grid "
            f"ON bucket = t // {grid.step} ORDER BY place"
        ).fetchnumpy()
    assert np.array_equal(next(iter(rows.values())), table.open_until(instants))


@pytest.mark.parametrize("outside", [-1, 1])
def test_an_instant_outside_the_horizon_is_an_error_not_a_guess(outside: int) -> None:
    table = timetable("moselle")
    instant = table.first - 1 if outside < 0 else table.last + 1
    with pytest.raises(OutsideHorizon, match=f"{instant} is outside the timetable moselle"):
        table.elapsed(table.first, instant)


def test_a_fraction_of_a_second_is_an_error() -> None:
    with pytest.raises(TypeError, match="whole seconds"):
        timetable("moselle").open_until([1.5])
    assert timetable("moselle").open_until([]).shape == (0,)


def test_a_due_date_past_the_horizon_or_without_hours_is_unknown() -> None:
    never = compile_hours(ServiceHours("never", "Europe/Paris", ((),) * 7), *YEAR)
    opened = at(2026, 12, 24, 9)
    assert never.due_at(opened, 1) is None
    assert never.open_seconds == int(never.elapsed(never.first, never.last)) == 0
    table = year("lun-ven 8-18", "FR", "national")
    assert list(table.due([opened] * 3, [0, 9 * HOUR, 100 * HOUR])) == [opened, at(2026, 12, 24, 18), NEVER]
    with pytest.raises(ValueError, match="negative"):
        table.due(opened, -1)


def test_a_due_date_is_the_last_promised_second_not_the_next_morning() -> None:
    table = year("lun-ven 8-18", "FR", "national")
    assert table.due_at(at(2026, 4, 3, 17), HOUR) == at(2026, 4, 3, 18)
    assert table.due_at(at(2026, 4, 3, 17), HOUR + 1) == at(2026, 4, 7, 8) + 1, "Easter Monday is a holiday"
    assert table.due_at(at(2026, 4, 5, 3), HOUR) == at(2026, 4, 7, 9)


def test_a_timetable_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        compile_hours(CALENDARS["moselle"], YEAR[1], YEAR[0])


def instants_of(table: Timetable) -> st.SearchStrategy[int]:
    return st.integers(table.first, table.last)


TABLES = st.sampled_from(sorted(CALENDARS)).map(timetable)


@FEW
@given(st.data(), TABLES)
def test_elapsed_time_adds_up_and_never_exceeds_the_clock(data: st.DataObject, table: Timetable) -> None:
    a, b, c = sorted(data.draw(st.tuples(*[instants_of(table)] * 3)))
    assert table.elapsed(a, b) + table.elapsed(b, c) == table.elapsed(a, c) == -table.elapsed(c, a)
    assert 0 <= table.elapsed(a, c) <= c - a


@FEW
@given(st.data(), TABLES)
def test_a_due_date_is_the_first_instant_of_its_seconds(data: st.DataObject, table: Timetable) -> None:
    begin = data.draw(instants_of(table))
    seconds = data.draw(st.integers(1, 40 * HOUR))
    due = table.due_at(begin, seconds)
    if due is None:
        assert table.elapsed(begin, table.last) < seconds
    else:
        assert table.elapsed(begin, due) == seconds
        assert table.elapsed(begin, due - 1) == seconds - 1


QUARTERS = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 24 * 60 + 1, 15)]


@FEW
@given(st.lists(st.lists(st.sampled_from(QUARTERS), min_size=2, max_size=6, unique=True), min_size=7, max_size=7))
def test_hours_written_out_are_read_back(ends: list[list[str]]) -> None:
    days = ("lun", "tue", "mercredi", "Thursday", "VEN", "sat", "dim.")
    clauses, expected = [], []
    for day, times in zip(days, ends):
        ordered = sorted(times)[: len(times) // 2 * 2]
        pairs = list(zip(ordered[::2], ordered[1::2]))
        clauses.append(f"{day} " + ", ".join(f"{a} - {b}" for a, b in reversed(pairs)))
        expected.append(tuple((seconds(a), seconds(b)) for a, b in pairs))
    assert read_hours(" ; ".join(clauses)) == tuple(expected)


def seconds(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * HOUR + int(minute) * 60


def test_a_year_always_open_has_all_its_seconds() -> None:
    assert year("24x7").open_seconds == 365 * DAY_SECONDS
    assert len(year("24x7").spans) == 1
