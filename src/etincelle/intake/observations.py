"""Tickets and contacts on their way to the ledger: compared with the visible parts, written as one new part."""

import json
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from etincelle.comfort_zone.models import TicketRule
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.intake.sources.rows import ParsedRow, Value
from etincelle.ledger import parts
from etincelle.ledger.port import SCHEMAS, PartFile

SQL_FOLDER = Path(__file__).with_name("sql")
WHY = "import: attach tickets"
UNDO_DAYS = 30
FACTS = (
    "service", "grp", "category", "priority", "state", "resolved_at", "closed_at", "made_sla", "reopened", "reassigned",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows of a file on disk, with the dataset they go to.

    undated: the file does not say when it was true. absent: fields that no column of the file holds.
    """

    dataset: str
    path: Path
    undated: bool = False
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """How many tickets, meetings or messages would be new, changed, unchanged; how many tickets hang on no partnership.

    elsewhere: known tickets that the file opens on another day, as those of another instance would be.
    """

    new: int
    changed: int
    unchanged: int
    to_attach: int
    elsewhere: int = 0


def absent_from(present: Collection[str]) -> tuple[str, ...]:
    """The fields of a ticket that a file does not speak of."""
    return tuple(name for name in FACTS if name not in present)


@cache
def named_sql(name: str) -> str:
    """The text of sql/<name>.sql."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def scratch(suffix: str) -> Iterator[Path]:
    """A file of the ledger's scratch folder that does not outlive its use."""
    folder = parts.folder() / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}{suffix}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def laid_down(dataset: str, rows: Sequence[ParsedRow], *, undated: bool = False) -> Iterator[Incoming]:
    """Parsed rows as a file the engine can read."""
    names = [name for name in SCHEMAS[dataset] if name != "line"]
    with scratch(".jsonl") as path:
        with path.open("w", encoding="utf-8") as lines:
            for row in rows:
                plain = {name: as_stored(row.values.get(name)) for name in names}
                lines.write(json.dumps({**plain, "line": row.line}, ensure_ascii=False) + "\n")
        present = rows[0].values if rows else FACTS
        yield Incoming(dataset, path, undated, absent_from(present) if dataset == "tickets" else ())


def as_stored(value: Value) -> Any:
    """A value as the parts store it: instants in UTC, without a zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def compared(incoming: Incoming) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `incoming` and `fresh` stand beside the visible parts."""
    with parts.ledger().connection() as db:
        file_rows(db, incoming)
        if incoming.dataset == "tickets":
            add_rules(db)
            keep_known(db, incoming.absent)
        if incoming.dataset == "mails":
            add_settled(db)
        db.execute(named_sql(f"{incoming.dataset}_incoming"))
        db.execute(named_sql(f"{incoming.dataset}_fresh" + ("_undated" if incoming.undated else "")))
        yield db


def file_rows(db: duckdb.DuckDBPyConnection, incoming: Incoming) -> None:
    """The rows of a file as the table `file_rows`."""
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMAS[incoming.dataset].items())
    options = f"format='newline_delimited', columns={{{columns}}}"
    reader = f"read_json(?, {options})" if incoming.path.suffix == ".jsonl" else "read_parquet(?)"
    db.execute(f"CREATE TEMP TABLE file_rows AS SELECT * FROM {reader}", [str(incoming.path)])  # noqa: S608


def add_rules(db: duckdb.DuckDBPyConnection) -> None:
    """The remembered rules that tie a ticket to a partnership."""
    db.execute("CREATE TEMP TABLE rules (field VARCHAR, value VARCHAR, partnership VARCHAR)")
    rules = everything(TicketRule, WHY).values_list("field", "value", "partnership__code")
    for rule in rules:
        db.execute("INSERT INTO rules VALUES (?, ?, ?)", list(rule))


def add_settled(db: duckdb.DuckDBPyConnection) -> None:
    """The visible parts of mail that can no longer be undone."""
    db.execute("CREATE TEMP TABLE settled (part INTEGER)")
    for place in parts.settled("mails", clock.now() - timedelta(days=UNDO_DAYS)):
        db.execute("INSERT INTO settled VALUES (?)", [place])


def keep_known(db: duckdb.DuckDBPyConnection, absent: Sequence[str]) -> None:
    """Leave as they are the facts that no column of the file speaks of."""
    if absent:
        facts = ", ".join(f"{name} = known.{name}" for name in absent)
        db.execute(f"UPDATE file_rows SET {facts} {named_sql('tickets_known')}")  # noqa: S608


def count(incoming: Incoming) -> Observed:
    """What the file would change, without writing anything."""
    with compared(incoming) as db:
        return counted(db, incoming)[0]


def counted(db: duckdb.DuckDBPyConnection, incoming: Incoming) -> tuple[Observed, int]:
    """The counts of a comparison, and how many rows it would write."""
    found = db.execute(named_sql(f"{incoming.dataset}_counts")).fetchone() or (0, 0, 0, 0, 0, 0)
    new, changed, total, to_attach, rows, elsewhere = (int(figure) for figure in found)
    return Observed(new, changed, total - new - changed, to_attach, elsewhere), rows


def write(incoming: Incoming) -> tuple[Observed, PartFile | None]:
    """Write what is new as one invisible part; none when nothing is."""
    with compared(incoming) as db:
        observed, rows = counted(db, incoming)
        if not rows:
            return observed, None
        with scratch(".parquet") as path:
            columns = ", ".join(SCHEMAS[incoming.dataset])
            db.execute(f"COPY (SELECT {columns} FROM fresh) TO '{path}' (FORMAT parquet)")  # noqa: S608
            select = f"SELECT {columns} FROM read_parquet(?)"  # noqa: S608
            return observed, parts.ledger().write_part_from_sql(incoming.dataset, select, [str(path)])
