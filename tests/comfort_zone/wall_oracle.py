"""An independent reading of service clocks: it walks along time and looks at the clock on the wall.

It shares no formula with the engine: no prefix sum, no breakpoint, no grid, no offset. Every minute (or every second)
is turned into a local time by zoneinfo and looked up in the windows.
"""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import NDArray

from etincelle.comfort_zone.service_hours import ServiceHours
from etincelle.comfort_zone.written_hours import read_hours

Axis = NDArray[np.bool_]

wall = datetime.fromisoformat  # a reading of the clock on the wall, without zone

CALENDARS = {
    hours.code: hours
    for hours in (
        ServiceHours("paris-lunch", "Europe/Paris", read_hours("lun-ven 8-12 13-18"), "FR", "national",
                     own_closed=frozenset((date(2026, 4, 17), date(2025, 10, 31))),
                     own_open=frozenset((date(2026, 4, 6), date(2025, 11, 11))),
                     closures=((wall("2026-03-10T10:17"), wall("2026-03-11T09:30")),)),
        ServiceHours("paris-always", "Europe/Paris", read_hours("24x7")),
        ServiceHours("paris-nights", "Europe/Paris", read_hours("7j/7 22:00-06:00"), "FR", "national"),
        ServiceHours("moselle", "Europe/Paris", read_hours("lun-sam 7:00-20:00"), "FR", "57"),
        ServiceHours("london", "Europe/London", read_hours("mon-fri 9:10-17:35 ; sat 9-12"), "GB", "ENG"),
        ServiceHours("new-york", "America/New_York", read_hours("mon-fri 8am-6pm"), "US", "NY"),
        ServiceHours("lord-howe", "Australia/Lord_Howe", read_hours("lun-dim 0:30-3:15 21-24"), "AU", "NSW"),
        ServiceHours("kathmandu", "Asia/Kathmandu", read_hours("sun-fri 10-17")),
    )
}  # fmt: skip
SEASONS = ((date(2026, 3, 1), date(2026, 4, 19)), (date(2025, 9, 30), date(2025, 11, 14)))


def epoch(day: date, zone: str) -> int:
    """The first second of a local day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


@cache
def _public(country: str, subdivision: str) -> frozenset[date]:
    part = None if subdivision in ("", "national") else subdivision
    return (
        frozenset(holidays.country_holidays(country, subdiv=part, years=range(2022, 2028))) if country else frozenset()
    )


def is_open(hours: ServiceHours, instant: int, zone: ZoneInfo) -> bool:
    """Whether the service is open in the second that begins at an instant, by the clock on its wall."""
    local = datetime.fromtimestamp(instant, zone)
    day = local.date()
    off = day in hours.own_closed or (day in _public(hours.country, hours.subdivision) and day not in hours.own_open)
    if off or any(begin <= local.replace(tzinfo=None) < end for begin, end in hours.closures):
        return False
    second = local.hour * 3600 + local.minute * 60 + local.second
    return any(begin <= second < end for begin, end in hours.windows[day.weekday()])


@cache
def walk(hours: ServiceHours, first: int, last: int, step: int = 60) -> Axis:
    """Whether the service is open, for every second of a stretch, looked up every `step` seconds."""
    zone = ZoneInfo(hours.zone)
    return np.repeat([is_open(hours, instant, zone) for instant in range(first, last, step)], step)
