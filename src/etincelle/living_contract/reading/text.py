"""A contract's text made readable: page furniture left out, broken lines joined, sentences and sections found.

The plain view has one space between words and a line feed between paragraphs, curly quotes and long dashes made
simple one for one; `origin` gives for each of its characters the offset in the text as given, so that a quote is
always the exact words at their exact place.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from etincelle.living_contract.reading.terms import Quote

SIMPLE = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "«": '"', "»": '"', "\u2013": "-", "\u2014": "-",
     "\u2010": "-", "\u2011": "-", "\u00ad": "-"}
)  # fmt: skip
WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\n\f]*[\n\f]?")
FURNITURE = re.compile(
    r"(?:#+\s*)?(?:page|p\.)?\s*-?\s*(?:\d{1,4}|[ivxl]{1,6}|[a-z]-\d{1,3})\s*-?\s*(?:(?:of|/|sur|de)\s*\d{1,4})?"
    r"|-{3,}|={3,}|source:.{5,120}|<page>|table of contents(?: \(?cont.*)?",
    re.I,
)
REPEATED = 4
SHORT_LINE = 90
SENTENCE_END = re.compile(r"[.!?;:][\"')\]]*$")
ABBREVIATED = re.compile(
    r"(?:\b(?:inc|ltd|llc|corp|co|no|nos|mr|mrs|ms|dr|st|art|arts|sec|secs|cf|vs|v|jr|sr|e\.g|i\.e|etc|al|para|pp"
    r"|ch|n|approx|ex|div|dept|bros|assn|mm|mme|sté|ets|cie|bd|av|al|p|lit|resp)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z]|[A-Z](?:\.[A-Z])+)\.$",
    re.I,
)
STOP = re.compile(r"[.!?][\"')\]]{0,2}(?=[ \n]|$)")
NUMBERED = (
    r"(?:(?:article|section|clause|§)\s*)?"
    r"(?:\d{1,2}(?:\.\d{1,3}){0,4}\.?|[IVXL]{1,6}\.|\(?[a-z]{1,2}[).]|\([ivxl]{1,5}\)|[A-Z][.)])"
)
HEAD = re.compile(rf"(?:#+ )?(?:(?:article|section|clause)\s+[\dIVXL.]+|{NUMBERED})?[\s.:\-)]*", re.I)
RUN_IN = re.compile(
    rf"^(?:#+ )?{NUMBERED}[ \t]*[-:.]?[ \t]*(?P<title>[A-ZÉÈÀÇ][\w'&/,\- ]{{1,70}}?)\s?[.:](?=\s|$|-)", re.I
)
LEADERS = re.compile(r"\.{5,}|(?:\. ){4,}|\s\d{1,3}$")
MAX_SENTENCE = 1_500
FRENCH_WORDS = re.compile(r"\b(?:le|la|les|des|du|et|est|une|par|dans|pour|sur|présent|aux)\b", re.I)
ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|to|in|shall|is|this|by|or|any|for|with)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the plain view, with the heading it stands under."""

    text: str
    start: int
    end: int
    section: str


@dataclass(slots=True)
class Page:
    """A text being read: as given, its plain view, and the way back."""

    given: str
    plain: str = ""
    origin: "array[int]" = field(default_factory=lambda: array("L"))
    lines: list[int] = field(default_factory=list)
    feeds: list[int] = field(default_factory=list)
    sentences: tuple[Sentence, ...] = ()
    language: str = "en"

    def quote(self, start: int, end: int, section: str = "") -> Quote:
        """The words of the given text behind a stretch of the plain view."""
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        if start >= end:
            return Quote("", 0, 0, 1)
        first, last = self.origin[start], self.origin[end - 1] + 1
        page = bisect_right(self.feeds, first) + 1 if self.feeds else None
        return Quote(self.given[first:last], first, last, bisect_right(self.lines, first), page, section)

    def around(self, sentence: Sentence) -> Quote:
        """The quote of a whole sentence."""
        return self.quote(sentence.start, sentence.end, sentence.section)


def opened(given: str) -> Page:
    """A text made ready."""
    page = Page(given)
    page.lines = [0, *(match.end() for match in re.finditer(r"\n", given))]
    page.feeds = [match.start() for match in re.finditer("\f", given)]
    flatten(page)
    page.language = language_of(page.plain)
    page.sentences = tuple(sentences(page.plain))
    return page


def language_of(plain: str) -> str:
    """English or French, by the small words; English when in doubt."""
    sample = plain[:60_000]
    return "fr" if len(FRENCH_WORDS.findall(sample)) > len(ENGLISH_WORDS.findall(sample)) else "en"


def flatten(page: Page) -> None:
    """Fill the plain view."""
    repeated = often_repeated(page.given)
    parts: list[str] = []
    broken = False
    last = ""
    for match in LINE.finditer(page.given):
        words = list(WORD.finditer(match.group()))
        if not words:
            broken = broken or bool(match.group())
            continue
        key = " ".join(one.group() for one in words)
        if key in repeated or (len(key) < 130 and FURNITURE.fullmatch(key)):
            broken = True
            continue
        mark = paragraph_mark(last, key) if broken else " "
        last = append(page, parts, (words, match.start(), mark))
        broken = False
    page.plain = "".join(parts).translate(SIMPLE)


def append(page: Page, parts: list[str], line: tuple[list[re.Match[str]], int, str]) -> str:
    """Add the words of a line; the last one, which tells whether a sentence was over."""
    words, offset, mark = line
    for number, one in enumerate(words):
        if parts:
            parts.append(mark if number == 0 else " ")
            page.origin.append(offset + one.start())
        parts.append(one.group())
        page.origin.extend(range(offset + one.start(), offset + one.end()))
    return words[-1].group()


def paragraph_mark(last: str, following: str) -> str:
    """A line feed between paragraphs, a space when a page or a table broke a sentence in two."""
    goes_on = following[:1].islower() and not re.match(r"[a-z]{1,3}[.)]", following)
    return " " if goes_on and not SENTENCE_END.search(last) else "\n"


def often_repeated(given: str) -> frozenset[str]:
    """Short lines that come back, as headers and footers do."""
    found = Counter(" ".join(line.split()) for line in given.splitlines())
    return frozenset(
        line for line, times in found.items() if times >= REPEATED and 3 < len(line) < SHORT_LINE and is_header(line)
    )


def is_header(line: str) -> bool:
    """Whether a line that comes back may go: it holds letters and is no sentence of a clause."""
    return bool(re.search(r"[^\W\d_]", line)) and not line.endswith((".", ";", ":", ","))


def sentences(plain: str) -> Iterator[Sentence]:
    """Paragraph by paragraph, then at each full stop that ends a sentence; headings stay with what follows them."""
    section = ""
    start = 0
    for paragraph in plain.split("\n"):
        heading = heading_of(paragraph)
        section = heading or section
        for first, last in cuts(paragraph):
            yield Sentence(paragraph[first:last], start + first, start + last, section)
        start += len(paragraph) + 1


def heading_of(paragraph: str) -> str:
    """The title a paragraph is or begins with; "" for none."""
    if LEADERS.search(paragraph[:200]):
        return ""
    if len(paragraph) <= SHORT_LINE and not paragraph.endswith((";", ",")):
        bare = paragraph[HEAD.match(paragraph).end() :].strip(" .:-\"'")  # type: ignore[union-attr]
        is_title = bare.isupper() or (bare[:1].isupper() and not paragraph.endswith(".") and len(bare.split()) <= 8)
        return bare if is_title and re.search(r"[^\W\d_]{3}", bare) else ""
    found = RUN_IN.match(paragraph)
    return found["title"].strip() if found and len(found["title"].split()) <= 9 else ""


def cuts(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end."""
    start = 0
    for match in STOP.finditer(paragraph):
        end = match.end()
        following = paragraph[end : end + 3].lstrip()[:1]
        before = paragraph[max(start, end - 14) : match.start() + 1]
        if following and (following.islower() or following in ",;)"):
            continue
        if ABBREVIATED.search(before) or re.fullmatch(rf"\s*{NUMBERED}\.?", paragraph[start:end].strip(), re.I):
            continue
        if re.search(r"(?:^|\s)\(?\d{1,2}(?:\.\d{1,2})*\.$", before) and end - start < 14:
            continue
        yield start, end
        start = end
    if paragraph[start:].strip():
        yield start, len(paragraph)
