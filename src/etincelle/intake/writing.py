"""Writes a plan's rows and remembers, row by row, how to put back what was there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from etincelle.foundation.access import everything
from etincelle.foundation.models import Row
from etincelle.foundation.versions import plain_values
from etincelle.intake.compare import Plan, Write
from etincelle.intake.kinds import BY_KEY, KINDS, Kind, Twin
from etincelle.intake.models import Batch, RowChange
from etincelle.intake.sources.rows import Value
from etincelle.intake.tables import lookup, model_named, model_of, own_columns

WHY = "import: write"
CHUNK = 400
DELETED = 0


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as JSON stores them."""
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Slices small enough for one statement."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


@dataclass(slots=True)
class Writer:
    """Writes for one batch, inside the caller's transaction."""

    batch: Batch
    changes: list[RowChange] = field(default_factory=list)
    numbers: dict[str, dict[Value, int]] = field(default_factory=dict)

    def write(self, plan: Plan) -> None:
        """All rows of a plan, in dependency order, then what undo needs."""
        for kind in (*KINDS, BY_KEY["report"]):
            writes = [write for write in plan.writes if write.kind == kind.key]
            if writes:
                self.write_kind(kind, writes)
        self.close()

    def close(self) -> None:
        """Store what undo needs."""
        for some in chunks(self.changes):
            everything(RowChange, WHY).bulk_create(some)
        self.changes = []

    def write_kind(self, kind: Kind, writes: Sequence[Write]) -> None:
        """The rows of one kind, then their twins."""
        created = [write for write in writes if write.before is None]
        changed = [write for write in writes if write.before is not None]
        owners = {**self.create(kind, created), **self.change(kind, changed)}
        for name, twin in kind.twins.items():
            columns = {column.attribute for column in kind.columns if column.twin == name}
            told = {owners[write.key]: {a: v for a, v in write.values.items() if a in columns} for write in writes}
            told = {owner: values for owner, values in told.items() if values}
            if twin.value:
                self.write_list(twin, {owner: next(iter(values.values())) for owner, values in told.items()})
            else:
                self.write_twin(twin, told)

    def create(self, kind: Kind, writes: Sequence[Write]) -> dict[Any, int]:
        """New rows; a reference to a row of the same sheet is set once all of them exist."""
        model = model_of(kind)
        rows = [
            model(**self.columns_of(kind, write, own_sheet=False), sample=self.batch.sample, batch=self.batch.pk)
            for write in writes
        ]
        for some in chunks(rows):
            everything(model, WHY).bulk_create(some)
        self.numbers.pop(kind.key, None)
        for column in own_columns(kind):
            if column.ref == kind.key:
                pointing = [(row, w) for row, w in zip(rows, writes, strict=True) if w.values.get(column.attribute)]
                for row, write in pointing:
                    number = self.number(kind.key, write.values[column.attribute])
                    setattr(row, f"{column.attribute}_id", number)
                everything(model, WHY).bulk_update([row for row, _ in pointing], [column.attribute], batch_size=CHUNK)
        self.remember(model, rows, {})
        return {write.key: row.pk for write, row in zip(writes, rows, strict=True)}

    def change(self, kind: Kind, writes: Sequence[Write]) -> dict[Any, int]:
        """Changed rows, with their version raised and their former values remembered."""
        model = model_of(kind)
        numbers = self.numbers_by_key(kind, writes)
        by_number = {numbers[write.key]: write for write in writes}
        for some in chunks(list(by_number)):
            rows = list(everything(model, WHY).select_for_update().filter(pk__in=some))
            touched = [row for row in rows if self.columns_of(kind, by_number[row.pk], own_sheet=True)]
            before = {row.pk: plain_values(row) for row in touched}
            for row in touched:
                for name, value in self.columns_of(kind, by_number[row.pk], own_sheet=True).items():
                    setattr(row, name, value)
            self.update(model, touched, before)
        return numbers

    def update(self, model: type[Row], rows: Sequence[Row], before: Mapping[int, dict[str, Any]]) -> None:
        """Store changed rows under a new version."""
        for row in rows:
            row.version += 1
            row.batch = self.batch.pk
        if rows:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            everything(model, WHY).bulk_update(rows, names, batch_size=50)
        self.remember(model, rows, before)

    def columns_of(self, kind: Kind, write: Write, *, own_sheet: bool) -> dict[str, Any]:
        """The database columns a write fills, references as row numbers."""
        values: dict[str, Any] = {}
        for column in own_columns(kind):
            if column.attribute not in write.values:
                continue
            value = write.values[column.attribute]
            if not column.ref:
                values[column.attribute] = value
            elif column.ref != kind.key or own_sheet:
                values[f"{column.attribute}_id"] = self.number(column.ref, value)
        return values

    def number(self, kind_key: str, code: Value) -> int | None:
        """The row number behind a code."""
        if code in (None, ""):
            return None
        if kind_key not in self.numbers:
            kind = BY_KEY[kind_key]
            found = everything(model_of(kind), WHY).values_list(kind.natural[0], "pk")
            self.numbers[kind_key] = dict(found.iterator())
        return self.numbers[kind_key].get(code)

    def numbers_by_key(self, kind: Kind, writes: Sequence[Write]) -> dict[Any, int]:
        """The row numbers of natural keys."""
        if not writes:
            return {}
        wanted = {write.key for write in writes}
        paths = [lookup(kind.column(attribute)) for attribute in kind.natural]
        rows = everything(model_of(kind), WHY).values_list("pk", *paths)
        return {key: pk for pk, *key_parts in rows.iterator() if (key := tuple(key_parts)) in wanted}

    def write_twin(self, twin: Twin, told: Mapping[int, Mapping[str, Value]]) -> None:
        """One private row per owner: created when it says something, else changed."""
        model = model_named(twin.model)
        owner = f"{twin.owner}_id"
        for some in chunks(list(told)):
            rows = list(everything(model, WHY).filter(**{f"{owner}__in": some}))
            before = {row.pk: plain_values(row) for row in rows}
            for row in rows:
                for name, value in told[getattr(row, owner)].items():
                    setattr(row, name, value)
            self.update(model, rows, before)
            known = {getattr(row, owner) for row in rows}
            fresh = [
                model(**{owner: number, **told[number]}, sample=self.batch.sample, batch=self.batch.pk)
                for number in some
                if number not in known and any(v not in (None, "", False) for v in told[number].values())
            ]
            everything(model, WHY).bulk_create(fresh)
            self.remember(model, fresh, {})

    def write_list(self, twin: Twin, told: Mapping[int, Value]) -> None:
        """One row per item of an owner's list: missing ones created, others removed, all remembered."""
        model = model_named(twin.model)
        owner = f"{twin.owner}_id"
        for some in chunks(list(told)):
            rows = list(everything(model, WHY).filter(**{f"{owner}__in": some}))
            wanted = {(number, item) for number in some for item in list_of(told[number])}
            held = {(getattr(row, owner), getattr(row, twin.value)): row for row in rows}
            gone = [row for key, row in held.items() if key not in wanted]
            self.changes += [self.change_of(model, row.pk, as_json(plain_values(row)), DELETED) for row in gone]
            everything(model, WHY).filter(pk__in=[row.pk for row in gone]).delete()
            fresh = [
                model(**{owner: number, twin.value: item}, sample=self.batch.sample, batch=self.batch.pk)
                for number, item in sorted(wanted - held.keys())
            ]
            everything(model, WHY).bulk_create(fresh)
            self.remember(model, fresh, {})

    def remember(self, model: type[Row], rows: Sequence[Row], before: Mapping[int, dict[str, Any]]) -> None:
        """Note how to undo each row."""
        for row in rows:
            former = as_json(before[row.pk]) if row.pk in before else None
            self.changes.append(self.change_of(model, row.pk, former, row.version))

    def change_of(self, model: type[Row], number: int, before: dict[str, Any] | None, version: int) -> RowChange:
        """One remembered row."""
        return RowChange(
            batch=self.batch, model=model._meta.label, pk_of_row=number, before=before, version_after=version
        )


def list_of(value: Value) -> list[str]:
    """The items of a list cell."""
    return value if isinstance(value, list) else []
