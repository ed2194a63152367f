"""One sheet as it stands, before anybody knows what it holds; and which of its rows are its headers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from etincelle.intake.kinds import KINDS
from etincelle.intake.sources.incident_tools import EVERY_NAME, REPEATING, bare
from etincelle.intake.sources.rows import Refused
from etincelle.intake.sources.values import Cell, folded, read_text

MAX_COLUMNS = 512
MAX_ROWS = 200_000
TOP_ROWS = 15
KNOWN_NAMES = EVERY_NAME | {
    folded(name)
    for kind in KINDS
    for column in kind.columns
    for name in (column.fr, column.en, column.attribute, *column.aliases)
}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: headers and the line they stand on, then (line, cells) for every row that is not empty."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    line: int = 1


def header_row(rows: Sequence[Sequence[Cell]]) -> int:
    """Which of the first rows holds the headers: below a title or a few remarks, never below a row as full."""
    texts = [[text for cell in row if (text := folded(read_text(cell)))] for row in rows[:TOP_ROWS]]
    wider = [n for n, row in enumerate(texts) if len(row) > max((len(above) for above in texts[:n]), default=0)]
    known = [n for n in wider if sum(text in KNOWN_NAMES for text in texts[n]) > 1]
    if known:
        return known[0]
    is_title = bool(texts) and len(texts[0]) == 1
    return next((n for n in wider if len(texts[n]) > 1), 0) if is_title else 0


def checked(table: Table) -> Table:
    """The table, when its headers are usable and its size bearable."""
    headers = told_apart(tuple(read_text(header) for header in table.headers))
    named = [header.casefold() for header in headers if header]
    double = next((header for header in named if named.count(header) > 1), None)
    if len(headers) > MAX_COLUMNS:
        raise Refused("columns", str(len(headers)), example=str(MAX_COLUMNS), sheet=table.sheet)
    if double:
        raise Refused("headers_differ", double, table.line, sheet=table.sheet)
    if len(table.rows) > MAX_ROWS:
        raise Refused("row_count", str(len(table.rows)), example=str(MAX_ROWS), sheet=table.sheet)
    return replace(table, headers=headers)


def told_apart(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Headers of a tool that repeats them, one column a value: « Label », « Label (2) »; other headers as they are."""
    if not any(folded(bare(header)) in REPEATING for header in headers):
        return headers
    seen: dict[str, int] = {}
    apart = []
    for header in headers:
        seen[header.casefold()] = count = seen.get(header.casefold(), 0) + 1
        apart.append(f"{header} ({count})" if header and count > 1 else header)
    return tuple(apart)


def table_of_records(records: Sequence[Mapping[str, Cell]]) -> Table:
    """Records as a table, their place as their line."""
    headers = tuple(dict.fromkeys(name for record in records for name in record))
    return Table("", headers, tuple((n, tuple(r.get(name) for name in headers)) for n, r in enumerate(records, 1)))
