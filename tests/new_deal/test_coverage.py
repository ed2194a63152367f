"""How much of the strategy is answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.new_deal.cards import ALL_SERVED, OLD, RULES, SINCE, THEMES, TODAY, objective

from etincelle.new_deal.coverage import strategy_coverage, unhooked_share
from etincelle.new_deal.facts import NewDealFacts, ThemeFacts

TWO = (ThemeFacts("A", 1.0, "a"), ThemeFacts("B", 1.0, "b"))


def test_a_hook_alone_and_a_full_theme_cover_62_5_percent() -> None:
    facts = NewDealFacts(SINCE, TWO, (objective("B"),), frozenset({"A", "B"}))
    found = strategy_coverage(facts, RULES.new_deal, TODAY)
    assert found is not None
    assert found.total == pytest.approx(0.625)


def test_orphans_and_stale_objectives_are_listed() -> None:
    found = strategy_coverage(NewDealFacts(SINCE, THEMES, (*ALL_SERVED, *OLD)), RULES.new_deal, TODAY)
    assert found is not None
    assert (found.orphans, found.stale) == (("none",), ("none",))


def test_an_objective_without_a_partner_owner_or_past_its_date_earns_no_owner_part() -> None:
    facts = NewDealFacts(SINCE, TWO[:1], (objective("A", owned=False),))
    assert strategy_coverage(facts, RULES.new_deal, TODAY).total == pytest.approx(0.5)  # type: ignore[union-attr]
    late = NewDealFacts(SINCE, TWO[:1], (objective("A"),))
    assert strategy_coverage(late, RULES.new_deal, date(2028, 1, 1)).total == pytest.approx(0.25)  # type: ignore[union-attr]


def test_weights_that_sum_to_nothing_are_unknown() -> None:
    facts = NewDealFacts(SINCE, (ThemeFacts("A", 0.0, "a"),))
    assert strategy_coverage(facts, RULES.new_deal, TODAY) is None
    assert unhooked_share(facts) is None


@given(st.sets(st.sampled_from([t.code for t in THEMES])), st.sampled_from([t.code for t in THEMES]))
def test_one_more_hook_never_lowers_the_coverage(hooks: set[str], more: str) -> None:
    def total(kept: set[str]) -> float:
        found = strategy_coverage(NewDealFacts(SINCE, THEMES, ALL_SERVED[:2], frozenset(kept)), RULES.new_deal, TODAY)
        assert found is not None
        return found.total

    assert total(hooks | {more}) >= total(hooks)
