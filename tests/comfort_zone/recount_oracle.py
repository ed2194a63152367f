"""Levels counted from nothing, all tickets held as objects: what a recount that keeps what it can must equal."""

from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from math import ceil
from typing import Any

from etincelle.comfort_zone.gaming import tally
from etincelle.comfort_zone.models import LevelComputed, PromisedTime, RecomputedMonth, ServiceLevel
from etincelle.comfort_zone.reads import epoch, load_terms, ticket_of
from etincelle.comfort_zone.recomputed import LEFT_OUT, SHARES, Judged, case_of, judge, stopped_in
from etincelle.comfort_zone.service_clock import Verdict
from etincelle.foundation.access import everything
from etincelle.foundation.config import config, default_rules
from etincelle.ledger.parts import ledger

FIELDS = [f.name for f in RecomputedMonth._meta.concrete_fields if f.name not in ("id", "level")]
SET_ASIDE = ("tickets", "running", "seen_until")


def stored() -> dict[str, Any]:
    """By level: what was set aside, and its months."""
    found: dict[str, Any] = {}
    for done in everything(LevelComputed, "test").select_related("level"):
        months = everything(RecomputedMonth, "test").filter(level=done.level).order_by("month").values(*FIELDS)
        found[done.level.code] = ({name: getattr(done, name) for name in SET_ASIDE}, list(months))
    return found


def from_nothing() -> dict[str, Any]:
    """The same, counted from the parts."""
    promised = everything(PromisedTime, "test").values_list("level_id", flat=True)
    levels = everything(ServiceLevel, "test").filter(pk__in=list(promised)).select_related("service__partnership")
    return {level.code: of_level(level) for level in levels}


def of_level(level: ServiceLevel) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """One level."""
    judged, seen_until = judged_tickets(level)
    running = sum(one.reading.verdict is Verdict.RUNNING or one.reading.stopped is None for one in judged)
    months: dict[date, list[Judged]] = defaultdict(list)
    for one in judged:
        if month := stopped_in(one, config().time_zone):
            months[month].append(one)
    return (
        {"tickets": len(judged), "running": running, "seen_until": seen_until},
        [of_month(month, months[month]) for month in sorted(months)],
    )


def judged_tickets(level: ServiceLevel) -> tuple[list[Judged], datetime | None]:
    """The tickets of a level, and until when their sources tell."""
    ever = [datetime(1970, 1, 1), datetime(2200, 1, 1)]  # noqa: DTZ001 - as parts keep them
    told = ledger().query("ticket_stories", [level.service.partnership.code, *ever])
    tickets = [ticket_of(list(rows)) for _key, rows in groupby(told, lambda row: row[:2])]
    if not tickets:
        return [], None
    seen_until = max(row[10] for row in told)
    first = min(ticket.history.opened for ticket in tickets)
    terms = load_terms(level, (datetime.fromtimestamp(first, UTC).year - 1, seen_until.year + 3))
    found = [judge(ticket, terms, epoch(seen_until)) for ticket in tickets]
    return [one for one in found if one is not None], seen_until.replace(tzinfo=UTC)


def of_month(month: date, judged: list[Judged]) -> dict[str, Any]:
    """One month."""
    verdicts = [one.reading.verdict for one in judged]
    counted = [one for one in judged if one.reading.verdict in (Verdict.MET, Verdict.MISSED)]
    known = sorted(one.reading.net_seconds for one in counted)
    within = [known[ceil(share * len(known)) - 1] if known else None for share in SHARES]
    return {
        "month": month, "met": verdicts.count(Verdict.MET), "missed": verdicts.count(Verdict.MISSED),
        "left_out": sum(v in LEFT_OUT for v in verdicts), "unknown": verdicts.count(Verdict.UNKNOWN),
        "differing": sum(one.differs for one in judged), "half_seconds": within[0], "nine_tenths_seconds": within[1],
        "most_seconds": within[2], "open_seconds": sum(one.reading.gross_seconds for one in counted),
        "paused_seconds": sum(one.reading.paused_seconds for one in counted),
        "tally": asdict(tally([case_of(one) for one in counted], default_rules().comfort_zone.measures)),
    }  # fmt: skip
