"""Hostile files, written from the formats' specifications: (name, content, expected verdicts)."""
# ruff: noqa: E501 - files are quoted as they are

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import docx
import xlsxwriter

Hostile = tuple[str, Callable[[], bytes], str]
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/></Types>'
)
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><sst>&b;</sst>'


def archive(members: dict[str, bytes | str]) -> bytes:
    """An office-like archive with the given members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        for name, content in members.items():
            book.writestr(name, content)
    return target.getvalue()


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A true workbook."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book)
    return target.getvalue()


def lying(content: bytes) -> bytes:
    """The same archive whose directory says that its largest member holds 100 bytes."""
    changed = bytearray(content)
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/big.xml"))
    changed[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(changed)


def with_remote_entity() -> bytes:
    """A Word document whose text asks for a file of the machine."""
    target = io.BytesIO()
    docx.Document().save(target)
    source = zipfile.ZipFile(io.BytesIO(target.getvalue()))
    members = {name: source.read(name) for name in source.namelist()}
    evil = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    members["word/document.xml"] = members["word/document.xml"].replace(b"<w:document", evil + b"<w:document", 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for name, content in members.items():
            book.writestr(name, content)
    return target.getvalue()


def pdf(body: bytes) -> bytes:
    """A minimal PDF made of the given objects."""
    return b"%PDF-1.4\n" + body + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def flate_bomb() -> bytes:
    """A PDF whose only page unpacks to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(400)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 9 9] >>"
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed)
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream)
    return pdf(b"\n".join(b"%d 0 obj %s endobj" % (n, o) for n, o in enumerate(objects, 1)))


def calendar(body: str) -> bytes:
    """A calendar with the given lines."""
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + body.replace("\n", "\r\n") + "END:VCALENDAR\r\n").encode()


def event(lines: str) -> bytes:
    """A calendar of one event."""
    return calendar(f"BEGIN:VEVENT\nUID:x\nDTSTAMP:20240101T000000Z\n{lines}\nEND:VEVENT\n")


def refused() -> Iterator[Hostile]:
    """Files that must be refused, with the code of the reason."""
    yield "bomb.xlsx", lambda: archive({"xl/big.xml": b"0" * (300 << 20)}), "zip_bomb"
    yield "lies.xlsx", lambda: lying(archive({"xl/big.xml": b"0" * (50 << 20)})), "zip_lies"
    yield "deep.xlsx", lambda: archive({"xl/deep.xml": b"<a>" * 2_000_000}), "zip_bomb"
    yield "many.xlsx", lambda: archive({f"xl/{n}.xml": "" for n in range(2_500)}), "zip_entries"
    yield "laughs.xlsx", lambda: archive({"xl/sharedStrings.xml": LAUGHS}), "xml_declaration"
    yield "utf16.xlsx", lambda: archive({"xl/sharedStrings.xml": LAUGHS.encode("utf-16")}), "xml_declaration"
    yield (
        "dtd.xlsx",
        lambda: archive({"xl/w.xml": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'}),
        "xml_declaration",
    )
    yield "climbs.xlsx", lambda: archive({"../../../../var/pwned": "x"}), "zip_path"
    yield "nested.xlsx", lambda: archive({"xl/42.zip": b"PK\x03\x04"}), "zip_nested"
    yield "macros.xlsx", lambda: archive({"xl/vbaProject.bin": b"x"}), "macros"
    yield "macros.xlsm", lambda: archive({}), "macros"
    yield "truncated.xlsx", lambda: archive({"xl/a.xml": "x" * 5000})[:-60], "zip"
    yield "page.xlsx", lambda: b"<html><table></table></html>", "type"
    yield "old.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "type"
    yield "text.xlsx", lambda: b"Code;Nom\nA;x\n", "type_and_name"
    yield "zip.csv", lambda: archive({}), "type_and_name"
    yield "drawing.csv", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "type"
    yield "entity.docx", with_remote_entity, "xml_declaration"
    yield "program.csv", lambda: b"\x7fELF" + b"\0" * 100, "type"
    yield "empty.csv", lambda: b"", "rows"
    yield "mark.csv", lambda: b"\xef\xbb\xbf", "rows"
    yield "header.csv", lambda: b"Code;Nom\n", "rows"
    yield "wide.csv", (";".join(f"c{n}" for n in range(600)) + "\n1\n").encode, "columns"
    yield (
        "cycle.pdf",
        lambda: pdf(
            b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj"
        ),
        "document",
    )
    yield "bomb.pdf", flate_bomb, "document"
    yield "page.pdf", lambda: b"<html>not a pdf</html>", "type"
    yield "nan.json", lambda: b'{"result": [{"number": "INC1", "opened_at": NaN}]}', "json_number"
    yield "deep.json", lambda: b"[" * 200_000, "json_depth"
    yield "long.json", lambda: b'{"result": [{"number": ' + b"9" * 1_000_000 + b"}]}", "json_number"
    yield "doubles.json", lambda: b'{"result": [{"number": "INC1", "number": "INC2"}]}', "json_keys"
    yield "half.json", lambda: json.dumps({"result": [{"number": "\ud800"}]}).encode(), "json_utf8"
    yield "broken.json", lambda: b'{"result": [{"number": "\xff"}]}', "json_utf8"
    yield "unclosed.ics", lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "calendar_closed"
    yield "nested.ics", lambda: calendar("BEGIN:VEVENT\n" * 5_000 + "END:VEVENT\n" * 5_000), "calendar_size"
    yield "line.ics", lambda: event("DTSTART:20240101T100000Z\nX-A:" + "a" * 10_000_000), "line_length"
    yield (
        "offset.ics",
        lambda: calendar(
            "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+9959\nTZOFFSETTO:+9959\n"
            "END:STANDARD\nEND:VTIMEZONE\n"
        ),
        "calendar",
    )


def quarantined() -> Iterator[Hostile]:
    """Calendars that are accepted but for one refused event."""
    yield "secondly.ics", lambda: event("DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY"), "event_rule"
    yield "minutely.ics", lambda: event("DTSTART:20240101T000000Z\nRRULE:FREQ=MINUTELY;COUNT=999999999"), "event_rule"
    hours = ",".join(map(str, range(24)))
    yield "hours.ics", lambda: event(f"DTSTART:20240101T000000Z\nRRULE:FREQ=DAILY;BYHOUR={hours}"), "event_rule"
    yield "backwards.ics", lambda: event("DTSTART:20240102T100000Z\nDTEND:20240102T090000Z"), "event_end"
    yield "ancient.ics", lambda: event("DTSTART:00010101T100000Z\nDTEND:99991231T100000Z"), "date"
    yield "zone.ics", lambda: event("DTSTART;TZID=Moon/Sea:20240102T100000"), "known_zone"
    yield "path.ics", lambda: event("DTSTART;TZID=../../etc/passwd:20240102T100000"), "known_zone"
    yield "startless.ics", lambda: event("SUMMARY:x"), "event_start"
