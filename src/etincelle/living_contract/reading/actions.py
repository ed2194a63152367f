"""What is read in a contract becomes a fact only when a person confirms it, field by field; and that can be undone."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, one_visible, require
from etincelle.foundation.versions import plain_values, save_versioned
from etincelle.living_contract.models import Contract, ContractReading

WHY = "contract reading"
CONFIRMED, TAKEN_BACK = "living_contract.confirm_reading", "living_contract.take_back_reading"


class ContractMoved(Exception):
    """The contract was changed since, so nothing is taken back."""


def keep_reading(actor: Actor, found: ContractReading) -> ContractReading:
    """Store what was read; the same document read again keeps what was decided of it."""
    require(actor, "facts.write")
    with transaction.atomic():
        contract = one_visible(actor, Contract, pk=found.contract_id)
        same = everything(ContractReading, WHY).filter(contract=contract, digest=found.digest).first()
        if same is not None:
            found.pk, found.decisions, found.last = same.pk, same.decisions, same.last
            found.version = same.version + 1
        found.sample = contract.sample
        found.save()
        told = {"file": found.filename, "digest": found.digest}
        journal.record(actor, "living_contract.read", (found._meta.label, str(found.pk)), after=told)
    return found


def confirm_reading(actor: Actor, reading: ContractReading, values: Mapping[str, Any], read: Mapping[str, Any]) -> None:
    """Write the confirmed values into the contract and remember both what was read and what was kept."""
    require(actor, "facts.write")
    with transaction.atomic():
        row = one_visible(actor, ContractReading, pk=reading.pk)
        contract = one_visible(actor, Contract, pk=row.contract_id)
        before = {name: _plain(getattr(contract, name)) for name in values}
        for name, value in values.items():
            setattr(contract, name, value)
        save_versioned(contract, contract.version)
        row.last = {"before": before, "decisions": row.decisions, "version": contract.version}
        kept = {name: {"read": read.get(name), "kept": _plain(value)} for name, value in values.items()}
        row.decisions = {**row.decisions, **kept}
        row.version += 1
        row.save()
        after = {name: _plain(value) for name, value in values.items()}
        journal.record(actor, CONFIRMED, (contract._meta.label, str(contract.pk)), before, after)


def take_back_reading(actor: Actor, reading: ContractReading) -> None:
    """Put the contract and the decisions back as before the latest confirmation; raises ContractMoved."""
    require(actor, "facts.write")
    with transaction.atomic():
        row = one_visible(actor, ContractReading, pk=reading.pk)
        contract = one_visible(actor, Contract, pk=row.contract_id)
        if not row.last or contract.version != row.last["version"]:
            raise ContractMoved
        became, fields = plain_values(contract), {field.name: field for field in contract._meta.concrete_fields}
        for name, value in row.last["before"].items():
            setattr(contract, name, fields[name].to_python(value))
        save_versioned(contract, contract.version)
        told = {name: became[name] for name in row.last["before"]}
        journal.record(actor, TAKEN_BACK, (contract._meta.label, str(contract.pk)), told, row.last["before"])
        row.decisions, row.last = row.last["decisions"], {}
        row.version += 1
        row.save()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
