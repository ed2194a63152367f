"""What a missed level costs: the figures of real clauses, the cap, the coin, what comes back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.living_contract.credits import (
    AtRisk,
    CreditTerm,
    Deliverable,
    EarnBack,
    credits_of_month,
    earned_back,
    late_credit,
    pool,
    rounded,
)
from etincelle.living_contract.facts import PromisedLevel

D = Decimal
MONTH = AtRisk(D(100_000), D("0.10"), "EUR")
HALF = CreditTerm("N1", D("0.50"), D("0.40"))
PROMISE = PromisedLevel("N1", 97.0, 95.0)
BACK = EarnBack(window_months=3, threshold=98.0, share=D("0.5"))
SHARES = st.decimals(0, 2, places=3)
TERMS = st.lists(st.builds(CreditTerm, st.sampled_from("abcdef"), SHARES, SHARES), max_size=6)


def test_half_of_the_pool_forty_percent_of_it_ten_percent_at_risk() -> None:
    found = credits_of_month([HALF], MONTH)
    assert (found.due, found.cap, found.is_capped) == (D("2000.00"), D(10_000), False)


def test_a_pool_of_180_percent_is_cut_at_what_is_at_risk() -> None:
    terms = [CreditTerm(name, share, D(1)) for name, share in (("a", D("0.9")), ("b", D("0.6")), ("c", D("0.3")))]
    assert pool(terms) == D("1.8")
    assert credits_of_month(terms[:2], MONTH).due == D(10_000)
    assert credits_of_month(terms[:2], MONTH).total == D(15_000)
    assert credits_of_month(terms[:1], MONTH).due == D(9_000)


def test_three_thirds_are_rounded_once_and_make_a_whole() -> None:
    third = D(1) / D(3)
    terms = [CreditTerm(name, D(1), third) for name in "abc"]
    assert credits_of_month(terms, AtRisk(D("0.10"), D(1), "EUR")).due == D("0.10")


@pytest.mark.parametrize(
    ("amount", "currency", "coins"),
    [("0.005", "EUR", "0.01"), ("0.5", "JPY", "1"), ("1.00049", "TND", "1.000"), ("2.675", "USD", "2.68")],
)
def test_an_amount_is_rounded_half_up_to_the_coin_of_its_currency(amount: str, currency: str, coins: str) -> None:
    assert str(rounded(D(amount), currency)) == coins


def test_a_month_without_a_failure_costs_nothing() -> None:
    assert credits_of_month([], MONTH).due == D(0)


@given(TERMS)
def test_neither_order_nor_repetition_changes_what_is_due(terms: list[CreditTerm]) -> None:
    once = list({term.level: term for term in terms}.values())
    due = credits_of_month(once, MONTH).due
    assert credits_of_month(once[::-1] + once, MONTH).due == due


@given(TERMS, TERMS)
def test_one_failure_more_never_costs_less_nor_over_the_cap(some: list[CreditTerm], more: list[CreditTerm]) -> None:
    every = list({term.level: term for term in some + more}.values())
    few = every[: len(every) // 2]
    assert credits_of_month(few, MONTH).due <= credits_of_month(every, MONTH).due <= MONTH.amount


@given(TERMS, st.integers(1, 1000))
def test_charges_told_in_another_unit_change_the_unit_alone(terms: list[CreditTerm], factor: int) -> None:
    larger = replace(MONTH, monthly_charges=MONTH.monthly_charges * factor)
    assert credits_of_month(terms, larger).total == credits_of_month(terms, MONTH).total * factor


def test_nothing_comes_back_unless_it_was_agreed() -> None:
    assert earned_back(D(2000), [99.0] * 3, PROMISE).reason == "off"


@pytest.mark.parametrize(
    ("later", "rule", "reason", "amount"),
    [
        ([98.0, 98.5, 97.5], BACK, "earned", 1000),
        ([98.0, 97.9, 97.5], BACK, "not_reached", 0),
        ([99.0, 99.0], BACK, "too_soon", 0),
        ([99.0, None, 99.0], BACK, "unknown_month", 0),
        ([99.0] * 3, replace(BACK, threshold=97.0), "not_higher", 0),
        ([], replace(BACK, window_months=0), "too_soon", 0),
    ],
)
def test_a_credit_comes_back_for_a_level_above_the_promise(
    later: list[float | None], rule: EarnBack, reason: str, amount: int
) -> None:
    found = earned_back(D(2000), later, PROMISE, rule)
    assert (found.reason, found.amount) == (reason, D(amount))


def test_where_lower_is_better_a_lower_level_earns_back() -> None:
    hours = PromisedLevel("H", 8.0, 12.0, higher_is_better=False, perfect=0.0)
    rule = EarnBack(2, 6.0, D(1))
    assert earned_back(D(10), [5.0, 7.0], hours, rule).reason == "earned"
    assert earned_back(D(10), [7.0, 7.0], hours, rule).reason == "not_reached"
    assert earned_back(D(10), [5.0, 7.0], hours, replace(rule, threshold=9.0)).reason == "not_higher"


PLAN = Deliverable("PRA", date(2026, 3, 31), None, D("1500"), D("12000"), "EUR")


@pytest.mark.parametrize(
    ("delivered", "today", "days", "due"),
    [
        (None, date(2026, 3, 31), 0, 0), (None, date(2026, 4, 1), 1, 1500),
        (date(2026, 4, 5), date(2026, 6, 1), 5, 7500),
        (None, date(2026, 5, 1), 31, 12_000), (date(2026, 3, 1), date(2026, 6, 1), 0, 0),
    ],
)  # fmt: skip
def test_a_deliverable_costs_a_fixed_sum_a_day_up_to_its_cap(
    delivered: date | None, today: date, days: int, due: int
) -> None:
    found = late_credit(replace(PLAN, delivered_on=delivered), today)
    assert (found.late_days, found.due, found.is_capped) == (days, D(due), due == 12_000)


def test_without_a_cap_every_day_counts() -> None:
    assert late_credit(replace(PLAN, cap=None), date(2026, 5, 1)).due == D(46_500)
