"""One sheet as it stands, before anybody knows what it holds; and which of its rows are its headers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etincelle.intake.kinds import KINDS
from etincelle.intake.sources.incident_fields import FIELDS
from etincelle.intake.sources.rows import Refused
from etincelle.intake.sources.values import Cell, folded, read_text

MAX_COLUMNS = 512
MAX_ROWS = 200_000
TOP_ROWS = 15
KNOWN_NAMES = frozenset(
    folded(name)
    for names in (
        *((column.fr, column.en, column.attribute, *column.aliases) for kind in KINDS for column in kind.columns),
        *FIELDS.values(),
    )
    for name in names
)


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
    headers = tuple(read_text(header) for header in table.headers)
    named = [header.casefold() for header in headers if header]
    double = next((header for header in named if named.count(header) > 1), None)
    if len(headers) > MAX_COLUMNS:
        raise Refused("columns", str(len(headers)), example=str(MAX_COLUMNS), sheet=table.sheet)
    if double:
        raise Refused("headers_differ", double, table.line, sheet=table.sheet)
    if len(table.rows) > MAX_ROWS:
        raise Refused("row_count", str(len(table.rows)), example=str(MAX_ROWS), sheet=table.sheet)
    return replace(table, headers=headers)
