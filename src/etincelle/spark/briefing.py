"""What to know before dialling: why now, last words, what changed, their interests, give, ask, opening."""

from dataclasses import replace
from datetime import date, timedelta

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.network.callee import look_around
from etincelle.network.facts import NetworkFacts
from etincelle.network.reconnect import way_to
from etincelle.spark.candidates import Candidate, vanished
from etincelle.spark.facts import PartnershipFacts
from etincelle.spark.index import Assessment
from etincelle.vocabulary.decision import Briefing
from etincelle.vocabulary.rules import CallRules, Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source

PROOFS = 3
REASONS = 5
LAST_WORDS = 2
CHANGES = 4
DRIFT = "living_contract.silent_while_scope_drifts"


def by_contribution(judged: Assessment) -> list[Signal]:
    """The known signals, from the one whose cure would lower the index most."""
    known = [v for v in judged.verdicts if isinstance(v, Signal) and v.score > 0]
    return sorted(known, key=lambda s: (-judged.drops.get(s.code, 0.0), s.code))


def proofs_of(judged: Assessment, topic: str) -> tuple[Evidence, ...]:
    """Three proofs, each from another signal, the topic's first."""
    ordered = sorted(by_contribution(judged), key=lambda s: s.code != topic)
    return tuple(s.evidence[0] for s in ordered if s.evidence)[:PROOFS]


def last_contact(network: NetworkFacts, callee: str, today: date) -> date | None:
    """The last day the callee met anybody of the client."""
    return max((c.day for c in network.contacts if callee in c.persons and c.day <= today), default=None)


def brief(facts: PartnershipFacts, judged: Assessment, chosen: Candidate, rules: Rules, today: date) -> Briefing:
    """The whole briefing of a call."""
    ordered = by_contribution(judged)
    since = last_contact(facts.network, chosen.callee, today)
    evidence = [e for s in ordered for e in s.evidence]
    return Briefing(
        why_now=tuple(e for s in ordered[:REASONS] for e in s.evidence[:1]),
        then_and_now=next((e for e in evidence if e.code == "network.then_and_now_counts"), None),
        last_words=_last_words(facts, since, chosen.callee),
        what_changed=(*_gone(facts, chosen, rules, today), *what_changed(facts, since or facts.ref.signed_on, today)),
        their_interests=interests(facts),
        give=Evidence(f"{chosen.topic}.give"),
        ask=_ask(chosen.topic, evidence),
        opening=Evidence(f"{chosen.topic}.open"),
        next_date=follow_up_date(today, rules.call, _cadence_days(chosen, facts, rules)),
        warm_path=_warm_path(facts, chosen, rules, today),
    )


def _warm_path(facts: PartnershipFacts, chosen: Candidate, rules: Rules, today: date) -> Evidence | None:
    """« Passez par … »: whom to ask first; None when both still talk, or when no living chain leads there."""
    path = way_to(facts.network, chosen.caller, chosen.callee, rules.network, today)
    if path is None or path.ask_first is None:
        return None
    return replace(path.explain(), source=Source("parties.Person", path.chain))


def _gone(facts: PartnershipFacts, chosen: Candidate, rules: Rules, today: date) -> tuple[Evidence, ...]:
    """Who of the partner's executives vanished while others of his circle go on: why he is not the one to call."""
    around = look_around(facts.network, rules.network, today)
    found = []
    for person in vanished(facts, around, today):
        rows, last = Source("parties.Person", (person,)), last_contact(facts.network, person, today)
        found.append(Evidence("network.gone.silent_with_all", {"gone_person": person, "last_on": last}, rows))
    return tuple(e for e in found if e.params["gone_person"] != chosen.callee)


def follow_up_date(today: date, rules: CallRules, cadence_days: int) -> date:
    """When to speak again at the latest: a working day, so that nobody is told to call on Christmas Day."""
    limit = today + timedelta(days=min(rules.follow_up_days, cadence_days))
    return WorkCalendar(rules.country, rules.subdivision).last_workday(limit, today)


def _cadence_days(chosen: Candidate, facts: PartnershipFacts, rules: Rules) -> int:
    level = next((p.level or 1 for p in facts.people if p.code == chosen.callee), 1)
    return rules.network.cadence_days[level - 1]


def _ask(topic: str, evidence: list[Evidence]) -> Evidence:
    """What to ask; on a drifting scope, the first uncovered demand is the agenda."""
    if topic != DRIFT:
        return Evidence(f"{topic}.ask")
    found = next((e for e in evidence if e.code == "living_contract.uncovered_demand"), None)
    if found is None:
        return Evidence(f"{topic}.ask")
    return Evidence(f"{topic}.ask_about", {"topic": found.params["topic"]}, found.source)


def _last_words(facts: PartnershipFacts, since: date | None, callee: str) -> tuple[Evidence, ...]:
    found = []
    if since:
        rows = tuple(c.row for c in facts.network.contacts if c.day == since and callee in c.persons)
        found.append(
            Evidence("spark.last_contact", {"last_on": since, "callee_person": callee}, Source("ledger.contacts", rows))
        )
    for word in facts.words:
        if word.kind == "promise" and word.kept is not True and len(found) < LAST_WORDS:
            params: dict[str, Scalar] = {"by_person": word.by, "text": word.text, "said_on": word.day}
            found.append(Evidence("spark.promise", params, Source("parties.Commitment", (word.row,))))
    return tuple(found)


def what_changed(facts: PartnershipFacts, since: date | None, today: date) -> tuple[Evidence, ...]:
    """The new strategy, amendments and new faces since a day; nothing when it is not known."""
    if since is None:
        return ()
    found = []
    if facts.new_deal.strategy_since and facts.new_deal.strategy_since > since:
        rows = tuple(t.row for t in facts.new_deal.themes)
        found.append(
            Evidence("spark.new_strategy", {"since_on": facts.new_deal.strategy_since}, Source("new_deal.Theme", rows))
        )
    for amendment in facts.contract.amendments:
        if since < amendment.signed_on <= today:
            source = Source("living_contract.Amendment", (amendment.row,))
            found.append(Evidence("spark.amendment", {"signed_on": amendment.signed_on}, source))
    for seat in facts.seats:
        if since < seat.since <= today:
            params: dict[str, Scalar] = {"role": seat.role, "since_on": seat.since, "seat_person": seat.person}
            found.append(Evidence("spark.new_face", params, Source("parties.Seat", (seat.row,))))
    return tuple(found[:CHANGES])


def interests(facts: PartnershipFacts) -> tuple[Evidence, ...]:
    """What the partner said he wants, latest first."""
    wishes = [w for w in facts.words if w.kind == "ambition"][:CHANGES]
    return tuple(
        Evidence("spark.ambition", {"text": w.text, "since_on": w.day}, Source("parties.Ambition", (w.row,)))
        for w in wishes
    )
