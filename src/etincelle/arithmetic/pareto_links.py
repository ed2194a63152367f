"""Choices whose options exclude one another: eliminated one by one, a front for each set of options left open.

What was taken matters to what is left in two ways alone: its sums, and the options it excludes. Partial packages that
exclude the same are compared with one another, the others are not; a choice all of whose linked neighbours are
taken leaves nothing open. Work grows with how many choices hold others open at one moment, not with the packages.
"""

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass

import numpy as np

from etincelle.arithmetic.pareto_rows import MOST_ROWS, Ints, Layout, TooMany, unbeaten

Masks = tuple[int, ...]  # for each choice that waits, one bit an option still open


@dataclass(frozen=True, slots=True)
class Links:
    """`open_with[a, b][option of a]`: the options of b left open, as bits; `sizes`: how many options a choice has."""

    open_with: Mapping[tuple[int, int], list[int]]
    sizes: tuple[int, ...]

    @classmethod
    def of(
        cls,
        choices: Sequence[Sized],
        forbidden: Iterable[tuple[int, int, int, int]],
        required: Iterable[tuple[int, int, int, int]],
    ) -> "Links":
        """To require an option is to exclude every other of its choice."""
        sizes = tuple(len(options) for options in choices)
        pairs = set(forbidden)
        pairs.update((a, x, b, y) for a, x, b, wanted in required for y in range(sizes[b]) if y != wanted)
        found: dict[tuple[int, int], list[int]] = {}
        for a, x, b, y in pairs:
            for choice, option, other, its in ((a, x, b, y), (b, y, a, x)):
                masks = found.setdefault((choice, other), [(1 << sizes[other]) - 1] * sizes[choice])
                masks[option] &= ~(1 << its)
        return cls(found, sizes)

    @property
    def linked(self) -> frozenset[int]:
        """The choices of which an option excludes another's."""
        return frozenset(a for a, _ in self.open_with)

    def neighbours(self, choice: int) -> frozenset[int]:
        """The choices linked to one."""
        return frozenset(b for a, b in self.open_with if a == choice)

    def groups(self) -> list[list[int]]:
        """Choices linked to one another, directly or not."""
        groups, seen = [], set[int]()
        for start in sorted(self.linked):
            group, waiting = set[int](), {start} - seen
            while waiting:
                group |= waiting
                waiting = set[int]().union(*map(self.neighbours, waiting)) - group
            seen |= group
            groups += [sorted(group)] if group else []
        return groups

    def order(self, group: Iterable[int]) -> list[int]:
        """The group, so that few choices already taken still hold others open (the fewest at each step)."""
        left, taken = set(group), list[int]()
        while left:
            taken.append(min(left, key=lambda n: (self._holding([*taken, n], left - {n}), n)))
            left.remove(taken[-1])
        return taken

    def _holding(self, taken: list[int], left: set[int]) -> int:
        return sum(bool(self.neighbours(n) & left) for n in taken)

    def narrowed(self, masks: Mapping[int, int], choice: int, option: int) -> dict[int, int] | None:
        """What is open once an option is taken; None when it is closed itself, or closes all of another."""
        if not masks[choice] >> option & 1:
            return None
        rest = {n: mask & self.open_with[choice, n][option] if (choice, n) in self.open_with else mask
                for n, mask in masks.items() if n != choice}  # fmt: skip
        return rest if all(rest.values()) else None


def eliminate(rows: Mapping[int, Ints], links: Links, layout: Layout, room: Ints) -> Ints:
    """The front of one group of linked choices. `room`: what they may spend together of each ceiling."""
    order = links.order(rows)
    spent = slice(2, 2 + layout.spends)
    least = [rows[n][spent].min(axis=1) for n in order]
    found = np.zeros((layout.columns, 1), dtype=np.int64)
    group, states = np.zeros(1, dtype=np.int64), [{n: (1 << links.sizes[n]) - 1 for n in order}]
    for step, choice in enumerate(order):
        table, states = _moves(states, links, choice)
        found, group = _taken(found, group, rows[choice], table)
        rest = sum(least[step + 1 :], np.zeros(layout.spends, dtype=np.int64))
        inside = np.flatnonzero((found[spent] <= (room - rest)[:, None]).all(axis=0))
        kept = inside[unbeaten(found[:, inside], layout, group[inside])]
        found, group = found[:, kept], group[kept]
    return found


def _moves(states: list[dict[int, int]], links: Links, choice: int) -> tuple[Ints, list[dict[int, int]]]:
    """From what is open and an option to what is open then, -1 when it may not be taken; and the new list."""
    table = np.full((len(states), links.sizes[choice]), -1, dtype=np.int64)
    numbers: dict[Masks, int] = {}
    after: list[dict[int, int]] = []
    for at, masks in enumerate(states):
        for option in range(links.sizes[choice]):
            rest = links.narrowed(masks, choice, option)
            if rest is None:
                continue
            number = numbers.setdefault(tuple(rest.values()), len(numbers))
            after += [rest] if number == len(after) else []
            table[at, option] = number
    return table, after


def _taken(found: Ints, group: Ints, options: Ints, table: Ints) -> tuple[Ints, Ints]:
    """Every row with every option it may take, and the group it falls in."""
    moves = table[group]
    row, option = np.nonzero(moves >= 0)
    if row.size > MOST_ROWS:
        raise TooMany(row.size)
    return found[:, row] + options[:, option], moves[row, option]
