"""Tables of people: CSV in any usual encoding and separator, XLSX sheets, read into typed rows of a kind.

Two steps, because a person may have to say what a column means in between: `tables` gives headers and raw
cells, `read` types them with a mapping of headers to attributes.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from etincelle.intake.kinds import BY_KEY, Column, Kind
from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Doubt, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.table import MAX_ROWS, TOP_ROWS, Table, checked, header_row
from etincelle.intake.sources.values import FRENCH, SLASHED, BadValue, Cell, Habits, read_cell, read_text
from etincelle.intake.sources.workbook import workbook_tables

MAX_CELL = 65_536
SEPARATORS = ";\t,|"
SNIFFED_LINES = 60
AMBIGUOUS_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
DECLARED = re.compile(r"\s*\"?sep=(.)\"?\r?\n")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a sheet is: a kind, and which attribute each of its headers fills."""

    kind: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the file writes, and what is given for the attributes that no column holds."""

    habits: Habits = FRENCH
    given: Mapping[str, Value] = field(default_factory=dict)


Prepare = Callable[[Table, Assignment, Notes], Table]


def separator_of(text: str) -> str:
    """The separator: the one that cuts the headers and the first records into as many cells, and the most."""
    head = "".join(text.splitlines(keepends=True)[:SNIFFED_LINES])

    def quality(separator: str) -> tuple[bool, int, float]:
        try:
            found = records(head, separator, is_cut=True)
            cells = [record for _, record in found if any(cell.strip() for cell in record)]
        except Refused:
            return (False, 0, 0.0)
        below = [len(record) for record in cells[header_row(cells[:TOP_ROWS]) :]]
        if not below or below[0] < 2:
            return (False, 0, 0.0)
        steady = sum(width == below[0] for width in below) / len(below)
        return (steady >= 0.5, below[0], steady)

    return max(SEPARATORS, key=quality)


def records(text: str, separator: str, *, is_cut: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Records with the line they begin on; a quote left open is refused with its line.

    is_cut: the text is the head of a longer one, and may end inside a cell of several lines: its last record is left.
    """
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if is_cut and "unexpected end" in str(error):
                return
            too_long = "field larger" in str(error)
            raise Refused("cell_size" if too_long else "closing_quote", "", start) from error
        yield start, record


def csv_table(content: bytes) -> Table:
    """The only table of a CSV file; blank lines, a title and a `sep=` line on top are passed over."""
    text = decode(content)
    if "\0" in text:
        raise Refused("no_nul", "", text[: text.index("\0")].count("\n") + 1)
    return cut(text)[0]


def cut(text: str, *, is_cut: bool = False) -> tuple[Table, str]:
    """The table of a text, or of the head of one, and the separator that cuts it."""
    declared = DECLARED.match(text)
    separator = declared[1] if declared else separator_of(text)
    found = records(text, separator, is_cut=is_cut)
    lines = ((line, record) for line, record in found if any(cell.strip() for cell in record))
    kept = list(islice(lines, MAX_ROWS + TOP_ROWS + 3))[1 if declared else 0 :]
    if not kept:
        raise Refused("rows")
    top = header_row([record for _, record in kept[:TOP_ROWS]])
    line, headers = kept[top]
    body = tuple((n, tuple(cells)) for n, cells in kept[top + 1 :])
    return checked(Table("", tuple(headers), body, line)), separator


def tables(content: bytes) -> tuple[list[Table], list[Doubt]]:
    """All the tables of a CSV file or a workbook, by what the bytes are and not by the file's name."""
    if content.startswith(b"PK\x03\x04"):
        return workbook_tables(content)
    return [csv_table(content)], []


def habits_of(table: Table, habits: Habits, notes: Notes, dated: Sequence[int]) -> Habits:
    """How a table writes its dates: seen from a day over 12, else day first, and said."""
    day_first = month_first = unsure = False
    for _, cells in table.rows:
        for index in dated:
            match = SLASHED.match(str(cells[index]).strip()) if index < len(cells) else None
            if match:
                day_first |= int(match[1]) > 12
                month_first |= int(match[2]) > 12
                unsure |= match[1] != match[2]
    if month_first and not day_first and habits.day_first:
        notes.doubt("month_first_seen", table.sheet)
        return replace(habits, day_first=False)
    if unsure and not day_first and not month_first:
        notes.doubt("day_first_assumed" if habits.day_first else "month_first_assumed", table.sheet)
    return habits


def as_it_is(table: Table, assignment: Assignment, notes: Notes) -> Table:
    """A table that needs nothing done before it is typed."""
    return table


def read(
    content: bytes,
    assignments: Mapping[str, Assignment],
    settings: Settings,
    file: str = "",
    prepared: Prepare = as_it_is,
) -> Parsed:
    """All rows of the sheets that have an assignment, typed; the rest is ignored and said."""
    found, doubts = tables(content)
    rows: list[ParsedRow] = []
    notes = Notes(file, doubts=dict.fromkeys(doubts))
    read_count = 0
    for table in found:
        assignment = assignments.get(table.sheet)
        if assignment is None:
            notes.doubt("sheet_ignored", table.sheet)
            continue
        read_count += len(table.rows)
        rows += typed_rows(prepared(table, assignment, notes), assignment, notes, settings)
    if read_count > MAX_ROWS:
        raise Refused("row_count", str(read_count), example=str(MAX_ROWS))
    return Parsed(tuple(rows), tuple(notes.rejects), (), tuple(notes.doubts), read_count)


def typed_rows(table: Table, assignment: Assignment, notes: Notes, settings: Settings) -> list[ParsedRow]:
    """The rows of one sheet whose every cell could be read."""
    kind = BY_KEY[assignment.kind]
    columns = assigned_columns(table, assignment, kind)
    dated = [index for index, _, column in columns if column.type in ("date", "datetime", "month")]
    habits = habits_of(table, settings.habits, notes, dated)
    given = {name: value for name, value in settings.given.items() if any(c.attribute == name for c in kind.columns)}
    rows: list[ParsedRow] = []
    for line, cells in table.rows:
        local = Notes(notes.file)
        if len(cells) != len(table.headers) and (len(cells) < len(table.headers) or any(cells[len(table.headers) :])):
            local.refuse(line, "", len(cells), "cell_count", str(len(table.headers)))
        else:
            values = typed_cells(line, cells, columns, (local, habits))
            doubt_numbers(cells, columns, notes)
            if not local.rejects:
                rows.append(ParsedRow(kind.key, line, {**given, **values}, table.sheet))
        notes.rejects += [replace(reject, sheet=table.sheet) for reject in local.rejects]
    return rows


def assigned_columns(table: Table, assignment: Assignment, kind: Kind) -> list[tuple[int, str, Column]]:
    """(index, header, column) of the headers that fill an attribute of the kind."""
    by_attribute = {column.attribute: column for column in kind.columns}
    return [
        (index, header, by_attribute[assignment.columns[header]])
        for index, header in enumerate(table.headers)
        if assignment.columns.get(header) in by_attribute
    ]


def typed_cells(
    line: int, cells: Sequence[Cell], columns: Sequence[tuple[int, str, Column]], reading: tuple[Notes, Habits]
) -> dict[str, Value]:
    """The typed values of one row; what cannot be read is noted."""
    notes, habits = reading
    values: dict[str, Value] = {}
    for index, header, column in columns:
        try:
            values[column.attribute] = read_cell(cells[index], column, habits)
        except BadValue as error:
            notes.refuse(line, header, read_text(cells[index]), error.expected, error.example)
    return values


def doubt_numbers(cells: Sequence[Cell], columns: Sequence[tuple[int, str, Column]], notes: Notes) -> None:
    """Say when 1,234 was read as a decimal although it might be a thousand."""
    for index, header, column in columns:
        if column.type == "decimal" and AMBIGUOUS_THOUSANDS.fullmatch(str(cells[index]).strip()):
            notes.doubt("decimal_comma_assumed", header)
