"""At which level did the tie fall asleep, and how to wake it? The ladder, one tie, the levels where nobody faces us."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import say_date, say_money
from etincelle.network.right_level import Rung
from etincelle.parties.models import LEVELS, Partnership, Person
from etincelle.parties.reads import load_card
from etincelle.spark.network_gaps import Gap, gaps_in, valued
from etincelle.spark.network_life import NetworkLife, TieLife, network_of, tie_life
from etincelle.spark.voice import say_evidence, say_verdict, speak
from etincelle.vocabulary.signal import Evidence, Signal
from etincelle.web import drawing, telling_ties
from etincelle.web.figures import source_rows
from etincelle.web.spoke import spoke_url

PER_PAGE = 20
LEAST_SHARE = 0.0001
LEVEL_NAMES = dict(LEVELS)


def handed(request: Asked, code: str) -> Partnership:
    """The partnership with its partner, or 404."""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    return row


def known(request: Asked, codes: Iterable[str]) -> tuple[dict[str, str], dict[str, int]]:
    """The names and the keys of some people, as far as the reader may see them."""
    rows = list(visible(request.actor, Person).filter(code__in=set(codes)).values_list("code", "name", "pk"))
    return {code: name for code, name, _pk in rows}, {code: pk for code, _name, pk in rows}


@require_GET
@rule("call.read")
def network(request: Asked, code: str) -> HttpResponse:
    """At which level did the tie fall asleep? The ladder today, or at the signature."""
    row, today = handed(request, code), clock.today()
    then = row.signed_on if request.GET.get("when") == "then" and row.signed_on and row.signed_on < today else None
    life = network_of(request.actor, row, default_rules(), (then or today, today))
    names, keys = known(request, (*_people(life.rungs), *telling_ties.people_in(life.lines)))

    def address(pair: drawing.Pair) -> str:
        ours, theirs = (keys.get(one) for one in pair)
        return reverse("web:tie", args=[code, ours, theirs]) if ours and theirs else ""

    levels = {level: str(label) for level, label in LEVEL_NAMES.items()}
    scene = drawing.Scene(names, levels, then or today, life.met, life.gone, address)
    drawn = drawing.placed([line for r in life.rungs for line in drawing.rung_lines(r, scene)])
    asleep = next((line for line in drawn if line["word"] in ("asleep", "drowsy", "nobody", "gone", "unmet")), None)
    context = {
        "code": code, "name": row.partner.name, "rungs": drawn, "height": drawing.height_of(drawn),
        "across": drawing.across(life.rungs, scene), "then": then is not None,
        "signed": say_date(row.signed_on) if row.signed_on else "", "asleep": asleep,
        "renew": next((line for line in drawn if line["renew"] and line["url"]), None) if then is None else None,
        "seen": all(r.seen for r in life.rungs), "may_write": may(request.actor, "facts.write"),
        "compared": _compared(code, life), "lines": [_line(code, e, names) for e in life.lines],
    }  # fmt: skip
    return render(request, "web/network.html", context)


def _people(rungs: Iterable[Rung]) -> Iterator[str]:
    for rung in rungs:
        yield from (*rung.client, *rung.partner)
        for tie in rung.ties:
            yield from (tie.client, tie.partner)


def _line(code: str, evidence: Evidence, names: Mapping[str, str]) -> dict[str, str]:
    asked = urlencode({"of": evidence.code, "about": telling_ties.about(evidence)})
    url = f"{reverse('web:network_rows', args=[code])}?{asked}" if evidence.source else ""
    return {"text": say_evidence(evidence, names), "url": url}


def _compared(code: str, life: NetworkLife) -> dict[str, Any]:
    """« Combien de fois… et depuis ? »: both counts, what the test says of them, where they come from."""
    verdict = life.verdict
    if not isinstance(verdict, Signal):
        return {"text": say_verdict(verdict, {}), "test": "", "url": ""}
    proof = verdict.evidence[0]
    collapsed = verdict.score == 1.0
    chance = speak("network.chance_share", {"p_share": max(float(str(proof.params["p"])), LEAST_SHARE)})
    test = f"{speak('network.collapsed' if collapsed else 'network.not_collapsed')} {chance}"
    return {**_line(code, proof, {}), "test": test}


@require_GET
@rule("call.read")
def network_rows(request: Asked, code: str) -> HttpResponse:
    """The rows behind one line of the network."""
    row, today = handed(request, code), clock.today()
    life = network_of(request.actor, row, default_rules(), (today, today))
    told = (*life.lines, *(life.verdict.evidence if isinstance(life.verdict, Signal) else ()))
    asked = request.GET.get("of", ""), request.GET.get("about", "")
    evidence = next((e for e in told if (e.code, telling_ties.about(e)) == asked and e.source), None)
    if evidence is None or evidence.source is None:
        raise Http404
    headers, lines = source_rows(request, evidence)
    names, _keys = known(request, telling_ties.people_in([evidence]))
    context = {
        "name": row.partner.name, "code": code, "sentence": say_evidence(evidence, names), "headers": headers,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")), "count": len(lines),
        "hidden": len(set(evidence.source.keys)) - len(lines), "day": "", "question": "",
    }  # fmt: skip
    return render(request, "web/figure.html", context)


@require_GET
@rule("call.read")
def tie(request: Asked, code: str, ours: int, theirs: int) -> HttpResponse:
    """Does this tie live, and how to wake it?"""
    row, today = handed(request, code), clock.today()
    people = [one_visible(request.actor, Person, pk=key) for key in (ours, theirs)]
    life = tie_life(row, (people[0].code, people[1].code), default_rules(), today)
    if life is None:
        raise Http404
    names, _keys = known(request, telling_ties.people_of(life))
    contacts = [(say_date(c.day), drawing.channel_of(c), c.people) for c in life.contacts]
    rhythm = life.tie.rhythm
    context = {
        "code": code, "name": row.partner.name, "people": telling_ties.both(life, people),
        "chip": telling_ties.chip(life), "told": telling_ties.told(life, names),
        "life": drawing.life_line(life.tie.days, row.signed_on or rhythm.since, today),
        "page": Paginator(contacts, PER_PAGE).get_page(request.GET.get("page")),
        "figures": telling_ties.figures(life), "waking": telling_ties.waking(life, names),
        "path": telling_ties.path(life, names), "wake": telling_ties.wake(life, names), "phone": _phone(life),
        "spoke_url": spoke_url(code, people[0].code, people[1].code, "network"),
        "may_decide": may(request.actor, "call.decide"),
    }  # fmt: skip
    return render(request, "web/tie.html", context)


def _phone(life: TieLife) -> str:
    card = load_card(life.tie.partner)
    return card.phone if card else ""


@require_GET
@rule("call.read")
def gaps(request: Asked) -> HttpResponse:
    """At which levels does nobody talk? Of all partnerships, the most valuable first."""
    rules, today = default_rules(), clock.today()
    page = Paginator(valued(request.actor, rules, today), PER_PAGE).get_page(request.GET.get("page"))
    found = gaps_in(list(page), rules, today)
    names, _keys = known(request, _people(gap.rung for gap in found))
    context = {
        "page": page, "gaps": [_gap(gap, names) for gap in found],
        "whole": len(page) - len({gap.of.row.code for gap in found}),
    }  # fmt: skip
    return render(request, "web/gaps.html", context)


def _gap(gap: Gap, names: Mapping[str, str]) -> dict[str, str]:
    row, worth = gap.of.row, gap.of.worth
    return {
        "partnership": f"{row.partner.name} · {row.name}", "network_url": reverse("web:network", args=[row.code]),
        "level": str(LEVEL_NAMES[gap.rung.level]), "word": gap.kind,
        "client": drawing.people_label(gap.rung.client, names),
        "partner": drawing.people_label(gap.rung.partner, names),
        "worth": say_money(worth.annual_value) if worth.known else _("not known"),
    }  # fmt: skip
