"""Zendesk's JSON export: an answer with its tickets, or one ticket a line; with their metrics when they came. Pure."""

from collections.abc import Mapping
from typing import Any

from etincelle.intake.sources.table import Table, table_of_records
from etincelle.intake.sources.values import Cell

METRICS = {"solved_at": "Solved at", "reopens": "Reopens", "assignee_stations": "Assignee stations"}
FIELDS = {
    "id": "Id", "created_at": "Created at", "updated_at": "Updated at", "status": "Status", "priority": "Priority",
    "type": "Ticket type", "group_id": "Group",
}  # fmt: skip


def table_of(payload: Any) -> Table | None:
    """The tickets of an answer, or None when it is none of Zendesk's."""
    tickets = payload.get("tickets") if isinstance(payload, dict) else payload
    if not isinstance(tickets, list) or not tickets or not all(isinstance(one, dict) for one in tickets):
        return None
    if not tickets[0].keys() >= {"id", "created_at", "status"}:
        return None
    beside = payload.get("metric_sets") if isinstance(payload, dict) else None
    listed = beside if isinstance(beside, list) else []
    metrics = {str(one.get("ticket_id")): one for one in listed if isinstance(one, dict)}
    return table_of_records([record(one, metrics.get(str(one.get("id")), {})) for one in tickets])


def record(ticket: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Cell]:
    """One ticket under the names of a list export; its metrics are inside, or beside it in the answer."""
    inside = ticket.get("metric_set")
    metrics = inside if isinstance(inside, dict) else beside
    values = {shown: plain(ticket.get(name)) for name, shown in FIELDS.items()}
    group = ticket.get("group")
    if isinstance(group, dict) and group.get("name"):
        values["Group"] = plain(group["name"])
    return values | {shown: plain(metrics.get(name)) for name, shown in METRICS.items()}


def plain(value: Any) -> Cell:
    """A plain value as it is, nothing for anything else."""
    return value if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
