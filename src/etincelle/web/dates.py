"""Which date comes next, over all contracts: last days to act with their arithmetic, reminders, the calendar feed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, require, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.feed_keys import has_feed_key, make_feed_key, reader_of, revoke_feed_key
from etincelle.foundation.speech import capitalised, say_date, say_days
from etincelle.living_contract.actions import remind as change_reminder
from etincelle.living_contract.actions import undo_remind
from etincelle.living_contract.models import Contract
from etincelle.living_contract.reads import reminders_seen
from etincelle.living_contract.windows import Reminder
from etincelle.outbox.date_feed import arithmetic, date_feed, notes
from etincelle.spark.voice import speak

LEADS = (30, 60, 90, 180, 270, 365, 548)
SNOOZES = (7, 14, 30)
PER_PAGE = 50
KINDS = ("end", "notice", "partner_notice", "option", "break", "benchmark", "indexation", "review")


@require_GET
@rule("facts.read")
def dates(request: Asked) -> HttpResponse:
    """What must be decided, and by when?"""
    found = reminders_seen(request.actor, default_rules(), clock.today())
    owners = _contracts(request)
    lines = [line(one) | owners.get(one.window.contract, {}) for one in found]
    page = Paginator([one for one in lines if one["state"] != "due"], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "due": [one for one in lines if one["state"] == "due"], "later": list(page), "page": page,
        "unknown": _without_dates(owners, found), "may_write": may(request.actor, "facts.write"),
        "may_feed": may(request.actor, "feed.make"), "has_feed": has_feed_key(request.actor),
        "leads": days_of(LEADS, before=True), "snoozes": days_of(SNOOZES),
    }  # fmt: skip
    return render(request, "web/dates.html", context)


def _contracts(request: Asked) -> dict[str, dict[str, Any]]:
    """The title and the partner of each live contract, by code."""
    rows = visible(request.actor, Contract).filter(terminated_on=None).order_by("code")
    columns = ("code", "pk", "title", "partnership__code", "partnership__partner__name")
    return {
        code: {"key": key, "title": title, "partnership": partnership, "partner": partner}
        for code, key, title, partnership, partner in rows.values_list(*columns)
    }


def _without_dates(owners: dict[str, dict[str, Any]], found: list[Reminder]) -> list[dict[str, Any]]:
    """Live contracts of which no date is known: silence is not safety."""
    known = {one.window.contract for one in found}
    return [{"contract": code, **owner} for code, owner in owners.items() if code not in known]


def days_of(some: tuple[int, ...], *, before: bool = False) -> list[dict[str, Any]]:
    """Lengths to choose from."""
    said = _("%(length)s before") if before else "%(length)s"
    return [{"value": n, "label": said % {"length": say_days(n)}} for n in some]


def line(one: Reminder) -> dict[str, Any]:
    """One window as plain values."""
    window = one.window
    said = {
        "due": _("to decide now"), "snoozed": _("put off until %(day)s") % {"day": say_date(one.from_on)},
        "coming": _("from %(day)s") % {"day": say_date(one.from_on)},
    }  # fmt: skip
    return {
        "contract": window.contract, "kind": window.kind, "what": speak(f"living_contract.window.{window.kind}"),
        "day": say_date(window.act_by), "iso": window.act_by.isoformat(),
        "sum": capitalised(arithmetic(window.steps)), "notes": notes(window), "clause": window.clause,
        "state": one.state, "usual": window.usual, "reminder": said[one.state],
    }  # fmt: skip


@require_POST
@rule("facts.write")
def remind(request: Asked, contract: int, window: str) -> HttpResponse:
    """Choose how long before a date to hear of it, or hear of it later."""
    if window not in KINDS:
        raise Http404
    values: dict[str, Any] = {}
    lead, snooze = request.POST.get("lead_days", ""), request.POST.get("snooze_days", "")
    if lead in map(str, LEADS):
        values["lead_days"] = int(lead)
    if snooze in map(str, SNOOZES):
        values["snoozed_until"] = clock.today() + timedelta(days=int(snooze))
    if not values:
        messages.error(request, _("Choose one of the lengths offered."))
        return redirect("web:dates")
    change_reminder(require(request.actor, "facts.write"), contract, window, values)
    back = reverse("web:undo_reminder", args=[contract, window])
    messages.success(request, _("The reminder was changed."), extra_tags=back)
    return redirect("web:dates")


@require_POST
@rule("facts.write")
def undo_reminder(request: Asked, contract: int, window: str) -> HttpResponse:
    """Take the last change of a reminder back."""
    if window not in KINDS:
        raise Http404
    if undo_remind(require(request.actor, "facts.write"), contract, window):
        messages.success(request, _("The reminder is as it was."))
    else:
        messages.info(request, _("There was nothing to take back."))
    return redirect("web:dates")


@require_POST
@rule("feed.make")
def feed_key(request: Asked) -> HttpResponse:
    """Make or revoke one's own secret calendar address; a new one is shown once."""
    actor = require(request.actor, "feed.make")
    if request.POST.get("action") == "revoke":
        revoke_feed_key(actor)
        messages.success(request, _("The calendar address no longer opens anything."))
        return redirect("web:dates")
    secret = make_feed_key(actor, request.session.get("membership"))
    address = request.build_absolute_uri(reverse("web:date_feed", args=[secret]))
    return render(request, "web/feed_key.html", {"address": address})


@require_GET
@rule("public")
def feed(request: Asked, secret: str) -> HttpResponse:
    """The dates as a calendar, for who holds the secret; unknown, revoked and closed answer alike."""
    known = reader_of(secret)
    if known is None:
        raise Http404
    actor, user = known
    with override(user.language):
        found = reminders_seen(actor, default_rules(), clock.today())
        titles = dict(visible(actor, Contract).values_list("code", "title"))
        content = date_feed(found, titles, clock.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
