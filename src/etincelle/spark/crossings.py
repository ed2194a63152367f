"""Signals that need two chapters at once: every cross-chapter idea of the product is in this file."""

from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt

from etincelle.comfort_zone.casting import Casting, read_casting
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.green_but_asleep import Flatness, can_be_judged, flatness, is_asleep, sleep_score
from etincelle.comfort_zone.signals import lived_proof, recent_answers
from etincelle.comfort_zone.watermelon import is_unhappy, satisfaction
from etincelle.living_contract.obsolescence import Drift, scope_drift
from etincelle.living_contract.vitality import Silence, amendment_silence
from etincelle.network.facts import Contact
from etincelle.new_deal.coverage import unhooked_share
from etincelle.spark.facts import PartnershipFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

GREEN = "comfort_zone.green_but_asleep"
CASTING = "comfort_zone.casting_never_renewed"
DRIFT = "living_contract.silent_while_scope_drifts"
DRIFT_PARTS = 4


def green_but_asleep(facts: PartnershipFacts, rules: Rules, today: date) -> Verdict:
    """Do the green indicators still teach anything? Levels × minutes × answers.

    A flat level sleeps only if nobody decided about it at the last six meetings, if it varies less than chance
    allows, or if internal clients are unhappy: stability alone can be excellence.
    """
    comfort = rules.comfort_zone
    judged = [level for level in facts.comfort.levels if can_be_judged(level, comfort, today)]
    if not judged:
        return Unknown(GREEN, "no_fresh_level")
    flat = [(level, f) for level in judged if (f := flatness(level, comfort, today))]
    if not flat:
        source = Source("comfort_zone.Reading", tuple(m.row for level in judged for m in level.months[-12:]))
        return Signal(
            GREEN, 0.0, 1.0, (Evidence("comfort_zone.still_stretched", {"judged": len(judged)}, source),), today
        )
    minutes = [m for m in facts.governance.meetings if m.has_minutes and m.day <= today][-comfort.minutes_needed :]
    enough = len(minutes) >= comfort.minutes_needed
    decided = {code for m in minutes for code in m.decided_about}
    silent = {level.code for level, _f in flat if enough and level.code not in decided}
    answers = recent_answers(facts.comfort, rules, today)
    lived = satisfaction(answers, comfort)
    unhappy = is_unhappy(lived, comfort)
    asleep = [(level, f) for level, f in flat if is_asleep(f, discussed=level.code not in silent, unhappy=unhappy)]
    if not asleep and not enough:
        return Unknown(GREEN, "few_minutes", {"minutes": len(minutes), "needed": comfort.minutes_needed})
    proofs = _green_proofs(asleep or flat)
    if silent:
        heard = Source("governance.Meeting", tuple(m.row for m in minutes))
        proofs.append(Evidence("comfort_zone.not_discussed", {"minutes": len(minutes)}, heard))
    if lived and unhappy:
        proofs.append(lived_proof(answers, lived))
    unchanged = max((f.months_unchanged for _level, f in asleep), default=0)
    score = sleep_score(len(asleep), len(judged), unchanged, comfort)
    confidence = _green_confidence(facts, judged, [level for level, _f in asleep] or judged)
    return Signal(GREEN, score, confidence, tuple(proofs), today)


def _green_confidence(facts: PartnershipFacts, judged: list[LevelFacts], heard: list[LevelFacts]) -> float:
    """1 when every level ever read is judged on a year of months; a level that goes missing weighs as an awake one.

    The score is a share of the levels judged and the index squares it: so does this, and the share cannot grow by loss.
    """
    read = sum(bool(level.months) for level in facts.comfort.levels)
    months = sum(sqrt(min(1.0, len(level.months) / 12)) for level in heard) / len(heard)
    return float((months * len(judged) / read) ** 2)


def _green_proofs(levels: list[tuple[LevelFacts, Flatness]]) -> list[Evidence]:
    """Two flat levels, and one that varies too little for chance."""
    smooth = [level for level, found in levels if found.smooth][:1]
    return [_flat_proof(level, found) for level, found in levels[:2]] + [_smooth_proof(level) for level in smooth]


def _smooth_proof(level: LevelFacts) -> Evidence:
    params: dict[str, Scalar] = {"level_code": level.code, "read_months": len(level.months)}
    source = Source("comfort_zone.Reading", tuple(m.row for m in level.months))
    return Evidence("comfort_zone.smooth_level", params, source)


def _flat_proof(level: LevelFacts, found: Flatness) -> Evidence:
    rows = tuple(m.row for m in level.months)
    params: dict[str, Scalar] = {
        "level_code": level.code,
        "unchanged_months": found.months_unchanged,
        "target": level.target,
    }
    return Evidence("comfort_zone.flat_level", params, Source("comfort_zone.Reading", rows))


def outside_share(contacts: tuple[Contact, ...], seated: set[str], today: date) -> float | None:
    """Share of the last year's contacts that bring somebody who holds no seat; no contact at all is a share of 0."""
    recent = [c for c in contacts if today - timedelta(days=365) <= c.day <= today]
    if not seated:
        return None
    return sum(any(p not in seated for p in c.persons) for c in recent) / max(len(recent), 1)


def casting_never_renewed(facts: PartnershipFacts, rules: Rules, today: date) -> Verdict:
    """Have the same people held the same seats for too long? Seats × contacts outside the usual pairs."""
    seated = {s.person for s in facts.seats if s.until is None or s.until > today}
    outside = outside_share(facts.network.contacts, seated, today) if facts.network.coverage else None
    found = [c for side in Side if (c := read_casting(facts.seats, side, outside, rules.comfort_zone, today))]
    if not found:
        return Unknown(CASTING, "few_roles")
    worst = max(found, key=lambda c: (c.score, c.side is Side.PARTNER))
    return Signal(CASTING, worst.score, 1.0 if outside is not None else 0.7, _casting_proofs(worst), today)


def _casting_proofs(casting: Casting) -> tuple[Evidence, ...]:
    source = Source("parties.Seat", casting.rows)
    first = Evidence(
        "comfort_zone.tenure", {"tenure_years": round(casting.tenure_years, 2), "roles": casting.roles}, source
    )
    if casting.last_renewal is None:
        return (first, Evidence("comfort_zone.never_renewed", {}, source))
    return (first, Evidence("comfort_zone.last_renewal", {"last_on": casting.last_renewal}, source))


def silent_while_scope_drifts(facts: PartnershipFacts, rules: Rules, today: date) -> Verdict:
    """Has the contract stood still while needs moved? score = (silence × drift)^(1/2), our choice.

    "Never renegotiated" is weak evidence alone (22 % of contracts in three years at a normal rate), so both must be
    high; the geometric mean keeps the score on the scale of its two parts. Confidence is the share of the four parts
    that are known: a part that goes missing can then never raise the index.
    """
    contract = facts.contract
    if not contract.contracts:
        return Unknown(DRIFT, "no_contract")
    if contract.signed_on is None:
        return Unknown(DRIFT, "no_signature")
    drift = scope_drift(contract.lines, contract.topics, unhooked_share(facts.new_deal), rules.living_contract, today)
    if drift is None:
        return Unknown(DRIFT, "nothing_to_compare")
    silence = amendment_silence(contract.amendments, contract.signed_on, rules.living_contract, today)
    proofs = (_silence_proof(facts, silence, today), *_drift_proofs(facts, drift))
    confidence = len(drift.parts) / DRIFT_PARTS
    return Signal(DRIFT, (silence.score * drift.score) ** 0.5, confidence, proofs, today)


def _silence_proof(facts: PartnershipFacts, silence: Silence, today: date) -> Evidence:
    if silence.amendments == 0 and facts.contract.signed_on:
        age = (today - facts.contract.signed_on).days / 30.4375
        rows = tuple(t.row for t in facts.contract.contracts)
        return Evidence(
            "living_contract.no_amendment", {"age_months": round(age)}, Source("living_contract.Contract", rows)
        )
    params = {"amendments": silence.amendments, "silence_months": round(silence.years * 12)}
    return Evidence("living_contract.amendments", params, Source("living_contract.Amendment", silence.rows))


def _drift_proofs(facts: PartnershipFacts, drift: Drift) -> list[Evidence]:
    proofs = []
    lines = Source("living_contract.CatalogueLine", tuple(line.row for line in facts.contract.lines))
    if drift.uncovered and "uncovered_demand" in drift.parts:
        rows = tuple(row for t in drift.uncovered for row in t.rows)
        params: dict[str, Scalar] = {
            "uncovered_share": drift.parts["uncovered_demand"],
            "topic": drift.uncovered[0].topic,
        }
        proofs.append(Evidence("living_contract.uncovered_demand", params, Source("living_contract.Demand", rows)))
    if drift.parts.get("past_support"):
        proofs.append(Evidence("living_contract.past_support", {"support_share": drift.parts["past_support"]}, lines))
    if drift.parts.get("outside_band"):
        proofs.append(Evidence("living_contract.outside_band", {"outside_share": drift.parts["outside_band"]}, lines))
    if drift.parts.get("themes_without_hook"):
        themes = Source("new_deal.Theme", tuple(t.row for t in facts.new_deal.themes))
        proofs.append(
            Evidence(
                "living_contract.themes_without_hook", {"unhooked_share": drift.parts["themes_without_hook"]}, themes
            )
        )
    return proofs


CODES: dict[str, Callable[[PartnershipFacts, Rules, date], Verdict]] = {
    GREEN: green_but_asleep,
    CASTING: casting_never_renewed,
    DRIFT: silent_while_scope_drifts,
}
SIGNALS = tuple(CODES.values())
