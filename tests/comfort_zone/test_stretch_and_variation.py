"""T1 to T4 one by one: what each finds, what merely looks like it, what each cannot tell."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES, TODAY, level
from tests.comfort_zone.worlds import counted, gaussian

from etincelle.comfort_zone.process_behaviour import Smooth, Uneventful, smooth, uneventful
from etincelle.comfort_zone.stretch import Saturated, Unstretched, saturated, unstretched
from etincelle.vocabulary.signal import Unknown

COMFORT = RULES.comfort_zone
GREEN = [99.1, 99.4, 99.2, 99.3, 99.0, 99.2]
VALUES = st.lists(st.integers(900, 1000).map(lambda n: n / 10), min_size=6, max_size=24)
QUIET = [9.0, 11.0, 10.0, 9.5, 10.5, 10.0] * 4


def test_the_limit_of_the_worked_level_is_98_61() -> None:
    found = unstretched(level(GREEN), COMFORT, TODAY)
    assert isinstance(found, Unstretched)
    assert (found.found, round(found.limit, 2), found.months_unchanged) == (True, 98.61, 44)


def test_five_months_have_no_natural_limit() -> None:
    assert unstretched(level(GREEN[:5]), COMFORT, TODAY) == Unknown(
        "comfort_zone.unstretched", "few_months", {"months": 5, "needed": 6}
    )
    assert isinstance(unstretched(level([]), COMFORT, TODAY), Unknown)


@given(VALUES, st.floats(0.1, 5))
def test_a_higher_target_never_becomes_unstretched(values: list[float], more: float) -> None:
    low = unstretched(level(values, target=95.0), COMFORT, TODAY)
    high = unstretched(level(values, target=95.0 + more), COMFORT, TODAY)
    assert isinstance(low, Unstretched) and isinstance(high, Unstretched)
    assert low.found or not high.found


@given(VALUES, st.sampled_from([0.25, 4.0, 60.0]))
def test_a_level_told_in_minutes_or_hours_is_judged_alike(values: list[float], unit: float) -> None:
    one = replace(level(values, target=95.0), higher_is_better=False, unit="h")
    two = replace(level([v * unit for v in values], target=95.0 * unit), higher_is_better=False, unit="min")
    first, second = unstretched(one, COMFORT, TODAY), unstretched(two, COMFORT, TODAY)
    assert isinstance(first, Unstretched) and isinstance(second, Unstretched)
    assume(abs(first.limit - 95.0) > 1e-6)
    assert first.found == second.found


@pytest.mark.parametrize(
    ("cases", "bound", "found"), [(58, 0.0503, False), (59, 0.0495, True), (30, 0.095, False), (300, 0.010, True)]
)
def test_a_spotless_year_shows_the_rate_it_excludes(cases: int, bound: float, found: bool) -> None:
    seen = saturated(counted([(5, 5)] * 5 + [(cases - 25, cases - 25)]), COMFORT)
    assert isinstance(seen, Saturated)
    assert (seen.cases, seen.bound, seen.found) == (cases, pytest.approx(bound, abs=5e-4), found)


def test_ten_perfect_months_need_no_count() -> None:
    found = saturated(level([100.0] * 10 + [97.0, 100.0]), COMFORT)
    assert isinstance(found, Saturated)
    assert (found.found, found.perfect_months, found.cases, found.bound) == (True, 11, None, None)


def test_what_saturation_cannot_tell() -> None:
    assert saturated(replace(level([1.0]), unit="h"), COMFORT) == Unknown("comfort_zone.saturated", "not_a_share")
    assert saturated(level([]), COMFORT) == Unknown("comfort_zone.saturated", "no_month")
    empty = level([99.0] * 6)
    empty = replace(empty, months=tuple(replace(m, met=0, total=0) for m in empty.months))
    assert saturated(empty, COMFORT) == Unknown("comfort_zone.saturated", "no_case")


def test_two_years_without_an_event_are_uneventful_whatever_the_side_of_better() -> None:
    found = uneventful(level(QUIET), COMFORT)
    assert isinstance(found, Uneventful)
    assert (found.found, found.outside, found.read_months) == (True, 0, 24)
    turned = uneventful(replace(level([-v for v in QUIET]), higher_is_better=False), COMFORT)
    assert isinstance(turned, Uneventful) and turned.found


@pytest.mark.parametrize(
    "values",
    [
        [*QUIET[:23], 30.0],  # a point outside
        [9.0, 11.0] * 8 + [10.6, 10.7] * 4,  # eight months on one side
        [10 + 0.05 * n + 0.4 * (-1) ** n for n in range(24)],  # a slow slope
    ],
)
def test_a_point_outside_a_run_or_a_slope_is_an_event(values: list[float]) -> None:
    found = uneventful(level(values), COMFORT)
    assert isinstance(found, Uneventful)
    assert not found.found


def test_only_the_last_two_years_are_looked_at_and_less_says_nothing() -> None:
    found = uneventful(level([50.0, *QUIET]), COMFORT)
    assert isinstance(found, Uneventful) and found.found
    assert uneventful(level(QUIET[:23]), COMFORT) == Unknown(
        "comfort_zone.uneventful", "few_months", {"months": 23, "needed": 24}
    )


@given(st.integers(0, 500), st.sampled_from([-3.0, 0.5, 100.0]))
def test_events_do_not_depend_on_the_unit(seed: int, unit: float) -> None:
    values = gaussian(24, seed)
    one, two = uneventful(level(values), COMFORT), uneventful(level([v * unit for v in values]), COMFORT)
    assert isinstance(one, Uneventful) and isinstance(two, Uneventful)
    assert one.found == two.found


def test_evenness_is_told_with_its_months_cases_and_probability() -> None:
    found = smooth(counted([(190, 200)] * 12), COMFORT)
    assert isinstance(found, Smooth)
    assert (found.found, found.counted_months, found.cases) == (True, 12, 2400)
    assert found.probability < 1e-6


def test_large_batches_that_vary_as_chance_does_are_not_smooth() -> None:
    found = smooth(counted([(194 + d, 200) for d in (-3, 2, 0, 4, -2, 1, -1, 3, -4, 0, 2, -2)]), COMFORT)
    assert isinstance(found, Smooth)
    assert not found.found


@given(st.permutations([(194 + d, 200) for d in (-3, 2, 0, 4, -2, 1, -1, 3, -4, 0, 2, -2)]))
def test_evenness_does_not_depend_on_the_order_of_months(months: list[tuple[int, int]]) -> None:
    one, two = smooth(counted(months), COMFORT), smooth(counted(sorted(months)), COMFORT)
    assert isinstance(one, Smooth) and isinstance(two, Smooth)
    assert one.probability == pytest.approx(two.probability)


def test_evenness_needs_months_cases_and_a_failure() -> None:
    assert smooth(counted([(48, 49)] * 12), COMFORT) == Unknown(
        "comfort_zone.smooth", "few_months", {"months": 0, "needed": 12}
    )
    assert smooth(counted([(200, 200)] * 12), COMFORT) == Unknown("comfort_zone.smooth", "all_or_none")
    assert isinstance(smooth(level([99.0] * 24), COMFORT), Unknown)
