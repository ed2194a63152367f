"""An independent reading of one ticket: its life counted second by second, on the axis of wall_oracle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tests.comfort_zone.wall_oracle import Axis

from etincelle.comfort_zone.ticket_history import ClockRule, History, Kind, PriorityPolicy

OPEN, PAUSED, STOPPED = 0, 1, 2


@dataclass(frozen=True)
class Told:
    """What the walk found for one ticket."""

    verdict: str
    gross: int
    paused: int
    due: int | None
    stopped: int | None


def count(history: History, axis: Axis, first: int, rule: ClockRule, as_of: int) -> Told:
    """A ticket counted second by second; `axis` begins at `first`. No two observations share an instant."""
    start = history.opened - first
    is_open = axis[start : as_of - first]
    kinds, ranks, unseen, names = _seconds(history, rule, as_of)
    alive = np.flatnonzero(kinds != STOPPED)
    counting = is_open & (kinds == OPEN)
    promises = []
    for group in _groups(alive, ranks, rule):
        counted = group[counting[group]]
        promised = rule.threshold(names[ranks[group[-1]]])
        sure = counted.size - int(np.count_nonzero(unseen[counted]))
        ahead = axis[:0] if kinds[-1] == PAUSED else axis[start + int(alive[-1]) + 1 :]
        promises.append(_judged(counted, sure, promised, (int(alive[-1]) + 1, ahead)))
    outcome, due = next((p for p in promises if p[0] == "missed"), promises[-1])
    if outcome != "missed" and any(p[0] == "unknown" for p in promises):
        outcome = "unknown"
    stopped = kinds[-1] == STOPPED
    return Told(
        verdict="running" if outcome == "met" and not stopped else outcome,
        gross=int(np.count_nonzero(is_open & (kinds != STOPPED))),
        paused=int(np.count_nonzero(is_open & (kinds == PAUSED))),
        due=None if due is None else history.opened + due,
        stopped=history.opened + int(alive[-1]) + 1 if stopped else None,
    )


def _seconds(
    history: History, rule: ClockRule, as_of: int
) -> tuple[NDArray[np.int8], NDArray[np.int8], Axis, list[str]]:
    """What each second of a ticket's life was: kind, place of its priority, whether nobody had seen it yet."""
    length = as_of - history.opened
    seen = sorted((o for o in history.observations if o.instant < as_of), key=lambda o: o.instant)
    names = [o.priority for o in seen] or [""]
    kinds, ranks, unseen = np.zeros(length, np.int8), np.zeros(length, np.int8), np.ones(length, dtype=bool)
    meaning = {Kind.OPEN: OPEN, Kind.PAUSED: PAUSED, Kind.STOPPED: STOPPED}
    running_since: int | None = 0
    for observation in seen:
        place, kind = observation.instant - history.opened, meaning[rule.kind(observation.state)]
        kinds[place:], unseen[place:], ranks[place:] = kind, False, names.index(observation.priority)
        solved = None if history.resolved is None else history.resolved - history.opened
        if kind == STOPPED and None not in (running_since, solved) and running_since <= solved < place:
            kinds[solved:place] = STOPPED
        running_since = None if kind == STOPPED else place
    for begin, end in history.pauses or ():
        part = kinds[max(begin - history.opened, 0) : max((as_of if end is None else end) - history.opened, 0)]
        part[part == OPEN] = PAUSED
    return kinds, ranks, unseen & (history.pauses is None), names


def _groups(alive: NDArray[np.int64], ranks: NDArray[np.int8], rule: ClockRule) -> list[NDArray[np.int64]]:
    """The seconds judged together: all, or those between two changes of priority."""
    if rule.priority_policy is PriorityPolicy.RETROACTIVE:
        return [alive]
    under = ranks[alive]
    return np.split(alive, np.flatnonzero(under[1:] != under[:-1]) + 1)


def _judged(
    counted: NDArray[np.int64], sure: int, promised: int | None, ahead: tuple[int, Axis]
) -> tuple[str, int | None]:
    """One promise: missed, unknown or met, and the end of its last promised second, walking ahead if need be."""
    if promised is None:
        return "unknown", None
    due = int(counted[promised - 1]) + 1 if counted.size >= promised else None
    place, left = ahead[0], promised - counted.size
    for day in range(0, ahead[1].size if due is None else 0, 86_400):
        opened = np.flatnonzero(ahead[1][day : day + 86_400])
        if opened.size >= left:
            due = place + day + int(opened[left - 1]) + 1
            break
        left -= opened.size
    if sure > promised:
        return "missed", due
    return ("unknown" if counted.size > promised else "met"), due
