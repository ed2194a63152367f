"""Two people on one row, for every kind of fact that has a form: nothing is lost, both values are shown."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.test import Client
from tests.cast import Cast
from tests.walls.stage import set_whole_stage
from tests.walls.walk import signed_in

from etincelle.foundation.access import everything
from etincelle.foundation.written import Written
from etincelle.intake.kinds import KINDS, Kind
from etincelle.web.facts import model_of

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def cast() -> Cast:
    return set_whole_stage()


def row_of(kind: Kind) -> Any:
    row = everything(model_of(kind), "test").order_by("pk").first()
    assert row is not None, f"the stage has no row of the kind {kind.key}"
    return row


def sent(form: forms.ModelForm, version: int) -> dict[str, Any]:  # type: ignore[type-arg]
    """What a browser sends of a form as it was opened."""
    found = {name: form[name].value() for name in form.fields}
    return {k: str(v) if v is not True else "on" for k, v in found.items() if v not in (None, False)} | {
        "version": str(version)
    }


def another(field: forms.Field, value: str, turn: int) -> str:
    """A value that differs, of the field's own type."""
    if isinstance(field, forms.ModelChoiceField):
        return str(list(field.queryset.values_list("pk", flat=True))[-1])
    if isinstance(field, forms.DateField):
        return f"2031-0{turn}-17"
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return str(int(Decimal(value or 0)) + turn)
    if isinstance(field, forms.TypedChoiceField):
        return str([k for k, _label in field.choices if k not in ("", None)][turn - 1])
    return f"changed{turn}@example.org"[: getattr(field, "max_length", None) or 60]


def a_field(kind: Kind, form: forms.ModelForm) -> str:  # type: ignore[type-arg]
    """A field two people can both change: a free text, else a date, a figure, a choice, a code, a link."""
    order = (forms.CharField, forms.DateField, forms.DecimalField, forms.IntegerField, forms.TypedChoiceField)
    written = {f.name for f in model_of(kind)._meta.fields if any(isinstance(v, Written) for v in f.validators)}
    usable = {n: f for n, f in form.fields.items() if n not in {"code", "country", "currency", *written}}
    for wanted in order:
        for name, field in usable.items():
            if isinstance(field, wanted) and (wanted is not forms.TypedChoiceField or len(list(field.choices)) > 2):
                return name
    return "code" if "code" in form.fields else next(iter(usable))


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_a_stale_form_gets_both_versions_and_loses_nothing(cast: Cast, kind: Kind) -> None:
    client: Client = signed_in(cast, "vendor_manager")
    row = row_of(kind)
    address = f"/facts/{kind.key}/{row.pk}/"
    opened = client.get(address)
    form, version = opened.context["form"], opened.context["version"]
    name = a_field(kind, form)
    base = sent(form, version)
    changed = [another(form.fields[name], base.get(name, ""), turn) for turn in (1, 2)]
    if isinstance(form.fields[name], forms.ModelChoiceField):  # a link alone: leave it, and send the same form twice
        changed = [base[name], base[name]]
    first = client.post(address, base | {name: changed[0]})
    assert first.status_code == 302, (
        first.status_code,
        [getattr(c.get("form"), "errors", "") for c in first.context or ()][:1],
    )
    late = client.post(address, base | {name: changed[1]})
    assert late.status_code == 409
    stored = row_of(kind)
    assert stored.version == version + 1
    shown = {line["label"]: (line["mine"], line["theirs"]) for line in late.context["lines"]}
    label = str(model_of(kind)._meta.get_field(name).verbose_name).capitalize()
    if changed[0] != changed[1]:
        mine, theirs = shown[label]
        assert mine != theirs
        assert {mine, theirs} <= set(re.findall(r"<td[^>]*>(?:<strong>)?([^<]*)", late.content.decode()))
    kept = dict(FIELD.findall(late.content.decode()))
    assert {k: v for k, v in kept.items() if k not in ("version", "csrfmiddlewaretoken", "next")} == {
        k: v for k, v in (base | {name: changed[1]}).items() if k != "version"
    }
    assert client.post(address, kept).status_code == 302
    assert row_of(kind).version == version + 2
    assert str(client.get(address).context["form"][name].value()) in {changed[1] + end for end in ("", ".00", ".0000")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.key)
def test_every_kind_of_fact_is_added_by_its_form_and_once_only(cast: Cast, kind: Kind) -> None:
    client: Client = signed_in(cast, "vendor_manager")
    row = row_of(kind)
    typed = sent(client.get(f"/facts/{kind.key}/{row.pk}/").context["form"], 1)
    everything(model_of(kind), "test").filter(pk=row.pk).delete()
    before = everything(model_of(kind), "test").count()
    assert client.post(f"/facts/{kind.key}/add/", typed).status_code == 302
    again = client.post(f"/facts/{kind.key}/add/", typed)
    assert again.status_code == 400
    assert again.context["form"].non_field_errors()
    assert everything(model_of(kind), "test").count() == before + 1
