"""The page of subscribed calendars: add, pause, remove, fetch now. The address goes in and never comes back out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation.access import Actor, Asked, may, one_visible, rule, visible
from etincelle.foundation.speech import capitalised, say_number
from etincelle.intake import subscriptions, telling
from etincelle.intake.fetching import MAX_URL, NotFetched
from etincelle.intake.models import CalendarSubscription
from etincelle.intake.phrases import fetch_sentence
from etincelle.spark.actions import publish

SHOWN = 200
UNDONE_BY = {"pause": "resume", "resume": "pause", "remove": "resume"}
DONE = {"pause": _("Paused."), "resume": _("Fetched again from now on."),
        "remove": _("Removed. Its address is forgotten in a day; what was imported stays.")}  # fmt: skip


class Subscribing(forms.Form):
    """A name and a secret address, typed as a password is: neither shown nor remembered by the browser."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False, help_text=_("Marc’s calendar, for example."))
    url = forms.CharField(
        label=_("Secret address in iCal format"), max_length=MAX_URL,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It begins with https:// or webcal://. It is kept, and never shown again."),
    )  # fmt: skip


@require_GET
@rule("import.read")
def calendars(request: Asked) -> HttpResponse:
    """Which calendars come by themselves, and did they come this morning?"""
    return page(request, Subscribing())


def page(request: Asked, form: forms.Form, status: int = 200) -> HttpResponse:
    """The list and the form."""
    rows = (
        visible(request.actor, CalendarSubscription).exclude(state=subscriptions.State.REMOVED).order_by("name", "pk")
    )
    context = {
        "rows": [telling.subscription(row) for row in rows[:SHOWN]], "form": form,
        "may_run": may(request.actor, "import.run"),
    }  # fmt: skip
    return render(request, "web/calendars.html", context, status=status)


@require_POST
@rule("import.run")
def add(request: Asked) -> HttpResponse:
    """Subscribe, and fetch a first time."""
    form = Subscribing(request.POST)
    if request.actor is None or not form.is_valid():
        return page(request, form, 400)
    try:
        row = subscriptions.subscribe(request.actor, form.cleaned_data["name"], form.cleaned_data["url"])
    except NotFetched as error:
        form.add_error("url", capitalised(fetch_sentence(error.code)))
        return page(request, form, 400)
    fetch_and_say(request, row, undo="remove")
    return redirect("intake:calendars")


@require_POST
@rule("import.run")
def step(request: Asked, key: int, step: str) -> HttpResponse:
    """Pause, resume, remove, or fetch now."""
    row = one_visible(request.actor, CalendarSubscription, pk=key)
    steps: dict[str, Any] = {
        "pause": subscriptions.pause,
        "resume": subscriptions.resume,
        "remove": subscriptions.remove,
    }
    if step == "fetch" and row.state == subscriptions.State.ACTIVE:
        fetch_and_say(request, row)
    elif step in steps:
        actor: Actor | None = request.actor
        steps[step](actor, row)
        again = reverse("intake:calendar_step", args=[key, UNDONE_BY[step]])
        messages.success(request, str(DONE[step]), extra_tags=again)
    else:
        raise Http404
    return redirect("intake:calendars")


def fetch_and_say(request: Asked, row: CalendarSubscription, undo: str = "") -> None:
    """Fetch, decide the day again when something came, and say what did."""
    taken = subscriptions.fetch(row)
    tags = reverse("intake:calendar_step", args=[row.pk, undo]) if undo else ""
    if taken is None:
        text = gettext("“%(name)s” was not fetched: %(why)s")
        messages.error(request, text % {"name": row.name, "why": fetch_sentence(row.problem)}, extra_tags=tags)
        return
    if taken.batch is None:
        messages.success(request, gettext("“%(name)s”: nothing new.") % {"name": row.name}, extra_tags=tags)
        return
    publish()
    figures = {"name": row.name, "new": say_number(taken.new), "changed": say_number(taken.changed)}
    text = gettext(
        "“%(name)s”: %(new)s new meetings, %(changed)s changed. This import is undone on the page of sources."
    )
    messages.success(request, text % figures, extra_tags=tags)
