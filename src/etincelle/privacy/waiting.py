"""Uploaded files that wait for a confirmation: which of them name somebody, as far as their bytes can tell."""

import io
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from etincelle.foundation.access import everything
from etincelle.intake import storage
from etincelle.intake.models import Batch
from etincelle.intake.sandbox import ROWS
from etincelle.privacy.needles import Needles

WHY = "rights of a person"
SEALED = (b"%PDF",)  # compressed inside: nobody can say that such a file names nobody


def waiting(needles: Needles) -> list[Batch]:
    """The batches whose stored file names a person, or may do so and cannot be read here."""
    rows = everything(Batch, WHY).exclude(stored="").order_by("pk")
    return [batch for batch in rows if any(names(path, needles) for path in files_of(batch))]


def files_of(batch: Batch) -> Iterator[Path]:
    """The stored file of a batch, and the rows read from it."""
    path = storage.path_of(batch)
    return (found for found in (path, path.with_name(f"{path.name}{ROWS}")) if found.is_file())


def names(path: Path, needles: Needles) -> bool:
    """Whether a file names the person: its text, or that of its members when it is a zip."""
    body = path.read_bytes()
    if body.startswith(SEALED):
        return True
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return any(needles.names(text) for text in readings(body))
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return any(needles.names(text) for member in book.namelist() for text in readings(book.read(member)))


def readings(body: bytes) -> Iterator[str]:
    """A file's bytes as the text they may be."""
    for encoding in ("utf-8", "cp1252", "utf-16"):
        text = body.decode(encoding, "replace")
        yield text
        if "&" in text:
            yield unescape(text)
        if "\\u" in text:  # JSON written in ASCII
            yield text.encode("ascii", "replace").decode("unicode_escape", "replace")
