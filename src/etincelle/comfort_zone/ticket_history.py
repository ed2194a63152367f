"""What happened to one ticket, cut into pieces of one kind: running, paused, stopped.

A state lasts from the moment it was seen until the next one. Before the first observation nobody saw anything: the
clock is taken to run, and that stretch is marked unseen. Closing is not resolving: an automatic closure five days
later must not cost five days, so a clock stops at the known instant of resolution when that lies between the last
state in which it ran and the state that says it stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from etincelle.arithmetic.workdays import merge_overlaps

Pause = tuple[int, int | None]


class Kind(StrEnum):
    """What a stretch of a ticket's life is; "closed" is said of hours, when the clock would run but nobody works."""

    OPEN = "open"
    PAUSED = "paused"
    STOPPED = "stopped"
    CLOSED = "closed"


class PriorityPolicy(StrEnum):
    """Which promise a change of priority leaves: a fresh one from the change, or the new one since the opening."""

    FROM_CHANGE = "from_change"
    RETROACTIVE = "retroactive"


@dataclass(frozen=True, slots=True)
class Observation:
    """A ticket as it was seen at an instant; an empty state or priority leaves the one before."""

    instant: int
    state: str
    priority: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """One ticket, in UTC epoch seconds. resolved: when it was solved, if the tool says so apart from its states.

    pauses: stretches that a pause log tells, None as end for one that lasts; None when there is no such log.
    excused: both parties agreed to leave this ticket out.
    """

    opened: int
    observations: tuple[Observation, ...]
    resolved: int | None = None
    pauses: tuple[Pause, ...] | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What the contract says of clocks. thresholds: net open seconds promised, by priority.

    `resolved`, `closed` and `cancelled` states stop the clock, a later other state resumes the same clock; `paused`
    states pause it; a ticket ever seen in an `excused` state is left out. Case does not matter.
    """

    thresholds: tuple[tuple[str, int], ...]
    paused: frozenset[str] = frozenset()
    resolved: frozenset[str] = frozenset(("Resolved",))
    closed: frozenset[str] = frozenset(("Closed",))
    cancelled: frozenset[str] = frozenset(("Canceled", "Cancelled"))
    excused: frozenset[str] = frozenset()
    priority_policy: PriorityPolicy = PriorityPolicy.RETROACTIVE

    def threshold(self, priority: str) -> int | None:
        """The seconds promised for a priority; None when nothing was."""
        return dict(self.thresholds).get(priority)

    def kind(self, state: str) -> Kind:
        """What a state does to the clock."""
        if is_among(state, self.resolved) or is_among(state, self.closed) or is_among(state, self.cancelled):
            return Kind.STOPPED
        return Kind.PAUSED if is_among(state, self.paused) else Kind.OPEN


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind and one priority; `state` is "" when no one had seen the ticket yet."""

    begin: int
    end: int
    kind: Kind
    priority: str
    state: str


def merge_pauses(pauses: Iterable[Pause], until: int) -> list[tuple[int, int]]:
    """Pauses in order, each instant once; one that lasts ends at `until`: (0, 10), (5, 12), (20, None) to 30 -> two."""
    return [(int(a), int(b)) for a, b in merge_overlaps((a, until if b is None else b) for a, b in pauses)]


@lru_cache(maxsize=64)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in names)


def is_among(state: str, names: frozenset[str]) -> bool:
    """Whether a state is one of those named."""
    return state.strip().casefold() in _folded(names)


def cut(history: History, rule: ClockRule, as_of: int) -> list[Piece]:
    """The pieces of a ticket's life from its opening to `as_of`, what was seen later left out; the first one runs."""
    pieces = _resolved_in_time(_states(history, rule, max(as_of, history.opened)), history.resolved)
    return _paused(pieces, merge_pauses(history.pauses, as_of)) if history.pauses else pieces


def _states(history: History, rule: ClockRule, as_of: int) -> list[Piece]:
    """One piece for each observed state, after one that nobody saw."""
    seen = {max(o.instant, history.opened): o for o in sorted(history.observations, key=_instant) if o.instant <= as_of}
    state, priority = "", next((o.priority for o in seen.values() if o.priority), "")
    pieces = []
    for begin, end in pairwise([*sorted({history.opened, *seen}), as_of]):
        if begin in seen:
            state, priority = seen[begin].state or state, seen[begin].priority or priority
        pieces.append(Piece(begin, end, rule.kind(state), priority, state))
    born_stopped = pieces[0].kind is Kind.STOPPED
    return [Piece(history.opened, history.opened, Kind.OPEN, priority, ""), *pieces] if born_stopped else pieces


def _instant(observation: Observation) -> int:
    return observation.instant


def _resolved_in_time(pieces: Sequence[Piece], resolved: int | None) -> list[Piece]:
    """The clock stopped at the instant of resolution, where the states only told it later."""
    corrected = list(pieces)
    for place, (before, after) in enumerate(pairwise(pieces)):
        stops = before.kind is not Kind.STOPPED and after.kind is Kind.STOPPED
        if stops and resolved is not None and before.begin <= resolved < after.begin:
            corrected[place] = replace(before, end=resolved)
            corrected[place + 1] = replace(after, begin=resolved)
    return corrected


def _paused(pieces: Iterable[Piece], pauses: Sequence[tuple[int, int]]) -> list[Piece]:
    """Running pieces cut by explicit pauses."""
    parts = []
    for piece in pieces:
        edges = {at for pause in pauses for at in pause if piece.begin < at < piece.end}
        for begin, end in pairwise([*sorted({piece.begin, *edges}), piece.end]):
            inside = piece.kind is Kind.OPEN and any(a <= begin < b for a, b in pauses)
            parts.append(replace(piece, begin=begin, end=end, kind=Kind.PAUSED if inside else piece.kind))
    return parts
