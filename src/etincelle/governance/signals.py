"""The questions of chapter 5, « pilotage énergique »."""

from collections.abc import Callable
from datetime import date
from statistics import median

from etincelle.governance.energy import Energy, committee_energy
from etincelle.governance.facts import GovernanceFacts
from etincelle.governance.report_diet import repetition_score
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Signal, Source, Unknown, Verdict

DROWSY = "governance.drowsy_committee"
REPEATED = "governance.repeated_report"
STALE_DAYS = 150


def drowsy_committee(facts: GovernanceFacts, rules: Rules, today: date) -> Verdict:
    """Do the committees still decide, with the people who should be there?

    Confidence grows with the meetings, and with the square of the share of parts known: in the index, a part that goes
    missing then weighs as an awake one would, and never more.
    """
    held = [m for m in facts.meetings if m.day <= today and m.has_minutes]
    if len(held) < rules.governance.meetings_needed:
        return Unknown(DROWSY, "few_meetings", {"meetings": len(held), "needed": rules.governance.meetings_needed})
    if (today - held[-1].day).days > STALE_DAYS:
        return Unknown(DROWSY, "stale_meetings", {"last_on": held[-1].day})
    energy = committee_energy(held, rules.governance)
    if energy is None:
        return Unknown(DROWSY, "no_length")
    confidence = min(1.0, energy.meetings / 4) * energy.known**2
    return Signal(DROWSY, energy.sleep, confidence, _proofs(energy), today)


def _proofs(energy: Energy) -> tuple[Evidence, ...]:
    source = Source("governance.Meeting", energy.rows)
    proofs = [Evidence("governance.decisions", {"decisions": energy.decisions, "meetings": energy.meetings}, source)]
    if energy.present_share is not None:
        proofs.append(Evidence("governance.present", {"present_share": energy.present_share}, source))
    if energy.carried_share:
        proofs.append(Evidence("governance.carried", {"carried_share": energy.carried_share}, source))
    return tuple(proofs)


def repeated_report(facts: GovernanceFacts, rules: Rules, today: date) -> Verdict:
    """Is the report a copy of the ones before?"""
    governance = rules.governance
    readable = [r for r in facts.reports if r.day <= today and r.words >= governance.report_min_words]
    if len(readable) < governance.reports_needed:
        return Unknown(REPEATED, "few_reports", {"reports": len(readable), "needed": governance.reports_needed})
    if (today - readable[-1].day).days > governance.report_stale_days:
        return Unknown(REPEATED, "stale_reports", {"last_on": readable[-1].day})
    compared = [r for r in readable if r.novelty is not None][-3:]
    if not compared:
        return Unknown(REPEATED, "few_reports", {"reports": 1, "needed": governance.reports_needed})
    new_share = median(r.novelty for r in compared if r.novelty is not None)
    params = {"repeated_share": 1 - new_share, "reports": len(compared), "words": compared[-1].words}
    source = Source("governance.Report", tuple(r.row for r in compared))
    proof = Evidence("governance.repeated_text", params, source)
    return Signal(REPEATED, repetition_score(new_share, governance), min(1.0, len(readable) / 3), (proof,), today)


CODES: dict[str, Callable[[GovernanceFacts, Rules, date], Verdict]] = {
    DROWSY: drowsy_committee,
    REPEATED: repeated_report,
}
SIGNALS = tuple(CODES.values())
