"""The sample's files, in the formats a company already has: workbook, calendar, ticket exports, survey, reports."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter
from icalendar import Calendar, Event, vCalAddress

from etincelle.intake.kinds import KINDS, Column, Kind
from etincelle.sample.story import STORIES
from etincelle.sample.world import PARIS, CalendarEntry, Row, Ticket, World

LANGUAGE = "fr"
INSTANT = "%d/%m/%Y %H:%M:%S"


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file and what a person would say of it at the door."""

    path: Path
    wanted: str = ""
    options: dict[str, str] = field(default_factory=dict)


def write_files(world: World, folder: Path) -> list[SampleFile]:
    """Write everything under a folder; returns the files in the order in which to import them."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _workbook(world, folder / "portefeuille.xlsx"),
        _calendar(world, folder / "agenda-direction.ics"),
        _survey(world, folder / "enquete-satisfaction.csv"),
        *_tickets(world, folder),
        *_reports(world, folder),
    ]


def _workbook(world: World, path: Path) -> SampleFile:
    """One sheet per kind, with the headers and words of the import template."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.combine(world.today, datetime.min.time())})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for kind in KINDS:
        rows = world.tables.get(kind.model.split(".")[1], [])
        if not rows:
            continue
        sheet = book.add_worksheet(kind.sheet(LANGUAGE)[:31])
        columns = [c for c in kind.columns if any(c.attribute in row for row in rows)]
        sheet.write_row(0, 0, [c.header(LANGUAGE) for c in columns])
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                _write_cell(sheet, (line, place), _cell(column, row), (day, moment))
    book.close()
    return SampleFile(path)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], value: object, formats: tuple[object, object]
) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*at, value.astimezone(PARIS).replace(tzinfo=None), formats[1])
    elif isinstance(value, date):
        sheet.write_datetime(*at, datetime.combine(value, datetime.min.time()), formats[0])
    elif value is not None:
        sheet.write(*at, value)


def _cell(column: Column, row: Row) -> object:
    """A value as people write it in a French workbook."""
    value = row.get(column.attribute)
    if value is None or value == "":
        return None
    if column.type == "bool":
        return "Oui" if value else "Non"
    if column.type == "choice":
        return next(c.fr for c in column.choices if c.value == str(value))
    if column.type in ("decimal", "int"):
        return float(str(value)) if column.type == "decimal" else int(str(value))
    return value if isinstance(value, date) else str(value)


def _calendar(world: World, path: Path) -> SampleFile:
    """A management calendar as Outlook exports it, private life included."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sample//FR")
    calendar.add("version", "2.0")
    for entry in world.calendar:
        calendar.add_component(_event(entry))
    path.write_bytes(calendar.to_ical())
    return SampleFile(path, "calendar", {"source": "agenda"})


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.title)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.start + timedelta(minutes=entry.minutes))
    event.add("dtstamp", entry.start)
    if entry.private:
        event.add("class", "PRIVATE")
    event["organizer"] = vCalAddress(f"mailto:{entry.attendees[0].code}")
    for figure in entry.attendees:
        attendee = vCalAddress(f"mailto:{figure.code}")
        attendee.params["cn"] = figure.name
        event.add("attendee", attendee, encode=False)
    return event


def _survey(world: World, path: Path) -> SampleFile:
    """Survey answers as French Excel saves them: semicolons, UTF-8 with its mark."""
    kind = next(k for k in KINDS if k.model == "comfort_zone.FeedbackAnswer")
    path.write_text(_csv(kind, world.answers), encoding="utf-8-sig")
    return SampleFile(path, kind.key)


def _csv(kind: Kind, rows: list[Row]) -> str:
    columns = [c for c in kind.columns if any(c.attribute in row for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(c.header(LANGUAGE) for c in columns)
    for row in rows:
        cells = (_cell(c, row) for c in columns)
        writer.writerow(f"{c:%d/%m/%Y}" if isinstance(c, date) else "" if c is None else c for c in cells)
    return out.getvalue()


def _tickets(world: World, folder: Path) -> Iterator[SampleFile]:
    """ServiceNow list exports, one per perimeter, in Windows-1252 as the tool writes them."""
    for story in STORIES:
        mine = [t for t in world.tickets if t.group == story.perimeter]
        if not mine:
            continue
        path = folder / f"incidents-{story.code.lower()}.csv"
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(
            ("number", "opened_at", "resolved_at", "closed_at", "sys_updated_on", "priority", "incident_state",
             "assignment_group", "category", "made_sla", "reassignment_count", "sys_mod_count")
        )  # fmt: skip
        writer.writerows(_ticket_cells(t) for t in mine)
        path.write_bytes(out.getvalue().encode("cp1252"))
        yield SampleFile(path, "tickets", {"partnership": story.code, "source": "servicenow"})


def _ticket_cells(t: Ticket) -> tuple[str, ...]:
    instants = (f"{d:{INSTANT}}" if d else "" for d in (t.opened, t.resolved, t.closed, t.updated))
    return (t.number, *instants, t.priority, t.state, t.group, t.category, str(t.made_sla).lower(), "1", "3")


def _reports(world: World, folder: Path) -> Iterator[SampleFile]:
    for paper in world.papers:
        path = folder / "rapports" / paper.filename
        path.parent.mkdir(exist_ok=True)
        path.write_text(paper.text, encoding="utf-8")
        options = {
            "document": paper.kind,
            "partnership": paper.partnership,
            "received_on": paper.received_on.isoformat(),
        }
        yield SampleFile(path, "document", options)
