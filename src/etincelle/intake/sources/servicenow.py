"""ServiceNow incidents: list export (CSV, XLSX), event log, REST Table API (JSON, or flattened to CSV).

Each line is an *observation* of a ticket; the current state is the latest one. `made_sla` is a so-far flag
that only turns from true to false: read on the latest observation it is the verdict, averaged over lines
it flatters (95.8 % instead of 77.4 % in the reference log). "?" means missing. References come as text or as
{link, value, display_value}.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from etincelle.intake.sources import strict_json
from etincelle.intake.sources.incident_fields import (
    COUNTS,
    FIELDS,
    INSTANTS,
    MISSING,
    PRIORITIES,
    REQUIRED,
    SHOWN_AS_TEXT,
    STATES,
)
from etincelle.intake.sources.rows import Covers, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import habits_of, tables
from etincelle.intake.sources.values import (
    BadValue,
    Broken,
    Cell,
    Habits,
    folded,
    read_bool,
    read_datetime,
    read_int,
    read_text,
)  # fmt: skip

SYSTEM_ID = re.compile(r"[0-9a-f]{32}")
PRIORITY = re.compile(r"[Pp]?(\d)(?!\d)")
LABELS = {"number": "number (Number, Numéro)", "opened_at": "opened_at (Opened, Ouvert)"}
KEPT_AS_TEXT = frozenset(folded(name) for field_name in SHOWN_AS_TEXT for name in FIELDS[field_name])


@dataclass(frozen=True, slots=True)
class Settings:
    """Which instance the tickets come from, the zone of its hours, and when the file was received.

    zone "" lets the file decide: UTC for the REST API, the installation's zone for a screen export.
    columns: header → field, as a person said; empty when the known names are enough.
    """

    source: str = "servicenow"
    received_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    local_zone: str = "Europe/Paris"
    zone: str = ""
    day_first: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """Observations of tickets, one a line, with what could not be read and what had to be assumed."""
    notes = Notes(file)
    found = tables_of(content, settings, notes)
    rows: list[ParsedRow] = []
    for table in found:
        local = Notes(file, doubts=notes.doubts)
        rows += observations(table, settings, local)
        notes.rejects += [replace(one, sheet=table.sheet if len(found) > 1 else "") for one in local.rejects]
    read_count = sum(len(table.rows) for table in found)
    return Parsed(tuple(rows), tuple(notes.rejects), covered(rows), tuple(notes.doubts), read_count)


def tables_of(content: bytes, settings: Settings, notes: Notes) -> list[Table]:
    """The tables that hold incidents, whatever the export; a workbook may cut them into several sheets."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return [json_table(strict_json.load(content))]
    found, _ = tables(content)
    wanted = [table for table in found if not absent_from(positions_of(table.headers, settings.columns))]
    if not wanted:
        absent = absent_from(positions_of(found[0].headers, settings.columns))
        raise Refused("ticket_columns", ", ".join(LABELS[name] for name in absent))
    for table in found:
        if table not in wanted:
            notes.doubt("sheet_ignored", table.sheet)
    if not any(table.rows for table in wanted):
        raise Refused("rows")
    return [table for table in wanted if table.rows]


def absent_from(positions: Mapping[str, tuple[int, ...]]) -> list[str]:
    """The fields without which no line is an incident, when no column holds them."""
    return [name for name in REQUIRED if name not in positions]


def observations(table: Table, settings: Settings, notes: Notes) -> list[ParsedRow]:
    """The observations of one table."""
    positions = positions_of(table.headers, settings.columns)
    dated = [index for name in INSTANTS for index in positions.get(name, ())]
    habits = Habits(settings.day_first, zone_of(table, settings, notes))
    context = (table, positions, habits_of(table, habits, notes, dated), settings, notes)
    rows = [row for line, cells in table.rows if (row := observation(line, cells, context))]
    if "seen_at" in positions:
        return rows
    notes.doubt("no_update_date")
    return latest_of_each(rows, notes)


def latest_of_each(rows: Iterable[ParsedRow], notes: Notes) -> list[ParsedRow]:
    """One row per ticket of an export without a date of update: the highest count of updates; two of them clash."""
    latest: dict[Value, list[ParsedRow]] = {}
    for row in rows:
        kept = latest.setdefault(row.values["number"], [])
        if kept and kept[0].values["seq"] != row.values["seq"]:
            if (row.values["seq"] or 0) > (kept[0].values["seq"] or 0):  # type: ignore[operator]
                kept[:] = [row]
        elif all(row.values != other.values for other in kept):
            kept.append(row)
    for clashing in (kept for kept in latest.values() if len(kept) > 1):
        for row, other in zip(clashing, clashing[1:] + clashing[:1], strict=True):
            notes.refuse(row.line, FIELDS["number"][0], row.values["number"], "same_key", str(other.line))
    return [kept[0] for kept in latest.values() if len(kept) == 1]


def json_table(payload: Any) -> Table:
    """The records of a Table API answer: {"result": […]}, {"records": […]} or a plain list."""
    if isinstance(payload, dict):
        payload = payload.get("result", payload.get("records"))
    records = [payload] if isinstance(payload, dict) else payload
    if not isinstance(records, list) or not records or not all(isinstance(r, dict) for r in records):
        raise Refused("ticket_records")
    headers = tuple(dict.fromkeys(name for record in records for name in record))
    rows = tuple((n, tuple(plain(name, r.get(name)) for name in headers)) for n, r in enumerate(records, start=1))
    return Table("", headers, rows)


def plain(name: str, value: Any) -> Cell:
    """A field as a cell: what a reference shows, but what a date, a number or a flag holds.

    An answer with both gives dates in universal time as values, and in somebody's own zone and language as shown.
    """
    if isinstance(value, dict):
        order = ("display_value", "value") if folded(name) in KEPT_AS_TEXT else ("value", "display_value")
        return next((str(value[key]) for key in order if value.get(key)), "")
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def positions_of(headers: Sequence[str], told: Mapping[str, str] | None = None) -> dict[str, tuple[int, ...]]:
    """For each field, the columns that may hold it, best first: as told, else by its known names."""
    if told:
        return {
            name: tuple(n for n, header in enumerate(headers) if told.get(header) == name)
            for name in FIELDS
            if any(told.get(header) == name for header in headers)
        }
    by_name = {folded(header): index for index, header in enumerate(headers)}
    found: dict[str, tuple[int, ...]] = {}
    for name, synonyms in FIELDS.items():
        places = tuple(dict.fromkeys(by_name[folded(s)] for s in synonyms if folded(s) in by_name))
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


Context = tuple[Table, Mapping[str, tuple[int, ...]], Habits, Settings, Notes]


def observation(line: int, cells: Sequence[Cell], context: Context) -> ParsedRow | None:
    """One line as a ticket observation, or None with its reasons noted; a column the file lacks says nothing."""
    table, positions, _, settings, notes = context
    before, width = len(notes.rejects), len(table.headers)
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        notes.refuse(line, "", len(cells), "cell_count", str(width))
        return None
    values: dict[str, Value] = {"source": settings.source}
    for name in positions:
        values[name] = field_value(name, line, cells, context)
    for name in REQUIRED:
        if values[name] is None and len(notes.rejects) == before:
            example = "INC0010001" if name == "number" else "28/02/2024 14:30"
            notes.refuse(line, header_of(name, context), "", "required", example)
    if len(notes.rejects) > before:
        return None
    unseen = values["opened_at"] if "seen_at" in positions else settings.received_at
    values["seen_at"] = values.get("seen_at") or unseen
    values["seq"] = values.get("seq") or 0
    return ParsedRow("ticket", line, values)


def header_of(name: str, context: Context) -> str:
    """The header of the first column of a field, as the file writes it."""
    table, positions, *_ = context
    return table.headers[positions[name][0]]


def field_value(name: str, line: int, cells: Sequence[Cell], context: Context) -> Value:
    """The typed value of a field on one line: the first of its columns that says something."""
    _, positions, habits, _, notes = context
    found = (cells[place] for place in positions[name])
    cell = next((one for one in found if read_text(one).casefold() not in MISSING), None)
    if cell is None:
        return None
    try:
        if isinstance(cell, Broken):
            raise BadValue("formula")
        return typed(name, cell if isinstance(cell, date) else read_text(cell), habits)
    except BadValue as error:
        notes.refuse(line, header_of(name, context), read_text(cell), error.expected, error.example)
        return None


@lru_cache(maxsize=65_536)
def typed(name: str, cell: str | date, habits: Habits) -> Value:
    """A field's text, or its true date, as its value."""
    if name in INSTANTS:
        return read_datetime(cell, habits)
    text = read_text(cell)
    if name in COUNTS:
        return read_int(text)
    if name == "made_sla":
        return read_bool(text)
    if name == "state":
        return STATES.get(folded(text), text[:200])
    return priority_of(text) if name == "priority" else text[:200]


def priority_of(text: str) -> str:
    """The figure of a priority: « 1 - Critique », « P1 » and « Critique » are all 1."""
    figure = PRIORITY.match(text)
    return figure[1] if figure else PRIORITIES.get(folded(text), text[:200])


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
