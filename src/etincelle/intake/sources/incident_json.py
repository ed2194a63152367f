"""Which tool a JSON file comes from, by its shape, and its tickets as a table. Pure."""

from typing import Any

from etincelle.intake.sources import glpi, itop, jira, servicenow, strict_json, zendesk
from etincelle.intake.sources.rows import Notes, Refused
from etincelle.intake.sources.table import Table


def table_of(content: bytes, notes: Notes) -> Table:
    """The tickets of a JSON file, whichever tool it comes from."""
    payload = loaded(content)
    table = jira.table_of(payload, notes) or itop.table_of(payload) or zendesk.table_of(payload)
    table = table or glpi.table_of(payload) or servicenow.table_of(payload)
    if table is None:
        raise Refused("ticket_records")
    return table


def loaded(content: bytes) -> Any:
    """The value of a file of JSON, or the list of its values when it holds one a line."""
    lines = [line for line in content.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines):
        return [strict_json.load(line) for line in lines]
    return strict_json.load(content)
