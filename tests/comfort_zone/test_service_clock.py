"""Service clocks: worked cases, what other tools say of them, and a hundred thousand tickets counted by hand."""

import gzip
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comfort_zone.ticket_oracle import count
from tests.comfort_zone.wall_oracle import CALENDARS, SEASONS, Axis, walk, wall

from etincelle.comfort_zone.many_clocks import Events, life_events, net_seconds, net_seconds_by, pause_events
from etincelle.comfort_zone.service_clock import Notable, Reading, Verdict, read_clock
from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.ticket_history import ClockRule, History, Kind, Observation, PriorityPolicy, merge_pauses
from etincelle.comfort_zone.timetable import Timetable
from etincelle.comfort_zone.written_hours import read_hours
from etincelle.intake.sources import incidents

HOUR = 3600
ROOT = Path(__file__).resolve().parents[2]
GOLDEN = tomllib.loads(Path(__file__).with_name("golden_clocks.toml").read_text(encoding="utf-8"))["case"]
PARIS = ZoneInfo("Europe/Paris")
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
POLICIES = tuple(PriorityPolicy)
RULE = ClockRule((("1", 4 * HOUR), ("2", 8 * HOUR), ("3", 20 * HOUR)), paused=frozenset(("On Hold",)))
FEW = settings(max_examples=60)
Draw = np.random.Generator


@cache
def year(text: str, country: str = "", subdivision: str = "") -> Timetable:
    return compile_hours(ServiceHours("year", "Europe/Paris", read_hours(text), country, subdivision), *YEAR)


@cache
def season_of(code: str, season: int) -> tuple[Timetable, Axis]:
    table = compile_hours(CALENDARS[code], *SEASONS[season])
    return table, walk(CALENDARS[code], table.first, table.last)


def instant(local: datetime | str) -> int:
    reading = datetime.fromisoformat(local) if isinstance(local, str) else local
    return int(reading.replace(tzinfo=PARIS).timestamp())


def told(case: dict[str, Any]) -> tuple[History, ClockRule, int]:
    seen = tuple(Observation(instant(at), state, *(rest or ["1"])) for at, state, *rest in case["seen"])
    pauses = tuple((instant(a), instant(b)) for a, b in case["pauses"]) if "pauses" in case else None
    resolved = instant(case["resolved"]) if "resolved" in case else None
    promises = (("1", "promise"), ("2", "promise_after"))
    rule = ClockRule(
        tuple((priority, round(case[key] * HOUR)) for priority, key in promises if key in case),
        paused=frozenset(("on hold",)),
        excused=frozenset(("Force majeure",)),
        priority_policy=PriorityPolicy(case.get("policy", "retroactive")),
    )
    as_of = instant(case["as_of"]) if "as_of" in case else max(o.instant for o in seen) + 3 * HOUR
    return History(instant(case["opened"]), seen, resolved, pauses), rule, as_of


@pytest.mark.parametrize("case", GOLDEN, ids=lambda c: re.sub(r"\W+", "-", c["name"]))
def test_a_clock_reads_as_counted_by_hand(case: dict[str, Any]) -> None:
    history, rule, as_of = told(case)
    table = year(case["hours"], case.get("country", ""), case.get("subdivision", ""))
    found = read_clock(history, table, rule, as_of)
    assert found.verdict == case["verdict"]
    assert (found.gross_seconds, found.paused_seconds) == (case["gross"] * HOUR, case["paused"] * HOUR)
    assert found.net_seconds == found.gross_seconds - found.paused_seconds
    assert found.due == (instant(case["due"]) if "due" in case else None)
    assert found.notable == set(case["notable"])


def add_open(start: datetime, hours: float, windows: Callable[[datetime], bool]) -> datetime:
    """The minute by which so many open hours have passed, by walking."""
    left = round(hours * 60)
    while left:
        left -= windows(start)
        start += timedelta(minutes=1)
    return start


def windows_of(text: str) -> Callable[[datetime], bool]:
    week = read_hours(text)
    return lambda t: any(a <= t.hour * HOUR + t.minute * 60 < b for a, b in week[t.weekday()])


def open_hours(begin: datetime, end: datetime, windows: Callable[[datetime], bool]) -> float:
    return sum(windows(begin + timedelta(minutes=n)) for n in range(round((end - begin) / timedelta(minutes=1)))) / 60


def wall_hold(case: dict[str, Any]) -> timedelta:
    """How long a ticket was on hold, nights and week-ends included."""
    seen = [(datetime.fromisoformat(at), state) for at, state, *_priority in case["seen"]]
    return sum((b - a for (a, state), (b, _next) in pairwise(seen) if state == "On Hold"), timedelta())


def glpi_days(case: dict[str, Any]) -> datetime:
    """One working day later at the same hour, then the wall time of the hold as open time."""
    due = case["opened"] + timedelta(days=1)
    while due.weekday() > 4:
        due += timedelta(days=1)
    return add_open(due, wall_hold(case) / timedelta(hours=1), windows_of(case["hours"]))


def shifted_start(case: dict[str, Any]) -> datetime:
    """The wall time of the hold is added to the start, then the promise runs in open hours."""
    return add_open(case["opened"] + wall_hold(case), case["promise"], windows_of(case["hours"]))


def one_window(case: dict[str, Any]) -> datetime:
    """A day has one window, from its first opening to its last closing."""
    return add_open(case["opened"], case["promise"], windows_of("lun-ven 9-18"))


def pauses_forgotten(case: dict[str, Any]) -> datetime:
    """The new promise runs from the opening, without the pauses."""
    return add_open(case["opened"], case["promise_after"], windows_of(case["hours"]))


def open_less_wall_hold(case: dict[str, Any]) -> float:
    """Open hours from opening to resolution, less the wall time of the hold."""
    end = datetime.fromisoformat(case["seen"][-1][0])
    return open_hours(case["opened"], end, windows_of(case["hours"])) - wall_hold(case) / timedelta(hours=1)


def local_times(case: dict[str, Any]) -> float:
    """Local times without their zone, subtracted."""
    return open_hours(case["opened"], datetime.fromisoformat(case["seen"][-1][0]), windows_of(case["hours"]))


METHODS = {
    method.__name__: method
    for method in (glpi_days, shifted_start, one_window, pauses_forgotten, open_less_wall_hold, local_times)
}


@pytest.mark.parametrize("case", [c for c in GOLDEN if "peer" in c], ids=lambda c: c["peer"])
def test_another_tools_method_gives_another_answer(case: dict[str, Any]) -> None:
    history, rule, as_of = told(case)
    ours = read_clock(history, year(case["hours"]), rule, as_of)
    theirs = METHODS[case["peer"]](case)
    solved = datetime.fromisoformat(case["seen"][-1][0])
    assert theirs == case.get("peer_due", case.get("peer_net"))
    kept = solved <= theirs if isinstance(theirs, datetime) else theirs <= case["promise"]
    assert {True: "met", False: "missed"}[kept] == case["peer_verdict"] != ours.verdict


def random_history(table: Timetable, draw: Draw) -> tuple[History, int]:
    """A ticket with holds, reopenings, changed priorities, an automatic closure, at odd seconds."""
    opened = int(draw.integers(table.first, table.last - 14 * 24 * HOUR))
    moments = opened + np.sort(draw.choice(np.arange(1, 6 * 24 * HOUR), int(draw.integers(1, 8)), replace=False))
    states = draw.choice(["In Progress", "On Hold", "Resolved", "Awaiting"], moments.size, p=[0.35, 0.35, 0.2, 0.1])
    priorities = draw.choice(["1", "2", "3", "4"], moments.size + 1, p=[0.3, 0.3, 0.3, 0.1])
    if draw.random() < 0.5:
        priorities[:] = priorities[0]
    last = str(draw.choice(["Resolved", "Closed", "In Progress", "On Hold"], p=[0.4, 0.4, 0.1, 0.1]))
    seen = [Observation(int(t), str(s), str(p)) for t, s, p in zip(moments, [*states[:-1], last], priorities[1:])]
    first = [] if draw.random() < 0.15 else [Observation(opened, "New", str(priorities[0]))]
    resolved = int(moments[-1] - draw.integers(0, 5 * HOUR)) if draw.random() < 0.3 else None
    pauses = None
    if draw.random() < 0.3:
        begins = opened + draw.integers(-HOUR, 5 * 24 * HOUR, int(draw.integers(0, 5)))
        pauses = tuple((int(b), int(b + draw.integers(1, 30 * HOUR))) for b in begins)
    return History(opened, (*first, *seen), resolved, pauses), opened + int(draw.integers(HOUR, 7 * 24 * HOUR))


def check_one_by_one(code: str, season: int, policy: PriorityPolicy, tickets: int) -> set[str]:
    """Compare tickets with the walk in every figure; the verdicts met."""
    table, axis = season_of(code, season)
    rule = replace(RULE, priority_policy=policy, paused=frozenset(("On Hold", "Awaiting")))
    draw = np.random.default_rng([season, len(code), POLICIES.index(policy)])
    verdicts = set()
    for _ in range(tickets):
        history, as_of = random_history(table, draw)
        ours = read_clock(history, table, rule, as_of)
        theirs = count(history, axis, table.first, rule, as_of)
        figures = (ours.verdict, ours.gross_seconds, ours.paused_seconds, ours.due, ours.stopped)
        assert figures == (theirs.verdict, theirs.gross, theirs.paused, theirs.due, theirs.stopped), history
        check_drawing(ours, history)
        verdicts.add(str(ours.verdict))
    return verdicts


def check_drawing(found: Reading, history: History) -> None:
    """The spans lie end to end and their lengths are the figures."""
    ends = [(span.begin, span.end) for span in found.spans]
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    assert not ends or ends[0][0] == history.opened
    of_kind = {kind: sum(s.end - s.begin for s in found.spans if s.kind is kind) for kind in Kind}
    assert (of_kind[Kind.OPEN], of_kind[Kind.PAUSED]) == (found.net_seconds, found.paused_seconds)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("code", sorted(CALENDARS))
def test_tickets_read_one_by_one_equal_the_walk(code: str, policy: PriorityPolicy) -> None:
    verdicts = check_one_by_one(code, POLICIES.index(policy), policy, 120)
    assert verdicts == {"met", "missed", "running", "unknown"}


@pytest.mark.slow
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("season", range(len(SEASONS)))
@pytest.mark.parametrize("code", sorted(CALENDARS))
def test_twenty_thousand_more_equal_the_walk(code: str, season: int, policy: PriorityPolicy) -> None:
    assert check_one_by_one(code, season, policy, 600)


def random_tickets(table: Timetable, tickets: int, draw: Draw) -> tuple[np.ndarray, ...]:
    """Starts and stops, mostly of hours, some of days; pauses, 0 to 4 a ticket, that overlap and overflow."""
    started = draw.integers(table.first, table.last - 11 * 24 * HOUR, tickets)
    stopped = started + np.minimum(draw.lognormal(10.5, 1.5, tickets), 10 * 24 * HOUR).astype(np.int64)
    owner = np.repeat(np.arange(tickets), draw.integers(0, 5, tickets))
    length = stopped[owner] - started[owner]
    begin = started[owner] + (draw.uniform(-0.1, 1, owner.size) * length).astype(np.int64)
    end = np.minimum(begin + draw.exponential(length / 3 + 1).astype(np.int64), table.last)
    return started, stopped, owner, np.maximum(begin, table.first), end


def walked(tickets: tuple[np.ndarray, ...], axis: Axis, first: int) -> np.ndarray:
    """Seconds open and not paused, ticket by ticket, second by second."""
    started, stopped, owner, begin, end = tickets
    lives = [axis[a:b].copy() for a, b in zip(started - first, stopped - first)]
    for ticket, a, b in zip(owner, begin - started[owner], end - started[owner]):
        lives[ticket][max(a, 0) : max(b, 0)] = False
    return np.array([np.count_nonzero(life) for life in lives])


@pytest.mark.parametrize("season", range(len(SEASONS)))
@pytest.mark.parametrize("code", sorted(CALENDARS))
def test_a_hundred_thousand_tickets_read_at_once_equal_the_walk(code: str, season: int) -> None:
    table, axis = season_of(code, season)
    draw = np.random.default_rng([season, len(code)])
    for _ in range(13):
        tickets = random_tickets(table, 500, draw)
        started, stopped, *pauses = tickets
        events = life_events(started, stopped) + pause_events(tuple(pauses), started, stopped)
        assert np.array_equal(net_seconds(events, 500, table), walked(tickets, axis, table.first))


def test_each_ticket_may_have_its_own_timetable() -> None:
    tables = [season_of(code, 0)[0] for code in sorted(CALENDARS)]
    draw = np.random.default_rng(3)
    shared = replace(tables[0], first=max(t.first for t in tables), last=min(t.last for t in tables))
    started, stopped, *pauses = random_tickets(shared, 4_000, draw)
    which = draw.integers(0, len(tables), 4_000)
    events = life_events(started, stopped) + pause_events(tuple(pauses), started, stopped)
    one_by_one = np.choose(which, [net_seconds(events, 4_000, table) for table in tables])
    assert np.array_equal(net_seconds_by(events, which, tables), one_by_one)


@FEW
@given(st.integers(0, 10_000), st.sampled_from(sorted(CALENDARS)))
def test_events_need_no_order_and_may_be_added_in_parts(seed: int, code: str) -> None:
    table, draw = season_of(code, 0)[0], np.random.default_rng(seed)
    started, stopped, *pauses = random_tickets(table, 50, draw)
    life, held = life_events(started, stopped), pause_events(tuple(pauses), started, stopped)
    events, order = life + held, draw.permutation(life.ticket.size + held.ticket.size)
    shuffled = Events(events.ticket[order], events.instant[order], events.sign[order])
    expected = net_seconds(events, 50, table)
    assert np.array_equal(net_seconds(shuffled, 50, table), expected)
    assert np.array_equal(net_seconds(life, 50, table) + net_seconds(held, 50, table), expected)
    assert ((expected >= 0) & (expected <= stopped - started)).all()


def test_events_are_three_columns_of_one_length() -> None:
    column = np.zeros(3, dtype=np.int64)
    with pytest.raises(ValueError, match="one length"):
        Events(column, column, column[:2])


@FEW
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_merged_pauses_cover_the_same_seconds_once(pauses: list[tuple[int, int]]) -> None:
    merged = merge_pauses(pauses, 60)
    assert [n for a, b in merged for n in range(a, b)] == sorted({n for a, b in pauses for n in range(a, b)})
    table = year("24x7")
    origin = table.first + 1000
    columns = tuple(np.array([p[i] + origin for p in pauses], dtype=np.int64) for i in (0, 1))
    events = pause_events((np.zeros(len(pauses), dtype=np.int64), *columns), [origin], [origin + 60])
    assert -int(net_seconds(events, 1, table)[0]) == sum(b - a for a, b in merged)


def test_a_pause_without_end_lasts_until_now() -> None:
    assert merge_pauses([(0, 10), (5, 12), (20, None)], 30) == [(0, 12), (20, 30)]


def simple(*seen: tuple[str, str], **more: Any) -> History:
    return History(instant("2026-03-10T08:00"), tuple(Observation(instant(t), s, "1") for t, s in seen), **more)


NEW = ("2026-03-10T08:00", "New")
NOON = instant("2026-03-10T12:00")


def test_what_was_seen_later_does_not_count_yet() -> None:
    history = simple(NEW, ("2026-03-10T11:00", "Resolved"))
    found = read_clock(history, year("lun-ven 8-18"), RULE, instant("2026-03-10T10:00"))
    assert (found.verdict, found.stopped, found.is_running, found.left) == (Verdict.RUNNING, None, True, 2 * HOUR)


def test_a_ticket_not_opened_yet_has_no_verdict() -> None:
    found = read_clock(simple(NEW), year("lun-ven 8-18"), RULE, instant("2026-03-09T10:00"))
    assert (found.verdict, found.gross_seconds, found.is_running, found.spans) == (Verdict.UNKNOWN, 0, False, ())


def test_the_share_of_pauses_is_unknown_when_nothing_was_open() -> None:
    night = [("2026-03-10T20:00", "On Hold"), ("2026-03-10T21:00", "Resolved")]
    history = replace(simple(*night), opened=instant("2026-03-10T19:00"))
    found = read_clock(history, year("lun-ven 8-18"), RULE, NOON + 24 * HOUR)
    assert (found.pause_share, found.verdict) == (None, Verdict.MET)
    paused = simple(NEW, ("2026-03-10T09:00", "On Hold"), ("2026-03-10T12:00", "Resolved"))
    assert read_clock(paused, year("lun-ven 8-18"), RULE, NOON).pause_share == 0.75


def test_a_ticket_first_seen_closed_ran_for_no_time() -> None:
    found = read_clock(simple(("2026-03-10T08:00", "Closed")), year("lun-ven 8-18"), RULE, NOON)
    assert (found.verdict, found.net_seconds, found.stopped) == (Verdict.MET, 0, instant("2026-03-10T08:00"))


def test_a_state_or_priority_left_empty_is_the_one_before() -> None:
    seen = (Observation(NOON - 4 * HOUR, "New", "1"), Observation(NOON - 3 * HOUR, "on hold "), Observation(NOON, ""))
    found = read_clock(History(NOON - 4 * HOUR, seen), year("lun-ven 8-18"), RULE, NOON + HOUR)
    assert (found.paused_seconds, found.left, Notable.PRIORITY_CHANGED in found.notable) == (4 * HOUR, 3 * HOUR, False)


def test_two_states_at_one_instant_are_the_last_one_told() -> None:
    history = simple(NEW, ("2026-03-10T09:00", "Resolved"), ("2026-03-10T09:00", "In Progress"))
    assert read_clock(history, year("lun-ven 8-18"), RULE, NOON).net_seconds == 4 * HOUR


def test_a_priority_changed_once_solved_changes_no_promise() -> None:
    late = Observation(NOON + HOUR, "Resolved", "3")
    history = simple(NEW, ("2026-03-10T18:00", "Resolved"))
    tampered = replace(history, observations=(*history.observations, replace(late, instant=NOON + 7 * HOUR)))
    for seen in (history, tampered):
        assert read_clock(seen, year("lun-ven 8-18"), RULE, NOON + 30 * HOUR).verdict is Verdict.MISSED


def test_an_agreed_exclusion_is_said_beside_its_figures() -> None:
    found = read_clock(simple(NEW, excused=True), year("lun-ven 8-18"), RULE, NOON)
    assert (found.verdict, found.net_seconds, found.notable) == (Verdict.EXCUSED, 4 * HOUR, {Notable.EXCLUDED})


def test_a_closure_of_the_service_is_a_reason_to_differ() -> None:
    closed = (wall("2026-03-10T09:00"), wall("2026-03-10T10:00"))
    hours = ServiceHours("x", "Europe/Paris", read_hours("lun-ven 8-18"), closures=(closed,))
    found = read_clock(simple(NEW), compile_hours(hours, *YEAR), RULE, NOON)
    assert (found.net_seconds, found.notable) == (3 * HOUR, {Notable.CLOSURE})


@pytest.mark.parametrize("page", ["docs/chapters/3-comfort-zone.md", "docs/chapters/fr/3-comfort-zone.md"])
def test_the_worked_figure_of_the_page_is_the_first_case(page: str) -> None:
    history, rule, as_of = told(GOLDEN[0])
    found = read_clock(history, year(GOLDEN[0]["hours"]), rule, as_of)
    figures = [found.gross_seconds, found.paused_seconds, found.net_seconds]
    text = re.sub(r"\s+", " ", (ROOT / page).read_text(encoding="utf-8").partition('<a id="service-clock"></a>')[2])
    assert re.search(r"[^.]*".join(f"{seconds // HOUR} h" for seconds in figures), text)


@pytest.mark.shared_data
def test_a_real_event_log_waits_a_third_of_its_time(shared_data: Path) -> None:
    """As measured apart on the same two weeks, always open: 22.6 % of incidents wait, 35 % of the time is waiting."""
    packed = (shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes()
    seen: dict[object, list[Any]] = {}
    for row in incidents.read(gzip.decompress(packed), incidents.Settings(zone="UTC")).rows:
        seen.setdefault(row.values["number"], []).append(row.values)
    waiting = frozenset(("Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence"))
    table = compile_hours(ServiceHours("log", "UTC", read_hours("24x7")), date(2016, 1, 1), date(2018, 1, 1))
    readings = []
    for rows in seen.values():
        rows.sort(key=lambda row: (row["seen_at"], row["seq"]))
        told = tuple(Observation(seconds(row["seen_at"]), row["state"] or "", row["priority"] or "") for row in rows)
        if resolved := rows[-1]["resolved_at"]:
            history = History(seconds(rows[0]["opened_at"]), told, seconds(resolved))
            readings.append(read_clock(history, table, replace(RULE, paused=waiting), table.last))
    gross, paused = (sum(getattr(r, name) for r in readings) for name in ("gross_seconds", "paused_seconds"))
    assert (len(readings), round(paused / gross, 3)) == (3_802, 0.351)
    assert round(sum(r.paused_seconds > 0 for r in readings) / len(readings), 3) == 0.226
    assert all(r.stopped for r in readings)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())
