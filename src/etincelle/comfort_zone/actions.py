"""Recomputing the levels of the contract from the tickets, when the tickets or the terms have changed.

Three steps, each for what the one before leaves. Same parts and same terms: nothing is read. Else one question to the
ledger says what the tickets of each partnership hold, month by month: months whose tickets are the same are kept. The
others are counted in one pass over their tickets, partnership by partnership, of which a few numbers a ticket stay.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from etincelle import __version__
from etincelle.comfort_zone.gaming import tally_of
from etincelle.comfort_zone.models import (
    LevelComputed,
    PromisedTime,
    RecomputedMonth,
    ServiceCalendar,
    ServiceLevel,
    TicketState,
)
from etincelle.comfort_zone.reads import contents_of, epoch, load_terms, tickets_of
from etincelle.comfort_zone.recomputed import LevelTally, MonthLevel, Ticket, judge
from etincelle.comfort_zone.ticket_contents import Contents
from etincelle.foundation import journal
from etincelle.foundation.access import everything
from etincelle.foundation.config import config, default_rules
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.parts import ledger

WHY = "recompute levels"
Counted = dict[str, tuple[str, int, int]]  # by first day of a month: its mark, tickets judged, of which still running


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What recomputing a level gave: the months counted again, how many tickets it has, which still run."""

    level: str
    months: tuple[MonthLevel, ...]
    tickets: int
    running: int


@dataclass(frozen=True, slots=True)
class _Due:
    """A level to look at: marks of what it rests on, what its tickets hold, the months that stay as they are."""

    level: ServiceLevel
    fingerprint: str
    terms: str
    held: Contents | None
    kept: Counted

    @property
    def asked(self) -> set[date]:
        """The months to count."""
        return {month for month in (self.held.marks if self.held else ()) if str(month) not in self.kept}

    @property
    def seen_until(self) -> datetime | None:
        """Until when the sources of its tickets tell anything."""
        return self.held.seen_until.replace(tzinfo=UTC) if self.held else None


def recompute_levels(partnership: str = "") -> Iterator[Recomputed]:
    """Recompute the months of levels with a promised time whose tickets or terms changed, one transaction a level."""
    now = ledger()
    due: dict[str, list[_Due]] = defaultdict(list)
    asked: dict[str, set[date]] = defaultdict(set)
    for one in _changed(now, partnership):
        due[one.level.service.partnership.code].append(one)
        asked[one.level.service.partnership.code] |= one.asked
    for code, tickets in tickets_of(now, asked):
        yield from _count(due.pop(code), tickets)
    for levels in due.values():
        yield from _count(levels, ())


def _changed(now: EmbeddedLedger, partnership: str) -> list[_Due]:
    """The levels of which some month came, changed or went; of the others it is noted that they were looked at."""
    rows = everything(ServiceLevel, WHY).select_related("service__partnership").order_by("code")
    rows = rows.filter(service__partnership__code=partnership) if partnership else rows
    terms, names = _terms(), now.visible.get("tickets", ())
    known = {done.level_id: done for done in everything(LevelComputed, WHY)}
    marks = {level: _digest(level, *terms[level.pk], *names) for level in rows if level.pk in terms}
    stale = [level for level, mark in marks.items() if level.pk not in known or known[level.pk].fingerprint != mark]
    contents = contents_of(now) if stale else {}
    changed = []
    with transaction.atomic():
        for level in stale:
            held, before = contents.get(level.service.partnership.code), known.get(level.pk)
            mark = _digest(level, *terms[level.pk], str(held.years if held else ""))
            is_same = before is not None and before.terms == mark
            one = _Due(level, marks[level], mark, held, _kept(before, held) if before and is_same else {})
            if before and is_same and one.kept == _as_counted(before) and not one.asked:
                done = everything(LevelComputed, WHY).filter(level=level)
                done.update(fingerprint=one.fingerprint, seen_until=one.seen_until)
            else:
                changed.append(one)
    return changed


def _as_counted(before: LevelComputed) -> Counted:
    return {month: (mark, tickets, running) for month, (mark, tickets, running) in before.months.items()}


def _kept(before: LevelComputed, held: Contents | None) -> Counted:
    """The months whose tickets hold what they held."""
    marks = {str(month): mark for month, mark in held.marks.items()} if held else {}
    return {month: told for month, told in _as_counted(before).items() if marks.get(month) == told[0]}


def _terms() -> Mapping[int, tuple[str, ...]]:
    """By level with a promised time, what its months rest on beside tickets: promises and calendars, states, rules."""
    rules = default_rules().comfort_zone.measures
    calendars = {row.pk: f"{row.pk}.{row.version}" for row in everything(ServiceCalendar, WHY)}
    states = [f"{row.pk}.{row.version}" for row in everything(TicketState, WHY).order_by("pk")]
    promises: dict[int, list[PromisedTime]] = defaultdict(list)
    for row in everything(PromisedTime, WHY).order_by("pk"):
        promises[row.level_id].append(row)
    shared = (__version__, str(asdict(rules)), config().time_zone, "states", *states, "promises")
    return {
        level: (*shared, *(f"{row.pk}.{row.version}.{calendars[row.calendar_id]}" for row in mine))
        for level, mine in promises.items()
    }


def _digest(level: ServiceLevel, *parts: str) -> str:
    return hashlib.sha256("\n".join((level.service.partnership.code, *parts)).encode()).hexdigest()


def _count(levels: Sequence[_Due], tickets: Iterable[Ticket]) -> Iterator[Recomputed]:
    """Count the tickets of a partnership once for all its levels, and store each level."""
    zone = config().time_zone
    tallies = [LevelTally(zone, one.asked) for one in levels]
    clocks = [
        (load_terms(one.level, one.held.years), epoch(one.held.seen_until), tally)
        for one, tally in zip(levels, tallies, strict=True) if one.held
    ]  # fmt: skip
    for ticket in tickets:
        for terms, as_of, tally in clocks:
            judged = judge(ticket, terms, as_of)
            if judged is not None:
                tally.add(judged)
    for one, tally in zip(levels, tallies, strict=True):
        yield _store(one, tally)


def _store(one: _Due, tally: LevelTally) -> Recomputed:
    level, months = one.level, tally.levels()
    marks = one.held.marks if one.held else {}
    fresh = {str(month): (marks[month], tally.tickets[month], tally.running[month]) for month in one.asked}
    counted = {**one.kept, **fresh}
    tickets, running = (sum(column) for column in zip(*(told[1:] for told in counted.values()))) if counted else (0, 0)
    with transaction.atomic():
        everything(RecomputedMonth, WHY).filter(level=level).exclude(month__in=list(one.kept)).delete()
        everything(RecomputedMonth, WHY).bulk_create(_rows(level, months))
        done = {
            "fingerprint": one.fingerprint, "terms": one.terms, "months": counted, "tickets": tickets,
            "running": running, "seen_until": one.seen_until,
        }  # fmt: skip
        everything(LevelComputed, WHY).update_or_create(level=level, defaults=done)
        journal.record(None, "comfort_zone.recompute", (level._meta.label, str(level.pk)), after={"tickets": tickets})
    return Recomputed(level.code, tuple(months), tickets, running)


def _rows(level: ServiceLevel, months: Sequence[MonthLevel]) -> list[RecomputedMonth]:
    return [
        RecomputedMonth(
            level=level, month=m.month, met=m.met, missed=m.missed, left_out=m.left_out, unknown=m.unknown,
            differing=m.differing, half_seconds=m.net_seconds[0], nine_tenths_seconds=m.net_seconds[1],
            most_seconds=m.net_seconds[2], open_seconds=m.open_seconds, paused_seconds=m.paused_seconds,
            tally=asdict(tally_of(m.used, m.paused_at, default_rules().comfort_zone.measures)),
        )
        for m in months
    ]  # fmt: skip
