"""The text of a Word document. Comments and tracked changes are announced, remote parts never followed."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx

from etincelle.intake.sources.rows import Notes


def read(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """Paragraphs and tables, in their order."""
    document = docx.Document(io.BytesIO(content))
    body = document.element.xml
    for code, mark in (("tracked_changes", r"<w:(?:ins|del) "), ("remote_parts", r"INCLUDEPICTURE|attachedTemplate")):
        if found := len(re.findall(mark, body)):
            notes.doubt(code, str(found))
    comments = [part for part in document.part.package.iter_parts() if str(part.partname).endswith("/comments.xml")]
    if comments and (count := comments[0].blob.count(b"<w:comment ")):
        notes.doubt("comments_inside", str(count))
    return "\n".join(docx_lines(document)), None


def docx_lines(document: docx.document.Document) -> Iterator[str]:
    """One line per paragraph or table row; a heading begins with #, an item of a list with a dash."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield from row_lines(list(dict.fromkeys(cell.text.strip() for cell in row.cells)))
        else:
            yield mark_of(block) + block.text


def row_lines(cells: list[str]) -> Iterator[str]:
    """A row of a table: on one line, or as a label and the list that stands beside it."""
    if len(cells) == 1:
        yield cells[0]
    elif len(cells) == 2 and "\n" in cells[1]:
        yield cells[0]
        yield from (f"- {line.strip(' -•')}" for line in cells[1].splitlines() if line.strip())
    else:
        yield " | ".join(cell.replace("\n", " ; ") for cell in cells)


def mark_of(paragraph: Any) -> str:
    """What shows that a paragraph is a heading or an item of a list."""
    style = paragraph.style.name if paragraph.style is not None else ""
    if style.startswith(("Heading", "Title")):
        return "# "
    numbered = paragraph.paragraph_format.element.pPr
    return "- " if style.startswith("List") or (numbered is not None and numbered.numPr is not None) else ""
