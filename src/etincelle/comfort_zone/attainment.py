"""Is a level green, and for how long: no rounding, no month invented."""

from datetime import date

from etincelle.comfort_zone.facts import LevelFacts, Month
from etincelle.vocabulary.rules import ComfortRules


def is_met(level: LevelFacts, month: Month) -> bool:
    """Whether a month reached its target; ties count as met."""
    return month.value >= level.target if level.higher_is_better else month.value <= level.target


def is_stale(level: LevelFacts, rules: ComfortRules, today: date) -> bool:
    """Whether the newest month is too old to speak for today."""
    return not level.months or (today - level.months[-1].month).days > rules.reading_stale_days + 31


def green_months(level: LevelFacts) -> int:
    """How many of the last months in a row reached the target."""
    count = 0
    for month in reversed(level.months):
        if not is_met(level, month):
            break
        count += 1
    return count


def is_percentage(level: LevelFacts) -> bool:
    """Whether a level counts successes on a hundred, so that 100 is perfection."""
    return level.unit.strip() == "%" and level.higher_is_better


def share_met(level: LevelFacts, last: int = 12) -> float | None:
    """Met over total of the last months when all have denominators: 396 and 392 of 400 give .985.

    Without denominators, the mean of a percentage; of any other unit (hours, calls), the share of months that
    reached the target. None without months.
    """
    recent = level.months[-last:]
    if not recent:
        return None
    if all(m.total and m.met is not None for m in recent):
        return sum(m.met or 0 for m in recent) / sum(m.total or 0 for m in recent)
    if is_percentage(level):
        return sum(m.value for m in recent) / len(recent) / 100
    return sum(is_met(level, m) for m in recent) / len(recent)
