"""Lists of days as people write them in a cell: « 24/12/2026, 31/12/2026 » or "2026-12-24; 2026-08-03 - 2026-08-14"."""

import re
from datetime import date, timedelta

from etincelle.comfort_zone.written_hours import HoursError

ISO, SLASHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)"), re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SPAN = re.compile(r"\s+(?:-|–|au|to|\.\.)\s+")
EXAMPLE = "2026-12-24, 2026-12-31"
MOST_DAYS = 400


def read_days(text: str) -> frozenset[date]:
    """The days of a cell; HoursError when one cannot be understood."""
    found: set[date] = set()
    for word in (part.strip() for part in re.split(r"[,;\n]", text)):
        if word:
            found.update(_span(word))
    return frozenset(found)


def _span(word: str) -> list[date]:
    ends = [_day(part.strip(), word) for part in SPAN.split(word)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or last < first or (last - first).days > MOST_DAYS:
        raise HoursError("days", word, EXAMPLE)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _day(text: str, word: str) -> date:
    iso, slashed = ISO.fullmatch(text), SLASHED.fullmatch(text)
    parts = iso.groups() if iso else slashed.groups()[::-1] if slashed else None
    try:
        return date(*(int(part) for part in parts)) if parts else _refuse(word)
    except ValueError:
        return _refuse(word)


def _refuse(word: str) -> date:
    raise HoursError("days", word, EXAMPLE)
