"""The outside of a calendar file: its encoding, its wrapping, and whether it is built to exhaust its reader. Pure."""

import re
from collections.abc import Iterator

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Refused

MAX_LINE = 65_536
MAX_EVENTS = 50_000
MAX_DEPTH = 4
MICROSOFT_ZONE = re.compile(rb"TZID=(tzone://[^:;\"\r\n]+):")
BARE = re.compile(rb"\s*BEGIN:(VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VALARM|VAVAILABILITY)\s", re.IGNORECASE)
WRAPPED = b"BEGIN:VCALENDAR\r\n%s\r\nEND:VCALENDAR\r\n"


def in_utf8(content: bytes) -> bytes:
    """The calendar in UTF-8, with the zones of Microsoft written as the standard wants them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content).encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    return MICROSOFT_ZONE.sub(rb'TZID="\1":', content.replace(b"TZID=tzone://Microsoft/Utc:", b"TZID=UTC:"))


def whole(content: bytes) -> bytes:
    """The calendar; a part that some tool saved without its wrapping is put in one."""
    return WRAPPED % content.strip() if BARE.match(content) else content


def check_shape(content: bytes) -> Iterator[int]:
    """The lines on which events begin; refuses what is no calendar, or one built to exhaust its reader."""
    if b"BEGIN:VCALENDAR" not in content[:4096].upper() and not BARE.match(content):
        raise Refused("calendar", content[:40].decode("ascii", "replace"))
    depth = 0
    events: list[int] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise Refused("line_length", str(len(line)), number, str(MAX_LINE))
        word = line[:12].upper()
        depth += word.startswith(b"BEGIN:") - word.startswith(b"END:")
        if word == b"BEGIN:VEVENT":
            events.append(number)
        if depth > MAX_DEPTH or len(events) > MAX_EVENTS:
            raise Refused("calendar_size", str(max(depth, len(events))), number)
    if depth != 0:
        raise Refused("calendar_closed", "", content.count(b"\n") + 1)
    return iter(events)
