"""Tables of people: CSV in any usual encoding and separator, XLSX sheets, read into typed rows of a kind.

Two steps, because a person may have to say what a column means in between: `tables` gives headers and raw
cells, `read` types them with a mapping of headers to attributes.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from etincelle.intake.kinds import BY_KEY, Column, Kind
from etincelle.intake.sources.rows import Doubt, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.values import FRENCH, SLASHED, BadValue, Cell, Habits, read_cell, read_text

MAX_COLUMNS = 512
MAX_ROWS = 200_000
MAX_CELL = 65_536
SEPARATORS = ";\t,|"
SNIFFED_LINES = 60
SHEETS_TO_SKIP = ("consignes", "instructions", "lisez-moi", "read me")
AMBIGUOUS_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it stands: headers, then (line, cells) for every row that is not empty."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


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


def decode(content: bytes) -> str:
    """The text of a file: the byte order mark, then UTF-8, then the encodings of a French office."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return strict(content, encoding)
    if content[:400].count(0) > len(content[:400]) // 4:
        return strict(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    office = ["cp1252", "mac_roman", "cp850"]
    best = from_bytes(content[:262_144], cp_isolation=office, threshold=0.5).best()
    return strict(content, best.encoding if best and best.encoding in office else "cp1252")


def strict(content: bytes, encoding: str) -> str:
    """The text in one encoding, or a refusal that says on which line it stops making sense."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("encoding", content[error.start : error.start + 4].hex(" "), line) from error


def separator_of(text: str) -> str:
    """The separator: the one that cuts the header and the first records into the same number of cells, most of them."""
    head = "".join(text.splitlines(keepends=True)[:SNIFFED_LINES])

    def quality(separator: str) -> tuple[float, int]:
        try:
            widths = [len(record) for _, record in records(head, separator) if any(record)]
        except Refused:
            return (-1.0, 0)
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

    scores = {separator: quality(separator) for separator in SEPARATORS}
    steady = {separator: score for separator, score in scores.items() if score[0] >= 0.5}
    header = next((line for line in text.splitlines() if line.strip()), "")
    pool = steady or scores
    return max(pool, key=lambda s: (header.count(s), pool[s], -SEPARATORS.index(s)))


def records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line they begin on; a quote left open is refused with its line."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            too_long = "field larger" in str(error)
            raise Refused("cell_size" if too_long else "closing_quote", "", start) from error
        yield start, record


def csv_table(content: bytes) -> Table:
    """The only table of a CSV file; blank lines on top and a `sep=` line are passed over."""
    text = decode(content)
    if "\0" in text:
        raise Refused("no_nul", "", text[: text.index("\0")].count("\n") + 1)
    declared = re.match(r"\s*\"?sep=(.)\"?\r?\n", text)
    separator = declared[1] if declared else separator_of(text)
    lines = ((line, record) for line, record in records(text, separator) if any(cell.strip() for cell in record))
    kept = list(islice(lines, MAX_ROWS + 3))
    if declared:
        kept = kept[1:]
    if not kept:
        raise Refused("rows")
    (_, headers), body = kept[0], kept[1:]
    return checked(Table("", tuple(headers), tuple((line, tuple(cells)) for line, cells in body)))


def workbook_tables(content: bytes) -> tuple[list[Table], list[Doubt]]:
    """The sheets of a workbook, without the instructions; hidden ones are read and announced."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(meta.name, str(meta.visible)) for meta in workbook.sheets_metadata]
        found: list[Table] = []
        doubts: list[Doubt] = []
        for name, visible in sheets:
            if name.strip().casefold() in SHEETS_TO_SKIP:
                continue
            table = sheet_table(name, workbook.get_sheet_by_name(name))
            if table:
                found.append(table)
                doubts += [] if visible.endswith("Visible") else [Doubt("hidden_sheet", name)]
    except (CalamineError, OSError) as error:
        raise Refused("workbook", str(error)) from error
    if not found:
        raise Refused("rows")
    return found, doubts


def sheet_table(name: str, sheet: CalamineSheet) -> Table | None:
    """One sheet as a table, None when it holds nothing; empty columns on the right are cut."""
    if sheet.height > MAX_ROWS + 1:
        raise Refused("row_count", str(sheet.height), example=str(MAX_ROWS), sheet=name)
    if sheet.width > MAX_COLUMNS:
        raise Refused("columns", str(sheet.width), example=str(MAX_COLUMNS), sheet=name)
    first = (sheet.start or (0, 0))[0] + 1
    cells = sheet.to_python(skip_empty_area=True)
    lines = [(n, row) for n, row in enumerate(cells, start=first) if any(c not in ("", None) for c in row)]
    if not lines:
        return None
    headers = [read_text(cell) for cell in lines[0][1]]
    width = max(i for i, header in enumerate(headers, start=1) if header) if any(headers) else 0
    body = tuple((n, tuple(row[:width])) for n, row in lines[1:])
    return checked(Table(name, tuple(headers[:width]), body))


def checked(table: Table) -> Table:
    """The table, when its headers are usable and its size bearable."""
    named = [read_text(header).casefold() for header in table.headers if read_text(header)]
    double = next((header for header in named if named.count(header) > 1), None)
    if len(table.headers) > MAX_COLUMNS:
        raise Refused("columns", str(len(table.headers)), example=str(MAX_COLUMNS), sheet=table.sheet)
    if double:
        raise Refused("headers_differ", double, 1, sheet=table.sheet)
    if len(table.rows) > MAX_ROWS:
        raise Refused("row_count", str(len(table.rows)), example=str(MAX_ROWS), sheet=table.sheet)
    return replace(table, headers=tuple(read_text(header) for header in table.headers))


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


def read(content: bytes, assignments: Mapping[str, Assignment], settings: Settings, file: str = "") -> Parsed:
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
        rows += typed_rows(table, assignment, notes, settings)
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
