"""The partner's table of negotiation: the mirror of his client's, with his own band and nobody else's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, require, rule
from etincelle.living_contract.room.actions import keep_private
from etincelle.living_contract.room.forms import band_texts, play
from etincelle.living_contract.room.models import Negotiation
from etincelle.living_contract.room.pages import page_of
from etincelle.living_contract.room.reads import room_of


@require_GET
@rule("portal.read")
def room(request: Asked, room: str) -> HttpResponse:
    """Does each side gain?"""
    actor = require(request.actor, "portal.read")
    row = one_visible(actor, Negotiation, code=room)
    context = page_of(actor, row, clock.today()) | {
        "may_play": may(actor, "portal.write"), "private": True, "move_url": reverse("portal:room_move", args=[room]),
        "private_url": reverse("portal:room_private", args=[room]),
    }  # fmt: skip
    return render(request, "portal/room.html", context)


@require_POST
@rule("portal.write")
def room_move(request: Asked, room: str) -> HttpResponse:
    """Answer, accept, leave, open again, declare a gain, ask for a call."""
    actor = require(request.actor, "portal.write")
    row = one_visible(actor, Negotiation, code=room)
    done = play(actor, row, request.POST)
    if done.confirm is not None:
        return render(request, "portal/room_confirm.html", done.confirm | {"move_url": request.path})
    (messages.success if done.is_done else messages.warning)(request, done.said)
    return redirect("portal:room", room=room)


@require_POST
@rule("portal.write")
def room_private(request: Asked, room: str) -> HttpResponse:
    """Keep what this side keeps to itself."""
    actor = require(request.actor, "portal.write")
    row = one_visible(actor, Negotiation, code=room)
    texts = band_texts(request.POST, room_of(actor, row).points)
    if request.POST.get("do") == "draft":
        keep_private(actor, room, {k: texts[k] for k in ("draft_sentence", "draft_package")})
    elif "limit" in request.POST:
        keep_private(actor, room, {k: texts[k] for k in ("limit", "notes")})
    else:
        messages.warning(request, _("Nothing was done: the form was not complete. Open the page again."))
        return redirect("portal:room", room=room)
    messages.success(request, _("Kept on your side."))
    return redirect("portal:room", room=room)
