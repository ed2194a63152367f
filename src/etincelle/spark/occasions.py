"""Every reason to reopen a partnership's contract, at any date: the contract's own, and those that join two chapters.

A measure that teaches nothing any more (T1 or T2), a strategy younger than the last substantive amendment, a new face
in a key seat, what the partner says it wants, a contract silent while its scope drifts.
"""

from datetime import date, timedelta

from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.proofs import saturated_proof, unstretched_proof
from etincelle.comfort_zone.stretch import Saturated, Unstretched, saturated, unstretched
from etincelle.living_contract.occasions import Occasion, of_the_contract
from etincelle.spark.crossings import silent_while_scope_drifts
from etincelle.spark.facts import PartnershipFacts
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source

NEW_FACE = timedelta(days=180)


def occasions(facts: PartnershipFacts, rules: Rules, today: date) -> list[Occasion]:
    """All the occasions of a partnership; none without a live contract."""
    if not facts.contract.contracts:
        return []
    return [
        *of_the_contract(facts.contract, rules, today), *_measures(facts, rules, today), *_strategy(facts, today),
        *_faces(facts, today), *_wishes(facts, today), *_silence(facts, rules, today),
    ]  # fmt: skip


def _measures(facts: PartnershipFacts, rules: Rules, today: date) -> list[Occasion]:
    """Levels whose target carries no information any more: easing one is the cheapest of trades."""
    found = []
    for level in facts.comfort.levels:
        proofs = flat_proofs(level, rules, today)
        if proofs:
            levers = ("relaxed_measure", "new_measure", "price")
            found.append(Occasion("measure_saturated", proofs, level.code, levers))
    return found


def flat_proofs(level: LevelFacts, rules: Rules, today: date) -> tuple[Evidence, ...]:
    """What shows that a level is unstretched (T1) or saturated (T2); nothing when neither is known."""
    if not level.months:
        return ()
    first, second = unstretched(level, rules.comfort_zone, today), saturated(level, rules.comfort_zone)
    found = []
    if isinstance(first, Unstretched) and first.found:
        found.append(unstretched_proof(level, first))
    if isinstance(second, Saturated) and second.found:
        found.append(saturated_proof(level, second))
    return tuple(found)


def _strategy(facts: PartnershipFacts, today: date) -> list[Occasion]:
    """A strategy in force that the contract has not followed yet."""
    since = facts.new_deal.strategy_since
    signed = [a.signed_on for a in facts.contract.amendments if a.substantive and a.signed_on <= today]
    last = max(signed, default=facts.contract.signed_on)
    if since is None or last is None or not last < since <= today:
        return []
    source = Source("new_deal.Theme", tuple(t.row for t in facts.new_deal.themes))
    proof = Evidence("spark.strategy_ahead", {"since_on": since, "last_on": last}, source)
    return [Occasion("strategy_changed", (proof,), "", ("new_services", "new_measure", "innovation_days"))]


def _faces(facts: PartnershipFacts, today: date) -> list[Occasion]:
    """Key seats renewed in the last 180 days (ours): somebody new may say yes."""
    first = min((s.since for s in facts.seats), default=today)
    new = [s for s in facts.seats if s.key_role and first < s.since <= today and today - s.since <= NEW_FACE]
    proofs = tuple(
        Evidence(
            "spark.new_face", {"role": s.role, "since_on": s.since, "seat_person": s.person},
            Source("parties.Seat", (s.row,)),
        )
        for s in sorted(new, key=lambda s: (s.since, s.row), reverse=True)
    )  # fmt: skip
    return [Occasion("casting_changed", proofs, "", ("new_team", "gainshare"))] if proofs else []


def _wishes(facts: PartnershipFacts, today: date) -> list[Occasion]:
    """What the partner said it wants: term, scope, visibility."""
    proofs = []
    for word in facts.words:
        if word.kind == "ambition" and word.day <= today:
            params: dict[str, Scalar] = {"text": word.text, "since_on": word.day}
            proofs.append(Evidence("spark.ambition", params, Source("parties.Ambition", (word.row,))))
    levers = ("extension", "volume", "reference")
    return [Occasion("partner_wants", tuple(proofs[:4]), "", levers)] if proofs else []


def _silence(facts: PartnershipFacts, rules: Rules, today: date) -> list[Occasion]:
    """A contract that stood still while needs moved, when that at least dozes."""
    verdict = silent_while_scope_drifts(facts, rules, today)
    if not isinstance(verdict, Signal) or verdict.score < rules.call.topic_from_score:
        return []
    return [Occasion("silent_while_drifting", verdict.evidence, "", ("new_services", "extension", "review_clause"))]
