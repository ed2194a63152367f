"""Rows of a front in the making: values, spending and the package itself as columns of whole numbers.

A package is written as one number in mixed base, cut in words of 62 bits: the first choice counts most, so that the
smaller number is the first package in lexicographic order. Like values, these numbers add up: merging two fronts adds
their columns, whatever they are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
WORD = 1 << 62
MOST_ROWS = 6_000_000  # candidates of one merge: about half a gigabyte with a ceiling and two words
PAIRWISE = 64


class TooMany(ValueError):
    """The links leave more partial packages than can be compared."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"{found:,} partial packages to compare, at most {MOST_ROWS:,}: link fewer choices, "
            "give fewer options to those that are linked, or spend in coarser quanta"
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column is what: two values, `spends` ceilings, `words`; and the place of each choice in the words."""

    spends: int
    words: int
    places: tuple[tuple[int, int, int], ...]  # word, weight, options

    @classmethod
    def of(cls, sizes: list[int], spends: int) -> "Layout":
        """Words are filled from the last choice to the first."""
        word, weight = 0, 1
        places = []
        for size in reversed(sizes):
            if weight * size > WORD:
                word, weight = word + 1, 1
            places.append((word, weight, size))
            weight *= size
        last = tuple((word - w, weight, size) for w, weight, size in reversed(places))
        return cls(spends, word + 1, last)

    @property
    def columns(self) -> int:
        """How many numbers a row holds."""
        return 2 + self.spends + self.words

    def digits(self) -> list[tuple[int, ...]]:
        """What one step of option adds to each word, choice by choice."""
        words = range(self.words)
        return [tuple(weight if n == word else 0 for n in words) for word, weight, _ in self.places]

    def package(self, row: Ints) -> tuple[int, ...]:
        """The options a row stands for."""
        code = [int(part) for part in row[row.size - self.words :]]
        return tuple(code[word] // weight % size for word, weight, size in self.places)


def merged(left: Ints, right: Ints) -> Ints:
    """Every row of one with every row of the other."""
    if left.shape[1] * right.shape[1] > MOST_ROWS:
        raise TooMany(left.shape[1] * right.shape[1])
    return (left[:, :, None] + right[:, None, :]).reshape(left.shape[0], -1)


def within(rows: Ints, ceilings: Ints, rest: Ints) -> Ints:
    """The rows that can still keep every ceiling when the rest spends as little as it can."""
    spent = rows[2 : 2 + ceilings.size]
    return rows[:, (spent <= (ceilings - rest)[:, None]).all(axis=0)]


def unbeaten(rows: Ints, layout: Layout, group: Ints | None = None) -> Ints:
    """The numbers of the rows that nothing of their group beats, group by group, best for `one` first.

    A row beats another when it is worth as much to both, spends no more, and is worth more to one or comes first in
    lexicographic order: one that spends less but comes later must not hide one that comes first.
    """
    if rows.shape[1] == 0:
        return np.zeros(0, dtype=np.int64)
    order, other = _sorted(rows, layout, group)
    if layout.spends:
        return np.asarray(order[_spending(other, rows[2 : 2 + layout.spends][:, order])])
    kept = np.empty(other.size, dtype=bool)
    kept[0] = True
    np.greater(other[1:], np.maximum.accumulate(other)[:-1], out=kept[1:])
    return np.asarray(order[kept])


def _sorted(rows: Ints, layout: Layout, group: Ints | None) -> tuple[Ints, Ints]:
    """Rows by group, falling values, rising package; the values to the other, each group above the one before."""
    one, other = rows[0], rows[1]
    groups = 1 if group is None else int(group.max()) + 1
    one, wide = _from_zero(one, WORD)
    other, high = _from_zero(other, WORD // (wide * groups))
    if wide * high * groups > WORD:
        one, wide = _ranks(one)
    key = (wide - 1 - one) * high + (high - 1 - other)
    if group is not None:
        key += group * (wide * high)
        other = other + group * high
    order = np.argsort(key)
    ranked = key[order]
    if (ranked[1:] == ranked[:-1]).any():
        first = rows.shape[0] - layout.words
        order = np.lexsort((*rows[first:][::-1], key))
    return order, other[order]


def _from_zero(values: Ints, room: int) -> tuple[Ints, int]:
    """Values counted from the least, or their ranks when the span does not leave room; and how many steps."""
    least = values.min()
    span = int(values.max()) - int(least) + 1
    return (values - least, span) if span <= room else _ranks(values)


def _ranks(values: Ints) -> tuple[Ints, int]:
    different, ranks = np.unique(values, return_inverse=True)
    return ranks.astype(np.int64), different.size


def _spending(other: Ints, spends: Ints) -> NDArray[np.bool_]:
    """Which rows no earlier row beats, by halves: an earlier row worth as much to the other that spends no more."""
    count = other.size
    if count <= PAIRWISE:
        return np.asarray(~np.triu(_beats(other, spends, other, spends), 1).any(axis=0))
    half = count // 2
    kept = np.zeros(count, dtype=bool)
    kept[:half] = _spending(other[:half], spends[:, :half])
    first = np.flatnonzero(kept[:half])
    later = half + np.flatnonzero(~_beaten((other[first], spends[:, first]), other[half:], spends[:, half:]))
    kept[later] = _spending(other[later], spends[:, later])
    return kept


def _beats(other: Ints, spends: Ints, than: Ints, spent: Ints) -> NDArray[np.bool_]:
    """Row by column: worth as much to the other, spends no more."""
    found: NDArray[np.bool_] = other[:, None] >= than
    for mine, theirs in zip(spends, spent):
        found &= mine[:, None] <= theirs
    return found


def _beaten(first: tuple[Ints, Ints], other: Ints, spends: Ints) -> NDArray[np.bool_]:
    """Which of the later rows one of the first beats."""
    if spends.shape[0] > 1:
        step = max(1, (1 << 22) // first[0].size)
        cuts = range(0, other.size, step)
        parts: list[Any] = [_beats(*first, other[n : n + step], spends[:, n : n + step]).any(axis=0) for n in cuts]
        return np.concatenate(parts)
    order = np.argsort(-first[0])
    least = np.minimum.accumulate(first[1][0][order])
    above = np.searchsorted(-first[0][order], -other, side="right")
    return np.asarray((above > 0) & (least[above - 1] <= spends[0]))
