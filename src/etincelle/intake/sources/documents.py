"""Reports and minutes (text, Markdown, DOCX, PDF, PPTX): their text and their weight.

Remote links are never followed; speaker notes are left out; comments and tracked changes are announced.
"""

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zipfile import BadZipFile

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Notes, Refused

MAX_TEXT = 10 * 1024 * 1024
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
    try:
        text, pages = read_text(content, notes)
    except UNREADABLE as error:
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


def read_text(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """The text and the pages; the library of a format is loaded only when a document of it came."""
    if content.startswith(b"%PDF-"):
        name = "pdf"
    elif content.startswith(b"PK\x03\x04"):
        name = "slides" if b"ppt/presentation.xml" in content else "word"
    else:
        return decode(content), None
    reader = importlib.import_module(f"etincelle.intake.sources.{name}")
    found: tuple[str, int | None] = reader.read(content, notes)
    return found


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known besides the document: its partnership or meeting, people by name, meetings by day.

    committees: code → partnership. names: code → name of the committee.
    """

    received_on: date
    name: str = ""
    kind: str = ""
    partnership: str = ""
    committee: str = ""
    meeting: str = ""
    zone: str = "Europe/Paris"
    day_first: bool = True
    people: Mapping[str, str] = field(default_factory=dict)
    committees: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
