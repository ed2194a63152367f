"""ServiceNow's REST Table API: records whose references come as text or as {link, value, display_value}. Pure."""

from typing import Any

from etincelle.intake.sources.incident_fields import FIELDS, SHOWN_AS_TEXT
from etincelle.intake.sources.table import Table, table_of_records
from etincelle.intake.sources.values import Cell, folded

KEPT_AS_TEXT = frozenset(folded(name) for field_name in SHOWN_AS_TEXT for name in FIELDS[field_name])


def table_of(payload: Any) -> Table | None:
    """The records of an answer: {"result": […]}, {"records": […]} or a plain list; None when there is none."""
    if isinstance(payload, dict):
        payload = payload.get("result", payload.get("records"))
    records = [payload] if isinstance(payload, dict) else payload
    if not isinstance(records, list) or not records or not all(isinstance(r, dict) for r in records):
        return None
    return table_of_records([{name: plain(name, value) for name, value in record.items()} for record in records])


def plain(name: str, value: Any) -> Cell:
    """A field as a cell: what a reference shows, but what a date, a number or a flag holds.

    An answer with both gives dates in universal time as values, and in somebody's own zone and language as shown.
    """
    if isinstance(value, dict):
        order = ("display_value", "value") if folded(name) in KEPT_AS_TEXT else ("value", "display_value")
        return next((str(value[key]) for key in order if value.get(key)), "")
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
