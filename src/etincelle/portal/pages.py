"""The partner's page: what his client expects. No score, no state, nothing private: only shared rows, by allow-list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, require, rule, visible
from etincelle.foundation.speech import say_date, say_number
from etincelle.governance.models import ActionItem, Meeting
from etincelle.innovation.models import Idea, Quota
from etincelle.living_contract.room.models import Negotiation
from etincelle.living_contract.room.pages import status
from etincelle.living_contract.room.reads import room_of
from etincelle.new_deal.models import Objective
from etincelle.parties.models import Partnership

SHOWN = 5


@require_GET
@rule("portal.read")
def home(request: Asked) -> HttpResponse:
    """What does my client expect of me?"""
    actor, today = require(request.actor, "portal.read"), clock.today()
    context = {
        "partnerships": [
            {"partner": p.partner.name, "name": p.name}
            for p in visible(request.actor, Partnership).select_related("partner")
        ],
        "objectives": _objectives(request),
        "actions": _actions(request),
        "ideas": _ideas(request),
        "quotas": _quotas(request),
        "tables": [
            {"room": t.code, "title": t.title, "said": status(room_of(actor, t), actor.side, _("Your client"), today)}
            for t in visible(actor, Negotiation).order_by("-pk")[:SHOWN]
        ],
        "meetings": [
            {"name": m.committee.name, "day": say_date(m.starts_at.date(), weekday=True)}
            for m in visible(request.actor, Meeting)
            .filter(starts_at__date__gte=today)
            .select_related("committee")
            .order_by("starts_at")[:SHOWN]
        ],
    }
    return render(request, "portal/home.html", context)


def _objectives(request: Asked) -> list[dict[str, Any]]:
    rows = visible(request.actor, Objective).filter(closed_on=None).order_by("due_on", "code")[:SHOWN]
    return [{"title": o.title, "due": say_date(o.due_on) if o.due_on else ""} for o in rows]


def _actions(request: Asked) -> list[dict[str, Any]]:
    rows = visible(request.actor, ActionItem).filter(done_on=None).order_by("due_on", "pk")[:SHOWN]
    return [{"text": a.text, "due": say_date(a.due_on) if a.due_on else ""} for a in rows]


def _ideas(request: Asked) -> list[dict[str, str]]:
    rows = visible(request.actor, Idea).order_by("-proposed_on", "code")[:SHOWN]
    return [
        {"title": i.title, "day": say_date(i.proposed_on), "decision": i.get_decision_display() if i.decision else ""}
        for i in rows
    ]


def _quotas(request: Asked) -> list[dict[str, str]]:
    rows = visible(request.actor, Quota).filter(side="partner", until=None).order_by("since")
    return [{"per_year": say_number(q.per_year)} for q in rows]


@require_GET
@rule("listening.read")
def listening(request: Asked) -> HttpResponse:
    """The internal client's page: what the answers serve, and who reads them."""
    return render(request, "portal/listening.html", {})
