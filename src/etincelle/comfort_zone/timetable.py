"""How many seconds a service was open up to an instant: F, from which every business time is a subtraction.

    F(t)          = open seconds from the first instant to t
    elapsed(a, b) = F(b) − F(a)
    due(a, k)     = the first t with F(t) = F(a) + k

Instants are whole UTC epoch seconds, in any order. Two ways to read F, with the same result. On a grid whose step is
the greatest common divisor of all openings and closings, a bucket is wholly open or wholly closed, and one look-up
gives F = before + is_open · (t − begin of the bucket). Where there is no such grid (a closure at 10:17:03), a binary
search among the openings. An instant outside the horizon is an error, never a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

Instants = NDArray[np.int64]
Spans = NDArray[np.int64]  # shape (n, 2): begin and end, in order, never touching
Read = Callable[..., Instants]

NEVER = int(np.iinfo(np.int64).max)
CHUNK = 1 << 15  # what stays in the cache of one core, so that memory does not grow with the question
FINEST_STEP = 60
MOST_BUCKETS = 2_000_000  # eight megabytes: three years by the minute
MOST_OPEN = 1 << 30  # what fits beside a flag in four bytes: 34 years always open


class OutsideHorizon(ValueError):
    """An instant that a timetable says nothing about."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What a comparison with somebody else's clock must know: hours lost to holidays and closures, clock changes."""

    holidays: Spans
    closures: Spans
    clock_changes: Instants


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """F as rows for an equi-join on `bucket = t // step`: F(t) = before + is_open · (t − bucket · step)."""

    step: int
    bucket: Instants
    before: Instants
    is_open: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """The open spans of one service between two instants, and F over them. `words`: 2 F + is_open of each bucket."""

    code: str
    zone: str
    first: int
    last: int
    spans: Spans
    before: Instants
    step: int
    words: NDArray[np.int32]
    marks: Marks

    @classmethod
    def of(cls, name: tuple[str, str], horizon: tuple[int, int], spans: Spans, marks: Marks) -> Self:
        """From the code and the zone, the horizon, and open spans in order that do not touch."""
        lengths = spans[:, 1] - spans[:, 0]
        before = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        step = _step(horizon, spans, int(before[-1]))
        words = _words(spans, before, horizon, step)
        return cls(*name, *horizon, spans, before, step, words, marks)

    @property
    def open_seconds(self) -> int:
        """All the open seconds of the horizon; 0 when the service never opens."""
        return int(self.before[-1])

    @property
    def years(self) -> tuple[int, int]:
        """The first year it holds, and the first one after its end."""
        first, last = (datetime.fromtimestamp(at, ZoneInfo(self.zone)).year for at in (self.first, self.last))
        return first, last

    def open_until(self, instants: ArrayLike) -> Instants:
        """F of each instant."""
        found = whole(instants)
        check_horizon(self, found)
        return by_chunks(self._read, found)

    def elapsed(self, begin: ArrayLike, end: ArrayLike) -> Instants:
        """Open seconds from one instant to the other; negative when `end` comes first."""
        return self.open_until(end) - self.open_until(begin)

    def due(self, begin: ArrayLike, seconds: ArrayLike) -> Instants:
        """The first instant by which so many open seconds have elapsed; NEVER when the horizon ends before."""
        begins, wanted = np.broadcast_arrays(whole(begin), whole(seconds))
        check_horizon(self, begins)
        if wanted.size and wanted.min() < 0:
            raise ValueError("a due date lies after its beginning: seconds must not be negative")
        return by_chunks(self._due, begins, wanted)

    def due_at(self, begin: int, seconds: int) -> int | None:
        """The same for one ticket, None when not known."""
        found = int(self.due(begin, seconds))
        return None if found == NEVER else found

    def between(self, begin: int, end: int) -> Spans:
        """The open spans between two instants, cut at both."""
        return between(self.spans, begin, end)

    def grid(self) -> Grid | None:
        """F for a database; None when openings fall on no reasonable grid."""
        if not self.step:
            return None
        bucket = self.first // self.step + np.arange(self.words.size, dtype=np.int64)
        return Grid(self.step, bucket, self.words.astype(np.int64) >> 1, (self.words & 1).astype(bool))

    def _read(self, instants: Instants) -> Instants:
        if self.step:
            return read_words(self.words, instants - self.first, self.step)
        return _search(self.spans, self.before, instants)

    def _due(self, begin: Instants, seconds: Instants) -> Instants:
        target = self._read(begin) + seconds
        place = np.searchsorted(self.before[1:], target, side="left")
        reached = np.append(self.spans[:, 0], 0)[place] + (target - self.before[place])
        return np.where(seconds == 0, begin, np.where(place < len(self.spans), reached, NEVER))


def whole(values: ArrayLike) -> NDArray[Any]:
    """The values as an array of whole seconds; a fraction is an error, for sums must be exact."""
    found = np.asarray(values)
    if found.size and found.dtype.kind not in "iu":
        raise TypeError(f"instants are whole seconds, not {found.dtype}")
    return found


def check_horizon(table: Any, instants: NDArray[Any]) -> None:
    """An error when an instant lies outside the horizon of a timetable or of several."""
    if instants.size and (instants.min() < table.first or instants.max() > table.last):
        outside = int(instants.min() if instants.min() < table.first else instants.max())
        raise OutsideHorizon(f"{outside} is outside the timetable {table.code}: {table.first} to {table.last}")


def by_chunks(read: Read, *columns: NDArray[Any]) -> Instants:
    """Apply a reader to long columns, part by part."""
    flat = [column.reshape(-1) for column in columns]
    answer = np.empty(columns[0].size, dtype=np.int64)
    for start in range(0, answer.size, CHUNK):
        part = slice(start, start + CHUNK)
        answer[part] = read(*(column[part].astype(np.int64, copy=False) for column in flat))
    return answer.reshape(columns[0].shape)


def read_words(words: NDArray[np.int32], since: Instants, step: int, base: Any = 0) -> Instants:
    """F from the words of a grid: `since` the first instant, `base` the place of each table in the words."""
    seconds = since.astype(np.int32)
    bucket = seconds // np.int32(step)
    found = words[bucket + base]
    until: Instants = (found >> 1) + (found & 1) * (seconds - bucket * np.int32(step))
    return until


def between(spans: Spans, begin: int, end: int) -> Spans:
    """The parts of spans between two instants."""
    low = int(np.searchsorted(spans[:, 1], begin, side="right"))
    high = int(np.searchsorted(spans[:, 0], end, side="left"))
    part: Spans = np.clip(spans[low:high], begin, end)
    return part


def _search(spans: Spans, before: Instants, instants: Instants) -> Instants:
    """F by binary search: what the earlier spans gave, and the part of the span the instant lies in."""
    if not len(spans):
        return np.zeros(instants.shape, dtype=np.int64)
    place = np.searchsorted(spans[:, 0], instants, side="right") - 1
    inside = np.minimum(instants, spans[place, 1]) - spans[place, 0]
    return np.where(place < 0, 0, before[place] + inside)


def _step(horizon: tuple[int, int], spans: Spans, total: int) -> int:
    """The step of the grid; 0 when there would be too many buckets, or figures too large for a word."""
    step = int(np.gcd.reduce(np.append(spans.reshape(-1), horizon)))
    length = horizon[1] - horizon[0]
    fits = step >= FINEST_STEP and length // step < MOST_BUCKETS and max(total, length // 2) < MOST_OPEN
    return step if fits else 0


def _words(spans: Spans, before: Instants, horizon: tuple[int, int], step: int) -> NDArray[np.int32]:
    """2 F + is_open for each bucket from the first instant to the last; nothing without a step."""
    if not step:
        return np.empty(0, dtype=np.int32)
    starts = np.arange(horizon[0], horizon[1] + 1, step, dtype=np.int64)
    until = _search(spans, before, starts)
    is_open = np.diff(until, append=until[-1:]) > 0
    return (2 * until + is_open).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Timetables:
    """Several timetables read at once, each instant by its own; the horizon is what all of them know."""

    members: tuple[Timetable, ...]
    first: int
    last: int
    step: int
    words: NDArray[np.int32]
    code: str

    @classmethod
    def of(cls, members: tuple[Timetable, ...]) -> Self:
        """On one common grid when every member has one."""
        horizon = max(m.first for m in members), min(m.last for m in members)
        common = int(np.gcd.reduce([*(m.step for m in members), *horizon])) if all(m.step for m in members) else 0
        buckets = len(members) * (horizon[1] - horizon[0]) // common if common else MOST_BUCKETS
        step = common if buckets < MOST_BUCKETS else 0
        words = np.concatenate([_words(m.spans, m.before, horizon, step) for m in members])
        return cls(members, *horizon, step, words, " + ".join(m.code for m in members))

    def open_until(self, which: ArrayLike, instants: ArrayLike) -> Instants:
        """F of each instant by the timetable at its place in `members`."""
        places, found = np.broadcast_arrays(whole(which), whole(instants))
        check_horizon(self, found)
        return by_chunks(self._read, places, found)

    def _read(self, which: Instants, instants: Instants) -> Instants:
        if self.step:
            width = self.words.size // len(self.members)
            return read_words(self.words, instants - self.first, self.step, which * width)
        answer = np.empty(instants.shape, dtype=np.int64)
        for place, member in enumerate(self.members):
            mine = which == place
            answer[mine] = member.open_until(instants[mine])
        return answer
