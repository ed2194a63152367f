"""The network of one partnership for its pages: the ladder of a day, then and now, a line a question, one tie."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from etincelle.foundation.access import Actor, visible
from etincelle.governance.models import Attendance, Committee, CommitteeSeat, Meeting
from etincelle.network.delegation import Meeting as Seats
from etincelle.network.delegation import who_sat
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.overview import tell_delegation, tell_network
from etincelle.network.presence import read_circle
from etincelle.network.reads import load_network
from etincelle.network.reconnect import WarmPath, way_to
from etincelle.network.right_level import Rung, Tie, is_here, ladder, met_by_pair, tie_of
from etincelle.network.signals import then_and_now
from etincelle.network.tie_card import tell_tie
from etincelle.network.waking import ASLEEP, Gone, Waking, read_waking, why_gone
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.parties.models import Partnership
from etincelle.parties.reads import load_people
from etincelle.spark.portfolio import load_facts
from etincelle.spark.reopening import Reopening, reopen
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import PartnershipRef
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Verdict


@dataclass(frozen=True, slots=True)
class NetworkLife:
    """What the page of the ladder tells; `met`: the contacts of each pair until that day, in no order."""

    rungs: tuple[Rung, ...]
    met: dict[tuple[str, str], list[Contact]]
    gone: dict[tuple[str, str], Gone]
    verdict: Verdict
    lines: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TieLife:
    """What the page of one tie tells. `waking` and `gone` only when it sleeps; `path` when somebody can introduce."""

    tie: Tie
    people: tuple[PersonFacts, PersonFacts]
    contacts: tuple[Contact, ...]
    told: tuple[Evidence, ...]
    waking: Waking | None
    gone: Gone | None
    path: WarmPath | None
    reopening: Reopening


def ref_of(partnership: Partnership) -> PartnershipRef:
    """The partnership as judgement knows it."""
    return PartnershipRef(partnership.code, partnership.partner.code, partnership.signed_on)


def network_of(actor: Actor | None, partnership: Partnership, rules: Rules, days: tuple[date, date]) -> NetworkLife:
    """The network of a partnership the actor was handed; `days`: the one of the ladder, and today."""
    (day, today), ref = days, ref_of(partnership)
    people = load_people()
    facts = load_network([ref], today, people)[ref.code]
    there = facts if day == today else _back_then(facts, people.seats.get(ref.code, ()), day)
    rungs = tuple(ladder(there, rules.network, day))
    told = _delegation(actor, partnership, facts, rules)
    lines = (*tell_network(facts, rules.network, today), *told)
    circle = read_circle(there, rules.network, day)
    gone = (why_gone(tie, there, circle, rules.network, day) for rung in rungs for tie in rung.ties)
    return NetworkLife(
        rungs, met_by_pair(there, rules.network, day), {(g.tie.client, g.tie.partner): g for g in gone if g},
        then_and_now(facts, rules, today), lines,
    )  # fmt: skip


def _back_then(facts: NetworkFacts, seats: Sequence[SeatFacts], day: date) -> NetworkFacts:
    """Without those who came later: seated after the day, and never met until then."""
    first: dict[str, date] = {}
    for seat in seats:
        first[seat.person] = min(seat.since, first.get(seat.person, seat.since))
    met = {code for contact in facts.contacts if contact.day <= day for code in contact.persons}
    people = tuple(p for p in facts.people if p.code in met or first.get(p.code, day) <= day)
    return replace(facts, people=people)


def _delegation(
    actor: Actor | None, partnership: Partnership, facts: NetworkFacts, rules: Rules
) -> tuple[Evidence, ...]:
    """One line for each committee whose charter names somebody."""
    known = {p.code: p for p in facts.people}
    named, came = defaultdict[str, list[str]](list), defaultdict[int, list[str]](list)
    charters = visible(actor, CommitteeSeat).filter(committee__partnership=partnership)
    for code, person in charters.order_by("pk").values_list("committee__code", "person__code"):
        named[code].append(person)
    attended = visible(actor, Attendance).filter(meeting__committee__partnership=partnership, present=True)
    for pk, person in attended.order_by("pk").values_list("meeting_id", "person__code"):
        came[pk].append(person)
    held = visible(actor, Meeting).filter(committee__partnership=partnership, held=True).order_by("starts_at", "pk")
    meetings: dict[str, list[tuple[str, Seats]]] = defaultdict(list)
    for pk, code in held.values_list("pk", "committee__code"):
        if pk in came:
            sat, seated = ([known[c] for c in some if c in known] for some in (came[pk], named[code]))
            meetings[code].append((str(pk), who_sat(seated, sat)))
    committees = visible(actor, Committee).filter(partnership=partnership, code__in=named).order_by("name", "code")
    return tuple(
        tell_delegation(name, [m for _pk, m in meetings[code]], rules.network, tuple(pk for pk, _m in meetings[code]))
        for code, name in committees.values_list("code", "name")
    )


def tie_life(partnership: Partnership, pair: tuple[str, str], rules: Rules, today: date) -> TieLife | None:
    """The tie between two people who are here, (ours, theirs); None when one is not, or is of unknown level."""
    facts = load_facts([ref_of(partnership)], rules, today)[0]
    network, known = facts.network, {p.code: p for p in facts.network.people}
    both = [known.get(code) for code in pair]
    ours, theirs = both
    if not (ours and theirs and ours.level and theirs.level and is_here(ours, today) and is_here(theirs, today)):
        return None
    if (ours.side, theirs.side) != (Side.CLIENT, Side.PARTNER):
        return None
    met = met_by_pair(network, rules.network, today).get(pair, [])
    tie = tie_of(network, pair, met, rules.network, today)
    circle = read_circle(network, rules.network, today)
    gone = why_gone(tie, network, circle, rules.network, today)
    asleep = tie.rhythm.state in ASLEEP and circle.seen is not None
    return TieLife(
        tie, (ours, theirs), tuple(sorted(met, key=lambda c: (c.day, c.row), reverse=True)),
        tell_tie(tie, network, rules.network, today),
        read_waking(tie, network, circle, rules.network, today) if asleep and not gone else None,
        gone, way_to(network, ours.code, theirs.code, rules.network, today), reopen(facts, tie, today),
    )  # fmt: skip
