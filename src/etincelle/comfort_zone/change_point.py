"""When did a level change? T8: the exact best cut of its months into phases, from 24 months on.

On the logit of attainment with (met + 1/2) / (n + 1), so that a perfect month has one; phases of 6 months at least;
each change must pay 3 ln(months) squared standard deviations, taken from successive months. The search is an exact
dynamic programme of forty lines (`arithmetic/phases.py`): a library of change points would weigh more than a few
hundred months need. Under 24 months the process behaviour chart says enough. Every month weighs the same, whatever
its cases. By bad luck alone a change is found in 1 to 4 % of steady series (ours: `python -m bench.asleep`).
Worked figure: about 190 of 200 for a year, then about 197: one change, at the thirteenth month, .951 -> .985.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log

from etincelle.arithmetic.phases import phases
from etincelle.comfort_zone.facts import LevelFacts, Month
from etincelle.vocabulary.rules import MeasureRules
from etincelle.vocabulary.signal import Unknown

CHANGE = "comfort_zone.change"


@dataclass(frozen=True, slots=True)
class Change:
    """The first month of a new phase, and what was attained in the phase before and in this one."""

    month: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Changed:
    """T8: the changes of a level, in order of time."""

    level: str
    found: bool
    read_months: int
    changes: tuple[Change, ...]


def logit(met: int, total: int) -> float:
    """Log-odds with half a case added to each side: 200 of 200 -> 5.99."""
    return log((met + 0.5) / (total - met + 0.5))


def changed(level: LevelFacts, rules: MeasureRules) -> Changed | Unknown:
    """T8: at which months did the level change?"""
    counted = [(m, m.met, m.total) for m in level.months if m.met is not None and m.total and m.met <= m.total]
    series = [logit(met, total) for _m, met, total in counted]
    cuts = phases(series, rules.change_penalty, rules.change_segment_months)
    if cuts is None or len(series) < rules.change_min_months:
        return Unknown(CHANGE, "few_months", {"months": len(series), "needed": rules.change_min_months})
    months = [m for m, _met, _total in counted]
    edges = [0, *cuts, len(months)]
    shares = [_attained(months[start:end]) for start, end in pairwise(edges)]
    changes = tuple(Change(months[cut].month, shares[n], shares[n + 1]) for n, cut in enumerate(cuts))
    return Changed(level.code, bool(changes), len(months), changes)


def _attained(months: list[Month]) -> float:
    return sum(m.met or 0 for m in months) / sum(m.total or 0 for m in months)
