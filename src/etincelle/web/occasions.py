"""Why reopen this contract today? Each reason with its rows, the clause it touches and what could be traded."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.living_contract.deal_facts import Table
from etincelle.living_contract.deal_words import law
from etincelle.living_contract.guard_rails import guard
from etincelle.living_contract.occasions import Occasion
from etincelle.living_contract.proposals import CODE, Proposal, proposed, table_of
from etincelle.living_contract.room.forms import LONGEST_TITLE
from etincelle.parties.models import Partnership
from etincelle.spark.occasion_reads import facts_of
from etincelle.spark.occasions import occasions
from etincelle.spark.voice import keys_in, names_for, say_evidence, speak, texts_in
from etincelle.vocabulary.signal import Evidence
from etincelle.web.figures import source_rows

ROWS_SHOWN = 5


@require_GET
@rule("call.read")
def occasions_page(request: Asked, code: str) -> HttpResponse:
    """Every occasion of a partnership's contracts today."""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    today = clock.today()
    facts = facts_of(row, today)
    found = occasions(facts, default_rules(), today)
    points = proposed(found, facts.contract.contracts, today)
    params = [dict(proof.params) for one in found for proof in one.evidence]
    names = names_for(texts_in(params) | {one.clause for one in found}, keys_in(params) | {"level_code"})
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name,
        "occasions": _grouped([_told(request, one, names) for one in found]),
        "points": [_point(one, names) for one in points], "may_play": may(request.actor, "deal.write"),
        "law": _law(points, table_of(points, facts.contract.contracts, today), names),
    }  # fmt: skip
    return render(request, "web/occasions.html", context)


def _point(one: Proposal, names: dict[str, str]) -> dict[str, Any]:
    """A proposed point in words: what could be asked, what each side gains, where it comes from."""
    titles = [speak(level.title) for level in one.issue.levels]
    asked = [speak(f"living_contract.occasion.{occasion.code}") for occasion in one.occasions]
    return {
        "title": speak(one.issue.title, one.subject, names), "today": titles[0], "levels": titles[1:],
        "giver": one.issue.giver, "client": speak(f"{CODE}.{one.kind}.client_gains"),
        "partner": speak(f"{CODE}.{one.kind}.partner_gains"), "from": list(dict.fromkeys(asked)),
    }  # fmt: skip


def _law(points: Sequence[Proposal], table: Table, names: dict[str, str]) -> list[str]:
    """Which levels a public contract may not hold, or not yet, and why; nothing for a private one."""
    if table.public is None:
        return []
    issues = [
        replace(one.issue, title=speak(one.issue.title, one.subject, names),
                levels=tuple(replace(level, title=speak(level.title)) for level in one.issue.levels))
        for one in points
    ]  # fmt: skip
    return [say_evidence(line, {}) for line in law(guard(table, default_rules().living_contract.public), None, issues)]


def points_to_begin_with(row: Partnership) -> str:
    """The proposed points of a partnership as the form of a new table takes them: one a line, today's level first."""
    facts, today = facts_of(row, clock.today()), clock.today()
    points = proposed(occasions(facts, default_rules(), today), facts.contract.contracts, today)
    params = [dict(one.subject) for one in points]
    names = names_for(texts_in(params), keys_in(params))
    return "\n".join(_line(one, names) for one in points)


def _line(one: Proposal, names: dict[str, str]) -> str:
    """A point in one line; what separates the parts of a line is taken out of names, and long names are cut."""
    title = speak(one.issue.title, one.subject, names)
    for mark in ":|\r\n":
        title = title.replace(mark, " ")
    levels = " | ".join(speak(level.title) for level in one.issue.levels)
    return _("%(point)s: %(levels)s") % {"point": title[:LONGEST_TITLE].strip(), "levels": levels}


def _grouped(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Occasions of one kind under one title: their clauses and proofs together, in order."""
    by_title: dict[str, dict[str, Any]] = {}
    for one in found:
        held = by_title.setdefault(one["title"], {"title": one["title"], "levers": [], "parts": []})
        held["parts"].append({"clause": one["clause"], "proofs": one["proofs"]})
        held["levers"] += [lever for lever in one["levers"] if lever not in held["levers"]]
    return list(by_title.values())


def _told(request: Asked, one: Occasion, names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": speak(f"living_contract.occasion.{one.code}"), "clause": names.get(one.clause, one.clause),
        "proofs": [_proof(request, proof, names) for proof in one.evidence],
        "levers": [speak(f"living_contract.trade.{lever}") for lever in one.levers],
    }  # fmt: skip


def _proof(request: Asked, proof: Evidence, names: dict[str, str]) -> dict[str, Any]:
    """A proof in words with its first rows, as far as the reader may see them."""
    rows = source_rows(request, proof)[1] if proof.source else []
    told = [" · ".join(cell for cell in row if cell) for row in rows]
    return {"text": say_evidence(proof, names), "rows": told[:ROWS_SHOWN], "more": max(len(told) - ROWS_SHOWN, 0)}
