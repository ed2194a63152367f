"""Bipartite matching, vertex cover, shortest paths: sixty lines instead of a library."""

from collections import deque
from collections.abc import Iterable, Mapping

Edges = Iterable[tuple[str, str]]
Neighbours = Mapping[str, list[str]]


def _neighbours(edges: Edges) -> dict[str, list[str]]:
    """The right ends of each left end, sorted: the order in which edges come changes nothing."""
    found: dict[str, list[str]] = {}
    for left, right in sorted(set(edges)):
        found.setdefault(left, []).append(right)
    return found


def _alternating(
    neighbours: Neighbours, owner: Mapping[str, str], roots: Iterable[str]
) -> tuple[dict[str, str], str | None]:
    """Walk from left roots by any edge to the right and by matched edges back.

    Returns the left end each right end was reached from, and the first unmatched right end met, if any.
    """
    reached: dict[str, str] = {}
    queue = deque(roots)
    while queue:
        left = queue.popleft()
        for right in neighbours[left]:
            if right not in reached:
                reached[right] = left
                if right not in owner:
                    return reached, right
                queue.append(owner[right])
    return reached, None


def _match(neighbours: Neighbours) -> tuple[dict[str, str], dict[str, str]]:
    """A largest matching both ways (left -> right, right -> left), by one augmenting path a left end."""
    pairs: dict[str, str] = {}
    owner: dict[str, str] = {}
    for root in neighbours:
        reached, right = _alternating(neighbours, owner, [root])
        while right is not None:
            left = reached[right]
            before = pairs.get(left)
            pairs[left], owner[right] = right, left
            right = before
    return pairs, owner


def maximum_matching(edges: Edges) -> dict[str, str]:
    """A largest set of edges without a common end, left -> right (augmenting paths, Berge 1957).

    a-x, b-x, c-x, c-y -> {a: x, c: y}. A name on both sides stands for two ends.
    """
    return _match(_neighbours(edges))[0]


def minimum_cover(edges: Edges) -> tuple[frozenset[str], frozenset[str]]:
    """A smallest set of ends (left, right) that touches every edge; as many as the largest matching (Kőnig, 1931).

    Left ends no alternating walk from an unmatched left end reaches, and right ends it reaches.
    a-x, b-x, c-x, c-y -> ({c}, {x}): without c and x, no edge is left.
    """
    neighbours = _neighbours(edges)
    pairs, owner = _match(neighbours)
    free = [left for left in neighbours if left not in pairs]
    reached, _ = _alternating(neighbours, owner, free)
    walked = {owner[right] for right in reached}.union(free)
    return frozenset(neighbours).difference(walked), frozenset(reached)


def cover_size(edges: Edges) -> int:
    """The fewest ends whose removal leaves no edge: equal to the largest matching (Kőnig, 1931); 0 without an edge."""
    return len(maximum_matching(edges))


def shortest_path(neighbours: Mapping[str, Iterable[str]], start: str, goal: str) -> list[str] | None:
    """A shortest chain from start to goal, ties broken alphabetically; None when there is none."""
    before: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal:
            path = [here]
            while (step := before[path[-1]]) is not None:
                path.append(step)
            return path[::-1]
        for other in sorted(neighbours.get(here, ())):
            if other not in before:
                before[other] = here
                queue.append(other)
    return None
