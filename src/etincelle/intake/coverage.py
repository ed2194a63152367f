"""Which dates confirmed files prove to be covered, for whom, and what was doubtful in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.intake.compare import Comparison, Told, World
from etincelle.intake.kinds import BY_KEY
from etincelle.intake.models import Batch
from etincelle.intake.sources.rows import Covers, Doubt, ParsedRow
from etincelle.intake.tables import day_of, partnership_of

CONTINUOUS = frozenset({"calendar", "mail", "calls", "tickets"})
WHY = "import: what a source covers"
OF_ONE_FILE = frozenset({"private_left_out", "nobody_left_out", "calendar_empty", "calendar_cut", "calendar_proposal"})


def of_rows(rows: Iterable[ParsedRow], world: World, today: date) -> list[Covers]:
    """What accepted workbook rows cover: per partnership, from the first day to the last; a register to today."""
    rows = list(rows)
    coming = {kind: comparison(kind, rows, world) for kind in {row.kind for row in rows}}
    spans: dict[tuple[str, str], list[date]] = {}
    for row in rows:
        kind = BY_KEY[row.kind]
        day = day_of(row.values.get(kind.dated_by)) if kind.covers else None
        if day is None:
            continue
        partnership = partnership_of(kind, row.values, coming[row.kind].find)
        days = spans.setdefault((kind.covers, partnership), [])
        days += [day, max(today, day) if kind.is_register else last_day(day, kind.column(kind.dated_by).type)]
    return [
        Covers(name, min(days), min(max(days), max(today, min(days))), partnership)
        for (name, partnership), days in sorted(spans.items())
    ]


def comparison(kind: str, rows: Sequence[ParsedRow], world: World) -> Comparison:
    """A comparison that can follow references into the file and into what exists."""
    coming: dict[str, dict[tuple[object, ...], object]] = {}
    for row in rows:
        key = tuple(row.values.get(attribute) for attribute in BY_KEY[row.kind].natural)
        coming.setdefault(row.kind, {})[key] = row.values
    return Comparison(BY_KEY[kind], world, coming, Told())  # type: ignore[arg-type]


def last_day(day: date, type_: str) -> date:
    """The last day a value speaks of: the end of its month for a monthly figure."""
    if type_ != "month":
        return day
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def rebuild(name: str, *, sample: bool) -> None:
    """Make the stored coverage of a source again from the spans of its confirmed batches: undo needs no more."""
    shown = f"{name} (sample)" if sample else name
    batches = everything(Batch, WHY).filter(state=Batch.State.CONFIRMED, counts__source=name, sample=sample)
    spans: dict[tuple[str, str], list[Span]] = {}
    for number, at, counts in batches.order_by("pk").values_list("pk", "confirmed_at", "counts"):
        for kind, since, until, partnership in counts["covers"]:
            dates = (date.fromisoformat(since), date.fromisoformat(until))
            span = Span(*dates, number, at or clock.now(), tuple(counts["said"]))
            spans.setdefault((kind, partnership), []).append(span)
    wanted = {
        (kind, shown if position == 0 else f"{shown} {span.since.isoformat()}", partnership): span
        for (kind, partnership), some in sorted(spans.items())
        for position, span in enumerate(joined(some, holes=kind in CONTINUOUS))
    }
    for row in everything(SourceCoverage, WHY).filter(is_named(shown), sample=sample):
        key = (row.kind, row.name, row.partnership_code)
        if key not in wanted:
            row.delete()
            continue
        span = wanted.pop(key)
        if as_stored(row) != span:
            row.since, row.until, row.received_at, row.batch = span.since, span.until, span.at, span.batch
            row.doubts = list(span.said)
            row.save()
    everything(SourceCoverage, WHY).bulk_create([
        SourceCoverage(
            kind=kind, name=shown_name, partnership_code=partnership, since=span.since, until=span.until,
            received_at=span.at, doubts=list(span.said), sample=sample, batch=span.batch,
        )
        for (kind, shown_name, partnership), span in wanted.items()
    ])  # fmt: skip


def as_stored(row: SourceCoverage) -> "Span":
    """A stored coverage as a span."""
    return Span(row.since, row.until, row.batch or 0, row.received_at, tuple(row.doubts))


def is_named(shown: str) -> Q:
    """The rows of a source: its own name, or its name and the first day of a further span."""
    return Q(name=shown) | Q(name__regex="^" + re.escape(shown) + r" \d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Span:
    """Dates one batch covered."""

    since: date
    until: date
    batch: int
    at: datetime
    said: tuple[str, ...]


def joined(spans: Sequence[Span], *, holes: bool) -> list[Span]:
    """Spans put together; with `holes`, a calendar or ticket file that leaves days out stays apart."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.since, one.until, one.batch)):
        last = result[-1] if result else None
        if last is None or (holes and span.since > last.until + timedelta(days=1)):
            result.append(span)
            continue
        newest = max(last, span, key=lambda one: one.batch)
        said = tuple(sorted({*last.said, *span.said}))
        result[-1] = Span(last.since, max(last.until, span.until), newest.batch, newest.at, said)
    return result


def noted(covers: Sequence[Covers], doubts: Sequence[Doubt], name: str) -> dict[str, object]:
    """What a batch keeps of its coverage, as JSON; counts of one file say nothing of the source."""
    lasting = [doubt for doubt in doubts if doubt.code not in OF_ONE_FILE]
    return {
        "source": name,
        "covers": [[one.kind, one.since.isoformat(), one.until.isoformat(), one.partnership] for one in covers],
        "said": sorted(f"{doubt.code}:{doubt.about}" if doubt.about else doubt.code for doubt in lasting),
    }
