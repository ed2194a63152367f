"""What a reading is made of: values, quotes with their place, terms, and why a term is not known.

Offsets count characters of the text as it was given, from 0, end excluded: text[start:end] == quote.text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Field(StrEnum):
    """What is looked for, in the order it is shown."""

    PARTIES = "parties"
    AGREEMENT = "agreement"
    EFFECTIVE = "effective"
    TERM = "term"
    EXPIRATION = "expiration"
    RENEWAL = "renewal"
    RENEWAL_PERIOD = "renewal_period"
    NOTICE = "notice"
    NOTICE_PARTY = "notice_party"
    CONVENIENCE = "convenience"
    CONTROL = "control"
    MOST_FAVOURED = "most_favoured"
    AUDIT = "audit"
    BENCHMARK = "benchmark"
    EXCLUSIVITY = "exclusivity"
    COMMITMENT = "commitment"
    POST_TERM = "post_term"
    INNOVATION = "innovation"
    CREDITS = "credits"
    INDEXATION = "indexation"
    REVIEW = "review"
    LAW = "law"


CLAUSES = (
    Field.CONVENIENCE, Field.CONTROL, Field.MOST_FAVOURED, Field.AUDIT, Field.BENCHMARK, Field.EXCLUSIVITY,
    Field.COMMITMENT, Field.POST_TERM, Field.INNOVATION, Field.CREDITS, Field.INDEXATION, Field.REVIEW,
)  # fmt: skip


class Why(StrEnum):
    """Why a term is not known: nothing says it, a blank or a redaction, or its start is not known."""

    ABSENT = "absent"
    BLANK = "blank"
    START = "start"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; None for what is left blank or hidden ("April __, 2005")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        """The date, when nothing is missing and it exists."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as written. Units: "day", "business_day", "week", "month", "year"; count None when hidden."""

    count: int | None
    unit: str

    @property
    def months(self) -> int | None:
        """In months, when it is months or years."""
        factor = {"month": 1, "year": 12}.get(self.unit)
        return None if factor is None or self.count is None else self.count * factor

    @property
    def days(self) -> int | None:
        """In days, when it is days or weeks; business days are not calendar days."""
        factor = {"day": 1, "week": 7}.get(self.unit)
        return None if factor is None or self.count is None else self.count * factor


class Lasting(StrEnum):
    """An end that is no date: until somebody ends it."""

    PERPETUAL = "perpetual"


Value = date | Span | Lasting | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that says it, and where: offsets, line and page from 1 (page None without page marks)."""

    text: str
    start: int
    end: int
    line: int
    page: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term. value None is unknown, `why` says why; `partial` is what a blank date still says.

    confidence: 0 to 1, how often a reading by the same clues is right (ours, from contracts read by experts).
    steps: the arithmetic of a computed date, as code -> values in writing.
    """

    field: Field
    value: Value | None = None
    quotes: tuple[Quote, ...] = ()
    confidence: float = 0.0
    why: Why | None = None
    partial: Day | None = None
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All the terms of one text, in the order of Field, and its language, "en" or "fr"."""

    language: str
    terms: Mapping[Field, Term]


class Reader(Protocol):
    """Whoever reads a contract. The rules of this package are the one that works alone; another may be plugged in."""

    name: str

    def read(self, text: str) -> Reading:
        """The terms of a text; every quote must be found in it at its offsets."""
        ...
