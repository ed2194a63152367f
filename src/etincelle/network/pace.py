"""How long a silence is at the pace of work: weekends, public holidays and August do not count against anybody.

paced(a, b) = working days after a, up to and including b, outside the slow months, x 365 / those of a usual year

The factor turns working days back into days, so that an agreed cadence keeps its unit: it is the same ratio as
gaps in working days over a cadence converted to working days. The usual year: 365 days hold 251 to 253 French
working days; their mean over the calendar's own year is taken from ten years around. Worked figure (France, August
slow): from Friday 24 July 2026 to Tuesday 1 September, 39 days, are 6 working days of about 231 a year: 9.5 days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.vocabulary.rules import NetworkRules

YEAR_DAYS = 365.2425
USUAL_YEARS = range(2020, 2030)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where people work, and the months (1 to 12) that teach nothing about a silence."""

    calendar: WorkCalendar
    slow_months: tuple[int, ...] = ()

    def between(self, start: date, end: date) -> float:
        """The length of a silence in days at the pace of work; 0 when end <= start. Sums over adjoining spans."""
        if end <= start:
            return 0.0
        whole = sum(opened(self, year)[-1] for year in range(start.year, end.year))
        return (whole + upto(self, end) - upto(self, start)) * days_per_open_day(self)


def pace_of(rules: NetworkRules) -> Pace | None:
    """The pace that the rules name; None when they count every day."""
    if not rules.work_country:
        return None
    return Pace(WorkCalendar(rules.work_country, rules.work_subdivision), rules.slow_months)


@cache
def opened(pace: Pace, year: int) -> tuple[int, ...]:
    """How many days of a year were worked, up to and including each; the last one: in the whole year."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return tuple(accumulate(day.month not in pace.slow_months and pace.calendar.is_workday(day) for day in days))


def upto(pace: Pace, day: date) -> int:
    """How many days of its year were worked, up to and including a day."""
    return opened(pace, day.year)[day.timetuple().tm_yday - 1]


@cache
def days_per_open_day(pace: Pace) -> float:
    """Days a worked day stands for: 365.24 over the mean of ten years."""
    worked = sum(opened(pace, year)[-1] for year in USUAL_YEARS) / len(USUAL_YEARS)
    return YEAR_DAYS / worked if worked else 1.0
