"""The published decision as a document for programs: plain values, names, and beside each code its sentence.

One shape for every door (docs/api.md): dates as ISO text, amounts as decimal text with their currency, people and
partnerships with their names. Everything is read from the stored record; nothing is judged or counted again.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from etincelle.foundation import clock
from etincelle.spark.codec import decision_of
from etincelle.spark.models import IndexRecord, Morning
from etincelle.spark.voice import (
    flip_phrase,
    keys_in,
    names_for,
    say_evidence,
    speak,
    term_phrase,
    texts_in,
)
from etincelle.vocabulary.decision import Briefing, Call, Decision, Flip, RunnerUp, Silence, Term
from etincelle.vocabulary.signal import Evidence, Scalar

Names = Mapping[str, str]
Document = dict[str, Any]
CURRENCY = "EUR"


def document(morning: Morning) -> Document:
    """A stored decision, whole."""
    return {**heading(morning), **content(decision_of(morning.payload), names_of(morning))}


def nothing_decided() -> Document:
    """What is answered when no decision is stored yet."""
    return {"error": {"code": "no_decision", "sentence": gettext("Nothing has been decided yet.")}}


def names_of(morning: Morning) -> dict[str, str]:
    """The names a stored decision needs, by code."""
    return names_for(texts_in(morning.payload), keys_in(morning.payload))


def heading(morning: Morning) -> Document:
    """Which decision it is, when it was taken, on what."""
    return {
        "decision": f"{morning.day.isoformat()}.{morning.revision}",
        "day": morning.day.isoformat(),
        "revision": morning.revision,
        "decided_at": morning.decided_at.astimezone(clock.zone()).isoformat(timespec="seconds"),
        "rules": morning.rules_version,
        "facts": morning.facts_digest,
        "sample": morning.sample,
        "language": (get_language() or "fr")[:2],
    }


def content(decision: Decision, names: Names) -> Document:
    """A call or a silence: what it says in one sentence, then the whole."""
    if isinstance(decision, Call):
        call = of_call(decision, names)
        return {"kind": "call", "sentence": call["sentence"], "call": call, "silence": None}
    silence = of_silence(decision, names)
    return {"kind": "silence", "sentence": silence["sentence"], "call": None, "silence": silence}


def of_silence(silence: Silence, names: Names) -> Document:
    """Why there is no call, and the next working day's when there is one."""
    return {
        **said(silence.reason, f"spark.silence.{silence.reason}", silence.params, names),
        "day": silence.day.isoformat(),
        "next_call": of_call(silence.next_call, names) if silence.next_call else None,
        "runners_up": [of_runner_up(r, names) for r in silence.runners_up],
    }


def of_call(call: Call, names: Names) -> Document:
    """Who calls whom about what, worth what, and why."""
    title = {"callee_person": call.callee, "at_partnership": call.partnership}
    return {
        "sentence": speak("spark.title_plain", title, names),
        "day": call.day.isoformat(),
        "partnership": named(call.partnership, names),
        "caller": named(call.caller, names),
        "callee": named(call.callee, names),
        "fallback": named(call.fallback, names),
        "topic": of_topic(call.topic),
        "index": call.index,
        "value": money(call.value_eur),
        "proofs": [of_evidence(e, names) for e in call.proofs],
        "briefing": of_briefing(call.briefing, names),
        "terms": [of_term(t) for t in call.terms],
        "runners_up": [of_runner_up(r, names) for r in call.runners_up],
        "flips": [of_flip(f, names) for f in call.flips],
    }


def of_briefing(told: Briefing, names: Names) -> Document:
    """What to know before dialling."""

    def lines(evidence: Iterable[Evidence]) -> list[Document]:
        return [of_evidence(e, names) for e in evidence]

    return {
        "opening": of_evidence(told.opening, names),
        "give": of_evidence(told.give, names),
        "ask": of_evidence(told.ask, names),
        "why_now": lines(told.why_now),
        "then_and_now": of_evidence(told.then_and_now, names) if told.then_and_now else None,
        "last_words": lines(told.last_words),
        "what_changed": lines(told.what_changed),
        "their_interests": lines(told.their_interests),
        "warm_path": of_evidence(told.warm_path, names) if told.warm_path else None,
        "next_date": told.next_date.isoformat(),
    }


def of_evidence(evidence: Evidence, names: Names) -> Document:
    """A proof line and the rows it comes from."""
    source = evidence.source and {"kind": evidence.source.kind, "keys": list(evidence.source.keys)}
    params = {key: plain(value) for key, value in evidence.params.items()}
    return {"code": evidence.code, "params": params, "sentence": say_evidence(evidence, names), "source": source}


def of_term(term: Term) -> Document:
    """One term of the expected value."""
    value = money(term.value) if isinstance(term.value, Decimal) else term.value
    return {**said(term.code, term_phrase(term), term.params, {}), "value": value}


def of_runner_up(runner: RunnerUp, names: Names) -> Document:
    """A call that was not chosen, and why not."""
    return {
        "partnership": named(runner.partnership, names),
        "callee": named(runner.callee, names),
        "topic": of_topic(runner.topic) if runner.topic else None,
        "value": money(runner.value_eur) if runner.topic else None,
        "why_not": said(runner.why_not, f"spark.why_not.{runner.why_not}", runner.params, names),
    }


def of_flip(flip: Flip, names: Names) -> Document:
    """What would change the pick."""
    code, params = flip_phrase(flip)
    return {
        "code": flip.code,
        "params": {key: plain(value) for key, value in flip.params.items()},
        "sentence": speak(code, params, names),
    }


def of_topic(code: str) -> Document:
    """What a call is about."""
    return {"code": code, "sentence": speak(code)}


def states(morning: Morning, records: Iterable[IndexRecord]) -> Document:
    """The state of every partnership at a stored decision."""
    rows = list(records)
    names = names_for(r.partnership_code for r in rows)
    return {**heading(morning), "partnerships": [of_state(r, names) for r in rows]}


def of_state(record: IndexRecord, names: Names) -> Document:
    """One partnership: its state, its index, how much of it is known."""
    last = record.last_executive_on
    return {
        "partnership": named(record.partnership_code, names),
        "state": {"code": record.state, "sentence": speak(f"spark.state.{record.state}")},
        "index": record.value,
        "index_low": record.low,
        "coverage": record.coverage,
        "last_executive_contact": last.isoformat() if last else None,
    }


def said(code: str, phrase: str, params: Mapping[str, Scalar], names: Names) -> Document:
    """A code, its parameters and its sentence."""
    told = {key: plain(value) for key, value in params.items()}
    return {"code": code, "params": told, "sentence": speak(phrase, params, names)}


def named(code: str | None, names: Names) -> Document | None:
    """A person or a partnership."""
    return {"code": code, "name": names.get(code, code)} if code else None


def money(amount: Decimal) -> Document:
    """An amount that loses nothing on the way."""
    return {"amount": str(amount), "currency": CURRENCY}


def plain(value: Scalar) -> Any:
    """A parameter as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
