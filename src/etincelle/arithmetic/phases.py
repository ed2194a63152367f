"""Where did a series change? The exact best cut into phases of constant mean, by dynamic programming.

Optimal partitioning (Jackson and others, 2005): the cut that minimises the sum of squares inside phases + a penalty
for each change. PELT (Killick, 2012) finds the same cut faster by pruning; up to 120 months, pruning saves nothing
that anybody would feel (7,140 segments, a few milliseconds), so there is none, and no library.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import fsum, inf, log

from etincelle.arithmetic.small_samples import moving_range

D2 = 1.128  # mean moving range of two normal values, in standard deviations


def best_cuts(series: Sequence[float], penalty: float, shortest: int) -> list[int]:
    """Positions where a new phase begins, each phase `shortest` points long at least; [] when nothing changed.

    0 0 0 9 9 9, penalty 1, phases of 2 -> [3].
    """
    centre = fsum(series) / len(series) if series else 0.0
    sums = [0.0, *accumulate(value - centre for value in series)]
    squares = [0.0, *accumulate((value - centre) ** 2 for value in series)]
    cost, cut = [0.0] + [inf] * len(series), [0] * (len(series) + 1)
    for end in range(shortest, len(series) + 1):
        for start in range(end - shortest + 1):
            inside = squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / (end - start)
            total = cost[start] + inside + (penalty if start else 0.0)
            if total < cost[end]:
                cost[end], cut[end] = total, start
    return _unrolled(cut)


def _unrolled(cut: Sequence[int]) -> list[int]:
    found, at = [], cut[-1]
    while at:
        found.append(at)
        at = cut[at]
    return found[::-1]


def phases(series: Sequence[float], penalty: float, shortest: int) -> list[int] | None:
    """Where a series changed, its noise taken from successive differences; penalty x ln(points) for each change.

    None when too short for two phases. The noise is the mean moving range / 1.128, as for natural limits, so that one
    jump hardly moves it.
    """
    if len(series) < 2 * shortest:
        return None
    noise = moving_range(series) / D2
    if noise == 0.0:
        return []
    return best_cuts([value / noise for value in series], penalty * log(len(series)), shortest)
