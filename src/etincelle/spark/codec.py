"""Frozen facts and decisions to JSON and back: canonical, so that equal values give equal bytes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from etincelle.vocabulary.decision import Call, Decision, Silence

SCALARS = (str, int, float, bool)


def plain(value: Any) -> Any:
    """A value as JSON types: dates as {"$d": …}, decimals as {"$n": …}, sets sorted."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return {"$d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$n": str(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(v) for v in value)
    return [plain(v) for v in value] if isinstance(value, tuple | list) else value


def dumps(value: Any) -> str:
    """Canonical JSON text of `plain(value)`; the encoder walks the value itself, which is faster than a plain copy."""
    return json.dumps(value, default=_step, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _step(value: Any) -> Any:
    """What the encoder does not know, made plain by one step; it goes on inside."""
    if names := _names(value.__class__):
        return {name: getattr(value, name) for name in names}
    return dict(value) if isinstance(value, Mapping) else plain(value)


def payload_of(decision: Decision) -> dict[str, Any]:
    """A decision as stored: its kind and its plain values."""
    kind = "call" if isinstance(decision, Call) else "silence"
    return {"kind": kind, kind: plain(decision)}


def decision_of(payload: Mapping[str, Any]) -> Decision:
    """The decision in a stored payload; the inverse of `payload_of`."""
    kind = Call if payload["kind"] == "call" else Silence
    decision: Decision = build(kind, payload[payload["kind"]])
    return decision


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass, looked up once; none for anything else."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def build(kind: Any, raw: Any) -> Any:
    """The value of a type from plain JSON; the inverse of `plain`. A field younger than the JSON has its default."""
    return _builder(kind)(raw)


Builder = Callable[[Any], Any]


@cache
def _builder(kind: Any) -> Builder:
    """How values of a type are built: looked up once for a type, as pages build hundreds of proofs."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _builder_of_fields(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda raw: None if raw is None else kind(raw)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = [a for a in args if a is not NoneType]
        return _builder(inner[0]) if len(inner) == 1 else _leaf
    if origin in (tuple, frozenset):
        return _builder_of_items(origin, args)
    if origin is not None:
        return _builder_of_values(args)
    return _leaf


def _leaf(raw: Any) -> Any:
    """A date, a decimal, or what JSON holds as it is."""
    if type(raw) is not dict:
        return raw
    if "$d" in raw:
        return date.fromisoformat(raw["$d"])
    return Decimal(raw["$n"]) if "$n" in raw else raw


def _builder_of_fields(kind: type[Any]) -> Builder:
    hints = get_type_hints(kind)
    parts = [(f.name, _builder(hints[f.name])) for f in fields(kind)]
    return lambda raw: None if raw is None else kind(**{name: make(raw[name]) for name, make in parts if name in raw})


def _builder_of_items(origin: Any, args: tuple[Any, ...]) -> Builder:
    if all(kind in SCALARS for kind in args if kind is not Ellipsis):
        return lambda raw: None if raw is None else origin(raw)  # the keys of a proof's rows: by far the longest lists
    makers = [_builder(kind) for kind in args if kind is not Ellipsis]
    if len(makers) == 1:
        return lambda raw: None if raw is None else origin(makers[0](item) for item in raw)
    return lambda raw: None if raw is None else origin(make(item) for make, item in zip(makers, raw))


def _builder_of_values(args: tuple[Any, ...]) -> Builder:
    make = _builder(args[1])
    return lambda raw: None if raw is None else {key: make(value) for key, value in raw.items()}
