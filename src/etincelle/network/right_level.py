"""The ladder of levels: who faces whom, where nobody does, and how high both sides really met.

The level of a tie is the lower of its two people's. Somebody who left is no sleeping tie: his ties pass to his
successor. Worked figure: general management facing a head of delivery, level 5 and 4: a tie of level 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.horizon import seen_since
from etincelle.network.pace import pace_of
from etincelle.network.ties import History, Rhythm, counts, read_rhythm
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Level, Side
from etincelle.vocabulary.rules import NetworkRules


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
    """One level of the ladder: people on both sides, its ties, the most alive, whether a source sees that day."""

    level: int
    client: tuple[str, ...]
    partner: tuple[str, ...]
    best: Tie | None
    seen: bool
    ties: tuple[Tie, ...] = ()


def is_here(person: PersonFacts, today: date) -> bool:
    """Whether somebody has not left."""
    return not (person.gone_on and person.gone_on <= today)


def still_here(people: Iterable[PersonFacts], side: Side, today: date) -> list[PersonFacts]:
    """People of a side who have a level and have not left."""
    return [p for p in people if p.side is side and p.level and is_here(p, today)]


def top_level(facts: NetworkFacts, side: Side, today: date) -> int | None:
    """The highest level a side has today, None when it has no executive."""
    best = max((p.level or 0 for p in still_here(facts.people, side, today)), default=0)
    return best if best >= EXECUTIVE_LEVEL else None


def heirs(people: Iterable[PersonFacts], today: date) -> dict[str, PersonFacts]:
    """Who holds each person's ties today: himself, or the first of his successors still here."""
    known = {p.code: p for p in people}
    found: dict[str, PersonFacts] = {}
    for code, person in known.items():
        heir: PersonFacts | None = person
        passed: set[str] = set()
        while heir and not is_here(heir, today) and heir.code not in passed:
            passed.add(heir.code)
            heir = known.get(heir.successor or "")
        if heir and is_here(heir, today):
            found[code] = heir
    return found


def met_by_pair(facts: NetworkFacts, rules: NetworkRules, today: date) -> dict[tuple[str, str], list[Contact]]:
    """The contacts that renew the tie of each pair still there, (ours, theirs); a predecessor's are his heir's."""
    holders = heirs(facts.people, today)
    pairs: dict[tuple[str, str], list[Contact]] = {}
    for contact in counted(facts.contacts, rules, today):
        present = {h.code: h for p in contact.persons if (h := holders.get(p)) and h.level}
        for ours in (p for p in present.values() if p.side is Side.CLIENT):
            for theirs in (p for p in present.values() if p.side is Side.PARTNER):
                pairs.setdefault((ours.code, theirs.code), []).append(contact)
    return pairs


def all_ties(facts: NetworkFacts, rules: NetworkRules, today: date) -> list[Tie]:
    """Every pair of people still there that ever met, or whose predecessors did."""
    pairs = met_by_pair(facts, rules, today)
    return [tie_of(facts, pair, pairs[pair], rules, today) for pair in sorted(pairs)]


def tie_of(facts: NetworkFacts, pair: tuple[str, str], met: Iterable[Contact], rules: NetworkRules, today: date) -> Tie:
    """The tie of one pair, (ours, theirs), from the contacts that renew it; without any, they never met."""
    levels = {p.code: p.level or Level.OPERATIONS for p in facts.people if p.code in pair}
    days, level = tuple(sorted({contact.day for contact in met})), min(levels[code] for code in pair)
    seen = seen_since(facts.coverage, rules.source_stale_days, today)
    rhythm = read_rhythm(History(days, facts.signed_on, seen, pace_of(rules)), level, rules, today)
    return Tie(*pair, level, days, rhythm)


def ladder(facts: NetworkFacts, rules: NetworkRules, today: date) -> list[Rung]:
    """The rungs from general management down; an empty side is an alarm in itself."""
    ties = all_ties(facts, rules, today)
    seen = seen_since(facts.coverage, rules.source_stale_days, today) is not None
    rungs = []
    for level in sorted(Level, reverse=True):
        ours, theirs = (
            tuple(p.code for p in still_here(facts.people, side, today) if p.level == level) for side in Side
        )
        there = tuple(t for t in ties if t.level == level)
        best = min(there, key=lambda t: t.rhythm.rho, default=None)
        if ours or theirs or best:
            rungs.append(Rung(level, ours, theirs, best, seen, there))
    return rungs


def facing(rung: Rung) -> tuple[Tie, ...]:
    """The ties between two people of the level itself; when there is none, those in which one stands above."""
    same = tuple(t for t in rung.ties if t.client in rung.client and t.partner in rung.partner)
    return same or rung.ties


def empty_pairs(rungs: Iterable[Rung]) -> list[tuple[int, Side]]:
    """The levels where one side has somebody and the other nobody: (level, empty side); an alarm, not a sleep.

    General management on the client's side, none at the partner's: [(5, partner)].
    """
    one_sided = (r for r in rungs if bool(r.client) != bool(r.partner))
    return [(r.level, Side.PARTNER if r.client else Side.CLIENT) for r in one_sided]


def counted(contacts: Iterable[Contact], rules: NetworkRules, today: date) -> list[Contact]:
    """The contacts until today that renew a tie."""
    return [c for c in contacts if c.day <= today and counts(c, rules)]


def level_met(contact: Contact, people: Mapping[str, PersonFacts]) -> int:
    """The level at which both sides met: the lower of the two highest; 0 when a side is missing."""
    present = [people[code] for code in contact.persons if code in people]
    return min(max((p.level or 0 for p in present if p.side is side), default=0) for side in Side)


def met_at(facts: NetworkFacts, level: int, rules: NetworkRules, today: date) -> dict[date, tuple[str, ...]]:
    """Days on which both sides met at a level or above, those who left included; source rows by day."""
    high = {p.code: p for p in facts.people if (p.level or 0) >= level}
    found: dict[date, set[str]] = {}
    for contact in counted(facts.contacts, rules, today):
        if level_met(contact, high):
            found.setdefault(contact.day, set()).add(contact.row)
    return {day: tuple(sorted(found[day])) for day in sorted(found)}


def highest_level(facts: NetworkFacts, since: date, rules: NetworkRules, today: date) -> tuple[int, tuple[str, ...]]:
    """The highest level at which both sides met since a day, 0 when they did not, and the contacts that show it."""
    known = {p.code: p for p in facts.people}
    met = [(level_met(c, known), c.row) for c in counted(facts.contacts, rules, today) if c.day >= since]
    best = max((level for level, _row in met), default=0)
    return best, tuple(sorted({row for level, row in met if level == best}))
