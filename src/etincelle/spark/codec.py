"""Frozen facts and decisions to JSON and back: canonical, so that equal values give equal bytes."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from etincelle.vocabulary.decision import Call, Decision, Silence


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
    """Canonical JSON text."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


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
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def build(kind: Any, raw: Any) -> Any:
    """The value of a type from plain JSON; the inverse of `plain`. A field younger than the JSON has its default."""
    if isinstance(raw, dict) and raw.keys() & {"$d", "$n"}:
        return date.fromisoformat(raw["$d"]) if "$d" in raw else Decimal(raw["$n"])
    if raw is None or kind in (Any, NoneType):
        return raw
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{f.name: build(hints[f.name], raw[f.name]) for f in fields(kind) if f.name in raw})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    return _build_generic(kind, raw)


def _build_generic(kind: Any, raw: Any) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        inner = [a for a in args if a is not NoneType]
        return build(inner[0], raw) if len(inner) == 1 else raw
    if origin is tuple:
        kinds = [args[0]] * len(raw) if len(args) == 2 and args[1] is Ellipsis else args
        return tuple(build(k, v) for k, v in zip(kinds, raw))
    if origin is frozenset:
        return frozenset(build(args[0], v) for v in raw)
    if isinstance(raw, dict):
        return {k: build(args[1] if args else Any, v) for k, v in raw.items()}
    return raw
