"""Honest statistics on few points: intervals, posteriors, natural limits, trends."""

from collections.abc import Sequence
from math import ceil, comb, exp, lgamma, log, log1p, sqrt
from statistics import median

Z95 = 1.96
XMR = 2.66


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
    for m in range(1, 500):
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
    """P(X <= x) of a Beta(a, b): the regularised incomplete beta function. Beta(2, 3) at .5 -> .6875."""
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
    """P(X <= k) of a binomial(n, p), exactly. P(X <= 0 | 6, 1/2) = 1/64."""
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(min(k, n) + 1))


def bound_on_failure(n: int, confidence: float = 0.95) -> float | None:
    """Highest failure rate compatible with no failure in n trials. n = 30 -> .095; None when n = 0."""
    return 1 - (1 - confidence) ** (1 / n) if n else None


def natural_limits(series: Sequence[float]) -> tuple[float, float] | None:
    """Process behaviour limits: mean -/+ 2.66 x mean |successive difference| (Wheeler); None under 2 points."""
    if len(series) < 2:
        return None
    mean = sum(series) / len(series)
    moving = sum(abs(b - a) for a, b in zip(series, series[1:])) / (len(series) - 1)
    return mean - XMR * moving, mean + XMR * moving


def has_process_signal(series: Sequence[float], run: int = 8) -> bool:
    """Whether something happened: a point outside the natural limits, or `run` points on one side of the mean."""
    limits = natural_limits(series)
    if limits is None:
        return False
    mean, streak, side = sum(series) / len(series), 0, 0
    for value in series:
        sign = (value > mean) - (value < mean)
        streak = streak + 1 if sign == side and sign else int(sign != 0)
        side = sign
        if streak >= run or not limits[0] <= value <= limits[1]:
            return True
    return False


def theil_sen(series: Sequence[float], z: float = Z95) -> tuple[float, float, float] | None:
    """Median slope per step and its 95 % interval by Kendall's variance (Sen, 1968); None under 3 points."""
    n = len(series)
    if n < 3:
        return None
    slopes = sorted((series[j] - series[i]) / (j - i) for i in range(n) for j in range(i + 1, n))
    spread = z * sqrt(n * (n - 1) * (2 * n + 5) / 18)
    low = max(0, round((len(slopes) - spread) / 2))
    high = min(len(slopes) - 1, ceil((len(slopes) + spread) / 2))
    return median(slopes), slopes[low], slopes[high]


def ramp(value: float, zero_at: float, one_at: float) -> float:
    """Linear from 0 at `zero_at` to 1 at `one_at`, flat outside; the ends may come in either order."""
    return min(max((value - zero_at) / (one_at - zero_at), 0.0), 1.0)
