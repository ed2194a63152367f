"""What the contracts of a partnership say, sentence by sentence; what a person keeps becomes the contract's facts."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, require, rule, visible
from etincelle.foundation.speech import say_number, say_share
from etincelle.intake import storage
from etincelle.intake.contracts import read_contract
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.sources.rows import Refused
from etincelle.living_contract.models import Contract, ContractReading
from etincelle.living_contract.reading.actions import ContractMoved, confirm_reading, keep_reading, take_back_reading
from etincelle.living_contract.reading.phrases import FIELD_NAMES, say_steps, say_value, say_why
from etincelle.living_contract.reading.plain import plain, reading_of
from etincelle.living_contract.reading.terms import Field, Reading, Span, Term
from etincelle.parties.models import Partnership

BECOMES: dict[str, Field] = {
    "signed_on": Field.AGREEMENT,
    "starts_on": Field.EFFECTIVE,
    "ends_on": Field.EXPIRATION,
    "renewal": Field.RENEWAL,
    "renewal_months": Field.RENEWAL_PERIOD,
    "notice_months": Field.NOTICE,
    "notice_days": Field.NOTICE,
}
USE = "use"


class Kept(forms.ModelForm):  # type: ignore[type-arg]
    """The values kept, checked as the contract's own."""

    def validate_unique(self) -> None:
        """Nothing: no name of the contract is among them."""


def value_read(attribute: str, term: Term | None) -> Any:
    """What a term gives an attribute of the contract; None when it gives nothing."""
    value = term.value if term else None
    if isinstance(value, Span):
        return value.days if attribute == "notice_days" else value.months
    if attribute == "renewal":
        return value
    return value if isinstance(value, date) else None


def form_of(reading: ContractReading, chosen: tuple[str, ...], data: Any = None) -> Any:
    """A form of the chosen attributes: what was kept before, else what was read, else what the contract has."""
    found = reading_of(reading.terms)
    first = {}
    for name in chosen:
        kept = reading.decisions.get(name)
        read = value_read(name, found.terms.get(BECOMES[name]))
        first[name] = kept["kept"] if kept else read if read is not None else getattr(reading.contract, name)
    dates: dict[str, Any] = {
        name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in chosen if name.endswith("_on")
    }
    kind = forms.modelform_factory(Contract, form=Kept, fields=list(chosen), widgets=dates)
    return kind(data, initial=first, instance=reading.contract, auto_id=f"r{reading.pk}-%s")


def lines(reading: ContractReading, found: Reading) -> list[dict[str, Any]]:
    """Every term with its quotes, the attributes it may become beside it."""
    form = form_of(reading, tuple(BECOMES))
    by_field: dict[Field, list[Any]] = {}
    for name, field in BECOMES.items():
        by_field.setdefault(field, []).append({"name": name, "bound": form[name], "kept": reading.decisions.get(name)})
    return [{**told(term), "becomes": by_field.get(field, [])} for field, term in found.terms.items()]


def told(term: Term) -> dict[str, Any]:
    """A term in words."""
    known = term.value is not None
    return {
        "name": FIELD_NAMES[term.field],
        "said": say_value(term.value) if term.value is not None else say_why(term),
        "known": known,
        "sure": say_share(term.confidence) if known else "",
        "counted": say_steps(term),
        "quotes": [{"words": " ".join(one.text.split()), "line": say_number(one.line),
                    "page": say_number(one.page) if one.page else ""} for one in dict.fromkeys(term.quotes[:2])],
    }  # fmt: skip


def handed(request: Asked, code: str) -> Partnership:
    """The partnership, when the reader may see it."""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    return row


@require_GET
@rule("facts.read")
def readings(request: Asked, code: str) -> HttpResponse:
    """What do the contracts say?"""
    row = handed(request, code)
    contracts = []
    for contract in visible(request.actor, Contract).filter(partnership=row).order_by("code"):
        rows = (
            visible(request.actor, ContractReading).filter(contract=contract).select_related("contract").order_by("-pk")
        )
        papers = [{"row": one, "lines": lines(one, reading_of(one.terms))} for one in rows.order_by("-pk")]
        contracts.append({"row": contract, "papers": papers})
    context = {
        "code": code, "name": f"{row.partner.name} · {row.name}", "contracts": contracts,
        "may_write": may(request.actor, "facts.write"),
    }  # fmt: skip
    return render(request, "web/reading.html", context)


@require_POST
@rule("facts.write")
def send(request: Asked, code: str) -> HttpResponse:
    """Read a document in the limited child; the file itself is not kept."""
    actor = require(request.actor, "facts.write")
    contract = one_visible(actor, Contract, partnership=handed(request, code), code=request.POST.get("contract", ""))
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect("web:reading", code=code)
    name = (file.name or "file")[-255:]
    try:
        stored, digest = storage.keep(file)
        try:
            found = read_contract(storage.folder() / stored, name)
        finally:
            (storage.folder() / stored).unlink(missing_ok=True)
    except Refused as refused:
        messages.error(request, reject_sentence(refused.named(name)))
        return redirect("web:reading", code=code)
    row = ContractReading(contract=contract, digest=digest, filename=name, reader=found.reader, read_on=clock.today())
    row.terms = plain(found.reading)
    keep_reading(actor, row)
    messages.success(request, _("Read. Nothing of the contract has changed: keep what is right, below."))
    return redirect("web:reading", code=code)


@require_POST
@rule("facts.write")
def confirm(request: Asked, code: str, key: int) -> HttpResponse:
    """Keep what is ticked, as it stands in its field."""
    actor = require(request.actor, "facts.write")
    handed(request, code)
    row = one_visible(actor, ContractReading, pk=key, contract__partnership__code=code)
    chosen = tuple(name for name in BECOMES if name in request.POST.getlist(USE))
    form = form_of(row, chosen, request.POST)
    if not chosen or not form.is_valid():
        wrong = "; ".join(f"{form[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
        messages.error(request, wrong or _("Tick what you keep first."))
        return redirect("web:reading", code=code)
    found = reading_of(row.terms)
    read = {name: value_read(name, found.terms.get(BECOMES[name])) for name in chosen}
    plain_read = {name: value.isoformat() if isinstance(value, date) else value for name, value in read.items()}
    confirm_reading(actor, row, {name: form.cleaned_data[name] for name in chosen}, plain_read)
    back = reverse("web:reading_undo", args=[code, row.pk])
    messages.success(request, _("Kept in the contract."), extra_tags=back)
    return redirect("web:reading", code=code)


@require_POST
@rule("facts.write")
def undo(request: Asked, code: str, key: int) -> HttpResponse:
    """Put the contract back as before the latest confirmation."""
    actor = require(request.actor, "facts.write")
    handed(request, code)
    row = one_visible(actor, ContractReading, pk=key, contract__partnership__code=code)
    try:
        take_back_reading(actor, row)
    except ContractMoved:
        messages.warning(request, _("The contract was changed since: nothing was taken back."))
    else:
        messages.success(request, _("Undone."))
    return redirect("web:reading", code=code)
