"""The default engine: DuckDB in memory over Parquet parts beside the database.

Cost: opening is a few milliseconds, a part is read column by column, and nothing but the answer is kept.
"""

import hashlib
import json
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from etincelle.ledger.port import GIVEN, SCHEMAS, VIEWS, Given, PartFile, given_columns, named_sql, view_of_parts

MEMORY = "768MB"
ROWS_AT_ONCE = 10_000
SETTINGS = "SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET temp_directory = ?"


def quoted(path: Path) -> str:
    """A path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


class EmbeddedLedger:
    """DuckDB over the parts of one data folder."""

    def __init__(self, folder: Path, visible: Mapping[str, Sequence[str]]) -> None:
        """folder: <data>/ledger; visible: file names by dataset, as the database lists them, oldest first."""
        self.folder = folder
        self.visible = visible

    @contextmanager
    def connection(self, given: Given | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the views over the visible parts; nothing is ever fetched from outside."""
        with self._engine() as db:
            for dataset in SCHEMAS:
                self._register(db, dataset)
            for name in GIVEN:
                _give(db, name, given)
            for view in VIEWS:
                db.execute(f"CREATE VIEW {view} AS {named_sql(f'view_{view}')}")
            yield db

    @contextmanager
    def _engine(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """An engine of its own for one caller: bounded memory, spilling beside the parts, no fetching, no printing."""
        with duckdb.connect(":memory:", config={"memory_limit": MEMORY, "autoinstall_known_extensions": "false"}) as db:
            db.execute(SETTINGS, [str(self.folder / "scratch")])
            db.execute("SET preserve_insertion_order = false")
            yield db

    def _register(self, db: duckdb.DuckDBPyConnection, dataset: str) -> None:
        """One view of a dataset's parts, numbered by age; an empty one with the right columns when there is none."""
        files = [self.folder / dataset / name for name in self.visible.get(dataset, ())]
        name = view_of_parts(dataset)
        if not files:
            _empty(db, name, {**SCHEMAS[dataset], "part": "INTEGER"})
            return
        selects = (
            f"SELECT *, {number} AS part FROM read_parquet({quoted(path)})"  # noqa: S608
            for number, path in enumerate(files)
        )
        db.execute(f"CREATE VIEW {name} AS " + " UNION ALL ".join(selects))

    def write_part(self, dataset: str, rows: Sequence[Mapping[str, Any]]) -> PartFile:
        """Write rows as one part, through a JSON-lines file read back with the dataset's types."""
        schema = SCHEMAS[dataset]
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in schema.items())
        (self.folder / "scratch").mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder / "scratch", suffix=".jsonl", encoding="utf-8") as lines:
            for row in rows:
                lines.write(json.dumps({name: _plain(row.get(name)) for name in schema}, ensure_ascii=False) + "\n")
            lines.flush()
            select = f"SELECT * FROM read_json(?, format='newline_delimited', columns={{{columns}}})"  # noqa: S608
            return self.write_part_from_sql(dataset, select, [lines.name])

    def write_part_from_sql(self, dataset: str, select: str, params: Sequence[Any]) -> PartFile:
        """Write a SELECT's result as one part without ever holding it whole."""
        with self._engine() as db:
            return self._copy(db, dataset, select, params)

    def _copy(self, db: duckdb.DuckDBPyConnection, dataset: str, select: str, params: Sequence[Any]) -> PartFile:
        """Temporary name, fsync, rename: a killed writer leaves at most a file nobody lists.

        Columns take the types of the dataset, which another engine relies on.
        """
        folder = self.folder / dataset
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{uuid.uuid4().hex}.parquet"
        scratch = target.with_suffix(".writing")
        typed = ", ".join(f"{column}::{kind} AS {column}" for column, kind in SCHEMAS[dataset].items())
        query = f"SELECT {typed} FROM ({select})"  # noqa: S608 - names of ours
        db.execute(f"COPY ({query}) TO {quoted(scratch)} (FORMAT parquet, COMPRESSION zstd)", list(params))
        counted = db.execute(f"SELECT count(*) FROM read_parquet({quoted(scratch)})").fetchone()  # noqa: S608
        with scratch.open("rb") as handle:
            os.fsync(handle.fileno())
        digest = digest_of(scratch)
        scratch.rename(target)
        _sync_folder(folder)
        return PartFile(dataset, target, int(counted[0]) if counted else 0, digest)

    def query(self, name: str, params: Sequence[Any] = (), given: Given | None = None) -> list[tuple[Any, ...]]:
        """Run a named query."""
        with self.connection(given) as db:
            return db.execute(named_sql(name), list(params)).fetchall()

    def each(self, name: str, params: Sequence[Any] = (), given: Given | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of a named query one after the other, a bounded number of them held at a time."""
        with self.connection(given) as db:
            told = db.execute(named_sql(name), list(params))
            while rows := told.fetchmany(ROWS_AT_ONCE):
                yield from rows


def before_fork() -> None:
    """Close the connection DuckDB opens by itself: a forked process has not its threads, and would abort at its end."""
    duckdb.default_connection().close()


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _give(db: duckdb.DuckDBPyConnection, name: str, given: Given | None) -> None:
    """A view of the rows given, or an empty one; columns are read where they lie."""
    columns = given_columns(name, given)
    if columns is None:
        _empty(db, name, GIVEN[name])
        return
    db.register(f"{name}_given", {column: _array(values) for column, values in columns.items()})
    typed = ", ".join(f"{column}::{kind} AS {column}" for column, kind in GIVEN[name].items())
    db.execute(f"CREATE VIEW {name} AS SELECT {typed} FROM {name}_given")  # noqa: S608 - names of ours


def _empty(db: duckdb.DuckDBPyConnection, name: str, schema: Mapping[str, str]) -> None:
    """A view without a row."""
    columns = ", ".join(f"NULL::{kind} AS {column}" for column, kind in schema.items())
    db.execute(f"CREATE VIEW {name} AS SELECT {columns} WHERE false")


def _array(values: Sequence[Any]) -> Any:
    """A column as the engine reads it in place: numbers as they are, texts and unknowns as objects."""
    array = np.asarray(values) if isinstance(values, np.ndarray) else np.array(list(values), dtype=object)
    return array.astype(object) if array.dtype.kind == "U" else array


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plain(value: Any) -> Any:
    """A value as JSON writes it; instants become UTC without a zone, as the parts store them."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value).isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value
