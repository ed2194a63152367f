"""ServiceNow incidents: list export (CSV, XLSX), event log, REST Table API (JSON, or flattened to CSV).

Each line is an *observation* of a ticket; the current state is the latest one. `made_sla` is a so-far flag
that only turns from true to false: read on the latest observation it is the verdict, averaged over lines
it flatters (95.8 % instead of 77.4 % in the reference log). "?" means missing. References come as text or as
{link, value, display_value}.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from etincelle.intake.sources import strict_json
from etincelle.intake.sources.rows import Covers, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.tabular import Table, habits_of, tables
from etincelle.intake.sources.values import (
    BadValue,
    Cell,
    Habits,
    folded,
    read_bool,
    read_datetime,
    read_int,
    read_text,
)  # fmt: skip

FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("number", "numéro"),
    "seen_at": ("sys_updated_on", "sys_updated_at", "updated", "mis à jour"),
    "seq": ("sys_mod_count", "updates", "mises à jour"),
    "service": ("business_service", "service_offering", "service", "cmdb_ci", "configuration item"),
    "grp": ("assignment_group", "assignment group", "groupe d'affectation"),
    "category": ("category", "catégorie"),
    "priority": ("priority", "priorité"),
    "state": ("incident_state", "state", "incident state", "état"),
    "opened_at": ("opened_at", "opened", "ouvert"),
    "resolved_at": ("resolved_at", "resolved", "résolu"),
    "closed_at": ("closed_at", "closed", "fermé"),
    "made_sla": ("made_sla", "made sla", "sla respecté"),
    "reopened": ("reopen_count", "reopen count", "nombre de réouvertures"),
    "reassigned": ("reassignment_count", "reassignment count", "nombre de réaffectations"),
}
INSTANTS = ("seen_at", "opened_at", "resolved_at", "closed_at")
COUNTS = ("seq", "reopened", "reassigned")
REQUIRED = ("number", "opened_at")
MISSING = frozenset(("", "?", "(empty)", "(vide)", "null", "unknown"))
STATES = {
    "1": "New", "2": "In Progress", "3": "On Hold", "4": "Awaiting User Info", "5": "Awaiting Evidence",
    "6": "Resolved", "7": "Closed", "8": "Canceled",
}  # fmt: skip
SYSTEM_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which instance the tickets come from, the zone of its hours, and when the file was received.

    zone "" lets the file decide: UTC for the REST API, the installation's zone for a screen export.
    """

    source: str = "servicenow"
    received_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    local_zone: str = "Europe/Paris"
    zone: str = ""
    day_first: bool = True


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """Observations of tickets, one a line, with what could not be read and what had to be assumed."""
    table = table_of(content)
    notes = Notes(file)
    positions = positions_of(table.headers)
    absent = [name for name in REQUIRED if name not in positions]
    if absent:
        raise Refused("ticket_columns", ", ".join(FIELDS[name][0] for name in absent))
    dated = [index for name in INSTANTS for index in positions.get(name, ())]
    habits = Habits(settings.day_first, zone_of(table, settings, notes))
    habits = habits_of(table, habits, notes, dated)
    if "seen_at" not in positions:
        notes.doubt("no_update_date")
    context = (positions, habits, settings, notes)
    rows = [row for line, cells in table.rows if (row := observation(line, cells, context))]
    return Parsed(tuple(rows), tuple(notes.rejects), covered(rows), tuple(notes.doubts), len(table.rows))


def table_of(content: bytes) -> Table:
    """The observations as a table, whatever the export."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return json_table(strict_json.load(content))
    found, _ = tables(content)
    table = found[0]
    if not table.rows:
        raise Refused("rows")
    return table


def json_table(payload: Any) -> Table:
    """The records of a Table API answer: {"result": […]}, {"records": […]} or a plain list."""
    if isinstance(payload, dict):
        payload = payload.get("result", payload.get("records"))
    records = [payload] if isinstance(payload, dict) else payload
    if not isinstance(records, list) or not records or not all(isinstance(r, dict) for r in records):
        raise Refused("ticket_records")
    headers = tuple(dict.fromkeys(name for record in records for name in record))
    rows = tuple((n, tuple(plain(r.get(name)) for name in headers)) for n, r in enumerate(records, start=1))
    return Table("", headers, rows)


def plain(value: Any) -> Cell:
    """A field as a cell: the display value of a reference when there is one, else its identifier."""
    if isinstance(value, dict):
        return str(value.get("display_value") or value.get("value") or "")
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def positions_of(headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each field, the columns that may hold it, best first."""
    by_name = {folded(header): index for index, header in enumerate(headers)}
    found: dict[str, tuple[int, ...]] = {}
    for name, synonyms in FIELDS.items():
        places = tuple(by_name[folded(s)] for s in synonyms if folded(s) in by_name)
        if places:
            found[name] = places
    return found


def zone_of(table: Table, settings: Settings, notes: Notes) -> ZoneInfo:
    """The zone of the hours: as told, else UTC when lines carry system identifiers (REST), else local; said."""
    if settings.zone:
        return ZoneInfo(settings.zone)
    names = [folded(header) for header in table.headers]
    place = names.index("sys id") if "sys id" in names else -1
    is_rest = place >= 0 and bool(table.rows) and bool(SYSTEM_ID.fullmatch(str(table.rows[0][1][place])))
    zone = "UTC" if is_rest else settings.local_zone
    notes.doubt("zone_assumed", zone)
    return ZoneInfo(zone)


Context = tuple[Mapping[str, tuple[int, ...]], Habits, Settings, Notes]


def observation(line: int, cells: Sequence[Cell], context: Context) -> ParsedRow | None:
    """One line as a ticket observation, or None with its reasons noted."""
    positions, _, settings, notes = context
    before = len(notes.rejects)
    width = max(place for places in positions.values() for place in places)
    if len(cells) <= width:
        notes.refuse(line, "", len(cells), "cell_count", str(width + 1))
        return None
    values: dict[str, Value] = {"source": settings.source}
    for name in FIELDS:
        values[name] = field_value(name, line, cells, context)
    for name in REQUIRED:
        if values[name] is None and len(notes.rejects) == before:
            notes.refuse(line, FIELDS[name][0], "", "required", "INC0010001" if name == "number" else "")
    if len(notes.rejects) > before:
        return None
    values["seen_at"] = values["seen_at"] or settings.received_at
    values["seq"] = values["seq"] or 0
    return ParsedRow("ticket", line, values)


def field_value(name: str, line: int, cells: Sequence[Cell], context: Context) -> Value:
    """The typed value of a field on one line: the first of its columns that says something."""
    positions, habits, _, notes = context
    texts = (read_text(cells[place]) for place in positions.get(name, ()))
    text = next((t for t in texts if t.casefold() not in MISSING), "")
    if not text:
        return None
    try:
        return typed(name, text, habits)
    except BadValue as error:
        notes.refuse(line, FIELDS[name][0], text, error.expected, error.example)
        return None


@lru_cache(maxsize=65_536)
def typed(name: str, text: str, habits: Habits) -> Value:
    """A field's text as its value."""
    if name in INSTANTS:
        return read_datetime(text, habits)
    if name in COUNTS:
        return read_int(text)
    if name == "made_sla":
        return read_bool(text)
    if name == "state":
        return STATES.get(text, text)
    return text[:1] if name == "priority" and text[:1].isdigit() else text[:200]


def covered(rows: Sequence[ParsedRow]) -> tuple[Covers, ...]:
    """From the first opening to the last thing that happened in the file."""
    if not rows:
        return ()
    days: list[date] = [m.date() for row in rows if isinstance(m := row.values["opened_at"], datetime)]
    last: list[date] = [m.date() for row in rows for n in INSTANTS[:2] if isinstance(m := row.values[n], datetime)]
    return (Covers("tickets", min(days), max(last)),)


def attach(row: ParsedRow, partnership: str) -> ParsedRow:
    """The same observation, tied to a partnership ("" leaves it to be attached)."""
    return replace(row, values={**row.values, "partnership_code": partnership})
