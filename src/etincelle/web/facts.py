"""Plain forms to add or correct any fact: one list, one form, one merge page for all kinds of rows."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.models import Row
from etincelle.foundation.versions import StaleVersion, plain_values
from etincelle.intake.kinds import KINDS, Kind
from etincelle.parties.actions import add_row, correct_row
from etincelle.parties.models import Partnership, Person
from etincelle.web.figures import HIDDEN, cell
from etincelle.web.stamp import addresses

PER_PAGE = 50
SHOWN_COLUMNS = 5


def kind_of(key: str) -> Kind:
    """The kind of an address, or 404."""
    found = next((k for k in KINDS if k.key == key), None)
    if found is None:
        raise Http404
    return found


def model_of(kind: Kind) -> type[Row]:
    """The model of a kind."""
    model: type[Row] = apps.get_model(kind.model)
    return model


def sheet(kind: Kind) -> str:
    """The kind's name in the reader's language."""
    return kind.sheet("fr" if (get_language() or "fr").startswith("fr") else "en")


def editable(model: type[Row]) -> "list[models.Field[Any, Any]]":
    """The columns a person may fill."""
    return [f for f in model._meta.concrete_fields if f.editable and f.name not in HIDDEN - {"text", "comment"}]


def form_for(request: Asked, model: type[Row]) -> "type[forms.ModelForm[Row]]":
    """A form of the model whose choices are the rows the reader may see."""

    def field_of(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
        if isinstance(field, models.ForeignKey):
            rows = visible(request.actor, field.remote_field.model)
            return forms.ModelChoiceField(rows, required=not field.blank, label=str(field.verbose_name).capitalize())
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if isinstance(field, models.CharField) and (field.max_length or 0) > 200:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return field.formfield(**kwargs)

    class Unchecked(forms.ModelForm):  # type: ignore[type-arg]
        """Uniqueness is the database's business: its refusal is told in words."""

        def validate_unique(self) -> None:
            """Nothing: the manager refuses to look rows up without a reader."""

    names = [f.name for f in editable(model)]
    return forms.modelform_factory(model, form=Unchecked, fields=names, formfield_callback=field_of)


@require_GET
@rule("facts.read")
def facts(request: Asked) -> HttpResponse:
    """All kinds of facts the reader may see, with how many there are."""
    rows = []
    for kind in KINDS:
        count = visible(request.actor, model_of(kind)).count()
        rows.append({"label": sheet(kind), "url": reverse("web:fact_list", args=[kind.key]), "count": count})
    return render(request, "web/facts.html", {"rows": rows, "may_see_people": may(request.actor, "call.read")})


def sheets_of(partnership: str) -> list[dict[str, str]]:
    """The sheets that hold facts of a partnership, each narrowed to it."""
    narrowed = urlencode({"partnership": partnership})
    held = [kind for kind in KINDS if model_of(kind).ACCESS.partnership]
    address = addresses("web:fact_list")
    return [{"label": sheet(kind), "url": f"{address(kind.key)}?{narrowed}"} for kind in held]


def narrowed(request: Asked, rows: "models.QuerySet[Row]", model: type[Row]) -> "tuple[models.QuerySet[Row], str]":
    """The rows of the partnership named in the address, if the sheet hangs on partnerships; and its name."""
    code, path = request.GET.get("partnership", ""), model.ACCESS.partnership
    if not (code and path):
        return rows, ""
    found = visible(request.actor, Partnership).filter(code=code).values_list("partner__name", "name").first()
    return rows.filter(**{path: code}), " · ".join(found or (code,))


@require_GET
@rule("facts.read")
def fact_list(request: Asked, kind: str) -> HttpResponse:
    """The rows of a kind."""
    chosen = kind_of(kind)
    model = model_of(chosen)
    fields = editable(model)[:SHOWN_COLUMNS]
    rows = (
        visible(request.actor, model)
        .order_by("pk")
        .select_related(*[f.name for f in fields if isinstance(f, models.ForeignKey)])
    )
    rows, only = narrowed(request, rows, model)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [{"url": reverse("web:fact_edit", args=[kind, r.pk]), "cells": [cell(r, f) for f in fields]} for r in page]
    context = {
        "title": sheet(chosen),
        "kind": kind,
        "headers": [str(f.verbose_name).capitalize() for f in fields],
        "lines": lines,
        "page": page,
        "only": only,
        "may_write": may(request.actor, "facts.write"),
    }
    return render(request, "web/fact_list.html", context)


@require_http_methods(["GET", "POST"])
@rule("facts.write")
def fact_add(request: Asked, kind: str) -> HttpResponse:
    """Add a row."""
    chosen = kind_of(kind)
    form = form_for(request, model_of(chosen))(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_row(request.actor, form.save(commit=False))  # type: ignore[arg-type]
        except IntegrityError:
            form.add_error(None, _("This row already exists: correct it instead of adding it twice."))
        else:
            messages.success(request, _("Added."))
            return redirect("web:fact_list", kind=kind)
    status = 400 if request.method == "POST" else 200
    return render(request, "web/fact_form.html", {"title": sheet(chosen), "kind": kind, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@rule("facts.write")
def fact_edit(request: Asked, kind: str, key: int) -> HttpResponse:
    """Correct a row; a row changed meanwhile by somebody else gives the merge page, and nothing is lost."""
    chosen = kind_of(kind)
    row = one_visible(request.actor, model_of(chosen), pk=key)
    before = plain_values(row)
    form = form_for(request, model_of(chosen))(request.POST or None, instance=row)
    context = {"title": sheet(chosen), "kind": kind, "form": form, "version": row.version, "editing": True}
    if request.method == "GET":
        return render(request, "web/fact_form.html", context)
    if not form.is_valid():
        return render(request, "web/fact_form.html", context | {"version": request.POST.get("version")}, status=400)
    expected = version_sent(request)
    try:
        correct_row(request.actor, form.save(commit=False), before, expected)  # type: ignore[arg-type]
    except StaleVersion as stale:
        return _merge(request, chosen, form, stale.current)
    except IntegrityError:
        form.add_error(None, _("Another row already has this key."))
        return render(request, "web/fact_form.html", context | {"version": expected}, status=400)
    messages.success(request, _("Corrected."))
    if isinstance(row, Person):  # his page shows the correction, and takes it back
        return redirect("web:person", code=row.code) if may(request.actor, "call.read") else redirect("web:facts")
    return redirect("web:fact_list", kind=kind)


def version_sent(request: Asked) -> int:
    """The version a form was opened on; 0, which never exists, when it says none that can be."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _merge(request: Asked, kind: Kind, form: "forms.ModelForm[Row]", current: Row) -> HttpResponse:
    """Both versions side by side; sending again keeps yours over the one shown."""
    fields = editable(type(current))
    lines = [
        {"label": str(f.verbose_name).capitalize(), "mine": cell(form.instance, f), "theirs": cell(current, f)}
        for f in fields if cell(form.instance, f) != cell(current, f)
    ]  # fmt: skip
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("version", "csrfmiddlewaretoken")
    ]
    context = {
        "title": sheet(kind),
        "lines": lines,
        "kept": kept,
        "version": current.version,
        "kind": kind.key,
        "key": current.pk,
    }
    return render(request, "web/merge.html", context, status=409)
