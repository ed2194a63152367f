"""What a ledger offers: immutable parts of many rows, visible by commit, read by named queries.

Three datasets. `contacts`: one row per event and known person. `mails`: one row per message and known person, of
messages between both sides. `tickets`: observations of tickets; the
current state of a ticket is its latest observation (view `tickets_now`), its history the view
`ticket_intervals`, what its clock says the view `ticket_clocks`. The last one reads what the caller
gives with the question: hours of service, promised times, states that stop or pause.

Queries are files of sql/, in DuckDB's dialect, without a list of files and without ASOF JOIN, so that
another engine can run them. Instants are UTC without a zone; sums are of whole numbers; every order has
a last resort, so that two engines give the same rows in the same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from etincelle.foundation.refusals import Refusal

SQL_FOLDER = Path(__file__).with_name("sql")
VIEWS = ("contacts", "tickets_now", "ticket_intervals", "ticket_clocks", "ticket_reach")

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
    # message and thread are digests; role: "from", "to" or "cc" (blind copies too); people: with the unknown.
    "mails": {
        "source": "VARCHAR",
        "message": "VARCHAR",
        "thread": "VARCHAR",
        "occurred_at": "TIMESTAMP",
        "day": "DATE",
        "people": "INTEGER",
        "person_code": "VARCHAR",
        "side": "VARCHAR",
        "partner_code": "VARCHAR",
        "role": "VARCHAR",
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

GIVEN: Mapping[str, Mapping[str, str]] = {
    # F(t), the open seconds before t, by calendar: one row a bucket, `bucket` = t // step_seconds.
    "timetable": {"calendar": "VARCHAR", "bucket": "BIGINT", "base_seconds": "BIGINT", "is_open": "BOOLEAN"},
    "timetable_steps": {"calendar": "VARCHAR", "step_seconds": "BIGINT"},
    # effect: "pause", "stop", "cancel" (stops, and the ticket is left out) or "excuse" (left out); else the clock runs.
    "clock_states": {"state": "VARCHAR", "effect": "VARCHAR"},
    # One row for each of the groups of tickets of ticket_groups.sql that is promised something.
    "promised_times": {
        "partnership_code": "VARCHAR",
        "service": "VARCHAR",
        "priority": "VARCHAR",
        "grp": "VARCHAR",
        "calendar": "VARCHAR",
        "promised_seconds": "BIGINT",
    },
    # Of which months each partnership's tickets are asked: the first day, as « 2026-03-01 ».
    "asked_months": {"partnership_code": "VARCHAR", "month": "VARCHAR"},
}

Given = Mapping[str, Mapping[str, Sequence[Any]]]
"""Rows that come with a question: for each view of GIVEN, its columns as lists or arrays of one length."""


class LedgerError(Refusal):
    """A ledger could not answer; the message says what happened and what to do, for the person who installed it."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A part written to disk, not yet visible."""

    dataset: str
    path: Path
    rows: int
    digest: str


class LedgerReader(Protocol):
    """One engine over the visible parts."""

    visible: Mapping[str, Sequence[str]]

    def query(self, name: str, params: Sequence[Any] = (), given: Given | None = None) -> list[tuple[Any, ...]]:
        """Run a named query (sql/<name>.sql) over the visible parts and the rows given."""


class Ledger(LedgerReader, Protocol):
    """An engine that writes parts as well, and tells long answers row by row."""

    def each(self, name: str, params: Sequence[Any] = (), given: Given | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a named query one after the other, a bounded number of them held at a time."""

    def write_part(self, dataset: str, rows: Sequence[Mapping[str, Any]]) -> PartFile:
        """Write rows as one immutable part; invisible until published."""

    def write_part_from_sql(self, dataset: str, select: str, params: Sequence[Any]) -> PartFile:
        """Write the result of a SELECT (over files, in bounded memory) as one part; invisible until published."""


@cache
def named_sql(name: str) -> str:
    """The text of sql/<name>.sql."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def view_of_parts(dataset: str) -> str:
    """The view that holds all rows of a dataset; `contacts` itself is the one of its latest rows."""
    return "tickets" if dataset == "tickets" else f"{dataset}_raw"


def given_columns(name: str, given: Given | None) -> Mapping[str, Sequence[Any]] | None:
    """The rows given for a view, or None; an error when the columns are not its own, or not of one length."""
    found = (given or {}).get(name)
    if found is None:
        return None
    if set(found) != set(GIVEN[name]) or len({len(column) for column in found.values()}) != 1:
        raise LedgerError(f"{name}: columns {', '.join(GIVEN[name])} of one length are expected")
    return found
