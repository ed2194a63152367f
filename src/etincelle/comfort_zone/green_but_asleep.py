"""Does a green level still teach anything? Unstretched, saturated, smoother than chance; never stability alone.

unstretched: the lower natural limit (mean - 2.66 mean|difference|) lies above the target, and the target has not
    moved for 18 months; for a measure where lower is better, the upper limit lies below it. Source: process
    behaviour charts (Wheeler); the 18 months are our default. 99.1 99.4 99.2 99.3 99.0 99.2: limit 98.61 > 95.
saturated, for percentages: at least 10 of the last 12 months at 100 %; or no failure at all in the n cases of
    these months, if n is large enough to exclude a worse rate than the target's with 95 % confidence (the exact
    binomial bound 1 - .05^(1/n)): none in 58 says little of a target of 95 % (bound 5.03 %), none in 59 does (4.95 %).
smooth: months of at least 50 cases vary less than chance allows (chi-square of the binomial dispersion, under 1 %).
    Real months vary more than chance, so this hints at a managed figure. At least 12 months; 50 and 1 % are ours.
asleep = (unstretched or saturated) and (no decision about it in the last six minutes, or smooth, or internal
    clients unhappy).
"""

from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import bound_on_failure, natural_limits, ramp, smoother_than_chance
from etincelle.comfort_zone.attainment import is_percentage, is_stale
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import ComfortRules

DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Flatness:
    """Why a level no longer teaches: which test, months since the target moved, whether it varies too little."""

    level: str
    test: str
    months_unchanged: int
    smooth: bool = False


def flatness(level: LevelFacts, rules: ComfortRules, today: date) -> Flatness | None:
    """The test a level fails; None when it fails none or the data do not allow to say."""
    if not can_be_judged(level, rules, today):
        return None
    since = level.target_since or level.months[0].month
    unchanged = int((today - since).days / DAYS_A_MONTH)
    if unchanged >= rules.unstretched_months and is_unstretched(level):
        return Flatness(level.code, "unstretched", unchanged, is_smooth(level, rules))
    if is_saturated(level, rules):
        return Flatness(level.code, "saturated", unchanged, is_smooth(level, rules))
    return None


def is_unstretched(level: LevelFacts) -> bool:
    """Whether what is usual lies wholly on the good side of the target."""
    limits = natural_limits([m.value for m in level.months])
    if limits is None:
        return False
    return limits[0] > level.target if level.higher_is_better else limits[1] < level.target


def is_saturated(level: LevelFacts, rules: ComfortRules) -> bool:
    """Whether a percentage is at its ceiling, in enough months or in enough cases."""
    recent = level.months[-rules.saturated_window :]
    if not is_percentage(level):
        return False
    if sum(m.value >= 100 for m in recent) >= rules.saturated_months:
        return True
    if any(m.total is None or m.met != m.total for m in recent):
        return False
    bound = bound_on_failure(sum(m.total or 0 for m in recent))
    return bound is not None and bound <= 1 - level.target / 100


def is_smooth(level: LevelFacts, rules: ComfortRules) -> bool:
    """Whether large enough months vary less than chance allows."""
    counted = [(m.met, m.total) for m in level.months if m.met is not None and (m.total or 0) >= rules.smooth_min_cases]
    if len(counted) < rules.smooth_min_months:
        return False
    by_chance = smoother_than_chance([met for met, _ in counted], [total or 0 for _, total in counted])
    return by_chance is not None and by_chance < rules.smooth_probability


def is_asleep(found: Flatness, *, discussed: bool, unhappy: bool) -> bool:
    """Whether a flat level sleeps: known minutes decided nothing about it, it is smooth, or people are unhappy."""
    return unhappy or found.smooth or not discussed


def can_be_judged(level: LevelFacts, rules: ComfortRules, today: date) -> bool:
    """Whether a level has enough fresh months for a verdict."""
    return not is_stale(level, rules, today) and len(level.months) >= rules.unstretched_min_points


def sleep_score(flat: int, judged: int, months_unchanged: int, rules: ComfortRules) -> float:
    """Share of flat levels, deeper the longer the target stayed: .6 at 18 months, 1 at 36."""
    longer = ramp(months_unchanged, rules.unstretched_months, rules.unstretched_full_months)
    return flat / judged * (rules.unstretched_depth + (1 - rules.unstretched_depth) * longer)
