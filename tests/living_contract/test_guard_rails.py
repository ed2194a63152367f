"""What a public contract may become: each article by hand, and no package beyond the limits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from etincelle.foundation.config import default_rules
from etincelle.living_contract.deal import Deal, negotiate
from etincelle.living_contract.deal_facts import Ground, Issue, Level, Link, PublicContract, Table
from etincelle.living_contract.guard_rails import Barred, guard

D = Decimal
RULES = default_rules().living_contract
PUBLIC = PublicContract(D(2_000_000), threshold=D(216_000))


def level(code: str, adds: int | str | None, ground: Ground = Ground.SMALL, *, nature: bool = False) -> Level:
    worth = D(code) * 10
    return Level(code, code, worth, worth, None if adds is None else D(adds), ground, nature)


def issue(code: str, *levels: Level) -> Issue:
    return Issue(code, code, (Level("0", "today", D(0), D(0)), *levels), "0")


def public(*issues: Issue, contract: PublicContract = PUBLIC) -> Table:
    return Table(issues, public=contract)


def best(table: Table) -> tuple[str, ...]:
    found = negotiate(table, RULES)
    assert isinstance(found, Deal)
    (point,) = found.points  # both want the most here: one package is best for both
    return tuple(code for _, code in point.offer.levels)


def barred(table: Table) -> list[tuple[str, str]]:
    return [(bar.level, bar.reason) for bar in guard(table, RULES.public).barred]


def test_small_changes_added_up_stay_under_ten_per_cent() -> None:
    two = (issue("a", level("1", 120_000)), issue("b", level("1", 80_000), level("0.5", 79_999)))
    assert best(public(*two)) == ("1", "0.5")  # 200,000 is not under 10 % of 2,000,000; 199,999 is
    assert best(replace(public(*two), public=None)) == ("1", "1")


def test_what_was_changed_before_on_the_same_ground_counts() -> None:
    before = replace(PUBLIC, small_so_far=D(120_000))
    assert best(public(issue("a", level("1", "79999.99")), contract=before)) == ("1",)
    assert barred(public(issue("a", level("1", 80_000)), contract=before)) == [("1", "over_limit")]


def test_under_the_european_threshold_as_well() -> None:
    large = PublicContract(D(9_000_000), threshold=D(216_000))
    assert barred(public(issue("a", level("1", 215_999), level("2", 216_000)), contract=large)) == [("2", "over_limit")]


def test_a_threshold_that_nobody_knows_is_said() -> None:
    blind = replace(PUBLIC, threshold=None)
    assert guard(public(issue("a", level("1", 199_999)), contract=blind), RULES.public).threshold_unknown
    assert not guard(public(issue("a", level("1", 0)), contract=blind), RULES.public).threshold_unknown


@pytest.mark.parametrize("ground", [Ground.ADDITIONAL, Ground.UNFORESEEN])
def test_additional_and_unforeseen_up_to_half_the_price_at_the_start(ground: Ground) -> None:
    table = public(issue("a", level("1", 1_000_000, ground), level("2", "1000000.01", ground)))
    assert barred(table) == [("2", "over_limit")]
    assert best(table) == ("1",)
    assert best(public(issue("a", level("1", 600_000, ground)), issue("b", level("2", 600_000, ground)))) == ("0", "2")


def test_each_ground_has_its_own_limit() -> None:
    table = public(issue("a", level("1", 150_000)), issue("b", level("1", 900_000, Ground.UNFORESEEN)))
    assert best(table) == ("1", "1")


def test_any_amount_with_a_review_clause_none_without() -> None:
    table = public(issue("a", level("1", 5_000_000, Ground.REVIEW_CLAUSE)))
    assert barred(table) == [("1", "no_review_clause")]
    assert guard(table, RULES.public).asks_for_clause
    with_clause = replace(table, public=replace(PUBLIC, has_review_clause=True))
    assert best(with_clause) == ("1",)
    assert not guard(with_clause, RULES.public).asks_for_clause


def test_never_another_nature_even_with_a_clause() -> None:
    table = public(issue("a", level("1", 0, nature=True)), contract=replace(PUBLIC, has_review_clause=True))
    assert guard(table, RULES.public).barred == (Barred("a", "1", "changes_nature", "R2194-7, L2194-1"),)
    assert not guard(table, RULES.public).asks_for_clause


def test_an_extension_in_return_for_services_is_held_by_the_price_of_its_years() -> None:
    """Two years more at 500,000 add a million: no trade opens what the law closes."""
    term = issue("term", level("1", 500_000), level("2", 1_000_000))
    assert barred(public(term, issue("desk", level("1", 50_000)))) == [("1", "over_limit"), ("2", "over_limit")]


def test_what_cannot_be_checked_is_barred_and_says_so() -> None:
    assert barred(public(issue("a", level("1", None)))) == [("1", "amount_unknown")]
    blind = replace(PUBLIC, initial_amount=None)
    assert barred(public(issue("a", level("1", 10), level("2", 0)), contract=blind)) == [("1", "initial_unknown")]


def test_a_price_cut_makes_no_room() -> None:
    table = public(issue("a", level("1", -500_000)), issue("b", level("1", 199_999), level("2", 200_000)))
    assert best(table) == ("1", "1")


def test_a_level_that_requires_a_barred_one_is_out_with_it() -> None:
    table = replace(
        public(issue("a", level("1", 0)), issue("b", level("1", 900_000))), required=(Link("a", "1", "b", "1"),)
    )
    assert best(table) == ("0", "0")


def test_a_private_contract_has_no_such_limit() -> None:
    free = guard(Table((issue("a", level("1", None, nature=True)),)), RULES.public)
    assert (free.barred, free.ceilings, free.asks_for_clause) == ((), (), False)
