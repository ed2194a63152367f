"""The text of a Word document. Comments and tracked changes are announced, remote parts never followed."""

import io
import re
from collections.abc import Iterator

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
    """One line per paragraph or table row."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield block.text
