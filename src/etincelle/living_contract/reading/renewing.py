"""Whether the contract renews, for how long, and the notice that stops the renewal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etincelle.living_contract.reading.duration import ABOUT, ASIDE, SUBJECT
from etincelle.living_contract.reading.figures import Found, spans
from etincelle.living_contract.reading.terms import Field, Span, Term, Why
from etincelle.living_contract.reading.text import Page, Sentence

RENEWS = re.compile(
    r"\b(?:re-?new|extend|extension|prolong|reconduct|recondui|renouvel"
    r"|prorog|roll(?:s|ed)? over|evergreen (?:basis|term|renewal|clause)|successive"
    r"|(?:year|month)[\s-]to[\s-](?:year|month)|d'année en année)",
    re.I,
)
TACIT = re.compile(
    r"\bautomatic(?:al(?:ly)?)?\b[^.\n]{0,80}?(?:\bre-?new|\bextend|\bextension"
    r"|\bprolong|\bcontinue)|(?:\bre-?new|\bextend)\w*[^.\n]{0,40}?\bautomatic"
    r"|\b(?:re-?new|extend)\w*\b[^\n]{0,300}?\b(?:unless|until)\b[^\n]{0,200}?\b(?:notice"
    r"|notif|terminat|cancel|elect|non-?renew|not to)"
    r"|\bunless\b[^\n]{0,250}?\b(?:notice|notif|elect)[^\n]{0,250}?\b(?:shall"
    r"|will)\b[^\n]{0,60}?\b(?:re-?new|extend|continue)"
    r"|\b(?:shall|will)\s(?:thereafter\s|then\s|also\s)?(?:be\s)?(?:re-?newed?"
    r"|extended?|continue)\b[^.\n]{0,60}?(?:from\s)?(?:year[\s-]to[\s-]year"
    r"|month[\s-]to[\s-]month|successive|additional|further|consecutive)"
    r"|\b(?:year[\s-]to[\s-]year|month[\s-]to[\s-]month|evergreen (?:basis|term|renewal|clause))\b"
    r"|\botherwise\b[^.\n]{0,80}?\b(?:shall|will)\b[^.\n]{0,40}?\b(?:re-?new|extend)"
    r"|\b(?:shall|will) be (?:deemed )?(?:re-?newed|extended) (?:annually|yearly|each year|monthly)\b"
    r"|\btacite(?:ment)?\b|\breconduction tacite|\bd'année en année\b"
    r"|\bautomatique(?:ment)?\b[^.\n]{0,80}?\b(?:renouvel|recondui|reconduct|prolong|prorog)"
    r"|\b(?:renouvel|recondui|reconduct|prolong|prorog)\w*[^.\n]{0,80}?\bautomatique"
    r"|\b(?:renouvel|recondui|prolong|prorog)\w*[^\n]{0,200}?\b(?:sauf|à moins|faute d|à défaut d)"
    r"[^\n]{0,120}?\b(?:dénonc|préavis|résili|notif)",
    re.I,
)
EXPRESS = re.compile(
    r"\b(?:may|option|right|elect(?:s|ion)?|can|entitled|upon (?:the )?(?:mutual )?(?:written )?"
    r"(?:agreement|consent)|by (?:mutual|written)|mutual(?:ly)? (?:agree"
    r"|consent)|renewable)\b[^\n]{0,160}?(?:\bre-?new|\bextend|\bextension)"
    r"|(?:\bre-?new|\bextend|\bextension)\w*[^\n]{0,160}?\b(?:option|mutual"
    r"|written (?:agreement|consent)|agreement of|agreed (?:by|in)|at (?:its"
    r"|the) (?:sole )?(?:discretion|election))"
    r"|\breconduction expresse|\b(?:pourra|peut|pourront) être (?:reconduit"
    r"|renouvel|prolong)|accord exprès|\bfaculté de (?:renouvel|reconduc"
    r"|prolong)",
    re.I,
)
EARLY_END = re.compile(
    r"\bunless\s(?:and until\s)?(?:it is\s)?(?:\w+\s){0,3}?(?:extended|renewed|terminated|cancell?ed)\b[^,.;\n]{0,90}",
    re.I,
)
TOLD_BEFORE = re.compile(r"\b(?:days|months|notice)\b[^,.;]{0,40}?\b(?:before|prior)\b|\bin writing\b", re.I)
REFUSES = re.compile(
    r"\b(?:elect\w*|option|right|may|choos\w+|entitled|decid\w+|can)\b[^.\n]{0,50}?\bnot (?:to )?(?:re-?new|extend)\w*"
    r"|\b(?:may|can|entitled to|right to) (?:prevent|decline|refuse|stop)\b[^.\n]{0,40}?\b(?:renewal|extension)",
    re.I,
)
OTHER_RENEWED = re.compile(
    r"\b(?:lease|letters? of credit|insurance|polic(?:y|ies)|permits?|licen[sc]es?(?! agreement)|warrants?|patents?"
    r"|trademarks?|copyrights?|registrations?|domain names?|certificates?|loans?|notes?|bonds?|visas?|applications?"
    r"|bail|assurance|brevets?|marques?)\b[^.,;]{0,50}$",
    re.I,
)
SERVICE_RENEWED = re.compile(
    r"\b(?:maintenance|support|services?|subscription|coverage)\b[^.\n]{0,160}?\b(?:shall|will)\s(?:\w+\s){0,3}?$", re.I
)
SAYS_ITSELF = re.compile(r"\b(?:reconduct|recondui)", re.I)
GOES_ON_ABOUT = re.compile(
    r"^[\W\d]*(?:each|any|such|the|every|all|cette|chaque|toute|la)\s(?:\w+\s){0,2}?"
    r"(?:renewals?|extensions?|renewed|extended|reconduction|renouvellement)\b",
    re.I,
)
NEVER = re.compile(
    r"\b(?:shall|will|may|does|do|can)\s?not\s(?:be\s)?(?:automatically\s)?(?:re-?new"
    r"|extend)|\bno (?:automatic )?renewal\b|\bwithout (?:any )?(?:automatic )?renewal"
    r"|\bnot (?:subject to|automatically) renew"
    r"|\bsans (?:possibilité de )?(?:tacite )?reconduction|\bne (?:pourra"
    r"|peut|sera)\w* (?:pas |en aucun cas )?(?:être )?(?:tacitement )?(?:reconduit"
    r"|renouvel)|\bexclu\w* (?:toute )?(?:tacite )?reconduction",
    re.I,
)
PERIOD = re.compile(
    r"\b(?:successive|additional|further|consecutive|subsequent|another"
    r"|renewal|extended|extension|renewed|extend|like|périodes?|nouvelles?"
    r"|successives?|consécutives?|durée|pour|for|of|de)\b",
    re.I,
)
YEARLY = re.compile(
    r"\b(?:year[\s-]to[\s-]year|annual(?:ly)?|yearly|each year|every year"
    r"|d'année en année|annuellement|chaque année)\b",
    re.I,
)
MONTHLY = re.compile(r"\b(?:month[\s-]to[\s-]month|monthly|de mois en mois)\b", re.I)
SAME = re.compile(
    r"\b(?:same|like|equal|identical|equivalent)\s(?:term|period|duration"
    r"|length)s?|périodes? (?:de même durée|identiques?)|même durée",
    re.I,
)
NO_TERM = r"(?!(?:terms?|periods?|unless|if|and|or|renewals?)\b)"
AGAINST = re.compile(r"\bnot\b|\bnon-?renew|\bterminat|\bcancel|\bdeclin|\bdénonc|\brésili|\bopposer|\bunless\b", re.I)
NOTICE = re.compile(r"\b(?:in writing|notice|notif\w*|advis\w*|inform\w*|préavis|dénon\w*|avis)\b", re.I)
EITHER = re.compile(
    r"\b(?:either|any|each|one|neither)\s(?:of the\s)?part(?:y|ies)|\bl'une (?:ou l'autre )?des "
    r"parties|\b(?:chaque|chacune des) parties?|\bone of the parties",
    re.I,
)
GIVER = re.compile(
    r"\b(?:by|unless|if)\s(?:the\s)?\"?(?P<who>[A-Z][\w&.'-]{2,30}(?:\s[A-Z][\w&.'-]{1,20}){0,2}"
    r")\"?\s(?:gives?|provides?|notif|sends?|shall|has|elects?|delivers?"
    r"|delivered|advises?)"
)
AT_THE_END = re.compile(
    r"\b(?:cancel|terminat|not (?:to )?re-?new|non-?renew|discontinu|résili"
    r"|dénonc)\w*[^.;\n]{0,80}?\b(?:at|upon|effective (?:at|as of)|à) (?:the"
    r"|l[a'])\s?(?:end|expiration|conclusion|fin|échéance|expiry)\b[^.;\n]{0,30}?\b(?:initial"
    r"|then|current|renewal|term\b|période|durée|annuelle)",
    re.I,
)
STOPS = re.compile(
    r"\b(?:not (?:to )?(?:be )?(?:re-?new|extend)|non-?renew|such (?:re-?new"
    r"|extension)|renewal|re-?new(?:ed|s)?|extension|reconduction|renouvel"
    r"|dénonc|then[\s-]current term|end of the (?:then|initial|current|term))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Renewing:
    """A sentence on renewal: its kind, how long (None when it does not say), whether the length is hidden."""

    sentence: Sentence
    kind: str
    span: Span | None
    weight: float


def renewals(page: Page, first: Term) -> Iterator[Renewing]:
    """Every sentence on the renewal of this contract."""
    for sentence in page.sentences:
        text = sentence.text[:2_500]
        if len(sentence.text) > 3_500 or not RENEWS.search(text) or re.match(r"[\W\d]{0,8}during\b", text, re.I):
            continue
        headed = bool(ABOUT.search(sentence.section))
        subject = subject_renews(text)
        if not subject and not headed:
            continue
        kind = kind_of(text)
        if kind is None or ASIDE.search(text[:200]):
            continue
        weight = 0.9 if subject and headed else 0.75 if subject else 0.5
        yield Renewing(sentence, kind, period_of(text, first), weight)


def subject_renews(text: str) -> bool:
    """Whether it is this contract, its term or its service that is renewed, and no lease, policy or patent."""
    return any(renewed_here(text, one) for one in RENEWS.finditer(text))


def renewed_here(text: str, verb: re.Match[str]) -> bool:
    """Whether a word of renewing has this contract for its subject."""
    before = text[max(0, verb.start() - 260) : verb.start()]
    if OTHER_RENEWED.search(before):
        return False
    near = SUBJECT.search(text[max(0, verb.start() - 260) : verb.end() + 120])
    return bool(near or SAYS_ITSELF.match(text, verb.start()) or SERVICE_RENEWED.search(before))


def kind_of(text: str) -> str | None:
    """ "none", "tacit" or "express"; None when nothing says how."""
    if NEVER.search(text):
        return "none"
    tacit = TACIT.search(EARLY_END.sub(lambda end: end.group() if TOLD_BEFORE.search(end.group()) else " ", text))
    text = REFUSES.sub(" ", EARLY_END.sub(" ", text))
    express = EXPRESS.search(text)
    if tacit and not (express and express.start() < tacit.start() and not re.search("automatic|tacit", text, re.I)):
        return "tacit"
    return "express" if express else None


def period_of(text: str, first: Term) -> Span | None:
    """The length of a renewal: what follows "renew", else what is said of the period."""
    verb = RENEWS.search(text)
    start = verb.start() if verb else 0
    candidates = [one for one in spans(text) if not is_notice(text, one)]
    later_ones = [
        one for one in candidates if one.start >= start and PERIOD.search(text[max(0, one.start - 60) : one.start])
    ]
    if later_ones:
        return later_ones[0].span
    if SAME.search(text) and isinstance(first.value, Span):
        return first.value
    if YEARLY.search(text[start:]):
        return Span(1, "year")
    if MONTHLY.search(text[start:]):
        return Span(1, "month")
    before = [
        one
        for one in candidates
        if re.search(r"\b(?:successive|additional|further|renewal|consecutive)\b[^.]{0,30}$", text[: one.start], re.I)
        or re.match(r"[\s-]{1,3}(?:renewals?|extensions?)\b", text[one.end :], re.I)
    ]
    return before[0].span if before else None


def is_notice(text: str, found: Found) -> bool:
    """Whether a length is a notice: something is to be told so long before."""
    after = text[found.end : found.end + 70]
    before = text[max(0, found.start - 90) : found.start]
    if re.match(
        rf"[\s']{{0,3}}(?:{NO_TERM}\w+[\s']{{1,2}}){{0,3}}?"
        r"(?:prior|before|in advance|advance|preceding|avant|de préavis)\b",
        after,
        re.I,
    ):
        return True
    if re.match(rf"[\s']{{0,3}}(?:{NO_TERM}\w+\s){{0,2}}?(?:notice|notification)\b", after, re.I):
        return True
    return bool(
        re.search(
            r"\b(?:notice|préavis|notification)\b[^.;]{0,60}?(?:of|at least|not less than"
            r"|no (?:later|less) than|minimum of|de|d')\s?(?:\w+\s){0,2}$",
            before,
            re.I,
        )
    )


def renewal(page: Page, first: Term) -> tuple[Term, Term, list[Renewing]]:
    """The kind of renewal, and its period."""
    found = sorted(
        renewals(page, first),
        key=lambda one: (one.kind == "express", -one.weight, one.span is None, one.sentence.start),
    )
    if not found:
        absent = Term(Field.RENEWAL, why=Why.ABSENT)
        return absent, Term(Field.RENEWAL_PERIOD, why=Why.ABSENT), []
    best = found[0]
    quotes = (page.around(best.sentence),)
    clash = any(one.kind != best.kind and one.weight >= best.weight for one in found)
    kind = Term(Field.RENEWAL, best.kind, quotes, round(best.weight - (0.15 if clash else 0.0), 2))
    holder = best if best.span is not None else next((one for one in found if one.span and one.kind == best.kind), best)
    holder = holder if holder.span is not None else told_after(page, holder, first)
    return kind, period_term(page, holder), found


def told_after(page: Page, holder: Renewing, first: Term) -> Renewing:
    """The same renewal with the period that a following sentence gives: "Each renewal shall be for one year"."""
    place = page.sentences.index(holder.sentence)
    for sentence in page.sentences[place + 1 : place + 4]:
        span = period_of(sentence.text, first) if GOES_ON_ABOUT.search(sentence.text) else None
        if span is not None:
            return Renewing(sentence, holder.kind, span, holder.weight - 0.1)
    return holder


def period_term(page: Page, holder: Renewing) -> Term:
    """The period of a renewal as a term."""
    quotes = (page.around(holder.sentence),)
    if holder.kind == "none" or holder.span is None:
        return Term(Field.RENEWAL_PERIOD, why=Why.ABSENT)
    if holder.span.count is None:
        return Term(Field.RENEWAL_PERIOD, quotes=quotes, why=Why.BLANK)
    return Term(Field.RENEWAL_PERIOD, holder.span, quotes, round(holder.weight, 2))


def notice(page: Page, renewing: Sequence[Renewing]) -> tuple[Term, Term]:
    """The notice that stops the renewal, and who may give it; looked for where renewal is, then in what follows it."""
    absent = Term(Field.NOTICE, why=Why.ABSENT), Term(Field.NOTICE_PARTY, why=Why.ABSENT)
    on = [one for one in renewing if one.kind != "none"]
    for one in on:
        against = one.kind == "tacit" or AGAINST.search(one.sentence.text)
        if against and (found := notices(one.sentence)):
            return told_notice(page, one.sentence, (found[0], one.weight))
    for one in on[:2]:
        place = page.sentences.index(one.sentence)
        for sentence in page.sentences[place + 1 : place + 4]:
            if STOPS.search(sentence.text) and (found := notices(sentence)):
                return told_notice(page, sentence, (found[0], one.weight - 0.1))
    for sentence in page.sentences:
        if AT_THE_END.search(sentence.text) and SUBJECT.search(sentence.text) and (found := notices(sentence)):
            return told_notice(page, sentence, (found[0], 0.55))
    return absent


def notices(sentence: Sentence) -> list[Found]:
    """The lengths of a sentence that are notices."""
    if not NOTICE.search(sentence.text):
        return []
    return [one for one in spans(sentence.text) if is_notice(sentence.text, one)]


def told_notice(page: Page, sentence: Sentence, told: tuple[Found, float]) -> tuple[Term, Term]:
    """A notice and its giver as terms."""
    found, weight = told
    quotes = (page.around(sentence),)
    if found.span.count is None:
        return Term(Field.NOTICE, quotes=quotes, why=Why.BLANK), Term(Field.NOTICE_PARTY, why=Why.ABSENT)
    length = Term(Field.NOTICE, found.span, quotes, round(weight if found.agreed else weight * 0.6, 2))
    if EITHER.search(sentence.text):
        return length, Term(Field.NOTICE_PARTY, "either", quotes, 0.85)
    giver = GIVER.search(sentence.text)
    if giver:
        return length, Term(Field.NOTICE_PARTY, giver["who"], quotes, 0.6)
    return length, Term(Field.NOTICE_PARTY, why=Why.ABSENT)
