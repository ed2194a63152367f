"""The call of the day: one person, one reason, one button. A GET reads the stored decision and decides nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.speech import capitalised, say_date, say_money, say_time, say_when
from etincelle.governance.reads import coming_meetings
from etincelle.network.actions import withdraw
from etincelle.parties.models import Partnership
from etincelle.spark import actions, reads
from etincelle.spark.codec import decision_of
from etincelle.spark.models import Morning, Outcome, Snooze
from etincelle.spark.voice import names_for, say_evidence, speak, texts_in
from etincelle.vocabulary.decision import Call, Silence
from etincelle.web import telling
from etincelle.web.spoke import outcome_said, spoke_url

SHOWN_MEETINGS = 2
SHOWN_ROWS = 12


@require_GET
@rule("public")
def entrance(request: Asked) -> HttpResponse:
    """The first page of each role: the call, the facts, the portal, or the door."""
    if request.actor is None:
        return redirect("web:login")
    if may(request.actor, "call.read") and request.actor.partnerships is None:
        return home(request)
    if may(request.actor, "portal.read"):
        return redirect("portal:home")
    return redirect("web:partnerships") if may(request.actor, "facts.read") else redirect("portal:listening")


@rule("call.read")
def home(request: Asked) -> HttpResponse:
    """The call of the day, or a reasoned silence."""
    morning = reads.latest_morning(request.actor)
    records = reads.Ranking(request.actor, morning.pk)[:SHOWN_ROWS] if morning else []
    if morning is None or not (records or visible(request.actor, Partnership).exists()):
        return render(request, "web/home_empty.html", {"may_write": may(request.actor, "import.run")})
    today = clock.today()
    woken = reads.woken_lately(request.actor, morning)
    shown = {r.partnership for r in records} | {w.partnership for w in woken}
    coming = coming_meetings(request.actor, shown, today)
    meets = {m.partnership: m.starts_at for m in reversed(coming)}
    codes = shown | {m.partnership for m in coming[:SHOWN_MEETINGS]}
    decision = decision_of(morning.payload)
    aftermath = reads.aftermath_of(morning)
    names = telling.names_told(decision.next_call if isinstance(decision, Silence) else decision, codes, aftermath)
    rows = telling.partnership_rows(records, telling.Shown(names, meets, today))
    context = {
        "morning": morning,
        "today": capitalised(say_date(today, weekday=True, year=False)),
        "decided_at": say_time(morning.decided_at),
        "is_old": morning.day != today,
        "day": say_date(morning.day),
        "may_decide": may(request.actor, "call.decide"),
        "rows": rows,
        "lines": telling.drawn_lines(rows),
        "meetings": [f"{m.committee}, {say_when(m.starts_at, today)}" for m in coming[:SHOWN_MEETINGS]],
        "woke": telling.woke_lines(woken, names),
        "nexts": telling.next_lines(aftermath, names),
    }
    if isinstance(decision, Silence):
        return render(request, "web/home_calm.html", {**context, **_calm(morning, decision, names)})
    return render(request, "web/home.html", {**context, **_call(request, morning, decision, names)})


def _call(request: Asked, morning: Morning, call: Call, names: telling.Names) -> dict[str, Any]:
    outcome = reads.outcome_today(request.actor, morning)
    return {
        "hero": telling.hero(morning, call, names), "outcome": outcome,
        "spoke_url": spoke_url(call.partnership, call.caller, call.callee, "home"),
        "snoozed": None if outcome else reads.snooze_today(request.actor, call, clock.today()),
        "results": Outcome.Result.choices, "reasons": Snooze.Reason.choices,
    }  # fmt: skip


def _calm(morning: Morning, silence: Silence, names: telling.Names) -> dict[str, Any]:
    following = telling.hero(morning, silence.next_call, names) if silence.next_call else None
    next_line = speak("spark.next_day", silence.params) if following else ""
    return {
        "sentence": speak(f"spark.silence.{silence.reason}", silence.params),
        "following": following,
        "next_line": next_line,
    }


def _decided(request: Asked, key: int) -> tuple[Morning, Call]:
    morning = one_visible(request.actor, Morning, pk=key)
    decision = decision_of(morning.payload)
    if isinstance(decision, Silence) and decision.next_call:
        decision = decision.next_call
    if not isinstance(decision, Call):
        one_visible(request.actor, Morning, pk=0)
    assert isinstance(decision, Call)
    return morning, decision


@require_GET
@rule("call.read")
def briefing(request: Asked, key: int) -> HttpResponse:
    """The whole briefing of a call."""
    morning, call = _decided(request, key)
    names, told = names_for(texts_in(morning.payload)), call.briefing

    def lines(evidence: Any) -> list[telling.Proof]:
        return telling.proofs(morning, call.partnership, evidence, names)

    sections = [
        (_("Why now"), lines(told.why_now)),
        (_("Then and now"), lines([told.then_and_now] if told.then_and_now else [])),
        (_("Last words"), lines(told.last_words)),
        (_("By whom to go"), lines([told.warm_path] if told.warm_path else [])),
        (_("What has changed since"), lines(told.what_changed)),
        (_("What they want"), lines(told.their_interests)),
        (_("Give first"), lines([told.give])),
        (_("Then ask"), lines([told.ask])),
        (_("Opening sentence"), lines([told.opening])),
    ]
    context = {"morning": morning, "hero": telling.hero(morning, call, names), "sections": sections}
    return render(request, "web/briefing.html", context)


@require_GET
@rule("call.read")
def explain(request: Asked, key: int) -> HttpResponse:
    """Why this call: the formula, each term, what would change the pick, why not the others."""
    morning, call = _decided(request, key)
    names = names_for(texts_in(morning.payload))
    context = {
        "morning": morning,
        "hero": telling.hero(morning, call, names),
        "terms": [telling.term_row(t) for t in call.terms],
        "value": say_money(call.value_eur),
        "topic": speak(call.topic),
        "flips": telling.flip_lines(call, names),
        "runners": [telling.runner_up_row(r, names) for r in call.runners_up],
        "proofs": [say_evidence(e, names) for e in call.proofs],
        "day": say_date(morning.day),
    }
    return render(request, "web/explain.html", context)


@require_POST
@rule("call.decide")
def outcome(request: Asked, key: int) -> HttpResponse:
    """Two taps: what came of the call."""
    result = request.POST.get("result", "")
    if result not in Outcome.Result.values:
        return redirect("web:home")
    _decided(request, key)
    row = actions.record_outcome(request.actor, key, result, request.POST.get("note", ""))  # type: ignore[arg-type]
    messages.success(request, outcome_said(row), extra_tags=reverse("web:undo", args=["outcome", row.pk]))
    return redirect("web:home")


@require_POST
@rule("call.decide")
def snooze(request: Asked, key: int) -> HttpResponse:
    """Not today: one reason is enough."""
    reason = request.POST.get("reason", "")
    if reason not in Snooze.Reason.values:
        return redirect("web:home")
    _decided(request, key)
    row = actions.snooze(request.actor, key, reason)  # type: ignore[arg-type]
    text = _("Noted: the next choice takes it into account.")
    messages.success(request, text, extra_tags=reverse("web:undo", args=["snooze", row.pk]))
    return redirect("web:home")


@require_POST
@rule("call.decide")
def undo(request: Asked, kind: str, key: int) -> HttpResponse:
    """Take back a logged call, a snooze, or a contact somebody declared."""
    if kind not in ("outcome", "snooze", "spoke"):
        raise Http404
    if kind == "spoke":
        withdraw(request.actor, key)  # type: ignore[arg-type]
        actions.publish()
    else:
        actions.undo(request.actor, kind, key)  # type: ignore[arg-type]
    messages.success(request, _("Undone."))
    return redirect("web:home")
