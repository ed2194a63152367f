"""Published or hand-computed figures of the maths."""

from hashlib import sha256
from math import comb

import numpy as np
import pytest

from etincelle.arithmetic import draw, graphs, poisson, power_mean, small_samples
from etincelle.arithmetic.alive import alive

EQUAL = dict.fromkeys("abcdef", 1.0)


@pytest.mark.parametrize(
    ("x", "last", "age", "cadence", "expected"),
    [
        (3, 300, 365, 90, 0.9301), (6, 700, 730, 90, 0.9790), (6, 200, 730, 90, 0.0128), (0, 0, 365, 90, 0.4665),
        (2, 60, 1095, 180, 0.0315), (7, 39, 202, 90, 0.1171), (6, 29, 338, 180, 0.0761), (4, 1, 84, 30, 0.2236),
    ],
)  # fmt: skip
def test_probability_of_being_alive(x: int, last: float, age: float, cadence: float, expected: float) -> None:
    assert float(alive([x], [last], [age], [cadence])[0]) == pytest.approx(expected, abs=6e-5)


def test_many_contacts_neither_overflow_nor_warn() -> None:
    assert list(alive([1000, 3, 3], [1, 100, 120], [1095, 100, 100], [7, 30, 30])) == [0.0, 1.0, 1.0]
    assert alive([], [], [], []).shape == (0,)


@pytest.mark.parametrize(("x", "last", "age", "cadence"), [(3, 300, 365, 90), (40, 500, 600, 14), (0, 0, 2000, 30)])
def test_the_integral_agrees_with_ten_thousand_simpson_steps(x: int, last: float, age: float, cadence: float) -> None:
    a = 1.5 * cadence
    s, step = np.linspace(last, age, 10_001, retstep=True)
    y = ((a + age) / (a + s)) ** (x + 1.5) * (900 + age) / (900 + s) ** 2
    simpson = float(step) / 3 * (y[0] + y[-1] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum())
    assert float(alive([x], [last], [age], [cadence])[0]) == pytest.approx(1 / (1 + simpson), abs=1e-9)


@pytest.mark.parametrize(("rate", "years", "expected"), [(0.5, 3, 0.22), (1, 3, 0.05)])
def test_no_event_in_a_while(rate: float, years: float, expected: float) -> None:
    assert poisson.p_none(rate, years) == pytest.approx(expected, abs=0.005)
    assert poisson.silence_score(rate, years) == pytest.approx(1 - expected, abs=0.005)
    assert poisson.silence_score(rate, -1) == 0.0


@pytest.mark.parametrize(("yes", "n", "low", "high"), [(9, 10, 0.60, 0.98), (27, 30, 0.74, 0.97)])
def test_wilson_interval(yes: int, n: int, low: float, high: float) -> None:
    assert small_samples.wilson(yes, n) == pytest.approx((low, high), abs=0.005)


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
    assert small_samples.binomial_tail(0, 6, 0.5) == pytest.approx(1 / 64, rel=1e-14)
    assert small_samples.binomial_tail(1, 13, 0.5) == pytest.approx(14 / 8192, rel=1e-12)
    assert small_samples.binomial_upper_tail(6, 6, 0.5) == pytest.approx(1 / 64, rel=1e-14)
    assert small_samples.binomial_tail(-1, 6, 0.5) == 0.0
    assert small_samples.binomial_tail(6, 6, 0.5) == 1.0


def test_a_binomial_tail_of_thousands_stays_exact() -> None:
    exact = sum(comb(2000, i) for i in range(951)) / 2**2000
    assert small_samples.binomial_tail(950, 2000, 0.5) == pytest.approx(exact, rel=1e-10)


def test_a_share_below_target_after_few_answers() -> None:
    # Beta(7, 3) prior with 10 of 10: Beta(17, 3), P(X < .7) = P(binomial(19, .7) >= 17)
    expected = 171 * 0.7**17 * 0.3**2 + 19 * 0.7**18 * 0.3 + 0.7**19
    assert small_samples.share_below(10, 10, 0.7, (0.7, 10)) == pytest.approx(expected, rel=1e-12)


def test_natural_limits_of_a_worked_series() -> None:
    moving = 2.66 * 5 / 3
    assert small_samples.natural_limits([10.0, 12.0, 11.0, 13.0]) == pytest.approx((11.5 - moving, 11.5 + moving))


def test_a_run_of_eight_is_a_process_signal() -> None:
    assert small_samples.has_process_signal([9, 11, 9, 11] * 2 + [10.4] * 8)
    assert not small_samples.has_process_signal([9.0, 11.0] * 6)


def test_theil_sen_finds_a_plain_slope() -> None:
    found = small_samples.theil_sen([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    assert found is not None
    assert found[0] == 1.0
    assert small_samples.theil_sen([1, 3, 2, 5, 4, 6]) == (1.0, -1.0, 2.0)
    assert small_samples.theil_sen([1, 2]) is None


@pytest.mark.parametrize("value", [97.3, 0.1, 99.99, 0.973, 95.7])
@pytest.mark.parametrize("months", [7, 12, 18, 24])
def test_a_constant_series_is_neither_above_itself_nor_a_signal(value: float, months: int) -> None:
    assert small_samples.natural_limits([value] * months) == (value, value)
    assert not small_samples.has_process_signal([value] * months)


def test_a_point_outside_the_limits_is_named() -> None:
    assert small_samples.outside_limits([50, 51, 50, 51, 50, 51, 50, 51, 50, 90, 50, 51]) == [9]
    assert small_samples.longest_run([1, 1, 2, 3, 3, 3]) == 3


def test_a_ramp_whose_ends_meet_is_a_step() -> None:
    assert small_samples.ramp(2.22, 1, 4) == pytest.approx(0.407, abs=5e-4)
    assert [small_samples.ramp(v, 2, 2) for v in (1.9, 2.0, 2.1)] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("x", "freedom", "expected"),
    [(2.0, 2, 0.632121), (3.841459, 1, 0.95), (3.053484, 11, 0.01), (10.195716, 23, 0.01)],
)
def test_chi_square_of_the_tables(x: float, freedom: int, expected: float) -> None:
    assert small_samples.chi_square_cdf(x, freedom) == pytest.approx(expected, abs=1e-6)


def test_months_smoother_than_chance() -> None:
    assert small_samples.smoother_than_chance([48, 50, 52], [100] * 3) == pytest.approx(0.1479, abs=1e-4)
    assert (small_samples.smoother_than_chance([95] * 12, [100] * 12) or 0.0) < 0.01
    assert small_samples.smoother_than_chance([100] * 12, [100] * 12) is None
    assert small_samples.smoother_than_chance([0], [0]) is None


def test_two_of_six_wholly_asleep_is_57_7() -> None:
    two = power_mean.power_mean({k: float(k in "ab") for k in EQUAL}, EQUAL)
    one = power_mean.power_mean({k: float(k == "a") for k in EQUAL}, EQUAL)
    assert (two, one) == pytest.approx((0.577, 0.408), abs=5e-4)


def test_contributions_of_a_lively_row_are_zero() -> None:
    assert power_mean.contributions({"a": 0.0, "b": 0.0}, EQUAL) == {"a": 0.0, "b": 0.0}


def test_a_zero_weight_leaves_the_draw() -> None:
    shares = power_mean.first_rank_shares([[1.0, 0.0], [0.0, 1.0]], [0.0, 1.0], power_mean.Draws(200, 20.0, seed=7))
    assert shares == [0.0, 1.0]
    assert power_mean.first_rank_shares([[1.0]], [0.0], power_mean.Draws(200, 20.0, seed=7)) == [0.0]


def test_ranks_are_shared_replayed_and_never_helped_by_a_missing_value() -> None:
    rows: list[list[float | None]] = [[0.9, 0.1], [0.1, 0.9], [0.1, None]]
    shares = power_mean.first_rank_shares(rows, [1.0, 1.0], power_mean.Draws(2000, 20.0, seed=7))
    assert shares == power_mean.first_rank_shares(rows, [1.0, 1.0], power_mean.Draws(2000, 20.0, seed=7))
    assert shares[:2] == [pytest.approx(0.5, abs=0.05), pytest.approx(0.5, abs=0.05)]
    assert shares[2] == 0.0


def test_a_draw_can_be_replayed() -> None:
    assert draw.uniform(b"seed", "contract", "1") == draw.uniform(b"seed", "contract", "1")
    assert draw.geometric(0.0001, 0.118) == 1
    assert draw.geometric(0.5, 0.118) == 6
    assert draw.geometric(0.5, 1.0) == 1


def test_a_draw_is_the_published_formula() -> None:
    assert draw.uniform(b"seed", "contract", "1") == 0.31432233804591475  # openssl dgst -sha256 -hmac seed
    published = sha256(b'seed{"G":26,"g":3,"p":0.118}').hexdigest()
    assert draw.commitment(b"seed", {"g": 3, "p": 0.118, "G": 26}) == published


def test_the_largest_draw_still_has_a_logarithm() -> None:
    assert draw.LARGEST < 1.0
    assert draw.geometric(draw.LARGEST, 0.118) == 293


def test_a_vertex_cover_is_a_maximum_matching() -> None:
    edges = [("a", "x"), ("b", "x"), ("c", "x"), ("c", "y")]
    assert graphs.cover_size(edges) == 2
    assert graphs.maximum_matching(edges) == {"a": "x", "c": "y"}
    assert graphs.minimum_cover(edges) == (frozenset("c"), frozenset("x"))
    assert graphs.cover_size([]) == 0
    assert graphs.shortest_path({"a": ["b"], "b": ["c"], "c": []}, "a", "c") == ["a", "b", "c"]
    assert graphs.shortest_path({"a": []}, "a", "z") is None
