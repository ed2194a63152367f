"""Who signs, when it was agreed and when it takes effect: the preamble, the cover, the definitions, the signatures.

Where an answer may stand, from the strongest: "made and entered into as of DATE" in the sentence that names the
parties; "dated as of DATE" on the cover; the last date under the signatures. The effective date is only what the text
calls effective, or commencing: nothing is taken for it by default.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.living_contract.reading.days import day_at, days, known
from etincelle.living_contract.reading.terms import Day, Field, Quote, Term, Value, Why
from etincelle.living_contract.reading.text import Page, Sentence

OPENING = 12_000
COVER_REACH = 2_500
SURE = 0.72
SIGNATURES = 6_000
CONTRACT = (
    r"(?:agreement|contract|amendment|addendum|lease|licen[sc]e|deed|letter|schedule|statement of work|order"
    r"|contrat|convention|accord|avenant|marché|protocole)"
)
BETWEEN = re.compile(r"\b(?:by and )?(?:between|among(?:st)?)\b|\bentre\b|\bby and among\b", re.I)
ON = (
    r"(?:as\s?of|effective(?:\sas\sof)?|on|this|the|dated?(?:\sas\sof)?"
    r"|in|of|le|du|au|en date du|à la date du|on and as of|as of and on)"
)
MONTH_AHEAD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s"
MADE = re.compile(
    rf"\b(?:dated|made|executed|signed)\b[\s:,]{{1,3}}(?={MONTH_AHEAD}|\d{{1,2}}\W)|"
    rf"\b(?:made|entered(?:\s?-?into)?|executed|dated|concluded|signed|agreed"
    rf"|conclue?|signée?|passée?|faite?|établie?)\b"
    rf"[^.\n]{{0,70}}?\b{ON}\b[\s:,]{{0,3}}(?:{ON}[\s:,]{{1,3}}){{0,3}}",
    re.I,
)
COVER = re.compile(
    r"\b(?:(?:agreement|contract|execution|signature|signing) date|dated(?: as of)?"
    r"|(?<!effective )(?<!commencement )date(?! of)|made as of|(?<!effective )as of"
    r"|date d[eu] (?:contrat|signature)|en date du|fait (?:à [^\n,]{2,30},? )?le|signé le)\b\s*:?\s{0,3}",
    re.I,
)
SIGNED = re.compile(r"(?:^|[\s_])(?:date|dated|signed on|le|fait à[^\n]{2,40}\ble)\s?:?\s?_*\s?", re.I)
AS_EFFECTIVE = (
    r"\(\s?(?:here(?:in)?after,?\s)?(?:referred\sto\s(?:herein\s)?as\s)?(?:as\s)?(?:the\s"
    r"|this\s|its\s|la\s)?[\"']?\s?(?:effective|commencement|start|agreement effective"
    r"|contract effective)\sdate"
)
NEAR_SIGNATURE = 900
SIGNING = re.compile(
    r"in witness whereof|agreed (?:to )?and accepted|accepted and agreed|each party[^\n]{0,60}(?:signed|executed)"
    r"|\bBy:\s?(?:_{3,}|[/\\]s[/\\])|[/\\]s[/\\]\s|authorized signature"
    r"|\bsignatures?\s?:|fait à\b|pour le (?:client|prestataire)\b",
    re.I,
)
DEFINED = re.compile(
    rf"{AS_EFFECTIVE}|\((?:ci-après\s)?,?\s?(?:la\s|l')?\"?\s?date\s(?:d'effet"
    rf"|d'entrée en vigueur|de prise d'effet|de début|de démarrage)",
    re.I,
)
MEANS = re.compile(
    rf"\b(?:effective|commencement) date(?: of this agreement)?\"?\s?[:\-]?\s?(?={MONTH_AHEAD}|\d{{1,2}}[/ ]\S)|"
    r"\"?(?:agreement |contract )?(?:effective|commencement) date\"?\s?(?:of this agreement\s)?("
    r"?:\(?\"?[^.\n]{0,30}\"?\)?\s)?"
    r"(?:means|shall mean|shall be|is|will be|:|=|désigne)\s?:?\s?(?:the\sdate\sof\s)?"
    r"|\bdate d'(?:effet|entrée en vigueur)\"?\s?(?:du contrat\s)?(?::|est fixée"
    r"|désigne|est)\s?(?:fixée\s)?(?:au|le)?\s?"
    r"|\beffective date(?: of this agreement)?\s(?=[A-Z]|\d)",
    re.I,
)
FROM = re.compile(
    r"\b(?:(?:is|be|being|become[s]?|made|into and|and shall be|and is|and"
    r"|are)\s(?:legally\s)?effective|effective(?=\s(?:as\sof|on|from|beginning))"
    r"|in\s(?:full\s)?(?:force|effect)\s(?:and\seffect\s)?(?=from|as\sof|on)"
    r"|(?:shall|will|to)?\s?(?:commence|begin|start)s?|commencing|beginning"
    r"|takes?\seffect|come into (?:force|effect)|enters? into force"
    r"|prend(?:ra)?\seffet|entre(?:ra)?\sen\svigueur|à\scompter)\s(?:as\sof"
    r"|on|from|upon|at|le|du|à\scompter\sdu)?\s?(?:and\sas\sof\s)?(?:the\s)?",
    re.I,
)
HEREOF = re.compile(
    r"\b(?:date hereof|date first (?:above|written|set forth|mentioned|stated"
    r"|appearing)|date of this agreement|date (?:set forth|stated|written"
    r"|specified) (?:above|on the)"
    r"|first written above|above date|day and year first|date of (?:the "
    r"|its )?(?:execution|signature|signing)|execution date|signature date"
    r"|date de (?:sa |la )?signature)",
    re.I,
)
ONE_OF_TWO = re.compile(
    r"\b(?:longer|shorter|greater|later|earlier|latest|earliest|first|last) (?:of"
    r"|to occur)\b(?! (?:the )?(?:date of )?(?:signature|execution))",
    re.I,
)
LAST_SIGNED = re.compile(
    r"\b(?:last|latest|later|latter)\s(?:date\sof\s)?(?:signature|signed"
    r"|to\ssign|of\sthe\ssignatures?|party|execution|of the dates)|(?:dernière"
    r"|derniere)\s(?:date\sde\s)?signature"
    r"|date (?:of last|of the last|on which the last)",
    re.I,
)
DAY_AFTER = re.compile(r"\bday (?:after|following)\b|lendemain", re.I)
ELSEWHERE = re.compile(
    r"\b(?:that certain|as amended|previously|prior|original(?:ly)?|existing|pursuant to|under the|reference is made"
    r"|(?:license|purchase|master|option|security|credit|loan|underlying)\s\w+\s(?:agreement|plan)?\s?,?\s?dated)\b",
    re.I,
)


CONTRACT_WORD = re.compile(rf"\b{CONTRACT}\b", re.I)
THIS = re.compile(rf"\b(?:this|the|present|présente?|le|la)\b[^\n]{{0,160}}?\b{CONTRACT}\b", re.I)
RECITAL = re.compile(r"\W*(?:whereas|recital|background|considérant|attendu)", re.I)
ALIASED = re.compile(r"\([^()\n]{0,80}?[\"'][^\"\n]{2,60}\"|\bhere(?:in)?after\b|\bci-après\b", re.I)


AS_OF_EFFECTIVE = re.compile(
    r"\b(?:made|entered|executed|dated|effective)\b[^.\n]{0,40}?\bas of (?:the )?\"?effective date", re.I
)
TERM_HEAD = re.compile(r"\b(?:term|duration|period|commencement|effective|durée|entrée en vigueur)\b", re.I)


@dataclass(frozen=True, slots=True)
class Clue:
    """A date that may be the answer, where it stands, and how often a clue of its kind is right (0 to 1)."""

    found: Day
    quote: Quote
    weight: float


def term_of(field: Field, clues: list[Clue]) -> Term:
    """The answer of the strongest clues: two that agree strengthen each other, a blank makes unknown."""
    if not clues:
        return Term(field, why=Why.ABSENT)
    best = max(clues, key=lambda clue: clue.weight)
    whole = best.found.whole
    if whole is None:
        return Term(field, quotes=(best.quote,), why=Why.BLANK, partial=best.found)
    same = [clue for clue in clues if clue.found == best.found and clue.quote.start != best.quote.start]
    others = [
        clue for clue in clues if clue.found.whole and clue.found != best.found and clue.weight > best.weight - 0.1
    ]
    confidence = min(0.97, best.weight + (0.04 if same else 0.0) - (0.2 if others else 0.0))
    return Term(field, whole, (best.quote, *(clue.quote for clue in same[:1])), round(confidence, 2))


def preamble(page: Page) -> Sentence | None:
    """The sentence that names the parties, the surest first: this contract, "between", short names in parentheses."""
    early = [one for one in page.sentences if one.start < OPENING and len(one.text) > 50]
    early = [one for one in early if CONTRACT_WORD.search(one.text[:900]) and not RECITAL.match(one.text)]
    between = [one for one in early if BETWEEN.search(one.text[:1_500])]
    named = [one for one in between if ALIASED.search(one.text[:1_500])]
    named += [one for one in early if len(ALIASED.findall(one.text[:1_500])) > 1 and one not in named]
    made = [one for one in early if MADE.search(one.text[:900])]
    said = [one for one in (*named, *between) if THIS.search(one.text[:900])]
    return next(iter((*[one for one in said if one in named], *named, *said, *between, *made)), None)


def agreement(page: Page) -> Term:
    """When the contract was made."""
    clues = [*made_in_preamble(page), *on_the_cover(page), *made_when_effective(page)]
    if not any(clue.weight > SURE for clue in clues):
        clues += under_signatures(page)
    return term_of(Field.AGREEMENT, clues)


def made_in_preamble(page: Page) -> Iterator[Clue]:
    """ "made and entered into as of DATE" in the sentence that names the parties."""
    first = preamble(page)
    if first is None:
        return
    text = first.text[:1_500]
    for match in MADE.finditer(text):
        before = text[: match.start()]
        if ELSEWHERE.search(before[-60:]) or speaks_of_the_amended(before):
            continue
        found = day_at(text[match.end() :], page.language, 12)
        if found is not None:
            labelled = DEFINED.match(text[match.end() + found.end :].lstrip(" ,"))
            only_effective = re.search(r"effective", match.group(), re.I) and labelled
            yield Clue(found.day, page.around(first), 0.7 if only_effective else 0.93)
            return
    early = [
        one for one in days(text[:700], page.language) if not ELSEWHERE.search(text[max(0, one.start - 60) : one.start])
    ]
    if early and known(early[0].day):
        yield Clue(early[0].day, page.around(first), 0.75)


def speaks_of_the_amended(before: str) -> bool:
    """Whether "made on" is said of the contract that an amendment changes: "Amendment to the Agreement made on"."""
    amends = re.search(r"\bamendment\b[^\n]*\bto (?:the|that)\b|\bavenant\b[^\n]*\b(?:au|à la)\b", before, re.I)
    return bool(amends) and not re.search(r"\b(?:is|are|was|has been|est)\s(?:\w+\s)?$", before)


def made_when_effective(page: Page) -> Iterator[Clue]:
    """ "entered into as of the Effective Date": the date that is so named."""
    first = preamble(page)
    if first is None or not AS_OF_EFFECTIVE.search(first.text[:900]):
        return
    unknown = Term(Field.AGREEMENT, why=Why.ABSENT)
    for clue in (*named_effective(page, unknown), *said_to_mean(page, unknown)):
        yield Clue(clue.found, page.around(first), 0.85)
        return


def on_the_cover(page: Page) -> Iterator[Clue]:
    """ "Dated as of DATE", "Date: DATE" before the body begins."""
    first = preamble(page)
    end = first.start if first else 2_500
    recital = re.search(r"\b(?:whereas|recitals?)\b", page.plain[:COVER_REACH], re.I)
    head = page.plain[: min(end, recital.start() if recital else COVER_REACH)]
    for match in COVER.finditer(head):
        found = day_at(head[match.end() : match.end() + 60], page.language, 4)
        if found is not None and not ELSEWHERE.search(head[max(0, match.start() - 40) : match.start()]):
            yield Clue(found.day, page.quote(match.start(), match.end() + found.end), 0.85)


def under_signatures(page: Page) -> Iterator[Clue]:
    """The last of the dates written under the signatures; a blank there, when none is."""
    found = signature_days(page)
    if found:
        last, quote = max(found, key=lambda one: one[0])
        yield Clue(written(last) or Day(), quote, 0.71)
        return
    for block in signature_blocks(page):
        blank = next(
            (one for one in days(page.plain[block : block + NEAR_SIGNATURE], page.language) if one.day.year), None
        )
        if blank is not None:
            yield Clue(blank.day, page.quote(block + blank.start, block + blank.end), 0.5)
            return


def signature_days(page: Page) -> list[tuple[date, Quote]]:
    """The whole dates that stand after "Date:" where people sign, else any date beside a signature."""
    labelled: list[tuple[date, Quote]] = []
    beside: list[tuple[date, Quote]] = []
    for block in signature_blocks(page):
        for match in SIGNED.finditer(page.plain, block, min(block + SIGNATURES, len(page.plain))):
            one = day_at(page.plain[match.end() : match.end() + 40], page.language, 4)
            if one is not None and one.day.whole:
                labelled.append((one.day.whole, page.quote(match.start(), match.end() + one.end)))
        near = page.plain[block : block + NEAR_SIGNATURE]
        for one in days(near, page.language):
            if one.day.whole and not re.search(r"\b(?:dated|as of|of|on)\s$", near[: one.start], re.I):
                beside.append((one.day.whole, page.quote(block + one.start, block + one.end)))
    return labelled or beside


def signature_blocks(page: Page) -> list[int]:
    """Where the signatures begin: "IN WITNESS WHEREOF", "Agreed and accepted", « Fait à », else the signs of a hand."""
    marks = [match.start() for match in SIGNING.finditer(page.plain)]
    return sorted({mark for n, mark in enumerate(marks) if n == 0 or mark - marks[n - 1] > 400})[:3]


def effective(page: Page, made: Term) -> Term:
    """When it takes effect: what the text calls so, or says it begins on."""
    clues = [*named_effective(page, made), *said_to_mean(page, made), *said_to_begin(page, made)]
    return term_of(Field.EFFECTIVE, clues)


def named_effective(page: Page, made: Term) -> Iterator[Clue]:
    """DATE (the "Effective Date")."""
    for match in DEFINED.finditer(page.plain):
        before = page.plain[max(0, match.start() - 130) : match.start()]
        sentence = sentence_at(page, match.start())
        quote = page.around(sentence) if sentence else page.quote(match.start(), match.end())
        if ONE_OF_TWO.search(before) or (sentence and RECITAL.match(sentence.text)):
            continue
        near = [one for one in days(before, page.language) if len(before) - one.end < 70]
        if near:
            yield Clue(near[-1].day, quote, 0.95)
            return
        if resolved := by_reference(page, made, before):
            yield Clue(resolved, quote, 0.85)
            return
        blank = re.search(r"(?:_{2,}|\[[^\]\n]{0,12}\]|●)[^\w]{0,12}$", before)
        if blank:
            yield Clue(Day(), quote, 0.9)
            return


def said_to_mean(page: Page, made: Term) -> Iterator[Clue]:
    """ "Effective Date" means DATE; Effective Date: DATE."""
    for match in MEANS.finditer(page.plain):
        after = page.plain[match.end() : match.end() + 160]
        sentence = sentence_at(page, match.start())
        if sentence and (
            RECITAL.match(sentence.text) or re.search(r"\bhaving an?\s$", page.plain[: match.start()][-12:])
        ):
            continue
        quote = page.around(sentence) if sentence else page.quote(match.start(), match.end() + 80)
        found = day_at(after, page.language, 14)
        if found is not None and (known(found.day) or match.group().rstrip().endswith(":")):
            yield Clue(found.day, quote, 0.9)
            return
        if resolved := by_reference(page, made, after.split(". ")[0]):
            yield Clue(resolved, quote, 0.8)
            return


def said_to_begin(page: Page, made: Term) -> Iterator[Clue]:
    """This Agreement is effective as of DATE; the term commences on DATE."""
    this = re.compile(
        rf"\b(?:this|the present|le présent|la présente|présent)\b[^.\n]{{0,80}}?\b{CONTRACT}\b|\bterm\b|\bdurée\b",
        re.I,
    )
    for sentence in page.sentences:
        if not this.search(sentence.text[:700]) or len(sentence.text) > 2_500:
            continue
        for match in FROM.finditer(sentence.text[:1_200]):
            after = sentence.text[match.end() : match.end() + 110]
            near = this.search(sentence.text[max(0, match.start() - 160) : match.start()])
            found = day_at(after, page.language, 10)
            if not near:
                continue
            if found is not None and known(found.day):
                yield Clue(
                    found.day,
                    page.around(sentence),
                    0.8 if sentence.start < OPENING or TERM_HEAD.search(sentence.section) else 0.65,
                )
                return
            if (
                (reference := HEREOF.search(after))
                and reference.start() < 12
                and (resolved := by_reference(page, made, after[:80]))
            ):
                yield Clue(resolved, page.around(sentence), 0.7)
                return


def by_reference(page: Page, made: Term, words: str) -> Day | None:
    """The date some words point to: the last signature, or the date of the contract."""
    if LAST_SIGNED.search(words):
        signed = signature_days(page)
        if not signed:
            return None
        last = max(day for day, _ in signed) + timedelta(days=1 if DAY_AFTER.search(words) else 0)
        return Day(last.year, last.month, last.day)
    if HEREOF.search(words):
        return written(made.value) if made.value is not None else made.partial
    return None


def written(value: Value | None) -> Day | None:
    """A date as a written day."""
    return Day(value.year, value.month, value.day) if isinstance(value, date) else None


def sentence_at(page: Page, place: int) -> Sentence | None:
    """The sentence that holds a place of the plain view."""
    low, high = 0, len(page.sentences)
    while low < high:
        middle = (low + high) // 2
        if page.sentences[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return page.sentences[low] if low < len(page.sentences) and page.sentences[low].start <= place else None
