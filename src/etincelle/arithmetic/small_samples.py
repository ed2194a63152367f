"""Honest statistics on few points: intervals, posteriors, natural limits, trends."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import exp, fsum, inf, isclose, lgamma, log, log1p, sqrt
from statistics import median

Z95 = 1.96
XMR = 2.66
MOST_TERMS = 100_000


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """95 % interval of a proportion (Wilson, 1927); None when n = 0. 9 of 10 -> (.60, .98)."""
    if n == 0:
        return None
    p, z2 = successes / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def adjusted_wald_nps(promoters: int, detractors: int, n: int, z: float = Z95) -> tuple[float, float, float] | None:
    """Net promoter score on 100 with its 95 % interval (adjusted Wald, Rocks 2016); None when n = 0.

    12 promoters, 5 detractors of 30 -> 21.2 [-3.3, 45.7].
    """
    if n == 0:
        return None
    size = n + 3
    p, d = (promoters + 0.75) / size, (detractors + 0.75) / size
    half = z * sqrt((p + d - (p - d) ** 2) / size)
    return 100 * (p - d), 100 * (p - d - half), 100 * (p - d + half)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of the incomplete beta (Lentz's method)."""
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, MOST_TERMS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + numerator * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + numerator / c
            c = c if abs(c) > tiny else tiny
            value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(X <= x) of a Beta(a, b): the regularised incomplete beta function (continued fraction, modified Lentz).

    Right to 1e-12 up to a + b = 10,000, to 1e-8 in the millions. Beta(2, 3) at .5 -> .6875.
    """
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1.0 - front * _beta_fraction(b, a, 1.0 - x) / b


def share_below(yes: int, n: int, target: float, prior: tuple[float, float]) -> float:
    """P(true share < target) after `yes` of `n`, with a Beta prior given as (mean, strength).

    The prior's mean is clipped to [.01, .99] so that it never forbids an answer.
    """
    mean, strength = min(max(prior[0], 0.01), 0.99), prior[1]
    return beta_cdf(target, mean * strength + yes, (1 - mean) * strength + n - yes)


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X <= k) of a binomial(n, p), exact: no normal approximation, any n. P(X <= 0 | 6, 1/2) = 1/64."""
    if k < 0 or k >= n:
        return 0.0 if k < 0 else 1.0
    return beta_cdf(1 - p, n - k, k + 1)


def binomial_upper_tail(k: int, n: int, p: float) -> float:
    """P(X >= k) of a binomial(n, p), exact. P(X >= 6 | 6, 1/2) = 1/64."""
    if k <= 0 or k > n:
        return 1.0 if k <= 0 else 0.0
    return beta_cdf(p, k, n - k + 1)


def _gamma_series(a: float, x: float) -> float:
    """Sum of x^i / (a (a+1) .. (a+i)): the incomplete gamma below its mean."""
    term = total = 1.0 / a
    for i in range(1, MOST_TERMS):
        term *= x / (a + i)
        total += term
        if term < total * 1e-16:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """Continued fraction of the upper incomplete gamma, for x above a + 1 (modified Lentz)."""
    b = x + 1.0 - a
    c, d = inf, 1.0 / b
    value = d
    for i in range(1, MOST_TERMS):
        numerator = -i * (i - a)
        b += 2.0
        d = 1.0 / (numerator * d + b)
        c = b + numerator / c
        value *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return value


def chi_square_cdf(x: float, freedom: int) -> float:
    """P(X <= x) of a chi-square law with `freedom` degrees of freedom. 2 degrees at 2 -> 1 - 1/e = .6321."""
    if x <= 0.0:
        return 0.0
    a, half = freedom / 2, x / 2
    front = exp(a * log(half) - half - lgamma(a))
    return front * _gamma_series(a, half) if half < a + 1 else 1.0 - front * _gamma_fraction(a, half)


def smoother_than_chance(successes: Sequence[int], sizes: Sequence[int]) -> float | None:
    """How rarely chance alone would give months this even: chi-square CDF of the binomial dispersion.

    D = sum (x - n p)^2 / (n p (1 - p)), p the pooled share, k - 1 degrees of freedom; a value under .01 is smoother
    than chance. None under 2 groups, or when all or none succeeded. 48, 50, 52 of 100 each: D = .32 -> .148.
    """
    total = sum(sizes)
    p = sum(successes) / total if total else 0.0
    if len(sizes) < 2 or min(sizes) <= 0 or not 0 < p < 1:
        return None
    dispersion = fsum((x - n * p) ** 2 / (n * p * (1 - p)) for x, n in zip(successes, sizes, strict=True))
    return chi_square_cdf(dispersion, len(sizes) - 1)


def bound_on_failure(n: int, confidence: float = 0.95) -> float | None:
    """Highest failure rate compatible with no failure in n trials. n = 30 -> .095; None when n = 0."""
    return 1 - (1 - confidence) ** (1 / n) if n else None


def _mean(series: Sequence[float]) -> float:
    """The mean, never outside the values: a constant series has exactly its value, whatever the rounding."""
    return min(max(fsum(series) / len(series), min(series)), max(series))


def moving_range(series: Sequence[float]) -> float:
    """Mean absolute difference of successive points; 0 under 2 points. 10, 12, 11, 13 -> 5/3."""
    return fsum(abs(b - a) for a, b in pairwise(series)) / (len(series) - 1) if len(series) > 1 else 0.0


def natural_limits(series: Sequence[float]) -> tuple[float, float] | None:
    """Process behaviour limits: mean -/+ 2.66 x mean |successive difference| (Wheeler); None under 2 points.

    10, 12, 11, 13 -> 11.5 -/+ 2.66 x 5/3 = (7.07, 15.93). Limits say what is usual, never what is wanted.
    """
    if len(series) < 2:
        return None
    mean, moving = _mean(series), moving_range(series)
    return mean - XMR * moving, mean + XMR * moving


def outside_limits(series: Sequence[float]) -> list[int]:
    """Positions of the points outside the natural limits of their own series."""
    low, high = natural_limits(series) or (-inf, inf)
    return [i for i, value in enumerate(series) if not low <= value <= high]


def runs(series: Sequence[float], around: float | None = None) -> list[tuple[int, int]]:
    """Stretches (start, end) of points strictly on one side of the mean, or of another centre; a tie ends a stretch."""
    centre = around if around is not None else _mean(series) if series else 0.0
    sides = [0 if isclose(v, centre, rel_tol=1e-12) else 1 if v > centre else -1 for v in series]
    found, start = [], 0
    for side, points in groupby(sides):
        end = start + len(list(points))
        found += [(start, end)] if side else []
        start = end
    return found


def longest_run(series: Sequence[float]) -> int:
    """Most successive points strictly on one side of the mean; a point on the mean ends the run."""
    return max((end - start for start, end in runs(series)), default=0)


def disturbed(series: Sequence[float], run: int = 8) -> set[int]:
    """Positions of the points outside the natural limits, or in a run of so many on one side of what is usual.

    Runs are read around the mean of the points inside the limits: one far month must not stir all the others.
    """
    outside = set(outside_limits(series))
    usual = [value for i, value in enumerate(series) if i not in outside] or series
    centre = _mean(usual) if usual else 0.0
    long = [(start, end) for start, end in runs(series, centre) if end - start >= run]
    return outside.union(*(range(start, end) for start, end in long))


def has_process_signal(series: Sequence[float], run: int = 8) -> bool:
    """Whether something happened: a point outside the natural limits, or `run` points on one side of the mean."""
    return bool(outside_limits(series)) or longest_run(series) >= run


def theil_sen(series: Sequence[float], z: float = Z95) -> tuple[float, float, float] | None:
    """Median slope per step and its 95 % interval by Kendall's variance, ties counted (Sen, 1968).

    None under 3 points. 1, 3, 2, 5, 4, 6 -> 1.0 (-1.0, 2.0): too few points to call it a trend.
    """
    n = len(series)
    if n < 3:
        return None
    slopes = sorted((series[j] - series[i]) / (j - i) for i in range(n) for j in range(i + 1, n))
    tied = sum(t * (t - 1) * (2 * t + 5) for t in Counter(series).values())
    spread = z * sqrt((n * (n - 1) * (2 * n + 5) - tied) / 18)
    low = max(0, round((len(slopes) - spread) / 2) - 1)
    return median(slopes), slopes[low], slopes[-1 - low]


def ramp(value: float, zero_at: float, one_at: float) -> float:
    """Linear from 0 at `zero_at` to 1 at `one_at`, flat outside; the ends may come in either order.

    Equal ends make a step, 1 from there on. ramp(2.22, 1, 4) -> .41.
    """
    if zero_at == one_at:
        return 1.0 if value >= one_at else 0.0
    return min(max((value - zero_at) / (one_at - zero_at), 0.0), 1.0)
