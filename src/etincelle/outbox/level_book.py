"""A service level as a workbook: its months reported and recomputed, the incidents of a month with their clocks.

Dates are true dates, shares and points true numbers, lengths true durations; a cell of what nobody knows is empty. A
share just under perfection never shows as 100 %.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from etincelle.comfort_zone.explained import Compared
from etincelle.comfort_zone.models import ServiceLevel
from etincelle.comfort_zone.reads import MonthBeside, compared_tickets, months_beside
from etincelle.comfort_zone.service_clock import Verdict
from etincelle.foundation.access import Actor
from etincelle.foundation.cells import OPTIONS, write_cell
from etincelle.spark.voice import speak

DAY_SECONDS = 86_400
LOOKS = {
    "month": "mm/yyyy",
    "instant": "dd/mm/yyyy hh:mm:ss",
    "length": "[h]:mm:ss",
    "points": "0.00",
    "number": "0.####",
}
WIDTHS = {"month": 11, "instant": 20, "length": 13, "share": 12, "points": 12, "count": 12}
NEARLY = {"fr": r'[=1]0\ %;[>0.9999]"> 99,99 %";0.00\ %', "en": '[=1]0%;[>0.9999]"> 99.99%";0.00%'}
MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name, its columns (header and look), its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Any]]


def level_book(actor: Actor, level: ServiceLevel, month: date | None, language: str) -> bytes:
    """The workbook of one level the actor was handed; with the incidents of a month when one is named."""
    with override(language):
        pages = [months_page(level, months_beside(actor, [level])[level.pk])]
        if month is not None:
            tickets = compared_tickets(level, month)
            pages += [tickets_page(tickets), stretches_page(tickets)]
        return written(pages, language)


def levels_book(actor: Actor, levels: Sequence[ServiceLevel], language: str) -> bytes:
    """The months of several levels, one sheet for all."""
    with override(language):
        months = months_beside(actor, levels)
        rows = [
            (level.code, level.name, *_month_row(one, one.reported), *_in_unit(level, one))
            for level in levels for one in months[level.pk]
        ]  # fmt: skip
        columns = ((_("Code"), "text"), (_("Service level"), "text"), *_month_columns("share"))
        columns += ((_("Value reported"), "number"), (_("Unit"), "text"))
        return written([Page(_("Months"), columns, rows)], language)


def _in_unit(level: ServiceLevel, one: MonthBeside) -> tuple[Any, str]:
    """What was reported of a level that is no percentage, and its unit."""
    is_other = one.reading is not None and one.reported is None
    return one.reading.value if one.reading and is_other else None, level.unit


def months_page(level: ServiceLevel, months: Sequence[MonthBeside]) -> Page:
    """Reported, recomputed, the difference, and what stands behind."""
    if level.unit.strip() == "%":
        return Page(_("Months"), _month_columns("share"), [_month_row(one, one.reported) for one in months])
    rows = [_month_row(one, one.reading.value if one.reading else None) for one in months]
    return Page(_("Months"), _month_columns("number"), rows)


def _month_columns(reported: str) -> tuple[tuple[str, str], ...]:
    return (
        (_("Month"), "month"), (_("Reported"), reported), (_("Recomputed"), "share"),
        (_("Difference (points)"), "points"), (_("What they say together"), "text"), (_("Kept"), "count"),
        (_("Missed"), "count"), (_("Left out"), "count"), (_("Can’t tell"), "count"), (_("Judged otherwise"), "count"),
        (_("Half within"), "length"), (_("95 in 100 within"), "length"),
    )  # fmt: skip


def _month_row(one: MonthBeside, reported: Any) -> tuple[Any, ...]:
    ours = one.ours
    counts = (ours.met, ours.missed, ours.left_out, ours.unknown, ours.differing) if ours else (None,) * 5
    lengths = (_length(ours.half_seconds), _length(ours.most_seconds)) if ours else (None, None)
    said = speak(f"comfort_zone.agreement.{one.agreement.value}")
    points = None if one.gap is None else 100 * one.gap
    return (one.month, reported, one.share, points, said, *counts, *lengths)


def tickets_page(tickets: Sequence[Compared]) -> Page:
    """The incidents of a month, with the figures of their clocks and what explains each difference."""
    columns = (
        (_("Source"), "text"), (_("Incident"), "text"), (_("Priority"), "text"), (_("Opened"), "instant"),
        (_("Stopped"), "instant"), (_("Due"), "instant"), (_("Promised"), "length"), (_("Counted (net)"), "length"),
        (_("Paused, in open hours"), "length"), (_("Open hours in all (gross)"), "length"), (_("Recomputed"), "text"),
        (_("The partner’s tool says"), "text"), (_("Why"), "text"),
    )  # fmt: skip
    return Page(_("Incidents"), columns, [_ticket_row(one) for one in tickets])


def _ticket_row(compared: Compared) -> tuple[Any, ...]:
    one = compared.judged
    ticket, reading = one.ticket, one.reading
    theirs = {None: None, True: Verdict.MET, False: Verdict.MISSED}[ticket.theirs]
    return (
        ticket.source, ticket.number, ticket.priority, _instant(reading.started), _instant(reading.stopped),
        _instant(reading.due), _length(one.promise.seconds), _length(reading.net_seconds),
        _length(reading.paused_seconds), _length(reading.gross_seconds),
        _word(reading.verdict), _word(theirs) if theirs else None,
        " ".join(speak(f"comfort_zone.reason.{reason.value}") for reason in compared.reasons) or None,
    )  # fmt: skip


def _word(verdict: Verdict) -> str:
    return speak(f"comfort_zone.verdict.{verdict.value}")


def stretches_page(tickets: Sequence[Compared]) -> Page:
    """The clocks of the incidents that make the difference, stretch by stretch."""
    columns = (
        (_("Source"), "text"), (_("Incident"), "text"), (_("From"), "instant"), (_("To"), "instant"),
        (_("Clock"), "text"), (_("Length"), "length"),
    )  # fmt: skip
    rows = [row for one in tickets if one.is_apart for row in _stretches(one)]
    return Page(_("Clocks of the differences"), columns, rows[:MOST_ROWS])


def _stretches(compared: Compared) -> Iterator[tuple[Any, ...]]:
    ticket = compared.judged.ticket
    for span in compared.judged.reading.spans:
        word = speak(f"comfort_zone.span.{span.kind.value}")
        times = (_instant(span.begin), _instant(span.end))
        yield (ticket.source, ticket.number, *times, word, _length(span.end - span.begin))


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _length(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / DAY_SECONDS


def written(pages: Sequence[Page], language: str) -> bytes:
    """The sheets as the bytes of a workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        looks = {name: book.add_format({"num_format": look}) for name, look in LOOKS.items()}
        looks["share"] = book.add_format({"num_format": NEARLY[language]})
        looks["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            sheet.freeze_panes(1, 0)
            for place, (header, look) in enumerate(page.columns):
                sheet.write_string(0, place, header, looks["head"])
                sheet.set_column(place, place, WIDTHS.get(look, 24))
            for line, row in enumerate(page.rows, start=1):
                for place, (value, (_header, look)) in enumerate(zip(row, page.columns, strict=True)):
                    write_cell(sheet, (line, place), value, looks.get(look))
    return target.getvalue()
