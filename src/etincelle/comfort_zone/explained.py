"""Why does the partner's tool judge a ticket otherwise? A reason counts when the clock read its way says what they say.

Each usual slip is tried on the ticket alone; one that does not turn the verdict into theirs explains nothing.
    holiday, closure: those hours counted as open
    pause outside hours: the closed hours of a pause given back; pause counted: pauses not taken off
    reopened: the first resolution ends it, or the time it stood solved counts
    priority changed: judged by any other promise it went under; clock change: one hour more or less
    closed hours: counted night and day; closed, not resolved: the stretch that ends at the closure left out
    unseen: hours in which nobody saw the ticket taken for a pause
    excluded, cannot tell, not told: one side alone judges it
Several slips may each be enough; the first in the order of `Reason` is the one counted. None is enough: unexplained.
Worked figure: promise 4 h, 8-18, opened 16:00, paused 17:00 to 9:00, solved 12:00: net 4 h, kept. With the pause
counted, 6 h: the partner who says « missed » forgot to take it off.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from etincelle.comfort_zone.recomputed import Judged, Terms, rule_for, timetable_of
from etincelle.comfort_zone.service_clock import Notable, Reading, Verdict, read_clock
from etincelle.comfort_zone.service_hours import ServiceHours
from etincelle.comfort_zone.ticket_history import ClockRule, Kind, Piece, PriorityPolicy, cut
from etincelle.comfort_zone.timetable import Timetable

HOUR = 3600
SAID = {Verdict.MET: True, Verdict.MISSED: False}


class Reason(StrEnum):
    """What makes a difference, in the order in which it is counted."""

    EXCLUDED = "excluded"
    CANNOT_TELL = "cannot_tell"
    NOT_TOLD = "not_told"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    PAUSE_OUTSIDE_HOURS = "pause_outside_hours"
    PAUSE_COUNTED = "pause_counted"
    REOPENED = "reopened"
    PRIORITY_CHANGED = "priority_changed"
    CLOCK_CHANGE = "clock_change"
    CLOSED_HOURS = "closed_hours"
    CLOSED_NOT_RESOLVED = "closed_not_resolved"
    UNSEEN = "unseen"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Tried:
    """A ticket on the bench: its clock, its rule, its timetable, its pieces, and the partner's word."""

    one: Judged
    rule: ClockRule
    hours: ServiceHours | None
    timetable: Timetable
    pieces: tuple[Piece, ...]
    as_of: int

    def turns(self, seconds: int) -> bool:
        """Whether so many seconds more (or fewer, when negative) give the partner's word."""
        left = self.one.reading.left
        return left is not None and (left - seconds >= 0) == self.one.ticket.theirs

    def agrees(self, reading: Reading) -> bool:
        """Whether another reading of the clock gives the partner's word."""
        return SAID.get(reading.verdict) == self.one.ticket.theirs

    def open_in(self, kind: Kind) -> int:
        """Open seconds of the pieces of one kind before the clock stopped for good."""
        end = self.one.reading.stopped
        kept = [p for p in self.pieces if p.kind is kind and (end is None or p.begin < end)]
        return sum(int(self.timetable.elapsed(p.begin, p.end)) for p in kept)

    def again(self, timetable: Timetable) -> Reading:
        """The clock read with other hours."""
        return read_clock(self.one.ticket.history, timetable, self.rule, self.as_of)


def reasons(one: Judged, terms: Terms, as_of: int) -> tuple[Reason, ...]:
    """Each reason that is enough to explain a difference; () for a ticket on which both sides agree."""
    ours, theirs = SAID.get(one.reading.verdict), one.ticket.theirs
    if ours == theirs or one.reading.verdict is Verdict.RUNNING:
        return ()
    if ours is None:
        return (Reason.CANNOT_TELL if one.reading.verdict is Verdict.UNKNOWN else Reason.EXCLUDED,)
    if theirs is None:
        return (Reason.NOT_TOLD,)
    rule = rule_for(one.ticket, one.promise, terms)
    pieces = tuple(cut(one.ticket.history, rule, as_of))
    code = one.promise.calendar
    tried = Tried(one, rule, terms.hours.get(code), terms.timetables[code], pieces, as_of)
    return tuple(reason for reason, holds in SLIPS.items() if holds(tried)) or (Reason.UNEXPLAINED,)


def _holiday(tried: Tried) -> bool:
    if Notable.HOLIDAY not in tried.one.reading.notable or tried.hours is None:
        return False
    return tried.agrees(
        tried.again(_compiled(replace(tried.hours, country="", subdivision="", own_closed=frozenset()), tried))
    )


def _closure(tried: Tried) -> bool:
    if Notable.CLOSURE not in tried.one.reading.notable or tried.hours is None:
        return False
    return tried.agrees(tried.again(_compiled(replace(tried.hours, closures=()), tried)))


def _compiled(hours: ServiceHours, tried: Tried) -> Timetable:
    return timetable_of(hours, *tried.timetable.years)


def _pause_outside_hours(tried: Tried) -> bool:
    if Notable.PAUSE_OUTSIDE_HOURS not in tried.one.reading.notable:
        return False
    whole = sum(p.end - p.begin for p in tried.pieces if p.kind is Kind.PAUSED)
    return tried.turns(tried.one.reading.paused_seconds - whole)


def _pause_counted(tried: Tried) -> bool:
    return tried.turns(tried.one.reading.paused_seconds)


def _reopened(tried: Tried) -> bool:
    if Notable.REOPENED not in tried.one.reading.notable:
        return False
    ended = next(p.begin for p in tried.pieces if p.kind is Kind.STOPPED)
    history = tried.one.ticket.history
    seen = tuple(o for o in history.observations if o.instant <= ended)
    first = read_clock(replace(history, observations=seen, resolved=None), tried.timetable, tried.rule, tried.as_of)
    return tried.agrees(first) or tried.turns(tried.open_in(Kind.STOPPED))


def _priority_changed(tried: Tried) -> bool:
    if Notable.PRIORITY_CHANGED not in tried.one.reading.notable:
        return False
    codes = tuple(code for code, _seconds in tried.rule.thresholds)
    rules = [replace(tried.rule, priority_policy=policy) for policy in PriorityPolicy]
    rules += [
        replace(tried.rule, thresholds=tuple((code, seconds) for code in codes))
        for _code, seconds in tried.rule.thresholds
    ]
    history, as_of = tried.one.ticket.history, tried.as_of
    return any(tried.agrees(read_clock(history, tried.timetable, rule, as_of)) for rule in rules)


def _clock_change(tried: Tried) -> bool:
    return Notable.CLOCK_CHANGE in tried.one.reading.notable and (tried.turns(HOUR) or tried.turns(-HOUR))


def _closed_hours(tried: Tried) -> bool:
    return tried.turns(sum(s.end - s.begin for s in tried.one.reading.spans if s.kind is Kind.CLOSED))


def _closed_not_resolved(tried: Tried) -> bool:
    if Notable.CLOSED_NOT_RESOLVED not in tried.one.reading.notable:
        return False
    running = [p for p in tried.pieces if p.kind is Kind.OPEN and p.end == tried.one.reading.stopped]
    return tried.turns(-sum(int(tried.timetable.elapsed(p.begin, p.end)) for p in running))


def _unseen(tried: Tried) -> bool:
    unseen = [p for p in tried.pieces if p.kind is Kind.OPEN and not p.state]
    return tried.turns(-sum(int(tried.timetable.elapsed(p.begin, p.end)) for p in unseen))


SLIPS: dict[Reason, Callable[[Tried], bool]] = {
    Reason.HOLIDAY: _holiday,
    Reason.CLOSURE: _closure,
    Reason.PAUSE_OUTSIDE_HOURS: _pause_outside_hours,
    Reason.PAUSE_COUNTED: _pause_counted,
    Reason.REOPENED: _reopened,
    Reason.PRIORITY_CHANGED: _priority_changed,
    Reason.CLOCK_CHANGE: _clock_change,
    Reason.CLOSED_HOURS: _closed_hours,
    Reason.CLOSED_NOT_RESOLVED: _closed_not_resolved,
    Reason.UNSEEN: _unseen,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A ticket and what explains that the partner judges it otherwise; no reason when both say the same."""

    judged: Judged
    reasons: tuple[Reason, ...]

    @property
    def is_apart(self) -> bool:
        """Whether the two sides do not say the same."""
        return bool(self.reasons)


def compared(judged: Iterable[Judged], terms: Terms, as_of: int) -> list[Compared]:
    """Every ticket with its reasons."""
    return [Compared(one, reasons(one, terms, as_of)) for one in judged]


@dataclass(frozen=True, slots=True)
class Reported:
    """A month as the partner reports it: a share, and its counts where they are given."""

    share: float
    met: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """From what is reported to what is recomputed, in shares; the four steps add up to the whole difference.

    report: their own tickets say otherwise than their report, no ticket explains it; verdicts: tickets judged
    otherwise; left_out: tickets they count and the contract does not; untold: tickets they say nothing of.
    Any step whose two ends are not known is None.
    """

    reported: float | None
    theirs: float | None
    ours: float | None
    report: float | None
    verdicts: float | None
    left_out: float | None
    untold: float | None
    reasons: tuple[tuple[Reason, int], ...]

    @property
    def gap(self) -> float | None:
        """Recomputed less reported."""
        return None if self.ours is None or self.reported is None else self.ours - self.reported


def bridge(tickets: Sequence[Compared], reported: Reported | None) -> Bridge:
    """The way from the partner's report to the recomputed month.

    Worked figure: reported 100 %; of 10 tickets the tool keeps 9, the contract 4 of the same 10: -10 points that no
    ticket explains, -50 by verdicts.
    """
    said = [(SAID.get(c.judged.reading.verdict), c.judged.ticket.theirs) for c in tickets]
    theirs = _share([t for _o, t in said if t is not None])
    turned = _share([t if o is None else o for o, t in said if t is not None])
    common = _share([o for o, t in said if t is not None and o is not None])
    ours = _share([o for o, _t in said if o is not None])
    share = reported.share if reported else None
    counts = {reason: sum(c.reasons[:1] == (reason,) for c in tickets) for reason in Reason}
    return Bridge(
        share, theirs, ours, _step(share, theirs), _step(theirs, turned), _step(turned, common), _step(common, ours),
        tuple((reason, count) for reason, count in counts.items() if count),
    )  # fmt: skip


def _share(kept: Sequence[bool]) -> float | None:
    return sum(kept) / len(kept) if kept else None


def _step(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
