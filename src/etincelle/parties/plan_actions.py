"""Adopting a renewal plan, and taking it back: the client's private dates, all seats of a partnership in one change."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, one_visible, require, visible
from etincelle.foundation.models import Change, JournalEntry
from etincelle.parties.models import Partnership, Seat, SeatPlan

ADOPTED, TAKEN_BACK = "parties.adopt_plan", "parties.take_back_plan"
WHY = "renewal plan"


class PlanMoved(Exception):
    """The plan of the partnership was changed since it was read."""


def plan_mark(partnership: Partnership) -> str:
    """What the plan of a partnership is now, in a few signs: another mark, another plan."""
    rows = everything(SeatPlan, WHY).filter(seat__partnership=partnership).order_by("pk")
    return hashlib.sha256(repr(list(rows.values_list("pk", "version", "renew_on"))).encode()).hexdigest()[:16]


def adopt_plan(actor: Actor, partnership: Partnership, wanted: Mapping[int, date | None], mark: str) -> JournalEntry:
    """Plan the renewals of some seats (by key) on their days, none for None; raises PlanMoved over another plan."""
    require(actor, "facts.write")
    with transaction.atomic():
        row = one_visible(actor, Partnership, pk=partnership.pk)
        everything(Partnership, WHY).select_for_update().get(pk=row.pk)
        if mark != plan_mark(row):
            raise PlanMoved
        before = _planned(actor, row, wanted)
        return _write(actor, row, (before, dict(wanted)), ADOPTED)


def take_back_plan(actor: Actor, partnership: Partnership, entry: int) -> None:
    """Put the days back as they were before an adoption; raises PlanMoved when one of them was changed since."""
    require(actor, "facts.write")
    with transaction.atomic():
        row = one_visible(actor, Partnership, pk=partnership.pk)
        told = {"entry__pk": entry, "entry__action": ADOPTED, "entry__kind": row._meta.label, "entry__key": str(row.pk)}
        change = everything(Change, why="take back a plan").filter(**told).first()
        if change is None:
            raise PlanMoved
        was, became = (_days(values or {}) for values in (change.before, change.after))
        if _planned(actor, row, became) != became:
            raise PlanMoved
        _write(actor, row, (became, was), TAKEN_BACK)


def _days(values: Mapping[str, str | None]) -> dict[int, date | None]:
    return {int(key): date.fromisoformat(day) if day else None for key, day in values.items()}


def _planned(actor: Actor, partnership: Partnership, keys: Mapping[int, date | None]) -> dict[int, date | None]:
    """The days planned now for some seats; a seat of somebody else is not found."""
    seats = set(visible(actor, Seat).filter(partnership=partnership, pk__in=list(keys)).values_list("pk", flat=True))
    if seats != set(keys):
        raise PlanMoved
    planned = dict(visible(actor, SeatPlan).filter(seat__in=seats).values_list("seat_id", "renew_on"))
    return {key: planned.get(key) for key in sorted(keys)}


def _write(
    actor: Actor, partnership: Partnership, change: tuple[dict[int, date | None], dict[int, date | None]], action: str
) -> JournalEntry:
    before, after = change
    for key in sorted(after):
        if before.get(key) == after[key]:
            continue
        plan = everything(SeatPlan, WHY).filter(seat_id=key).first() or SeatPlan(seat_id=key, version=0)
        plan.renew_on = after[key]
        plan.version += 1
        plan.sample = partnership.sample
        plan.save()
    told = ({str(k): v for k, v in before.items()}, {str(k): v for k, v in after.items()})
    return journal.record(actor, action, (partnership._meta.label, str(partnership.pk)), *told)
