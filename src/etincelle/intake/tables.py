"""Rows of the database in the words of a workbook: loaded, cleaned for storage, judged writable."""

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from etincelle.foundation.access import AREAS, Access, Actor, everything
from etincelle.foundation.models import Row
from etincelle.foundation.written import Written
from etincelle.intake.compare import Key, Values, World
from etincelle.intake.kinds import BY_KEY, Column, Kind
from etincelle.intake.sources.rows import ParsedRow, Value
from etincelle.intake.sources.values import BadValue

WHY = "import: compare with what exists"
SMALLEST_FIELD = 32_767


def model_named(name: str) -> type[Row]:
    """The model of a dotted name."""
    model: type[Row] = apps.get_model(name)
    return model


def model_of(kind: Kind) -> type[Row]:
    """The model a kind fills."""
    return model_named(kind.model)


def lookup(column: Column) -> str:
    """The path of a column's value from its own row: a reference is known by its target's natural column."""
    return f"{column.attribute}__{BY_KEY[column.ref].natural[0]}" if column.ref else column.attribute


def own_columns(kind: Kind) -> list[Column]:
    """The columns stored in the row itself."""
    return [column for column in kind.columns if not column.twin]


Rows = Callable[[type[Row]], "models.QuerySet[Any]"]


def all_rows(model: type[Row]) -> "models.QuerySet[Any]":
    """Every row of a model, for the comparison of an import."""
    return everything(model, WHY)


def load(kind: Kind, rows_of: Rows = all_rows) -> dict[Key, dict[str, Value]]:
    """All rows of a kind by natural key, private twins included."""
    columns = own_columns(kind)
    rows = rows_of(model_of(kind)).values_list("pk", *(lookup(column) for column in columns))
    by_pk: dict[int, dict[str, Value]] = {
        pk: {column.attribute: value for column, value in zip(columns, values, strict=True)}
        for pk, *values in rows.iterator(chunk_size=5000)
    }
    for name in kind.twins:
        load_twin(kind, name, by_pk, rows_of)
    return {tuple(values[attribute] for attribute in kind.natural): values for values in by_pk.values()}


def load_twin(kind: Kind, name: str, by_pk: Mapping[int, dict[str, Value]], rows_of: Rows) -> None:
    """Add a twin's values to the rows it hangs on; a missing twin says what an empty one would."""
    twin = kind.twins[name]
    columns = [column for column in kind.columns if column.twin == name]
    for values in by_pk.values():
        values.update({column.attribute: blank(kind, column) for column in columns})
    fields = [twin.value] if twin.value else [column.attribute for column in columns]
    for owner, *found in rows_of(model_named(twin.model)).values_list(f"{twin.owner}_id", *fields):
        if owner not in by_pk:
            continue
        if twin.value:
            held = by_pk[owner][columns[0].attribute]
            by_pk[owner][columns[0].attribute] = sorted([*(held if isinstance(held, list) else []), str(found[0])])
        else:
            by_pk[owner].update({column.attribute: value for column, value in zip(columns, found, strict=True)})


@functools.cache
def field_of(kind_key: str, attribute: str) -> "models.Field[Any, Any] | None":
    """The database field behind a column, None for a list."""
    kind = BY_KEY[kind_key]
    column = kind.column(attribute)
    twin = kind.twins.get(column.twin)
    if twin and twin.value:
        return None
    model = model_named(twin.model) if twin else model_of(kind)
    return model._meta.get_field(attribute)  # type: ignore[return-value]


def blank(kind: Kind, column: Column) -> Value:
    """What an empty cell stores."""
    field = field_of(kind.key, column.attribute)
    if field is None:
        return []
    if field.null:
        return None
    if field.has_default():
        default: Value = field.get_default()
        return default
    return ""


def clean(kind_key: str, attribute: str, value: Value) -> Value:
    """A value as the database would give it back; raises BadValue when it does not fit."""
    kind = BY_KEY[kind_key]
    field = field_of(kind_key, attribute)
    if value is None or value == "":
        return blank(kind, kind.column(attribute))
    if field is None or isinstance(value, list):
        return value
    if isinstance(field, models.DecimalField):
        return fitted(value, field)
    if isinstance(field, models.IntegerField) and isinstance(value, (str, int)):
        return small(int(value), field)
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        raise BadValue("length", str(field.max_length))
    for written in (v for v in field.validators if isinstance(v, Written)):
        check_written(written, str(value))
    return value


def check_written(written: Written, text: str) -> None:
    """BadValue for a text that its reader does not understand, as a form would say it."""
    try:
        written(text)
    except ValidationError as error:
        raise BadValue(written.code, written.example) from error


def small(number: int, field: "models.IntegerField[Any, Any]") -> int:
    """A whole number, when the field can hold it."""
    if isinstance(field, models.PositiveSmallIntegerField) and number > SMALLEST_FIELD:
        raise BadValue("int")
    return number


def fitted(value: Value, field: "models.DecimalField[Any, Any]") -> Decimal:
    """A decimal with the field's places; more digits than the field holds are refused, never rounded away."""
    number = Decimal(str(value))
    places = Decimal(1).scaleb(-field.decimal_places)
    if abs(number) >= Decimal(10) ** (field.max_digits - field.decimal_places):
        raise BadValue("decimal")
    return number.quantize(places)


def needed_kinds(rows: Iterable[ParsedRow]) -> set[str]:
    """The kinds of the rows, and all those they point to, near or far."""
    wanted = {row.kind for row in rows}
    while True:
        further = {column.ref for key in wanted for column in BY_KEY[key].columns if column.ref} - wanted
        if not further:
            return wanted
        wanted |= further


def world_for(rows: Iterable[ParsedRow], actor: Actor) -> World:
    """What exists around the rows of a file, as `actor` may change it."""
    existing: dict[str, Mapping[Key, Values]] = {key: load(BY_KEY[key]) for key in sorted(needed_kinds(rows))}
    owners = {
        alias: key[0]
        for key, values in existing.get("person", {}).items()
        for alias in (values["aliases"] if isinstance(values["aliases"], list) else [])
    }

    def allowed(kind: Kind, values: Values, find: Callable[[str, Key], Values | None]) -> str:
        aliases, code = values.get("aliases"), values.get("code")
        if isinstance(aliases, list) and any(owners.get(alias, code) != code for alias in aliases):
            return "address_taken"
        return "" if may_write(actor, kind, values, find) else "not_allowed"

    return World(existing, functools.partial(clean_for, actor), allowed)


def clean_for(actor: Actor, kind_key: str, attribute: str, value: Value) -> Value:
    """The same, refusing a cell of a private twin that the actor may not see: he could not know what he replaces."""
    kind = BY_KEY[kind_key]
    column = kind.column(attribute)
    if column.twin and not sees_column(actor, kind, column):
        raise BadValue("not_allowed_column")
    return clean(kind_key, attribute, value)


def sees_column(actor: Actor, kind: Kind, column: Column) -> bool:
    """Whether the actor's role covers the area of the table a column is stored in."""
    model = model_named(kind.twins[column.twin].model) if column.twin else model_of(kind)
    access: Access = model.ACCESS
    return access.area in AREAS[actor.role]


def may_write(actor: Actor, kind: Kind, values: Values, find: Callable[[str, Key], Values | None]) -> bool:
    """Whether the actor's role covers the area of a kind, and his partnerships the row."""
    access: Access = model_of(kind).ACCESS
    if access.area not in AREAS[actor.role]:
        return False
    if actor.partnerships is None:
        return True
    return partnership_of(kind, values, find) in actor.partnerships


def partnership_of(kind: Kind, values: Values, find: Callable[[str, Key], Values | None]) -> str:
    """The partnership a row belongs to, by following its references; "" when it belongs to none."""
    path = model_of(kind).ACCESS.partnership.split("__")[:-1]
    if kind.key == "partnership":
        return str(values.get("code", ""))
    current: Values | None = values
    for step in path:
        column = next((c for c in kind.columns if c.attribute == step), None)
        if column is None or current is None:
            return ""
        code = current.get(step)
        kind, current = BY_KEY[column.ref], find(column.ref, (code,))
        if kind.key == "partnership":
            return str(code or "")
    return ""


def day_of(value: Value) -> date | None:
    """The day of a date or an instant."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
