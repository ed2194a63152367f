"""Bipartite matching, vertex cover, shortest paths: forty lines instead of a library."""

from collections import deque
from collections.abc import Iterable, Mapping


def maximum_matching(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A largest set of edges without a common end, left -> right (augmenting paths; order of edges irrelevant)."""
    neighbours: dict[str, list[str]] = {}
    for left, right in sorted(set(edges)):
        neighbours.setdefault(left, []).append(right)
    owner: dict[str, str] = {}

    def augment(left: str, seen: set[str]) -> bool:
        for right in neighbours[left]:
            if right not in seen:
                seen.add(right)
                if right not in owner or augment(owner[right], seen):
                    owner[right] = left
                    return True
        return False

    for left in neighbours:
        augment(left, set())
    return {left: right for right, left in owner.items()}


def cover_size(edges: Iterable[tuple[str, str]]) -> int:
    """The fewest ends whose removal leaves no edge: equal to the largest matching (Kőnig, 1931)."""
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
