"""Numbers in words and lengths of time, as contracts write them: "ninety (90) days", « trois (3) ans », "one year"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etincelle.living_contract.reading.terms import Span

SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
PETITS = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
DIZAINES = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
            "quatre-vingt": 80, "quatre-vingts": 80, "huitante": 80, "octante": 80, "nonante": 90}  # fmt: skip


def english_numbers() -> dict[str, int]:
    """Every number from 0 to 99 in English words, and the round ones beyond."""
    found = {word: number for number, word in enumerate(SMALL)}
    for index, ten in enumerate(TENS, start=2):
        found[ten] = index * 10
        for unit in range(1, 10):
            found[f"{ten}-{SMALL[unit]}"] = found[f"{ten} {SMALL[unit]}"] = index * 10 + unit
    for hundreds, word in enumerate(("one", "two", "three"), start=1):
        found[f"{word} hundred"] = hundreds * 100
    found |= {f"{hundred} {joint}{word}": found[hundred] + number
              for hundred in ("one hundred", "two hundred", "three hundred") for joint in ("", "and ")
              for word, number in list(found.items()) if 0 < number < 100}  # fmt: skip
    return found | {"a": 1, "an": 1, "fourty": 40, "sixy": 60}


def french_numbers() -> dict[str, int]:
    """Every number from 0 to 99 in French words, with or without hyphens, and the round ones beyond."""
    found = {word: number for number, word in enumerate(PETITS)} | {"une": 1}
    for ten, value in DIZAINES.items():
        found[ten] = value
        last = 19 if value in (60, 80) else 9
        for unit in range(1, last + 1):
            found[f"{ten}-{PETITS[unit]}"] = value + unit
            if unit in (1, 11):
                found[f"{ten} et {PETITS[unit]}"] = found[f"{ten}-et-{PETITS[unit]}"] = value + unit
    found |= {word.replace("-", " "): number for word, number in list(found.items())}
    return found | {"cent": 100, "cent vingt": 120, "cent-vingt": 120, "cent quatre-vingts": 180, "deux cents": 200,
                    "cent quatre-vingt": 180}  # fmt: skip


NUMBERS = french_numbers() | english_numbers()
ORDERED = sorted(NUMBERS, key=lambda word: (-len(word), word))
WORDS = "|".join(re.escape(word).replace(r"\ ", r"\s").replace(r"\-", r"\s?-\s?") for word in ORDERED)
HIDDEN = r"\[[^\]\n]{0,12}\]|_{2,}|\*{2,}|[●•]+|\(\s*\*+\s*\)"
COUNT = (
    rf"(?:(?P<hidden>{HIDDEN})|(?P<plain>\d{{1,4}})|\b(?P<words>{WORDS})\b)(?:\s?[(\[](?P<again>["
    rf"^)\]\n]{{1,14}})[)\]])?"
)
KINDS = (
    r"(?:full|whole|calendar|consecutive|additional|successive|further|more|contract|contractual|entire|prior|civil"
    r"|additionnel\w*|consécutif\w*|calendaires?)"
)
UNITS = (
    r"(?P<unit>(?:(?:business|working|trading)[\s-])days?|days?|weeks?|months?|years?|twelvemonth"
    r"|jours?(?:\s(?P<ouvre>ouvr[ée]s?|ouvrables?))?|semaines?|mois|ann[ée]es?|ans?|trimestres?|quarters?|semestres?)"
)
SPAN = re.compile(rf"{COUNT}(?:[\s-]+{KINDS},?){{0,3}}[\s-]+{UNITS}\b", re.I)
UNIT = re.compile(rf"{UNITS}\b", re.I)
REACH = 110
RANKS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "fifteenth", "twentieth",
]  # fmt: skip
RANKED = dict(zip(RANKS, (*range(1, 13), 15, 20), strict=True))
ANNIVERSARY = re.compile(
    rf"\b(?:(?P<word>{'|'.join(RANKS)})|(?P<digits>\d{{1,2}})\s?(?:s\s?t"
    rf"|n\s?d|r\s?d|t\s?h))(?:\s?\([^)\n]{{1,8}}\))?\s(?:yearly\s|annual\s)?anniversary",
    re.I,
)
FAMILIES = {"da": "day", "jo": "day", "we": "week", "se": "week", "mo": "month", "ye": "year", "an": "year",
            "qu": "quarter", "tr": "quarter"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A length of time with its place; agreed: the words and the digits say the same."""

    span: Span
    start: int
    end: int
    agreed: bool


def number_of(words: str) -> int | None:
    """The number some words stand for; None for other words."""
    folded = re.sub(r"\s+", " ", re.sub(r"\s?-\s?", "-", words.strip().lower()))
    return NUMBERS.get(folded, int(folded) if folded.isdecimal() and len(folded) < 6 else None)


def spans(text: str) -> list[Found]:
    """The lengths of time of a text, in their order; "the fifth anniversary" is five years."""
    found = [found_of(match) for match in matches(text)]
    for match in ANNIVERSARY.finditer(text):
        count = RANKED[match["word"].lower()] if match["word"] else int(match["digits"])
        found.append(Found(Span(count, "year"), match.start(), match.end(), agreed=True))
    return sorted(found, key=lambda one: one.start)


def matches(text: str) -> Iterator[re.Match[str]]:
    """The lengths of a text; looked for only before a unit of time, for the words of numbers are many and slow."""
    place = 0
    for unit in UNIT.finditer(text):
        for match in SPAN.finditer(text, max(place, unit.start() - REACH), unit.end()):
            place = match.end()
            yield match


def found_of(match: re.Match[str]) -> Found:
    """A match made a length: words prevail over digits, as courts read them, and a clash is remembered."""
    written = None if match["hidden"] else number_of(match["plain"] or match["words"] or "")
    again = number_of(match["again"]) if match["again"] else None
    count = again if written is None else written
    if match["again"] and re.fullmatch(HIDDEN, match["again"].strip() or "__"):
        count = written
    agreed = again is None or written is None or again == written
    return Found(Span(*scaled(count, unit_of(match))), match.start(), match.end(), agreed)


def unit_of(match: re.Match[str]) -> str:
    """The unit of a match in one word."""
    raw = match["unit"].lower()
    if match["ouvre"] or raw.startswith(("business", "working", "trading")):
        return "business_day"
    if raw.startswith("semestre"):
        return "half"
    return FAMILIES[raw[:2]] if not raw.startswith("twelve") else "year"


def scaled(count: int | None, unit: str) -> tuple[int | None, str]:
    """Quarters and half years in months."""
    months = {"quarter": 3, "half": 6}.get(unit)
    return (count if months is None or count is None else count * months), ("month" if months else unit)
