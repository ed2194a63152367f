"""Does a target still pull? T1 unstretched, T2 saturated.

T1: the lower natural limit (mean - 2.66 mean|difference|) lies above the target, and the target has not moved for 18
    months; where lower is better, the upper limit lies below it. Source: process behaviour charts (Wheeler); the 18
    months are our default. 99.1 99.4 99.2 99.3 99.0 99.2: limit 98.61 > 95.
T2, for percentages: at least 10 of the last 12 months at 100 %; or no failure at all in the n cases of these months,
    if n is large enough to exclude a worse rate than the target's with 95 % confidence (the exact binomial bound
    1 - .05^(1/n)): none in 58 says little of a target of 95 % (bound 5.03 %), none in 59 does (4.95 %).
"""

from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import bound_on_failure, natural_limits
from etincelle.comfort_zone.attainment import is_percentage
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import ComfortRules
from etincelle.vocabulary.signal import Unknown

UNSTRETCHED, SATURATED = "comfort_zone.unstretched", "comfort_zone.saturated"
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Unstretched:
    """T1: the natural limit on the side of the target, and the months since the target moved."""

    level: str
    found: bool
    limit: float
    target: float
    months_unchanged: int


@dataclass(frozen=True, slots=True)
class Saturated:
    """T2: perfect months of those read; cases and the bound on their failure rate when none failed, else None."""

    level: str
    found: bool
    perfect_months: int
    read_months: int
    cases: int | None
    bound: float | None


def months_unchanged(level: LevelFacts, today: date) -> int:
    """Months since the target moved, or since the first reading when nobody knows."""
    since = level.target_since or level.months[0].month
    return int((today - since).days / DAYS_A_MONTH)


def unstretched(level: LevelFacts, rules: ComfortRules, today: date) -> Unstretched | Unknown:
    """T1: does what is usual lie wholly on the good side of a target that has not moved?"""
    limits = natural_limits([m.value for m in level.months])
    if limits is None or len(level.months) < rules.unstretched_min_points:
        params = {"months": len(level.months), "needed": rules.unstretched_min_points}
        return Unknown(UNSTRETCHED, "few_months", params)
    limit = limits[0] if level.higher_is_better else limits[1]
    beyond = limit > level.target if level.higher_is_better else limit < level.target
    unchanged = months_unchanged(level, today)
    return Unstretched(level.code, beyond and unchanged >= rules.unstretched_months, limit, level.target, unchanged)


def saturated(level: LevelFacts, rules: ComfortRules) -> Saturated | Unknown:
    """T2: is a percentage at its ceiling, in enough months or in enough cases?"""
    recent = level.months[-rules.saturated_window :]
    if not is_percentage(level):
        return Unknown(SATURATED, "not_a_share")
    if not recent:
        return Unknown(SATURATED, "no_month")
    perfect = sum(m.value >= 100 for m in recent)
    spotless = all(m.total is not None and m.met == m.total for m in recent)
    cases = sum(m.total or 0 for m in recent) if spotless else None
    if cases == 0 and perfect < rules.saturated_months:
        return Unknown(SATURATED, "no_case")
    bound = bound_on_failure(cases) if cases else None
    found = perfect >= rules.saturated_months or (bound is not None and bound <= 1 - level.target / 100)
    return Saturated(level.code, found, perfect, len(recent), cases, bound)
