"""What is kept about a person, from where, for how long; correct it, give it, hold it, erase it. Nothing here ranks.

Whoever reads the calls reads these pages. Only the administrator gives an export or a link, holds or erases: an export
quotes every table, whatever its reader may otherwise see.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.speech import say_date
from etincelle.ledger.models import MailDay
from etincelle.ledger.parts import ledger
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Partnership, Person, PersonAlias, PersonProfile, Seat
from etincelle.privacy import corrections, holds, links, phrases, register
from etincelle.privacy.aside import set_aside
from etincelle.privacy.erasure import Barred, ask, plan
from etincelle.privacy.export import archive, own
from etincelle.privacy.notice import notice
from etincelle.privacy.places import about, telling_models
from etincelle.vocabulary.levels import Side
from etincelle.web.figures import cell

PER_PAGE = 50
Contacts = Sequence[Sequence[Any]]


@require_GET
@rule("call.read")
def people(request: Asked) -> HttpResponse:
    """Who is known, in alphabetical order, side by side."""
    rows = visible(request.actor, Person).select_related("partner").order_by("name", "code")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        {"name": row.name, "title": row.title, "firm": row.partner.name if row.partner else _("Your side"),
         "url": reverse("web:person", args=[row.code])}
        for row in page
    ]  # fmt: skip
    return render(request, "web/people.html", {"lines": lines, "page": page})


@require_GET
@rule("facts.read")
def personal_data(request: Asked) -> HttpResponse:
    """The register: every kind of data about people, why, who reads it, how long, what an erasure does."""
    lines = [phrases.said(line) for line in register.lines()]
    unique = list({tuple(line.values()): line for line in lines}.values())
    return render(request, "web/personal_data.html", {"lines": unique})


def known(request: Asked, code: str) -> Person:
    """The person, or 404."""
    return one_visible(request.actor, Person, code=code)


@require_GET
@rule("call.read")
def person(request: Asked, code: str) -> HttpResponse:
    """Everything the house keeps about somebody, and what can be done about it."""
    row = known(request, code)
    actor = request.actor
    profile = visible(actor, PersonProfile).filter(person=row).first()
    hold = holds.hold_on(row)
    contacts = ledger().query("contacts_of_person", [row.code] * 2)
    context = {
        "code": code, "person": row, "version": row.version, "firm": row.partner.name if row.partner else "",
        "identity": [cells(row, name) for name in ("code", "name", "title", "email", "phone", "left_on")],
        "profile": [cells(profile, name) for name in ("level", "mandate")] if profile else [],
        "aliases": [a.address for a in visible(actor, PersonAlias).filter(person=row).order_by("pk")],
        "seats": [seat_line(seat) for seat in seats_of(request, row)],
        "ties": ties(request, row, contacts), "kept": kept(request, row, contacts), "hold": hold,
        "hold_since": say_date(hold.placed_on) if hold else "",
        "erased": say_date(row.erased_on) if row.erased_on else "",
        "may_correct": may(actor, "facts.write") and not row.erased_on, "may_manage": may(actor, "house.manage"),
        "correction": corrections.last(row) if may(actor, "facts.write") else None,
        "link_until": links.last_day(row) if may(actor, "house.manage") else None,
    }  # fmt: skip
    return render(request, "web/person.html", context)


def cells(row: Any, name: str) -> tuple[str, str]:
    """A field's name and its value, as the reader says them."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    shown = (_("yes") if value else _("no")) if isinstance(value, bool) else cell(row, field)
    return str(field.verbose_name).capitalize(), shown


def seats_of(request: Asked, row: Person) -> "models.QuerySet[Seat]":
    """The seats of a person that the reader may see, latest first."""
    seats = visible(request.actor, Seat).filter(person=row).select_related("partnership__partner")
    return seats.order_by("-since", "pk")


def seat_line(seat: Seat) -> dict[str, str]:
    """A seat: role, partnership, since, until."""
    return {
        "role": seat.role, "partnership": str(seat.partnership), "since": say_date(seat.since),
        "until": say_date(seat.until) if seat.until else "",
        "url": reverse("web:network", args=[seat.partnership.code]),
    }  # fmt: skip


def ties(request: Asked, row: Person, contacts: Contacts) -> list[dict[str, str]]:
    """With whom a contact is known, in alphabetical order, each with the page of the tie."""
    other = Side.CLIENT if row.side == Side.PARTNER else Side.PARTNER
    met_there = visible(request.actor, Person).filter(code__in=met(request, row, contacts), side=other.value)
    facing = list(met_there.order_by("name", "code"))
    homes = homes_of(request, [row] if row.side == Side.PARTNER else facing)
    return [{"name": one.name, "url": tie_url(homes, row, one)} for one in facing]


def met(request: Asked, row: Person, contacts: Contacts) -> set[str]:
    """The codes of everybody who was in a contact with a person."""
    keys = sorted({f"{contact[0]}|{contact[1]}" for contact in contacts})
    found = {code for _key, _day, _channel, codes in ledger().query("contact_rows", [keys]) for code in codes}
    pairs = visible(request.actor, DeclaredContact).filter(Q(person_client=row) | Q(person_partner=row))
    for codes in pairs.values_list("person_client__code", "person_partner__code"):
        found.update(codes)
    threads = visible(request.actor, MailDay).filter(person_code=row.code).values("thread")
    found.update(visible(request.actor, MailDay).filter(thread__in=threads).values_list("person_code", flat=True))
    return found - {row.code}


def homes_of(request: Asked, theirs: Sequence[Person]) -> dict[int, str]:
    """The partnership of each partner's person, by key: where he sat last, else his firm's first. Two queries."""
    seats = visible(request.actor, Seat).filter(person__in=theirs).order_by("since", "-pk")
    last = dict(seats.values_list("person", "partnership__code"))  # the latest comes last and stays
    rows = visible(request.actor, Partnership).filter(partner__in=[one.partner_id for one in theirs])
    first = dict(rows.order_by("-code").values_list("partner", "code"))
    return {one.pk: home for one in theirs if (home := last.get(one.pk) or first.get(one.partner_id or 0))}


def tie_url(homes: Mapping[int, str], one: Person, other: Person) -> str:
    """The page of a tie, in the home of the partner's person; none when he has none."""
    ours, theirs = (one, other) if one.side == Side.CLIENT else (other, one)
    home = homes.get(theirs.pk)
    return reverse("web:tie", args=[home, ours.pk, theirs.pk]) if home else ""


def kept(request: Asked, row: Person, contacts: Contacts) -> list[dict[str, Any]]:
    """What is kept, place by place: how much, from which files, how long. Only what the reader may see is counted."""
    found = []
    retention = {line.place: str(phrases.RETENTIONS[line.retention]) for line in register.lines()}
    for model in telling_models():
        wanted = about(row, model)
        if wanted is None:
            continue
        rows = visible(request.actor, model).filter(wanted)
        if count := rows.count():
            place = model._meta.label
            found.append(told(phrases.place_name(place), count, sources(rows), retention[place]))
    if contacts:
        names = sorted({str(contact[0]) for contact in contacts})
        place = "ledger.contacts"
        found.append(told(phrases.place_name(place), len(contacts), names, retention[place]))
    return found


def told(place: str, count: int, names: list[str], retention: str) -> dict[str, Any]:
    """One line of what is kept."""
    return {"place": place, "count": count, "sources": ", ".join(names), "retention": retention}


def sources(rows: "models.QuerySet[Any]") -> list[str]:
    """The files some rows came from; « typed by hand » for the others."""
    if not any(field.name == "batch" for field in rows.model._meta.concrete_fields):
        return [_("the product itself")]
    numbers = set(rows.values_list("batch", flat=True).order_by())
    files = corrections.files_of({n for n in numbers if n is not None})
    return files + ([_("typed by hand")] if None in numbers else [])


@require_POST
@rule("facts.write")
def person_undo(request: Asked, code: str) -> HttpResponse:
    """Take the last correction of a person back, unless somebody has corrected the row since."""
    row = known(request, code)
    version = request.POST.get("version", "")
    try:
        corrections.take_back(request.actor, row, int(version) if version.isdecimal() and len(version) < 10 else 0)  # type: ignore[arg-type]
    except corrections.NothingToTakeBack:
        messages.error(request, _("This correction can no longer be taken back: the row has changed since."))
    else:
        messages.success(request, _("Undone."))
    return redirect("web:person", code=code)


@require_POST
@rule("house.manage")
def person_export(request: Asked, code: str) -> HttpResponse:
    """Everything about a person, in a ZIP to hand over."""
    row = known(request, code)
    response = HttpResponse(archive(request.actor, row), content_type="application/zip")
    name = content_disposition_header(as_attachment=True, filename=f"{row.code}.zip")
    response["Content-Disposition"] = name or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@rule("house.manage")
def person_erase(request: Asked, code: str) -> HttpResponse:
    """What an erasure would remove; the identifier typed again does it."""
    row = known(request, code)
    if row.erased_on:
        return redirect("web:person", code=code)
    error = ""
    if request.method == "POST":
        if request.POST.get("word", "").strip() == row.code:
            return erased(request, row)
        error = _("This is not the identifier: type %s.") % row.code
    steps = [
        {"place": phrases.place_name(s.place), "count": s.count, "effect": phrases.ERASES[s.erase]} for s in plan(row)
    ]
    context = {"code": code, "name": row.name, "steps": steps, "error": error, "hold": holds.hold_on(row)}
    return render(request, "web/person_erase.html", context, status=400 if error else 200)


def erased(request: Asked, row: Person) -> HttpResponse:
    """Erase, or note that it waits for the release of a hold."""
    try:
        pseudonym = ask(request.actor, row)
    except Barred:
        messages.warning(request, _("A legal hold bars the erasure: it will be done at its release."))
        return redirect("web:person", code=row.code)
    messages.success(request, _("Erased."))
    for folder in set_aside():
        told = _("A restore has set data aside in %s: remove that folder, the person is still in it.")
        messages.warning(request, told % folder.name)
    return redirect("web:person", code=pseudonym)


@require_POST
@rule("house.manage")
def person_hold(request: Asked, code: str) -> HttpResponse:
    """Place a hold for a reason, or release the one that lasts; an erasure that waited is then done."""
    row = known(request, code)
    held = holds.hold_on(row)
    if held and "release" in request.POST:
        resumes = holds.release(request.actor, held)
        messages.success(request, _("The hold is released."))
        return erased(request, row) if resumes else redirect("web:person", code=code)
    try:
        holds.place(request.actor, row, request.POST.get("reason", ""))
    except ValueError:
        messages.error(request, _("Say why the data must be kept."))
    else:
        messages.success(request, _("Held: nothing about this person is removed until the release."))
    return redirect("web:person", code=code)


@require_POST
@rule("house.manage")
@sensitive_variables("secret")
def person_link(request: Asked, code: str) -> HttpResponse:
    """A link for the person himself, shown once; or the end of the links that were made."""
    row = known(request, code)
    if "revoke" in request.POST:
        links.revoke(request.actor, row)
        messages.success(request, _("The links are closed."))
        return redirect("web:person", code=code)
    secret = links.make(request.actor, row)
    url = request.build_absolute_uri(reverse("web:own_data", args=[secret]))
    until = say_date(clock.today() + timedelta(days=links.DAYS))
    context = {"code": code, "name": row.name, "link": url, "until": until, "text": notice(row)}
    return render(request, "web/person_link.html", context)


@require_http_methods(["GET", "POST"])
@rule("public")
def own_data(request: Asked, secret: str) -> HttpResponse:
    """For the person himself: a button opens what is kept about him, once. Nothing can be changed here."""
    if request.method == "GET":
        return render(request, "web/own_data.html", {})
    row = links.spend(secret)
    if row is None:
        return render(request, "web/own_data.html", {"spent": True}, status=403)
    shown = [
        {"place": phrases.place_name(one.place), "count": len(one.rows), "rows": phrases.said_rows(one.place, one.rows)}
        for one in own(row)
    ]
    response = render(request, "web/own_data.html", {"name": row.name, "places": shown})
    response["Cache-Control"] = "no-store"
    return response
