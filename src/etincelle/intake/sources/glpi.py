"""GLPI's REST answers: tickets as objects, or the rows of a search, whose columns are numbers. Pure."""

from typing import Any

from etincelle.intake.sources.servicenow import plain
from etincelle.intake.sources.table import Table, table_of_records

SEARCH_OPTIONS = {
    "1": "name", "2": "id", "3": "priority", "7": "itilcategories_id", "8": "groups_id_assign", "12": "status",
    "15": "date", "16": "closedate", "17": "solvedate", "19": "date_mod", "83": "locations_id",
}  # fmt: skip


def table_of(payload: Any) -> Table | None:
    """The tickets of an answer, or None when it is none of GLPI's."""
    found = payload.get("data") if isinstance(payload, dict) and "totalcount" in payload else payload
    records = list(found.values()) if isinstance(found, dict) and found is not payload else found
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        return None
    named = [{SEARCH_OPTIONS.get(str(name), str(name)): value for name, value in one.items()} for one in records]
    if not {"id", "date", "date_mod"} & named[0].keys() > {"id"}:
        return None
    return table_of_records([{name: plain(name, flat(value)) for name, value in one.items()} for one in named])


def flat(value: Any) -> Any:
    """Several groups are a list: one a line, as the screen shows them."""
    return "\n".join(str(one) for one in value) if isinstance(value, list) else value
