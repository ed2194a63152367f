"""Does a level vary as real work varies? T3 nothing ever happens, T4 smoother than chance.

T3: over 24 months, no point outside the natural limits of the whole series, no run of 8 months on one side of its mean,
    and a Theil-Sen slope whose 95 % interval holds 0. Excellence looks like this too: T3 alone never means sleep.
    A signal by bad luck alone (Gaussian months): 2.7, 8.7 and 14.9 % at 12, 24 and 36 months.
T4: months of at least 50 cases vary less than chance allows (chi-square of the binomial dispersion, under 1 %), over at
    least 12 months. Real months vary more than chance, so this hints at a managed figure. 50 and 1 % are ours.
Both are measured by `python -m bench.asleep`.
"""

from dataclasses import dataclass

from etincelle.arithmetic.small_samples import longest_run, outside_limits, smoother_than_chance, theil_sen
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import ComfortRules
from etincelle.vocabulary.signal import Unknown

UNEVENTFUL, SMOOTH = "comfort_zone.uneventful", "comfort_zone.smooth"


@dataclass(frozen=True, slots=True)
class Uneventful:
    """T3: months outside the limits, longest run on a side, slope a month with its 95 % interval."""

    level: str
    found: bool
    read_months: int
    outside: int
    run: int
    slope: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Smooth:
    """T4: months and cases counted, and how rarely chance alone would be this even."""

    level: str
    found: bool
    counted_months: int
    cases: int
    probability: float


def uneventful(level: LevelFacts, rules: ComfortRules) -> Uneventful | Unknown:
    """T3: has nothing at all happened in the last 24 months?"""
    wanted = rules.measures.uneventful_months
    values = [m.value for m in level.months[-wanted:]]
    slope = theil_sen(values)
    if slope is None or len(values) < wanted:
        return Unknown(UNEVENTFUL, "few_months", {"months": len(values), "needed": wanted})
    outside, run = len(outside_limits(values)), longest_run(values)
    quiet = not outside and run < rules.measures.uneventful_run and slope[1] <= 0 <= slope[2]
    return Uneventful(level.code, quiet, len(values), outside, run, slope)


def smooth(level: LevelFacts, rules: ComfortRules) -> Smooth | Unknown:
    """T4: do large enough months vary less than chance allows?"""
    counted = [
        (m.met, m.total) for m in level.months if m.met is not None and m.total and m.total >= rules.smooth_min_cases
    ]
    if len(counted) < rules.smooth_min_months:
        return Unknown(SMOOTH, "few_months", {"months": len(counted), "needed": rules.smooth_min_months})
    met, totals = [x for x, _n in counted], [n for _x, n in counted]
    by_chance = smoother_than_chance(met, totals)
    if by_chance is None:
        return Unknown(SMOOTH, "all_or_none")
    return Smooth(level.code, by_chance < rules.smooth_probability, len(counted), sum(totals), by_chance)
