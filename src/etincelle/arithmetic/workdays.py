"""Working days of a country, and overlaps of intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import holidays

NATIONAL = "national"
SATURDAY = 5
SUNDAY = 6
ONE_DAY = timedelta(days=1)
Interval = tuple[float, float]


@cache
def _holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    chosen = None if subdivision == NATIONAL else subdivision
    language = "fr" if country == "FR" else None
    return dict(holidays.country_holidays(country, subdiv=chosen, years=year, language=language))


def subdivisions(country: str) -> tuple[str, ...] | None:
    """The codes of a country's parts, none when its holidays are the same everywhere; None: country not known."""
    found = holidays.list_supported_countries(include_aliases=False).get(country)
    return None if found is None else tuple(found)


def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The public holidays of a year; subdivision as in WorkCalendar."""
    return frozenset(_holidays(country, subdivision, year))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days people work: weekends, public holidays of a country, and closures of one's own.

    country: ISO code ("FR"). subdivision: mandatory; "national", said on purpose, or a code of the `holidays`
    library ("57": Moselle has Saint Stephen's day). closures: further days off ("pont", shutdown).
    """

    country: str
    subdivision: str
    closures: frozenset[date] = frozenset()

    def quiet_reason(self, day: date) -> str | None:
        """Why nobody works that day: "sunday", "saturday", "holiday", "closure"; None on a working day."""
        if day.weekday() >= SATURDAY:
            return "sunday" if day.weekday() == SUNDAY else "saturday"
        if day in _holidays(self.country, self.subdivision, day.year):
            return "holiday"
        return "closure" if day in self.closures else None

    def is_workday(self, day: date) -> bool:
        """Whether people work that day."""
        return self.quiet_reason(day) is None

    def next_workday(self, day: date) -> date:
        """The first working day after a day."""
        return self.add_workdays(day, 1)

    def last_workday(self, until: date, after: date) -> date:
        """The last working day up to `until`, yet never before the first working day that follows `after`.

        Until Friday 25 December 2026 (a holiday in France), after 25 November -> Thursday 24 December.
        """
        day = until if self.is_workday(until) else self.add_workdays(until, -1)
        return max(day, self.next_workday(after))

    def add_workdays(self, day: date, count: int) -> date:
        """The day `count` working days later (earlier when negative); the day itself when 0.

        Five working days after Wednesday 6 May 2026 in France (8 and 14 May are holidays) -> Friday 15 May.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start`, up to and including `end`; 0 when end <= start.

        A Friday to the Monday after -> 1. Sums over adjoining spans.
        """
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, max((end - start).days, 0) + 1))

    def gaps(self, days: Iterable[date]) -> list[int]:
        """Working days from each of the days to the next, in order of time; a day named twice counts once."""
        ordered = sorted(set(days))
        return [self.workdays_between(a, b) for a, b in pairwise(ordered)]


def quiet_reason(day: date, country: str, subdivision: str) -> str | None:
    """Why a day is not for calls, without closures; see WorkCalendar."""
    return WorkCalendar(country, subdivision).quiet_reason(day)


def is_workday(day: date, country: str, subdivision: str) -> bool:
    """Whether people work that day, without closures."""
    return WorkCalendar(country, subdivision).is_workday(day)


def next_workday(day: date, country: str, subdivision: str) -> date:
    """The first working day after a day, without closures."""
    return WorkCalendar(country, subdivision).next_workday(day)


def workdays_between(start: date, end: date, country: str, subdivision: str) -> int:
    """Working days after `start`, up to and including `end`, without closures."""
    return WorkCalendar(country, subdivision).workdays_between(start, end)


def merge_overlaps(intervals: Iterable[Interval]) -> list[Interval]:
    """Disjoint sorted intervals covering the same points; empty and reversed ones vanish."""
    merged: list[Interval] = []
    for start, end in sorted(i for i in intervals if i[0] < i[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered_length(intervals: Iterable[Interval]) -> float:
    """Length covered by intervals, overlaps once, in the unit of their ends (seconds for timestamps).

    (0, 10), (5, 12), (20, 21) -> 13.
    """
    return sum(end - start for start, end in merge_overlaps(intervals))


def overlap_length(one: Iterable[Interval], other: Iterable[Interval]) -> float:
    """Length covered by both sets of intervals, in the unit of their ends.

    Open (0, 10), (20, 30) and paused (5, 25) -> 10.
    """
    here, there = merge_overlaps(one), merge_overlaps(other)
    total, j = 0.0, 0
    for start, end in here:
        while j < len(there) and there[j][1] <= start:
            j += 1
        k = j
        while k < len(there) and there[k][0] < end:
            total += min(end, there[k][1]) - max(start, there[k][0])
            k += 1
    return total
