"""The questions of chapter 2, « le réseau dormant »."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from etincelle.network.bus_factor import concentration
from etincelle.network.facts import NetworkFacts
from etincelle.network.horizon import kinds_covering, seen_since
from etincelle.network.pace import pace_of
from etincelle.network.right_level import all_ties, highest_level, met_at, still_here, top_level
from etincelle.network.then_and_now import compare, windows
from etincelle.network.ties import History, Rhythm, probability_alive, read_rhythm
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Side
from etincelle.vocabulary.rules import NetworkRules, Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

SILENCE = "network.executive_silence"
THEN_NOW = "network.then_and_now"
CONTACTS = "ledger.contacts"
YEAR = timedelta(days=365)
LEAST_CONFIDENCE = 0.3


def executive_silence(facts: NetworkFacts, rules: Rules, today: date) -> Verdict:
    """For how long has nobody at the top talked, relative to the agreed rhythm?

    Judged at the highest level both sides have (formula: ties.py): a CIO's monthly call does not hide that general
    managements have not met for a year. Silence counts only where a source sees. Confidence: share of the last year
    covered. Worked figure: last met 427 days ago, cadence 90, one longer gap before: expected 135, rho 3.21, score .74.
    """
    if unknown := _blind_spot(facts, rules.network, today, SILENCE):
        return unknown
    level = _table_level(facts, today)
    found = met_at(facts, level, rules.network, today)
    seen = seen_since(facts.coverage, rules.network.source_stale_days, today)
    history = History(tuple(found), facts.signed_on, seen, pace_of(rules.network))
    rhythm = read_rhythm(history, level, rules.network, today)
    if rhythm.last != rhythm.since and rhythm.rho <= rules.network.cooling_rho:
        return Unknown(SILENCE, "seen_too_short", {"since_on": rhythm.since, "cadence_days": rhythm.cadence_days})
    late = rhythm.rho > rules.network.cooling_rho
    chance = probability_alive(history, level, rules.network, today) if late else None
    proofs = [
        _last_contact(rhythm, level, found.get(rhythm.last, ()) if rhythm.last else _executives(facts, level, today)),
        *_level_reached(facts, level, rules.network, today),
        *_one_pair(facts, rules.network, today),
        *([] if chance is None else [_alive(chance, _rows(found))]),
    ]
    return Signal(SILENCE, rhythm.score, _confidence(facts, today), tuple(proofs), today)


def then_and_now(facts: NetworkFacts, rules: Rules, today: date) -> Verdict:
    """How many times did top managements meet around the signature, and since?

    Formula: then_and_now.py. Like is compared with like: only contacts that a kind of source covering both windows
    would have seen, and remembered ones. Confidence: 1 from six contacts in all, else .5. Worked figure: 12, then 1.
    """
    if unknown := _blind_spot(facts, rules.network, today, THEN_NOW):
        return unknown
    if facts.signed_on is None:
        return Unknown(THEN_NOW, "no_signature")
    both = windows(facts.signed_on, today, rules.network)
    if both is None:
        return Unknown(THEN_NOW, "too_young")
    then, now = (kinds_covering(window, facts.coverage, rules.network.source_stale_days) for window in both)
    if not then & now:
        name, window = ("then", both[0]) if now else ("now", both[1])
        return Unknown(THEN_NOW, f"{name}_not_covered", {"from_on": window[0], "to_on": window[1]})
    seen = replace(facts, contacts=tuple(c for c in facts.contacts if c.is_seen_by(then & now)))
    found = met_at(seen, EXECUTIVE_LEVEL, rules.network, today)
    result = compare(found, both, rules.network)
    if result.then == 0:
        return Unknown(THEN_NOW, "nothing_then", {"now": result.now})
    rows = _rows({day: keys for day, keys in found.items() if any(a <= day < b for a, b in both)})
    params: dict[str, Scalar] = {"then": result.then, "now": result.now, "p": round(result.p_value, 4)}
    proof = Evidence("network.then_and_now_counts", params, Source(CONTACTS, rows))
    return Signal(THEN_NOW, result.score, 1.0 if result.enough else 0.5, (proof,), today)


def _blind_spot(facts: NetworkFacts, rules: NetworkRules, today: date, code: str) -> Unknown | None:
    """Why nothing can be said: no executive on a side, no source, or a source gone stale."""
    for side in Side:
        if top_level(facts, side, today) is None:
            return Unknown(code, f"no_executive_{side.value}")
    begun = [c.until for c in facts.coverage if c.since <= today]
    if not begun:
        return Unknown(code, "no_source")
    stale = (today - max(begun)).days
    return Unknown(code, "stale_source", {"stale_days": stale}) if stale > rules.source_stale_days else None


def _table_level(facts: NetworkFacts, today: date) -> int:
    """The level at which executives of both sides can meet: the lower of the two highest."""
    return min(top_level(facts, side, today) or EXECUTIVE_LEVEL for side in Side)


def _rows(found: dict[date, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(row for _day, rows in sorted(found.items()) for row in rows)


def _last_contact(rhythm: Rhythm, level: int, rows: tuple[str, ...]) -> Evidence:
    """The main proof: since when nobody at the top was seen talking; without any contact, who could have."""
    if rhythm.last is None:
        params: dict[str, Scalar] = {"since_on": rhythm.since, "gap_days": rhythm.gap_days, "level": level}
        return Evidence("network.never_met", params, Source("parties.Person", rows))
    params = {
        "last_on": rhythm.last,
        "gap_days": rhythm.gap_days,
        "cadence_days": rhythm.cadence_days,
        "rho": round(rhythm.rho, 2),
        "level": level,
    }
    return Evidence("network.last_executive_contact", params, Source(CONTACTS, rows))


def _executives(facts: NetworkFacts, level: int, today: date) -> tuple[str, ...]:
    """Who could have met at a level, on both sides."""
    here = (p for side in Side for p in still_here(facts.people, side, today))
    return tuple(sorted(p.code for p in here if (p.level or 0) >= level))


def _level_reached(facts: NetworkFacts, level: int, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """« À bon niveau »: the highest level at which both sides met within one cadence, when lower than it could be."""
    cadence = rules.cadence_days[level - 1]
    start = today - timedelta(days=cadence)
    seen = seen_since(facts.coverage, rules.source_stale_days, today)
    reached, rows = highest_level(facts, start, rules, today)
    if seen is None or seen > start or not 0 < reached < level:
        return ()
    params: dict[str, Scalar] = {"level": reached, "top": level, "cadence_days": cadence}
    return (Evidence("network.level_reached", params, Source(CONTACTS, rows)),)


def _one_pair(facts: NetworkFacts, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """Whether most of the executives' conversations of the last year rest on one pair."""
    top = replace(facts, people=tuple(p for p in facts.people if (p.level or 0) >= EXECUTIVE_LEVEL))
    found = concentration(all_ties(top, rules, today), today - YEAR)
    if found is None or found.top_share <= rules.top_pair_share:
        return ()
    met = met_at(top, EXECUTIVE_LEVEL, rules, today)
    rows = _rows({day: keys for day, keys in met.items() if day >= today - YEAR})
    params: dict[str, Scalar] = {"top_share": round(found.top_share, 4), "index": round(found.index, 4)}
    return (Evidence("network.one_pair", params, Source(CONTACTS, rows)),)


def _alive(chance: float, rows: tuple[str, ...]) -> Evidence:
    """The chance that a silent tie lives on, judged by its whole history."""
    return Evidence("network.alive", {"alive_share": max(round(chance, 4), 0.0001)}, Source(CONTACTS, rows))


def _confidence(facts: NetworkFacts, today: date) -> float:
    """Share of the last 365 days that a source covers, floored so that a signal with a source is heard."""
    year = [today - timedelta(days=n) for n in range(0, 365, 7)]
    seen = sum(any(c.since <= day <= c.until for c in facts.coverage) for day in year)
    return max(LEAST_CONFIDENCE, seen / len(year))


CODES: dict[str, Callable[[NetworkFacts, Rules, date], Verdict]] = {SILENCE: executive_silence, THEN_NOW: then_and_now}
SIGNALS = tuple(CODES.values())
