"""From stored decisions to plain values for templates: strings already said, addresses already made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from etincelle.foundation.speech import say_date, say_days, say_money, say_number, say_share, say_when
from etincelle.governance.reads import Coming
from etincelle.parties.reads import load_card
from etincelle.spark.models import IndexRecord, Morning
from etincelle.spark.voice import flip_phrase, say_evidence, say_verdict, speak, term_phrase
from etincelle.vocabulary.decision import Call, RunnerUp, Term
from etincelle.vocabulary.signal import Evidence, Signal, Unknown

Names = Mapping[str, str]
REMEDY_SHEETS = {
    "comfort_zone.watermelon": "feedback_answer",
    "comfort_zone.green_but_asleep": "service_level",
    "comfort_zone.casting_never_renewed": "seat",
    "living_contract.silent_while_scope_drifts": "amendment",
    "new_deal.strategy_not_covered": "theme_hook",
    "innovation.drought": "idea",
    "governance.drowsy_committee": "meeting",
    "governance.repeated_report": "committee",
}
ICONS = {"asleep": "moon", "drowsy": "half", "awake": "sun", "lively": "sparkles", "unknown": "help"}


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof line and the address of its source rows ("" when it has none)."""

    text: str
    url: str


def chip(state: str) -> dict[str, str]:
    """A state as word, shape and colour."""
    return {"state": state, "icon": ICONS[state], "label": speak(f"spark.state.{state}")}


def figure_url(morning: Morning, partnership: str, evidence: Evidence) -> str:
    """The address of an evidence's source rows; two proofs of one code are told apart by their first row."""
    if evidence.source is None or not evidence.source.keys:
        return ""
    address = reverse("web:figure", args=[morning.pk, partnership, evidence.code])
    return f"{address}?{urlencode({'of': evidence.source.keys[0]})}"


def proof(morning: Morning, partnership: str, evidence: Evidence, names: Names) -> Proof:
    """A proof line with its source."""
    return Proof(say_evidence(evidence, names), figure_url(morning, partnership, evidence))


def last_spoken(call: Call) -> date | None:
    """The day of the last contact told in the briefing."""
    return next((e.params["last_on"] for e in call.briefing.last_words if e.code == "spark.last_contact"), None)  # type: ignore[return-value]


def hero(morning: Morning, call: Call, names: Names) -> dict[str, Any]:
    """Title, one sentence why, three things to say, three proofs."""
    card = load_card(call.callee)
    title = card.title if card else ""
    params = {"callee_person": call.callee, "title": title, "at_partnership": call.partnership}
    spoken = last_spoken(call)
    silence = (
        speak("spark.silence_since", {"gap_days": (call.day - spoken).days}) if spoken else speak("spark.never_spoken")
    )
    told = call.briefing
    reasons = [e for e in (told.then_and_now, *told.why_now) if e and e not in call.proofs]
    further = [say_evidence(e, names) for e in reasons[:1]]
    return {
        "title": speak("spark.title" if title else "spark.title_plain", params, names),
        "why": " ".join((silence, *further)),
        "open": say_evidence(told.opening, names),
        "ask": say_evidence(told.ask, names),
        "give": say_evidence(told.give, names),
        "proofs": [proof(morning, call.partnership, e, names) for e in call.proofs],
        "phone": card.phone if card else "",
        "fallback": names.get(call.fallback or "", ""),
        "caller": names.get(call.caller, call.caller),
        "next_on": say_date(told.next_date),
    }


def term_row(term: Term) -> dict[str, str]:
    """One term of the formula: what it is, its value."""
    if term.code in ("stake", "cost"):
        value = say_money(term.value)  # type: ignore[arg-type]
    elif term.code in ("sleep", "drop"):
        value = say_number(round(float(term.value), 1))
    else:
        value = say_share(float(term.value))
    return {"label": speak(term_phrase(term)), "value": value}


def runner_up_row(runner: RunnerUp, names: Names) -> dict[str, str]:
    """A candidate that was not chosen, and why not."""
    topic = speak(runner.topic) if runner.topic else ""
    return {
        "partnership": names.get(runner.partnership, runner.partnership),
        "callee": names.get(runner.callee, ""),
        "topic": topic,
        "value": say_money(runner.value_eur) if runner.topic else "",
        "why_not": speak(f"spark.why_not.{runner.why_not}", runner.params, names),
    }


def flip_lines(call: Call, names: Names) -> list[str]:
    """What would change the pick, in sentences."""
    return [speak(*flip_phrase(flip), names) for flip in call.flips]


def signal_row(morning: Morning, partnership: str, verdict: Signal | Unknown, names: Names) -> dict[str, Any]:
    """One signal of a partnership: its question, its verdict, its proofs."""
    known = isinstance(verdict, Signal)
    row: dict[str, Any] = {
        "code": verdict.code, "label": speak(verdict.code), "question": speak(f"{verdict.code}.question"),
        "text": say_verdict(verdict, names), "chip": chip(signal_state(verdict)), "known": known, "proofs": [],
    }  # fmt: skip
    if isinstance(verdict, Signal):
        row["proofs"] = [proof(morning, partnership, e, names) for e in verdict.evidence]
        row |= {"remedy": speak(f"{verdict.code}.remedy"), "remedy_url": remedy_url(partnership, verdict)}
    return row


def remedy_url(partnership: str, verdict: Signal) -> str:
    """Where to act on a signal: its ties, or its sheet of facts; nowhere while it is awake."""
    if signal_state(verdict) == "awake":
        return ""
    sheet = REMEDY_SHEETS.get(verdict.code)
    if sheet:
        return f"{reverse('web:fact_list', args=[sheet])}?{urlencode({'partnership': partnership})}"
    return reverse("web:network", args=[partnership])


def signal_state(verdict: Signal | Unknown) -> str:
    """A signal's score in the words of states: asleep from .67, dozing from .33 (display only)."""
    if isinstance(verdict, Unknown):
        return "unknown"
    return "asleep" if verdict.score >= 0.67 else "drowsy" if verdict.score >= 0.33 else "awake"


def state_line(record: IndexRecord, verdicts: Sequence[Signal | Unknown]) -> str:
    """The state sentence: what it is, what would wake it."""
    first = next((v for v in verdicts if isinstance(v, Signal) and v.score > 0), None)
    remedy = speak(f"{first.code}.ask") if first else ""
    return speak(f"spark.state_line.{record.state}", {"remedy": remedy, "coverage_share": record.coverage})


@dataclass(frozen=True, slots=True)
class Shown:
    """With what a list of partnerships is told: names by code, meetings to come, the day."""

    names: Names
    coming: Sequence[Coming]
    today: date

    def next_of(self, partnership: str) -> str:
        """The next meeting of a partnership, "" when none is planned."""
        starts = next((m.starts_at for m in self.coming if m.partnership == partnership), None)
        return say_when(starts, self.today) if starts else ""


def partnership_row(record: IndexRecord, shown: Shown) -> dict[str, Any]:
    """One line of the list, from most asleep."""
    last, code = record.last_executive_on, record.partnership_code
    return {
        "name": shown.names.get(code, code),
        "url": reverse("web:partnership", args=[code]),
        "chip": chip(record.state),
        "index": say_number(round(record.value, 1)) if record.value is not None else "",
        "low": say_number(round(record.low, 1)),
        "last": _("%(days)s ago") % {"days": say_days((shown.today - last).days)} if last else "",
        "lived": _("%(mean)s out of 5") % {"mean": say_number(record.satisfaction)} if record.satisfaction else "",
        "next": shown.next_of(code),
    }


def next_lines(aftermath: Sequence[Evidence], names: Names) -> list[dict[str, str]]:
    """What past calls ask for now: a follow-up that is overdue, a partnership that falls back asleep."""
    return [
        {"text": say_evidence(e, names), "url": reverse("web:partnership", args=[e.params["at_partnership"]])}
        for e in aftermath
    ]


def woke_lines(records: Sequence[IndexRecord], names: Names) -> list[str]:
    """The partnerships whose state got better lately: « Helvis : éveillé depuis le 12 novembre. »"""
    return [
        speak(f"spark.woke.{r.state}", {"at_partnership": r.partnership_code, "since_on": r.state_since}, names)
        for r in records
    ]
