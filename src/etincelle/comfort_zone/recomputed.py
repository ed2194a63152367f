"""A level recomputed from its tickets: promises kept month by month, and where the partner says otherwise.

attainment = met / (met + missed); cancelled, excused and unknown tickets are left out and counted aside. A ticket
counts in the month, in the zone of its calendar, in which its clock stopped. Percentiles are the inverse of the
distribution, nothing interpolated: the smallest net time that as many tickets reach; ties count as met.
Worked figure: net times 1 h, 2 h, 3 h, 9 h against a promise of 4 h: met 3 of 4, median 2 h, 90 in 100 within 9 h.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from etincelle.arithmetic.small_samples import wilson
from etincelle.comfort_zone.gaming import PausedCase
from etincelle.comfort_zone.service_clock import Reading, Verdict, read_clock
from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.ticket_history import ClockRule, History, Kind, PriorityPolicy
from etincelle.comfort_zone.ticket_states import StateEffects, is_closing
from etincelle.comfort_zone.timetable import Timetable

LEFT_OUT = (Verdict.CANCELLED, Verdict.EXCUSED)
SHARES = (0.5, 0.9, 0.95)
REACH = 15 * 3600  # no zone is further from UTC: see ledger/sql/view_ticket_reach.sql


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket: where it comes from, its history, and whether the partner's tool says its promise was kept."""

    source: str
    number: str
    service: str
    group: str
    priority: str
    history: History
    theirs: bool | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised time in open seconds, and whom it is for; "" stands for any priority, group or service."""

    priority: str
    group: str
    service: str
    seconds: int
    calendar: str
    policy: PriorityPolicy = PriorityPolicy.RETROACTIVE

    def is_for(self, ticket: Ticket) -> bool:
        """Whether a ticket is among those it is for."""
        return all(
            not wanted or wanted.casefold() == found.casefold()
            for wanted, found in (
                (self.priority, ticket.priority), (self.group, ticket.group), (self.service, ticket.service),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What a level promises: its promised times, the calendars they count in, what states do to a clock.

    hours: the calendars before they were compiled, to read a clock with other hours.
    """

    promises: tuple[Promise, ...]
    timetables: Mapping[str, Timetable]
    effects: StateEffects
    hours: Mapping[str, ServiceHours] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A ticket, the promise it was judged by, and its clock."""

    ticket: Ticket
    promise: Promise
    reading: Reading

    @property
    def differs(self) -> bool:
        """Whether the partner's tool says otherwise; only of tickets that are judged on both sides."""
        ours = {Verdict.MET: True, Verdict.MISSED: False}.get(self.reading.verdict)
        return self.ticket.theirs is not None and ours is not None and ours != self.ticket.theirs


@dataclass(frozen=True, slots=True)
class MonthLevel:
    """One month of a level: counts, net seconds not exceeded by 50, 90 and 95 in 100, how many tickets differ.

    open_seconds and paused_seconds: of the clocks of the tickets judged. used: these clocks as shares of their promise;
    paused_at: what was used of it at the start of each of their pauses; both in order of size.
    """

    month: date
    met: int
    missed: int
    left_out: int
    unknown: int
    differing: int
    net_seconds: tuple[int | None, int | None, int | None]
    open_seconds: int = 0
    paused_seconds: int = 0
    used: Sequence[float] = ()
    paused_at: Sequence[float] = ()

    @property
    def judged(self) -> int:
        """The denominator: tickets met or missed."""
        return self.met + self.missed

    @property
    def share(self) -> float | None:
        """Attainment; unknown without a judged ticket."""
        return self.met / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval at 95 %."""
        return wilson(self.met, self.judged)


@lru_cache(maxsize=64)
def timetable_of(hours: ServiceHours, first_year: int, last_year: int) -> Timetable:
    """The hours compiled from the first day of one year to that of another; the same question answered once."""
    return compile_hours(hours, date(first_year, 1, 1), date(last_year, 1, 1))


def promise_for(ticket: Ticket, promises: Sequence[Promise]) -> Promise | None:
    """The most precise promise for a ticket: one that names more of priority, group and service comes first."""
    fit = [p for p in promises if p.is_for(ticket)]
    return max(fit, key=lambda p: (bool(p.priority), bool(p.group), bool(p.service)), default=None)


def judge(ticket: Ticket, terms: Terms, as_of: int) -> Judged | None:
    """The clock of one ticket under the promise made for it; None when nothing was promised."""
    promise = promise_for(ticket, terms.promises)
    if promise is None:
        return None
    rule = rule_for(ticket, promise, terms)
    return Judged(ticket, promise, read_clock(ticket.history, terms.timetables[promise.calendar], rule, as_of))


def rule_for(ticket: Ticket, promise: Promise, terms: Terms) -> ClockRule:
    """The rule of a ticket's clock: the time promised for each priority it went through, and what its states do."""
    observed = {o.priority for o in ticket.history.observations} | {ticket.priority}
    thresholds = {}
    for priority in sorted(observed):
        at_that_time = Ticket(ticket.source, ticket.number, ticket.service, ticket.group, priority, ticket.history)
        found = promise_for(at_that_time, terms.promises)
        if found is not None:
            thresholds[priority] = found.seconds
    states = {o.state for o in ticket.history.observations}
    effects = {state: terms.effects.of(state) for state in states}
    chosen = {effect: frozenset(s for s, e in effects.items() if e == effect) for effect in set(effects.values())}
    none: frozenset[str] = frozenset()
    stops = chosen.get("stop", none)
    closed = frozenset(filter(is_closing, stops))
    return ClockRule(
        tuple(thresholds.items()), paused=chosen.get("pause", none), resolved=stops - closed, closed=closed,
        cancelled=chosen.get("cancel", none), priority_policy=promise.policy,
    )  # fmt: skip


def stopped_in(judged: Judged, zone: str) -> date | None:
    """The first day of the month in which a clock stopped, in a zone; None while it runs or is paused."""
    if judged.reading.stopped is None:
        return None
    return datetime.fromtimestamp(judged.reading.stopped, UTC).astimezone(ZoneInfo(zone)).date().replace(day=1)


def last_told_in(ticket: Ticket) -> date:
    """The first day of one of the months that have to do with a ticket, whatever the zone: where it is counted once."""
    return datetime.fromtimestamp(ticket.history.observations[-1].instant - REACH, UTC).date().replace(day=1)


def case_of(one: Judged) -> PausedCase:
    """A clock as shares of its promise: what it used, and what it had used at the start of each pause."""
    promised = max(one.promise.seconds, 1)
    used, paused_at, before = 0, [], Kind.OPEN
    for span in one.reading.spans:
        if span.kind is Kind.PAUSED and before is not Kind.PAUSED:
            paused_at.append(used / promised)
        used += span.end - span.begin if span.kind is Kind.OPEN else 0
        before = before if span.kind is Kind.CLOSED else span.kind
    return PausedCase(one.reading.net_seconds / promised, tuple(paused_at))


@dataclass(slots=True)
class MonthTally:
    """A month of a level being counted ticket by ticket: of each only a few numbers stay, so a million of them fit."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    differing: int = 0
    open_seconds: int = 0
    paused_seconds: int = 0
    net_seconds: "array[int]" = field(default_factory=lambda: array("q"))
    used: "array[float]" = field(default_factory=lambda: array("d"))
    paused_at: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, one: Judged) -> None:
        """Count a ticket whose clock stopped in the month."""
        reading = one.reading
        self.verdicts[reading.verdict] += 1
        self.differing += one.differs
        if reading.verdict in (Verdict.MET, Verdict.MISSED):
            case = case_of(one)
            self.open_seconds += reading.gross_seconds
            self.paused_seconds += reading.paused_seconds
            self.net_seconds.append(reading.net_seconds)
            self.used.append(case.used)
            self.paused_at.extend(case.paused_at)

    def level(self, month: date) -> MonthLevel:
        """The month, all its tickets counted."""
        known = sorted(self.net_seconds)
        within = [known[ceil(share * len(known)) - 1] if known else None for share in SHARES]
        return MonthLevel(
            month, self.verdicts[Verdict.MET], self.verdicts[Verdict.MISSED],
            sum(self.verdicts[verdict] for verdict in LEFT_OUT), self.verdicts[Verdict.UNKNOWN], self.differing,
            (within[0], within[1], within[2]), self.open_seconds, self.paused_seconds,
            array("d", sorted(self.used)), array("d", sorted(self.paused_at)),
        )  # fmt: skip


class LevelTally:
    """A level being counted ticket by ticket: its months; by month last told of, how many were judged and still run."""

    def __init__(self, zone: str, asked: Container[date] | None = None) -> None:
        """zone: of the months; asked: the months to count, all when None."""
        self.zone = zone
        self.asked = asked
        self.months: dict[date, MonthTally] = defaultdict(MonthTally)
        self.tickets: Counter[date] = Counter()
        self.running: Counter[date] = Counter()

    def add(self, one: Judged) -> None:
        """Count a ticket, in the month in which its clock stopped."""
        month, home = stopped_in(one, self.zone), last_told_in(one.ticket)
        if month is not None and self._is_asked(month):
            self.months[month].add(one)
        if self._is_asked(home):
            self.tickets[home] += 1
            self.running[home] += month is None

    def _is_asked(self, month: date) -> bool:
        return self.asked is None or month in self.asked

    def levels(self) -> list[MonthLevel]:
        """The months, in order of time."""
        return [self.months[month].level(month) for month in sorted(self.months)]


def by_month(judged: Iterable[Judged], zone: str) -> list[MonthLevel]:
    """The months of a level, in order of time."""
    counted = LevelTally(zone)
    for one in judged:
        counted.add(one)
    return counted.levels()
