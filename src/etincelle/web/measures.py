"""Which measure to retire, which to try instead: the review of a partnership's measures, each line opening its rows."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from etincelle.comfort_zone.hand_offs import count_of, steps
from etincelle.comfort_zone.measure_review import Proposal
from etincelle.comfort_zone.reads import journeys_of
from etincelle.comfort_zone.test_lines import TestLine, clock_lines, shared_lines
from etincelle.foundation import clock
from etincelle.foundation.access import Asked, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import capitalised, say_month, say_number, say_rate, say_share
from etincelle.parties.models import Partnership
from etincelle.spark.review import LivedMonth, Review, review_of
from etincelle.spark.voice import names_for, say_evidence, say_verdict, speak
from etincelle.vocabulary.signal import Evidence, Signal
from etincelle.web import plots
from etincelle.web.figures import source_rows

PER_PAGE, TICKETS = 50, "ledger.Ticket"
ACTS = {
    "retire": ("asleep", "moon"),
    "swap": ("drowsy", "half"),
    "keep": ("awake", "check"),
    "wait": ("unknown", "help"),
}
FOUND = {True: ("drowsy", "warn"), False: ("awake", "check"), None: ("unknown", "help")}
Names = dict[str, str]


def _handed(request: Asked, code: str) -> Partnership:
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    return row


@require_GET
@rule("facts.read")
def measures(request: Asked, code: str) -> HttpResponse:
    """Which measure to retire, which to try instead, and what proves it."""
    row, rules = _handed(request, code), default_rules()
    found = review_of(request.actor, row, rules, clock.today())
    names = names_for({level.code for level, _e in found.seen} | {code})
    points = [_point(month) for month in found.months]
    shared = shared_lines(found.together, found.shown)
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name,
        "proposals": [_proposal(code, one, names) for one in found.proposals],
        "attempts": [_proposal(code, one, names) for one in found.attempts],
        "levels": [_level(code, found, place, names) for place in range(len(found.seen))],
        "shared": [_line(code, line, names) for line in shared],
        "clocks": [_line(code, line, names) for line in clock_lines(found.clock, found.late)],
        "chart": plots.lived_chart(points, rules.comfort_zone.satisfaction_target),
        "months": [_month(month) for month in reversed(found.months)], **_watermelon(found, names),
    }  # fmt: skip
    return render(request, "web/measures.html", context)


def _point(month: LivedMonth) -> plots.Lived:
    green = month.met / month.read if month.read else None
    lived = None if month.satisfied is None else month.satisfied / month.answers
    return plots.Lived(capitalised(say_month(month.month)), green, lived)


def _month(month: LivedMonth) -> dict[str, str]:
    counts = {"met": say_number(month.met), "read": say_number(month.read)}
    return {
        "month": capitalised(say_month(month.month)),
        "met": _("%(met)s of %(read)s") % counts if month.read else _("unknown"),
        "answers": say_number(month.answers),
        "lived": say_rate(month.satisfied, month.answers) if month.satisfied is not None else _("unknown"),
    }  # fmt: skip


def _watermelon(found: Review, names: Names) -> dict[str, Any]:
    """Green outside, red inside? The probability that people are under what is expected of them, and the verdict."""
    verdict = found.watermelon
    is_one = verdict.score > 0 if isinstance(verdict, Signal) else None
    state, icon = FOUND[is_one]
    words = {True: _("Watermelon"), False: _("No watermelon"), None: _("Can’t tell")}
    lived = found.lived if found.lived_proof else None
    return {
        "watermelon": {"state": state, "icon": icon, "label": words[is_one]},
        "watermelon_said": say_verdict(verdict, names),
        "probability": say_share(lived.probability_below) if lived else "",
        "target": say_share(default_rules().comfort_zone.satisfaction_target),
    }  # fmt: skip


def _proof(code: str, evidence: Evidence, names: Names) -> dict[str, str]:
    asked = urlencode({"of": evidence.code, "about": str(evidence.params.get("level_code", ""))})
    url = f"{reverse('web:measure_rows', args=[code])}?{asked}" if evidence.source else ""
    return {"text": say_evidence(evidence, names), "url": url}


def _proposal(code: str, one: Proposal, names: Names) -> dict[str, Any]:
    state, icon = ACTS.get(one.act.value, ("lively", "sparkles"))
    return {
        "chip": {"state": state, "icon": icon, "label": speak(f"comfort_zone.measure.{one.act.value}")},
        "name": names.get(one.measure, one.measure), "proofs": [_proof(code, e, names) for e in one.evidence],
        "url": reverse("web:level", args=[one.measure]) if one.measure else "",
    }  # fmt: skip


def _line(code: str, line: TestLine, names: Names) -> dict[str, Any]:
    state, icon = FOUND[line.found]
    words = {True: _("yes"), False: _("no"), None: _("can’t tell")}
    return {
        "test": speak(f"comfort_zone.test.{line.test}"), "key": line.test.upper() if line.test.startswith("t") else "",
        "chip": {"state": state, "icon": icon, "label": words[line.found]}, "proof": _proof(code, line.evidence, names),
    }  # fmt: skip


def _level(code: str, found: Review, place: int, names: Names) -> dict[str, Any]:
    level = found.seen[place][0]
    lines = [_line(code, line, names) for line in found.tests[place]]
    return {"name": names.get(level.code, level.code), "url": reverse("web:level", args=[level.code]), "lines": lines}


@require_GET
@rule("facts.read")
def rows(request: Asked, code: str) -> HttpResponse:
    """The rows behind one line of the review."""
    row = _handed(request, code)
    found = review_of(request.actor, row, default_rules(), clock.today())
    asked = request.GET.get("of", ""), request.GET.get("about", "")
    told = (e for e in _evidence(found) if (e.code, str(e.params.get("level_code", ""))) == asked and e.source)
    evidence = next(told, None)
    if evidence is None or evidence.source is None:
        raise Http404
    headers, lines = _incidents(row, evidence) if evidence.source.kind == TICKETS else source_rows(request, evidence)
    names = names_for({level.code for level, _e in found.seen} | {code})
    context = {
        "name": row.partner.name, "code": code, "sentence": say_evidence(evidence, names), "headers": headers,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")), "count": len(lines),
        "hidden": len(set(evidence.source.keys)) - len(lines), "day": "", "question": "",
    }  # fmt: skip
    return render(request, "web/figure.html", context)


def _incidents(row: Partnership, evidence: Evidence) -> tuple[list[str], list[Sequence[str]]]:
    """The incidents behind a proof, each with its hand-offs and the groups it went through."""
    assert evidence.source is not None
    wanted = set(evidence.source.keys)
    told = [j for j in journeys_of(row, clock.today()) if j.row in wanted]
    told.sort(key=lambda j: (-(count_of(j) or 0), j.row))
    lines: list[Sequence[str]] = [(j.row, say_number(count_of(j) or 0), " → ".join(steps(j))) for j in told]
    return [_("Incident"), _("Hand-offs"), _("Groups, in order")], lines


def _evidence(found: Review) -> Iterator[Evidence]:
    """Every line of a review."""
    for one in (*found.proposals, *found.attempts):
        yield from one.evidence
    for lines in found.tests:
        yield from (line.evidence for line in lines)
    yield from (line.evidence for line in clock_lines(found.clock, found.late))
