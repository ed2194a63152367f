"""A reading as plain JSON values and back: what the terminal prints, what is stored with a document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from etincelle.living_contract.reading.judged import partly
from etincelle.living_contract.reading.terms import Day, Field, Lasting, Quote, Reading, Span, Term, Value, Why


def plain(reading: Reading) -> dict[str, Any]:
    """A reading as JSON writes it."""
    return {"language": reading.language, "terms": {field: plain_term(term) for field, term in reading.terms.items()}}


def plain_term(term: Term) -> dict[str, Any]:
    """One term: its value, or null and why; partial: what a blank date still says, as "2005-04-??"."""
    return {
        "value": plain_value(term.value),
        "confidence": term.confidence,
        "why": term.why,
        "partial": partly(term.partial) if term.partial else None,
        "steps": dict(term.steps),
        "quotes": [
            {"text": one.text, "start": one.start, "end": one.end, "line": one.line, "page": one.page,
             "section": one.section} for one in term.quotes
        ],
    }  # fmt: skip


def plain_value(value: Value | None) -> Any:
    """A value as JSON: {"date": …}, {"count": …, "unit": …}, true, a text or a list of names."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"count": value.count, "unit": value.unit}
    if isinstance(value, Lasting):
        return {"lasting": value.value}
    return list(value) if isinstance(value, tuple) else value


def value_of(told: Any) -> Value | None:
    """A value back from JSON."""
    if isinstance(told, dict):
        if "date" in told:
            return date.fromisoformat(told["date"])
        return Lasting(told["lasting"]) if "lasting" in told else Span(told["count"], told["unit"])
    found: Value | None = tuple(told) if isinstance(told, list) else told
    return found


def reading_of(told: Mapping[str, Any]) -> Reading:
    """A reading back from JSON."""
    return Reading(told["language"], {Field(name): term_of(Field(name), one) for name, one in told["terms"].items()})


def term_of(field: Field, told: Mapping[str, Any]) -> Term:
    """A term back from JSON."""
    return Term(
        field,
        value_of(told["value"]),
        tuple(Quote(**one) for one in told["quotes"]),
        told["confidence"],
        Why(told["why"]) if told["why"] else None,
        day_of(told["partial"]),
        tuple(told["steps"].items()),
    )


def day_of(told: str | None) -> Day | None:
    """A blank date back from "2005-04-??"."""
    if told is None:
        return None
    return Day(*(int(part) if part.isdecimal() else None for part in told.split("-")))
