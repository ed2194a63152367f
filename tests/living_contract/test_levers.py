"""Each lever by hand: 1,000,000 a year, 25 % a year, two years from now, so that the sum of discounts is 1.44."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.living_contract.credits import AtRisk, CreditTerm, credits_of_month
from etincelle.living_contract.levers import (
    Extension,
    GainShare,
    Growth,
    Lever,
    NewService,
    Payment,
    PriceCut,
    RelaxedMeasure,
    Terms,
    Visibility,
    VolumeCommitment,
    Worth,
)

D = Decimal
TERMS = Terms(D(1_000_000), D("0.25"), 2)
MARKET = ((D("0.5"), D("0.06")), (D("0.5"), D("-0.02")))


def test_two_years_at_a_quarter_are_worth_1_44_and_later_ones_less() -> None:
    assert TERMS.annuity == D("1.44")
    assert Terms(D(1), D("0.25"), 1, after=2).annuity == D("0.512")
    assert Terms(D(1), D(0), 3).annuity == 3


@pytest.mark.parametrize(
    ("lever", "client", "partner"),
    [
        (Extension(D("0.10"), D("0.60"), MARKET), -43_200, 57_600),
        (Growth(D(200_000), D(230_000), D("0.25")), 43_200, 72_000),
        (VolumeCommitment(D(400_000), D("0.15"), D("0.02")), -86_400, 11_520),
        (Payment(73, D("0.03"), D("0.06")), -8_640, 17_280),
        (Payment(-73, D("0.03"), D("0.06")), 8_640, -17_280),
        (Visibility(D(40_000)), 0, 40_000),
        (PriceCut(D("0.02")), 28_800, -28_800),
        (NewService(D(1_500), D(40), D(5_000), D(30_000), D(20_000)), 93_600, -58_800),
        (GainShare(D(120_000), D("0.5"), D(50_000)), 60_000, 10_000),
        (RelaxedMeasure(D(2_000), D("0.5"), is_saturated=True), 0, 1_440),
    ],
)
def test_each_lever_by_hand(lever: Lever, client: int, partner: int) -> None:
    assert lever.worth(TERMS) == Worth(D(client), D(partner))


def test_the_formulas_as_written_for_one_year_without_discount() -> None:
    flat = Terms(D(3_650_000), D(0), 1)
    assert Payment(30, D("0.04"), D("0.08")).worth(flat) == Worth(D(-12_000), D(24_000))
    assert PriceCut(D("0.05")).worth(flat) == Worth(D(182_500), D(-182_500))


def test_the_credit_of_a_relaxed_measure_is_the_one_of_the_clause() -> None:
    at_risk = AtRisk(D(100_000), D("0.10"), "EUR")
    credit = credits_of_month([CreditTerm("N1", D("0.50"), D("0.40"))], at_risk).due
    assert credit == 2_000
    assert RelaxedMeasure(credit, D("0.5"), is_saturated=True).worth(TERMS).partner == 1_440


def test_a_measure_that_still_teaches_is_no_gift() -> None:
    assert RelaxedMeasure(D(2_000), D(1), is_saturated=False).worth(TERMS).client is None


def test_a_market_that_saves_nothing_costs_nothing_to_give_up() -> None:
    assert Extension(D("0.1"), D("0.6"), ((D(1), D("-0.05")),)).worth(TERMS).client == 0


@pytest.mark.parametrize(
    ("lever", "client", "partner"),
    [
        (Extension(None, D("0.6"), MARKET), True, False),
        (Extension(D("0.1"), None, None), False, False),
        (Growth(D(1), None, D("0.2")), False, True),
        (VolumeCommitment(D(1), D("0.1"), None), True, False),
        (Payment(10, None, D("0.05")), False, True),
        (Visibility(None), True, False),
        (NewService(None, D(40), D(0), D(1), D(1)), False, True),
        (NewService(D(1), D(40), D(0), D(1), None), True, False),
        (GainShare(None, D("0.5"), D(1)), False, False),
        (GainShare(D(9), D("0.5"), None), True, False),
        (RelaxedMeasure(None, D(1), is_saturated=True), True, False),
    ],
)
def test_what_is_not_known_stays_unknown_on_its_side_alone(lever: Lever, client: bool, partner: bool) -> None:
    found = lever.worth(TERMS)
    assert (found.client is not None, found.partner is not None) == (client, partner)


@given(st.decimals(0, 1, places=3), st.decimals("0.01", "0.5", places=2), st.integers(1, 9))
def test_a_price_cut_moves_money_and_makes_none(cut: Decimal, rate: Decimal, years: int) -> None:
    found = PriceCut(cut).worth(Terms(D(500_000), rate, years))
    assert found.client is not None and found.partner is not None
    assert found.client + found.partner == 0


@given(st.decimals("0.01", "0.5", places=2), st.integers(1, 9), st.integers(0, 5))
def test_the_sum_of_discounts_is_the_closed_form(rate: Decimal, years: int, after: int) -> None:
    d = 1 / (1 + float(rate))
    closed = d ** (after + 1) * (1 - d**years) / (1 - d)
    assert float(Terms(D(1), rate, years, after).annuity) == pytest.approx(closed)
