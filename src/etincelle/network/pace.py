"""How long a silence is at the pace of work: weekends, public holidays and August do not count against anybody.

paced(a, b) = working days after a, up to and including b, outside the slow months, x 365 / those of a usual year

The factor turns working days back into days, so that an agreed cadence keeps its unit: it is the same ratio as
gaps in working days over a cadence converted to working days. The usual year: 365 days hold 251 to 253 French
working days; their mean over the calendar's own year is taken from ten years around. Worked figure (France, August
slow): from Friday 24 July 2026 to Tuesday 1 September, 39 days, are 6 working days of about 231 a year: 9.5 days.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.vocabulary.rules import NetworkRules

YEAR_DAYS = 365.2425
USUAL_YEARS = range(2020, 2030)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where people work, and the months (1 to 12) that teach nothing about a silence.

    `years` keeps what was counted: of each year, the days worked up to and including each day.
    """

    calendar: WorkCalendar
    slow_months: tuple[int, ...] = ()
    years: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def between(self, start: date, end: date) -> float:
        """The length of a silence in days at the pace of work; 0 when end <= start. Sums over adjoining spans."""
        if end <= start:
            return 0.0
        worked = self.upto(end) - self.upto(start)
        for year in range(start.year, end.year):
            worked += self.worked(year)[-1]
        return worked * days_per_open_day(self.calendar, self.slow_months)

    def upto(self, day: date) -> int:
        """How many days of its year were worked, up to and including a day."""
        return self.worked(day.year)[day.toordinal() - date(day.year, 1, 1).toordinal()]

    def worked(self, year: int) -> tuple[int, ...]:
        """How many days of a year were worked, up to and including each; the last one: in the whole year."""
        found = self.years.get(year)
        if found is None:
            found = self.years[year] = worked_days(self.calendar, self.slow_months, year)
        return found


@cache
def named_pace(country: str, subdivision: str, slow_months: tuple[int, ...]) -> Pace:
    """One pace for the same names, so that what was counted is kept."""
    return Pace(WorkCalendar(country, subdivision), slow_months)


def pace_of(rules: NetworkRules) -> Pace | None:
    """The pace that the rules name; None when they count every day."""
    if not rules.work_country:
        return None
    return named_pace(rules.work_country, rules.work_subdivision, tuple(rules.slow_months))


@cache
def worked_days(calendar: WorkCalendar, slow_months: tuple[int, ...], year: int) -> tuple[int, ...]:
    """Days worked in a year, up to and including each."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return tuple(accumulate(day.month not in slow_months and calendar.is_workday(day) for day in days))


@cache
def days_per_open_day(calendar: WorkCalendar, slow_months: tuple[int, ...]) -> float:
    """Days a worked day stands for: 365.24 over the mean of ten years."""
    worked = sum(worked_days(calendar, slow_months, year)[-1] for year in USUAL_YEARS) / len(USUAL_YEARS)
    return YEAR_DAYS / worked if worked else 1.0
