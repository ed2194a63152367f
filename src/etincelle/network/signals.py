"""The questions of chapter 2, « le réseau dormant »."""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.network.facts import NetworkFacts
from etincelle.network.right_level import executive_days, silent_since
from etincelle.network.then_and_now import compare, covered, windows
from etincelle.network.ties import read_rhythm
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

SILENCE = "network.executive_silence"
THEN_NOW = "network.then_and_now"


def _blind_spot(facts: NetworkFacts, rules: Rules, today: date, code: str) -> Unknown | None:
    """Why nothing can be said: no executive on a side, no source, or a source gone stale."""
    for side in Side:
        if not facts.executives(side):
            return Unknown(code, f"no_executive_{side.value}")
    if not facts.coverage:
        return Unknown(code, "no_source")
    newest = max(c.until for c in facts.coverage)
    if (today - newest).days > rules.network.source_stale_days:
        return Unknown(code, "stale_source", {"until_on": newest, "stale_days": (today - newest).days})
    return None


def _top_level(facts: NetworkFacts) -> int:
    """The level at which executives of both sides can meet: the lower of the two highest."""
    return min(max(p.level or 0 for p in facts.executives(side)) for side in Side)


def executive_silence(facts: NetworkFacts, rules: Rules, today: date) -> Verdict:
    """For how long has nobody at the top talked, relative to the agreed rhythm?

    Judged at the highest level both sides have (methods: see ties.py): a CIO's monthly call does not
    hide that general managements have not met for a year. Confidence: share of the last year covered.
    """
    if unknown := _blind_spot(facts, rules, today, SILENCE):
        return unknown
    level = _top_level(facts)
    peers = NetworkFacts(
        facts.signed_on, tuple(p for p in facts.people if (p.level or 0) >= level), facts.contacts, facts.coverage
    )
    found = executive_days(peers, rules.network, today)
    since = silent_since(facts) or today
    rhythm = read_rhythm(tuple(sorted(found)), facts.signed_on or since, level, rules.network, today)
    if rhythm.last is None:
        rhythm = read_rhythm((), since, level, rules.network, today)
        proof = Evidence("network.never_met", {"since_on": since, "gap_days": rhythm.gap_days, "level": level})
    else:
        params: dict[str, Scalar] = {
            "last_on": rhythm.last,
            "gap_days": rhythm.gap_days,
            "cadence_days": rhythm.cadence_days,
            "rho": round(rhythm.rho, 2),
            "level": level,
        }
        proof = Evidence("network.last_executive_contact", params, Source("ledger.contacts", (found[rhythm.last],)))
    return Signal(SILENCE, rhythm.score, _confidence(facts, today), (proof,), today)


def _confidence(facts: NetworkFacts, today: date) -> float:
    """Share of the last 365 days that a source covers, floored so that a signal with a source is heard."""
    year = [today - timedelta(days=n) for n in range(0, 365, 7)]
    seen = sum(any(c.since <= day <= c.until for c in facts.coverage) for day in year)
    return max(0.3, seen / len(year))


def then_and_now(facts: NetworkFacts, rules: Rules, today: date) -> Verdict:
    """How many times did top managements meet around the signature, and since?"""
    if unknown := _blind_spot(facts, rules, today, THEN_NOW):
        return unknown
    if facts.signed_on is None:
        return Unknown(THEN_NOW, "no_signature")
    both = windows(facts.signed_on, today, rules.network)
    if both is None:
        return Unknown(THEN_NOW, "too_young")
    for window, name, slack in zip(both, ("then", "now"), (0, rules.network.source_stale_days)):
        if not covered(window, facts.coverage, slack):
            return Unknown(THEN_NOW, f"{name}_not_covered", {"from_on": window[0], "to_on": window[1]})
    found = executive_days(facts, rules.network, today)
    result = compare(sorted(found), both, rules.network)
    if result.then == 0:
        return Unknown(THEN_NOW, "nothing_then", {"now": result.now})
    rows = tuple(row for day, row in sorted(found.items()) if any(a <= day < b for a, b in both))
    params = {"then": result.then, "now": result.now, "p": round(result.p_value, 4)}
    score = 1.0 if result.collapsed else max(0.0, min(0.5, (1 - result.now / result.then) / 2))
    evidence = Evidence("network.then_and_now_counts", params, Source("ledger.contacts", rows))
    return Signal(THEN_NOW, score, 1.0 if result.then + result.now >= 6 else 0.5, (evidence,), today)


CODES: dict[str, Callable[[NetworkFacts, Rules, date], Verdict]] = {SILENCE: executive_silence, THEN_NOW: then_and_now}
SIGNALS = tuple(CODES.values())
