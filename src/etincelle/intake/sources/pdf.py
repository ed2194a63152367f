"""The text of a PDF, page by page. Scripts, links and attachments are not looked at."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from etincelle.intake.sources.rows import Notes, Refused

MAX_PAGES = 2_000


def read(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """The text of each page; what cannot be unpacked refuses the file instead of reading as empty."""
    try:
        return pages_of(content)
    except LimitReachedError as error:
        raise Refused("document_size", str(error)) from error
    except PyPdfError as error:
        raise Refused("document", str(error)) from error


def pages_of(content: bytes) -> tuple[str, int | None]:
    """The text of each page, unpacked once before it is read so that a bomb is seen as one."""
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
