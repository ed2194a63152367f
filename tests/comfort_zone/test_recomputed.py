"""A level recomputed from its incidents: the promise chosen, the month, the percentiles, where the partner differs."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.comfort_zone.explained import Reason, reasons
from etincelle.comfort_zone.recomputed import (
    Promise,
    Terms,
    Ticket,
    by_month,
    judge,
    promise_for,
    stopped_in,
    timetable_of,
)
from etincelle.comfort_zone.service_clock import Notable, Verdict
from etincelle.comfort_zone.service_hours import ServiceHours
from etincelle.comfort_zone.ticket_history import History, Observation, PriorityPolicy
from etincelle.comfort_zone.ticket_states import StateEffects, plain, usual_effect
from etincelle.comfort_zone.written_days import read_days
from etincelle.comfort_zone.written_hours import HoursError, read_hours

OFFICE = ServiceHours("P818", "Europe/Paris", read_hours("lun-ven 8-18"), "FR", "national")
TIMETABLES = {"P818": timetable_of(OFFICE, 2025, 2028)}
HOUR = 3600
LATER = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())


def at(day: int, hour: int, minute: int = 0) -> int:
    """An instant of March 2026 on a Paris wall clock; the 2nd is a Monday."""
    return int(datetime(2026, 3, day, hour, minute, tzinfo=UTC).timestamp()) - HOUR


def ticket(*seen: tuple[int, str], priority: str = "3", theirs: bool | None = None, group: str = "") -> Ticket:
    observations = tuple(Observation(instant, state, priority) for instant, state in seen)
    return Ticket("now", "INC1", "", group, priority, History(seen[0][0], observations), theirs)


def terms(*promises: Promise, effects: StateEffects | None = None) -> Terms:
    return Terms(promises or (Promise("", "", "", 4 * HOUR, "P818"),), TIMETABLES, effects or StateEffects())


def test_a_pause_over_the_night_gives_back_its_open_hours_alone() -> None:
    asked = ticket((at(2, 16), "New"), (at(2, 17), "Awaiting User Info"), (at(3, 9), "Active"), (at(3, 12), "Resolved"))
    found = judge(asked, terms(), LATER)
    assert found is not None
    assert (found.reading.net_seconds, found.reading.paused_seconds) == (4 * HOUR, 2 * HOUR)
    assert found.reading.verdict is Verdict.MET


def test_the_partner_who_counts_the_night_as_a_pause_says_otherwise_and_the_reason_is_named() -> None:
    asked = ticket(
        (at(2, 9), "New"), (at(2, 17), "Awaiting Vendor"), (at(3, 8), "Active"), (at(3, 9), "Resolved"), theirs=True
    )
    found = judge(asked, terms(), LATER)
    assert found is not None
    assert found.reading.verdict is Verdict.MISSED
    assert found.differs
    assert reasons(found, terms(), LATER) == (Reason.PAUSE_OUTSIDE_HOURS,)


def test_a_difference_that_nothing_explains_has_no_reason() -> None:
    found = judge(ticket((at(2, 9), "New"), (at(2, 10), "Resolved"), theirs=False), terms(), LATER)
    assert found is not None
    assert found.differs
    assert reasons(found, terms(), LATER) == (Reason.UNEXPLAINED,)


def test_an_incident_closed_without_having_been_said_resolved_is_noted() -> None:
    closed = judge(ticket((at(2, 9), "New"), (at(2, 15), "Fermé"), theirs=True), terms(), LATER)
    resolved = judge(
        ticket((at(2, 9), "New"), (at(2, 15), "Résolu"), (at(9, 15), "Fermé"), theirs=True), terms(), LATER
    )
    assert closed is not None and resolved is not None
    assert reasons(closed, terms(), LATER) == (Reason.CLOSED_NOT_RESOLVED,)
    assert Notable.CLOSED_NOT_RESOLVED not in resolved.reading.notable
    assert resolved.reading.stopped == at(2, 15)


def test_the_most_precise_promise_is_the_one_that_counts() -> None:
    anyone = Promise("", "", "", 40 * HOUR, "P818")
    urgent = Promise("1", "", "", 4 * HOUR, "P818")
    network = Promise("1", "Réseau", "", 2 * HOUR, "P818")
    asked = ticket((at(2, 9), "New"), priority="1", group="RÉSEAU")
    assert promise_for(asked, [anyone, urgent, network]) == network
    assert promise_for(ticket((at(2, 9), "New"), priority="1"), [anyone, urgent, network]) == urgent
    assert promise_for(ticket((at(2, 9), "New"), priority="4"), [urgent, network]) is None
    assert judge(ticket((at(2, 9), "New"), priority="4"), terms(urgent), LATER) is None


@pytest.mark.parametrize(
    ("policy", "verdict"), [(PriorityPolicy.RETROACTIVE, Verdict.MISSED), (PriorityPolicy.FROM_CHANGE, Verdict.MET)]
)
def test_a_change_of_priority_follows_the_policy_of_the_contract(policy: PriorityPolicy, verdict: Verdict) -> None:
    seen = (
        Observation(at(2, 8), "New", "3"),
        Observation(at(2, 14), "Active", "1"),
        Observation(at(2, 17), "Resolved"),
    )
    asked = Ticket("now", "INC1", "", "", "1", History(at(2, 8), tuple(seen)))
    promised = [Promise(p, "", "", h * HOUR, "P818", policy) for p, h in (("1", 4), ("3", 40))]
    found = judge(asked, terms(*promised), LATER)
    assert found is not None
    assert found.reading.verdict is verdict


def test_percentiles_are_reached_by_as_many_and_ties_count_as_met() -> None:
    judged = [judge(ticket((at(2, 8), "New"), (at(2, 8 + h), "Resolved")), terms(), LATER) for h in (1, 2, 3, 4, 9)]
    month = by_month([one for one in judged if one], "Europe/Paris")[0]
    assert (month.month, month.met, month.missed, month.judged) == (date(2026, 3, 1), 4, 1, 5)
    assert month.net_seconds == (3 * HOUR, 9 * HOUR, 9 * HOUR)
    assert month.share == pytest.approx(0.8)
    assert month.interval == pytest.approx((0.3755, 0.9638), abs=1e-3)


def test_cancelled_and_running_incidents_are_not_judged() -> None:
    cancelled = judge(ticket((at(2, 9), "New"), (at(2, 10), "Annulé")), terms(), LATER)
    running = judge(ticket((at(2, 9), "New")), terms(), at(2, 10))
    assert cancelled is not None
    assert running is not None
    month = by_month([cancelled, running], "Europe/Paris")
    assert [(m.judged, m.left_out, m.share) for m in month] == [(0, 1, None)]
    assert (running.reading.verdict, stopped_in(running, "UTC")) == (Verdict.RUNNING, None)


def test_the_month_is_that_of_the_zone() -> None:
    new_year = int(datetime(2025, 12, 31, 23, 30, tzinfo=UTC).timestamp())
    found = judge(ticket((new_year - 7 * HOUR, "New"), (new_year, "Resolved")), terms(), LATER)
    assert found is not None
    assert stopped_in(found, "Europe/Paris") == date(2026, 1, 1)
    assert stopped_in(found, "UTC") == date(2025, 12, 1)


@given(st.lists(st.integers(0, 60 * HOUR), min_size=1, max_size=40), st.randoms())
def test_the_order_of_incidents_changes_nothing(lengths: list[int], chance: object) -> None:
    judged = [judge(ticket((at(2, 8), "New"), (at(2, 8) + n, "Resolved")), terms(), LATER) for n in lengths]
    kept = [one for one in judged if one is not None]
    assert by_month(kept, "UTC") == by_month(kept[::-1], "UTC")
    assert sum(m.judged for m in by_month(kept, "UTC")) == len(lengths)


@pytest.mark.parametrize(
    ("state", "effect"),
    [
        ("Awaiting User Info", "pause"), ("On Hold", "pause"), ("En attente", "pause"), ("Pending", "pause"),
        ("Resolved", "stop"), ("Résolu", "stop"), ("Clos", "stop"), ("Fermé", "stop"), ("Solved", "stop"),
        ("Cancelled", "cancel"), ("Annulé", "cancel"), ("New", "run"), ("In Progress", "run"), ("", "run"),
    ],
)  # fmt: skip
def test_usual_states_are_read_by_their_words(state: str, effect: str) -> None:
    assert usual_effect(state) == effect


def test_what_the_client_wrote_of_a_state_comes_first() -> None:
    effects = StateEffects(MappingProxyType({plain("En attente client"): "run"}))
    assert (effects.of("EN ATTENTE CLIENT"), effects.of("En attente")) == ("run", "pause")


def test_days_are_read_in_both_writings_and_as_spans() -> None:
    christmas = date(2026, 12, 24)
    assert read_days("24/12/2026; 2026-12-31") == {christmas, date(2026, 12, 31)}
    assert read_days("2026-08-03 - 2026-08-05") == {date(2026, 8, 3) + timedelta(days=n) for n in range(3)}
    assert read_days("") == frozenset()


@pytest.mark.parametrize("text", ["31/02/2026", "demain", "2026-08-05 - 2026-08-03", "2020-01-01 - 2026-01-01"])
def test_a_day_that_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(HoursError) as caught:
        read_days(text)
    assert caught.value.expected == "days"
    assert "2026-12-24" in caught.value.example
