"""Money and pressure: what missed levels cost under the contract's clauses, as reported and as recomputed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import capitalised, is_french, say_money, say_month, say_number, say_share
from etincelle.living_contract.credits import rounded
from etincelle.living_contract.ratchet import Raise
from etincelle.parties.models import Partnership
from etincelle.spark.pressure import ContractPressure, LevelPressure, Side, SideMonth, pressure_of
from etincelle.spark.voice import names_for, say_evidence, speak


@require_GET
@rule("facts.read")
def pressure(request: Asked, code: str) -> HttpResponse:
    """What do missed levels cost, and what would the clauses raise?"""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    found = pressure_of(request.actor, row, default_rules(), clock.today())
    names = names_for({one.level.code for contract in found for one in contract.levels} | {code})
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name,
        "contracts": [_contract(one, names) for one in found],
    }  # fmt: skip
    return render(request, "web/pressure.html", context)


def _contract(found: ContractPressure, names: dict[str, str]) -> dict[str, Any]:
    terms, currency = found.terms, found.at_risk.currency
    return {
        "title": str(terms.contract), "cap": say_money(rounded(found.at_risk.amount, currency), currency),
        "charges": say_money(terms.monthly_charges, currency), "share": say_share(float(found.at_risk.share)),
        "pool": _percent(float(found.pool)), "ratchet": terms.get_ratchet_display(),
        "months": [_month(found, *one) for one in reversed(found.months)],
        "levels": [_level(found, one) for one in found.levels],
        "advice": [say_evidence(one.advice, names) for one in found.levels],
    }  # fmt: skip


def _percent(share: float) -> str:
    """A share that may be over 100 %: a pool of 1.8 is « 180 % »."""
    return say_share(share) if share <= 1 else _("%(n)s%%") % {"n": say_number(100 * share)}


def _month(found: ContractPressure, day: date, reported: SideMonth, recomputed: SideMonth) -> dict[str, Any]:
    return {
        "month": capitalised(say_month(day)), "reported": _due(found, reported), "recomputed": _due(found, recomputed),
        "points": _points(reported, len(found.levels)), "points_recomputed": _points(recomputed, len(found.levels)),
    }  # fmt: skip


def _due(found: ContractPressure, one: SideMonth) -> dict[str, str]:
    """An amount, « at least » one when a level is not known, and what the cap took away."""
    if one.credits is None:
        return {"said": _("unknown"), "help": ""}
    told = ngettext("%(n)s level unknown", "%(n)s levels unknown", one.unknown) % {"n": one.unknown}
    if one.unknown and not one.credits.total:  # « at least nothing » says nothing
        return {"said": _("unknown"), "help": told}
    currency = found.at_risk.currency
    due = say_money(one.credits.due, currency)
    said = _("at least %(due)s") % {"due": due} if one.unknown and not one.credits.is_capped else due
    notes = [told] if one.unknown else []
    if one.credits.is_capped:
        total = say_money(rounded(one.credits.total, currency), currency)
        notes.append(_("capped, %(total)s before the cap") % {"total": total})
    return {"said": said, "help": ", ".join(notes)}


def _points(one: SideMonth, levels: int) -> str:
    if one.pointless == levels or (one.pointless and not one.points):
        return _("unknown")
    return _("at least %(due)s") % {"due": say_number(one.points)} if one.pointless else say_number(one.points)


def _level(found: ContractPressure, one: LevelPressure) -> dict[str, Any]:
    currency = found.at_risk.currency
    shares = (float(one.term.category_share), float(one.term.level_share))
    at_risk = say_money(rounded(found.at_risk.amount, currency), currency)
    return {
        "name": one.level.name, "url": reverse("web:level", args=[one.level.code]),
        "formula": " × ".join((*map(_percent, shares), at_risk)),
        "credit": say_money(rounded(one.credit, currency), currency), "back": _back(one, currency),
        "reported": _last(one.reported), "recomputed": _last(one.recomputed),
        "raises": [_raise(one, _("half-way"), one.raises[0]), _raise(one, _("yearly, capped"), one.raises[1])],
    }  # fmt: skip


def _last(side: Side) -> dict[str, str]:
    """Where the last known month of a side stands."""
    if not side.standings:
        return {"said": _("unknown"), "month": ""}
    day = max(side.standings)
    said = speak(f"living_contract.standing.{side.standings[day].standing.value}")
    return {"said": said, "month": say_month(day)}


def _back(one: LevelPressure, currency: str) -> Sequence[str]:
    """What came back of the last credits, newest first."""
    lines = []
    for day, told in one.back[:3]:
        said = speak(f"living_contract.earned_back.{told.reason}")
        amount = f" {say_money(rounded(told.amount, currency), currency)}" if told.amount else ""
        lines.append(_("%(month)s: %(said)s") % {"month": capitalised(say_month(day)), "said": said + amount})
    return lines


def _exact(one: LevelPressure, value: float) -> str:
    """A level with the four decimals it is stored with, as far as they say something."""
    unit = one.level.unit.strip()
    said = say_number(value, 4)
    return f"{said}%" if unit == "%" and not is_french() else f"{said}\u00a0{unit}"


def _raise(one: LevelPressure, label: str, told: Raise) -> str:
    """What a clause does to the level: « half-way: 97 % to 97.78 % », or why it does not."""
    if not told.is_raised:
        return _("%(label)s: %(why)s") % {"label": label, "why": speak(f"living_contract.raise.{told.reason}")}
    values = {"before": _exact(one, told.before), "after": _exact(one, told.after)}
    return _("%(label)s: %(before)s to %(after)s") % {"label": label, **values}
