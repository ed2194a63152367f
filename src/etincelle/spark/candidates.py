"""Who could call whom about what, what it is worth, and what forbids it.

value = P_reach x P_effect x annual value x I_low / 100 x (1 + urgency) x (1 + waking) - cost: what sleeps there and a
call can reach. waking: novelty x engagement (network/callee.py) of who can best be woken among those who may be called
there; 0 when no source tells, so that what is not known raises nothing.
The topic is the way in: among those that at least doze, the one whose cure would lower I_low most. (Ranked by that drop
itself, a partnership wholly asleep came after one half asleep: the drop of one topic shrinks as the others sleep.)
Who is gone is never called: who else may be is, else his successor, else the partner's next executive.
P_reach is the mean of Beta(6, 4) updated by the calls logged with the partnership, P_effect the mean of Beta(3, 7)
(ours).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etincelle.living_contract.dates import Deadline, next_deadline, office_of, stake, urgency
from etincelle.network.callee import Around, look_around
from etincelle.network.right_level import is_here
from etincelle.parties.facts import PersonFacts
from etincelle.spark.facts import Memory, OutcomeFacts, PartnershipFacts
from etincelle.spark.index import Assessment
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Level, Side
from etincelle.vocabulary.partnership import Stake
from etincelle.vocabulary.rules import CallRules, Rules
from etincelle.vocabulary.signal import Signal, dimension_of

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible call with the parts of its value."""

    partnership: str
    caller: str
    callee: str
    topic: str
    index: float
    reach: float
    effect: float
    drop: float
    urgency: float
    stake: Stake
    deadline: Deadline | None
    value: Decimal
    last_served: date | None
    waking: float = 0.0
    best_waking: float | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Who would call whom about what, and how well the callee can be woken (None: no source tells)."""

    caller: str
    callee: str
    topic: str
    waking: float | None


@dataclass(frozen=True, slots=True)
class Setting:
    """With what a morning decides: memory, rules, day."""

    memory: Memory
    rules: Rules
    today: date

    def outcomes_of(self, partnership: str) -> list[OutcomeFacts]:
        """The calls logged for a partnership until today."""
        return [o for o in self.memory.outcomes if o.partnership == partnership and o.day <= self.today]

    def calls_to(self, callee: str) -> list[OutcomeFacts]:
        """The calls logged to a person until today, whatever the partnership they were about."""
        return [o for o in self.memory.outcomes if o.callee == callee and o.day <= self.today]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A partnership without a candidate, and why: awake, unknown, quiet, cooling_down, nobody_to_call, snoozed."""

    partnership: str
    reason: str


def present(people: Sequence[PersonFacts], side: Side, today: date) -> list[PersonFacts]:
    """People of a side who have not left, nor been erased."""
    return [p for p in people if p.side is side and can_be_sent_for(p, today)]


def can_be_sent_for(person: PersonFacts, today: date) -> bool:
    """Whether somebody is still there, and did not ask that nothing names him."""
    return is_here(person, today) and not person.erased


def callees(facts: PartnershipFacts, topic: str, rules: CallRules, today: date) -> list[PersonFacts]:
    """Who at the partner may be called about a topic: level at least L*, and the mandate."""
    return [p for p in _fit(facts, topic, rules) if can_be_sent_for(p, today)]


def _fit(facts: PartnershipFacts, topic: str, rules: CallRules) -> list[PersonFacts]:
    """The partner's people with the level and the mandate for a topic, those who left included."""
    needed = rules.topic_level[dimension_of(topic).value]
    fit = [p for p in facts.people if p.side is Side.PARTNER and (p.level or 0) >= needed and p.mandate]
    return sorted(fit, key=lambda p: (-(p.level or 0), p.code))


def reachable(facts: PartnershipFacts, topic: str, around: Around, setting: Setting) -> list[PersonFacts]:
    """Who may be called about a topic and is not gone; when all of them are, who stands in for them."""
    fit = _fit(facts, topic, setting.rules.call)
    here = [p for p in fit if can_be_sent_for(p, setting.today) and p.code not in around.gone]
    return here or stand_ins(facts, fit, around, setting.today)


def stand_ins(facts: PartnershipFacts, missed: Sequence[PersonFacts], around: Around, today: date) -> list[PersonFacts]:
    """For people who are gone: their successors, else the partner's next executive; whatever level and mandate."""
    if not missed:
        return []
    there = {p.code: p for p in present(facts.people, Side.PARTNER, today) if p.code not in around.gone}
    named = {p.successor: there[p.successor] for p in missed if p.successor in there}
    executives = [p for p in there.values() if (p.level or 0) >= EXECUTIVE_LEVEL]
    last = sorted(executives, key=lambda p: (p.mandate, p.level or 0, p.code), reverse=True)[:1]
    return [*named.values()] or last


def vanished(facts: PartnershipFacts, around: Around, today: date) -> list[str]:
    """The partner's executives who are gone without a word: silent with everyone."""
    there = present(facts.people, Side.PARTNER, today)
    return sorted(p.code for p in there if p.code in around.gone and (p.level or 0) >= EXECUTIVE_LEVEL)


def caller_for(facts: PartnershipFacts, callee: PersonFacts, today: date) -> PersonFacts | None:
    """The client's executive nearest to the callee's level; somebody of level 4 suffices."""
    ours = [p for p in present(facts.people, Side.CLIENT, today) if (p.level or 0) >= EXECUTIVE_LEVEL]
    if not ours:
        ours = [p for p in present(facts.people, Side.CLIENT, today) if p.level]
        return max(ours, key=lambda p: (p.level or 0, p.code), default=None)
    return min(ours, key=lambda p: (abs((p.level or 0) - (callee.level or 0)), -(p.level or 0), p.code))


def fallback_for(facts: PartnershipFacts, chosen: Candidate, setting: Setting) -> str | None:
    """Whom to call if the callee cannot be reached: the next executive of the partner who may be called today."""
    gone = look_around(facts.network, setting.rules.network, setting.today).gone
    others = [
        p for p in present(facts.people, Side.PARTNER, setting.today)
        if p.code != chosen.callee and p.code not in gone and (p.level or 0) >= EXECUTIVE_LEVEL
        and not is_cooling(facts.ref.code, p, setting)
        and not is_snoozed(setting.memory, (facts.ref.code, p.code, chosen.topic), setting.today)
    ]  # fmt: skip
    return max(others, key=lambda p: (p.mandate, p.level or 0, p.code)).code if others else None


def posterior(yes: float, no: float, outcomes: Sequence[bool]) -> float:
    """The mean of a Beta prior after some successes and failures."""
    return (yes + sum(outcomes)) / (yes + no + len(outcomes))


def is_snoozed(memory: Memory, call: tuple[str, str, str], today: date) -> bool:
    """Whether a snooze in force forbids a (partnership, callee, topic): the person, the moment or the reason.

    Who travels is away for all his partnerships.
    """
    partnership, callee, topic = call
    for s in memory.snoozes:
        if s.until < today or (s.partnership != partnership and s.reason != "travelling"):
            continue
        if s.reason == "bad_moment":
            return True
        if s.reason in ("travelling", "someone_else") and s.callee == callee:
            return True
        if s.reason == "wrong_reason" and s.topic == topic:
            return True
    return False


def is_cooling(partnership: str, callee: PersonFacts, setting: Setting) -> bool:
    """Whether the person was called within the cool-down, the partnership reached, or the year's calls are spent.

    A person who sits on two partnerships is one person: his calls count together.
    """
    rules, calls = setting.rules.call, setting.calls_to(callee.code)
    since, year = (setting.today - timedelta(days=days) for days in (rules.cooldown_days, 365))
    reached = any(o.day > since and o.result == "reached" for o in setting.outcomes_of(partnership))
    if reached or any(o.day > since for o in calls):
        return True
    spent = sum(o.day > year for o in calls) >= rules.calls_a_year_per_top_manager
    return spent and (callee.level or 0) >= Level.TOP_MANAGEMENT


def is_quiet(facts: PartnershipFacts, today: date) -> bool:
    """Whether a dispute or a tender forbids calls today."""
    return any(t.quiet_until and t.quiet_until >= today for t in facts.contract.contracts)


def candidates_of(facts: PartnershipFacts, judged: Assessment, setting: Setting) -> list[Candidate] | Refusal:
    """The calls one partnership allows, or why it allows none."""
    if reason := _closed(facts, judged, setting):
        return Refusal(facts.ref.code, reason)
    found: list[Who] = []
    reason, around = "nobody_to_call", look_around(facts.network, setting.rules.network, setting.today)
    for topic in topics_of(judged, setting.rules.call):
        for callee in reachable(facts, topic, around, setting):
            if is_cooling(facts.ref.code, callee, setting):
                reason = "cooling_down"
            elif is_snoozed(setting.memory, (facts.ref.code, callee.code, topic), setting.today):
                reason = "snoozed"
            elif caller := caller_for(facts, callee, setting.today):
                waking = around.waking((caller.code, callee.code), setting.rules.network, setting.today)
                found.append(Who(caller.code, callee.code, topic, waking))
    best = max((w.waking for w in found if w.waking is not None), default=None)
    return [_priced(facts, judged, who, best, setting) for who in found] or Refusal(facts.ref.code, reason)


def topics_of(judged: Assessment, rules: CallRules) -> list[str]:
    """What a call may be about: the signals that at least doze, whatever the others do."""
    known = (v for v in judged.verdicts if isinstance(v, Signal))
    return sorted(s.code for s in known if s.score >= rules.topic_from_score and s.confidence > 0)


def _closed(facts: PartnershipFacts, judged: Assessment, setting: Setting) -> str:
    if judged.value is None:
        return "unknown"
    if judged.low < setting.rules.call.floor_index:
        return "awake"
    return "quiet" if is_quiet(facts, setting.today) else ""


def _priced(facts: PartnershipFacts, judged: Assessment, who: Who, best: float | None, setting: Setting) -> Candidate:
    """One call with the parts of its value; the best waking is the partnership's, so that no topic ranks it."""
    call, terms = setting.rules.call, facts.contract.contracts
    outcomes = setting.outcomes_of(facts.ref.code)
    reach = posterior(call.reach_prior_yes, call.reach_prior_no, [o.result == "reached" for o in outcomes])
    effect = posterior(call.effect_prior_yes, call.effect_prior_no, ())
    worth = stake(terms, call, setting.today)
    limit = next_deadline(terms, setting.today, office_of(setting.rules))
    pressing = urgency(limit.act_by if limit else None, setting.rules.living_contract, setting.today)
    drop = judged.drops[who.topic]
    gain = worth.annual_value * Decimal(repr(reach * effect * judged.low / 100 * (1 + pressing) * (1 + (best or 0.0))))
    last = max((o.day for o in outcomes if o.callee == who.callee), default=None)
    value = (gain - call.cost_eur).quantize(CENT)
    return Candidate(
        facts.ref.code, who.caller, who.callee, who.topic, judged.low, reach, effect, drop, pressing, worth, limit,
        value, last, who.waking or 0.0, best,
    )  # fmt: skip
