"""Every package walked through, in plain Python: what the front and the chosen points must equal."""

from fractions import Fraction
from itertools import product

import numpy as np
from hypothesis import strategies as st

from etincelle.arithmetic.pareto import Domain, Option

Walked = dict[tuple[int, int], tuple[int, ...]]


def keeps(domain: Domain, package: tuple[int, ...]) -> bool:
    """Whether a package keeps every limit."""
    if any(package[a] == x and package[b] == y for a, x, b, y in domain.forbidden):
        return False
    if any(package[a] == x and package[b] != y for a, x, b, y in domain.required):
        return False
    chosen = [options[at] for options, at in zip(domain.choices, package)]
    return all(sum(o.spends[n] for o in chosen) <= ceiling for n, ceiling in enumerate(domain.ceilings))


def packages(domain: Domain) -> list[tuple[int, ...]]:
    """Every package that keeps the limits, in lexicographic order."""
    every = product(*(range(len(options)) for options in domain.choices))
    return [package for package in every if keeps(domain, package)]


def walk(domain: Domain) -> Walked:
    """The first package of every pair of values, in lexicographic order."""
    found: Walked = {}
    for package in packages(domain):
        chosen = [options[at] for options, at in zip(domain.choices, package)]
        found.setdefault((sum(o.one for o in chosen), sum(o.other for o in chosen)), package)
    return found


def walked_front(domain: Domain) -> Walked:
    """What nothing beats."""
    found = walk(domain)
    return {
        (u, v): package
        for (u, v), package in found.items()
        if not any(a >= u and b >= v and (a, b) != (u, v) for a, b in found)
    }


def walked_choice(every: Walked, reserve: tuple[int, int], concept: str) -> tuple[int, ...] | str:
    """The package of a concept among all packages, or who refuses: "nobody", "one", "other", "both"."""
    suited = {p: (u - reserve[0], v - reserve[1]) for (u, v), p in every.items() if u >= reserve[0] and v >= reserve[1]}
    if not suited:
        return _refusing(every, reserve)
    ideal = max(a for a, _ in suited.values()), max(b for _, b in suited.values())
    if 0 in ideal:
        return {(True, True): "both", (True, False): "one"}.get((ideal[0] == 0, ideal[1] == 0), "other")
    score = {
        "nash": lambda a, b: a * b,
        "kalai_smorodinsky": lambda a, b: min(Fraction(a, ideal[0]), Fraction(b, ideal[1])),
        "egalitarian": min,
        "largest_sum": lambda a, b: a + b,
    }[concept]
    return min(suited, key=lambda p: (-score(*suited[p]), -sum(suited[p]), p))


def _refusing(every: Walked, reserve: tuple[int, int]) -> str:
    if not every:
        return "nobody"
    below = max(u for u, _ in every) < reserve[0], max(v for _, v in every) < reserve[1]
    return {(True, False): "one", (False, True): "other"}.get(below, "both")


def drawn(seed: int) -> tuple[Domain, tuple[int, int]]:
    """A domain of at most a few thousand packages with links, ceilings and equals, and reserves: from a seed."""
    chance = np.random.default_rng(seed)
    wide = int(chance.choice((3, 12, 1000, 10**7, 10**13)))
    ceilings = int(chance.choice((0, 0, 1, 1, 2, 3)))
    sizes = [int(n) for n in chance.integers(1, 6, int(chance.integers(0, 6)))]
    choices = tuple(tuple(_option(chance, wide, ceilings) for _ in range(size)) for size in sizes)
    many = int(chance.choice((0, 0, 1, 3, 8))) if len(sizes) > 1 else 0
    pairs = tuple(_pair(chance, sizes) for _ in range(many))
    cut = int(chance.integers(0, many + 1))
    limits = tuple(int(chance.integers(-3, 5 * len(sizes) + 3)) for _ in range(ceilings))
    reserve = int(chance.integers(-wide, wide)), int(chance.integers(-wide, wide))
    return Domain(choices, pairs[:cut], pairs[cut:], limits), reserve


def _option(chance: np.random.Generator, wide: int, ceilings: int) -> Option:
    one, other = chance.integers(-wide // 3, wide, 2).tolist()
    return Option(one, other, tuple(chance.integers(-2, 10, ceilings).tolist()))


def _pair(chance: np.random.Generator, sizes: list[int]) -> tuple[int, int, int, int]:
    a, b = chance.permutation(len(sizes))[:2].tolist()
    return a, int(chance.integers(sizes[a])), b, int(chance.integers(sizes[b]))


@st.composite
def domains(draw: st.DrawFn) -> Domain:
    """Domains that shrink: few values, so that equals abound."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=0, max_size=5))
    ceilings = draw(st.integers(0, 2))
    value = st.integers(-4, 9)
    option = st.builds(Option, value, value, st.tuples(*[st.integers(-1, 5)] * ceilings))
    choices = tuple(tuple(draw(st.lists(option, min_size=n, max_size=n))) for n in sizes)
    pairs = draw(st.lists(_pairs(sizes), max_size=6)) if len(sizes) > 1 else []
    cut = draw(st.integers(0, len(pairs)))
    limits = tuple(draw(st.integers(-2, 15)) for _ in range(ceilings))
    return Domain(choices, tuple(pairs[:cut]), tuple(pairs[cut:]), limits)


def _pairs(sizes: list[int]) -> st.SearchStrategy[tuple[int, int, int, int]]:
    spots = st.tuples(st.integers(0, len(sizes) - 1), st.integers(0, len(sizes) - 1)).filter(lambda p: p[0] != p[1])
    return spots.flatmap(
        lambda p: st.tuples(
            st.just(p[0]), st.integers(0, sizes[p[0]] - 1), st.just(p[1]), st.integers(0, sizes[p[1]] - 1)
        )
    )
