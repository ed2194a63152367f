"""A piece of knowledge that goes missing weighs as an awake one would: worked figures of the documents."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.comfort_zone.cards import answers, level, month
from tests.governance.cards import held
from tests.spark.partnerships import RULES, TODAY, partnership

from etincelle.comfort_zone.facts import ComfortFacts, LevelFacts
from etincelle.comfort_zone.signals import watermelon
from etincelle.governance.facts import GovernanceFacts, MeetingFacts
from etincelle.governance.signals import drowsy_committee
from etincelle.living_contract.dates import stake
from etincelle.spark.crossings import green_but_asleep
from etincelle.vocabulary.signal import Signal, Unknown

FLAT = [99.3, 99.1, 99.4, 99.2, 99.3, 99.2] * 2
SAD = answers([2, 3, 4, 2] * 8)


def committee(*meetings: MeetingFacts) -> Signal:
    verdict = drowsy_committee(GovernanceFacts(meetings), RULES, TODAY)
    assert isinstance(verdict, Signal)
    return verdict


def test_presence_and_actions_lost_weigh_as_if_they_were_awake() -> None:
    whole = committee(*(held(n, 0) for n in reversed(range(6))))
    poor = committee(*(replace(held(n, 0), members=0, members_present=0, actions=0) for n in reversed(range(6))))
    assert (whole.score, whole.confidence) == (pytest.approx(1 / 3), 1.0)
    assert (poor.score, poor.confidence) == (1.0, pytest.approx(1 / 9))
    assert poor.confidence * poor.score**2 == pytest.approx(whole.confidence * whole.score**2)


def lively(code: str) -> LevelFacts:
    return level([96.0, 94.5, 95.8, 95.1, 96.4, 94.9] * 2, code=code)


def green(*levels: LevelFacts) -> Signal:
    facts = replace(partnership("A"), comfort=ComfortFacts(levels, SAD))
    verdict = green_but_asleep(facts, RULES, TODAY)
    assert isinstance(verdict, Signal)
    return verdict


def silent(found: LevelFacts) -> LevelFacts:
    """A level that stopped being read half a year ago."""
    return replace(found, months=tuple(replace(m, month=month(9 + n)) for n, m in enumerate(found.months))[::-1])


def test_an_awake_level_no_longer_read_does_not_make_the_flat_one_weigh_more() -> None:
    whole = green(level(FLAT), lively("N2"), lively("N3"), lively("N4"))
    poor = green(level(FLAT), lively("N2"), lively("N3"), silent(lively("N4")))
    assert poor.score == pytest.approx(whole.score * 4 / 3)
    assert (whole.confidence, poor.confidence) == (1.0, pytest.approx(0.5625))
    assert poor.confidence * poor.score**2 == pytest.approx(whole.confidence * whole.score**2)


def test_a_level_that_was_never_read_is_not_missed() -> None:
    assert green(level(FLAT), level([], code="N9")).confidence == 1.0


def test_nobody_says_that_all_is_green_while_a_level_is_no_longer_read() -> None:
    red = level([90.0] * 12, code="N2")
    assert watermelon(ComfortFacts((level(FLAT), red), SAD), RULES, TODAY).score == 0.0  # type: ignore[union-attr]
    lost = watermelon(ComfortFacts((level(FLAT), silent(red)), SAD), RULES, TODAY)
    assert isinstance(lost, Unknown)
    assert (lost.reason, lost.params) == ("stale_level", {"stale": 1, "levels": 2})
    never = watermelon(ComfortFacts((level(FLAT), level([], code="N9")), SAD), RULES, TODAY)
    assert isinstance(never, Signal) and never.score > 0.8


def test_a_value_in_another_currency_is_not_taken_for_euros() -> None:
    term = partnership("A", value=90_000_000).contract.contracts[0]
    worth = stake([replace(term, currency="JPY")], RULES.call, TODAY)
    assert (worth.annual_value, worth.currency, worth.known) == (Decimal(50_000), "EUR", False)
