"""After the call: a follow-up that nobody made is told, and so is a partnership that falls back asleep."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.network.cards import meeting
from tests.spark.partnerships import RULES, TODAY, partnership, portfolio

from etincelle.spark.aftermath import after_calls, has_worked
from etincelle.spark.facts import Memory, OutcomeFacts, Portfolio
from etincelle.spark.morning import choose_call
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.signal import Source

CALLED = TODAY - timedelta(days=60)
DUE = TODAY - timedelta(days=30)


def call(
    *, day: date = CALLED, due: date | None = DUE, result: str = "reached", row: str = "1",
    lows: tuple[float | None, float | None] = (None, None),
) -> OutcomeFacts:  # fmt: skip
    return OutcomeFacts("A", "A-pdg", "innovation.drought", result, day, due, row, *lows)


def after(*calls: OutcomeFacts, low: float = 80.0, met: date | None = None) -> list[str]:
    facts = partnership("A")
    if met:
        contacts = (*facts.network.contacts, meeting(met, "dsi", "A-pdg"))
        facts = replace(facts, network=replace(facts.network, contacts=contacts))
    found = Portfolio((facts,), Memory(outcomes=calls))
    return [e.code for e in after_calls(found, {"A": low}, RULES, TODAY)]


def test_a_follow_up_that_nobody_made_is_told_from_the_day_after_it_was_due() -> None:
    assert after(call()) == ["spark.no_follow_up"]
    assert after(call(due=TODAY - timedelta(days=1))) == ["spark.no_follow_up"]
    assert after(call(due=TODAY)) == []


@pytest.mark.parametrize(("met", "told"), [(CALLED, True), (CALLED + timedelta(days=1), False), (TODAY, False)])
def test_a_contact_since_the_call_is_its_follow_up(met: date, told: bool) -> None:
    assert ("spark.no_follow_up" in after(call(), met=met)) == told


def test_another_call_takes_over_the_follow_up() -> None:
    again = call(day=TODAY - timedelta(days=10), due=TODAY + timedelta(days=20), row="2")
    assert after(call(), again) == []


@pytest.mark.parametrize("result", ["message", "not_reached"])
def test_a_call_that_reached_nobody_asks_for_no_follow_up(result: str) -> None:
    assert after(call(result=result, due=None, lows=(80.0, 60.0))) == []


@pytest.mark.parametrize(
    ("then", "least", "now", "told"),
    [
        (70.0, 52.0, 58.5, True), (70.0, 52.0, 55.0, True), (70.0, 52.0, 54.9, False), (70.0, 67.0, 70.0, True),
        (70.0, 67.1, 80.0, False), (None, 52.0, 80.0, False), (70.0, None, 80.0, False),
    ],
)  # fmt: skip
def test_a_partnership_that_rises_again_after_a_call_that_worked_falls_back(
    then: float | None, least: float | None, now: float, told: bool
) -> None:
    found = after(call(due=TODAY, lows=(then, least)), low=now)
    assert found == (["spark.relapse"] if told else [])


@pytest.mark.parametrize(("days", "told"), [(180, True), (181, False)])
def test_a_relapse_is_one_for_180_days(days: int, told: bool) -> None:
    old = call(day=TODAY - timedelta(days=days), due=TODAY, lows=(70.0, 50.0))
    assert bool(after(old, low=60.0)) == told


def test_a_call_has_worked_when_the_index_fell_by_three_points() -> None:
    assert has_worked(call(lows=(70.0, 67.0)), RULES)
    assert not has_worked(call(lows=(70.0, 67.5)), RULES)


def test_the_briefing_of_a_partnership_that_falls_back_begins_with_it() -> None:
    facts = portfolio(partnership("A"))
    back = replace(facts, memory=Memory(outcomes=(call(lows=(80.0, 40.0)),)))
    told = choose_call(back, RULES, TODAY)
    assert isinstance(told, Call)
    assert told.briefing.why_now[0].code == "spark.relapse"
    assert told.briefing.why_now[0].source == Source("spark.Outcome", ("1",))
    plain = choose_call(facts, RULES, TODAY)
    assert isinstance(plain, Call)
    assert plain.briefing.why_now == told.briefing.why_now[1:]


def test_each_partnership_has_its_own_lines_in_order() -> None:
    other = replace(call(row="2"), partnership="B", callee="B-pdg")
    found = Portfolio((partnership("B"), partnership("A")), Memory(outcomes=(other, call())))
    told = after_calls(found, {}, RULES, TODAY)
    assert [e.params["at_partnership"] for e in told] == ["A", "B"]
