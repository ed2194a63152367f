"""Reports and minutes (text, Markdown, DOCX, PDF, PPTX): their text, their weight, and what minutes decided.

Lines such as « Décision : … », « Action : … (Marc Girard, pour le 15/04/2024) », « Présents : … » are
recognised in French and English; anything else stays text. Remote links are never followed; speaker notes
are left out; comments and tracked changes are announced.
"""

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

import docx
import pptx
from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from etincelle.intake.sources.rows import Notes, Refused
from etincelle.intake.sources.tabular import decode

MAX_TEXT = 10 * 1024 * 1024
MAX_PAGES = 2_000
INDICATOR = re.compile(r"\d\s*%|(?:cible|target|objectif)\s*:?\s*\d", re.IGNORECASE)
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError, BadZipFile)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document, its pages when it has any, and how many lines of it show an indicator."""

    text: str
    pages: int | None
    indicators: int


def extract(content: bytes, notes: Notes) -> Document:
    """The text of a document, by what its bytes are."""
    reader = reader_of(content)
    try:
        text, pages = reader(content, notes)
    except LimitReachedError as error:
        raise Refused("document_size", str(error)) from error
    except (*UNREADABLE, PyPdfError) as error:
        raise Refused("document", str(error)) from error
    if len(text) > MAX_TEXT:
        raise Refused("document_size", str(len(text)), example=str(MAX_TEXT))
    if "\0" in text:
        raise Refused("no_nul")
    if not text.strip():
        if pages is None:
            raise Refused("rows")
        notes.doubt("no_text_layer")
    return Document(text, pages, sum(1 for line in text.splitlines() if INDICATOR.search(line)))


def reader_of(content: bytes) -> Callable[[bytes, Notes], tuple[str, int | None]]:
    """The reader that fits the bytes."""
    if content.startswith(b"%PDF-"):
        return read_pdf
    if content.startswith(b"PK\x03\x04"):
        return read_pptx if b"ppt/presentation.xml" in content else read_docx
    return lambda raw, notes: (decode(raw), None)


def read_pdf(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """The text of each page; a page that cannot be unpacked refuses the file instead of reading as empty."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused("document_password")
    if len(reader.pages) > MAX_PAGES:
        raise Refused("document_pages", str(len(reader.pages)), example=str(MAX_PAGES))
    texts = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()
        texts.append(page.extract_text())
    return "\n\f".join(texts), len(texts)


def read_docx(content: bytes, notes: Notes) -> tuple[str, int | None]:
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


def read_pptx(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """The texts and tables of each slide, without the speaker's notes."""
    deck = pptx.Presentation(io.BytesIO(content))
    slides = list(deck.slides)
    if any(slide.has_notes_slide for slide in slides):
        notes.doubt("speaker_notes_left_out")
    return "\n\f".join("\n".join(slide_lines(slide)) for slide in slides), len(slides)


def slide_lines(slide: Any) -> Iterator[str]:
    """One line per paragraph or table row of a slide."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        if shape.has_table:
            yield from (" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known besides the document: its partnership or meeting, people by name, meetings by day."""

    received_on: date
    name: str = ""
    kind: str = ""
    partnership: str = ""
    committee: str = ""
    meeting: str = ""
    zone: str = "Europe/Paris"
    people: Mapping[str, str] = field(default_factory=dict)
    committees: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
