"""Queries that every page asks, written in SQL once.

Django builds and compiles a query in about five times the time SQLite needs to answer it, at every request: half of a
page was spent so. A prepared query is an ordinary queryset with places left open; its SQL is kept by the shape it was
built for (who asks is always part of it), and only the values of its places change afterwards.

    ANSWERS = Prepared(lambda actor: visible(actor, Answer).filter(day__gt=given("since")).values_list("code", "day"))
    rows = ANSWERS(actor, since=today)

Querysets of instances or of `values_list` are understood, anything else is refused.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

SHAPES_KEPT = 128
SIZES = (8, 16, 32, 64, 128)


class Given(Value):
    """A place left open: it compiles to a parameter that is itself."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """One parameter, to be replaced by a value."""
        return "%s", [self]

    def _resolve_output_field(self) -> None:
        """Its name says nothing of its type: what it is compared with does."""


def given(name: str) -> Given:
    """A place for one value."""
    return Given(name)


def given_in(name: str, size: int) -> list[Given]:
    """Places for at most `size` values of an `__in`; those left over hold null, which equals nothing."""
    return [Given(f"{name}{number}") for number in range(size)]


def places(name: str, values: Collection[Any], size: int) -> dict[str, Any]:
    """The values of `given_in`."""
    held = {f"{name}{number}": value for number, value in enumerate(values)}
    return {f"{name}{number}": None for number in range(size)} | held


def size_for(values: Collection[Any]) -> int | None:
    """The number of places to leave for some values: a few sizes, so that few shapes are kept; None for too many."""
    return next((size for size in SIZES if len(values) <= size), None)


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of one shape, how its columns become values, and what a row becomes."""

    sql: str
    params: tuple[Any, ...]
    width: int | None
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]
    make: Callable[[Any], Any]

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        """Ask, with the places filled."""
        filled = [_adapted(values[p.value]) if isinstance(p, Given) else p for p in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows = cursor.fetchall()
        if self.width:
            rows = [row[: self.width] for row in rows]
        if self.converters:
            rows = [self._converted(row) for row in rows]
        return [self.make(row) for row in rows]

    def _converted(self, row: Any) -> list[Any]:
        cells = list(row)
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                cells[at] = convert(cells[at], expression, connection)
        return cells


def _adapted(value: Any) -> Any:
    """A value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


class Prepared:
    """A query by its shape; see the module."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], into: Callable[[Any], Any] = tuple) -> None:
        """build: the queryset of a shape; into: what a row of values becomes."""
        self.build, self.into = build, into
        self.statement = lru_cache(maxsize=SHAPES_KEPT)(self._statement)

    def __call__(self, *shape: Hashable, **values: Any) -> list[Any]:
        """The rows for a shape and the values of its places."""
        statement = self.statement(connection.vendor, shape)
        return statement.run(values) if statement else []

    def first(self, *shape: Hashable, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self(*shape, **values)), None)

    def _statement(self, _vendor: str, shape: tuple[Hashable, ...]) -> Statement | None:
        rows = self.build(*shape)
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = [column for column, _sql, _alias in compiler.select]
        width = compiler.col_count if compiler.has_extra_select else None
        return Statement(sql, tuple(params), width, compiler.get_converters(columns), _maker(rows, compiler, self.into))


def _maker(rows: "QuerySet[Any, Any]", compiler: Any, into: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What a row of a queryset becomes: what its values are put into, or an instance as Django would make it."""
    kind = rows._iterable_class
    if kind is ValuesListIterable:
        return into
    if kind is not ModelIterable:
        raise TypeError("a prepared query gives instances or values_list")
    info, select, database = compiler.klass_info, compiler.select, connection.alias
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[start:end]]
    related = get_related_populators(info, select, database)  # type: ignore[call-arg]  # typed for Django 6
    annotated = list(compiler.annotation_col_map.items())

    def make(row: Any) -> Any:
        made = info["model"].from_db(database, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, at in annotated:
            setattr(made, name, row[at])
        return made

    return make
