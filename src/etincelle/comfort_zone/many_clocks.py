"""The clocks of a million tickets: net open seconds as a signed sum of F over events.

    net = F(stop) − F(start) − Σ (F(end of pause) − F(begin of pause)) = Σ sign · F(instant)

What makes a clock run (a start, the end of a pause, a reopening) counts −1, what halts it +1. Such a sum needs neither
order nor pairing, and parts of it may be computed apart and added. It needs pauses that do not overlap and lie within
the life of their ticket: `pause_events` sees to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from etincelle.comfort_zone.timetable import CHUNK, Instants, Timetable, Timetables, whole

RUNS, HALTS = -1, 1
Column = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """What happened to tickets, in any order: the number of the ticket, from 0; the instant; RUNS or HALTS."""

    ticket: Column
    instant: Column
    sign: Column

    def __post_init__(self) -> None:
        if not self.ticket.shape == self.instant.shape == self.sign.shape:
            raise ValueError("events are three columns of one length")

    def __add__(self, other: Self) -> Self:
        """The events of both."""
        columns = ((self.ticket, other.ticket), (self.instant, other.instant), (self.sign, other.sign))
        return type(self)(*(np.concatenate(pair) for pair in columns))

    def __iter__(self) -> Iterator[tuple[Column, Column, Column]]:
        """The columns part by part."""
        for start in range(0, self.ticket.size, CHUNK):
            part = slice(start, start + CHUNK)
            yield self.ticket[part], self.instant[part], self.sign[part]


def net_seconds(events: Events, tickets: int, timetable: Timetable) -> Instants:
    """The net open seconds of tickets that share a timetable; 0 for one without events."""
    total = np.zeros(tickets, dtype=np.int64)
    for ticket, instant, sign in events:
        np.add.at(total, ticket, timetable.open_until(instant) * sign)
    return total


def net_seconds_by(events: Events, which: ArrayLike, timetables: Sequence[Timetable]) -> Instants:
    """The same where each ticket has its own timetable: `which` is its place among them, one value a ticket."""
    places, together = whole(which), Timetables.of(tuple(timetables))
    total = np.zeros(places.size, dtype=np.int64)
    for ticket, instant, sign in events:
        np.add.at(total, ticket, together.open_until(places[ticket], instant) * sign)
    return total


def life_events(started: ArrayLike, stopped: ArrayLike) -> Events:
    """A start and a stop for each ticket."""
    ends = [np.atleast_1d(whole(column)) for column in (started, stopped)]
    return _pairs(np.arange(ends[0].size, dtype=np.int32), ends[0], ends[1], RUNS)


def pause_events(pauses: tuple[ArrayLike, ArrayLike, ArrayLike], started: ArrayLike, stopped: ArrayLike) -> Events:
    """Pauses (ticket, begin, end) as events: cut to the life of their ticket, each instant of a ticket paused once."""
    ticket, begin, end = (whole(column) for column in pauses)
    begin = np.maximum(begin, whole(started)[ticket])
    end = np.minimum(end, whole(stopped)[ticket])
    kept = np.flatnonzero(begin < end)
    if not kept.size:
        return _pairs(ticket[:0], begin[:0], end[:0], HALTS)
    low, high = begin[kept].min(), end[kept].max()
    row = ticket.astype(np.int64) * (high - low + 1) - low  # a later ticket lies after all of an earlier one
    kept = kept[np.argsort((row + begin)[kept])]
    ticket, begin, end, row = ticket[kept], begin[kept], end[kept], row[kept]
    reached = np.maximum.accumulate(row + end)
    fresh = np.append(True, (row + begin)[1:] > reached[:-1])
    last = np.append(fresh[1:], True)
    return _pairs(ticket[fresh], begin[fresh], (reached - row)[last], HALTS)


def _pairs(ticket: Column, begin: Column, end: Column, first: int) -> Events:
    """Two events for each stretch, the first with a sign, the second with the other."""
    signs = np.repeat(np.array([first, -first], dtype=np.int8), ticket.size)
    return Events(np.concatenate([ticket, ticket]), np.concatenate([begin, end]), signs)
