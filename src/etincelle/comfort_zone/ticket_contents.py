"""What the tickets of a partnership hold, month by month: is there anything to count again?

A month of a level has to be counted again only when tickets changed that may count in it. What these hold is known by a
digest of every observation of the tickets that hang on its partnership now; so a ticket that comes from another
partnership or leaves for one, an older observation and a part undone all show, and what speaks of others does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any


@dataclass(frozen=True, slots=True)
class Contents:
    """What the tickets of a partnership hold: the first opening, until when their sources tell, a mark by month.

    A source tells of other partnerships too, so `seen_until` moves although the tickets did not; a clock that stopped
    reads the same at any instant after its opening, and the mark of a month keeps `seen_until` only before that.
    """

    first: datetime
    seen_until: datetime
    marks: Mapping[date, str]

    @property
    def years(self) -> tuple[int, int]:
        """The years over which calendars are compiled for these tickets."""
        return self.first.year - 1, self.seen_until.year + 3


def contents_by_partnership(told: Iterable[tuple[Any, ...]]) -> dict[str, Contents]:
    """From the rows of ticket_contents.sql; partnerships without a ticket are not there."""
    found = {}
    for code, rows in groupby(told, itemgetter(0)):
        months = [row[1:] for row in rows]
        seen_until = max(row[7] for row in months)
        marks = {month: _mark(*sums, min(seen_until, last)) for month, *sums, _first, last, _seen in months}
        found[code] = Contents(min(row[5] for row in months), seen_until, marks)
    return found


def _mark(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:32]
