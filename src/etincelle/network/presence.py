"""Who is still around: days of activity with anybody, living ties of everybody, and who is gone rather than asleep.

present    = days on which a person took part in any contact, in the last `present_days`
gone       = left, or replaced in the seat (said by a user or by the casting), or, at the partner's, silent with
             everyone for more than `gone_silence_days` while the sources see and most of those he used to meet (at
             least `gone_circle`) go on meeting others; whoever was never seen active is not known, and not gone
living tie = any two people, of one side or of both, whose rhythm is active or cooling, their last contact being seen

A sleep is a fact about two people, a departure about one: the first calls for a call, the second for a successor. Of a
partner's people we see nothing but what they do with us: when a whole circle fell silent together, it sleeps, and
nobody is called gone. Of our own people these facts hold one partnership's contacts only: no silence says they left.
Worked figure: silent for 200 days, used to meet 4 people of whom 2 are active: gone; 1: asleep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from etincelle.network.facts import NetworkFacts
from etincelle.network.horizon import seen_since
from etincelle.network.pace import pace_of
from etincelle.network.right_level import counted, is_here
from etincelle.network.ties import History, TieState, read_rhythm
from etincelle.vocabulary.levels import Level, Side
from etincelle.vocabulary.rules import NetworkRules

LIVING = (TieState.ACTIVE, TieState.COOLING)


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody's activity, living ties and whom each ever met, at one date; by person code."""

    days: Mapping[str, tuple[date, ...]]
    neighbours: Mapping[str, frozenset[str]]
    met: Mapping[str, frozenset[str]]
    seen: date | None

    def present_days(self, person: str, rules: NetworkRules, today: date) -> int:
        """On how many of the last `present_days` somebody took part in anything."""
        since = today - timedelta(days=rules.present_days)
        return sum(day > since for day in self.days.get(person, ()))

    def shared(self, one: str, other: str) -> frozenset[str]:
        """Who has a living tie with both."""
        return (self.neighbours.get(one, frozenset()) & self.neighbours.get(other, frozenset())) - {one, other}


def read_circle(facts: NetworkFacts, rules: NetworkRules, today: date) -> Circle:
    """Activity and living ties of the people known, those who left excepted from the ties."""
    days: dict[str, set[date]] = {}
    met: dict[tuple[str, str], set[date]] = {}
    here = {p.code: p.level or Level.OPERATIONS for p in facts.people if is_here(p, today)}
    for contact in facts.contacts:
        if contact.day <= today:
            for code in contact.persons:
                days.setdefault(code, set()).add(contact.day)
    for contact in counted(facts.contacts, rules, today):
        for pair in combinations(sorted({code for code in contact.persons if code in here}), 2):
            met.setdefault(pair, set()).add(contact.day)
    seen, pace = seen_since(facts.coverage, rules.source_stale_days, today), pace_of(rules)
    near: dict[str, set[str]] = {}
    for (one, other), when in met.items():
        history = History(tuple(sorted(when)), facts.signed_on, seen, pace)
        rhythm = read_rhythm(history, min(here[one], here[other]), rules, today)
        if rhythm.state in LIVING and rhythm.last == rhythm.since:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return Circle(
        {code: tuple(sorted(found)) for code, found in days.items()},
        {code: frozenset(found) for code, found in near.items()},
        {code: frozenset({one for pair in met if code in pair for one in pair} - {code}) for code in here},
        seen,
    )


def lives_on(circle: Circle, person: str, rules: NetworkRules, today: date) -> bool:
    """Whether most of those somebody used to meet, who are still here, go on meeting people."""
    others = circle.met.get(person, frozenset())
    active = sum(circle.present_days(other, rules, today) > 0 for other in others)
    return len(others) >= rules.gone_circle and 2 * active >= len(others)


def gone_reason(facts: NetworkFacts, circle: Circle, person: str, rules: NetworkRules, today: date) -> str | None:
    """Why somebody is gone: "left", "replaced", "silent_with_all"; None when he is here, or when nothing tells."""
    known = {p.code: p for p in facts.people}.get(person)
    if known is None:
        return None
    if not is_here(known, today):
        return "replaced" if known.successor else "left"
    days = circle.days.get(person, ())
    if not days or circle.seen is None or known.side is Side.CLIENT:
        return None
    since = max(days[-1], circle.seen)
    silent = (today - since).days > rules.gone_silence_days
    return "silent_with_all" if silent and lives_on(circle, person, rules, today) else None
