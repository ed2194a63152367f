"""The history of a ticket: its states over time, what its clock says, the levels of a month."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded plan of a test
from typing import Any

import numpy as np
import pytest
from tests.ledger.histories import DAY, STATES, STEP, office, promising, seen, table, together

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
    """Stopped at, elapsed, gross, paused, net, truncated, in hours."""
    found = ledger.query("ticket_clocks", given=given or promising(ledger, HOURS, ["office"]))
    (row,) = (row for row in found if row[1] == number)
    hours = [None if value is None else value / 3600 for value in row[10:14]]
    return (row[9], *hours, row[14])


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


def test_the_newest_part_corrects_the_same_update(tmp_path: Path) -> None:
    told = seen("A", "On Hold", at(0, 10), 1)
    rows = [seen("A", "New", at(0, 9), 0), told, seen("A", "Closed", at(0, 15), 2), LAST]
    ledger = store(tmp_path, rows, [{**told, "state": "Active"}])
    assert clock(ledger)[1:5] == (6, 6, 0, 6)


def test_hours_closed_and_hours_waited_are_not_counted(tmp_path: Path) -> None:
    states = [("New", at(0, 9)), ("On Hold", at(0, 16)), ("Active", at(1, 10)), ("Resolved", at(1, 12, 30))]
    ledger = store(tmp_path, [*(seen("A", state, when, n) for n, (state, when) in enumerate(states)), LAST])
    assert clock(ledger) == (naive(at(1, 12, 30)), 27.5, 13.5, 4, 9.5, False)


def test_a_reopened_ticket_goes_on_with_its_clock(tmp_path: Path) -> None:
    states = [("New", at(0, 9)), ("Resolved", at(0, 11)), ("Active", at(1, 9)), ("Closed", at(1, 12))]
    ledger = store(tmp_path, [*(seen("A", state, when, n) for n, (state, when) in enumerate(states)), LAST])
    assert clock(ledger) == (naive(at(1, 12)), 5, 5, 0, 5, False)


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
    assert clock(paused) == (None, 3, 3, 3, 0, False)


def test_a_clock_outside_the_timetable_is_unknown(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), seen("A", "Closed", at(0, 12), 1), LAST])
    early = office("office", "UTC", MONDAY - 9 * DAY, MONDAY - 8 * DAY)
    assert clock(ledger, promising(ledger, early, ["office"])) == (naive(at(0, 12)), 3, None, None, None, False)


def test_a_ticket_first_seen_when_it_was_over_is_not_a_ticket_solved_at_once(tmp_path: Path) -> None:
    rows = [seen("A", "Closed", at(2, 12), 0), seen("B", "Resolved", at(0, 9), 0), LAST]
    ledger = store(tmp_path, rows)
    assert clock(ledger)[-1] and not clock(ledger, number="B")[-1]
    given = promising(ledger, HOURS, ["office"])
    assert [row[7:11] for row in ledger.query("levels_by_month", ["UTC"], given)] == [(3, 2, 1, 0)]


def test_a_ticket_that_is_promised_nothing_has_no_clock(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), LAST])
    assert ledger.query("ticket_clocks") == []


def test_each_calendar_has_its_own_step(tmp_path: Path) -> None:
    ledger = store(tmp_path, [seen("A", "New", at(0, 9), 0), seen("A", "Closed", at(0, 12, 20), 1), LAST])
    always = {"calendar": ["always"] * 9, "bucket": range(20513, 20522), "is_open": [True] * 9}
    always["base_seconds"] = [86400 * n for n in range(9)]
    given = dict(promising(ledger, together(HOURS, always), ["office", "always"]))
    given["promised_times"] = table(
        "promised_times", [("P1", "S", "1", "G", code, 3600) for code in ("office", "always")]
    )
    given["timetable_steps"] = table("timetable_steps", [("office", STEP), ("always", 86400)])
    found = {row[2]: row[13] for row in ledger.query("ticket_clocks", given=given) if row[1] == "A"}
    assert found == {"office": 12000, "always": 12000}


def test_a_level_counts_ties_as_kept_and_interpolates_nothing(tmp_path: Path) -> None:
    rows = [LAST]
    for n in range(1, 11):
        opened = at(0, 8)
        rows.append(seen(f"T{n}", "New", opened, 0, opened_at=opened))
        rows.append(seen(f"T{n}", "Closed", opened + timedelta(hours=n), 1, opened_at=opened))
    ledger = store(tmp_path, rows[1:])
    given = promising(ledger, HOURS, ["office"], seconds=7 * 3600)
    (level,) = ledger.query("levels_by_month", ["Europe/Paris"], given)
    assert level[0] == date(2026, 3, 1) and level[7:11] == (10, 0, 7, 3)
    assert [seconds // 3600 for seconds in level[11:]] == [5, 9, 10, 10]


def test_a_month_is_the_one_of_the_zone_in_which_the_clock_stopped(tmp_path: Path) -> None:
    opened, closed = datetime(2026, 3, 31, 9, tzinfo=UTC), datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    rows = [seen("A", "New", opened, 0, opened_at=opened), seen("A", "Closed", closed, 1, opened_at=opened)]
    ledger = store(tmp_path, rows)
    given = promising(ledger, HOURS, ["office"])
    months = [ledger.query("levels_by_month", [zone], given)[0][0] for zone in ("UTC", "Europe/Paris")]
    assert months == [date(2026, 3, 1), date(2026, 4, 1)]


def test_rows_given_with_the_wrong_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="timetable_steps: columns calendar, step_seconds of one length"):
        EmbeddedLedger(tmp_path, {}).query("ticket_clocks", given={"timetable_steps": {"calendar": ["a"]}})


def open_seconds(begin: int, end: int) -> int:
    """Open seconds of the office between two instants, counted minute by minute."""
    minutes = np.arange(begin // 60, end // 60 + 1) * 60
    wall = (minutes // 3600) % 24
    is_open = ((minutes // 86400 + 3) % 7 < 5) & (wall >= 8) & (wall < 18)
    inside = np.clip(minutes + 60, begin, end) - np.clip(minutes, begin, end)
    return int((inside * is_open).sum())


def by_hand(rows: Sequence[dict[str, Any]], last: datetime) -> tuple[int, int, int]:
    """Elapsed, gross and paused seconds of a ticket, one observation after the other."""
    ordered = sorted(rows, key=lambda row: (row["seen_at"], row["seq"]))
    starts = [min(ordered[0]["opened_at"], ordered[0]["seen_at"]), *(row["seen_at"] for row in ordered[1:])]
    elapsed = gross = paused = 0
    for row, begin, end in zip(ordered, starts, [*starts[1:], last]):
        effect, bounds = STATES.get(row["state"] or ""), (int(begin.timestamp()), int(end.timestamp()))
        if effect != "stop":
            elapsed += bounds[1] - bounds[0]
            gross += open_seconds(*bounds)
            paused += open_seconds(*bounds) if effect == "pause" else 0
    return elapsed, gross, paused


def drawn(dice: Random, number: str) -> list[dict[str, Any]]:
    """A ticket of one to nine observations, some at the same second."""
    opened = MONDAY + timedelta(seconds=dice.randrange(14 * 86400))
    moment, rows = opened, []
    for seq in range(dice.randint(1, 9)):
        moment += timedelta(seconds=dice.choice([0, 0, dice.randrange(7200), dice.randrange(2 * 86400)]))
        state = dice.choice(["New", "Active", "Active", "On Hold", "Awaiting User Info", "Resolved", None])
        rows.append(seen(number, state, moment, seq, opened_at=opened))
    return rows


def test_a_thousand_drawn_histories_are_those_counted_minute_by_minute(tmp_path: Path) -> None:
    dice = Random(20260302)
    tickets = {f"T{n}": drawn(dice, f"T{n}") for n in range(1000)}
    rows = [row for ticket in tickets.values() for row in ticket]
    dice.shuffle(rows)
    ledger = store(tmp_path, rows[::2], rows[1::2])
    last = max(row["seen_at"] for row in rows)
    found = {row[1]: row[10:13] for row in ledger.query("ticket_clocks", given=promising(ledger, HOURS, ["office"]))}
    assert found == {number: by_hand(ticket, last) for number, ticket in tickets.items()}
    elapsed: dict[str, int] = dict.fromkeys(tickets, 0)
    for _source, number, _place, state, begin, end, *_ in ledger.query("ticket_intervals"):
        elapsed[number] += 0 if STATES.get(state) == "stop" else int((end - begin).total_seconds())
    assert elapsed == {number: sums[0] for number, sums in found.items()}
