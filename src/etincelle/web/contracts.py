"""One contract: its dates with their arithmetic."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.living_contract.models import Contract
from etincelle.living_contract.reads import reminders_seen
from etincelle.parties.models import Partnership
from etincelle.web.dates import LEADS, SNOOZES, days_of, line


@require_GET
@rule("facts.read")
def contract(request: Asked, contract: str) -> HttpResponse:
    """When may this contract move?"""
    row = one_visible(request.actor, Contract, code=contract)
    owner = visible(request.actor, Partnership).select_related("partner").get(pk=row.partnership_id)
    found = reminders_seen(request.actor, default_rules(), clock.today(), row.code)
    context = {
        "row": row, "code": owner.code, "name": owner.partner.name, "perimeter": owner.name,
        "dates": [line(one) for one in found],
        "may_write": may(request.actor, "facts.write"), "leads": days_of(LEADS, before=True),
        "snoozes": days_of(SNOOZES),
    }  # fmt: skip
    return render(request, "web/contract.html", context)
