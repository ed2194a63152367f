"""Recomputing the levels of the contract from the tickets, when the tickets or the terms have changed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.db import transaction

from etincelle.comfort_zone.gaming import tally
from etincelle.comfort_zone.models import (
    LevelComputed,
    PromisedTime,
    RecomputedMonth,
    ServiceCalendar,
    ServiceLevel,
    TicketState,
)
from etincelle.comfort_zone.reads import judged_tickets
from etincelle.comfort_zone.recomputed import MonthLevel, by_month
from etincelle.comfort_zone.service_clock import Verdict
from etincelle.foundation import journal
from etincelle.foundation.access import everything
from etincelle.foundation.config import config, default_rules
from etincelle.ledger.parts import ledger

WHY = "recompute levels"
EVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What recomputing a level gave: its months, how many tickets were judged, which still run."""

    level: str
    months: tuple[MonthLevel, ...]
    tickets: int
    running: int


def recompute_levels(partnership: str = "") -> Iterator[Recomputed]:
    """Recompute each level with a promised time whose tickets or terms changed, one transaction a level."""
    promised = everything(PromisedTime, WHY).values_list("level_id", flat=True)
    rows = everything(ServiceLevel, WHY).filter(pk__in=list(promised)).select_related("service__partnership")
    rows = rows.filter(service__partnership__code=partnership) if partnership else rows
    known = dict(everything(LevelComputed, WHY).values_list("level_id", "fingerprint"))
    for level in rows.order_by("code"):
        mark = _fingerprint(level)
        if known.get(level.pk) != mark:
            yield _recompute(level, mark)


def _fingerprint(level: ServiceLevel) -> str:
    """What the months of a level rest on: the visible parts, its promises, their calendars, the states, the rules."""
    rules = default_rules().comfort_zone.measures
    parts = ledger().visible.get("tickets", ())
    promises = everything(PromisedTime, WHY).filter(level=level).order_by("pk")
    calendars = everything(ServiceCalendar, WHY).filter(pk__in=promises.values("calendar")).order_by("pk")
    states = everything(TicketState, WHY).order_by("pk")
    rows = [f"{row.pk}.{row.version}" for rows in (promises, calendars, states) for row in rows]
    return hashlib.sha256("\n".join((str(asdict(rules)), config().time_zone, *parts, *rows)).encode()).hexdigest()


def _recompute(level: ServiceLevel, mark: str) -> Recomputed:
    judged, seen_until = judged_tickets(level, *EVER)
    months = by_month(judged, config().time_zone)
    running = sum(one.reading.verdict is Verdict.RUNNING or one.reading.stopped is None for one in judged)
    with transaction.atomic():
        everything(RecomputedMonth, WHY).filter(level=level).delete()
        everything(RecomputedMonth, WHY).bulk_create(_rows(level, months))
        done = {"fingerprint": mark, "tickets": len(judged), "running": running, "seen_until": seen_until}
        everything(LevelComputed, WHY).update_or_create(level=level, defaults=done)
        journal.record(
            None, "comfort_zone.recompute", (level._meta.label, str(level.pk)), after={"tickets": len(judged)}
        )
    return Recomputed(level.code, tuple(months), len(judged), running)


def _rows(level: ServiceLevel, months: Sequence[MonthLevel]) -> list[RecomputedMonth]:
    return [
        RecomputedMonth(
            level=level, month=m.month, met=m.met, missed=m.missed, left_out=m.left_out, unknown=m.unknown,
            differing=m.differing, half_seconds=m.net_seconds[0], nine_tenths_seconds=m.net_seconds[1],
            most_seconds=m.net_seconds[2], open_seconds=m.open_seconds, paused_seconds=m.paused_seconds,
            tally=asdict(tally(m.cases, default_rules().comfort_zone.measures)),
        )
        for m in months
    ]  # fmt: skip
