"""When is a level failed, and how many points does it cost? Minimum and expected levels, service points.

default of a month: its value is worse than the minimum; or it misses the expected level, not the minimum, and the
    expected level was missed in 4 months of the last 12, this one included. Wording of contracts seen.
points of a failure (UK model services contract): minor 1, serious 2, severe 3; doubled for a repeat failure: the same
    measure failed in the period just before, whatever the severity. A met period ends the row; so does an unknown one,
    since nobody can tell. Worked figure: severe, then minor, then severe: 3, then 2, then 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from etincelle.living_contract.dates import plus_months
from etincelle.living_contract.facts import MonthlyLevel, PromisedLevel
from etincelle.vocabulary.rules import MoneyRules


class Standing(StrEnum):
    """Where a month stands; `missed` costs nothing yet, the two defaults do."""

    MET = "met"
    MISSED = "missed"
    BELOW_MINIMUM = "below_minimum"
    MISSED_TOO_OFTEN = "missed_too_often"
    UNKNOWN = "unknown"

    @property
    def is_default(self) -> bool:
        """Whether the month carries a credit."""
        return self in (Standing.BELOW_MINIMUM, Standing.MISSED_TOO_OFTEN)


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """A month, where it stands, and how often the expected level was missed in the rolling window."""

    level: MonthlyLevel
    standing: Standing
    misses: int


def every_month(months: Sequence[MonthlyLevel]) -> tuple[MonthlyLevel, ...]:
    """The months in order, those that lack between the first and the last made unknown."""
    if not months:
        return ()
    by_day = {m.month.replace(day=1): m for m in months}
    found, day, last = [], min(by_day), max(by_day)
    while day <= last:
        found.append(by_day.get(day, MonthlyLevel(day, None)))
        day = plus_months(day, 1)
    return tuple(found)


def is_worse(value: float, than: float, promised: PromisedLevel) -> bool:
    """Whether a value is strictly on the bad side of another; ties count as met."""
    return value < than if promised.higher_is_better else value > than


def standings(promised: PromisedLevel, months: Sequence[MonthlyLevel], rules: MoneyRules) -> tuple[MonthStanding, ...]:
    """Where each month stands. Unknown: no value, or one that unknown months of its window could tip into default."""
    all_months = every_month(months)
    return tuple(
        _standing(promised, all_months[max(0, n + 1 - rules.expected_window_months) : n + 1], rules)
        for n in range(len(all_months))
    )


def _standing(promised: PromisedLevel, window: Sequence[MonthlyLevel], rules: MoneyRules) -> MonthStanding:
    month = window[-1]
    values = [m.value for m in window]
    misses = sum(v is not None and is_worse(v, promised.expected, promised) for v in values)
    if month.value is None:
        standing = Standing.UNKNOWN
    elif promised.minimum is not None and is_worse(month.value, promised.minimum, promised):
        standing = Standing.BELOW_MINIMUM
    elif not is_worse(month.value, promised.expected, promised):
        standing = Standing.MET
    elif misses >= rules.expected_misses:
        standing = Standing.MISSED_TOO_OFTEN
    else:
        may_tip = misses + values.count(None) >= rules.expected_misses
        standing = Standing.UNKNOWN if may_tip else Standing.MISSED
    return MonthStanding(month, standing, misses)


class Outcome(StrEnum):
    """How a measure ended a period."""

    MET = "met"
    MINOR = "minor"
    SERIOUS = "serious"
    SEVERE = "severe"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Severities:
    """The values from which a failure is serious or severe; None where the contract names none."""

    serious_from: float | None = None
    severe_from: float | None = None


def outcome(value: float | None, promised: PromisedLevel, bands: Severities) -> Outcome:
    """How a period ended: target 95, serious from 92, severe from 88: 93 is minor, 92 serious, 88 severe."""
    if value is None:
        return Outcome.UNKNOWN
    if not is_worse(value, promised.expected, promised):
        return Outcome.MET
    for severity, start in ((Outcome.SEVERE, bands.severe_from), (Outcome.SERIOUS, bands.serious_from)):
        if start is not None and not is_worse(start, value, promised):
            return severity
    return Outcome.MINOR


FAILED = frozenset({Outcome.MINOR, Outcome.SERIOUS, Outcome.SEVERE})


@dataclass(frozen=True, slots=True)
class PeriodPoints:
    """The points of one period, None when unknown, and whether it repeats the failure just before."""

    outcome: Outcome
    points: int | None
    is_repeat: bool


def service_points(outcomes: Sequence[Outcome], rules: MoneyRules) -> tuple[PeriodPoints, ...]:
    """The points of one measure, one outcome for each period in order of time."""
    base = {
        Outcome.MET: 0,
        Outcome.MINOR: rules.points_minor,
        Outcome.SERIOUS: rules.points_serious,
        Outcome.SEVERE: rules.points_severe,
    }
    found, before = [], Outcome.MET
    for outcome in outcomes:
        repeat = outcome in FAILED and before in FAILED
        points = base.get(outcome)
        if points is not None and repeat:
            points *= rules.points_repeat_factor
        found.append(PeriodPoints(outcome, points, repeat))
        before = outcome
    return tuple(found)


def total_points(periods: Sequence[PeriodPoints]) -> tuple[int, int]:
    """The points that are known, and the number of periods that are not."""
    return sum(p.points or 0 for p in periods), sum(p.points is None for p in periods)
