"""Dates as contracts write them, in English and in French, with what is left blank or hidden left unknown.

"March 12, 2008", "this 12th day of March, 2008", "the first day of May 2001", "12 mars 2008", « 1er mars 2008 »,
"3/12/08" (the month first in English, the day first in French), "April __, 2005", "____ day of ______ 2000".
"""

import re
from dataclasses import dataclass

from etincelle.living_contract.reading.terms import Day

MONTHS = (
    "january|janvier|jan", "february|février|fevrier|feb", "march|mars|mar",
    "april|avril|apr", "may|mai", "june|juin|jun",
    "july|juillet|jul", "august|août|aout|aug", "september|septembre|sept|sep", "october|octobre|oct",
    "november|novembre|nov", "december|décembre|decembre|dec",
)  # fmt: skip
NAMES = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split("|")}
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
RANKS = {word: number for number, word in enumerate(ORDINALS, start=1)} | {"premier": 1}
BLANK = r"(?:\[[^\]\n]{0,14}\]|[_●•*](?:\s?[_●•*])*+|\.{3,}|…+)"
MONTH = rf"(?P<month>\b(?:{'|'.join(sorted(NAMES, key=len, reverse=True))})\b\.?)"
DAY = rf"(?P<day>\d{{1,2}}(?!\d)|\b(?:{'|'.join(sorted(RANKS, key=len, reverse=True))})\b|{BLANK})"
YEAR = rf"(?P<year>(?:1[89]|20)\d\d(?!\d)|20\s?{BLANK}|{BLANK})"
RANK = r"(?:s\s?t|n\s?d|r\s?d|t\s?h|e\s?r)"  # raised letters come apart in many a text: "16t h day"
FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{MONTH}\s?{DAY}(?:\s?{RANK}\b)?\s?,?\s?(?:of\s)?{YEAR}",
        rf"{DAY}(?:\s?{RANK}\b)?\s?\)?\s?(?:day\s?)?(?:of\s)?,?\s?{MONTH},?\s?(?:in the year\s)?(?:of\s)?{YEAR}",
        r"(?P<first>\d{1,2}|\[\s?\])\s?[/.]\s?(?P<second>\d{1,2}|\[\s?\])\s?[/.]\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)",
        rf"(?P<day>{BLANK})\s?{RANK}?\s?day\sof\s?(?P<blank_month>{BLANK})\s?,?\s?{YEAR}",
        rf"{MONTH}\s?(?P<day>{BLANK})",
        rf"(?P<blank_month>{BLANK})\s?,?\s?(?P<year>(?:19|20)\d\d(?!\d))",
        rf"{MONTH},?\s(?P<year>(?:19|20)\d\d(?!\d))",
    )
)
LONE_BLANK = re.compile(BLANK)
PIVOT = 70


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date with its place; `sure`: it cannot be read two ways."""

    day: Day
    start: int
    end: int
    sure: bool = True


def days(text: str, language: str = "en") -> list[FoundDay]:
    """The dates of a text in their order, whole or with blanks; where two readings overlap the fuller one stays."""
    found = [day_of(match, language) for form in FORMS for match in form.finditer(text)]
    kept: list[FoundDay] = []
    for one in sorted(found, key=lambda f: (-known(f.day), -(f.end - f.start), f.start)):
        if possible(one.day) and all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def day_at(text: str, language: str = "en", within: int = 60) -> FoundDay | None:
    """The first date that begins within so many characters; a lone blank ("[●]", "______") is a date not written."""
    first = next((one for one in days(text, language) if one.start <= within), None)
    if first is not None:
        return first
    blank = LONE_BLANK.search(text, 0, within + 8)
    return FoundDay(Day(), blank.start(), blank.end()) if blank and len(blank.group()) > 1 else None


def known(day: Day) -> int:
    """How many of year, month and day are written."""
    return sum(part is not None for part in (day.year, day.month, day.day))


def possible(day: Day) -> bool:
    """Whether the parts that are written can be."""
    whole = known(day) < 3 or day.whole is not None
    return whole and (day.month is None or 1 <= day.month <= 12) and (day.day is None or 1 <= day.day <= 31)


def day_of(match: re.Match[str], language: str) -> FoundDay:
    """A match made a date."""
    parts = match.groupdict()
    if parts.get("first") is not None:
        return of_figures(match, language)
    if parts.get("iso_month"):
        return FoundDay(Day(int(parts["year"]), int(parts["iso_month"]), int(parts["iso_day"])), *match.span())
    name = (parts.get("month") or "").lower().rstrip(".")
    rank = (parts.get("day") or "").lower()
    day = int(rank) if rank.isdecimal() else RANKS.get(rank)
    return FoundDay(Day(year_of(parts.get("year")), NAMES.get(name), day), *match.span())


def of_figures(match: re.Match[str], language: str) -> FoundDay:
    """A date in figures: the month first in English, the day first in French, unless only one way can be."""
    first, second = (int(match[name]) if match[name].isdecimal() else None for name in ("first", "second"))
    month, day = (first, second) if language == "en" else (second, first)
    sure = first is None or second is None or max(first, second) > 12 or first == second
    if month is not None and month > 12 and day is not None and day <= 12:
        month, day = day, month
    return FoundDay(Day(year_of(match["year"]), month, day), *match.span(), sure=sure)


def year_of(raw: str | None) -> int | None:
    """A year of two or four digits; of two, 70 to 99 are of the last century."""
    if raw is None or not raw.isdecimal():
        return None
    year = int(raw)
    return year if year > 99 else year + (1900 if year >= PIVOT else 2000)
