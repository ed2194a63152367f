"""How long: the initial term and its end.

A sentence counts when its subject is this contract or its term, or when it stands under a heading on the term; what
lasts otherwise (secrecy, warranties, insurance, leases, options on shares) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.living_contract.dates import plus_months
from etincelle.living_contract.reading.days import day_at, days, known
from etincelle.living_contract.reading.figures import Found, spans
from etincelle.living_contract.reading.opening import CONTRACT, HEREOF, ONE_OF_TWO, Clue, term_of
from etincelle.living_contract.reading.terms import Day, Field, Lasting, Quote, Span, Term, Why
from etincelle.living_contract.reading.text import Page, Sentence

SUBJECT = re.compile(
    rf"\b(?:this|present|said|the|le présent|la présente|présente?|du|le"
    rf"|ce)\s(?:[A-Za-z\"'&-]+\s){{0,4}}?\"?{CONTRACT}\b"
    r"|\b(?:initial|original|primary|base|first|current|contract|agreement"
    r"|its|renewal|extended|then-current|engagement)[\s-](?:\w+\s)?term\b"
    r"|\b(?:the\s|a\s)?\"?term\"?\s(?:of|shall|will|is|commences?|begins?"
    r"|hereof)|\bshall (?:have|be for) a term|\bfor (?:a|an initial) term"
    r"|\b(?:durée|période)\s(?:initiale|ferme|contractuelle|du contrat)"
    r"|\bsa durée\b|\bil est conclu\b|\best (?:conclue?|consentie?)\b",
    re.I,
)
ABOUT = re.compile(
    r"\b(?:term|duration|renewal|extension|period of|durée|reconduction|renouvellement|prise d'effet)\b", re.I
)
ASIDE = re.compile(
    r"\bconfidential|\bnon-?(?:compet|solicit)|\bwarrant(?:y|ies) (?:period"
    r"|shall)|\binsurance|\bsurviv|\bstatute of limit|\bpatent"
    r"|\broyalt(?:y|ies) term|\boption period|\bescrow|\b(?:keep|retain"
    r"|maintain)\w*[^.\n]{0,120}\brecords|\btax|\blease term|\bvesting|\bindemni"
    r"|\bletter of credit"
    r"|\bconfidentialité|\bgarantie\b|\bassurance|\bnon-sollicitation|\bsurvivr|\barchiv",
    re.I,
)
ENDS = re.compile(
    r"\b(?:until|till|through|to and including|thr(?:ough|u)|ending(?: on"
    r"| at)?|ends?(?: on| at)?|expir(?:es?|ing|e|ation)(?: date)?(?: on"
    r"| at| is)?:?"
    r"|terminat(?:es?|ing)(?: on)?|jusqu'au|prend(?:ra)? fin le|s'achève le"
    r"|expire(?:ra)? le|échéance(?: est)?(?: fixée)?(?: au| le|:)|se termine(?:ra)? le"
    r"|au plus tard le)(?:\s(?:up)?on)?(?:\sthe (?:earlier|earliest)(?: to occur)? of:?(?:\s\(?[a-z1]{1,2}\))?)?"
    r"\s?(?:on|at|and including|:|,)?\s?(?:(?:\d{1,2}:\d\d|midnight|11:59)[^,\n]{0,40}?(?:on"
    r"|,)\s)?(?:the\s(?:close of business on\s)?)?",
    re.I,
)
FOREVER = re.compile(
    r"\b(?:perpetual(?:ly)?|in perpetuity|indefinite(?:ly)?|indeterminate"
    r"|no (?:fixed|definite|specified) (?:term|duration|expir)|durée indéterminée"
    r"|sans limitation de durée)\b",
    re.I,
)
GOES_ON = re.compile(
    r"\b(?:continue|remain|be)s?\b(?! to\b)[^.\n]{0,90}?\b(?:until|unless)\b[^.\n]{0,70}?\b(?:terminat|cancel)"
    r"|\b(?:continue|remain)s?\b[^.\n]{0,60}?\buntil\b[^.\n]{0,60}?\b(?:notice)"
    r"|\b(?:demeure|reste|continue)\w*\b[^.\n]{0,80}?\bjusqu'à\b[^.\n]{0,60}?\brésili",
    re.I,
)
SPLIT_RENEWAL = re.compile(
    r"\b(?:thereafter|automatic|re-?new|extend|extension|successive|recondui|renouvel|option)", re.I
)
LASTING = re.compile(
    r"\b(?:continu|remain|in (?:full )?(?:force|effect)|effective|valid"
    r"|term\b|commenc|begin|start|duration|(?:for|is|be) (?:a|an|the)\s(?:\w+\s)?period"
    r"|(?:be|is)\sfor\s(?:a\s|an\s)?$|run|last|expir|terminat|end|indefinite|perpetu|indétermin|"
    r"conclu|durée|en vigueur|prend|effet|échéance|demeur)",
    re.I,
)
OTHER_MATTER = re.compile(
    r"\b(?:cur(?:e[ds]?|ing)|remed\w+|breach\w*|fail\w*|default\w*|invoice\w*"
    r"|deliver\w*|deposit\w*|respond\w*|furnish\w*|cooperat\w*|transition"
    r"|sell\w*|distribut\w+|during|solicit\w*|entic\w+|employ\w*|submit\w*"
    r"|perform\w*|provid\w+|purchas\w+|audit\w*|invest\w+|obligat\w+"
    r"|manquement|défaut|facture|livr\w+|mise en demeure|suspen\w+)\b",
    re.I,
)
DEFINES = re.compile(
    r"^[\s\d.()a-z]{0,10}\"(?P<name>[^\"\n]{2,60})\"\s(?:of [^.\n]{0,40}\s)?(?:means"
    r"|shall mean|has the meaning|is|shall be|désigne)",
    re.I,
)
TERM_NAME = re.compile(r"\b(?:term|expiration|expiry|end date|termination date|contract period|durée|échéance)\b", re.I)
LIMIT = re.compile(
    r"\bwithin\b|\bat least\b|\bnot less than\b|\bno (?:later|more) than\b"
    r"|\b(?:after|every)\s(?:the\s)?$|\bau moins\b|\bdans (?:les|un délai)\b",
    re.I,
)
NOTICE_AFTER = re.compile(
    r"['\s]{0,3}(?:of\s)?(?:\w+\s){0,2}(?:prior|advance|written|notice|before|de préavis|avant)\b", re.I
)
FOR = re.compile(
    r"(?:\b(?:for|be|is|of|continue[sd]?|effect|last|run|term|through|duration"
    r"|durée|pour|de|d')|:)\s?(?:a|an|the|une)?\s?(?:\w+[\s-]){0,3}?(?:period"
    r"|term|duration|durée|période)?\s?"
    r"(?:\(\"[^)]{0,40}\)\s)?(?:of|is|shall be|equal to|de|d')?\s?(?:approximately\s|un\s)?$",
    re.I,
)
AFTER_THE_END = re.compile(
    r"[\s,]{0,2}(?:\w+\s)?(?:after|following|from)\s(?:the\s|any\s|such\s)?(?:\w+\s)?(?:terminat|expir|end\b)", re.I
)
UNTIL = re.compile(
    r"\b(?:until|through|on|to|jusqu'au)\s(?:and including\s)?(?:the\s)?(?:date (?:that|which) is\s)?$", re.I
)
FROM_START = re.compile(
    r"[\s,]{0,2}(?:period|term)?\s?(?:\([^)]{0,60}\)\s?)?(?:(?:from|following"
    r"|after|commencing|beginning|starting|à compter)\b[^.\n]{0,30}?\b(?:date|on|as of"
    r"|commenc|effective|execution|signature|hereof)|anniversary)",
    re.I,
)
LONGEST = 3_000
ENDS_AFTER = re.compile(r"\b(?:ends?|expires?|terminates?)\s(?:on\s)?(?:the\s)?(?:date\s)?(?:which is\s)?$", re.I)
THEREAFTER = re.compile(r"[\s,]{0,2}(?:thereafter|hence|later|after such)\b", re.I)
SERVED = re.compile(
    r"\b(?:provid|perform|render|engage|retain|serve|act)\w*\b[^.;\n]{0,200}?"
    r"\bfor (?:a|an|an initial) (?:period|term) of\s?$",
    re.I,
)
BEGINS = re.compile(
    r"\b(?:commenc|begin|start|effective|from|à compter)\w*\s(?:on|as of|from|at|du|le)?\s?(?:the\s)?", re.I
)
OTHER_START = re.compile(
    r"\b(?:from|following|after|upon|commenc\w+ (?:on|upon)|beginning (?:on"
    r"|upon))\s(?:the\s)?(?:date\s)?(?:of\s)?(?:the\s)?(?:\w+\s){0,4}?"
    r"(?:closing|delivery|acceptance|completion|launch|installation|go-live"
    r"|ready date|first commercial|opening|approval|commissioning|receipt)\b",
    re.I,
)
CONDITION = re.compile(r"[\W\d]{0,8}(?:if|upon|in the event|where|when|should|in case|si|en cas)\b", re.I)
LICENCE = re.compile(r"\blicen[sc]e\b|\bright\b", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A length of time, the sentence that says it, and how often a clue of its kind is right."""

    span: Span
    sentence: Sentence
    weight: float


def about_the_term(text: str, place: int, section: str) -> float:
    """How surely what stands at a place of a sentence is how long this contract lasts, 0 to 1.

    Its subject must be near before it, with a word of lasting between, and no word of another matter.
    """
    before = text[max(0, place - 280) : place]
    if CONDITION.match(text) and "," not in text[:place]:
        return 0.0
    headed = bool(ABOUT.search(section))
    between = [before[one.start() :] for one in SUBJECT.finditer(before)]
    subject = any(speaks_of_lasting(words) for words in between)
    if ASIDE.search(before) or not (subject or (headed and speaks_of_lasting(before))):
        return 0.0
    defined = DEFINES.match(text)
    if defined and not TERM_NAME.search(defined["name"]):
        return 0.0
    return 0.9 if subject and headed else 0.75 if subject else 0.6 if headed else 0.0


def speaks_of_lasting(words: str) -> bool:
    """Whether some words tell how long something lasts, and of no other matter."""
    return bool(LASTING.search(words)) and not OTHER_MATTER.search(words)


def lengths(page: Page) -> Iterator[Said]:
    """Every length that may be the initial term."""
    for sentence in page.sentences:
        if len(sentence.text) > LONGEST:
            continue
        for found in spans(sentence.text):
            weight = about_the_term(sentence.text, found.start, sentence.section) or served(sentence, found)
            if weight and is_initial(sentence.text, found):
                yield Said(found.span, sentence, weight * (1.0 if found.agreed else 0.6))
                break


def served(sentence: Sentence, found: Found) -> float:
    """How surely a length under a heading on the term is that of the services: "shall serve for a period of"."""
    before, after = sentence.text[: found.start], sentence.text[found.end :]
    headed = ABOUT.search(sentence.section) and not CONDITION.match(sentence.text) and not ASIDE.search(before)
    return 0.55 if headed and SERVED.search(before) and FROM_START.match(after) else 0.0


def is_initial(text: str, found: Found) -> bool:
    """Whether a length is that of the first term: "for a period of", "shall be", not after "renew", not a notice."""
    before = text[max(0, found.start - 120) : found.start]
    after = text[found.end : found.end + 60]
    if SPLIT_RENEWAL.search(before[-90:]) or LIMIT.search(before[-45:]) or NOTICE_AFTER.match(after):
        return False
    if AFTER_THE_END.match(after) or ONE_OF_TWO.search(before[-70:]):
        return False
    if ENDS_AFTER.search(before[-40:]) and THEREAFTER.match(after):
        return True
    return bool(FOR.search(before[-60:]) or UNTIL.search(before[-40:]) or FROM_START.match(after))


def ends(page: Page) -> Iterator[Clue]:
    """Every date said to be the end of the term."""
    for sentence in page.sentences:
        if len(sentence.text) > LONGEST:
            continue
        for match in ENDS.finditer(sentence.text):
            found = day_at(sentence.text[match.end() : match.end() + 80], page.language, 4)
            if found is None or SPLIT_RENEWAL.search(sentence.text[max(0, match.start() - 160) : match.start()]):
                continue
            weight = about_the_term(sentence.text, match.end(), sentence.section)
            if weight and known(found.day):
                yield Clue(found.day, page.around(sentence), weight)
                break


def initial_term(page: Page) -> tuple[Term, Said | None]:
    """The length of the first term."""
    found = sorted(lengths(page), key=lambda said: (-said.weight, said.sentence.start))
    if not found:
        return Term(Field.TERM, why=Why.ABSENT), None
    best = found[0]
    quotes = (page.around(best.sentence),)
    if best.span.count is None:
        return Term(Field.TERM, quotes=quotes, why=Why.BLANK), best
    rivals = [said for said in found[1:] if said.weight == best.weight and said.span != best.span]
    confidence = round(best.weight - (0.2 if rivals else 0.0), 2)
    return Term(Field.TERM, best.span, quotes, confidence), best


def expiration(page: Page, made: Term, begins: Term, length: tuple[Term, Said | None]) -> Term:
    """The end of the first term: a date as written, else counted from its start, else perpetual."""
    term, said = length
    clues = list(ends(page))
    told = term_of(Field.EXPIRATION, clues)
    surer = said is None or max((clue.weight for clue in clues), default=0.0) >= said.weight
    if surer and (told.value is not None or (told.partial is not None and told.partial.year is not None)):
        return told
    if said is not None:
        return counted(page, (made, begins), (term, said))
    if told.why is Why.BLANK:
        return told
    return lasting(page)


def counted(page: Page, starts: tuple[Term, Term], length: tuple[Term, Said]) -> Term:
    """Start + length, with its arithmetic; from a blank start, the year and month that can be said."""
    term, said = length
    start, where = start_of(page, starts, said)
    quotes = (page.around(said.sentence), *where)
    if not isinstance(term.value, Span):
        return Term(Field.EXPIRATION, quotes=quotes, why=Why.BLANK)
    if isinstance(start, Day):
        return Term(Field.EXPIRATION, quotes=quotes, why=Why.BLANK, partial=later_partly(start, term.value))
    end = later(start, term.value) if start is not None else None
    if start is None or end is None:
        return Term(Field.EXPIRATION, quotes=quotes, why=Why.START)
    steps = (
        ("start", start.isoformat()),
        ("length", f"{term.value.count} {term.value.unit}"),
        ("end", end.isoformat()),
    )
    return Term(Field.EXPIRATION, end, quotes, round(0.85 * term.confidence, 2), steps=steps)


def later_partly(start: Day, span: Span) -> Day | None:
    """What a blank date still says a length later: "April __, 2005" and 18 months give October 2006."""
    if start.year is None or span.months is None:
        return None
    if start.month is None:
        return Day(start.year + span.months // 12) if span.months % 12 == 0 else None
    end = plus_months(date(start.year, start.month, 1), span.months)
    return Day(end.year, end.month)


def later(start: date, span: Span) -> date | None:
    """A day plus a length: the same day so many months later; None beyond the calendar or in business days."""
    try:
        if span.months is not None:
            return plus_months(start, span.months)
        return None if span.days is None else start + timedelta(days=span.days)
    except (ValueError, OverflowError):
        return None


def start_of(page: Page, starts: tuple[Term, Term], said: Said) -> tuple[date | Day | None, tuple[Quote, ...]]:
    """The day a term is counted from: a date in its sentence, the effective date, or the date of the contract."""
    made, begins = starts
    text = said.sentence.text
    inside = BEGINS.search(text)
    if inside and (found := day_at(text[inside.end() : inside.end() + 60], page.language, 3)) and found.day.whole:
        return found.day.whole, ()
    if OTHER_START.search(text):
        return None, ()
    for one in (made,) if HEREOF.search(text) else (begins, made):
        if isinstance(one.value, date):
            return one.value, one.quotes[:1]
        if one.why is Why.BLANK:
            return one.partial or Day(), one.quotes[:1]
    return None, ()


def lasting(page: Page) -> Term:
    """Perpetual, when the contract is said to go on until somebody ends it."""
    for sentence in page.sentences:
        text = sentence.text[:1_200]
        if len(sentence.text) > LONGEST or ASIDE.search(text[:300]):
            continue
        said = FOREVER.search(text) or GOES_ON.search(text)
        if (
            said is None
            or CONDITION.match(text)
            or not about_the_term(text, said.end(), sentence.section)
            or LICENCE.search(text[:300])
        ):
            continue
        bare = re.sub(r"[^.,;]{0,80}\bnotice\b[^.,;]{0,80}", "", text)
        dated = any(one.day.whole for one in days(text[said.start() :], page.language))
        if FOREVER.search(text) or not (spans(bare) or dated):
            return Term(Field.EXPIRATION, Lasting.PERPETUAL, (page.around(sentence),), 0.7)
    return Term(Field.EXPIRATION, why=Why.ABSENT)
