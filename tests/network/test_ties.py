"""Rhythm, state and score of a tie; counting then and now; the ladder and its weak points."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.cards import CALENDAR, SIGNED, TODAY, ago, around_signature, meeting, network

from etincelle.foundation.config import default_rules
from etincelle.network.bus_factor import bus_factor
from etincelle.network.facts import Contact
from etincelle.network.right_level import all_ties, ladder
from etincelle.network.signals import executive_silence, then_and_now
from etincelle.network.then_and_now import compare, windows
from etincelle.network.ties import History, read_rhythm
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.signal import Signal, Unknown

RULES = default_rules()
NET = RULES.network


@settings(max_examples=80)
@given(
    st.lists(st.integers(1, 900), max_size=12, unique=True),
    st.integers(0, 900),
    st.integers(0, 900),
    st.integers(1, 400),
)
def test_a_longer_silence_never_lowers_the_score(past: list[int], signed: int, seen: int, more: int) -> None:
    days = tuple(sorted(TODAY - timedelta(days=n) for n in past))
    history = History(days, TODAY - timedelta(days=signed), TODAY - timedelta(days=seen))
    now, later = (read_rhythm(history, 5, NET, day) for day in (TODAY, TODAY + timedelta(days=more)))
    assert later.score >= now.score
    assert later.rho >= now.rho


@settings(max_examples=50)
@given(st.permutations(list(range(6))), st.integers(1, 3))
def test_order_and_repetition_of_events_change_nothing(order: list[int], copies: int) -> None:
    days = [*around_signature(4), *ago(300, 500)]
    shuffled = [days[i] for i in order] * copies
    assert executive_silence(network(shuffled), RULES, TODAY) == executive_silence(network(days), RULES, TODAY)


def test_a_newsletter_or_a_call_of_twenty_renews_nothing() -> None:
    facts = network(ago(400))
    crowd = (meeting(ago(5)[0], people=20), Contact(ago(3)[0], "mail", 40, ("dg", "pdg"), "mail|1"))
    more = type(facts)(facts.signed_on, facts.people, (*facts.contacts, *crowd), facts.coverage)
    assert executive_silence(more, RULES, TODAY) == executive_silence(facts, RULES, TODAY)


def test_twelve_meetings_then_one_is_a_collapse() -> None:
    both = windows(SIGNED, TODAY, NET)
    assert both is not None
    found = compare(sorted([*around_signature(12), *ago(300)]), both, NET)
    assert (found.then, found.now, found.collapsed) == (12, 1, True)
    assert found.p_value == pytest.approx(14 / 8192)


def test_a_window_without_a_source_is_unknown_and_named() -> None:
    verdict = then_and_now(network(ago(30), coverage=(Coverage("calendar", date(2025, 1, 1), TODAY),)), RULES, TODAY)
    assert isinstance(verdict, Unknown)
    assert verdict.reason == "then_not_covered"


def test_never_met_is_silent_since_the_signature_or_since_the_source_starts() -> None:
    verdict = executive_silence(network([]), RULES, TODAY)
    assert isinstance(verdict, Signal)
    assert verdict.evidence[0].params["since_on"] == SIGNED
    late = (Coverage("calendar", date(2026, 1, 1), TODAY),)
    assert executive_silence(network([], coverage=late), RULES, TODAY).evidence[0].params["since_on"] == date(
        2026, 1, 1
    )  # type: ignore[union-attr]


def test_a_stale_calendar_cannot_tell() -> None:
    old = (Coverage("calendar", date(2022, 1, 1), date(2026, 6, 1)),)
    verdict = executive_silence(network(ago(30), coverage=old), RULES, TODAY)
    assert isinstance(verdict, Unknown)
    assert verdict.reason == "stale_source"


def test_somebody_who_left_holds_no_rung() -> None:
    facts = network(ago(10))
    gone = tuple(
        p if p.code != "pdg" else type(p)(p.code, p.side, p.partner, 5, True, True, gone_on=ago(1)[0])
        for p in facts.people
    )
    rungs = ladder(type(facts)(SIGNED, gone, facts.contacts, CALENDAR), NET, TODAY)
    assert [r.partner for r in rungs if r.level == 5] == [()]


def test_one_living_tie_is_one_departure_from_silence() -> None:
    assert bus_factor(all_ties(network(ago(10, 90)), NET, TODAY), 4) == 1
    assert bus_factor(all_ties(network(ago(800)), NET, TODAY), 4) == 0
