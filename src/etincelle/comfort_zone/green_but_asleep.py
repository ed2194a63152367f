"""Does a green level still teach anything? Unstretched (T1), saturated (T2); never on stability alone.

T1: the lower natural limit (mean - 2.66 mean|difference|) lies above the target, and the target has not moved
    for 18 months; for a measure where lower is better, the upper limit lies below it. Source: process behaviour
    charts (Wheeler); the 18 months are our default.
T2: at least 10 of the last 12 months at 100 %.
asleep = (T1 or T2) and (no decision about it in the last six minutes, or internal clients unhappy).
"""

from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import natural_limits, ramp
from etincelle.comfort_zone.attainment import is_stale
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import ComfortRules

DAYS_A_MONTH = 30.4375
LONG_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Flatness:
    """Why a level no longer teaches: which test, the natural limit, months since the target moved."""

    level: str
    test: str
    limit: float
    months_unchanged: int
    months_read: int


def flatness(level: LevelFacts, rules: ComfortRules, today: date) -> Flatness | None:
    """T1 or T2 on one level; None when neither holds or the data do not allow to say."""
    if is_stale(level, rules, today) or len(level.months) < rules.unstretched_min_points:
        return None
    since = level.target_since or level.months[0].month
    unchanged = int((today - since).days / DAYS_A_MONTH)
    limits = natural_limits([m.value for m in level.months])
    if limits and unchanged >= rules.unstretched_months:
        limit = limits[0] if level.higher_is_better else limits[1]
        if (limit > level.target) if level.higher_is_better else (limit < level.target):
            return Flatness(level.code, "unstretched", limit, unchanged, len(level.months))
    recent = level.months[-rules.saturated_window :]
    if sum(m.value >= 100 for m in recent) >= rules.saturated_months and level.higher_is_better:
        return Flatness(level.code, "saturated", 100.0, unchanged, len(level.months))
    return None


def can_be_judged(level: LevelFacts, rules: ComfortRules, today: date) -> bool:
    """Whether a level has enough fresh months for a verdict."""
    return not is_stale(level, rules, today) and len(level.months) >= rules.unstretched_min_points


def sleep_score(flat: int, judged: int, months_unchanged: int, rules: ComfortRules) -> float:
    """Share of flat levels, deeper the longer the target stayed: .6 at 18 months, 1 at 36."""
    depth = 0.6 + 0.4 * ramp(months_unchanged, rules.unstretched_months, LONG_MONTHS)
    return flat / judged * depth
