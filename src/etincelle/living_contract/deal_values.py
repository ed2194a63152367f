"""From what levels are worth to whole numbers that add up: swing weights, one scale a side, today at 0.

All in euros, nothing weighted -> euros over today. Otherwise -> points of 100 over today:
    100 x w x (worth - worth today) / (best - worst of the issue)      w: swing weights, brought to a sum of 1
In points an issue needs its swing weight; an issue in euros without one takes it from another in euros that has one, in
the proportion of their swings. An issue on which nothing changes for a side weighs nothing.
Worked figure: A in euros, 0 to 40,000, weight 100; B in euros, 0 to 10,000, none -> 25; C in points, weight 75: w = .5,
.125, .375; half of C is worth 18.75 points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from etincelle.arithmetic.pareto import Domain, Option, Pair
from etincelle.living_contract.deal_facts import Issue, Link, Offer, Side, Table, Unit
from etincelle.living_contract.guard_rails import Guarded

EURO, FINE_POINT, HUNDRED = Decimal(1), Decimal("0.0001"), Decimal(100)


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a table has no answer: worth_missing, weight_missing, no_weight, too_many; for which side and issue."""

    reason: str
    side: Side | None = None
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """One side's scale: unit, weights that sum to 1, gain over today of each (issue, level), gain without a deal."""

    unit: Unit
    weights: Mapping[str, Decimal]
    gains: Mapping[tuple[str, str], Decimal]
    without_deal: Decimal

    @property
    def quantum(self) -> Decimal:
        """The smallest gain that is told apart: one euro, a ten-thousandth of a point."""
        return EURO if self.unit is Unit.EUROS else FINE_POINT

    def weighed(self, weights: Mapping[str, Decimal]) -> "Scale":
        """The same worths in points under other weights that sum to 1: what a guess of them would give."""
        gains = {
            (issue, level): HUNDRED * weights[issue] * self._share(issue, gain)
            for (issue, level), gain in self.gains.items()
        }
        whole = HUNDRED if self.unit is Unit.POINTS else self._swings()
        return Scale(Unit.POINTS, weights, gains, self.without_deal * HUNDRED / whole)

    def _share(self, issue: str, gain: Decimal) -> Decimal:
        """A gain as a share of the swing of its issue."""
        swing = self.swing(issue)
        return gain / swing if swing else Decimal(0)

    def swing(self, issue: str) -> Decimal:
        """From the worst to the best level of an issue, in the unit of the side."""
        own = [gain for (code, _), gain in self.gains.items() if code == issue]
        return max(own) - min(own)

    def _swings(self) -> Decimal:
        return sum((self.swing(issue) for issue in self.weights), Decimal(0)) or HUNDRED

    def share(self, gain: Decimal) -> Decimal:
        """A gain as a share of all that is at stake for the side."""
        return gain / (HUNDRED if self.unit is Unit.POINTS else self._swings())


def scale(table: Table, side: Side) -> Scale | Missing:
    """The scale of a side, or the first thing that lacks."""
    for issue in table.issues:
        if any(level.worth(side) is None for level in issue.levels):
            return Missing("worth_missing", side, issue.code)
    position = table.position(side)
    swings = {issue.code: _swing(issue, side) for issue in table.issues}
    if not position.weights and all(issue.unit(side) is Unit.EUROS for issue in table.issues):
        total = sum(swings.values(), Decimal(0))
        if not total:
            return Missing("no_weight", side)
        weights = {code: swing / total for code, swing in swings.items()}
        return Scale(Unit.EUROS, weights, _gains(table, side), position.without_deal)
    return _in_points(table, side, swings)


def _in_points(table: Table, side: Side, swings: Mapping[str, Decimal]) -> Scale | Missing:
    raw: dict[str, Decimal] = {}
    for issue in table.issues:
        weight = Decimal(0) if not swings[issue.code] else _weight(issue, table, side, swings)
        if weight is None:
            return Missing("weight_missing", side, issue.code)
        raw[issue.code] = weight
    total = sum(raw.values(), Decimal(0))
    if not total:
        return Missing("no_weight", side)
    weights = {code: weight / total for code, weight in raw.items()}
    gains = {
        (code, level): HUNDRED * weights[code] * gain / swings[code] if swings[code] else Decimal(0)
        for (code, level), gain in _gains(table, side).items()
    }
    return Scale(Unit.POINTS, weights, gains, table.position(side).without_deal)


def _weight(issue: Issue, table: Table, side: Side, swings: Mapping[str, Decimal]) -> Decimal | None:
    """As given, or in proportion to the first weighted issue in euros."""
    given = table.position(side).weights
    if issue.code in given:
        return given[issue.code]
    if issue.unit(side) is Unit.POINTS:
        return None
    anchors = [i.code for i in table.issues if i.code in given and i.unit(side) is Unit.EUROS and swings[i.code]]
    return given[anchors[0]] * swings[issue.code] / swings[anchors[0]] if anchors else None


def _worths(issue: Issue, side: Side) -> dict[str, Decimal]:
    return {level.code: worth for level in issue.levels if (worth := level.worth(side)) is not None}


def _swing(issue: Issue, side: Side) -> Decimal:
    worths = _worths(issue, side).values()
    return max(worths) - min(worths)


def _gains(table: Table, side: Side) -> dict[tuple[str, str], Decimal]:
    """Worth over today's level, in the unit of the issue."""
    return {
        (issue.code, code): worth - worths[issue.today]
        for issue in table.issues
        for worths in [_worths(issue, side)]
        for code, worth in worths.items()
    }


@dataclass(frozen=True, slots=True)
class Valued:
    """A table ready to be solved: both scales, what the law leaves, and how coarse both quanta are (1, 10, 100...)."""

    table: Table
    guarded: Guarded
    client: Scale
    partner: Scale
    coarse: int = 1

    def scale(self, side: Side) -> Scale:
        """The scale of a side."""
        return self.client if side is Side.CLIENT else self.partner

    def quanta(self, side: Side, amount: Decimal) -> int:
        """An amount of a side in whole quanta."""
        step = self.scale(side).quantum * self.coarse
        return int((amount / step).to_integral_value(ROUND_HALF_EVEN))

    @property
    def reserve(self) -> tuple[int, int]:
        """What each has without a deal, in quanta."""
        client, partner = (self.quanta(side, self.scale(side).without_deal) for side in Side)
        return client, partner

    def domain(self) -> Domain:
        """The same in whole numbers: client first."""
        places = {
            (issue.code, level.code): (number, at)
            for number, issue in enumerate(self.guarded.issues)
            for at, level in enumerate(issue.levels)
        }
        choices = tuple(
            tuple(self._option(issue.code, level.code) for level in issue.levels) for issue in self.guarded.issues
        )
        ceilings = tuple(ceiling.most for ceiling in self.guarded.ceilings)
        forbidden = _pairs(self.table.forbidden, places) + self._unmeetable(places)
        return Domain(choices, forbidden, _pairs(self.table.required, places), ceilings)

    def _option(self, issue: str, level: str) -> Option:
        key = (issue, level)
        client, partner = (self.quanta(side, self.scale(side).gains[key]) for side in Side)
        return Option(client, partner, tuple(ceiling.adds[key] for ceiling in self.guarded.ceilings))

    def _unmeetable(self, places: Mapping[tuple[str, str], tuple[int, int]]) -> tuple[Pair, ...]:
        """A level that requires one the law bars may not be held: it excludes every level of the other issue."""
        return tuple(
            (*places[link.issue, link.level], places[link.other_issue, level.code][0], at)
            for link in self.table.required
            if (link.issue, link.level) in places and (link.other_issue, link.other_level) not in places
            for issue in self.guarded.issues
            if issue.code == link.other_issue
            for at, level in enumerate(issue.levels)
        )

    def offer(self, package: tuple[int, ...]) -> Offer:
        """A package of the domain by its codes."""
        return Offer(tuple((issue.code, issue.levels[at].code) for issue, at in zip(self.guarded.issues, package)))

    def gain(self, side: Side, offer: Offer) -> Decimal:
        """What an offer is worth to a side over today, exact."""
        return sum((self.scale(side).gains[key] for key in offer.levels), Decimal(0))


def _pairs(links: tuple[Link, ...], places: Mapping[tuple[str, str], tuple[int, int]]) -> tuple[Pair, ...]:
    """Links between levels that may both be held."""
    ends = [((link.issue, link.level), (link.other_issue, link.other_level)) for link in links]
    return tuple((*places[a], *places[b]) for a, b in ends if a in places and b in places)
