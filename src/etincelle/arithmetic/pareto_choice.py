"""One point of a front for two parties who may both walk away: Nash, Kalai and Smorodinsky, egalitarian, largest sum.

Only points worth at least what each has without the other count. Gains are over that reserve:
    Nash             largest product of gains: does not depend on the unit of either party
    Kalai-Smorodinsky  largest smaller share of the best each could gain among these points
    egalitarian      largest smaller gain, for one unit on both sides
    sum              largest sum of gains, idem
Equals: largest sum of gains, then the first package. All in whole numbers, so that equal is equal.
Nash (1950), Kalai and Smorodinsky (1975). Contested: which axioms hold; the front matters more than the point.
Worked figure: (10, 0), (8, 5), (4, 8), (0, 9), reserves (2, 1): gains (6, 4), (2, 7); products 24, 14 -> (8, 5).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from etincelle.arithmetic.pareto import MOST_BITS, Front, Point
from etincelle.arithmetic.pareto_rows import WORD, Ints


class Refusal(StrEnum):
    """Why there is nothing to agree on."""

    NO_PACKAGE = "no_package"  # no package keeps the limits
    BELOW = "below"  # the best for a party is under its reserve
    APART = "apart"  # each can be suited, not both by one package
    NOTHING_GAINED = "nothing_gained"  # the best a party can get is what it has already


@dataclass(frozen=True, slots=True)
class NoDeal:
    """Who refuses, and how far each stays under its reserve (0: it does not), the other being suited if it can be."""

    why: Refusal
    one: bool
    other: bool
    lacks: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """The points both parties may agree on, with what each gains there."""

    front: Front
    places: Ints
    one: Ints
    other: Ints

    def first(self, score: Ints) -> Point:
        """The point of the largest score; equals by sum of gains, then by package."""
        best = np.flatnonzero(score == score.max())
        if best.size > 1:
            sums = self.one[best] + self.other[best]
            best = best[sums == sums.max()]
        return min((self.front.point(int(self.places[at])) for at in best), key=lambda point: point.package)


def zone(front: Front, reserve: tuple[int, int]) -> Zone | NoDeal:
    """The points worth at least their reserve to both, or why there is none that both would gain by."""
    if any(abs(least) >= 1 << MOST_BITS for least in reserve):
        raise ValueError(f"reserves {reserve} take more than {MOST_BITS} bits: choose a coarser quantum")
    one, other = front.one - reserve[0], front.other - reserve[1]
    places = np.flatnonzero((one >= 0) & (other >= 0))
    if places.size == 0:
        return _refused(one, other)
    found = Zone(front, places, one[places], other[places])
    idle = (int(found.one.max()) == 0, int(found.other.max()) == 0)
    return NoDeal(Refusal.NOTHING_GAINED, *idle) if any(idle) else found


def _refused(one: Ints, other: Ints) -> NoDeal:
    """Which party says no to everything that suits the other, or to everything."""
    if one.size == 0:
        return NoDeal(Refusal.NO_PACKAGE, one=False, other=False)
    lacks = (_lack(one, other), _lack(other, one))
    below = (int(one.max()) < 0, int(other.max()) < 0)
    return NoDeal(Refusal.BELOW, *below, lacks) if any(below) else NoDeal(Refusal.APART, True, True, lacks)


def _lack(mine: Ints, theirs: Ints) -> int:
    suited = mine[theirs >= 0]
    return max(0, -int((suited if suited.size else mine).max()))


def _exact(values: Ints, most: int) -> Ints:
    """Python's own whole numbers where a product would not fit in 62 bits."""
    return values if most < WORD else values.astype(object)


def nash(zone: Zone) -> Point:
    """The largest product of gains."""
    most = int(zone.one.max()) * int(zone.other.max())
    return zone.first(_exact(zone.one, most) * _exact(zone.other, most))


def kalai_smorodinsky(zone: Zone) -> Point:
    """The largest smaller share of the ideal: gain of one x ideal of other against gain of other x ideal of one."""
    best = int(zone.one.max()), int(zone.other.max())
    most = best[0] * best[1]
    return zone.first(np.minimum(_exact(zone.one, most) * best[1], _exact(zone.other, most) * best[0]))


def egalitarian(zone: Zone) -> Point:
    """The largest smaller gain."""
    return zone.first(np.minimum(zone.one, zone.other))


def largest_sum(zone: Zone) -> Point:
    """The largest sum of gains."""
    return zone.first(zone.one + zone.other)


CONCEPTS: dict[str, Callable[[Zone], Point]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "largest_sum": largest_sum,
}
