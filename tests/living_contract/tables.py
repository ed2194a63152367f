"""Tables to negotiate, and the same walked through in plain Python."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np

from etincelle.living_contract.deal_facts import Issue, Level, Link, Offer, Position, Side, Table, Unit

D = Decimal
POINTS = (Unit.POINTS, Unit.POINTS)


def issue(
    code: str, *worths: tuple[int | str, int | str], units: tuple[Unit, Unit] = (Unit.EUROS, Unit.EUROS)
) -> Issue:
    """Levels 0, 1, 2... of which 0 is today's."""
    levels = tuple(Level(str(n), f"{code} {n}", D(c), D(p)) for n, (c, p) in enumerate(worths))
    return Issue(code, code.upper(), levels, "0", units)


# the article's own trade: term against a human desk, people renewed and time to market
ARTICLE = Table(
    issues=(
        issue("term", (0, 0), (-20_000, 60_000), (-45_000, 110_000)),
        issue("desk", (0, 0), (70_000, -30_000), (95_000, -55_000)),
        issue("price", (0, 0), (20_000, -20_000), (40_000, -40_000)),
        issue("measure", (0, 0), (0, 9_000)),
    )
)


def _many() -> Table:
    """What one gains the other pays, turn by turn: seven issues of four levels."""
    chance = np.random.default_rng(11)
    issues = []
    for number in range(7):
        gained, paid = np.sort(chance.integers(2_000, 60_000, (2, 3)), axis=1).tolist()
        pairs = [(g, -p // 2) if number % 2 else (-p // 2, g) for g, p in zip(gained, paid)]
        issues.append(issue(f"i{number}", (0, 0), *pairs))
    return Table(tuple(issues))


def drawn_table(seed: int) -> Table:
    """Up to five issues of up to four levels, in euros, in points or both; links; positions."""
    chance = np.random.default_rng(seed)
    kinds = [(Unit.EUROS, Unit.EUROS), POINTS, (Unit.EUROS, Unit.POINTS)]
    issues = []
    for number in range(int(chance.integers(2, 6))):
        worths = chance.integers(-40, 60, (int(chance.integers(2, 5)), 2)).tolist()
        issues.append(
            issue(f"i{number}", (0, 0), *map(tuple, worths), units=kinds[int(chance.integers(3)) if seed % 2 else 0])
        )
    weights = {i.code: D(int(chance.integers(1, 100))) for i in issues} if seed % 2 else {}
    spots = [(i.code, level.code) for i in issues for level in i.levels if level.code != "0"]
    links = []
    for _ in range(int(chance.integers(0, 4))):
        a, b = (spots[int(n)] for n in chance.integers(0, len(spots), 2))
        links += [Link(*a, *b)] if a[0] != b[0] else []
    other = {code: weight * int(chance.integers(1, 5)) for code, weight in weights.items()}
    places = chance.integers(-5, 8, 2).tolist()
    return Table(
        tuple(issues),
        Position(weights, D(places[0])),
        Position(other, D(places[1])),
        tuple(links[:2]),
        tuple(links[2:]),
    )


def packages(table: Table) -> list[Offer]:
    """Every package that keeps the links."""
    found = []
    for levels in product(*(tuple(level.code for level in i.levels) for i in table.issues)):
        held = {i.code: code for i, code in zip(table.issues, levels)}
        banned = any(held[k.issue] == k.level and held[k.other_issue] == k.other_level for k in table.forbidden)
        lacking = any(held[k.issue] == k.level and held[k.other_issue] != k.other_level for k in table.required)
        if not banned and not lacking:
            found.append(Offer(tuple(held.items())))
    return found


def mirrored(table: Table) -> Table:
    """The same seen from in front: sides exchanged."""
    issues = tuple(
        Issue(
            i.code,
            i.title,
            tuple(replace(level, client=level.partner, partner=level.client) for level in i.levels),
            i.today,
            (i.unit(Side.PARTNER), i.unit(Side.CLIENT)),
        )
        for i in table.issues
    )
    return replace(table, issues=issues, client=table.partner, partner=table.client)


MANY = _many()
