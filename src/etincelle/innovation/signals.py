"""The question of chapter 5, « processus d’innovation continue »."""

from collections.abc import Callable
from datetime import date

from etincelle.innovation.facts import InnovationFacts, QuotaFacts
from etincelle.innovation.quota import Feeding, feeding, live_quotas, score
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

DROUGHT = "innovation.drought"


def drought(facts: InnovationFacts, rules: Rules, today: date) -> Verdict:
    """Are both parties proposing, and investigating, what the contract asks of them?"""
    if not facts.known:
        return Unknown(DROUGHT, "no_idea_book")
    quotas = live_quotas(facts.quotas, today)
    if not quotas:
        return Unknown(DROUGHT, "no_quota")
    parties = [feeding(facts.ideas, quota, rules.innovation, today) for quota in quotas]
    proofs = tuple(_given(party, quota) for party, quota in zip(parties, quotas))
    return Signal(DROUGHT, score(parties, rules.innovation), 1.0, proofs, today)


def _given(party: Feeding, quota: QuotaFacts) -> Evidence:
    """What a party gave of what it owed: its ideas of the year; without any, the quota that says what is missing."""
    params: dict[str, Scalar] = {"given": party.given, "owed": round(party.owed), "dry_days": party.dry_days}
    source = Source("innovation.Idea", party.rows) if party.rows else Source("innovation.Quota", (quota.row,))
    return Evidence(f"innovation.given_by_{party.side.value}", params, source)


CODES: dict[str, Callable[[InnovationFacts, Rules, date], Verdict]] = {DROUGHT: drought}
SIGNALS = tuple(CODES.values())
