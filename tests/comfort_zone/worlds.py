"""Levels built by hand or drawn from a seed, for the tests of measures."""

from dataclasses import replace
from datetime import date
from random import Random  # noqa: TID251 - seeded months of a test

from tests.comfort_zone.cards import TODAY, level

from etincelle.comfort_zone.facts import LevelFacts


def counted(months: list[tuple[int, int]], code: str = "N1", since: date | None = TODAY) -> LevelFacts:
    """A level told by its counts, whose target has just moved unless said."""
    base = level([100 * met / total for met, total in months], since=since, code=code)
    told = zip(base.months, months, strict=True)
    return replace(base, months=tuple(replace(m, met=x, total=n, row=f"{code}-{m.row}") for m, (x, n) in told))


def gaussian(count: int, seed: int, shift: float = 0.0) -> list[float]:
    """Months around 97, one point of deviation, moved by so many deviations for the second half."""
    dice = Random(seed)
    return [97 + dice.gauss(0, 1) + (shift if n >= count // 2 else 0) for n in range(count)]
