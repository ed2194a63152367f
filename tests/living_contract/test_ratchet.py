"""Both ratchets on the worked year, what they never do, and the advice to swap first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import render
from etincelle.living_contract.dates import plus_months
from etincelle.living_contract.facts import MonthlyLevel, PromisedLevel
from etincelle.living_contract.phrases import PHRASES
from etincelle.living_contract.ratchet import ResetTerms, advice, capped_reset, half_way, usual_reset

MONEY = default_rules().living_contract.money
USUAL = usual_reset(MONEY)
PROMISE = PromisedLevel("N1", 97.0, 95.0)
YEAR = (98.1, 98.5, 97.9, 99.0, 98.8, 98.4, 98.6, 99.1, 98.3, 98.7, 98.9, 98.5)
ANY_YEAR = st.lists(st.integers(900, 1000).map(lambda n: n / 10), min_size=12, max_size=12)


def months(values: tuple[float | None, ...] | list[float]) -> list[MonthlyLevel]:
    return [MonthlyLevel(plus_months(date(2025, 11, 1), n), v, str(n)) for n, v in enumerate(values)]


def test_the_worked_year_raises_97_to_97_78_and_to_97_60() -> None:
    assert half_way(PROMISE, months(YEAR), MONEY).after == pytest.approx(97.78, abs=0.005)
    assert capped_reset(PROMISE, months(YEAR), USUAL, MONEY).after == 97.6


def test_the_reset_goes_to_the_best_months_when_the_cap_leaves_room() -> None:
    found = capped_reset(PROMISE, months(YEAR), ResetTerms(best_months=4, gap_share=1.0), MONEY)
    assert (found.after, found.basis) == (98.95, pytest.approx(98.95))
    whole_year = capped_reset(PROMISE, months(YEAR), ResetTerms(best_months=12, gap_share=1.0), MONEY)
    assert whole_year.after == pytest.approx(98.5667, abs=1e-4)


def test_one_month_equal_to_the_level_is_not_twelve_better_ones() -> None:
    found = half_way(PROMISE, months((97.0, *YEAR[1:])), MONEY)
    assert (found.after, found.reason) == (97.0, "not_all_better")


@pytest.mark.parametrize(
    ("values", "reason"), [((*YEAR[:5], None, *YEAR[6:]), "unknown_month"), (YEAR[1:], "few_months")]
)
def test_an_unknown_month_breaks_the_run_and_eleven_months_are_no_year(
    values: tuple[float | None, ...], reason: str
) -> None:
    for found in (half_way(PROMISE, months(values), MONEY), capped_reset(PROMISE, months(values), USUAL, MONEY)):
        assert (found.after, found.reason, found.basis) == (97.0, reason, None)


def test_a_month_that_nobody_sent_breaks_the_run_too() -> None:
    lacking = [m for n, m in enumerate(months((98.0, *YEAR))) if n != 4]
    assert half_way(PROMISE, lacking, MONEY).reason == "unknown_month"


def test_only_the_last_twelve_months_count() -> None:
    assert half_way(PROMISE, months((10.0, *YEAR)), MONEY).is_raised


def test_where_lower_is_better_the_level_goes_down_towards_nothing() -> None:
    hours = PromisedLevel("H", 8.0, 12.0, higher_is_better=False, perfect=0.0)
    year = months([6.0] * 8 + [4.0] * 4)
    assert half_way(hours, year, MONEY).after == pytest.approx(8.0 - 0.5 * (8.0 - 64 / 12), abs=1e-4)
    assert capped_reset(hours, year, USUAL, MONEY).after == 6.4


def test_a_measure_that_nothing_perfects_has_no_cap_to_reset_by() -> None:
    calls = PromisedLevel("C", 97.0, None, perfect=None)
    assert capped_reset(calls, months(YEAR), USUAL, MONEY).reason == "no_perfect_level"


@given(ANY_YEAR)
def test_no_clause_ever_lowers_a_level_nor_passes_perfection(year: list[float]) -> None:
    for found in (half_way(PROMISE, months(year), MONEY), capped_reset(PROMISE, months(year), USUAL, MONEY)):
        assert PROMISE.expected <= found.after <= 100.0
        assert found.is_raised or found.after == PROMISE.expected


@given(ANY_YEAR)
def test_the_reset_never_passes_its_cap_and_ignores_the_order_of_months(year: list[float]) -> None:
    found = capped_reset(PROMISE, months(year), USUAL, MONEY)
    assert found.after <= 97.6 + 1e-9
    assert found.after == capped_reset(PROMISE, months(year[::-1]), USUAL, MONEY).after


@given(ANY_YEAR, st.sampled_from([0.5, 2.0, 10.0]))
def test_a_level_told_in_another_unit_is_raised_alike(year: list[float], unit: float) -> None:
    other = replace(PROMISE, expected=97.0 * unit, perfect=100.0 * unit)
    scaled = [value * unit for value in year]
    for clause in (half_way, lambda p, m, r: capped_reset(p, m, USUAL, r)):
        one, two = clause(PROMISE, months(year), MONEY), clause(other, months(scaled), MONEY)
        assert two.after == pytest.approx(one.after * unit, abs=2e-3)


@given(ANY_YEAR, st.integers(0, 11))
def test_a_better_month_never_raises_less(year: list[float], at: int) -> None:
    better = [min(v + 1.0, 100.0) if n == at else v for n, v in enumerate(year)]
    for clause in (half_way, lambda p, m, r: capped_reset(p, m, USUAL, r)):
        assert clause(PROMISE, months(better), MONEY).after >= clause(PROMISE, months(year), MONEY).after


def test_a_measure_that_teaches_nothing_is_swapped_before_it_is_tightened() -> None:
    raised = half_way(PROMISE, months(YEAR), MONEY)
    said = [advice(raised, teaches=t) for t in (False, True)]
    said.append(advice(half_way(PROMISE, months(YEAR[1:]), MONEY), teaches=True))
    assert [line.code.rsplit(".", 1)[-1] for line in said] == ["swap_first", "tighten", "leave"]
    assert said[0].source is not None and len(said[0].source.keys) == 12
    assert all(render(PHRASES[line.code], dict(line.params)) for line in said)
