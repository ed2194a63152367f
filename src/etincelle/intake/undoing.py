"""Puts back what a batch changed, exactly, or says which rows stand in the way and changes nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from etincelle.foundation.access import everything
from etincelle.foundation.models import Row
from etincelle.intake.models import Batch, RowChange
from etincelle.intake.tables import model_named
from etincelle.intake.writing import DELETED, chunks

WHY = "undo an import"


def undo_rows(batch: Batch) -> list[str]:
    """Restore every row of a batch; returns the rows in the way ("parties.Person 12"), and then nothing was done."""
    changes = list(everything(RowChange, WHY).filter(batch=batch).order_by("pk"))
    by_model: dict[str, list[RowChange]] = defaultdict(list)
    for change in changes:
        by_model[change.model].append(change)
    in_the_way = [found for name, some in by_model.items() for found in edited_since(name, some)]
    in_the_way += [found for name, some in by_model.items() for found in hanging_on(name, some, by_model)]
    if in_the_way:
        return sorted(set(in_the_way))
    for name in reversed(list(by_model)):
        restore(name, by_model[name])
    everything(RowChange, WHY).filter(batch=batch).delete()
    return []


def edited_since(name: str, changes: Sequence[RowChange]) -> list[str]:
    """Rows of one model that somebody changed or deleted after the batch."""
    model = model_named(name)
    found: list[str] = []
    for some in chunks([change for change in changes if change.version_after != DELETED]):
        wanted = {change.pk_of_row: change.version_after for change in some}
        stored = dict(everything(model, WHY).filter(pk__in=wanted).values_list("pk", "version"))
        found += [f"{name} {number}" for number, version in wanted.items() if stored.get(number) != version]
    return found


def hanging_on(name: str, changes: Sequence[RowChange], by_model: Mapping[str, Sequence[RowChange]]) -> list[str]:
    """Rows, not of this batch, that point to rows the batch created."""
    created = [change.pk_of_row for change in changes if change.before is None]
    found: list[str] = []
    for relation in model_named(name)._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        pointing: type[models.Model] = relation.related_model  # type: ignore[assignment]
        ours = {c.pk_of_row for c in by_model.get(pointing._meta.label, ()) if c.before is None}
        column = relation.field.name  # type: ignore[union-attr]
        for some in chunks(created):
            rows = everything(pointing, WHY).filter(**{f"{column}__in": some}).values_list("pk", flat=True)
            found += [f"{pointing._meta.label} {number}" for number in rows if number not in ours]
    return found


def restore(name: str, changes: Sequence[RowChange]) -> None:
    """Delete the rows of one model that the batch created, put back the ones it deleted or changed."""
    model = model_named(name)
    for some in chunks([change.pk_of_row for change in changes if change.before is None]):
        everything(model, WHY).filter(pk__in=some).delete()
    for change in changes:
        if change.before is None:
            continue
        values = {field.attname: field.to_python(change.before[field.attname]) for field in model._meta.concrete_fields}
        if change.version_after == DELETED:
            everything(model, WHY).bulk_create([model(**values)])
            continue
        put_back(model, change, values)


def put_back(model: type[Row], change: RowChange, values: dict[str, Any]) -> None:
    """Former values under a version nobody has seen; earlier batches learn it, so that they can be undone too."""
    version = change.version_after + 1
    former = values["version"]
    rows = everything(model, WHY).filter(pk=change.pk_of_row)
    rows.update(**{name: value for name, value in {**values, "version": version}.items() if name != "id"})
    earlier = everything(RowChange, WHY).filter(model=change.model, pk_of_row=change.pk_of_row, version_after=former)
    earlier.exclude(batch_id=change.batch_id).update(version_after=version)
