"""What simple patterns find in a contract: the floor to beat, on the same files. No context, first match wins."""

import re
from datetime import datetime

from etincelle.living_contract.reading.judged import AUTO_RENEWAL, Answer
from etincelle.living_contract.reading.terms import Span

LONG = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},\s+\d{4}"
UNIT = r"(?:days?|months?|years?)"
DATES = {
    "agreement": re.compile(rf"(?:dated|made|entered into)\s+(?:and\s+\w+\s+)?(?:as of|on)?\s*({LONG})", re.I),
    "effective": re.compile(rf"effective\s+(?:date)?\W*(?:as of|on)?\s*({LONG})", re.I),
    "expiration": re.compile(rf"(?:until|through|expires?\s+on|end(?:s|ing)?\s+on)\s+({LONG})", re.I),
}
LENGTHS = {
    "renewal": re.compile(rf"renew\w*[^.]{{0,80}}?\(?(\d{{1,3}})\)?[\s-]+({UNIT})", re.I),
    "notice": re.compile(rf"\(?(\d{{1,3}})\)?\s+({UNIT})['’]?\s+(?:prior\s+)?(?:written\s+)?notice", re.I),
}
CLAUSES = {
    AUTO_RENEWAL: r"automatically\s+(?:be\s+)?(?:renew|extend)",
    "tfc": r"terminat\w+[^.]{0,100}(?:for convenience|without cause|for any reason)",
    "coc": r"change (?:of|in) control",
    "mfn": r"most favou?red",
    "audit": r"\baudit\b",
    "mincommit": r"\bminimum (?:purchase|commitment|order)",
    "post_term": r"(?:after|upon) (?:the )?(?:termination|expiration)",
}


def pattern_answers(text: str) -> dict[str, Answer]:
    """What the patterns answer, column by column."""
    found: dict[str, Answer] = {}
    for column, pattern in DATES.items():
        if match := pattern.search(text):
            day = day_of(match[1])
            found |= {column: Answer((day.date(),))} if day else {}
    for column, pattern in LENGTHS.items():
        if match := pattern.search(text):
            found[column] = Answer((Span(int(match[1]), match[2].lower().rstrip("s")),))
    return found | {column: Answer((True,)) for column, words in CLAUSES.items() if re.search(words, text, re.I)}


def day_of(written: str) -> datetime | None:
    """A long English date; None when there is no such day."""
    try:
        return datetime.strptime(" ".join(written.split()), "%B %d, %Y")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
