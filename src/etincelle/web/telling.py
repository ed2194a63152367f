"""From stored decisions to plain values for templates: strings already said, addresses already made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from etincelle.foundation.numerals import written
from etincelle.foundation.speech import babel_locale, say_date, say_days, say_money, say_number, say_share, say_when
from etincelle.parties.reads import load_card
from etincelle.spark.models import IndexRecord, Morning
from etincelle.spark.reads import Ranked, Woken
from etincelle.spark.voice import (
    flip_phrase,
    keys_in,
    names_for,
    say_evidence,
    say_verdict,
    speak,
    term_phrase,
    texts_in,
)
from etincelle.vocabulary.decision import Call, RunnerUp, Term
from etincelle.vocabulary.signal import Evidence, Signal, Unknown
from etincelle.web.stamp import addresses, stamp

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
REMEDY = ("label", "remedy", "remedy_url")
ICONS = {"asleep": "moon", "drowsy": "half", "awake": "sun", "lively": "sparkles", "unknown": "help"}


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof line and the address of its source rows ("" when it has none)."""

    text: str
    url: str


def chip(state: str) -> dict[str, str]:
    """A state as word, shape and colour."""
    return {"state": state, "icon": ICONS[state], "label": speak(f"spark.state.{state}")}


def drawn_chips(states: Iterable[str]) -> dict[str, str]:
    """The chip of each state, drawn once however many lines show it."""
    return {state: render_to_string("components/chip.html", {"chip": chip(state)}) for state in set(states)}


def figure_addresses(morning: Morning, partnership: str) -> Callable[[Evidence], str]:
    """The address of an evidence's source rows; two proofs of one code are told apart by their first row."""
    address = addresses("web:figure", morning.pk, partnership)

    def of(evidence: Evidence) -> str:
        if evidence.source is None or not evidence.source.keys:
            return ""
        return f"{address(evidence.code)}?{urlencode({'of': evidence.source.keys[0]})}"

    return of


def proofs(morning: Morning, partnership: str, found: Iterable[Evidence], names: Names) -> list[Proof]:
    """Proof lines, each with the address of its source rows ("" when it has none)."""
    address = figure_addresses(morning, partnership)
    return [Proof(say_evidence(e, names), address(e)) for e in found]


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
        "proofs": proofs(morning, call.partnership, call.proofs, names),
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
        "text": "" if known else say_verdict(verdict, names), "chip": chip(signal_state(verdict)), "known": known,
        "proofs": [], "remedy": "", "remedy_url": "",
    }  # fmt: skip
    if isinstance(verdict, Signal):
        row["proofs"] = proofs(morning, partnership, verdict.evidence, names)
        row |= {"remedy": speak(f"{verdict.code}.remedy"), "remedy_url": remedy_url(partnership, verdict)}
    return row


def drawn_signals(rows: Sequence[Mapping[str, Any]]) -> SafeString:
    """The rows of the table of signals as one piece of page."""
    chips = drawn_chips(row["chip"]["state"] for row in rows)
    line = stamp("components/signal_line.html", "code", "label", "question", "chip", "said", "remedy")
    plain, sourced = (stamp("components/signal_proof.html", *places) for places in (("text",), ("text", "url")))
    act, listed = stamp("components/signal_remedy.html", *REMEDY), stamp("components/signal_proofs.html", "lines")

    def said(row: Mapping[str, Any]) -> SafeString:
        if not row["proofs"]:
            return format_html('<span class="quiet">{}</span>', row["text"])
        lines = (sourced(text=p.text, url=p.url) if p.url else plain(text=p.text) for p in row["proofs"])
        return listed(lines=SafeString("".join(lines)))

    return SafeString(
        "".join(
            line(
                code=row["code"], label=row["label"], question=row["question"], chip=chips[row["chip"]["state"]],
                said=said(row), remedy=act(**{k: row[k] for k in REMEDY}) if row["remedy_url"] else "",
            )
            for row in rows
        )
    )  # fmt: skip


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
    """With what a list of partnerships is told: names by code, when each meets next, the day."""

    names: Names
    meets: Mapping[str, datetime]
    today: date


def partnership_rows(ranked: Iterable[Ranked], shown: Shown) -> list[dict[str, Any]]:
    """The lines of the list, from most asleep, "" where unknown; what does not depend on the line is said once."""
    ago, out_of, locale = _("%(days)s ago"), _("%(mean)s out of 5"), babel_locale()
    chips, address = {state: chip(state) for state in ICONS}, addresses("web:partnership")

    def line(r: Ranked) -> dict[str, Any]:
        last, lived, code = r.last_executive_on, r.satisfaction, r.partnership
        return {
            "name": shown.names.get(code, code),
            "url": address(code),
            "chip": chips[r.state],
            "index": "" if r.value is None else written(round(r.value, 1), locale, most=1),
            "last": ago % {"days": say_days((shown.today - last).days)} if last else "",
            "lived": out_of % {"mean": written(lived, locale, most=2)} if lived else "",
            "next": say_when(shown.meets[code], shown.today) if code in shown.meets else "",
        }

    return [line(r) for r in ranked]


def drawn_lines(rows: Sequence[Mapping[str, Any]]) -> SafeString:
    """The rows of the list as one piece of page."""
    if not rows:
        return SafeString()
    line = stamp("components/list_line.html", *rows[0])
    blank = {"last": _("unknown"), "lived": _("unknown"), "next": _("none planned"), "index": "?"}
    chips = drawn_chips(row["chip"]["state"] for row in rows)
    said = ({**blank, **{k: v for k, v in row.items() if v}, "chip": chips[row["chip"]["state"]]} for row in rows)
    return SafeString("".join(line(**row) for row in said))


def next_lines(aftermath: Sequence[Evidence], names: Names) -> list[dict[str, str]]:
    """What past calls ask for now: a follow-up that is overdue, a partnership that falls back asleep."""
    address = addresses("web:partnership")
    return [{"text": say_evidence(e, names), "url": address(str(e.params["at_partnership"]))} for e in aftermath]


def woke_lines(woken: Sequence[Woken], names: Names) -> list[str]:
    """The partnerships whose state got better lately: « Helvis : éveillé depuis le 12 novembre. »"""
    return [
        speak(f"spark.woke.{w.state}", {"at_partnership": w.partnership, "since_on": w.since}, names) for w in woken
    ]


def names_told(call: Call | None, partnerships: Iterable[str], aftermath: Iterable[Evidence]) -> dict[str, str]:
    """The names the first page needs: of some partnerships, in what it says of a call, and of what past calls ask."""
    codes, keys, told = set(partnerships), {"partnership"}, list(aftermath)
    if call:
        brief = call.briefing
        told += [*call.proofs, *brief.why_now, brief.opening, brief.give, brief.ask]
        codes |= {call.partnership, call.caller, call.callee, call.fallback or ""}
        keys |= {"callee"}
    said = [dict(e.params) for e in told]
    return names_for(codes | texts_in(said), keys | keys_in(said))
