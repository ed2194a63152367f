"""The question of chapter 5, « processus d’innovation continue »."""

from collections.abc import Callable
from datetime import date

from etincelle.innovation.facts import InnovationFacts
from etincelle.innovation.quota import feeding, live_quotas, score
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Signal, Source, Unknown, Verdict

DROUGHT = "innovation.drought"


def drought(facts: InnovationFacts, rules: Rules, today: date) -> Verdict:
    """Are both parties proposing, and investigating, what the contract asks of them?"""
    if not facts.known:
        return Unknown(DROUGHT, "no_idea_book")
    quotas = live_quotas(facts.quotas, today)
    if not quotas:
        return Unknown(DROUGHT, "no_quota")
    parties = [feeding(facts.ideas, quota, rules.innovation, today) for quota in quotas]
    proofs = tuple(
        Evidence(
            f"innovation.given_by_{p.side.value}",
            {"given": p.given, "owed": round(p.owed), "dry_days": p.dry_days},
            Source("innovation.Idea", p.rows),
        )
        for p in parties
    )
    return Signal(DROUGHT, score(parties, rules.innovation), 1.0, proofs, today)


CODES: dict[str, Callable[[InnovationFacts, Rules, date], Verdict]] = {DROUGHT: drought}
SIGNALS = tuple(CODES.values())
