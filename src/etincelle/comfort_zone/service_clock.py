"""The clock of one ticket: did it keep its promise, and from which seconds is that said.

    gross = open seconds while the clock ran or was paused     paused = open seconds of the pauses
    net   = gross − paused                                     met when net ≤ the promise of its priority

Only open hours count, of a pause as well: a week-end in "awaiting" gives nothing back. Time between a resolution and
a reopening belongs to nobody, and the same clock goes on. Changed priority, by policy: "retroactive" judges the whole
clock by the last priority it ran under, its former pauses included; "from_change" begins a promise at each change, and
a promise already broken stays broken. What cannot be told is unknown: no promise for that priority, a service that
never opens, or a promise broken only if the stretch before the first observation was not a pause.
Worked figure: 8–18, opened Friday 16:00, paused Friday 17:00 to Monday 9:00, solved Monday 12:00: gross 6 h, paused
2 h, net 4 h.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from etincelle.comfort_zone.ticket_history import ClockRule, History, Kind, Piece, PriorityPolicy, cut, is_among
from etincelle.comfort_zone.timetable import Timetable, between


class Verdict(StrEnum):
    """Whether a promise was kept."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    CANCELLED = "cancelled"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


class Notable(StrEnum):
    """Why somebody else's figure may differ."""

    HOLIDAY = "holiday"
    CLOSURE = "closure"
    CLOCK_CHANGE = "clock_change"
    PAUSE_OUTSIDE_HOURS = "pause_outside_hours"
    REOPENED = "reopened"
    PRIORITY_CHANGED = "priority_changed"
    EXCLUDED = "excluded"
    UNSEEN_START = "unseen_start"
    CLOSED_NOT_RESOLVED = "closed_not_resolved"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch to draw, in UTC epoch seconds."""

    begin: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock read at one instant; `stopped` None while it runs or is paused, `due` None when no instant is known.

    due: when the net time reaches the promise; while paused, nobody knows; `left` seconds remain, negative once late.
    """

    verdict: Verdict
    gross_seconds: int
    paused_seconds: int
    started: int
    stopped: int | None
    is_running: bool
    left: int | None
    due: int | None
    spans: tuple[Span, ...]
    notable: frozenset[Notable]

    @property
    def net_seconds(self) -> int:
        """Open seconds that count for the promise."""
        return self.gross_seconds - self.paused_seconds

    @property
    def pause_share(self) -> float | None:
        """Paused over gross; unknown when not a second was open."""
        return self.paused_seconds / self.gross_seconds if self.gross_seconds else None


@dataclass(frozen=True, slots=True)
class _Timed:
    """A piece and its open seconds."""

    piece: Piece
    seconds: int

    @property
    def net(self) -> int:
        return self.seconds if self.piece.kind is Kind.OPEN else 0

    @property
    def unseen(self) -> int:
        return self.net if not self.piece.state else 0


@dataclass(frozen=True, slots=True)
class _Promise:
    """Pieces judged together, and the seconds promised for them."""

    parts: tuple[_Timed, ...]
    seconds: int | None
    net: int
    unseen: int

    @property
    def is_broken(self) -> bool:
        """Whether it is broken for sure."""
        return self.seconds is not None and self.net - self.unseen > self.seconds

    @property
    def is_doubtful(self) -> bool:
        """Whether it is kept or broken according to what nobody saw."""
        return self.seconds is None or self.net > self.seconds >= self.net - self.unseen


def read_clock(history: History, timetable: Timetable, rule: ClockRule, as_of: int) -> Reading:
    """The clock of a ticket as known at an instant; what was seen later does not count."""
    pieces = cut(history, rule, as_of)
    lived = _without_the_end(pieces)
    until = timetable.open_until([lived[0].begin, *(piece.end for piece in lived)]).tolist()
    timed = [_Timed(piece, after - before) for piece, (before, after) in zip(lived, pairwise(until))]
    counted = [part for part in timed if part.piece.kind is not Kind.STOPPED]
    promises = _promises(counted, rule, history.pauses is not None)
    told = next((promise for promise in promises if promise.is_broken), promises[-1])
    can_tell = timetable.open_seconds > 0 and as_of >= history.opened
    now = pieces[-1].kind
    return Reading(
        verdict=_left_out(history, rule, pieces) or _verdict(promises if can_tell else (), now),
        gross_seconds=sum(part.seconds for part in counted),
        paused_seconds=sum(part.seconds for part in counted if part.piece.kind is Kind.PAUSED),
        started=history.opened,
        stopped=lived[-1].end if now is Kind.STOPPED else None,
        is_running=now is Kind.OPEN and as_of >= history.opened,
        left=None if told.seconds is None else told.seconds - told.net,
        due=_due(told, timetable, is_paused=now is Kind.PAUSED),
        spans=tuple(_drawn(lived, timetable)),
        notable=frozenset(_notable(history, rule, pieces, timed, timetable)),
    )


def _without_the_end(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces up to the last instant the clock ran or was paused."""
    return pieces[: 1 + max(place for place, piece in enumerate(pieces) if piece.kind is not Kind.STOPPED)]


def _promises(counted: Sequence[_Timed], rule: ClockRule, has_pause_log: bool) -> list[_Promise]:
    """One promise for the whole clock, or one from each change of priority."""
    groups = [tuple(counted)]
    if rule.priority_policy is PriorityPolicy.FROM_CHANGE:
        groups = [tuple(group) for _priority, group in groupby(counted, lambda part: part.piece.priority)]
    return [
        _Promise(
            group,
            rule.threshold(group[-1].piece.priority),
            sum(part.net for part in group),
            0 if has_pause_log else sum(part.unseen for part in group),
        )
        for group in groups
    ]


def _left_out(history: History, rule: ClockRule, pieces: Sequence[Piece]) -> Verdict | None:
    """Why a ticket is not judged at all."""
    if is_among(pieces[-1].state, rule.cancelled):
        return Verdict.CANCELLED
    excused = history.excused or any(is_among(piece.state, rule.excused) for piece in pieces)
    return Verdict.EXCUSED if excused else None


def _verdict(promises: Sequence[_Promise], now: Kind) -> Verdict:
    """Broken, else unknown, else kept so far or for good."""
    if any(promise.is_broken for promise in promises):
        return Verdict.MISSED
    if not promises or any(promise.is_doubtful for promise in promises):
        return Verdict.UNKNOWN
    return Verdict.MET if now is Kind.STOPPED else Verdict.RUNNING


def _due(promise: _Promise, timetable: Timetable, *, is_paused: bool) -> int | None:
    """When the net time of a promise reaches its seconds, as if the clock went on from where it stopped."""
    left = promise.seconds
    if left is None:
        return None
    for part in promise.parts:
        if part.piece.kind is Kind.OPEN and part.net >= left:
            return timetable.due_at(part.piece.begin, left)
        left -= part.net
    return None if is_paused else timetable.due_at(promise.parts[-1].piece.end, left)


def _drawn(pieces: Sequence[Piece], timetable: Timetable) -> Iterator[Span]:
    """What to draw, end to end: open and paused hours, closed hours between them, stops."""
    shades = [shade for piece in pieces for shade in _shades(piece, timetable) if shade.begin < shade.end]
    for kind, group in groupby(shades, lambda shade: shade.kind):
        spans = list(group)
        yield Span(spans[0].begin, spans[-1].end, kind)


def _shades(piece: Piece, timetable: Timetable) -> Iterator[Span]:
    """A piece shared into its open hours and its closed ones."""
    if piece.kind is Kind.STOPPED:
        yield Span(piece.begin, piece.end, Kind.STOPPED)
        return
    reached = piece.begin
    for begin, end in timetable.between(piece.begin, piece.end).tolist():
        yield Span(reached, begin, Kind.CLOSED)
        yield Span(begin, end, piece.kind)
        reached = end
    yield Span(reached, piece.end, Kind.CLOSED)


def _notable(
    history: History, rule: ClockRule, pieces: Sequence[Piece], timed: Sequence[_Timed], timetable: Timetable
) -> Iterator[Notable]:
    """Each reason that holds."""
    begin, end = timed[0].piece.begin, timed[-1].piece.end
    marks = timetable.marks
    priorities = {part.piece.priority for part in timed if part.piece.kind is not Kind.STOPPED}
    stop = pieces[len(timed)] if len(timed) < len(pieces) else None
    holds = {
        Notable.HOLIDAY: len(between(marks.holidays, begin, end)) > 0,
        Notable.CLOSURE: len(between(marks.closures, begin, end)) > 0,
        Notable.CLOCK_CHANGE: bool(((marks.clock_changes > begin) & (marks.clock_changes < end)).any()),
        Notable.PAUSE_OUTSIDE_HOURS: any(
            p.piece.kind is Kind.PAUSED and p.piece.end - p.piece.begin > p.seconds for p in timed
        ),
        Notable.REOPENED: any(part.piece.kind is Kind.STOPPED for part in timed),
        Notable.PRIORITY_CHANGED: len(priorities) > 1,
        Notable.EXCLUDED: _left_out(history, rule, pieces) is not None,
        Notable.UNSEEN_START: history.pauses is None and timed[0].unseen > 0,
        Notable.CLOSED_NOT_RESOLVED: stop is not None
        and is_among(stop.state, rule.closed)
        and history.resolved != stop.begin,
    }
    yield from (reason for reason, is_so in holds.items() if is_so)
