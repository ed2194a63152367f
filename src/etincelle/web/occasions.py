"""Why reopen this contract today? Each reason with its rows, the clause it touches and what could be traded."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.living_contract.occasions import Occasion
from etincelle.parties.models import Partnership
from etincelle.spark.occasion_reads import occasions_of
from etincelle.spark.voice import keys_in, names_for, say_evidence, speak, texts_in
from etincelle.vocabulary.signal import Evidence
from etincelle.web.figures import source_rows

ROWS_SHOWN = 5


@require_GET
@rule("call.read")
def occasions(request: Asked, code: str) -> HttpResponse:
    """Every occasion of a partnership's contracts today."""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    found = occasions_of(row, default_rules(), clock.today())
    params = [dict(proof.params) for one in found for proof in one.evidence]
    names = names_for(texts_in(params) | {one.clause for one in found}, keys_in(params) | {"level_code"})
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name,
        "occasions": _grouped([_told(request, one, names) for one in found]),
    }  # fmt: skip
    return render(request, "web/occasions.html", context)


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
