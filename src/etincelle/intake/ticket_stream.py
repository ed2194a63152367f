"""A big CSV export of tickets, read by DuckDB in bounded memory: for the command line, where no limit of rows holds.

Same rules as sources/incidents.py, written in SQL; a test reads one file both ways and compares.
"""
# ruff: noqa: S608 - every interpolated piece is a name of ours or goes through `quoted`

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etincelle.intake import gate
from etincelle.intake import ticket_words as words
from etincelle.intake.observations import Incoming, absent_from, named_sql, scratch
from etincelle.intake.sources import incidents
from etincelle.intake.sources.encoding import encoding_of
from etincelle.intake.sources.incident_fields import COUNTS, FIELDS, INSTANTS, MISSING
from etincelle.intake.sources.incident_tools import Tool, tool_of
from etincelle.intake.sources.rows import Covers, Doubt, Refused, Reject
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import cut
from etincelle.intake.sources.values import YEARS, folded
from etincelle.intake.ticket_words import quoted
from etincelle.ledger.embedded import SETTINGS
from etincelle.ledger.port import SCHEMAS

HEAD = 1 << 18
BLOCK = 1 << 20
MEMORY = "512MB"
REJECTS_KEPT = 1_000
SAMPLE_ROWS = 5_000
HOURS = (" %H:%M:%S", " %H:%M", "", " %I:%M:%S %p", " %I:%M %p")
ISO = tuple(day + hour for day in ("%Y-%m-%d", "%Y/%m/%d") for hour in HOURS)
SLASHED = tuple(day + hour for day in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y") for hour in HOURS)
AMERICAN = tuple(day + hour for day in ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y") for hour in HOURS)
OFFSET = r"\d:\d{2}.*(Z|[+-]\d{2}:?\d{2})$"
GOOD = "number IS NOT NULL AND opened_at IS NOT NULL AND problem IS NULL"


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
    """How the file is written: separator, encoding, headers and their line, the columns of each field, the tool."""

    file: str
    separator: str
    encoding: str
    headers: tuple[str, ...]
    line: int
    positions: Mapping[str, tuple[int, ...]]
    tool: Tool


def head_of(path: Path) -> tuple[Table, str, str]:
    """The first rows, their separator, and the encoding of the whole file."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
        handle.seek(0)
        if gate.type_of(head) != "text" or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            raise Refused("stream_csv", path.name, example=str(gate.MAX_BYTES))
        encoding = encoding_of(iter(lambda: handle.read(BLOCK), b""))
    text = head.decode(encoding, "ignore").removeprefix("\ufeff")
    is_cut = len(head) == HEAD
    return *cut(text.rsplit("\n", 1)[0] if is_cut else text, is_cut=is_cut), encoding


def shape_of(path: Path, told: Mapping[str, str]) -> Shape:
    """The shape: the encoding from the whole file, the rest from its first quarter of a megabyte; columns as told."""
    table, separator, encoding = head_of(path)
    positions = incidents.positions_of(table.headers, told)
    absent = incidents.absent_from(positions)
    if absent:
        raise Refused("ticket_columns", ", ".join(incidents.LABELS[name] for name in absent))
    return Shape(path.name, separator, encoding, table.headers, table.line, positions, tool_of(table.headers))


@contextmanager
def in_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """The file itself when it is UTF-8, else a copy that is."""
    if encoding.startswith("utf-8"):
        yield path
        return
    with scratch(".csv") as copy:
        try:
            with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as to:
                shutil.copyfileobj(source, to, HEAD)
        except UnicodeDecodeError as error:
            raise Refused("encoding", error.object[error.start : error.start + 4].hex(" ")) from error
        yield copy


@contextmanager
def streamed(path: Path, settings: Mapping[str, Any], partnership: str) -> Iterator[Streamed]:
    """The observations of a big file, as a Parquet file that does not outlive its use."""
    shape = shape_of(path, settings.get("columns") or {})
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
    """Cut the file into cells once, in order; the rest reads these: typed, written, refused, counted."""
    target, settings, partnership = told
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(shape.headers)))
    options = (
        f"header=true, auto_detect=false, columns={{{columns}}}, delim={quoted(shape.separator)}, quote='\"', "
        f"escape='\"', strict_mode=true, store_rejects=true, null_padding=false, skip={shape.line - 1}"
    )
    db.execute(f"CREATE VIEW raw AS SELECT * FROM read_csv({quoted(str(path))}, {options})")
    db.execute(f"CREATE TEMP TABLE sample AS SELECT * FROM raw LIMIT {SAMPLE_ROWS}")
    cells = ", ".join(f"{text_of(shape, name)} AS {name}" for name in FIELDS)
    line = f"(row_number() OVER () + {shape.line})::INTEGER AS line"
    db.execute(f"CREATE TEMP TABLE cells AS SELECT {cells}, {line} FROM raw")
    formats, doubts = formats_of(db, shape, settings)
    zone, zone_doubt = zone_of(db, shape, settings)
    db.execute(f"CREATE TEMP TABLE typed AS {typed_select(shape, settings, (formats, zone, partnership))}")
    undated = "seen_at" not in shape.positions
    db.execute(named_sql("ticket_stream_kept" + ("_undated" if undated else "")).format(good=GOOD))
    db.execute(f"COPY (SELECT {', '.join(SCHEMAS['tickets'])} FROM kept) TO {quoted(str(target))} (FORMAT parquet)")
    doubts += [*zone_doubt, *repeats(db, shape), *([Doubt("no_update_date")] if undated else [])]
    rejects, rejected = refused_rows(db, shape)
    read = one(db, "SELECT count(*) FROM typed") + one(db, "SELECT count(DISTINCT line) FROM reject_errors")
    incoming = Incoming("tickets", target, undated, absent_from(shape.positions))
    return Streamed(incoming, int(read), rejects, rejected, covered(db), tuple(doubts))


def one(db: duckdb.DuckDBPyConnection, query: str) -> int:
    """The only figure of a query."""
    found = db.execute(query).fetchone()
    return int(found[0] or 0) if found else 0


def said(position: int) -> str:
    """A column's text, NULL when it says nothing."""
    missing = ", ".join(quoted(word) for word in sorted(MISSING))
    return f"CASE WHEN lower(trim(c{position})) IN ({missing}) THEN NULL ELSE trim(c{position}) END"


def text_of(shape: Shape, name: str) -> str:
    """The first column of a field that says something."""
    places = shape.positions.get(name, ())
    return f"coalesce({', '.join(said(place) for place in places)}, NULL)" if places else "NULL::VARCHAR"


def formats_of(
    db: duckdb.DuckDBPyConnection, shape: Shape, settings: Mapping[str, Any]
) -> tuple[Sequence[str], list[Doubt]]:
    """The formats of dates, the most used first; day first or month first, from the whole file."""
    dated = [words.figures(text_of(shape, name), shape.tool) for name in INSTANTS if name in shape.positions]
    first, second = largest_figures(db)
    month_first_seen = second > 12 >= first and settings["day_first"]
    chosen = SLASHED if settings["day_first"] and not month_first_seen else AMERICAN
    formats = by_use(db, dated, (*ISO, *chosen))
    if month_first_seen:
        return formats, [Doubt("month_first_seen")]
    doubts = [Doubt("day_first_assumed" if settings["day_first"] else "month_first_assumed")]
    return formats, doubts if 0 < first <= 12 and second <= 12 else []


def largest_figures(db: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """The largest first and second figure of the dates written with slashes, dots or dashes; 0 without any."""
    figure = "max(try_cast(regexp_extract({}, '^(\\d\\d?)[/.-](\\d\\d?)[/.-]', {}) AS INTEGER))"
    asked = ", ".join(figure.format(name, group) for group in (1, 2) for name in INSTANTS)
    found = [figure or 0 for figure in db.execute(f"SELECT {asked} FROM cells").fetchone() or ()]
    return max(found[: len(INSTANTS)], default=0), max(found[len(INSTANTS) :], default=0)


def by_use(db: duckdb.DuckDBPyConnection, dated: Sequence[str], formats: Sequence[str]) -> list[str]:
    """Formats, those that read most of the first rows before the others: a row tries them in order."""
    cells = " UNION ALL ".join(f"SELECT {text} AS cell FROM sample" for text in dated)
    counted = ", ".join(f"count(try_strptime({plain_instant('cell')}, {quoted(one)}))" for one in formats)
    found = db.execute(f"SELECT {counted} FROM ({cells})").fetchone() or ()
    uses = dict(zip(formats, found, strict=True))
    return sorted(formats, key=lambda one: -uses[one])


def plain_instant(text: str) -> str:
    """A date and an hour with a space between them and no fraction of a second."""
    return f"regexp_replace(replace({text}, 'T', ' '), '(:\\d\\d)\\.\\d+', '\\1')"


def zone_of(db: duckdb.DuckDBPyConnection, shape: Shape, settings: Mapping[str, Any]) -> tuple[str, list[Doubt]]:
    """The zone of the hours, by the same rule as the other reader."""
    if settings["zone"]:
        return settings["zone"], []
    dated = [said(place) for name in INSTANTS for place in shape.positions.get(name, ())]
    cells = " UNION ALL ".join(f"SELECT {text} AS cell FROM sample" for text in dated)
    offset = f"SELECT coalesce(bool_and(regexp_matches(cell, {quoted(OFFSET)})), false)::INTEGER FROM ({cells})"
    if one(db, offset):
        return "UTC", []
    names = [folded(header) for header in shape.headers]
    zone = settings["local_zone"]
    if "sys id" in names:
        first = db.execute(f"SELECT c{names.index('sys id')} FROM raw LIMIT 1").fetchone()
        zone = "UTC" if first and incidents.SYSTEM_ID.fullmatch(str(first[0])) else zone
    return zone, [Doubt("zone_assumed", zone)]


def repeats(db: duckdb.DuckDBPyConnection, shape: Shape) -> list[Doubt]:
    """What the other reader says of repeated columns and of cells that hold several groups."""
    groups = [place for place in shape.positions.get("grp", ()) if one(db, words.several(place))]
    again = incidents.repeated(shape.headers)
    return ([Doubt("repeated_columns", again)] if again else []) + [
        Doubt("first_of_several", shape.headers[place]) for place in groups
    ]


def typed_select(shape: Shape, settings: Mapping[str, Any], told: tuple[Sequence[str], str, str]) -> str:
    """The SELECT that types every field; `problem` names the first field that could not be."""
    formats, zone, partnership = told
    received = f"TIMESTAMP {quoted(settings['received_at'][:19].replace('T', ' '))}"
    checked, tool = (*INSTANTS, *COUNTS, "made_sla"), shape.tool
    return named_sql("ticket_stream").format(
        instants=", ".join(f"{instant(words.figures(name, tool), formats, zone)} AS {name}_read" for name in INSTANTS),
        counts=", ".join(f"{words.count(name, tool)} AS {name}_read" for name in COUNTS),
        flag=f"{words.kept(tool)} AS made_sla_read", source=quoted(settings["source"] or tool.key),
        partnership=quoted(partnership), number=words.number(), grp=words.first_line("grp"),
        service=words.first_line("service"), category=words.first_line("category"),
        unseen="opened_at_read" if "seen_at" in shape.positions else received,
        priority=words.priority(tool), state=words.state(tool),
        problem=" ".join(f"WHEN {n} IS NOT NULL AND {n}_read IS NULL THEN {quoted(n)}" for n in checked),
        years=f"{YEARS.start} AND {YEARS.stop - 1}",
    )  # fmt: skip


def instant(text: str, formats: Sequence[str], zone: str) -> str:
    """An instant in UTC: by its own offset, else in the zone of the file. The usual format is tried first, alone."""
    told = f"try_cast(regexp_replace({text}, '([+-]\\d\\d)(\\d\\d)$', '\\1:\\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
    wanted = "[" + ", ".join(quoted(one) for one in formats) + "]"
    usual = f"try_strptime({text}, {quoted(formats[0])})"
    local = f"coalesce({usual}, try_strptime({plain_instant(text)}, {wanted}))"
    if zone != "UTC":
        local = f"({local} AT TIME ZONE {quoted(zone)}) AT TIME ZONE 'UTC'"
    return f"CASE WHEN {usual} IS NULL AND regexp_matches({text}, {quoted(OFFSET)}) THEN {told} ELSE {local} END"


def refused_rows(db: duckdb.DuckDBPyConnection, shape: Shape) -> tuple[tuple[Reject, ...], int]:
    """Rows that could not be cut or typed, or that clash: the first thousand, and how many in all."""
    cut_badly = db.execute(f"SELECT DISTINCT line FROM reject_errors ORDER BY line LIMIT {REJECTS_KEPT}").fetchall()
    bad = db.execute(
        f"SELECT line, coalesce(problem, CASE WHEN number IS NULL THEN 'number' ELSE 'opened_at' END), problem IS NULL "
        f"FROM typed WHERE NOT ({GOOD}) ORDER BY line LIMIT {REJECTS_KEPT}"
    ).fetchall()
    clashing = db.execute(f"SELECT line, number, other FROM clashing ORDER BY line LIMIT {REJECTS_KEPT}").fetchall()
    lost = [int(line) for (line,) in cut_badly]
    rejects = [Reject(shape.file, "", line, "", "", "cells") for line in lost]
    rejects += [
        Reject(
            shape.file, "", line_of(line, lost), header_of(name, shape), "", "required" if empty else expected_of(name)
        )
        for line, name, empty in bad
    ]
    rejects += [
        Reject(
            shape.file,
            "",
            line_of(line, lost),
            header_of("number", shape),
            number,
            "same_key",
            str(line_of(other, lost)),
        )
        for line, number, other in clashing
    ]
    total = sum(
        one(db, query)
        for query in (
            f"SELECT count(*) FROM typed WHERE NOT ({GOOD})", "SELECT count(DISTINCT line) FROM reject_errors",
            "SELECT count(*) FROM clashing",
        )
    )  # fmt: skip
    return tuple(sorted(rejects, key=lambda reject: reject.line)[:REJECTS_KEPT]), total


def line_of(row: int, lost: Sequence[int]) -> int:
    """The line of a row, whose number does not count the lines that could not be cut into cells."""
    for line in lost:
        row += line <= row
    return row


def header_of(name: str, shape: Shape) -> str:
    """The header of the first column of a field."""
    return shape.headers[shape.positions[name][0]]


def expected_of(name: str) -> str:
    """What a field expects."""
    if name in INSTANTS:
        return "datetime"
    return "bool" if name == "made_sla" else "int"


def covered(db: duckdb.DuckDBPyConnection) -> tuple[Covers, ...]:
    """From the first opening to the last thing that happened."""
    found = db.execute("SELECT min(opened_at)::DATE, greatest(max(seen_at), max(opened_at))::DATE FROM kept").fetchone()
    if not found or not isinstance(found[0], date):
        return ()
    return (Covers("tickets", found[0], found[1]),)
