"""How far to trust a package: guesses of the partner's weights, and the smallest change that moves the balanced one.

Guesses: weights drawn around the guess (Dirichlet, mean: the guess; seeded: the same weights give the same draws); an
offer is kept in a draw when it is still on the front. Robust: kept in half of the draws. A zero weight stays zero.

Smallest change: all else kept, an issue counts f times as much for one side. With the level of that issue held, the
rest of the front does not depend on f; so the f where another package has as large a product solves an equation of the
first degree for each point of each of these fronts, and the answer is exact:
    (A + f h - r) G = (A* + f h* - r) G*
A: gain on the other issues, h: on this one, r: without a deal, G: what the other side gains over no deal.
Likewise for what a side has without a deal, on the whole front: (C - r) G = (C* - r) G*. Worked figure: gains (6, 4)
and (2, 7), products 24 and 14: (6 - r) 4 = (2 - r) 7 at r = -10/3.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from etincelle.arithmetic.draw import dirichlet, stable_seed
from etincelle.arithmetic.pareto import Domain, Front, Point, front
from etincelle.arithmetic.pareto_choice import NoDeal, nash, zone
from etincelle.arithmetic.pareto_rows import Ints
from etincelle.living_contract.deal import Deal, fitting
from etincelle.living_contract.deal_facts import Offer, Side
from etincelle.living_contract.deal_values import Valued
from etincelle.vocabulary.rules import DealRules


@dataclass(frozen=True, slots=True)
class Kept:
    """An offer and in how many draws it stays on the front."""

    offer: Offer
    kept: int
    draws: int
    is_robust: bool


def guessed(deal: Deal, rules: DealRules, side: Side = Side.PARTNER) -> tuple[Kept, ...]:
    """The offers under other weights that a side may have."""
    scale, valued = deal.valued.scale(side), deal.valued
    weights = {issue: float(weight) for issue, weight in scale.weights.items()}
    seed = stable_seed("deal", side, *(f"{issue}={weight:.9f}" for issue, weight in weights.items()))
    counts = dict.fromkeys((judged.offer for judged in deal.offers), 0)
    for number in range(rules.guess_draws):
        drawn = dirichlet(
            seed.to_bytes(8, "big"), str(number), {k: rules.guess_strength * w for k, w in weights.items()}
        )
        other = scale.weighed({issue: Decimal(repr(share)) for issue, share in drawn.items()})
        guess = replace(valued, client=other) if side is Side.CLIENT else replace(valued, partner=other)
        guess, found = fitting(guess)
        for offer in counts:
            counts[offer] += found.holds(*_values(guess, offer))
    return tuple(
        Kept(offer, kept, rules.guess_draws, kept >= rules.kept_share * rules.guess_draws)
        for offer, kept in counts.items()
    )


def _values(valued: Valued, offer: Offer) -> tuple[int, int]:
    """What an offer is worth in quanta: each level rounded, as in the domain."""
    client, partner = (sum(valued.quanta(side, valued.scale(side).gains[key]) for key in offer.levels) for side in Side)
    return client, partner


@dataclass(frozen=True, slots=True)
class Change:
    """What would move the balanced package: an issue counting `factor` times as much for a side, or `amount` more or
    less without a deal, in its unit, `issue` being "". `then` takes its place; None when there is no deal any more."""

    side: Side
    issue: str
    factor: Fraction | None
    amount: Decimal | None
    then: Offer | None

    @property
    def distance(self) -> float:
        """How far an issue's factor is from 1, up or down alike: 2 and 1/2 are as far."""
        if self.factor is None:
            return float("inf")
        return float(max(self.factor, 1 / self.factor)) if self.factor else float("inf")


def changes(deal: Deal) -> tuple[Change, ...]:
    """The smallest change of each weight, nearest first, then of what each side has without a deal."""
    if deal.refused:
        return ()
    domain = deal.valued.domain()
    agreed = zone(deal.front, deal.valued.reserve)
    if isinstance(agreed, NoDeal):
        return ()
    best = nash(agreed)
    found = [c for c in _weights(deal, domain, best) if c.factor is not None]
    return (*sorted(found, key=lambda c: c.distance), *_reserves(deal, best))


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Points whose gain is a + f h for the side whose figure moves, what the other gains over no deal, packages."""

    a: Ints
    h: int
    other: Ints
    packages: Callable[[int], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Crossing:
    """The value of f where a package is as good as Nash; None when none is, and Nash is worth no more than no deal."""

    f: Fraction
    package: tuple[int, ...] | None


def _crossing(lines: _Lines, best: tuple[int, int, int], distance: Callable[[Any], Any]) -> _Crossing | None:
    """The nearest crossing with one of the points. Floats choose it, whole numbers say where it is."""
    a, h, g = best
    start = lines.a.astype(np.float64) * lines.other - float(a) * g
    slope = float(lines.h) * lines.other - float(h) * g
    with np.errstate(divide="ignore", invalid="ignore"):
        f = np.where(slope != 0, -start / slope, np.nan)
        far = np.where((lines.other > 0) & (lines.a + f * lines.h > 0), distance(f), np.nan)
    if not np.isfinite(far).any():
        return None
    place = int(np.nanargmin(np.where(np.isfinite(far), far, np.nan)))
    other = int(lines.other[place])
    exact = Fraction(a * g - int(lines.a[place]) * other, lines.h * other - h * g)
    return _Crossing(exact, lines.packages(place))


def _from_one(f: Any) -> Any:
    """How far a factor is from 1; a factor is above 0."""
    return np.where(f > 0, np.abs(np.log(np.maximum(f, 1e-300))), np.nan)


def _from(now: int) -> Callable[[Any], Any]:
    """How far an amount is from what it is now."""
    return lambda amount: np.abs(amount - now)


def _weights(deal: Deal, domain: Domain, best: Point) -> Iterator[Change]:
    """The nearest change of each issue for each side."""
    valued, reserve = deal.valued, deal.valued.reserve
    values = (best.one, best.other)
    for choice, issue in enumerate(valued.guarded.issues):
        fronts = [front(domain.holding(choice, option)) for option in range(len(issue.levels))]
        for at, side in enumerate(Side):
            worth = [(o.one, o.other)[at] for o in domain.choices[choice]]
            mine = worth[best.package[choice]]
            held = (values[at] - mine - reserve[at], mine, values[1 - at] - reserve[1 - at])
            met = [
                _crossing(_lines_of(found, choice, option, (worth[option], reserve, at)), held, _from_one)
                for option, found in enumerate(fronts)
            ]
            nearest = _nearest([*met, _leaving(held)], lambda c: _from_one(float(c.f)))
            if nearest is not None:
                yield Change(side, issue.code, nearest.f, None, _offer(valued, nearest))


def _lines_of(found: Front, choice: int, option: int, told: tuple[int, tuple[int, int], int]) -> _Lines:
    """A front with one level held, as lines."""
    worth, reserve, at = told

    def package(place: int) -> tuple[int, ...]:
        held = found.point(place).package
        return (*held[:choice], option, *held[choice + 1 :])

    return _Lines(found.rows[at] - worth - reserve[at], worth, found.rows[1 - at] - reserve[1 - at], package)


def _leaving(best: tuple[int, int, int]) -> _Crossing | None:
    """Where Nash is worth no more than no deal."""
    a, h, _ = best
    return _Crossing(Fraction(-a, h), None) if h and Fraction(-a, h) > 0 else None


def _nearest(met: list[_Crossing | None], distance: Callable[[_Crossing], float]) -> _Crossing | None:
    """The nearest of them; a package before no deal when they are as near."""
    known = [c for c in met if c is not None]
    return min(known, key=lambda c: (distance(c), c.package is None), default=None)


def _apart(now: int, crossing: _Crossing) -> float:
    return abs(float(crossing.f) - now)


def _offer(valued: Valued, crossing: _Crossing) -> Offer | None:
    return None if crossing.package is None else valued.offer(crossing.package)


def _reserves(deal: Deal, best: Point) -> Iterator[Change]:
    """The nearest change of what each side has without a deal: gains are C - r, on the whole front."""
    valued, reserve, values = deal.valued, deal.valued.reserve, (best.one, best.other)
    for at, side in enumerate(Side):
        now = reserve[at]
        lines = _Lines(
            deal.front.rows[at], -1, deal.front.rows[1 - at] - reserve[1 - at], lambda n: deal.front.point(n).package
        )
        held = (values[at], -1, values[1 - at] - reserve[1 - at])
        leaving = _Crossing(Fraction(values[at]), None)
        nearest = _nearest([_crossing(lines, held, _from(now)), leaving], partial(_apart, now))
        if nearest is not None:
            step = valued.scale(side).quantum * valued.coarse
            moved = Fraction(nearest.f - now) * Fraction(step)
            amount = Decimal(moved.numerator) / Decimal(moved.denominator)
            yield Change(side, "", None, amount, _offer(valued, nearest))
