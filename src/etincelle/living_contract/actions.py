"""Reminders of a contract's dates: how long before, and not before which day; each change can be taken back."""

from datetime import date
from typing import Any

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, one_visible, require
from etincelle.foundation.models import Change
from etincelle.living_contract.models import Contract, DateReminder

REMINDED, RESTORED = "living_contract.remind", "living_contract.remind_undo"
WHY = "reminders of a contract"


def remind(actor: Actor, contract: int, kind: str, values: dict[str, Any]) -> DateReminder:
    """Change a reminder's lead_days or snoozed_until; raises 404 for a contract the actor may not see."""
    require(actor, "facts.write")
    owner = one_visible(actor, Contract, pk=contract)
    with transaction.atomic():
        row = _row(owner, kind)
        before = _values(row)
        _write(row, values)
        journal.record(actor, REMINDED, _subject(row), before, _values(row))
    return row


def undo_remind(actor: Actor, contract: int, kind: str) -> bool:
    """Put a reminder back as it was before its last change; False when there is nothing to take back."""
    require(actor, "facts.write")
    owner = one_visible(actor, Contract, pk=contract)
    with transaction.atomic():
        row = _row(owner, kind)
        last = (
            everything(Change, WHY)
            .filter(entry__kind=_subject(row)[0], entry__key=_subject(row)[1])
            .order_by("-entry__seq")
            .values_list("entry__action", "before")
            .first()
        )
        if last is None or last[0] != REMINDED or last[1] is None:
            return False
        before = _values(row)
        until = last[1].get("snoozed_until")
        _write(row, {**last[1], "snoozed_until": date.fromisoformat(until) if until else None})
        journal.record(actor, RESTORED, _subject(row), before, _values(row))
    return True


def _row(owner: Contract, kind: str) -> DateReminder:
    found = everything(DateReminder, WHY).select_for_update().filter(contract=owner, kind=kind).first()
    if found is None:
        found = DateReminder(contract=owner, kind=kind, sample=owner.sample)
        found.save(force_insert=True)
    return found


def _values(row: DateReminder) -> dict[str, Any]:
    return {"lead_days": row.lead_days, "snoozed_until": row.snoozed_until}


def _write(row: DateReminder, values: dict[str, Any]) -> None:
    for name in ("lead_days", "snoozed_until"):
        if name in values:
            setattr(row, name, values[name])
    row.version += 1
    row.save()


def _subject(row: DateReminder) -> tuple[str, str]:
    return row._meta.label, str(row.pk)
