"""One contract: its dates with their arithmetic, and its history field by field, drawn and in a table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import say_date, say_number
from etincelle.intake.sources.ocds import amount_of
from etincelle.living_contract.history import HistoryStep, day_of
from etincelle.living_contract.models import Amendment, Contract, ContractChange
from etincelle.living_contract.reads import history_seen, reminders_seen
from etincelle.parties.models import Partnership
from etincelle.web.dates import LEADS, SNOOZES, days_of, line

WIDTH, MARGIN, BASE, HEIGHT = 760, 40, 60, 110


@require_GET
@rule("facts.read")
def contract(request: Asked, contract: int) -> HttpResponse:
    """When may this contract move, and how did it move so far?"""
    row = one_visible(request.actor, Contract, pk=contract)
    owner = visible(request.actor, Partnership).select_related("partner").get(pk=row.partnership_id)
    today = clock.today()
    found = reminders_seen(request.actor, default_rules(), today, row.code)
    steps = history_seen(request.actor, row)
    context = {
        "row": row, "code": owner.code, "name": owner.partner.name, "perimeter": owner.name,
        "dates": [line(one) | {"key": row.pk} for one in found], "may_write": may(request.actor, "facts.write"),
        "leads": days_of(LEADS, before=True), "snoozes": days_of(SNOOZES),
        "steps": [_step(one, row) for one in steps], "drawing": timeline(row.signed_on, steps, today),
    }  # fmt: skip
    return render(request, "web/contract.html", context)


def _step(one: HistoryStep, row: Contract) -> dict[str, Any]:
    """One amendment as plain values."""
    kinds, fields = dict(Amendment.Kind.choices), dict(ContractChange.Field.choices)
    return {
        "number": one.number, "title": "" if one.title == f"n° {one.number}" else one.title,
        "day": say_date(one.signed_on), "kind": kinds.get(one.kind, one.kind),
        "substantive": one.substantive, "is_late": one.is_late,
        "end_before": say_date(one.end_before) if one.end_before else "",
        "changes": [
            {"field": fields.get(c.field, c.field), "before": written(c.before), "after": written(c.after),
             "since": say_date(c.effective_on) if c.effective_on else ""}
            for c in one.changes
        ],
        "url": reverse("web:fact_list", args=["amendment"]),
    }  # fmt: skip


def written(text: str) -> str:
    """A value as it was stored, said: a date, an amount with its currency, or the text itself."""
    day = day_of(text)
    if day:
        return say_date(day)
    amount, _, unit = text.partition(" ")
    number = amount_of(amount)
    return f"{say_number(number)}\u00a0{unit}".strip() if number is not None and len(unit) in (0, 3) else text


def timeline(signed_on: date | None, steps: Sequence[HistoryStep], today: date) -> dict[str, Any] | None:
    """The history as points on a line, from the signature to today; None without an amendment."""
    days = [one.signed_on for one in steps]
    if not days:
        return None
    start, end = min([*days, *([signed_on] if signed_on else [])]), max(*days, today)
    span = max((end - start).days, 1)

    def x(day: date) -> int:
        return round(MARGIN + (day - start).days / span * (WIDTH - 2 * MARGIN))

    return {
        "width": WIDTH, "height": HEIGHT, "base": BASE, "left": MARGIN, "right": WIDTH - MARGIN,
        "first": say_date(start), "last": say_date(end),
        "dots": [
            {"x": x(one.signed_on), "number": one.number, "late": one.is_late, "quiet": not one.substantive,
             "y": BASE - 16 if n % 2 else BASE + 28}
            for n, one in enumerate(steps)
        ],
    }  # fmt: skip
