"""The chance of a sleeping tie to be woken, for one tie or for columns of a million; it orders, it is no probability.

chance = (1 + q) (1 + s) x / g . sqrt(P(alive)) . sqrt(1 + b)
  q: days of activity of the QUIETER of the two, these days     s: living contacts they share
  x: days of contact in all   g: days of silence, at least 1    b: balance, fewer over more of what each wrote, 0 to 1

No weight is fitted: each factor is a count that a person can check, and a silent factor (q = 0, s = 0) leaves the
others their say. Worked figure: q 9, s 2, x 8, g 400, P(alive) .04, b 1: 10 x 3 x 8 / 400 x .2 x 1.414 = .17.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parts:
    """The factors, each a number or a column. Days and counts; `alive` and `balance` from 0 to 1."""

    quieter_days: Any
    shared: Any
    days: Any
    silence_days: Any
    alive: Any
    balance: Any = 1.0


def chance(parts: Parts) -> Floats:
    """The product of the module."""
    silence = np.maximum(parts.silence_days, 1)
    known = (1.0 + parts.quieter_days) * (1.0 + parts.shared) * parts.days / silence
    return np.asarray(known * np.sqrt(parts.alive) * np.sqrt(1.0 + parts.balance))
