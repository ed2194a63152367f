"""Clauses that a contract has or has not: each is a few ways of writing it, and what only looks like it.

A clause is found by the words that make it a right or a duty, in one sentence. `weight` is how often a sentence found
that way is such a clause. Silence of a text is never a "no": the clause was not found, the answer is unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etincelle.living_contract.reading.terms import Field, Quote, Term, Why
from etincelle.living_contract.reading.text import Page, Sentence


def words(*ways: str) -> re.Pattern[str]:
    """Several ways of writing one thing."""
    return re.compile("|".join(f"(?:{way})" for way in ways), re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """One way to know a clause: `sure` or `likely` words; `never`: what is not it."""

    sure: re.Pattern[str]
    likely: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    weights: tuple[float, float] = (0.85, 0.6)


FAULT = (
    r"\bbreach|\bdefault\b|\bfail(?:s|ed|ure)?\b|\binsolven|\bbankrupt|\bviolat"
    r"|\bin the event\b|\bupon the occurrence|\bforce majeure|\bif\b"
    r"|\bchange (?:of|in) control|\bfor (?:good |just )?cause\b|\bmaterial\b"
    r"|\bmanquement|\binexécution|\bfaute\b|\bdéfaillance|\bliquidation"
    r"|\ben cas de\b"
)
AGREEMENT = (
    r"(?:this|the|such|present|said|any|all or any part of this|its)\s(?:[\w\"'/]+\s){0,4}?(?:ag"
    r"reement|contract|engagement|arrangement|employment|appointment|order"
    r"|SOW|statement of work|services|term|amendment|lease)"
)
TERMINATES = (
    rf"\b(?:terminat\w+|cancel\w*)\s(?:all or any (?:part|portion) of\s)?{AGREEMENT}"
    rf"|{AGREEMENT}\b[^.\n]{{0,60}}?\b(?:may|can|shall|is|will)\s(?:also\s)?(?:be\s)?(?:terminat"
    rf"|cancel)\w*|(?:right|option|entitled) to (?:terminate|cancel)"
)
NO_REASON = (
    r"\bwithout (?:any )?(?:cause|reason|justification)\b|\bfor (?:its "
    r"|their |the [\w\s]{0,20}?)?convenience\b|\bfor any (?:reason|or no reason)"
    r"|\bfor any or no\b|\bwith or without (?:cause|good cause|reason)|\bat (?:its"
    r"|their|his|her|any party's) (?:sole |own )?(?:discretion|election"
    r"|option|convenience)|\bno reason\b|\bother than for cause\b"
)
SOLELY = (
    r"\b(?:at any time|upon|by|on|with|giving)\b[^.;\n]{0,60}?\b(?:days?"
    r"|months?|weeks?|years?)['\s]{0,3}[^.;\n]{0,40}?\bnotice\b|\bat any time\b[^.;\n]{0,50}?\b("
    r"?:by|upon|on|with)\b[^.;\n]{0,30}?\bnotice|\bat (?:any time|will)\b"
)

CUES: Mapping[Field, Cue] = {
    Field.CONVENIENCE: Cue(
        words(
            rf"(?:{TERMINATES})[^\n]{{0,260}}?(?:{NO_REASON})",
            rf"(?:{NO_REASON})[^.\n]{{0,160}}?(?:{TERMINATES})",
            r"\bterminat\w+ (?:by [\w\s]{1,30}?\s)?(?:for|at) (?:\w+\s){0,2}convenience",
            r"\brésili\w*[^.\n]{0,200}?\b(?:à tout moment|sans (?:motif|cause|justification"
            r"|avoir à)|pour convenance|de plein droit à tout moment|discrétionnaire)",
            r"\b(?:à tout moment|pour convenance)\b[^.\n]{0,80}?\brésili",
            r"\b(?:peut|pourra|peuvent|pourront)\b[^.;\n]{0,40}?\bmettre (?:fin|un terme)\b"
            r"[^.;\n]{0,60}?\bà tout moment",
        ),
        words(
            rf"(?:{TERMINATES})[^.;\n]{{0,160}}?(?:{SOLELY})",
            rf"(?:{SOLELY})[^.;\n]{{0,120}}?(?:{TERMINATES})",
            r"\buntil (?:\w+\s){0,3}?(?:terminated|cancell?ed) by (?:either|any|one)[^.;\n]{0,80}?\bnotice",
            r"\brésili\w*[^.;\n]{0,120}?\bmoyennant\b[^.;\n]{0,60}?\bpréavis",
            r"\bchaque partie (?:peut|pourra) (?:y )?mettre fin\b[^.;\n]{0,100}?\bpréavis",
        ),
        words(
            r"\bmay not (?:be )?terminate",
            r"\bmutual\w*\s(?:written\s)?(?:agree\w*|consent)\b[^.;()]{0,60}?\b(?:may|can) terminat",
            r"\bshall not (?:be )?terminat",
            r"\bneither party may terminate",
            r"\bno right to terminate",
            r"\bnot (?:be )?entitled to terminate",
            r"\bfor any reason other than\b",
            r"\bat the end of the (?:initial|then|current|first)",
        ),
        (0.85, 0.65),
    ),
    Field.CONTROL: Cue(
        words(
            r"\bchange (?:of|in) (?:\w+\s)?control\b[^\n]{0,400}?\b(?:terminat|consent"
            r"|notice|notif|deemed|assign|right|election|option|constitute|require)",
            r"\b(?:terminat|consent|notice|notif|deemed|assign)\w*[^\n]{0,300}?\bchange (?:of|in) (?:\w+\s)?control\b",
            r"\bchangement de contrôle\b[^\n]{0,300}?\b(?:résili|accord|agrément"
            r"|inform|notifi)|\b(?:résili|accord préalable|agrément|notifi)\w*[^\n]{0,300}?\bchangement "
            r"de contrôle",
        ),
        words(
            r"\b(?:assign|transfer|delegat)\w*\b[^\n]{0,260}?\b(?:by|through|including (?:by"
            r"|through|pursuant to))?\s?(?:operation of law|merger|consolidation"
            r"|reorganization|sale of (?:stock|substantially all|all or substantially all))[^\n]{0,260}?"
            r"\b(?:without|prior written consent|void|deemed)",
            r"\bwithout\b[^.\n]{0,60}?\bconsent\b[^\n]{0,200}?\b(?:operation of law"
            r"|merger|sale of (?:stock|all or substantially all)|change of ownership)",
            r"\b(?:merger|acquisition|consolidation|sale|transfer)\b[^\n]{0,200}?\b(?:shall"
            r"|will) be (?:deemed|considered|treated as)\b[^\n]{0,40}?\b(?:assignment"
            r"|transfer)",
            r"\b(?:not be assign|not assign)\w*[^\n]{0,160}?\b(?:merger|operation of law"
            r"|sale of (?:all or )?substantially all)",
            r"\b(?:merge|merger|transfer (?:of )?ownership|change in ownership)\b[^\n]{0,160}?\b(?:immed"
            r"iately|promptly|shall|will) (?:\w+\s)?(?:notify|give notice|inform)",
            r"\bterminat\w*[^\n]{0,260}?\b(?:acquired by|merges? (?:with|into)|(?:sale"
            r"|transfer|disposition) of (?:all or )?substantially all|majority of (?:the"
            r"|its) (?:voting|outstanding|shares|stock|capital)|competitor acquires)",
            r"\b(?:acquired by|merges? (?:with|into)|(?:sale|transfer) of (?:all or )?substantially all"
            r"|more than (?:fifty|50)[^\n]{0,30}?\b(?:voting|shares|stock|ownership))[^\n]{0,260}?\b(?:m"
            r"ay terminate|right to terminate|terminate this|consent of)",
        ),
        words(
            r"\bwithout (?:the )?(?:\w+\s){0,3}?consent\b[^.\n]{0,120}?\b(?:to (?:its"
            r"|an|any|a) (?:\w+\s){0,3}?(?:successor|affiliate)|in connection with"
            r"|to a person|to any (?:person|entity)|pursuant to a merger)",
            r"\bconsent (?:shall|will|is) not (?:be )?required",
            r"\bmay assign\b[^.\n]{0,120}?\bwithout",
        ),
        (0.8, 0.5),
    ),
    Field.MOST_FAVOURED: Cue(
        words(
            r"\bmost[\s-]favou?red[\s-](?:customer|nation|client|licensee|pric|party"
            r"|supplier|purchaser)",
            r"\bclient le plus favorisé",
            r"\b(?:shall|will) not charge\b[^.\n]{0,80}?\bmore than\b[^.\n]{0,80}?\b(?:any|its) other\b",
            r"\b(?:no|not) less favou?rable[^\n]{0,120}?\bthan\b[^\n]{0,140}?\b(?:other"
            r"|any|third|similar\w*)\s(?:\w+\s){0,3}?(?:customer|client|licensee"
            r"|purchaser|buyer|part(?:y|ies)|user|lessee)",
            r"\b(?:more|better) favou?rable\b[^\n]{0,160}?\b(?:to|with|by) (?:any "
            r"|an)?other\s(?:\w+\s){0,3}?(?:customer|client|licensee|purchaser|buyer"
            r"|distributor)",
            r"\b(?:lowest|best) (?:price|rate|fee|charge)s?\b[^\n]{0,140}?\b(?:other"
            r"|any|third|similar\w*)\s(?:\w+\s){0,3}?(?:customer|client|licensee"
            r"|purchaser|buyer|part(?:y|ies))",
            r"\b(?:prices?|rates?|fees?|charges?|pricing|terms)\b[^.\n]{0,100}?\b(?:at least as (?:low"
            r"|favou?rable)|equal to or (?:lower|better|less)|no (?:higher|greater"
            r"|more) than|as (?:low|favou?rable) as)\b[^.\n]{0,140}?\b(?:other|third"
            r"|similar\w*)\s(?:\w+\s){0,3}?(?:customer|client|licensee|purchaser"
            r"|buyer|part(?:y|ies))",
            r"\b(?:tarifs?|prix|conditions)\b[^.\n]{0,100}?\b(?:au moins aussi favorables?"
            r"|pas moins favorables?|plus favorables?)\b[^.\n]{0,120}?\b(?:autres?"
            r"|tiers)\b",
        ),
        None,
        words(
            r"\bmost[\s-]favou?red[\s-]nation (?:treatment|status)\b[^.]{0,40}?\b(?:tax"
            r"|treaty)",
            r"\b(?:insurance|indemni|directors)\b[^.]{0,60}no less favou?rable",
        ),
    ),
    Field.AUDIT: Cue(
        words(
            r"\b(?:right|entitled|permit(?:ted|s)?|allow(?:ed|s)?|may|shall be able)\b[^.\n]{0,140}?\b(?"
            r":audit|inspect|examin)\w*\b[^.\n]{0,160}?\b(?:books?|records?|accounts?"
            r"|facilit|premises|operations|compliance|locations?|sites?|data|systems"
            r"|procedures|performance|reports)",
            r"\b(?:books?|records?|accounts?|facilit\w+|premises)\b[^.\n]{0,200}?\b(?:available"
            r"|open|subject|access)\b[^.\n]{0,90}?\b(?:audit|inspect|examin|review)",
            r"\b(?:provide|grant|give|afford|permit|allow)\w*\b[^.\n]{0,120}?\baccess\b[^.\n]{0,120}?\b("
            r"?:books?|records?|premises|facilit)[^.\n]{0,160}?\b(?:audit|inspect"
            r"|examin|verif)",
            r"\bmay (?:\w+\s){0,3}?audit\b",
            r"\b(?:auditors?|representatives?|accountants?|customer|client|company|regulators?)\b"
            r"[^.\n]{0,60}?\b"
            r"(?:shall|will) have\b[^.\n]{0,80}?\baccess\b[^.\n]{0,140}?\b(?:books|records|premises|facilit)",
            r"\baudit rights?\b",
            r"\bright (?:to|of) (?:audit|inspection)\b",
            r"\bconduct (?:\w+\s){0,3}?audits?\b",
            r"\bcause an audit\b|\baudit to be (?:made|conducted|performed)",
            r"\bdroit d'audit|\b(?:procéder|faire procéder|réaliser|diligenter|effectuer)\b[^.\n]{0,60}?"
            r"\baudits?\b|\bpeut auditer\b|\bpourra (?:\w+\s){0,3}?auditer",
        ),
        None,
        words(
            r"\baudit(?:ed)? financial statements?\b(?![^.]{0,200}books)",
            r"\baudit committee\b",
            r"\bclinical (?:site|hold) inspection",
            r"\binspect the (?:product|goods|equipment|shipment)s?\b",
        ),
        (0.8, 0.5),
    ),
    Field.BENCHMARK: Cue(
        words(
            r"\bbenchmark(?:ing|er)\b[^\n]{0,200}?\b(?:right|may|shall|third party"
            r"|independent|fees|charges|price|services)",
            r"\b(?:may|shall|right to)\b[^.\n]{0,100}?\bbenchmark\b",
            r"\b(?:étalonnage|parangonnage|benchmark)\b[^.\n]{0,160}?\b(?:tarif"
            r"|prix|prestation|tiers|indépendant|marché|droit|peut|pourra)|\b(?:peut"
            r"|pourra|droit)\b[^.\n]{0,100}?\b(?:étalonnage|parangonnage|benchmark)",
        ),
        None,
        words(r"\bbenchmark (?:replacement|rate|transition|index|interest|unavailab)", r"\bLIBOR\b"),
        (0.8, 0.5),
    ),
    Field.EXCLUSIVITY: Cue(
        words(
            r"\b(?:exclusive|sole) (?:provider|supplier|source|vendor|distributor"
            r"|manufacturer|agent|contractor|outsourc\w+|reseller|representative)",
            r"\bexclusivity (?:period|provision|undertaking|obligation)|\bon an exclusive basis"
            r"|\bexclusively (?:from|to|through|with)\b",
            r"\bshall not\b[^.\n]{0,140}?\b(?:engage|appoint|retain|purchase from"
            r"|contract with|obtain)\b[^.\n]{0,60}?\b(?:any other|another|third)\b[^.\n]{0,80}?\b(?:prov"
            r"ider|supplier|vendor|person|party)",
            r"\b(?:à titre exclusif|en exclusivité|exclusivité)\b[^.\n]{0,100}?\b(?:prestataire"
            r"|client|fournisseur|prestations|confi|s'engage)|\b(?:prestataire|fournisseur) exclusif",
        ),
        None,
        words(
            r"\bnon-?exclusiv",
            r"\bnot (?:be )?exclusive",
            r"\bexclusive (?:jurisdiction|venue|remed|propert|license|right to)",
            r"\bsans exclusivité|\bnon exclusi|\bne confère aucune exclusivité",
        ),
        (0.75, 0.5),
    ),
    Field.COMMITMENT: Cue(
        words(
            r"\bminimum (?:\w+\s){0,3}?(?:purchase|order|commitment|quantit|volume"
            r"|fee|payment|royalt|billing|charge|revenue|spend|guarantee|take|usage)\w*",
            r"\btake[\s-]or[\s-]pay",
            r"\b(?:shall|agrees? to|will|must|commits? to)\s(?:\w+\s){0,3}?(?:purchase"
            r"|order|buy|take|pay|spend|sell|acquire)\b[^.\n]{0,100}?\b(?:at least"
            r"|no(?:t)? (?:less|fewer) than|a minimum|minimum of)\b",
            r"\bguaranteed? (?:\w+\s)?minimum|\bminimum guarante",
            r"\b(?:monthly|annual|yearly|quarterly|contract|aggregate) minimums?\b(?! (?:wage|standard|requirement))",
            r"\b(?:fees?|charges?|payments?|purchases|revenues?|commissions?)\b[^.\n]{0,60}?"
            r"\b(?:shall|will) (?:not|in no event|never) be less than\b",
            r"\bin no event shall\b[^.\n]{0,120}?\b(?:fees?|charges?|payments?|compensation|purchases|invoices?)\b"
            r"[^.\n]{0,120}?\bbe less than\b",
            r"\b(?:shall|agrees? to|will|must|commits? to)\s(?:\w+\s){0,3}?(?:utilize|use|engage|request|accept)\b"
            r"[^.\n]{0,60}?\b(?:at least|no(?:t)? (?:less|fewer) than|a minimum of)\b[^.\n]{0,80}?"
            r"\b(?:hours|units|days)\b[^.\n]{0,40}?\b(?:per|each|every|during)\b",
            r"\b(?:purchase|volume|revenue|spend)\s(?:\w+\s)?commitment",
            r"\b(?:engagement|volume|montant|facturation|commande|chiffre d'affaires) (?:\w+\s){0,2}?min"
            r"im(?:um|al\w*)|\bminimum (?:de (?:commande|facturation|consommation)"
            r"|garanti)|\bs'engage à (?:commander|acheter|consommer)\b[^.\n]{0,60}?\b(?:au moins"
            r"|un minimum)",
        ),
        None,
        words(
            r"\b(?:coverage|insurance|insured|limits?|rating|wage|net worth|capital"
            r"|liability)\b[^.\n]{0,80}?\bminimum|\bminimum (?:\w+\s){0,3}?(?:coverage"
            r"|insurance|limit|wage|requirements? (?:of|for) (?:law|the)|rating"
            r"|standard|balance|period|notice|system|hardware)|\bno minimum|\bnot (?:\w+\s){0,5}?minimum"
            r"|\baucun (?:\w+\s)?minimum|\bsans minimum"
        ),
        (0.75, 0.5),
    ),
    Field.POST_TERM: Cue(
        words(
            r"\b(?:transition|transfer|wind(?:ing)?[\s-]?down|disengagement|termination"
            r"|exit|deconversion|migration|phase[\s-]out) (?:assistance|services?"
            r"|plan|period|cooperation|support)\b[^\n]{0,240}?\b(?:terminat|expir)",
            r"\b(?:terminat|expir)\w*[^\n]{0,520}?\b(?:transition|wind(?:ing)?[\s-]?down"
            r"|disengagement|exit|migration|phase[\s-]out|deconversion)\b",
            r"\b(?:after|following|upon|on)\b[^.\n]{0,80}?\b(?:terminat|expir)\w*[^\n]{0,240}?\b(?:shall"
            r"|will|may|agrees? to)\b[^.\n]{0,120}?\b(?:continue (?:to )?(?:provid"
            r"|perform|sell|support|supply)|sell[\s-]?off|sell (?:its |any |all )?(?:remaining"
            r"|existing|inventory|stock)|last[\s-](?:time[\s-])?buy|repurchase|buy back"
            r"|assist|cooperate|transfer|assign(?! or)|convey|grant)",
            r"\bfor (?:a period of |up to |an additional )?[^.\n]{0,40}?\b(?:days?"
            r"|months?|years?)\b[^.\n]{0,40}?\b(?:after|following)\b[^.\n]{0,60}?\b(?:terminat"
            r"|expir)\w*[^.\n]{0,200}?\b(?:shall|will|may|agrees)\b[^.\n]{0,120}?\b(?:provid"
            r"|sell|continu|perform|assist|support|cooperat|maintain|pay)",
            r"\b(?:continue to (?:provide|perform|sell|supply|support)|assist|sell)\b[^.\n]{0,160}?\bfor"
            r" (?:a period of |up to )?[^.\n]{0,40}?\b(?:days?|months?|years?)\b[^.\n]{0,30}?\b(?:after"
            r"|following|from)\b[^.\n]{0,40}?\b(?:terminat|expir)",
            r"\b(?:upon|after|following|in the event of)\b[^.\n]{0,50}?\b(?:terminat|expir)\w*[^\n]{0,300}?"
            r"\b(?:shall|will|agrees? to|obligation to)\s(?:\w+\s){0,3}?(?:pay|reimburse|refund)\b",
            r"\b(?:upon|after|following)\b[^.\n]{0,50}?\b(?:terminat|expir)\w*[^.\n]{0,200}?"
            r"\b(?:may continue|shall be entitled|shall have (?:a|the) (?:\w+\s){0,3}?(?:right|licen[sc]e)) (?:to )?"
            r"(?:us|sell|mak|access|offer)|\blast[\s-]time[\s-]buy\b",
            r"\bréversibilité\b[^\n]{0,200}?\b(?:prestataire|titulaire|s'engage"
            r"|assur|fin|plan|prestations)|\b(?:à l'issue|après la fin|à l'expiration)\b[^.\n]{0,120}?\b"
            r"(?:s'engage|devra|poursuiv|assist)",
        ),
        None,
        words(
            r"\bterminat\w+ (?:of|for) (?:employment|this license by)",
            r"\btransition rules?\b",
            r"\bsurviv\w+[^.]{0,120}$",
            r"\bconfidential\w*[^.\n]{0,160}?\b(?:surviv|continue|remain|return|destroy)",
            r"\bobligations?\b[^.\n]{0,80}?\b(?:shall|will) (?:survive|continue|remain)\b",
        ),
        (0.7, 0.5),
    ),
    Field.INNOVATION: Cue(
        words(
            r"\b(?:innovation (?:plan|day|fund|forum|committee|workshop|report|roadmap"
            r"|propos)|propos\w+[^.\n]{0,60}?\binnovati|innovati\w+[^.\n]{0,100}?\b(?:propos"
            r"|present|submit|each year|annual|at least))",
            r"\bcontinuous(?:ly)? improve?(?:ment)?\b",
            r"\btechnology refresh",
            r"\b(?:journées? (?:de l')?innovation|fonds d'innovation|plan d'innovation"
            r"|plan de progrès|amélioration continue|comité (?:d'|de l')innovation)"
            r"|\b(?:propos|présent)\w*[^.\n]{0,60}?\binnova",
        ),
        weights=(0.7, 0.5),
    ),
    Field.CREDITS: Cue(
        words(
            r"\b(?:service|service[\s-]level|performance|availability|SLA|fee|uptime"
            r"|downtime|outage) credits?\b",
            r"\bcredit\w*\b[^.\n]{0,140}?\b(?:service level|uptime|availability"
            r"|downtime|outage|performance standard)",
            r"\bliquidated damages\b[^.\n]{0,160}?\b(?:service level|delay|failure"
            r"|per day|late)",
            r"\b(?:avoirs?|crédits? de service|pénalités?)\b[^.\n]{0,160}?\b(?:niveau"
            r"|service|retard|engagement|indisponibilité|manquement)",
        ),
        None,
        words(r"\bcredit card", r"\btax credit"),
        (0.75, 0.5),
    ),
    Field.INDEXATION: Cue(
        words(
            r"\b(?:consumer|producer|employment cost|retail) price index|\bCPI(?:-[UW])?\b"
            r"|\bemployment cost index|\bcost[\s-]of[\s-]living\b[^.\n]{0,80}?\b(?:adjust"
            r"|increase|index)",
            r"\b(?:fees?|prices?|rates?|charges?)\b[^.\n]{0,120}?\b(?:adjusted|increased?"
            r"|escalat\w+|indexed)\b[^.\n]{0,80}?\b(?:annually|each year|every year"
            r"|index|per annum|per year|anniversary)",
            r"\bSYNTEC\b|\b(?:prix|tarifs?|redevances?|montants?)\b[^.\n]{0,120}?\b(?:révisés?"
            r"|indexés?|révision|indexation|réévalués?)\b|\b(?:révision|indexation) (?:annuelle )?des (?"
            r":prix|tarifs)",
        ),
        None,
        words(r"\b(?:non révisable|fermes? et définitifs?)\b"),
        (0.75, 0.5),
    ),
    Field.REVIEW: Cue(
        words(
            r"\b(?:mid-?term|annual|periodic|yearly|quarterly) (?:contract |business "
            r"|joint )?(?:review|renegotiation)s?\b[^.\n]{0,120}?\b(?:agreement"
            r"|contract|terms|parties|fees|price|scope)",
            r"\b(?:parties|they)\b[^.\n]{0,60}?\b(?:shall|will|agree to)\b[^.\n]{0,40}?\b(?:meet"
            r"|review)\b[^.\n]{0,120}?\b(?:annually|each year|every|anniversary"
            r"|periodic|mid-?term)[^.\n]{0,120}?\b(?:agreement|contract|terms|fees"
            r"|pric|scope|renegotiat)",
            r"\bclause (?:de rendez-vous|de réexamen|de revoyure)|\bà mi-parcours\b"
            r"|\bles parties (?:se réuni\w+|conviennent de se r\w+)[^.\n]{0,120}?\b(?:chaque année"
            r"|annuellement|tous les|une fois par an|mi-parcours)[^.\n]{0,120}?\b(?:contrat"
            r"|condition|prix|périmètre)",
        ),
        weights=(0.7, 0.5),
    ),
}
DEFINING = re.compile(
    r"^[\s\d.()a-z]{0,8}\"[^\"\n]{2,60}\" (?:means|shall mean|has the meaning|is defined|désigne)", re.I
)
IN_LIST = re.compile(r"\.{5,}|(?:\. ){4,}")
WINDOW = 1_800


def clauses(page: Page) -> Iterator[Term]:
    """One term per clause: found, with its best sentence, or unknown."""
    found: dict[Field, list[tuple[float, Sentence]]] = {field: [] for field in CUES}
    for sentence in page.sentences:
        if len(sentence.text) < 25 or IN_LIST.search(sentence.text):
            continue
        for field, cue in CUES.items():
            weight = weigh(field, cue, sentence)
            if weight:
                found[field].append((weight, sentence))
    for field, ways in found.items():
        yield clause_of(page, field, ways)


def clause_of(page: Page, field: Field, ways: list[tuple[float, Sentence]]) -> Term:
    """The best sentence of a clause; a second one strengthens it."""
    if not ways:
        return Term(field, why=Why.ABSENT)
    ranked = sorted(ways, key=lambda one: (-one[0], one[1].start))
    weight, best = ranked[0]
    more: tuple[Quote, ...] = tuple(page.around(sentence) for _, sentence in ranked[1:2])
    return Term(field, True, (page.around(best), *more), round(min(0.95, weight + (0.05 if more else 0.0)), 2))


def weigh(field: Field, cue: Cue, sentence: Sentence) -> float:
    """How surely a sentence is the clause; 0 when it is not."""
    text = sentence.text[:WINDOW]
    sure = cue.sure.search(text)
    likely = None if sure or cue.likely is None else cue.likely.search(text)
    match = sure or likely
    if match is None or (DEFINING.match(text) and field in (Field.CONTROL, Field.POST_TERM, Field.AUDIT)):
        return 0.0
    if cue.never is not None and cue.never.search(text[max(0, match.start() - 200) : match.end() + 160]):
        return 0.0
    if field is Field.CONVENIENCE and likely and for_a_fault(text, likely):
        return 0.0
    return cue.weights[0] if sure else cue.weights[1]


def for_a_fault(text: str, match: re.Match[str]) -> bool:
    """Whether a right to terminate hangs on a fault or an event, so that it is no convenience."""
    clause_start = max(text.rfind(";", 0, match.start()), text.rfind("(", 0, max(0, match.start() - 120)), 0)
    clause_end = text.find(";", match.end())
    clause = text[clause_start : clause_end if clause_end > 0 else match.end() + 160]
    return bool(re.search(FAULT, clause, re.I))
