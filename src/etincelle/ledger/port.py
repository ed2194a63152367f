"""What a ledger offers: immutable parts of many rows, visible by commit, read by named queries.

Two datasets. `contacts`: one row per event and known person. `tickets`: observations of tickets; the
current state of a ticket is its latest observation (view `tickets_now`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "contacts": {
        "source": "VARCHAR",
        "external_id": "VARCHAR",
        "occurred_at": "TIMESTAMP",
        "day": "DATE",
        "channel": "VARCHAR",
        "people": "INTEGER",
        "minutes": "INTEGER",
        "person_code": "VARCHAR",
        "side": "VARCHAR",
        "partner_code": "VARCHAR",
        "role": "VARCHAR",
        "cancelled": "BOOLEAN",
        "line": "INTEGER",
    },
    "tickets": {
        "source": "VARCHAR",
        "number": "VARCHAR",
        "seen_at": "TIMESTAMP",
        "seq": "BIGINT",
        "partnership_code": "VARCHAR",
        "service": "VARCHAR",
        "grp": "VARCHAR",
        "category": "VARCHAR",
        "priority": "VARCHAR",
        "state": "VARCHAR",
        "opened_at": "TIMESTAMP",
        "resolved_at": "TIMESTAMP",
        "closed_at": "TIMESTAMP",
        "made_sla": "BOOLEAN",
        "reopened": "INTEGER",
        "reassigned": "INTEGER",
        "line": "INTEGER",
    },
}


@dataclass(frozen=True, slots=True)
class PartFile:
    """A part written to disk, not yet visible."""

    dataset: str
    path: Path
    rows: int
    digest: str


class Ledger(Protocol):
    """One columnar engine."""

    def write_part(self, dataset: str, rows: Sequence[Mapping[str, Any]]) -> PartFile:
        """Write rows as one immutable part; invisible until published."""

    def write_part_from_sql(self, dataset: str, select: str, params: Sequence[Any]) -> PartFile:
        """Write the result of a SELECT (over files, in bounded memory) as one part; invisible until published."""

    def query(self, name: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a named query (sql/<name>.sql) over the visible parts."""
