"""The history of a ticket: its states over time, what its clock says, the levels of a month."""

import gzip
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded plan of a test
from typing import Any

import pytest
from tests.ledger.histories import DAY, STATES, office, promising, seen, table

from etincelle.comfort_zone.service_clock import Reading, Verdict, read_clock
from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.ticket_history import ClockRule, History, Observation
from etincelle.comfort_zone.timetable import Timetable
from etincelle.comfort_zone.written_hours import read_hours
from etincelle.intake.sources import incidents
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.port import Given, LedgerError

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOURS = office("office", "UTC", MONDAY - 30 * DAY, MONDAY + 60 * DAY)
LAST = seen("END", "Closed", MONDAY + timedelta(days=4, hours=12), 0)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that week, 0 being Monday."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def store(folder: Path, *parts: Sequence[dict[str, Any]]) -> EmbeddedLedger:
    writer = EmbeddedLedger(folder, {})
    return EmbeddedLedger(folder, {"tickets": [writer.write_part("tickets", rows).path.name for rows in parts]})


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def spans(ledger: EmbeddedLedger, number: str = "A") -> list[tuple[Any, ...]]:
    """State, begin and end of a ticket's intervals."""
    return [row[3:6] for row in ledger.query("ticket_intervals") if row[1] == number]


def clock(ledger: EmbeddedLedger, given: Given | None = None, number: str = "A") -> tuple[Any, ...]:
    """Stopped at; elapsed, gross, paused, net, unseen, in hours."""
    found = ledger.query("ticket_clocks", given=given or promising(ledger, [HOURS]))
    (row,) = (row for row in found if row[1] == number)
    hours = [None if value is None else value / 3600 for value in row[10:15]]
    return (row[9], *hours)


def test_a_ticket_is_in_one_state_after_another(tmp_path: Path) -> None:
    states = [("New", at(0, 9)), ("Active", at(0, 10)), ("Active", at(0, 11)), ("On Hold", at(1, 9))]
    ledger = store(tmp_path, [*(seen("A", state, when, n) for n, (state, when) in enumerate(states)), LAST])
    new, active, hold, end = naive(at(0, 9)), naive(at(0, 10)), naive(at(1, 9)), naive(at(4, 12))
    assert spans(ledger) == [("New", new, active), ("Active", active, hold), ("On Hold", hold, end)]
    assert [row[8] for row in ledger.query("ticket_intervals") if row[1] == "A"] == [False, False, True]


def test_a_history_begins_when_the_ticket_was_opened_not_when_it_was_first_seen(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 12), 0), LAST])
    assert spans(ledger) == [("New", naive(at(0, 9)), naive(at(4, 12)))]


def test_a_history_cut_at_its_beginning_says_so(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "Active", at(0, 12), 3), seen("B", "New", at(0, 12), 0), LAST])
    assert {row[1]: row[7] for row in ledger.query("ticket_intervals")} == {"A": True, "B": False, "END": False}


def test_at_one_instant_the_count_of_updates_tells_the_order(tmp_path: Path) -> None:
    rows = [seen("A", "Resolved", at(0, 10), 2), seen("A", "Active", at(0, 10), 1), seen("A", "New", at(0, 9), 0), LAST]
    ten = naive(at(0, 10))
    assert spans(store(tmp_path, rows))[1:] == [("Active", ten, ten), ("Resolved", ten, naive(at(4, 12)))]


def test_an_observation_without_a_state_leaves_the_state_before(tmp_path: Path) -> None:
    rows = [seen("A", "New", at(0, 9), 0), seen("A", "On Hold", at(0, 10), 1), seen("A", None, at(0, 10), 2), LAST]
    ledger = store(tmp_path, rows)
    assert [span[0] for span in spans(ledger)] == ["New", "On Hold"] and clock(ledger)[4] == 1


def test_the_newest_part_corrects_the_same_update(tmp_path: Path) -> None:
    told = seen("A", "On Hold", at(0, 10), 1)
    rows = [seen("A", "New", at(0, 9), 0), told, seen("A", "Closed", at(0, 15), 2), LAST]
    ledger = store(tmp_path, rows, [{**told, "state": "Active"}])
    assert clock(ledger)[1:5] == (6, 6, 0, 6)


def test_hours_closed_and_hours_waited_are_not_counted(tmp_path: Path) -> None:
    states = [("New", at(0, 9)), ("On Hold", at(0, 16)), ("Active", at(1, 10)), ("Resolved", at(1, 12, 30))]
    ledger = store(tmp_path, [*(seen("A", state, when, n) for n, (state, when) in enumerate(states)), LAST])
    assert clock(ledger) == (naive(at(1, 12, 30)), 27.5, 13.5, 4, 9.5, 0)


def test_a_reopened_ticket_goes_on_with_its_clock(tmp_path: Path) -> None:
    states = [("New", at(0, 9)), ("Resolved", at(0, 11)), ("Active", at(1, 9)), ("Closed", at(1, 12))]
    ledger = store(tmp_path, [*(seen("A", state, when, n) for n, (state, when) in enumerate(states)), LAST])
    assert clock(ledger) == (naive(at(1, 12)), 5, 5, 0, 5, 0)


def test_a_ticket_that_still_runs_is_read_at_the_last_instant_its_source_tells_of(tmp_path: Path) -> None:
    assert clock(store(tmp_path, [seen("A", "New", at(4, 9), 0, opened_at=at(4, 9)), LAST])) == (
        None,
        3,
        3,
        0,
        3,
        False,
    )
    paused = store(tmp_path, [seen("A", "On Hold", at(4, 9), 0, opened_at=at(4, 9)), LAST])
    assert clock(paused) == (None, 3, 3, 3, 0, 0)


def test_a_clock_outside_the_timetable_is_unknown(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), seen("A", "Closed", at(0, 12), 1), LAST])
    early = office("office", "UTC", MONDAY - 9 * DAY, MONDAY - 8 * DAY)
    assert clock(ledger, promising(ledger, [early])) == (naive(at(0, 12)), 3, None, None, None, None)


def test_what_nobody_saw_decides_nothing(tmp_path: Path) -> None:
    """Solved at once, first seen over within the promise, and beyond it: kept, kept, unknown."""
    rows = [seen("A", "Resolved", at(0, 9), 0), seen("B", "Closed", at(0, 12), 0), seen("C", "Closed", at(2, 12), 0)]
    ledger = store(tmp_path, rows)
    assert [clock(ledger, number=n)[4:] for n in "ABC"] == [(0, 0), (3, 3), (23, 23)]
    given = promising(ledger, [HOURS])
    assert [row[7:12] for row in ledger.query("levels_by_month", ["UTC"], given)] == [(3, 0, 1, 2, 0)]


def test_a_clock_stops_when_the_ticket_was_resolved_not_five_days_later(tmp_path: Path) -> None:
    solved = {"resolved_at": at(0, 11)}
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0, **solved), seen("A", "Closed", at(3, 9), 1, **solved)])
    assert clock(ledger) == (naive(at(0, 11)), 2, 2, 0, 2, 0)


def test_a_cancelled_ticket_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = [seen("A", "New", at(0, 9), 0), seen("A", "Canceled", at(0, 11), 1)]
    ledger = store(tmp_path, rows)
    assert [r[7:12] for r in ledger.query("levels_by_month", ["UTC"], promising(ledger, [HOURS]))] == [(1, 1, 0, 0, 0)]


def test_a_service_that_never_opens_has_no_clock_to_judge_by(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), seen("A", "Closed", at(0, 11), 1)])
    never = {"calendar": ["office"], "bucket": [0], "base_seconds": [0], "is_open": [False]}
    given = {**promising(ledger, [HOURS]), "timetable": never}
    assert clock(ledger, given)[1:] == (2, None, None, None, None)


def test_a_ticket_that_is_promised_nothing_has_no_clock(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), LAST])
    assert ledger.query("ticket_clocks") == []


def test_each_calendar_has_its_own_step(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), seen("A", "Closed", at(0, 12, 20), 1), LAST])
    always = compile_hours(ServiceHours("always", "UTC", read_hours("24x7")), date(2026, 3, 1), date(2026, 3, 9))
    given = dict(promising(ledger, [HOURS, always]))
    promises = [("P1", "S", "1", "G", code, 3600) for code in ("office", "always")]
    given["promised_times"] = table("promised_times", promises)
    assert len(set(given["timetable_steps"]["step_seconds"])) == 2
    found = {row[2]: row[13] for row in ledger.query("ticket_clocks", given=given) if row[1] == "A"}
    assert found == {"office": 12000, "always": 12000}


def test_a_level_counts_ties_as_kept_and_interpolates_nothing(tmp_path: Path) -> None:
    rows = [LAST]
    for n in range(1, 11):
        opened = at(0, 8)
        rows.append(seen(f"T{n}", "New", opened, 0, opened_at=opened))
        rows.append(seen(f"T{n}", "Closed", opened + timedelta(hours=n), 1, opened_at=opened))
    ledger = store(tmp_path, rows[1:])
    given = promising(ledger, [HOURS], seconds=7 * 3600)
    (level,) = ledger.query("levels_by_month", ["Europe/Paris"], given)
    assert level[0] == date(2026, 3, 1) and level[7:12] == (10, 0, 0, 7, 3)
    assert [seconds // 3600 for seconds in level[12:]] == [5, 9, 10, 10]


def test_a_month_is_the_one_of_the_zone_in_which_the_clock_stopped(tmp_path: Path) -> None:
    opened, closed = datetime(2026, 3, 31, 9, tzinfo=UTC), datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    rows = [seen("A", "New", opened, 0, opened_at=opened), seen("A", "Closed", closed, 1, opened_at=opened)]
    ledger = store(tmp_path, rows)
    given = promising(ledger, [HOURS])
    months = [ledger.query("levels_by_month", [zone], given)[0][0] for zone in ("UTC", "Europe/Paris")]
    assert months == [date(2026, 3, 1), date(2026, 4, 1)]


def test_rows_given_with_the_wrong_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="timetable_steps: columns calendar, step_seconds of one length"):
        EmbeddedLedger(tmp_path, {}).query("ticket_clocks", given={"timetable_steps": {"calendar": ["a"]}})


def drawn(dice: Random, number: str) -> list[dict[str, Any]]:
    """A ticket of one to nine observations, some at the same second, seen late or before it was said to be opened."""
    opened = MONDAY + timedelta(seconds=dice.randrange(14 * 86400))
    moment, rows = opened + timedelta(seconds=dice.choice([0, 0, dice.randrange(7200), -60])), []
    resolved = dice.choice([None, opened + timedelta(seconds=dice.randrange(5 * 86400))])
    for seq in range(dice.randint(1, 9)):
        silent = [None] if not rows or rows[-1]["seen_at"] < moment else []
        state = dice.choice(["New", "Active", "Active", "On Hold", "Resolved", "Closed", *silent, *RARE[seq % 3]])
        rows.append(seen(number, state, moment, seq, opened_at=opened, resolved_at=resolved))
        moment += timedelta(seconds=dice.choice([0, 0, dice.randrange(7200), dice.randrange(2 * 86400)]))
    return rows


RARE = (["Canceled"], ["Awaiting User Info"], ["Active", "Excused"])
RULE = ClockRule(
    (("1", 36_000),),
    paused=frozenset(("On Hold", "Awaiting User Info")),
    cancelled=frozenset(("Canceled",)),
    excused=frozenset(("Excused",)),
)


def one_by_one(rows: Sequence[dict[str, Any]], hours: Timetable, last: datetime) -> Reading:
    """What the clock of one ticket says, read by the engine that judges tickets one by one."""
    told = tuple(Observation(epoch(row["seen_at"]) or 0, row["state"] or "", "1") for row in rows)
    history = History(epoch(rows[-1]["opened_at"]) or 0, told, epoch(rows[-1]["resolved_at"]))
    return read_clock(history, hours, RULE, epoch(last) or 0)


def epoch(moment: datetime | None) -> int | None:
    return None if moment is None else int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def said_by_ledger(ledger: EmbeddedLedger, given: Given) -> dict[str, tuple[Any, ...]]:
    """Started, stopped, gross, paused of every ticket."""
    rows = ledger.query("ticket_clocks", given=given)
    return {row[1]: (epoch(row[8]), epoch(row[9]), row[11], row[12]) for row in rows}


def said_by(readings: Mapping[str, Reading]) -> dict[str, tuple[Any, ...]]:
    """The same, of readings."""
    return {n: (r.started, r.stopped, r.gross_seconds, r.paused_seconds) for n, r in readings.items()}


def test_two_thousand_drawn_histories_are_those_read_one_by_one(tmp_path: Path) -> None:
    dice = Random(20260302)
    tickets = {f"T{n}": drawn(dice, f"T{n}") for n in range(2000)}
    rows = [row for ticket in tickets.values() for row in ticket]
    last = max(row["seen_at"] for row in rows)
    readings = {number: one_by_one(ticket, HOURS, last) for number, ticket in tickets.items()}
    dice.shuffle(rows)
    ledger = store(tmp_path, rows[::2], rows[1::2])
    given = {**promising(ledger, [HOURS]), "clock_states": table("clock_states", [*STATES.items(), EXCUSED])}
    assert said_by_ledger(ledger, given) == said_by(readings)
    stopped = [reading for reading in readings.values() if reading.stopped]
    judged = sorted(r.net_seconds for r in stopped if r.verdict in (Verdict.MET, Verdict.MISSED))
    said = Counter(reading.verdict for reading in stopped)
    left_out = said[Verdict.CANCELLED] + said[Verdict.EXCUSED]
    (level,) = ledger.query("levels_by_month", ["UTC"], given)
    counts = (len(stopped), left_out, said[Verdict.UNKNOWN], said[Verdict.MET], said[Verdict.MISSED])
    assert level[7:12] == counts and min(counts) > 5
    assert list(level[12:]) == [judged[ceil(q * len(judged) / 100) - 1] for q in (50, 90, 95, 100)]


EXCUSED = ("Excused", "excuse")


@pytest.mark.shared_data
def test_a_real_log_is_the_one_read_one_by_one(tmp_path: Path, shared_data: Path) -> None:
    packed = (shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes()
    read = incidents.read(gzip.decompress(packed), incidents.Settings(zone="Europe/Paris")).rows
    rows = sorted(({**row.values, "line": row.line} for row in read), key=lambda row: (row["seen_at"], row["seq"]))
    hours = office("office", "Europe/Paris", datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 3, 1, tzinfo=UTC))
    tickets: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        tickets.setdefault(str(row["number"]), []).append(row)
    readings = {number: one_by_one(ticket, hours, rows[-1]["seen_at"]) for number, ticket in tickets.items()}
    ledger = store(tmp_path, rows)
    assert said_by_ledger(ledger, promising(ledger, [hours])) == said_by(readings) and len(readings) == 4_003
