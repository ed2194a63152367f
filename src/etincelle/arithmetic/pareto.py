"""Two parties, several choices, values that add up: the exact Pareto front, without walking through the packages.

A package takes one option of every choice. It is worth the sum of its options to either party, and may have to keep
within limits: of two options that exclude or require one another, of sums that must not pass a ceiling. The front is
what no package beats: none is worth as much to both and more to one. Of packages worth the same to both, the front
keeps the first in lexicographic order of options.

Values are whole numbers of a quantum that the caller chooses (one euro, a millionth of a point): what is found equals
what walking through every package would find, to the last unit. Sums must fit in 61 bits.

Method: fronts of single choices are merged two by two and pruned (Minkowski sum; Bellman's principle holds for a front
because values add up). Each ceiling adds a dimension to what is compared. Choices that exclude one another are
eliminated one by one, a front being kept for every set of options that what was taken leaves open. Ten options in each
of 25 choices are 10^25 packages and about a thousand points. Choices linked every which way may need as much work as
walking through: `TooMany` then says so.
Worked figure: {(0, 3), (2, 2), (3, 0)} and {(0, 1), (1, 0)} -> (4, 0), (3, 2), (2, 3), (0, 4); of the six sums (3, 1)
and (1, 3) are beaten.
"""

from dataclasses import dataclass
from functools import reduce
from math import prod

import numpy as np

from etincelle.arithmetic.pareto_links import Links, eliminate
from etincelle.arithmetic.pareto_rows import Ints, Layout, merged, unbeaten, within

Pair = tuple[int, int, int, int]  # choice, option, other choice, its option: the numbers of their places
MOST_BITS = 61


@dataclass(frozen=True, slots=True)
class Option:
    """What an option is worth to either party, and what it spends of each ceiling, in whole quanta; may be negative."""

    one: int
    other: int
    spends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """Choices, each with its options; pairs that exclude one another, pairs of which the first requires the second.

    `ceilings`: the sum of what a package spends of each may not pass it.
    """

    choices: tuple[tuple[Option, ...], ...]
    forbidden: tuple[Pair, ...] = ()
    required: tuple[Pair, ...] = ()
    ceilings: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for number, options in enumerate(self.choices):
            if not options:
                raise ValueError(f"choice {number} has no option: give at least one")
            if any(len(option.spends) != len(self.ceilings) for option in options):
                raise ValueError(f"choice {number}: every option must spend of each of {len(self.ceilings)} ceilings")
        for pair in (*self.forbidden, *self.required):
            self._check(pair)
        if any(total >= 1 << MOST_BITS for total in self._totals()):
            raise ValueError(f"values add up to more than {MOST_BITS} bits: choose a coarser quantum")

    def _check(self, pair: Pair) -> None:
        """Refuse a pair that names no option, or twice the same choice."""
        for choice, option in (pair[:2], pair[2:]):
            if not (0 <= choice < len(self.choices) and 0 <= option < len(self.choices[choice])):
                raise ValueError(f"pair {pair}: there is no option {option} of choice {choice}")
        if pair[0] == pair[2]:
            raise ValueError(f"pair {pair}: a pair links two different choices")

    def _totals(self) -> list[int]:
        """The largest sum of each column, ceilings included, whatever the signs."""
        columns = 2 + len(self.ceilings)
        sums = [
            sum(max(abs((o.one, o.other, *o.spends)[n]) for o in options) for options in self.choices)
            for n in range(columns)
        ]
        return [*sums, *map(abs, self.ceilings)]

    def holding(self, choice: int, option: int) -> "Domain":
        """The same with one choice made: it keeps that option alone, as its number 0."""
        choices = (*self.choices[:choice], (self.choices[choice][option],), *self.choices[choice + 1 :])
        forbidden = [held for pair in self.forbidden if (held := _held(pair, choice, option))]
        required = [held for pair in self.required if (held := _held(pair, choice, option))]
        # what requires another option of the choice that is made is excluded by the one it keeps
        lost = [(*p[:2], choice, 0) for p in self.required if p[2] == choice and p[3] != option]
        return Domain(choices, (*forbidden, *lost), tuple(required), self.ceilings)

    @property
    def size(self) -> int:
        """How many packages there are before any limit."""
        return prod(len(options) for options in self.choices)


def _held(pair: Pair, choice: int, option: int) -> Pair | None:
    """A pair once a choice is made; None when it speaks of another of its options."""
    a, x, b, y = pair
    if (a == choice and x != option) or (b == choice and y != option):
        return None
    return a, 0 if a == choice else x, b, 0 if b == choice else y


@dataclass(frozen=True, slots=True)
class Point:
    """What a package is worth to either party, and its options in the order of the choices."""

    one: int
    other: int
    package: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """Points nothing beats, from the best for `one` to the best for `other`; empty when no package keeps the limits."""

    rows: Ints
    layout: Layout

    def __len__(self) -> int:
        return int(self.rows.shape[1])

    @property
    def one(self) -> Ints:
        """Values to the first party, falling."""
        return np.asarray(self.rows[0])

    @property
    def other(self) -> Ints:
        """Values to the second, rising."""
        return np.asarray(self.rows[1])

    def point(self, at: int) -> Point:
        """One point with its package."""
        return Point(int(self.rows[0, at]), int(self.rows[1, at]), self.layout.package(self.rows[:, at]))

    def holds(self, one: int, other: int) -> bool:
        """Whether a point of these values is on the front."""
        return bool(((self.rows[0] == one) & (self.rows[1] == other)).any())

    def points(self) -> tuple[Point, ...]:
        """All of them."""
        return tuple(self.point(at) for at in range(len(self)))


def front(domain: Domain) -> Front:
    """The exact front of a domain. `TooMany` when its links leave no way but walking through too many packages."""
    binding = _binding(domain)
    layout = Layout.of([len(options) for options in domain.choices], len(binding))
    ceilings = np.array([domain.ceilings[n] for n in binding], dtype=np.int64)
    links = Links.of(domain.choices, domain.forbidden, domain.required)
    parts = _parts(_rows(domain, layout, binding), links, layout, ceilings)
    parts.sort(key=lambda part: part.shape[1])
    found = np.zeros((layout.columns, 1), dtype=np.int64)
    if any(part.shape[1] == 0 for part in parts):
        return Front(found[:, :0], layout)
    return Front(_merge_all(within(found, ceilings, _reach(parts, layout)[0]), parts, layout, ceilings), layout)


def _merge_all(found: Ints, parts: list[Ints], layout: Layout, ceilings: Ints) -> Ints:
    """One part after the other, pruned each time."""
    spent = slice(2, 2 + layout.spends)
    for step, part in enumerate(parts, 1):
        found = merged(found, part)
        if layout.spends:
            least, most = _reach(parts[step:], layout)
            found = within(found, ceilings, least)
            # what can no longer pass a ceiling spends nothing that matters: more rows then beat one another
            found[spent] = np.maximum(found[spent], (ceilings - most)[:, None])
        found = found[:, unbeaten(found, layout)]
    return found


def _reach(parts: list[Ints], layout: Layout) -> tuple[Ints, Ints]:
    """The least and the most that parts can spend together, of each ceiling."""
    nothing = np.zeros(layout.spends, dtype=np.int64)
    spending = [part[2 : 2 + layout.spends] for part in parts]
    least = sum((spent.min(axis=1) for spent in spending), nothing)
    return least, sum((spent.max(axis=1) for spent in spending), nothing)


def _binding(domain: Domain) -> list[int]:
    """The ceilings that some package would pass: the others need not be looked at."""
    return [
        n
        for n, ceiling in enumerate(domain.ceilings)
        if sum(max(o.spends[n] for o in options) for options in domain.choices) > ceiling
    ]


def _rows(domain: Domain, layout: Layout, binding: list[int]) -> Ints:
    """Every option of every choice as a column of numbers: values, spending, digits of the package."""
    rows = [
        (o.one, o.other, *(o.spends[n] for n in binding), *(at * digit for digit in digits))
        for options, digits in zip(domain.choices, layout.digits())
        for at, o in enumerate(options)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, layout.columns).T


def _parts(rows: Ints, links: Links, layout: Layout, ceilings: Ints) -> list[Ints]:
    """The front of each choice that stands alone, by one sort for all, and of each group of linked ones."""
    owner = np.repeat(np.arange(len(links.sizes)), links.sizes)
    if not links.linked:
        return _pruned(rows, owner, layout)
    alone = ~np.isin(owner, list(links.linked))
    parts = _pruned(rows[:, alone], owner[alone], layout)
    choices = np.split(rows, np.cumsum(links.sizes)[:-1], axis=1)
    return parts + [_group(choices, group, links, (layout, ceilings)) for group in links.groups()]


def _group(rows: list[Ints], group: list[int], links: Links, held: tuple[Layout, Ints]) -> Ints:
    """The front of linked choices, within what the others spend at least."""
    layout, ceilings = held
    spent = slice(2, 2 + layout.spends)
    outside = (rows[n][spent].min(axis=1) for n in range(len(rows)) if n not in group)
    room = reduce(np.subtract, outside, ceilings)
    return eliminate({n: rows[n] for n in group}, links, layout, room)


def _pruned(rows: Ints, owner: Ints, layout: Layout) -> list[Ints]:
    """Each choice without the options that are beaten inside it."""
    kept = unbeaten(rows, layout, owner)
    cuts = np.flatnonzero(np.diff(owner[kept])) + 1
    return list(np.split(rows[:, kept], cuts, axis=1)) if kept.size else []
