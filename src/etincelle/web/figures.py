"""« D’où vient ce chiffre ? »: the source rows behind a proof; their number is the denominator."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Field, ForeignKey
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from etincelle.foundation.access import Asked, one_visible, rule, visible
from etincelle.foundation.speech import say_date, say_number
from etincelle.ledger.parts import ledger
from etincelle.network.models import DeclaredContact
from etincelle.network.reads import mail_rows
from etincelle.parties.models import Person
from etincelle.spark import reads
from etincelle.spark.codec import decision_of
from etincelle.spark.models import Morning
from etincelle.spark.voice import names_for, say_evidence, speak, texts_in
from etincelle.vocabulary.signal import Evidence, Signal

PER_PAGE = 50
DECLARED = "declared|"
HIDDEN = frozenset({"id", "version", "sample", "batch", "text", "digest", "comment"})


@require_GET
@rule("facts.read")
def figure(request: Asked, key: int, partnership: str, code: str) -> HttpResponse:
    """The rows of one proof of one decision."""
    morning = one_visible(request.actor, Morning, pk=key)
    found = [
        (verdict, e)
        for verdict in reads.verdicts_of(request.actor, morning, partnership) if isinstance(verdict, Signal)
        for e in verdict.evidence if e.code == code and e.source
    ]  # fmt: skip
    told = [e for _verdict, e in found] or _from_briefing(morning, partnership, code)
    evidence = _wanted(told, request.GET.get("of", ""))
    if evidence is None or evidence.source is None:
        raise Http404
    names = names_for({partnership} | texts_in(dict(evidence.params)))
    headers, rows = source_rows(request, evidence)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "name": names.get(partnership, partnership),
        "code": partnership,
        "sentence": say_evidence(evidence, names),
        "headers": headers,
        "page": page,
        "count": len(rows),
        "hidden": len(set(evidence.source.keys)) - len(rows),
        "day": say_date(morning.day),
        "question": speak(f"{found[0][0].code}.question") if found else "",
    }
    return render(request, "web/figure.html", context)


def _wanted(told: Sequence[Evidence], first_row: str) -> Evidence | None:
    """Of several proofs of one code, the one whose rows begin with the row asked for; else the first."""
    named = (e for e in told if e.source and e.source.keys[:1] == (first_row,))
    return next(named, told[0] if told else None)


def _from_briefing(morning: Morning, partnership: str, code: str) -> list[Evidence]:
    """The proofs of one code that only the briefing holds (a promise, an ambition)."""
    decision = decision_of(morning.payload)
    call = getattr(decision, "next_call", None) or decision
    if getattr(call, "partnership", None) != partnership:
        return []
    told = call.briefing  # type: ignore[union-attr]
    lines = (
        *told.why_now,
        *told.last_words,
        *told.what_changed,
        *told.their_interests,
        *([told.warm_path] if told.warm_path else []),
    )
    return [e for e in lines if e.code == code and e.source]


def source_rows(request: Asked, evidence: Evidence) -> tuple[list[str], list[Sequence[str]]]:
    """Headers and cells of the rows behind a proof, as far as the reader may see them."""
    assert evidence.source is not None
    if evidence.source.kind == "ledger.contacts":
        return contact_rows(request, evidence.source.keys)
    model = apps.get_model(evidence.source.kind)
    shown = getattr(model, "SHOWN", [f.name for f in model._meta.concrete_fields if f.name not in HIDDEN])
    fields = [model._meta.get_field(name) for name in shown]
    by = "code" if model is Person else "pk"  # a judgement knows people by their code
    rows = visible(request.actor, model).filter(**{f"{by}__in": evidence.source.keys}).order_by("pk")
    rows = rows.select_related(*followed(fields))
    return [str(f.verbose_name).capitalize() for f in fields], [[cell(row, f) for f in fields] for row in rows]


def followed(fields: "Sequence[Field[Any, Any]]") -> list[str]:
    """The foreign keys whose rows are shown, a partnership with its partner's name."""
    keys = [f for f in fields if isinstance(f, ForeignKey)]
    return [f"{f.name}__partner" if f.name == "partnership" else f.name for f in keys]


def cell(row: Any, field: "Field[Any, Any]") -> str:
    """One value as text in the reader's language."""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if value is None:
        return ""
    kind = field.get_internal_type()
    if kind == "DateField":
        return say_date(value)
    if kind == "DateTimeField":
        return date_format(value, "SHORT_DATETIME_FORMAT")
    if kind == "DecimalField":
        return say_number(value, 4)
    return str(value)


def contact_rows(request: Asked, keys: tuple[str, ...]) -> tuple[list[str], list[Sequence[str]]]:
    """Contacts of the ledger, mail and declared ones: day, channel, who; nothing else is kept of them."""
    wanted = set(keys)
    found = [r for r in ledger().query("contact_rows", [sorted(wanted)]) if r[0] in wanted]
    found += mail_rows(wanted)
    remembered = [key.removeprefix(DECLARED) for key in wanted if key.startswith(DECLARED)]
    declared = visible(request.actor, DeclaredContact).filter(pk__in=remembered)
    found += [
        (f"{DECLARED}{pk}", day, "declared", people)
        for pk, day, *people in declared.values_list("pk", "day", "person_client__code", "person_partner__code")
    ]
    names = names_for(person for _key, _day, _channel, persons in found for person in persons)
    rows: list[Sequence[str]] = [
        (say_date(day), speak(f"network.channel.{channel}"), ", ".join(names.get(p, p) for p in persons))
        for _key, day, channel, persons in sorted(found, key=lambda row: row[1], reverse=True)
    ]
    return [speak("network.column.day"), speak("network.column.channel"), speak("network.column.people")], rows
