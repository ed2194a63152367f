"""Packages where both sides gain: the exact front, the balanced one, three to put on the table together.

Default: Nash, the largest product of what both gain over no deal, which does not depend on the unit of either. Beside
it Kalai-Smorodinsky, and, when both sides count in the same unit, egalitarian and largest sum. What makes the gain is
to trade issues that weigh differently, more than the choice among these.

Three offers at once let the other side choose and show what it values. Rule: the Nash package; then, among the packages
of the front whose product of gains is near its own (90 %, by steps of 10 down to 50 % until three are found), on either
side of it along the front, the one that differs on most issues from those already chosen (two at least, one when the
front has no better; equals: largest product). When one side of Nash has none, both come from the other side.

A front with more partial packages than can be compared is computed again on quanta ten times as coarse, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np

from etincelle.arithmetic.pareto import Front, Point, front
from etincelle.arithmetic.pareto_choice import CONCEPTS, NoDeal, Zone, nash, zone
from etincelle.arithmetic.pareto_rows import TooMany
from etincelle.living_contract.deal_facts import Offer, Side, Table
from etincelle.living_contract.deal_values import Missing, Valued, scale
from etincelle.living_contract.guard_rails import guard
from etincelle.vocabulary.rules import ContractRules, DealRules

OFFERS, COARSEST, LOOKED_AT = 3, 10_000, 5_000
SAME_UNIT = ("egalitarian", "largest_sum")


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer and what it is worth over today to either side, each in its own unit. It never leaves the client."""

    offer: Offer
    client: Decimal
    partner: Decimal

    def gain(self, side: Side) -> Decimal:
        """What a side gains over today."""
        return self.client if side is Side.CLIENT else self.partner


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """What was found. `views`: Nash first, then the other concepts; empty with `refused`, which says who says no."""

    valued: Valued
    front: Front
    views: Mapping[str, Judged]
    offers: tuple[Judged, ...]
    near: float | None
    refused: NoDeal | None

    @property
    def points(self) -> tuple[Judged, ...]:
        """The whole front, from the best for the client to the best for the partner."""
        return tuple(judged(self.valued, point) for point in self.front.points())

    @property
    def lacks(self) -> tuple[Decimal, Decimal]:
        """When there is no deal: how far each stays under what it has without one, in its own unit."""
        amounts = self.refused.lacks if self.refused else (0, 0)
        step = self.valued.coarse
        client, partner = (self.valued.scale(s).quantum * step * n for s, n in zip(Side, amounts))
        return client, partner


def negotiate(table: Table, rules: ContractRules) -> Deal | Missing:
    """The front of a table and what to offer; the first thing that lacks when it cannot be valued."""
    client, partner = scale(table, Side.CLIENT), scale(table, Side.PARTNER)
    if isinstance(client, Missing):
        return client
    if isinstance(partner, Missing):
        return partner
    valued = Valued(table, guard(table, rules.public), client, partner)
    try:
        valued, found = fitting(valued)
    except TooMany:
        return Missing("too_many")
    agreed = zone(found, valued.reserve)
    if isinstance(agreed, NoDeal):
        return Deal(valued, found, {}, (), None, agreed)
    same = client.unit is partner.unit
    names = [name for name in CONCEPTS if same or name not in SAME_UNIT]
    views = {name: judged(valued, CONCEPTS[name](agreed)) for name in names}
    points, near = together(agreed, rules.deal)
    return Deal(valued, found, views, tuple(judged(valued, p) for p in points), near, None)


def fitting(valued: Valued) -> tuple[Valued, Front]:
    """The front at the finest quanta that can be afforded."""
    while True:
        try:
            return valued, front(valued.domain())
        except TooMany:
            if valued.coarse >= COARSEST:
                raise
            valued = replace(valued, coarse=10 * valued.coarse)


def judged(valued: Valued, point: Point) -> Judged:
    """A point of the front in words and in the units of both sides, exact."""
    offer = valued.offer(point.package)
    return Judged(offer, valued.gain(Side.CLIENT, offer), valued.gain(Side.PARTNER, offer))


def together(agreed: Zone, rules: DealRules) -> tuple[tuple[Point, ...], float]:
    """Up to three points near Nash that differ, and how near the farthest may be, as a share of its product."""
    best = nash(agreed)
    steps = round((rules.near_share - rules.near_least) / rules.near_step)
    shares = [rules.near_share - step * rules.near_step for step in range(steps + 1)]
    chosen: tuple[Point, ...] = (best,)
    share = rules.near_share
    for apart, share in product(sorted({rules.levels_apart, 1}, reverse=True), shares):
        chosen = _different(_near(agreed, best, share), best, apart)
        if len(chosen) == OFFERS:
            break
    return chosen, share


def _near(agreed: Zone, best: Point, share: float) -> list[Point]:
    """The points whose product of gains is near the largest, largest first."""
    worth = agreed.one.astype(np.float64) * agreed.other.astype(np.float64)
    order = np.argsort(-worth, kind="stable")
    last = int((worth >= share * worth.max()).sum())
    return [p for at in order[:last][:LOOKED_AT] if (p := agreed.front.point(int(agreed.places[at]))) != best]


def _different(near: list[Point], best: Point, apart: int) -> tuple[Point, ...]:
    """Nash, then on either side of it the most different; then whoever is left."""
    sides = [[p for p in near if p.one > best.one], [p for p in near if p.one < best.one], near]
    chosen = [best]
    for side in sides:
        far = [(min(_distance(p, c) for c in chosen), p) for p in side]
        most = max((distance for distance, _ in far), default=0)
        if most >= apart and len(chosen) < OFFERS:
            chosen.append(next(p for distance, p in far if distance == most))
    return tuple(chosen)


def _distance(one: Point, other: Point) -> int:
    return sum(a != b for a, b in zip(one.package, other.package))


@dataclass(frozen=True, slots=True)
class Trade:
    """How much more an issue weighs for the partner than for the client: above 1 the client gives there, under it asks.

    `ratio` is None when it weighs nothing for the client; `common` when both want the same level most.
    """

    issue: str
    ratio: Fraction | None
    common: bool


def trades(valued: Valued) -> tuple[Trade, ...]:
    """Where to give and where to ask, from the cheapest gift to the cheapest wish; issues nobody weighs left out."""
    found = []
    for issue in valued.guarded.issues:
        mine, theirs = (Fraction(valued.scale(side).weights[issue.code]) for side in Side)
        if mine or theirs:
            best = [{lv.code for lv in issue.levels if _is_best(valued, side, issue.code, lv.code)} for side in Side]
            found.append(Trade(issue.code, theirs / mine if mine else None, bool(best[0] & best[1])))
    return tuple(sorted(found, key=lambda t: (t.ratio is not None, -(t.ratio or 0), t.issue)))


def _is_best(valued: Valued, side: Side, issue: str, level: str) -> bool:
    gains = valued.scale(side).gains
    held = next(i for i in valued.guarded.issues if i.code == issue).levels
    return gains[issue, level] == max(gains[issue, other.code] for other in held)
