"""Workbooks that go out: a template with examples, and all facts in the very shape that comes back in.

Text cells are always text (a cell that begins with = stays a text), dates and numbers are true ones.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from etincelle.foundation.access import Actor, require, visible
from etincelle.foundation.cells import OPTIONS, write_cell
from etincelle.foundation.config import config
from etincelle.intake.kinds import KINDS, Column, Kind
from etincelle.intake.phrases import how_to_write
from etincelle.intake.sources.rows import Value
from etincelle.intake.sources.values import Habits, read_cell
from etincelle.intake.tables import load, sees_column

FORMATS = {"date": "dd/mm/yyyy", "month": "mm/yyyy", "datetime": "dd/mm/yyyy hh:mm"}
WIDTHS = {"date": 13, "month": 10, "datetime": 17, "int": 11, "decimal": 13, "bool": 10}


def template(language: str) -> bytes:
    """An empty portfolio with one example per sheet, and a sheet that explains every column."""
    with override(language):
        rows = {kind.key: examples(kind) for kind in KINDS}
        return workbook(language, rows, explained=True)


def examples(kind: Kind) -> list[dict[str, Value]]:
    """The example rows of a kind, typed."""
    first = {column.attribute: column.example for column in kind.columns}
    told = [first, *({**first, **more} for more in kind.more_examples)]
    return [
        {column.attribute: read_cell(row[column.attribute], column, habits()) for column in kind.columns}
        for row in told
    ]


def habits() -> Habits:
    """How this installation writes."""
    return Habits(zone=ZoneInfo(config().time_zone))


def export(actor: Actor, language: str) -> bytes:
    """All facts the actor may see, as a workbook that can be imported again and then changes nothing.

    Columns the actor may not see are left out: an empty cell would empty the fact.
    """
    require(actor, "facts.read")
    seen = [replace(kind, columns=tuple(c for c in kind.columns if sees_column(actor, kind, c))) for kind in KINDS]
    with override(language):
        rows = {kind.key: list(load(kind, lambda model: visible(actor, model)).values()) for kind in seen}
        return workbook(language, {key: some for key, some in rows.items() if some}, kinds=seen, explained=False)


def workbook(
    language: str, rows: Mapping[str, Sequence[Mapping[str, Value]]], *, kinds: Sequence[Kind] = KINDS, explained: bool
) -> bytes:
    """Sheets of rows, in the order in which they depend on each other."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        formats = {name: book.add_format({"num_format": shown}) for name, shown in FORMATS.items()}
        formats["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        formats["wrap"] = book.add_format({"text_wrap": True, "valign": "top"})
        if explained:
            add_instructions(book, language, formats)
        for kind in kinds:
            if kind.key in rows:
                add_sheet(book.add_worksheet(kind.sheet(language)), kind, (rows[kind.key], language, formats))
    return target.getvalue()


def add_sheet(sheet: Any, kind: Kind, told: tuple[Sequence[Mapping[str, Value]], str, Mapping[str, Any]]) -> None:
    """One sheet: headers, then rows."""
    rows, language, formats = told
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(kind.columns):
        sheet.write_string(0, index, column.header(language), formats["head"])
        sheet.set_column(index, index, WIDTHS.get(column.type, 24))
    for line, row in enumerate(in_order(rows, kind), start=1):
        for index, column in enumerate(kind.columns):
            write_cell(
                sheet, (line, index), shown(row.get(column.attribute), column, language), formats.get(column.type)
            )


def in_order(rows: Iterable[Mapping[str, Value]], kind: Kind) -> list[Mapping[str, Value]]:
    """Rows sorted by their natural key, so that two exports of the same facts are alike."""
    return sorted(rows, key=lambda row: [str(row.get(attribute)) for attribute in kind.natural])


def shown(value: Value, column: Column, language: str) -> Value:
    """A value as a person reads it in a cell."""
    if value in (None, "", []):
        return None
    if column.type == "choice":
        word = next((choice for choice in column.choices if choice.value == str(value)), None)
        return (word.fr if language == "fr" else word.en) if word else str(value)
    if isinstance(value, bool):
        return (_("Yes") if value else _("No")) if column.type == "bool" else value
    return "\n".join(value) if isinstance(value, list) else value


def add_instructions(book: Any, language: str, formats: Mapping[str, Any]) -> None:
    """The sheet « Consignes »: how to fill the workbook, then every column."""
    sheet = book.add_worksheet("Consignes" if language == "fr" else "Instructions")
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 3, 60)
    lines = [
        _("Fill the sheets you can, remove the others; only the marked columns are required."),
        _("Replace the examples with your data. The same file can be imported again: nothing is doubled."),
        _("An empty cell empties the fact; a missing column leaves it as it is."),
    ]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line)
    start = len(lines) + 1
    for index, title in enumerate((_("Sheet"), _("Column"), _("What to write"), _("Example"))):
        sheet.write_string(start, index, title, formats["head"])
    described = [(kind, column) for kind in KINDS for column in kind.columns]
    required = _("required")
    for number, (kind, column) in enumerate(described, start=start + 1):
        header = column.header(language) + (f" ({required})" if column.required else "")
        cells = (kind.sheet(language), header, how_to_write(column, language))
        for index, text in enumerate((*cells, str(example_of(column, language) or ""))):
            sheet.write_string(number, index, text, formats["wrap"])


def example_of(column: Column, language: str) -> Value:
    """The example of a column in the reader's words."""
    if not column.example:
        return None
    value = shown(read_cell(column.example, column, habits()), column, language)
    if isinstance(value, datetime):
        return value.astimezone(habits().zone).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%m/%Y" if column.type == "month" else "%d/%m/%Y")
    return str(value).replace(".", ",") if isinstance(value, Decimal) and language == "fr" else value
