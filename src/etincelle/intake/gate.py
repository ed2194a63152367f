"""Before any library opens a file: its size, what it really is, the zip's directory, forbidden XML. Pure.

Order: size, magic, directory, declarations; then, elsewhere, a limited child process and the row rules.
Limits are those of our threat study: 25 MB sent, 200 MB unpacked, 2,000 entries, ratio 120 above 1 MB.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from etincelle.intake.sources.rows import Refused

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 120
RATIO_FROM = 1024 * 1024
BLOCK = 1 << 16
LOCAL_HEADER = 30

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF-", "pdf"), (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"\x1f\x8b", "gzip"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"\x7fELF", "program"), (b"MZ", "program"), (b"{\\rtf", "rtf"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"!BDN", "outlook_archive"),
)  # fmt: skip
PAGES = (b"<!doctype html", b"<html", b"<svg", b"<?xml")
EXPECTED = {
    ".xlsx": "zip", ".docx": "zip", ".pptx": "zip", ".pdf": "pdf", ".csv": "text", ".tsv": "text", ".txt": "text",
    ".md": "text", ".ics": "text", ".eml": "text", ".mbox": "text", ".json": "text", ".gz": "gzip",
}  # fmt: skip
OFFICE = (b"spreadsheetml", b"wordprocessingml", b"presentationml")
REGISTER = "b_02.02.csv"  # the contracts of the register of information of DORA, a zip of CSV files
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar")
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<\0!\0D\0", b"<\0!\0E\0")


def type_of(content: bytes) -> str:
    """What the bytes are: zip, pdf, text, or something that has no business here."""
    for mark, name in MAGIC:
        if content.startswith(mark):
            return name
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "page" if head.startswith(PAGES) else "text"


def check(content: bytes, name: str, max_bytes: int = MAX_BYTES) -> str:
    """The type of an acceptable file; refuses any other with its reason."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise Refused("rows")
    if len(content) > max_bytes:
        raise Refused("size", str(len(content)), example=str(max_bytes))
    found = type_of(content)
    suffix = PurePath(name).suffix.lower()
    if found == "outlook_archive":
        raise Refused("outlook_archive", found)
    if found not in ("zip", "pdf", "text"):
        raise Refused("type", found)
    if suffix in (".xlsm", ".xlsb", ".docm", ".pptm"):
        raise Refused("macros", suffix)
    if EXPECTED.get(suffix, found) != found:
        raise Refused("type_and_name", found, example=suffix)
    if found == "zip":
        check_zip(content)
    return found


def check_zip(content: bytes) -> None:
    """Refuse an archive that is no office document or register, or that lies, or that would unpack beyond reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused("zip", str(error)) from error
    if len(entries) > MAX_ENTRIES:
        raise Refused("zip_entries", str(len(entries)), example=str(MAX_ENTRIES))
    for entry in entries:
        check_entry(entry)
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused("zip", "double")
    check_sizes(sum(entry.file_size for entry in entries), len(content))
    check_parts(content, entries)


def check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse a member that climbs out, is encrypted, is an archive or carries macros."""
    path = PurePath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in entry.filename:
        raise Refused("zip_path", entry.filename)
    if entry.flag_bits & 1:
        raise Refused("document_password")
    if path.suffix.lower() in ARCHIVES:
        raise Refused("zip_nested", entry.filename)
    if path.name.lower().startswith("vbaproject"):
        raise Refused("macros", entry.filename)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("zip", "compression")


def check_sizes(unpacked: int, packed: int) -> None:
    """Refuse what would unpack beyond reason."""
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed):
        raise Refused("zip_bomb", str(unpacked), example=str(MAX_UNPACKED))


def check_parts(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every member with a counter: true sizes, no declaration in XML, an office document or a register."""
    total = 0
    is_office = False
    for entry in entries:
        tail = b""
        counted = 0
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        for block in blocks(content, entry):
            counted += len(block)
            if counted > entry.file_size:
                raise Refused("zip_lies", entry.filename)
            window = tail + block
            if is_xml and any(mark in window for mark in DECLARATIONS):
                raise Refused("xml_declaration", entry.filename)
            is_office |= entry.filename == "[Content_Types].xml" and any(mark in window for mark in OFFICE)
            tail = window[-64:]
        total += counted
        check_sizes(total, len(content))
    is_register = any(PurePath(entry.filename).name == REGISTER for entry in entries)
    if not (is_office or is_register):
        raise Refused("office")


def blocks(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, unpacked little by little from where the directory says they lie."""
    header = content[entry.header_offset : entry.header_offset + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise Refused("zip", entry.filename)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + LOCAL_HEADER + name_length + extra_length
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    inflater = zlib.decompressobj(-15)
    try:
        while packed and not inflater.eof:
            block = inflater.decompress(packed, BLOCK)
            packed = inflater.unconsumed_tail
            if not block:
                return
            yield block
    except zlib.error as error:
        raise Refused("zip", entry.filename) from error
