"""Quota and drought, per party."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.innovation.cards import RULES, TODAY, idea, owing

from etincelle.innovation.quota import feeding
from etincelle.innovation.signals import drought
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.signal import Signal


def test_one_idea_610_days_ago_leaves_the_whole_quota_missing() -> None:
    facts, _rules, _today = owing(idea(610), per_year=6)
    found = feeding(facts.ideas, facts.quotas[0], RULES.innovation, TODAY)
    assert (found.given, found.gap, found.dry_days) == (0, 1.0, 610)


def test_a_quota_two_months_old_is_owed_in_proportion() -> None:
    facts, _rules, _today = owing(since=TODAY - timedelta(days=60))
    assert feeding(facts.ideas, facts.quotas[0], RULES.innovation, TODAY).owed == pytest.approx(4 * 60 / 365)


def test_an_inadmissible_idea_feeds_nothing() -> None:
    facts, _rules, _today = owing(idea(20))
    bad = tuple(type(i)(i.side, i.proposed_on, None, False, None, None, "", False, i.row) for i in facts.ideas)
    assert feeding(bad, facts.quotas[0], RULES.innovation, TODAY).given == 0


@given(st.lists(st.integers(0, 700), max_size=8), st.integers(0, 700))
def test_one_more_idea_never_deepens_the_drought(past: list[int], more: int) -> None:
    def score(days: list[int]) -> float:
        verdict = drought(*owing(*(idea(d, s) for d in days for s in Side)))
        assert isinstance(verdict, Signal)
        return verdict.score

    assert score([*past, more]) <= score(past) + 1e-12
