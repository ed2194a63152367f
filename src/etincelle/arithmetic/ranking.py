"""How well a score puts first what happened: ranks, and the area under the ROC curve."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Area:
    """An area under the curve and its standard error; yes and no: how many cases of each."""

    value: float
    error: float
    yes: int
    no: int

    @property
    def interval(self) -> tuple[float, float]:
        """About 95 times in 100 the area of all such cases lies there."""
        return max(0.0, self.value - Z95 * self.error), min(1.0, self.value + Z95 * self.error)


def mid_ranks(values: Any) -> Floats:
    """The share of cases at or below each value, equals sharing their middle: between 0 and 1.

    (10, 20, 20, 40) -> (.25, .625, .625, 1).
    """
    _, where, count = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    middle = np.cumsum(count) - (count - 1) / 2
    return np.asarray(middle[where] / max(where.size, 1), dtype=np.float64)


def area(score: Any, happened: Any, least: int = 1) -> Area | None:
    """P(a case that happened scores higher than one that did not), equals counted half (Mann and Whitney).

    Standard error: Hanley and McNeil (1982). None with fewer than `least` cases of either kind: unknown, never 0.
    Scores 1, 2, 3, 4, of which the 2nd and the 4th happened: 3 of 4 pairs in order, .75.
    """
    truth = np.asarray(happened, dtype=bool)
    yes, no = int(truth.sum()), int((~truth).sum())
    if min(yes, no) < max(least, 1):
        return None
    ranks = mid_ranks(score) * truth.size
    a = float((ranks[truth].sum() - yes * (yes + 1) / 2) / (yes * no))
    spread = a * (1 - a) + (yes - 1) * (a / (2 - a) - a * a) + (no - 1) * (2 * a * a / (1 + a) - a * a)
    return Area(a, sqrt(max(spread, 0.0) / (yes * no)), yes, no)
