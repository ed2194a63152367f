"""When a service is open, and those hours resolved once into a timetable.

A service is open at an instant when the clock on the wall of its zone shows, that day, a time of its windows. Nothing
else has to be said about clock changes: an hour that does not exist is never open, an hour that comes twice is open
twice, a night of 22:00 to 6:00 lasts seven hours in March and nine in October. Each part of a night belongs to the
local day it lies in, for holidays too.

A day is closed by a public holiday of its country and subdivision; above that list stands the contract's own: days
closed, and holidays worked. Closures come last and always close.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from etincelle.arithmetic.workdays import NATIONAL, public_holidays
from etincelle.comfort_zone.timetable import Instants, Marks, Spans, Timetable
from etincelle.comfort_zone.written_hours import DAY_SECONDS, HoursError, Week
from etincelle.comfort_zone.written_places import check_place, read_zone

EPOCH_DAY = date(1970, 1, 1).toordinal()
THURSDAY = 3  # the weekday of the epoch
EPOCH = datetime.fromisoformat("1970-01-01")  # of a clock on the wall, hence without zone
SECOND = timedelta(seconds=1)
NO_SPANS = np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """The opening hours of a contract. `windows`: see written_hours.read_hours.

    country "": no public holiday counts. subdivision: a code of the `holidays` library (Moselle is FR, 57), or
    "national", said on purpose; "" only where a country has no subdivisions. closures: pairs of local times.
    """

    code: str
    zone: str
    windows: Week
    country: str = ""
    subdivision: str = ""
    own_closed: frozenset[date] = frozenset()
    own_open: frozenset[date] = frozenset()
    closures: tuple[tuple[datetime, datetime], ...] = ()

    def __post_init__(self) -> None:
        read_zone(self.zone)
        check_place(self.country, self.subdivision)
        if len(self.windows) != 7 or not all(_in_order(windows) for windows in self.windows):
            raise HoursError("windows", str(self.windows))
        if both := self.own_closed & self.own_open:
            raise HoursError("own_list", ", ".join(sorted(map(str, both))), "2026-12-24")
        for begin, end in self.closures:
            if begin.tzinfo or end.tzinfo or begin >= end:
                raise HoursError("closure", f"{begin} – {end}", "2026-08-14 12:00 – 2026-08-17 08:00")

    def is_day_off(self, day: date) -> bool:
        """Whether a day is closed whatever its windows: by the contract's own list, else by a public holiday."""
        if not self.country or day in self.own_closed or day in self.own_open:
            return day in self.own_closed
        return day in public_holidays(self.country, self.subdivision or NATIONAL, day.year)


def compile_hours(hours: ServiceHours, since: date, until: date) -> Timetable:
    """Everything resolved from the first local day to the one before `until`: clock changes, holidays, closures."""
    first, last = _midnight(since, hours.zone), _midnight(until, hours.zone)
    if first >= last:
        raise ValueError(f"a timetable ends after it begins: {since}, {until}")
    working, off = _wall_windows(hours, since, until)
    cuts = np.array([[_wall(a), _wall(b)] for a, b in hours.closures], dtype=np.int64).reshape(-1, 2)
    kept = without(working, cuts)
    stretches = _offsets(hours.zone, first, last)
    spans, holidays, closures = (
        _to_instants(wall, stretches) for wall in (kept, without(off, cuts), without(working, kept))
    )
    changes = np.array([begin for begin, _end, _offset in stretches[1:]], dtype=np.int64)
    return Timetable.of((hours.code, hours.zone), (first, last), spans, Marks(holidays, closures, changes))


def without(spans: Spans, cuts: Spans) -> Spans:
    """What any of the spans covers and none of the cuts does, in order, pieces that touch made one."""
    points = np.unique(np.concatenate([spans.reshape(-1), cuts.reshape(-1)]))
    covered = (_depth(spans, points) > 0) & (_depth(cuts, points) == 0)
    return points[np.flatnonzero(np.diff(covered, prepend=False))].reshape(-1, 2)


def _depth(spans: Spans, points: Instants) -> Instants:
    """How many spans cover each point, ends not included."""
    begun = np.searchsorted(np.sort(spans[:, 0]), points, side="right")
    return begun - np.searchsorted(np.sort(spans[:, 1]), points, side="right")


def _wall_windows(hours: ServiceHours, since: date, until: date) -> tuple[Spans, Spans]:
    """The windows of working days and those of days off, in seconds of a clock on the wall; a day more at each end."""
    days = np.arange(since.toordinal() - EPOCH_DAY - 1, until.toordinal() - EPOCH_DAY + 1)
    off = np.array([hours.is_day_off(date.fromordinal(int(day) + EPOCH_DAY)) for day in days])
    found = []
    for chosen in (days[~off], days[off]):
        weekdays = (chosen + THURSDAY) % 7
        parts = [
            chosen[weekdays == weekday, None] * DAY_SECONDS + np.array([window])
            for weekday, windows in enumerate(hours.windows)
            for window in windows
        ]
        found.append(without(np.concatenate([NO_SPANS, *parts]), NO_SPANS))
    return found[0], found[1]


def _to_instants(wall: Spans, stretches: Iterable[tuple[int, int, int]]) -> Spans:
    """Spans of the wall clock as UTC seconds, through stretches of time with one offset each."""
    parts = [np.clip(wall, begin + offset, end + offset) - offset for begin, end, offset in stretches]
    spans = np.concatenate(parts)
    return without(spans[spans[:, 0] < spans[:, 1]], NO_SPANS)


@lru_cache(maxsize=64)
def _offsets(zone: str, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
    """Stretches (begin, end, seconds from UTC to the wall clock) between two instants, found day by day."""
    edges = [first]
    for day in range(first, last, DAY_SECONDS):
        low, high = day, min(day + DAY_SECONDS, last)
        before = _offset(zone, low)
        if _offset(zone, high) == before:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
        edges.append(high)
    return tuple((a, b, _offset(zone, a)) for a, b in zip(edges, [*edges[1:], last]) if a < b)


def _offset(zone: str, instant: int) -> int:
    """Seconds from UTC to the clock on the wall."""
    found = datetime.fromtimestamp(instant, ZoneInfo(zone)).utcoffset()
    return (found or timedelta()) // SECOND


def _midnight(day: date, zone: str) -> int:
    """The first instant of a local day."""
    return (datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) - datetime(1970, 1, 1, tzinfo=UTC)) // SECOND


def _wall(reading: datetime) -> int:
    """Seconds of the wall clock since its own 1970."""
    return (reading - EPOCH) // SECOND


def _in_order(windows: tuple[tuple[int, int], ...]) -> bool:
    """Whether windows lie within a day, one after the other, apart."""
    ends = [end for window in windows for end in window]
    return all(a < b for a, b in pairwise(ends)) and (not ends or (ends[0] >= 0 and ends[-1] <= DAY_SECONDS))
