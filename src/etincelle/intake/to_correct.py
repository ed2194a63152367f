"""« À corriger »: the refused rows of a file as a workbook, each with its causes, to be put right and sent again."""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import override

from etincelle.foundation.access import Actor, require
from etincelle.foundation.cells import OPTIONS, write_cell
from etincelle.intake import sandbox, storage
from etincelle.intake.columns import TO_CORRECT
from etincelle.intake.examining import examined, planned
from etincelle.intake.kinds import BY_KEY
from etincelle.intake.known import told_to_reader
from etincelle.intake.models import Batch
from etincelle.intake.phrases import cause_sentence
from etincelle.intake.sources.rows import Refusals, Reject
from etincelle.intake.templates_out import FORMATS, shown

Place = tuple[str, int]
CAUSE_WIDTH, CELL_WIDTH, NAME_LENGTH = 80, 24, 31


def can_be_given(batch: Batch) -> bool:
    """Whether a batch has refused rows of tables, and still has its file."""
    return batch.kind == "tables" and batch.state == Batch.State.CHECKED and any(r["line"] for r in batch.rejects)


def workbook(actor: Actor, batch: Batch, language: str) -> bytes:
    """Every refused row, its cells that could not be accepted marked, its causes at the end."""
    require(actor, "import.run")
    with examined(batch) as found:
        plan, _ = planned(found, actor, batch)
    refused: dict[Place, list[Reject]] = defaultdict(list)
    for reject in (*found.rejects, *plan.rejects):
        refused[(reject.sheet, reject.line)].append(reject)
    lines: dict[str, list[int]] = defaultdict(list)
    for name, line in refused:
        lines[name].append(line)
    sheets = sandbox.refusals(storage.path_of(batch), batch.filename, told_to_reader(batch), lines)
    target = io.BytesIO()
    with override(language), xlsxwriter.Workbook(target, OPTIONS) as book:
        formats = {name: book.add_format({"num_format": look}) for name, look in FORMATS.items()}
        formats["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        formats["wrong"] = book.add_format({"bg_color": "#FBE3DE"})
        formats["cause"] = book.add_format({"text_wrap": True})
        for sheet in sheets:
            add_sheet(book, with_given(sheet, batch, language), refused, (language, formats))
    return target.getvalue()


def with_given(sheet: Refusals, batch: Batch, language: str) -> Refusals:
    """The rows with the partnership that was named for the whole file, in a column of its own."""
    partnership = batch.options.get("partnership", "")
    column = next((one for one in BY_KEY[sheet.kind].columns if one.attribute == "partnership"), None)
    if not partnership or column is None or "partnership" in sheet.attributes:
        return sheet
    headers = (column.header(language), *sheet.headers)
    rows = tuple((line, (partnership, *cells)) for line, cells in sheet.rows)
    return Refusals(sheet.sheet, sheet.kind, headers, ("partnership", *sheet.attributes), rows)


def add_sheet(
    book: Any, sheet: Refusals, refused: Mapping[Place, Sequence[Reject]], look: tuple[str, Mapping[str, Any]]
) -> None:
    """One sheet: its own headers, its refused rows, and why."""
    language, formats = look
    kind = BY_KEY[sheet.kind]
    page = book.add_worksheet((sheet.sheet or kind.sheet(language))[:NAME_LENGTH])
    page.freeze_panes(1, 0)
    last = len(sheet.headers)
    page.set_column(0, last, CELL_WIDTH)
    page.set_column(last, last, CAUSE_WIDTH)
    for place, header in enumerate((*sheet.headers, TO_CORRECT[language])):
        page.write_string(0, place, header, formats["head"])
    for number, (line, cells) in enumerate(sheet.rows, start=1):
        why = refused[(sheet.sheet, line)]
        wrong = {reject.column for reject in why}
        for place, (attribute, value) in enumerate(zip(sheet.attributes, cells, strict=False)):
            column = kind.column(attribute) if attribute else None
            is_wrong = sheet.headers[place] in wrong
            told = shown(value, column, language) if column else value
            look_of = "wrong" if is_wrong else column.type if column else ""
            write_cell(page, (number, place), told or None, formats.get(look_of))
        causes = dict.fromkeys(cause_sentence(reject) for reject in why)
        page.write_string(number, last, "\n".join(causes), formats["cause"])
