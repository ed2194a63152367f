"""Who signs, and under which law.

Parties are read in the preamble, between "between" and the recitals: a name, what it is ("a Delaware corporation",
« société anonyme »), and the short name in quotes. A blank or hidden name is left out, not guessed.
"""

import re
from collections.abc import Iterator

from etincelle.living_contract.reading.opening import BETWEEN, preamble
from etincelle.living_contract.reading.terms import Field, Quote, Term, Why
from etincelle.living_contract.reading.text import Page

ALIAS = re.compile(
    r"\(\s?(?:[^()\"]{0,160}?)[\"'](?P<alias>[^\"()]{2,60}?)[,.]?[\"'][^()]{0,200}\)"
    r"|\b(?:here(?:in)?after|ci-après)\s(?:referred to as\s|called\s|known as\s|dénommée?s?\s|désignée?s?\s)"
    r"(?:the\s|le\s|la\s)?(?P<bare>(?-i:[A-Z])[\w&'-]*(?:\s(?-i:[A-Z])[\w&'-]*){0,2})(?![\w\"])"
    r"|\b(?:here(?:in)?after|ci-après|hereinafter)\s(?:[a-zéà]+\s){0,4}?(?:as\s)?\"?(?P<plain>[^\"(),\n]{2,40})\"",
    re.I,
)
FORM = re.compile(
    r"\b(?:a|an|the)\s(?:[\w.,'-]+\s){0,6}?(?:corporation|company|partnership"
    r"|trust|association|individual|bank|entity|limited liability|organi[sz]ation"
    r"|fund|division|subsidiary|institution|agency|university)\b"
    r"|\b(?:a|an)\s(?:\w+\s){1,4}?(?:corp|llc|inc)\b|\b(?:having|with|whose"
    r"|located|organized|incorporated|existing|acting|on behalf|société"
    r"|au capital|immatriculée|dont le siège|ayant son siège|représentée)\b",
    re.I,
)
SUFFIXES = (
    r"inc|incorporated|corp|corporation|co|company|ltd|limited|llc|l\.l\.c"
    r"|lp|l\.p|llp|plc|n\.a|n\.v|b\.v|bv|s\.a\.s|sas|s\.a|sa|sarl|s\.a\.r\.l"
    r"|gmbh|ag|a/s|a\.s|oy|ab|spa|s\.p\.a|pte|pty|trust|fund|bank|association"
    r"|partnership|enterprises|partners|group|holdings"
)
NAMED = re.compile(
    rf"(?P<name>(?:[A-Z0-9][\w&.'/*()-]*|of|and|the|for|de|du|des|et|&|/),?\s(?:(?:[A-Z0-9&(][\w&"
    rf".'/*)-]*|of|and|the|for|de|du|des|et|&|/|-),?\s){{0,9}}?(?i:{SUFFIXES})\b\.?(?:,?\s(?i:"
    rf"{SUFFIXES})\b\.?)*)"
)
HIDDEN = re.compile(r"^[\W_]*$|_{3,}|\[[^\]]{0,12}\]")
RECITALS = re.compile(
    r"\b(?:WITNESSETH|WHEREAS|RECITALS?|BACKGROUND|PREAMBLE|NOW,? THEREFORE"
    r"|IL A ÉTÉ|ÉTANT PRÉALABLEMENT|PRÉAMBULE|EXPOSÉ)\b|\n(?:1|I|ARTICLE)\.?\s"
)
COLLECTIVE = re.compile(
    r"^(?:the )?(?:part(?:y|ies)|agreement|contract|contrat|amendment|effective date"
    r"|collectively|together|date|commencement date|execution date|closing"
    r"|company and)s?$|\bagreement$|\bdate$|\bact$",
    re.I,
)
LEADING = re.compile(
    r"^[\s,;:.\-]*(?:(?:(?:and|et|by|between|among|with|each of|either of"
    r"|of the (?:first|second|third|one|other) part|d'une part|d'autre part"
    r"|(?:is|was) (?:made|entered)\b[^()]{0,50}?\bby(?: and between)?)\b|\(?[ivx\d]+\)|\d\.|-)[\s,:]*)*",
    re.I,
)
SMALL_WORDS = frozenset(["of", "and", "the", "for", "de", "du", "des", "la", "le", "et", "d/b/a", "dba", "a"])
OTHER_NAME = re.compile(r",?\s(?:d/b/a|dba|f/k/a|a/k/a|doing business as|trading as|formerly)\b", re.I)
ADDRESS = re.compile(r",?\s(?:of|at)\s\d")
NUMBERED = re.compile(r"^(?:.*\bPARTIES\s*)?(?:.*\(\d\)\s)?")
LABEL = re.compile(r"^(?:[A-Z]\w+ )?(?:name|nom)\s?:\s?", re.I)
REACH = 3_000
LONGEST = 140
COVER = 4_000
QUOTED = 900
LONE = 700
LAW = re.compile(
    r"\b(?:govern(?:ed|ing)|construed|interpreted|enforced)\b[^.\n]{0,160}?\b(?:the\s)?(?:intern"
    r"al\s|substantive\s)?laws?\s(?:and (?:decisions|regulations)\s)?(?:of"
    r"|in(?: force in)?)\s(?:the\s)?(?:State\sof\s|Commonwealth\sof\s|Province\sof\s"
    r"|Republic\sof\s|Kingdom\sof\s)?(?P<place>(?:the\s)?[A-Z][a-zA-Z]+(?:(?:\s(?:of"
    r"|and)|,)?\s[A-Z][a-zA-Z]+){0,3})"
    r"|\b(?P<adjective>[A-Z][a-z]+)\slaw\s(?:shall\s)?(?:govern|appl)|\bgoverned by\s(?P<english>[A-Z][a-z]+)\slaw"
    r"|\b(?:régi|soumis|gouverné|interprété)\w*\s(?:\w+\s){0,4}?(?:par|au"
    r"|selon|conformément au)\s(?:le\s|la\s)?(?:droit|lois?)\s(?P<droit>\w+)",
)


def parties(page: Page) -> Term:
    """The names of those who sign, as the preamble gives them, else as the cover does."""
    first = preamble(page)
    found: list[tuple[tuple[str, ...], Quote, str]] = []
    for start in (*([first.start] if first else []), *covers(page)):
        stretch = stretch_of(page, start)
        between = BETWEEN.search(stretch)
        words = stretch[between.end() if between else 0 :]
        quote = page.quote(start, start + min(len(stretch), QUOTED))
        found.append((tuple(dict.fromkeys(names_of(words))), quote, words))
    if not found:
        return Term(Field.PARTIES, why=Why.ABSENT)
    names, quote, words = max(found, key=lambda one: min(len(one[0]), 2))
    if not names:
        return Term(Field.PARTIES, quotes=(quote,), why=Why.BLANK if HIDDEN.search(words) else Why.ABSENT)
    return Term(Field.PARTIES, names, (quote,), 0.85 if len(names) == 2 else 0.65)


def covers(page: Page) -> list[int]:
    """Where the title page says between whom, when it does."""
    match = BETWEEN.search(page.plain, 0, COVER)
    return [match.start()] if match else []


def stretch_of(page: Page, start: int) -> str:
    """The words that name the parties: up to the recitals or the first clause."""
    stretch = page.plain[start : start + REACH]
    recitals = RECITALS.search(stretch, 60)
    return stretch[: recitals.start() if recitals else 1_200]


def names_of(stretch: str) -> Iterator[str]:
    """The names of a preamble: what stands before each short name, else whatever ends like a company."""
    place = 0
    found = 0
    for match in ALIAS.finditer(stretch):
        alias = (match["alias"] or match["plain"] or match["bare"] or "").strip()
        before = stretch[place : match.start()]
        place = match.end()
        if COLLECTIVE.search(alias):
            continue
        name = name_in(before)
        if name:
            found += 1
            yield name
    if found < 2:
        for match in NAMED.finditer(stretch[place if found else 0 :][:LONE]):
            name = cleaned(re.split(r",\sand\s", match["name"])[-1])
            if name and not name.startswith("of "):
                yield name


def name_in(before: str) -> str:
    """The name at the head of what precedes a short name: up to its legal form, its address or a comma."""
    words = OTHER_NAME.split(LEADING.sub("", before))[0]
    cut = FORM.search(words, 3)
    head = words[: cut.start()] if cut else words
    named = NAMED.match(head.strip(" ,"))
    whole = named["name"] if named and len(named["name"]) > 5 else head.split(", ")[0]
    return cleaned(whole)


def cleaned(name: str) -> str:
    """A name in one line; "" when it is blank, hidden or no name at all."""
    bare = re.sub(r"^\([^()]{0,40}\)\s*", "", re.sub(r"\s+", " ", name).strip())
    bare = ADDRESS.split(LABEL.sub("", NUMBERED.sub("", bare).strip(" ,;:-\"'(")))[0]
    bare = re.sub(r"^(?:and|et|the undersigned|between|among|by)\s", "", bare, flags=re.I)
    if (
        HIDDEN.search(bare)
        or not looks_like_a_name(bare)
        or not re.search(r"[A-Z]", bare)
        or not 2 < len(bare) <= LONGEST
    ):
        return ""
    return bare


def looks_like_a_name(words: str) -> bool:
    """Whether most of its words begin with a capital, as names do and sentences do not."""
    told = [word for word in re.findall(r"[^\W\d_][\w.&'/-]*", words) if word.lower() not in SMALL_WORDS]
    return bool(told) and len(told) <= 12 and sum(word[0].isupper() for word in told) >= 0.7 * len(told)


def law(page: Page) -> Term:
    """The law that governs the contract; the last clause wins when two say so, for schedules seldom repeat it."""
    for sentence in page.sentences:
        match = LAW.search(sentence.text[:1_500])
        if match:
            raw = next(
                value for value in (match["place"], match["adjective"], match["english"], match["droit"]) if value
            )
            place = re.sub(
                r"^(?:the)\s", "", re.split(r",|\s(?:without|and|as|applicable|excluding)\b", raw)[0].strip()
            )
            quote: Quote = page.around(sentence)
            return Term(Field.LAW, place, (quote,), 0.85)
    return Term(Field.LAW, why=Why.ABSENT)
