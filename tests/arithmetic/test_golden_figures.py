"""Published or hand-computed figures of the maths."""

from datetime import date

import pytest

from etincelle.arithmetic import draw, graphs, power_mean, small_samples, texts, workdays
from etincelle.arithmetic.alive import alive

EQUAL = {k: 1.0 for k in "abcdef"}


@pytest.mark.parametrize(
    ("x", "last", "age", "cadence", "expected"),
    [
        (3, 300, 365, 90, 0.9301), (6, 700, 730, 90, 0.9790), (6, 200, 730, 90, 0.0128), (0, 0, 365, 90, 0.4665),
        (2, 60, 1095, 180, 0.0315), (7, 39, 202, 90, 0.1171), (6, 29, 338, 180, 0.0761), (4, 1, 84, 30, 0.2236),
    ],
)  # fmt: skip
def test_probability_of_being_alive(x: int, last: float, age: float, cadence: float, expected: float) -> None:
    assert float(alive([x], [last], [age], [cadence])[0]) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(("yes", "n", "low", "high"), [(9, 10, 0.60, 0.98), (27, 30, 0.74, 0.97)])
def test_wilson_interval(yes: int, n: int, low: float, high: float) -> None:
    interval = small_samples.wilson(yes, n)
    assert interval is not None
    assert interval == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


@pytest.mark.parametrize(
    ("p", "d", "n", "expected"), [(12, 5, 30, (21.2, -3.3, 45.7)), (4, 2, 10, (15.4, -25.0, 55.8))]
)
def test_net_promoter_interval(p: int, d: int, n: int, expected: tuple[float, float, float]) -> None:
    assert small_samples.adjusted_wald_nps(p, d, n) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(("n", "bound"), [(30, 0.095), (100, 0.030), (300, 0.010)])
def test_no_failure_in_a_few_tickets_proves_little(n: int, bound: float) -> None:
    assert small_samples.bound_on_failure(n) == pytest.approx(bound, abs=0.0005)


def test_nothing_counted_is_unknown() -> None:
    assert small_samples.wilson(0, 0) is None
    assert small_samples.adjusted_wald_nps(0, 0, 0) is None
    assert small_samples.bound_on_failure(0) is None


def test_incomplete_beta_at_a_rational_point() -> None:
    assert small_samples.beta_cdf(0.5, 2, 3) == pytest.approx(0.6875, abs=1e-12)


def test_binomial_tail_is_exact() -> None:
    assert small_samples.binomial_tail(0, 6, 0.5) == 1 / 64


def test_natural_limits_of_a_worked_series() -> None:
    assert small_samples.natural_limits([10.0, 12.0, 11.0, 13.0]) == pytest.approx((11.5 - 2.66 * 5 / 3, 11.5 + 2.66 * 5 / 3))


def test_a_run_of_eight_is_a_process_signal() -> None:
    assert small_samples.has_process_signal([9, 11, 9, 11] * 2 + [10.4] * 8)
    assert not small_samples.has_process_signal([9.0, 11.0] * 6)


def test_theil_sen_finds_a_plain_slope() -> None:
    found = small_samples.theil_sen([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    assert found is not None
    assert found[0] == 1.0


def test_two_of_six_wholly_asleep_is_57_7() -> None:
    two = power_mean.power_mean({k: float(k in "ab") for k in EQUAL}, EQUAL)
    one = power_mean.power_mean({k: float(k == "a") for k in EQUAL}, EQUAL)
    assert (two, one) == (pytest.approx(0.577, abs=5e-4), pytest.approx(0.408, abs=5e-4))


def test_contributions_of_a_lively_row_are_zero() -> None:
    assert power_mean.contributions({"a": 0.0, "b": 0.0}, EQUAL) == {"a": 0.0, "b": 0.0}


def test_a_zero_weight_leaves_the_draw() -> None:
    shares = power_mean.first_rank_shares([[1.0, 0.0], [0.0, 1.0]], [0.0, 1.0], 200, 20.0, seed=7)
    assert shares == [0.0, 1.0]


def test_a_draw_can_be_replayed() -> None:
    assert draw.uniform(b"seed", "contract", "1") == draw.uniform(b"seed", "contract", "1")
    assert draw.geometric(0.0001, 0.118) == 1
    assert draw.geometric(0.5, 0.118) == 6


def test_a_vertex_cover_is_a_maximum_matching() -> None:
    edges = [("a", "x"), ("b", "x"), ("c", "x"), ("c", "y")]
    assert graphs.cover_size(edges) == 2
    assert graphs.shortest_path({"a": ["b"], "b": ["c"], "c": []}, "a", "c") == ["a", "b", "c"]
    assert graphs.shortest_path({"a": []}, "a", "z") is None


def test_copied_text_with_other_figures_is_not_new() -> None:
    old = "Le service a traité 412 incidents le 03/02/2026 sans aucune pénalité pour le client"
    new = "Le service a traité 398 incidents le 05/03/2026 sans aucune pénalité pour le client"
    assert texts.novelty(new, [old]) == 0.0
    assert texts.novelty("Quatre mots sont trop", [old]) is None
    assert texts.novelty(new, []) is None


def test_french_holidays_are_not_for_calls() -> None:
    assert workdays.quiet_reason(date(2026, 11, 11), "FR", "national") == "holiday"
    assert workdays.quiet_reason(date(2026, 11, 22), "FR", "national") == "sunday"
    assert workdays.next_workday(date(2026, 5, 13), "FR", "national") == date(2026, 5, 15)
    assert workdays.quiet_reason(date(2026, 12, 26), "FR", "57") == "saturday"
    assert workdays.quiet_reason(date(2025, 12, 26), "FR", "57") == "holiday"
