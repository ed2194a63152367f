"""« Did you speak? »: a conversation noted in two taps, before its silence is held against anybody.

The first tap opens a form already filled (the two people, today, a call); the second one saves it.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, one_visible, rule, visible
from etincelle.foundation.models import User
from etincelle.foundation.speech import say_date
from etincelle.network.actions import declare_contact
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Partnership, Person, PersonProfile
from etincelle.spark import reads
from etincelle.spark.actions import publish, record_outcome
from etincelle.spark.codec import decision_of
from etincelle.spark.models import Morning, Outcome
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.levels import Side

CHANNELS = DeclaredContact._meta.get_field("channel").flatchoices
BACK = ("home", "network")


class Spoken(forms.Form):
    """Who spoke to whom, when and how."""

    ours = forms.ChoiceField(label=gettext_lazy("On your side"))
    theirs = forms.ChoiceField(label=gettext_lazy("At the partner"))
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=CHANNELS)

    def clean_day(self) -> Any:
        """A conversation to come is no conversation."""
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come. Choose today or a day before."))
        return day


def spoke_url(partnership: str, ours: str = "", theirs: str = "", back: str = "") -> str:
    """The address of the form, filled for two people by their codes."""
    told = {"ours": ours, "theirs": theirs, "back": back}
    return f"{reverse('web:spoke', args=[partnership])}?{urlencode({k: v for k, v in told.items() if v})}"


@require_http_methods(["GET", "POST"])
@rule("call.decide")
def spoke(request: Asked, code: str) -> HttpResponse:
    """Did these two speak? The form, filled; then the contact, which can be undone."""
    row = one_visible(request.actor, Partnership, code=code)
    sides = sides_of(request, row)
    back = request.POST.get("back") or request.GET.get("back", "")
    form = Spoken(request.POST or None, initial=filled(request, sides))
    for name, choices in sides.items():
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        return saved(request, row, form.cleaned_data, back)
    context = {"form": form, "name": row.partner.name, "code": code, "back": back if back in BACK else ""}
    context["return_url"] = return_url(code, back)
    return render(request, "web/spoke.html", context, status=400 if request.method == "POST" else 200)


def saved(request: Asked, row: Partnership, told: dict[str, Any], back: str) -> HttpResponseRedirect:
    """Write the contact, decide the day again with it, and go back where the question was asked.

    The two of today's call who spoke today by phone are its outcome: reached, with a date to follow up.
    """
    pair = (
        one_visible(request.actor, Person, code=told["ours"]),
        one_visible(request.actor, Person, code=told["theirs"]),
    )
    if (told["day"], told["channel"]) == (clock.today(), "call") and (morning := awaited(request, row, pair)):
        outcome = record_outcome(request.actor, morning.pk, Outcome.Result.REACHED)  # type: ignore[arg-type]
        messages.success(request, outcome_said(outcome), extra_tags=reverse("web:undo", args=["outcome", outcome.pk]))
        return redirect(return_url(row.code, back))
    contact = declare_contact(request.actor, row, pair, told["day"], told["channel"])  # type: ignore[arg-type]
    publish()
    text = _("Noted: %(ours)s and %(theirs)s spoke on %(day)s.")
    said = text % {"ours": pair[0].name, "theirs": pair[1].name, "day": say_date(told["day"])}
    messages.success(request, said, extra_tags=reverse("web:undo", args=["spoke", contact.pk]))
    return redirect(return_url(row.code, back))


def awaited(request: Asked, row: Partnership, pair: tuple[Person, Person]) -> Morning | None:
    """The decision of today whose call is the one these two were to have, when nothing was noted of it yet."""
    morning = reads.latest_morning(request.actor)
    if morning is None or morning.day != clock.today() or reads.outcome_today(request.actor, morning):
        return None
    call = decision_of(morning.payload)
    called = isinstance(call, Call) and (call.partnership, call.caller, call.callee)
    return morning if called == (row.code, pair[0].code, pair[1].code) else None


def outcome_said(row: Outcome) -> str:
    """What was noted of a call."""
    if row.follow_up_on:
        return _("Noted. Next touchpoint suggested for %(day)s.") % {"day": say_date(row.follow_up_on)}
    return _("Noted.")


def return_url(code: str, back: str) -> str:
    """Where the question was asked."""
    if back == "home":
        return reverse("web:home")
    return reverse("web:network" if back == "network" else "web:partnership", args=[code])


def sides_of(request: Asked, row: Partnership) -> dict[str, list[tuple[str, str]]]:
    """The people still here on both sides, the highest first."""
    here = visible(request.actor, Person).filter(Q(left_on__isnull=True) | Q(left_on__gt=clock.today()))
    levels = dict(visible(request.actor, PersonProfile).values_list("person__code", "level"))

    def choices(rows: Any) -> list[tuple[str, str]]:
        found = sorted(rows.values_list("code", "name", "title"), key=lambda one: (-(levels.get(one[0]) or 0), one[1]))
        return [(code, f"{name} · {title}" if title else name) for code, name, title in found]

    return {
        "ours": choices(here.filter(side=Side.CLIENT.value)),
        "theirs": choices(here.filter(side=Side.PARTNER.value, partner=row.partner)),
    }


def filled(request: Asked, sides: dict[str, list[tuple[str, str]]]) -> dict[str, Any]:
    """The two people named in the address, else who looks (when he is one of them) and the highest facing."""
    first = {name: choices[0][0] if choices else "" for name, choices in sides.items()}
    me = myself(request)
    if me in dict(sides["ours"]):
        first["ours"] = me
    for name, choices in sides.items():
        wanted = request.GET.get(name, "")
        first[name] = wanted if wanted in dict(choices) else first[name]
    return {**first, "day": clock.today(), "channel": "call"}


def myself(request: Asked) -> str:
    """The code of the person whose address the reader signs in with, "" when there is none."""
    email = request.user.email if isinstance(request.user, User) else ""
    people = visible(request.actor, Person).filter(side=Side.CLIENT.value)
    found: str | None = people.filter(email__iexact=email).values_list("code", flat=True).first() if email else ""
    return found or ""
