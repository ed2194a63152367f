"""A big CSV export of tickets, read by DuckDB in bounded memory: for the command line, where no limit of rows holds.

Same rules as sources/servicenow.py, written in SQL; a test reads one file both ways and compares.
"""
# ruff: noqa: S608 - every interpolated piece is a name of ours or goes through `quoted`

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etincelle.intake.observations import Incoming, named_sql, scratch
from etincelle.intake.sources import servicenow
from etincelle.intake.sources.rows import Covers, Doubt, Refused, Reject
from etincelle.intake.sources.tabular import decode, separator_of
from etincelle.ledger.embedded import SETTINGS
from etincelle.ledger.port import SCHEMAS

HEAD = 1 << 18
MEMORY = "512MB"
REJECTS_KEPT = 1_000
SLASHED = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
AMERICAN = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y")
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850")
ISO = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Streamed:
    """What a stream gave: a file of observations, and the rest of what a reader says."""

    incoming: Incoming
    read: int
    rejects: tuple[Reject, ...]
    rejected: int
    covers: tuple[Covers, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the file is written: its separator, encoding, headers and the columns of each field."""

    file: str
    separator: str
    encoding: str
    headers: tuple[str, ...]
    positions: Mapping[str, tuple[int, ...]]


def shape_of(path: Path) -> Shape:
    """The shape, from the first quarter of a megabyte."""
    with path.open("rb") as handle:
        head = handle.read(HEAD).rsplit(b"\n", 1)[0]
    text = decode(head)
    separator = separator_of(text)
    headers = tuple(next(csv.reader(io.StringIO(text), delimiter=separator)))
    positions = servicenow.positions_of(headers)
    absent = [name for name in servicenow.REQUIRED if name not in positions]
    if absent:
        raise Refused("ticket_columns", ", ".join(absent))
    encoding = next(name for name in ENCODINGS if is_written_in(head, name, text))
    return Shape(path.name, separator, encoding, headers, positions)


def is_written_in(head: bytes, encoding: str, text: str) -> bool:
    """Whether a head of file gives the text that was read when taken in an encoding."""
    try:
        return head.decode(encoding) == text
    except UnicodeDecodeError:
        return False


@contextmanager
def in_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """The file itself when it is UTF-8, else a copy that is."""
    if encoding == "utf-8-sig":
        yield path
        return
    with scratch(".csv") as copy:
        with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
            shutil.copyfileobj(source, target, HEAD)
        yield copy


@contextmanager
def streamed(path: Path, settings: Mapping[str, Any], partnership: str) -> Iterator[Streamed]:
    """The observations of a big file, as a Parquet file that does not outlive its use."""
    shape = shape_of(path)
    config: dict[str, Any] = {"memory_limit": MEMORY, "autoinstall_known_extensions": "false"}
    with (
        in_utf8(path, shape.encoding) as readable,
        scratch(".parquet") as target,
        duckdb.connect(":memory:", config=config) as db,
    ):
        db.execute(SETTINGS, [str(target.parent)])
        try:
            yield stream(db, readable, shape, (target, settings, partnership))
        except duckdb.Error as error:
            raise Refused("ticket_stream", str(error).split("\n", 1)[0]) from error


def stream(
    db: duckdb.DuckDBPyConnection, path: Path, shape: Shape, told: tuple[Path, Mapping[str, Any], str]
) -> Streamed:
    """Read, type and write in one pass; then count what could not be typed."""
    target, settings, partnership = told
    names = {f"c{n}": "VARCHAR" for n in range(len(shape.headers))}
    options = (
        f"header=true, all_varchar=true, delim={quoted(shape.separator)}, quote='\"', escape='\"', strict_mode=false, "
        f"names={list(names)}, store_rejects=true, null_padding=false"
    )
    db.execute(f"CREATE VIEW raw AS SELECT * FROM read_csv({quoted(str(path))}, {options})")
    formats, doubts = formats_of(db, shape, settings)
    zone, zone_doubt = zone_of(db, shape, settings)
    typed = typed_select(shape, settings, (formats, zone, partnership))
    columns = ", ".join(SCHEMAS["tickets"])
    db.execute(f"CREATE TEMP TABLE typed AS {typed}")
    good = "number IS NOT NULL AND opened_at IS NOT NULL AND problem IS NULL"
    db.execute(f"COPY (SELECT {columns} FROM typed WHERE {good}) TO {quoted(str(target))} (FORMAT parquet)")
    undated = "seen_at" not in shape.positions
    doubts += ([zone_doubt] if zone_doubt else []) + ([Doubt("no_update_date")] if undated else [])
    rejects, rejected = refused_rows(db, shape.file, good)
    read = one(db, "SELECT count(*) FROM typed") + one(db, "SELECT count(DISTINCT line) FROM reject_errors")
    return Streamed(
        Incoming("tickets", target, undated), int(read), rejects, rejected, covered(db, good), tuple(doubts)
    )


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def one(db: duckdb.DuckDBPyConnection, query: str) -> int:
    """The only figure of a query."""
    found = db.execute(query).fetchone()
    return int(found[0] or 0) if found else 0


def said(position: int) -> str:
    """A column's text, NULL when it says nothing."""
    missing = ", ".join(quoted(word) for word in sorted(servicenow.MISSING))
    return f"CASE WHEN lower(trim(c{position})) IN ({missing}) THEN NULL ELSE trim(c{position}) END"


def text_of(shape: Shape, name: str) -> str:
    """The first column of a field that says something."""
    places = shape.positions.get(name, ())
    return f"coalesce({', '.join(said(place) for place in places)}, NULL)" if places else "NULL::VARCHAR"


def formats_of(
    db: duckdb.DuckDBPyConnection, shape: Shape, settings: Mapping[str, Any]
) -> tuple[Sequence[str], list[Doubt]]:
    """Day first or month first, from the whole file."""
    dated = [text_of(shape, name) for name in servicenow.INSTANTS if name in shape.positions]
    parts = [
        f"SELECT max(try_cast(regexp_extract({text}, '^(\\d+)/(\\d+)/', {group}) AS INTEGER)) FROM raw"
        for text in dated
        for group in (1, 2)
    ]
    found = [one(db, part) for part in parts]
    first, second = max(found[0::2], default=0), max(found[1::2], default=0)
    if second > 12 >= first and settings["day_first"]:
        return (*ISO, *AMERICAN), [Doubt("month_first_seen")]
    doubts = [Doubt("day_first_assumed" if settings["day_first"] else "month_first_assumed")]
    chosen = SLASHED if settings["day_first"] else AMERICAN
    return (*ISO, *chosen), doubts if 0 < first <= 12 and second <= 12 else []


def zone_of(db: duckdb.DuckDBPyConnection, shape: Shape, settings: Mapping[str, Any]) -> tuple[str, Doubt | None]:
    """The zone of the hours, by the same rule as the other reader."""
    if settings["zone"]:
        return settings["zone"], None
    names = [header.strip().casefold() for header in shape.headers]
    zone = settings["local_zone"]
    if "sys_id" in names:
        first = db.execute(f"SELECT c{names.index('sys_id')} FROM raw LIMIT 1").fetchone()
        zone = "UTC" if first and servicenow.SYSTEM_ID.fullmatch(str(first[0])) else zone
    return zone, Doubt("zone_assumed", zone)


def typed_select(shape: Shape, settings: Mapping[str, Any], told: tuple[Sequence[str], str, str]) -> str:
    """The SELECT that types every field; `problem` names the first field that could not be."""
    formats, zone, partnership = told
    wanted = "[" + ", ".join(quoted(one) for one in formats) + "]"
    received = f"TIMESTAMP {quoted(settings['received_at'][:19].replace('T', ' '))}"
    cells = {name: text_of(shape, name) for name in servicenow.FIELDS}
    instants = {
        name: f"(try_strptime({cells[name]}, {wanted}) AT TIME ZONE {quoted(zone)}) AT TIME ZONE 'UTC'"
        for name in servicenow.INSTANTS
    }
    counts = {name: f"try_cast({cells[name]} AS BIGINT)" for name in servicenow.COUNTS}
    flag = f"try_cast({cells['made_sla']} AS BOOLEAN)"
    checks = {**instants, **counts, "made_sla": flag}
    problem = " ".join(f"WHEN {cells[n]} IS NOT NULL AND {sql} IS NULL THEN {quoted(n)}" for n, sql in checks.items())
    states = " ".join(f"WHEN {quoted(number)} THEN {quoted(word)}" for number, word in servicenow.STATES.items())
    return named_sql("ticket_stream").format(
        source=quoted(settings["source"]), number=cells["number"],
        seen_at=f"coalesce({instants['seen_at']}, {received})",
        seq=f"coalesce({counts['seq']}, 0)", partnership=quoted(partnership), service=cells["service"],
        grp=cells["grp"],
        category=cells["category"], priority=cells["priority"], state=cells["state"], states=states,
        opened_at=instants["opened_at"], resolved_at=instants["resolved_at"], closed_at=instants["closed_at"],
        made_sla=flag, reopened=counts["reopened"], reassigned=counts["reassigned"], problem=problem,
    )  # fmt: skip


def refused_rows(db: duckdb.DuckDBPyConnection, file: str, good: str) -> tuple[tuple[Reject, ...], int]:
    """Rows that could not be cut or typed: the first thousand, and how many in all."""
    cut = db.execute(f"SELECT line, column_name FROM reject_errors ORDER BY line LIMIT {REJECTS_KEPT}").fetchall()
    bad = db.execute(
        f"SELECT line, coalesce(problem, CASE WHEN number IS NULL THEN 'number' ELSE 'opened_at' END), problem IS NULL "
        f"FROM typed WHERE NOT ({good}) ORDER BY line LIMIT {REJECTS_KEPT}"
    ).fetchall()
    rejects = [Reject(file, "", int(line), "", "", "cell_count") for line, _ in cut]
    rejects += [
        Reject(file, "", int(line), servicenow.FIELDS[name][0], "", "required" if empty else expected_of(name))
        for line, name, empty in bad
    ]
    total = one(db, f"SELECT count(*) FROM typed WHERE NOT ({good})") + one(
        db, "SELECT count(DISTINCT line) FROM reject_errors"
    )
    return tuple(rejects[:REJECTS_KEPT]), total


def expected_of(name: str) -> str:
    """What a field expects."""
    if name in servicenow.INSTANTS:
        return "datetime"
    return "bool" if name == "made_sla" else "int"


def covered(db: duckdb.DuckDBPyConnection, good: str) -> tuple[Covers, ...]:
    """From the first opening to the last thing that happened."""
    found = db.execute(
        f"SELECT min(opened_at)::DATE, greatest(max(seen_at), max(opened_at))::DATE FROM typed WHERE {good}"
    ).fetchone()
    if not found or not isinstance(found[0], date):
        return ()
    return (Covers("tickets", found[0], found[1]),)
