"""Asleep, but can it be woken? And is it worth it? Three answers that are never mixed into the sleep itself.

chance: chance.py                                                     orders ties; it is no probability
value  = novelty . engagement                                          from 0 to 1
  q: days of activity of the QUIETER of the two in the last `present_days`; s: living contacts they share; x: days met
  novelty    = (12 / (12 + x) + level / 5) / 2         little time together before, higher level
  engagement = q / (q + 6) . (1 - 2^-(1 + s))          present, and with people who vouch for both

That present activity of the quieter person and shared contacts predict a waking better than how
recent the last contact is, was found on public mail and holds on invented organisations (bench/ties.py). Novelty and
engagement: Walter, Levin and Murnighan (2015); their measures here are ours. Worked figure: 8 days together at
level 5, quieter person active on 9 days, two shared contacts: novelty (12/20 + 1) / 2 = .8, engagement
9/15 x 7/8 = .525, value .42.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from etincelle.network.chance import Parts, chance
from etincelle.network.facts import NetworkFacts
from etincelle.network.presence import Circle, gone_reason, read_circle
from etincelle.network.right_level import Tie, all_ties
from etincelle.network.ties import History, TieState, probability_alive
from etincelle.vocabulary.levels import Level
from etincelle.vocabulary.rules import NetworkRules
from etincelle.vocabulary.signal import Evidence, Scalar

ASLEEP = (TieState.OVERDUE, TieState.DORMANT, TieState.LOST)


@dataclass(frozen=True, slots=True)
class Waking:
    """A tie asleep that could be woken: what its chance and its value are made of. Days and counts."""

    tie: Tie
    quieter: str
    quieter_days: int
    shared: tuple[str, ...]
    alive: float
    novelty: float
    engagement: float
    chance: float

    @property
    def value(self) -> float:
        """Whether it is worth it, from 0 to 1."""
        return self.novelty * self.engagement


@dataclass(frozen=True, slots=True)
class Gone:
    """A tie that no call will wake: one of its two people is gone, and why."""

    tie: Tie
    person: str
    reason: str
    last_on: date | None

    def explain(self) -> Evidence:
        """One line."""
        return Evidence(f"network.gone.{self.reason}", {"gone_person": self.person, "last_on": self.last_on})


@dataclass(frozen=True, slots=True)
class Sleepers:
    """Ties asleep, told apart: best chance first; gone; unknown when no source sees today."""

    can_wake: tuple[Waking, ...]
    gone: tuple[Gone, ...]
    unknown: bool


def novelty(days_together: int, level: int, rules: NetworkRules) -> float:
    """From 0 to 1: little time together before, and a higher level; familiarity is never rewarded."""
    little = rules.familiar_days / (rules.familiar_days + days_together)
    return (little + level / Level.TOP_MANAGEMENT) / 2


def engagement(quieter_days: int, shared: int, rules: NetworkRules) -> float:
    """From 0 to 1: present these days, and known by people who talk with both."""
    return quieter_days / (quieter_days + rules.present_enough_days) * (1 - 2.0 ** -(1 + shared))


def told_apart(facts: NetworkFacts, rules: NetworkRules, today: date) -> Sleepers:
    """The sleeping ties of a partnership: those to wake, from the best chance, and those whose person is gone."""
    circle = read_circle(facts, rules, today)
    asleep = [tie for tie in all_ties(facts, rules, today) if tie.rhythm.state in ASLEEP]
    gone, wakings = [], []
    for tie in asleep:
        if found := why_gone(tie, facts, circle, rules, today):
            gone.append(found)
        else:
            wakings.append(read_waking(tie, facts, circle, rules, today))
    ordered = sorted(wakings, key=lambda w: (-w.chance, w.tie.client, w.tie.partner))
    return Sleepers(tuple(ordered), tuple(gone), circle.seen is None)


def why_gone(tie: Tie, facts: NetworkFacts, circle: Circle, rules: NetworkRules, today: date) -> Gone | None:
    """The one of the two who is gone, when the tie sleeps; None while nobody is."""
    if tie.rhythm.state not in ASLEEP:
        return None
    for person in (tie.client, tie.partner):
        if reason := gone_reason(facts, circle, person, rules, today):
            return Gone(tie, person, reason, circle.days[person][-1] if person in circle.days else None)
    return None


def read_waking(tie: Tie, facts: NetworkFacts, circle: Circle, rules: NetworkRules, today: date) -> Waking:
    """The parts of one sleeping tie."""
    present = {p: circle.present_days(p, rules, today) for p in (tie.client, tie.partner)}
    quieter = min(present, key=lambda p: (present[p], p))
    shared = circle.shared(tie.client, tie.partner)
    alive = probability_alive(History(tie.days, facts.signed_on, circle.seen), tie.level, rules, today) or 0.0
    new, engaged = novelty(len(tie.days), tie.level, rules), engagement(present[quieter], len(shared), rules)
    silence = (today - tie.days[-1]).days
    order = float(chance(Parts(present[quieter], len(shared), len(tie.days), silence, alive)))
    return Waking(tie, quieter, present[quieter], tuple(sorted(shared)), alive, new, engaged, order)


def explain(waking: Waking, rules: NetworkRules) -> tuple[Evidence, ...]:
    """One line for each part, in counts that can be checked."""
    rhythm = waking.tie.rhythm
    silent: dict[str, Scalar] = {"gap_days": rhythm.gap_days, "expected_days": round(rhythm.expected_days)}
    lines: Mapping[str, dict[str, Scalar]] = {
        f"network.tie.{rhythm.state.value}": silent,
        "network.quieter": {
            "quieter_person": waking.quieter, "active": waking.quieter_days, "over_days": rules.present_days,
        },
        "network.shared": {"shared": len(waking.shared)},
        "network.together": {"met": len(waking.tie.days), "level": waking.tie.level},
    }  # fmt: skip
    return tuple(Evidence(code, params) for code, params in lines.items())
