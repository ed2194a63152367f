"""The client's table of negotiation: what each side gains, what is open, what to answer, what is kept private."""

from datetime import UTC
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import AREAS, Actor, Asked, may, one_visible, require, rule, visible
from etincelle.foundation.speech import is_french, say_date
from etincelle.living_contract.models import Contract
from etincelle.living_contract.room.actions import Refused, keep_private, keep_worths, open_table
from etincelle.living_contract.room.forms import (
    Faults,
    Posted,
    band_texts,
    clauses_of,
    day_of,
    number_of,
    play,
    points_of,
    worths_of,
)
from etincelle.living_contract.room.models import Negotiation
from etincelle.living_contract.room.pages import page_of, refusal, status
from etincelle.living_contract.room.phrases import READY
from etincelle.living_contract.room.reads import advice, room_of, stakes_of
from etincelle.living_contract.room.rules import Point
from etincelle.outbox.amendment import Agreed, Article, amendment, covering_letter
from etincelle.parties.models import Partnership

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@rule("facts.read")
def rooms(request: Asked, code: str) -> HttpResponse:
    """Which tables are open on this partnership, and which could be?"""
    return _list(request, code, request.GET.get("ready", ""))


def _list(request: Asked, code: str, ready: str, posted: Any = None, status_code: int = 200) -> HttpResponse:
    actor = require(request.actor, "facts.read")
    row = one_visible(actor, Partnership, code=code)
    rows = visible(actor, Negotiation).filter(contract__partnership=row).select_related("contract").order_by("-pk")
    chosen = next((r for r in READY if r.code == ready), None)
    start = {"title": chosen.title, "points": chosen.points} if chosen else {}
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name, "ready": READY,
        "tables": [
            {"code": t.code, "title": t.title, "contract": t.contract.title, "since": say_date(t.opened_on),
             "status": status(room_of(actor, t), actor.side, row.partner.name, clock.today())} for t in rows
        ],
        "contracts": list(visible(actor, Contract).filter(partnership=row, terminated_on=None).order_by("code")),
        "start": posted or start, "may_play": may(actor, "deal.write"),
    }  # fmt: skip
    return render(request, "web/rooms.html", context, status=status_code)


@require_POST
@rule("deal.write")
def room_open(request: Asked, code: str) -> HttpResponse:
    """Open a table; what cannot be read is said, with all that was written kept."""
    actor, faults = require(request.actor, "deal.write"), Faults()
    row = one_visible(actor, Partnership, code=code)
    contract = visible(actor, Contract).filter(partnership=row, code=request.POST.get("contract", "")).first()
    title, until = request.POST.get("title", "").strip(), day_of(request.POST, "deadline", faults)
    points = points_of(request.POST.get("points", ""), faults)
    if not title or len(title) > 200:
        faults.told.append(_("Title: write one, 200 characters at most."))
    if contract is None:
        faults.told.append(_("Contract: choose the one to amend."))
    if contract is not None and not faults:
        try:
            return redirect("web:room", room=open_table(actor, contract, (title, until), points).code)
        except Refused as why:
            faults.told.append(refusal(why))
    for fault in faults.told:
        messages.warning(request, fault)
    return _list(request, code, "", request.POST, 400)


@require_GET
@rule("facts.read")
def room(request: Asked, room: str) -> HttpResponse:
    """Does each side gain?"""
    actor = require(request.actor, "facts.read")
    row = one_visible(actor, Negotiation, code=room)
    context = page_of(actor, row, clock.today()) | {
        "may_play": may(actor, "deal.write"), "move_url": reverse("web:room_move", args=[room]),
        "private_url": reverse("web:room_private", args=[room]),
    }  # fmt: skip
    points, asked = room_of(actor, row).points, request.GET
    for line in context["points"]:
        wanted = asked.get(f"p{line['code']}")
        for level in line["levels"] if wanted else ():
            level["on"] = str(level["n"]) == wanted
    context["private"] = "negotiation" in AREAS[actor.role]
    if context["private"]:
        context |= {"advice": advice(actor, row), "worths": _worths(request, row, points)}
    return render(request, "web/room.html", context)


def _worths(request: Asked, row: Negotiation, points: tuple[Point, ...]) -> list[dict[str, Any]]:
    """The fields of what each point is worth, as they are kept."""
    stakes = stakes_of(require(request.actor, "facts.read"), row)
    found = []
    for p in points:
        stake = stakes.get(p.code)
        ours, theirs = (stake.ours, stake.theirs) if stake else ([], [])
        levels = [
            {"n": n, "label": label, "ours": _at(ours, n), "theirs": _at(theirs, n)} for n, label in enumerate(p.levels)
        ]
        weights = {"our": stake.our_weight, "their": stake.their_weight} if stake else {}
        clause = {"clause": stake.clause, "before": stake.before, "after": stake.after} if stake else {}
        found.append({"code": p.code, "title": p.title, "levels": levels, **weights, **clause})
    return found


def _at(values: list[str | None], place: int) -> str | None:
    return values[place] if place < len(values) else None


@require_POST
@rule("deal.write")
def room_move(request: Asked, room: str) -> HttpResponse:
    """Answer, accept, leave, open again, declare a gain, ask for a call."""
    actor = require(request.actor, "deal.write")
    row = one_visible(actor, Negotiation, code=room)
    done = play(actor, row, request.POST)
    if done.confirm is not None:
        return render(request, "web/room_confirm.html", done.confirm | {"move_url": request.path})
    (messages.success if done.is_done else messages.warning)(request, done.said)
    return redirect("web:room", room=room)


@require_POST
@rule("deal.write")
def room_private(request: Asked, room: str) -> HttpResponse:
    """Keep what this side keeps to itself."""
    actor, faults = require(request.actor, "deal.write"), Faults()
    row = one_visible(actor, Negotiation, code=room)
    keep = KEEP.get(request.POST.get("do", "texts"))
    if keep is None or (keep is _keep_texts and "limit" not in request.POST):
        faults.told.append(_("Nothing was done: the form was not complete. Open the page again."))
    else:
        keep(actor, room, request.POST, (room_of(actor, row).points, faults))
    for fault in faults.told:
        messages.warning(request, fault)
    if not faults:
        messages.success(request, _("Kept on your side."))
    return redirect("web:room", room=room)


Known = tuple[tuple[Point, ...], Faults]


def _keep_texts(actor: Actor, room: str, posted: Posted, known: Known) -> None:
    texts = band_texts(posted, known[0])
    keep_private(actor, room, {k: texts[k] for k in ("limit", "notes")})


def _keep_draft(actor: Actor, room: str, posted: Posted, known: Known) -> None:
    texts = band_texts(posted, known[0])
    keep_private(actor, room, {k: texts[k] for k in ("draft_sentence", "draft_package")})


def _keep_clauses(actor: Actor, room: str, posted: Posted, known: Known) -> None:
    clauses = clauses_of(posted, *known)
    if not known[1]:
        keep_worths(actor, room, clauses)


def _keep_worths(actor: Actor, room: str, posted: Posted, known: Known) -> None:
    points, faults = known
    worths = worths_of(posted, points, faults)
    without = {
        "ours_without": number_of(posted, "ours_without", _("Without a deal, for you"), faults, -100),
        "theirs_without": number_of(posted, "theirs_without", _("Without a deal, for the partner"), faults, -100),
    }
    if not faults:
        keep_worths(actor, room, worths)
        keep_private(actor, room, without)


KEEP = {"texts": _keep_texts, "draft": _keep_draft, "clauses": _keep_clauses, "worths": _keep_worths}


def _agreed(request: Asked, room: str) -> Agreed:
    """What was agreed on a locked table; 404 before."""
    actor = require(request.actor, "facts.read")
    row = one_visible(actor, Negotiation, code=room)
    table, stakes = room_of(actor, row), stakes_of(actor, row)
    if row.state != "locked" or table.last is None:
        raise Http404
    articles = []
    for p in table.points:
        stake = stakes.get(p.code)
        texts = (stake.clause, stake.before, stake.after) if stake else ()
        articles.append(Article(p.title, p.levels[p.today], p.levels[table.last.package[p.code]], *texts))
    return Agreed(
        row.contract.partnership.partner.name, row.contract.title, row.title, table.last.number, table.last.sentence,
        tuple(articles), clock.now().astimezone(UTC), clock.today(),
    )  # fmt: skip


@require_GET
@rule("facts.read")
def room_amendment(request: Asked, room: str) -> HttpResponse:
    """The draft amendment of a locked table, with tracked changes."""
    return _word(amendment(_agreed(request, room)), _("draft-amendment"), room)


@require_GET
@rule("facts.read")
def room_letter(request: Asked, room: str) -> HttpResponse:
    """The letter that goes with the draft."""
    return _word(covering_letter(_agreed(request, room)), _("covering-letter"), room)


def _word(content: bytes, stem: str, room: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=DOCX)
    header = content_disposition_header(True, f"{stem}-{room}-{'fr' if is_french() else 'en'}.docx")
    answer["Content-Disposition"] = header or "attachment"
    return answer
