"""The outside of a calendar file: its encoding, its wrapping, and whether it is built to exhaust its reader. Pure."""

import re
from dataclasses import dataclass

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Refused

MAX_LINE = 65_536
MAX_EVENTS = 50_000
MAX_DEPTH = 4
WITH_CONTENT = frozenset(
    (b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VTIMEZONE", b"VALARM", b"STANDARD", b"DAYLIGHT")
)
MICROSOFT_ZONE = re.compile(rb"TZID=(tzone://[^:;\"\r\n]+):")
BARE = re.compile(rb"\s*BEGIN:(?!VCALENDAR|VCARD)[^\s:;]+\s", re.IGNORECASE)
WRAPPED = b"BEGIN:VCALENDAR\r\n%s\r\nEND:VCALENDAR\r\n"


def in_utf8(content: bytes) -> bytes:
    """The calendar in UTF-8, with the zones of Microsoft written as the standard wants them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content).encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    return MICROSOFT_ZONE.sub(rb'TZID="\1":', content.replace(b"TZID=tzone://Microsoft/Utc:", b"TZID=UTC:"))


@dataclass(frozen=True, slots=True)
class Shape:
    """The lines on which events begin, and the parts still open at the end, the outermost first."""

    events: tuple[int, ...]
    open: tuple[bytes, ...]


def whole(content: bytes, shape: Shape) -> bytes:
    """The calendar; what some tool saved without its wrapping is put in one, what is still open is closed."""
    ends = b"".join(b"\r\nEND:%s" % name for name in reversed(shape.open))
    content = content.rstrip() + ends + b"\r\n" if ends else content
    return WRAPPED % content.strip() if BARE.match(content) else content


def check_shape(content: bytes) -> Shape:
    """Where its events are; refuses what is no calendar, one built to exhaust its reader, one cut within an event."""
    if b"BEGIN:VCALENDAR" not in content[:4096].upper() and not BARE.match(content):
        raise Refused("calendar", content[:40].decode("ascii", "replace"))
    parts: list[bytes] = []
    events: list[int] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise Refused("line_length", str(len(line)), number, str(MAX_LINE))
        step(line, parts)
        if line[:12].upper() == b"BEGIN:VEVENT":
            events.append(number)
        if len(parts) > MAX_DEPTH or len(events) > MAX_EVENTS:
            raise Refused("calendar_size", str(max(len(parts), len(events))), number)
    if any(name.upper() in WITH_CONTENT for name in parts):
        raise Refused("calendar_closed", "", content.count(b"\n") + 1)
    return Shape(tuple(events), tuple(parts))


def step(line: bytes, parts: list[bytes]) -> None:
    """Open or close a part."""
    verb, _, name = line[:80].partition(b":")
    if verb.upper() == b"BEGIN":
        parts.append(name.strip())
    elif verb.upper() == b"END" and parts:
        parts.pop()
