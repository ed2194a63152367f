"""How alike are two series, or two sets? And which things are alike through a chain of others."""

from collections.abc import Iterable, Sequence, Set
from math import fsum, sqrt


def average_ranks(series: Sequence[float]) -> list[float]:
    """Ranks from 1, equal values sharing the mean of theirs: 3, 1, 3 -> 2.5, 1, 2.5."""
    order = sorted(range(len(series)), key=lambda i: series[i])
    ranks = [0.0] * len(series)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and series[order[end + 1]] == series[order[start]]:
            end += 1
        for position in range(start, end + 1):
            ranks[order[position]] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Rank correlation, -1 to 1, ties counted (Spearman, 1904); None under 2 points or when a series is constant.

    1, 2, 3, 4 against 1, 3, 2, 4 -> .8.
    """
    if len(one) != len(other) or len(set(one)) < 2 or len(set(other)) < 2:
        return None
    middle = (len(one) + 1) / 2
    left = [rank - middle for rank in average_ranks(one)]
    right = [rank - middle for rank in average_ranks(other)]
    both = fsum(a * b for a, b in zip(left, right, strict=True))
    return both / sqrt(fsum(a * a for a in left) * fsum(b * b for b in right))


def jaccard(one: Set[str], other: Set[str]) -> float | None:
    """What two sets share of what they hold together (Jaccard, 1901); None when both are empty. {a,b}, {b,c} -> 1/3."""
    together = len(one | other)
    return len(one & other) / together if together else None


def chained(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Groups of names linked through any chain of pairs, each sorted, in order: a-b, b-c, d-e -> (a, b, c), (d, e)."""
    group: dict[str, set[str]] = {}
    for one, other in pairs:
        merged = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(names)) for names in group.values()})
