"""The sheets of an XLSX workbook, as a person sees them on screen. Pure.

Calamine gives values fast, but not how they are shown: 98,5 % would come as 0.985, an error or a formula that
no program has computed as an empty cell. The three are found in the sheet's own XML and put right.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from etincelle.intake.sources.rows import Doubt, Refused
from etincelle.intake.sources.table import MAX_COLUMNS, MAX_ROWS, TOP_ROWS, Table, checked, header_row
from etincelle.intake.sources.values import Broken, Cell, read_text

SHEETS_TO_SKIP = ("consignes", "instructions", "lisez-moi", "read me")
PERCENT_FORMATS = frozenset((9, 10))
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
STYLE = re.compile(rb'\bs="(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*))")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
Marks = Mapping[tuple[int, int], Broken | None]


def workbook_tables(content: bytes) -> tuple[list[Table], list[Doubt]]:
    """The sheets of a workbook, without the instructions; hidden ones are read and announced."""
    found: list[Table] = []
    doubts: list[Doubt] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        parts = Parts(content)
        for meta in workbook.sheets_metadata:
            if meta.name.strip().casefold() in SHEETS_TO_SKIP:
                continue
            table = sheet_table(meta.name, workbook.get_sheet_by_name(meta.name), parts)
            if table:
                found.append(table)
                doubts += [] if str(meta.visible).endswith("Visible") else [Doubt("hidden_sheet", meta.name)]
    except (CalamineError, OSError, zipfile.BadZipFile, ParseError, KeyError, ValueError) as error:
        raise Refused("workbook", str(error)) from error
    if not found:
        raise Refused("rows")
    return found, doubts


def sheet_table(name: str, sheet: CalamineSheet, parts: "Parts") -> Table | None:
    """One sheet as a table, None when it holds nothing; empty columns on the right are cut."""
    if sheet.height > MAX_ROWS + TOP_ROWS:
        raise Refused("row_count", str(sheet.height), example=str(MAX_ROWS), sheet=name)
    if sheet.width > MAX_COLUMNS:
        raise Refused("columns", str(sheet.width), example=str(MAX_COLUMNS), sheet=name)
    top, left = sheet.start or (0, 0)
    cells: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=True)]
    for (row, column), broken in parts.marks(name).items():
        mend(cells, (row - top, column - left), broken)
    lines = [(n, row) for n, row in enumerate(cells, start=top + 1) if any(c not in ("", None) for c in row)]
    if not lines:
        return None
    first = header_row([row for _, row in lines[:TOP_ROWS]])
    line, headers = lines[first][0], [read_text(cell) for cell in lines[first][1]]
    width = max(i for i, header in enumerate(headers, start=1) if header) if any(headers) else 0
    body = tuple((n, tuple(row[:width])) for n, row in lines[first + 1 :])
    return checked(Table(name, tuple(headers[:width]), body, line))


def mend(cells: list[list[Cell]], place: tuple[int, int], broken: Broken | None) -> None:
    """Put right one cell: what is broken says so, what is shown as a percentage is a percentage."""
    row, column = place
    if not (0 <= row < len(cells) and 0 <= column < len(cells[row])):
        return
    value = cells[row][column]
    if broken is not None:
        cells[row][column] = broken
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        cells[row][column] = float(Decimal(repr(value)) * 100)


class Parts:
    """The parts of a workbook that say how its cells are shown."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = set(self.archive.namelist())
        self.percent = percent_styles(self.tree("xl/styles.xml"))
        targets = {one.get("Id"): one.get("Target", "") for one in self.tree("xl/_rels/workbook.xml.rels")}
        sheets = (one for one in self.tree("xl/workbook.xml").iter() if one.tag.endswith("}sheet"))
        self.paths = {one.get("name"): inside(targets.get(link_of(one), "")) for one in sheets}

    def tree(self, name: str) -> Element:
        """A small part, parsed; an empty element when there is none."""
        if name not in self.names:
            return Element("none")
        tree: Element = fromstring(self.archive.read(name), forbid_dtd=True)
        return tree

    def marks(self, sheet: str) -> Marks:
        """Row and column, from zero, of each cell to put right: broken, or shown as a percentage (None)."""
        path = self.paths.get(sheet, "")
        return dict(marks_of(self.archive.read(path), self.percent)) if path in self.names else {}


def link_of(sheet: Element) -> str:
    """The relation that leads from a sheet's name to its part."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def inside(target: str) -> str:
    """The path in the archive of a part named from the workbook."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def percent_styles(styles: Element) -> frozenset[int]:
    """The styles that show a number as a percentage."""
    codes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in styles.iter() if one.tag.endswith("}numFmt")
    }
    shown = PERCENT_FORMATS | {number for number, code in codes.items() if "%" in QUOTED.sub("", code)}
    formats = next((one for one in styles if one.tag.endswith("}cellXfs")), ())
    return frozenset(n for n, one in enumerate(formats) if int(one.get("numFmtId", "0")) in shown)


def marks_of(xml: bytes, percent: frozenset[int]) -> Iterator[tuple[tuple[int, int], Broken | None]]:
    """The cells of a sheet to put right; a sheet that has none is left unread."""
    if not (percent or b't="e"' in xml or FORMULA.search(xml)):
        return
    for cell in CELL.finditer(xml):
        told, inner = cell[1], cell[2] or b""
        place = PLACE.search(told)
        if place is None:
            continue
        broken = broken_of(told, inner)
        style = STYLE.search(told)
        if broken is not None or (style and int(style[1]) in percent):
            yield (int(place[2]) - 1, number_of(place[1])), broken


def broken_of(told: bytes, inner: bytes) -> Broken | None:
    """The error or the formula without a result that a cell holds, if it does."""
    value = VALUE.search(inner)
    if b't="e"' in told:
        return Broken(value[1].decode("utf-8", "replace") if value else "#N/A")
    formula = FORMULA.search(inner)
    if formula is None or value is not None or b't="str"' in told:
        return None
    return Broken("=" + (formula[1] or b"").decode("utf-8", "replace")[:80])


def number_of(letters: bytes) -> int:
    """The number of a column from zero: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
