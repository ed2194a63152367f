"""iTop's REST answer to core/get: objects by class and key, each with its fields. Pure."""

from typing import Any

from etincelle.intake.sources.servicenow import plain
from etincelle.intake.sources.table import Table, table_of_records


def table_of(payload: Any) -> Table | None:
    """The tickets of an answer, or None when it is none of iTop's."""
    objects = payload.get("objects") if isinstance(payload, dict) else None
    if not isinstance(objects, dict) or not objects:
        return None
    fields = [one.get("fields") for one in objects.values() if isinstance(one, dict)]
    records = [one for one in fields if isinstance(one, dict)]
    if not records:
        return None
    return table_of_records([{name: plain(name, value) for name, value in one.items()} for one in records])
