"""The ladder of levels: who faces whom, where nobody does, and how many could leave before nobody talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.graphs import cover_size
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.ties import Rhythm, TieState, counts, read_rhythm
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import NetworkRules

LIVING = (TieState.ACTIVE, TieState.COOLING)


@dataclass(frozen=True, slots=True)
class Tie:
    """A pair across the table and its rhythm; its level is the lower of the two."""

    client: str
    partner: str
    level: int
    days: tuple[date, ...]
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: people on both sides, and the most alive tie between them."""

    level: int
    client: tuple[str, ...]
    partner: tuple[str, ...]
    best: Tie | None


def still_here(people: Sequence[PersonFacts], side: Side, today: date) -> list[PersonFacts]:
    """People of a side who have a level and have not left."""
    return [p for p in people if p.side is side and p.level and not (p.gone_on and p.gone_on <= today)]


def silent_since(facts: NetworkFacts) -> date | None:
    """From when silence counts for a pair that never met: the signature, or where coverage starts if later."""
    starts = [c.since for c in facts.coverage]
    known = [d for d in (facts.signed_on, min(starts) if starts else None) if d]
    return max(known) if known else None


def all_ties(facts: NetworkFacts, rules: NetworkRules, today: date) -> list[Tie]:
    """Every pair of people still there that ever met."""
    known = {p.code: p for p in facts.people}
    here = {p.code for side in Side for p in still_here(facts.people, side, today)}
    pairs: dict[tuple[str, str], set[date]] = {}
    for contact in facts.contacts:
        if contact.day > today or not counts(contact, rules):
            continue
        for pair in _pairs(contact, known, here):
            pairs.setdefault(pair, set()).add(contact.day)
    since = silent_since(facts) or today
    ties = []
    for (ours, theirs), days in sorted(pairs.items()):
        level = min(known[ours].level or 1, known[theirs].level or 1)
        ordered = tuple(sorted(days))
        ties.append(
            Tie(ours, theirs, level, ordered, read_rhythm(ordered, facts.signed_on or since, level, rules, today))
        )
    return ties


def _pairs(contact: Contact, known: dict[str, PersonFacts], here: set[str]) -> list[tuple[str, str]]:
    present = [p for p in contact.persons if p in here]
    ours = [p for p in present if known[p].side is Side.CLIENT]
    theirs = [p for p in present if known[p].side is Side.PARTNER]
    return [(a, b) for a in ours for b in theirs]


def ladder(facts: NetworkFacts, rules: NetworkRules, today: date) -> list[Rung]:
    """The rungs from general management down; an empty side is an alarm in itself."""
    ties = all_ties(facts, rules, today)
    rungs = []
    for level in range(5, 0, -1):
        ours = tuple(p.code for p in still_here(facts.people, Side.CLIENT, today) if p.level == level)
        theirs = tuple(p.code for p in still_here(facts.people, Side.PARTNER, today) if p.level == level)
        here = [t for t in ties if t.client in ours and t.partner in theirs]
        if ours or theirs:
            rungs.append(Rung(level, ours, theirs, min(here, key=lambda t: t.rhythm.rho, default=None)))
    return rungs


def bus_factor(ties: Sequence[Tie], min_level: int = 1) -> int:
    """The fewest departures after which no living tie crosses the table (Kőnig: a maximum matching)."""
    return cover_size((t.client, t.partner) for t in ties if t.level >= min_level and t.rhythm.state in LIVING)


def executive_days(facts: NetworkFacts, rules: NetworkRules, today: date) -> dict[date, str]:
    """Days on which executives of both sides met, with the source row of the contact."""
    ours = {p.code for p in facts.executives(Side.CLIENT)}
    theirs = {p.code for p in facts.executives(Side.PARTNER)}
    found: dict[date, str] = {}
    for contact in facts.contacts:
        if (
            contact.day <= today
            and counts(contact, rules)
            and ours & set(contact.persons)
            and theirs & set(contact.persons)
        ):
            found.setdefault(contact.day, contact.row)
    return found
