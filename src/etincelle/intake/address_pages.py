"""Which unknown addresses of mail belong to whom: proposed with what makes one think so, decided by a person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation.access import Asked, may, rule, visible
from etincelle.intake.phrases import reason_sentence
from etincelle.parties import recognising
from etincelle.parties.addresses import Candidate, Stranger, name_from
from etincelle.parties.models import AddressChoice, Partner, Person
from etincelle.parties.recognising import InUse, waiting

SHOWN = 25
DECIDED_SHOWN = 20


@require_GET
@rule("import.read")
def addresses(request: Asked) -> HttpResponse:
    """Whose are the addresses that mail met and nobody knows?"""
    page = Paginator(waiting(request.actor), SHOWN).get_page(request.GET.get("page"))
    firms = dict(visible(request.actor, Partner).values_list("code", "name"))
    context = {
        "proposals": [told(stranger, found, firms) for stranger, found in page],
        "page": page,
        "decided": decided(request),
        "may_run": may(request.actor, "import.run"),
    }
    return render(request, "web/addresses.html", context)


def told(stranger: Stranger, found: tuple[Candidate, ...], firms: dict[str, str]) -> dict[str, Any]:
    """One address and who may be behind it, in words."""
    return {
        "address": stranger.address, "name": stranger.name, "messages": stranger.messages,
        "firm": firms.get(stranger.partner, ""), "new_name": name_from(stranger),
        "people": [
            {
                "code": one.person.code, "name": one.person.name,
                "reasons": [reason_sentence(reason, about) for reason, about in one.reasons],
            }
            for one in found
        ],
    }  # fmt: skip


def decided(request: Asked) -> list[dict[str, Any]]:
    """The last answers, which can be taken back."""
    rows = visible(request.actor, AddressChoice).order_by("-pk")[:DECIDED_SHOWN]
    names = dict(
        visible(request.actor, Person).filter(code__in=[r.person_code for r in rows]).values_list("code", "name")
    )
    return [
        {
            "key": row.pk, "address": row.address, "choice": row.get_choice_display(),
            "name": names.get(row.person_code, row.person_code),
        }
        for row in rows
    ]  # fmt: skip


@require_POST
@rule("import.run")
def decide(request: Asked) -> HttpResponse:
    """Take the answer about one address: somebody's, a new person's, nobody's."""
    address, person = request.POST.get("address", ""), request.POST.get("person", "")
    actor, choice = request.actor, request.POST.get("choice", "")
    if actor is None or choice not in AddressChoice.Choice.values:
        return redirect("intake:addresses")
    try:
        if choice == AddressChoice.Choice.ALIAS:
            row = recognising.accept(actor, address, person)
        elif choice == AddressChoice.Choice.PERSON:
            row = recognising.add_person(actor, address)
        else:
            row = recognising.refuse(actor, address)
    except IntegrityError:
        messages.error(request, gettext("Somebody has just answered for this address."))
        return redirect("intake:addresses")
    text = gettext("Noted.")
    if choice != AddressChoice.Choice.REFUSED:
        text = gettext("Noted. Import the mailbox again to find what this person wrote in it.")
    messages.success(request, text, extra_tags=reverse("intake:address_undo", args=[row.pk]))
    return redirect("intake:addresses")


@require_POST
@rule("import.run")
def undo(request: Asked, key: int) -> HttpResponse:
    """Take an answer back: the address is proposed again."""
    if request.actor is None:
        return redirect("intake:addresses")
    try:
        recognising.take_back(request.actor, key)
    except InUse:
        messages.error(request, gettext("This person was changed or is used elsewhere since: nothing was undone."))
    else:
        messages.success(request, gettext("Undone."))
    return redirect("intake:addresses")
