"""Working days of a country, and overlaps of intervals."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays

NATIONAL = "national"
SATURDAY = 5
SUNDAY = 6


@cache
def _holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    chosen = None if subdivision == NATIONAL else subdivision
    return dict(holidays.country_holidays(country, subdiv=chosen, years=year, language="fr" if country == "FR" else None))


def quiet_reason(day: date, country: str, subdivision: str) -> str | None:
    """Why a day is not for calls: "sunday", "saturday", "holiday"; None on a working day.

    The subdivision is mandatory: "national", said on purpose, or a code of the `holidays` library ("57").
    """
    if day.weekday() == SUNDAY:
        return "sunday"
    if day.weekday() == SATURDAY:
        return "saturday"
    return "holiday" if day in _holidays(country, subdivision, day.year) else None


def is_workday(day: date, country: str, subdivision: str) -> bool:
    """Whether people work that day."""
    return quiet_reason(day, country, subdivision) is None


def next_workday(day: date, country: str, subdivision: str) -> date:
    """The first working day after a day."""
    day += timedelta(days=1)
    while not is_workday(day, country, subdivision):
        day += timedelta(days=1)
    return day


def workdays_between(start: date, end: date, country: str, subdivision: str) -> int:
    """Working days after `start`, up to and including `end`; 0 when end <= start."""
    return sum(
        is_workday(start + timedelta(days=n), country, subdivision) for n in range(1, max((end - start).days, 0) + 1)
    )


def merge_overlaps(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Disjoint sorted intervals covering the same points; empty and reversed ones vanish."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(i for i in intervals if i[0] < i[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
