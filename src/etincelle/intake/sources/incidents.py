"""Incidents of any ticket tool: list export (CSV, XLSX), log of changes, or JSON that was made a table of them.

Each line is an *observation* of a ticket; the current state is the latest one. `made_sla` is a so-far flag
that only turns from true to false: read on the latest observation it is the verdict, averaged over lines
it flatters (95.8 % instead of 77.4 % in the reference log). "?" means missing. What a tool has of its own is said in
`incident_tools.py`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from etincelle.intake.sources import incident_json
from etincelle.intake.sources.incident_fields import COUNTS, FIELDS, INSTANTS, MISSING, PRIORITIES, REQUIRED
from etincelle.intake.sources.incident_tools import AGAIN, SERVICENOW, Tool, bare, tool_of
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
OFFSET = re.compile(r"\d:?\d{2}.*(Z|[+-]\d{2}:?\d{2})$")
LEFT = re.compile(r"[-−]?\d[\d: .,]*(?:[a-z]+[\d: .,]*)*", re.IGNORECASE)
SPACED = re.compile(r"\s")
SPACED_NUMBER = re.compile(r"\d{1,3}(?:\s\d{3})+")
LOOKED_AT = 200
LABELS = {"number": "number (Number, Numéro)", "opened_at": "opened_at (Opened, Ouvert)"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Which instance the tickets come from, the zone of its hours, and when the file was received.

    source "" is the tool's own name. zone "" lets the file decide: UTC for ServiceNow's REST API, the installation's
    zone for a screen export. columns: header → field, as a person said; empty when the known names are enough.
    """

    source: str = ""
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
        found = [incident_json.table_of(content, notes)]
    else:
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
    tool = tool_of(table.headers)
    positions = positions_of(table.headers, settings.columns, tool)
    dated = [index for name in INSTANTS for index in positions.get(name, ())]
    habits = Habits(settings.day_first, zone_of(table, settings, dated, notes))
    say_repeats(table, positions, notes)
    context = Context(table, positions, habits_of(table, habits, notes, dated), tool, settings, notes)
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


def positions_of(
    headers: Sequence[str], told: Mapping[str, str] | None = None, tool: Tool | None = None
) -> dict[str, tuple[int, ...]]:
    """For each field, the columns that may hold it, best first: as told, else by its known names."""
    tool = tool or tool_of(headers)
    if told:
        return {
            name: tuple(n for n, header in enumerate(headers) if told.get(header) == name)
            for name in FIELDS
            if any(told.get(header) == name for header in headers)
        }
    by_name = {folded(bare(header)): index for index, header in enumerate(headers)}
    found: dict[str, tuple[int, ...]] = {}
    for name in FIELDS:
        places = tuple(dict.fromkeys(by_name[folded(s)] for s in tool.names(name) if folded(s) in by_name))
        if places:
            found[name] = places
    return found


def say_repeats(table: Table, positions: Mapping[str, tuple[int, ...]], notes: Notes) -> None:
    """Say which columns stand several times, the first that says something being read, and which cells hold lines."""
    if again := repeated(table.headers):
        notes.doubt("repeated_columns", again)
    for place in positions.get("grp", ()):
        if any("\n" in read_text(cells[place]) for _, cells in table.rows if place < len(cells)):
            notes.doubt("first_of_several", table.headers[place])


def repeated(headers: Sequence[str]) -> str:
    """The headers that stood several times in the file, in order."""
    again = {match[1] for header in headers if (match := AGAIN.fullmatch(header)) and match[1] in headers}
    return ", ".join(sorted(again))


def zone_of(table: Table, settings: Settings, dated: Sequence[int], notes: Notes) -> ZoneInfo:
    """The zone of the hours: as told, else UTC when lines carry system identifiers (REST), else local; said.

    Nothing is assumed of a file whose every hour carries its own offset.
    """
    if settings.zone:
        return ZoneInfo(settings.zone)
    written = [text for _, cells in table.rows[:LOOKED_AT] for n in dated if n < len(cells) and (text := cells[n])]
    if written and all(isinstance(one, str) and OFFSET.search(one.strip()) for one in written):
        return ZoneInfo("UTC")
    names = [folded(header) for header in table.headers]
    place = names.index("sys id") if "sys id" in names else -1
    is_rest = place >= 0 and bool(table.rows) and bool(SYSTEM_ID.fullmatch(str(table.rows[0][1][place])))
    zone = "UTC" if is_rest else settings.local_zone
    notes.doubt("zone_assumed", zone)
    return ZoneInfo(zone)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a table while its lines are read."""

    table: Table
    positions: Mapping[str, tuple[int, ...]]
    habits: Habits
    tool: Tool
    settings: Settings
    notes: Notes

    def header(self, name: str) -> str:
        """The header of the first column of a field, as the file writes it."""
        return self.table.headers[self.positions[name][0]]


def observation(line: int, cells: Sequence[Cell], context: Context) -> ParsedRow | None:
    """One line as a ticket observation, or None with its reasons noted; a column the file lacks says nothing."""
    positions, notes = context.positions, context.notes
    before, width = len(notes.rejects), len(context.table.headers)
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        notes.refuse(line, "", len(cells), "cell_count", str(width))
        return None
    values: dict[str, Value] = {"source": context.settings.source or context.tool.key}
    for name in positions:
        values[name] = field_value(name, line, cells, context)
    for name in REQUIRED:
        if values[name] is None and len(notes.rejects) == before:
            example = "INC0010001" if name == "number" else "28/02/2024 14:30"
            notes.refuse(line, context.header(name), "", "required", example)
    if len(notes.rejects) > before:
        return None
    unseen = values["opened_at"] if "seen_at" in positions else context.settings.received_at
    values["seen_at"] = values.get("seen_at") or unseen
    values["seq"] = values.get("seq") or 0
    return ParsedRow("ticket", line, values)


def field_value(name: str, line: int, cells: Sequence[Cell], context: Context) -> Value:
    """The typed value of a field on one line: the first of its columns that says something."""
    found = (cells[place] for place in context.positions[name])
    cell = next((one for one in found if read_text(one).casefold() not in MISSING), None)
    if cell is None:
        return None
    try:
        if isinstance(cell, Broken):
            raise BadValue("formula")
        return typed(name, cell if isinstance(cell, date) else read_text(cell), context.habits, context.tool)
    except BadValue as error:
        context.notes.refuse(line, context.header(name), read_text(cell), error.expected, error.example)
        return None


@lru_cache(maxsize=65_536)
def typed(name: str, cell: str | date, habits: Habits, tool: Tool = SERVICENOW) -> Value:
    """A field's text, or its true date, as its value."""
    if name in INSTANTS:
        return read_datetime(cell, habits)
    text = read_text(cell)
    if name in COUNTS:
        return max(0, read_int(text) - (name in tool.stations))
    if name == "made_sla":
        return kept(text, tool)
    if name == "state":
        return tool.states.get(folded(text), text[:200])
    if name == "priority":
        return priority_of(text, tool)
    if name == "number":
        return SPACED.sub("", text)[:200] if SPACED_NUMBER.fullmatch(text) else text[:200]
    return text.split("\n", 1)[0][:200]


def kept(text: str, tool: Tool) -> bool:
    """Whether the promise was kept so far: as a flag says, or as the time that is left shows by its sign."""
    if tool.flag == "left" and LEFT.fullmatch(text):
        return text[0] not in "-−"
    return read_bool(text) != (tool.flag == "missed")


def priority_of(text: str, tool: Tool = SERVICENOW) -> str:
    """The figure of a priority, 1 the highest: « 1 - Critique », « P1 » and « Critique » are all 1."""
    if own := tool.priorities.get(folded(text)):
        return own
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
