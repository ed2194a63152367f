"""Against the partner's report: a reason is one only if the clock counted that way gives the partner's word."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.comfort_zone.explained import SAID, Compared, Reason, Reported, bridge, compared, reasons
from etincelle.comfort_zone.recomputed import Judged, Promise, Terms, Ticket, judge, timetable_of
from etincelle.comfort_zone.service_clock import Verdict
from etincelle.comfort_zone.service_hours import ServiceHours
from etincelle.comfort_zone.ticket_history import History, Observation
from etincelle.comfort_zone.ticket_states import StateEffects
from etincelle.comfort_zone.written_hours import read_hours

HOUR = 3600
OFFICE = ServiceHours("P818", "Europe/Paris", read_hours("lun-ven 8-18"), "FR", "national")
FOUR, EIGHT = (Promise(priority, "", "", hours * HOUR, "P818") for priority, hours in (("3", 4), ("4", 8)))
TERMS = Terms((FOUR, EIGHT), {"P818": timetable_of(OFFICE, 2025, 2028)}, StateEffects(), {"P818": OFFICE})
LATER = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())


def at(month: int, day: int, hour: int) -> int:
    """An instant of 2026 on a Paris wall clock; 2 March is a Monday, 6 April Easter Monday."""
    summer = (3, 29) <= (month, day) < (10, 25)
    return int(datetime(2026, month, day, hour, tzinfo=UTC).timestamp()) - HOUR * (2 if summer else 1)


def told(*seen: tuple[int, str, str], theirs: bool | None, opened: int | None = None) -> Judged:
    observations = tuple(Observation(instant, state, priority) for instant, state, priority in seen)
    history = History(opened or seen[0][0], observations, pauses=())
    found = judge(Ticket("now", "INC1", "", "", seen[-1][2], history, theirs), TERMS, LATER)
    assert found is not None
    return found


def why(one: Judged) -> tuple[Reason, ...]:
    return reasons(one, TERMS, LATER)


CASES = {
    "the holiday, counted, breaks a promise that was kept": (
        told((at(4, 3, 16), "New", "3"), (at(4, 7, 9), "Resolved", "3"), theirs=False), Reason.HOLIDAY),
    "the night of a pause, given back, keeps one that was broken": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 17), "Awaiting Vendor", "3"), (at(3, 3, 8), "Active", "3"),
             (at(3, 3, 9), "Resolved", "3"), theirs=True), Reason.PAUSE_OUTSIDE_HOURS),
    "the pause was not taken off": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 11), "On Hold", "3"), (at(3, 2, 14), "Active", "3"),
             (at(3, 2, 15), "Resolved", "3"), theirs=False), Reason.PAUSE_COUNTED),
    "the reopening was forgotten": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 11), "Resolved", "3"), (at(3, 3, 9), "Active", "3"),
             (at(3, 3, 12), "Resolved", "3"), theirs=True), Reason.REOPENED),
    "the former priority still counts for them": (
        told((at(3, 2, 9), "New", "4"), (at(3, 2, 10), "Active", "3"), (at(3, 2, 15), "Resolved", "3"), theirs=True),
        Reason.PRIORITY_CHANGED),
    "the night is counted": (
        told((at(3, 2, 16), "New", "3"), (at(3, 3, 9), "Resolved", "3"), theirs=False), Reason.CLOSED_HOURS),
    "nobody saw how it began": (
        told((at(3, 2, 15), "Active", "3"), (at(3, 2, 16), "Resolved", "3"), theirs=True, opened=at(3, 2, 9)),
        Reason.UNSEEN),
    "it was cancelled and they count it": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 10), "Cancelled", "3"), theirs=False), Reason.EXCLUDED),
    "their tool says nothing": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 10), "Resolved", "3"), theirs=None), Reason.NOT_TOLD),
    "nothing explains it": (
        told((at(3, 2, 9), "New", "3"), (at(3, 2, 10), "Resolved", "3"), theirs=False), Reason.UNEXPLAINED),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_difference_finds_its_reason(case: str) -> None:
    one, reason = CASES[case]
    assert why(one)[:1] == (reason,)


def test_a_reason_that_would_not_turn_the_verdict_is_none() -> None:
    """Easter Monday falls in it and it was reopened, but neither gives the partner's word."""
    asked = told(
        (at(4, 3, 9), "New", "3"), (at(4, 3, 15), "Resolved", "3"), (at(4, 7, 9), "Active", "3"),
        (at(4, 7, 10), "Resolved", "3"), theirs=True,
    )  # fmt: skip
    assert asked.reading.verdict is Verdict.MISSED
    assert why(asked) == (Reason.UNEXPLAINED,)


def test_a_ticket_on_which_both_agree_or_that_still_runs_has_no_reason() -> None:
    assert why(told((at(3, 2, 9), "New", "3"), (at(3, 2, 10), "Resolved", "3"), theirs=True)) == ()
    assert why(told((at(11, 30, 17), "New", "4"), theirs=True)) == ()


def test_the_way_from_the_report_to_the_tickets_as_worked_by_hand() -> None:
    """Reported 100 %; their tool keeps 9 of 10, the contract 4 of the same 10."""
    quick, slow = (at(3, 2, 9 + hours) for hours in (1, 6))
    ends = [(quick, True)] * 4 + [(slow, True)] * 5 + [(slow, False)]
    asked = [told((at(3, 2, 9), "New", "3"), (end, "Resolved", "3"), theirs=said) for end, said in ends]
    found = bridge(compared(asked, TERMS, LATER), Reported(1.0))
    assert found.report == pytest.approx(-0.1)
    assert found.verdicts == pytest.approx(-0.5)
    assert (found.left_out, found.untold, found.ours) == (0.0, 0.0, 0.4)
    assert found.gap == pytest.approx(-0.6)
    assert found.reasons == ((Reason.UNEXPLAINED, 5),)


VERDICTS = st.sampled_from([case[0] for case in CASES.values()])


@given(st.lists(VERDICTS, max_size=12), st.none() | st.floats(0, 1))
def test_the_steps_add_up_to_the_difference_and_nothing_unknown_is_nought(asked: list[Judged], said: float) -> None:
    found = bridge([Compared(one, why(one)) for one in asked], None if said is None else Reported(said))
    steps = (found.report, found.verdicts, found.left_out, found.untold)
    known = [step for step in steps if step is not None]
    if found.gap is not None and len(known) == len(steps):
        assert sum(known) == pytest.approx(found.gap)
    judged = [o for one in asked if (o := SAID.get(one.reading.verdict)) is not None]
    assert found.ours == (sum(judged) / len(judged) if judged else None)
    assert sum(count for _reason, count in found.reasons) == sum(bool(why(one)) for one in asked)
    assert all(a < b for (a, _n), (b, _m) in pairwise([(list(Reason).index(r), n) for r, n in found.reasons]))
