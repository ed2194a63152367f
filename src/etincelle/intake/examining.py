"""What a batch holds, read again each time from its stored file: rows, refusals, doubts, covered dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from etincelle.foundation.access import Actor
from etincelle.intake import observations, sandbox, storage
from etincelle.intake.compare import Plan, Told, World, plan
from etincelle.intake.known import told_to_reader
from etincelle.intake.models import Batch
from etincelle.intake.observations import Incoming
from etincelle.intake.sources.rows import Covers, Doubt, Parsed, ParsedRow, Refused, Reject
from etincelle.intake.tables import world_for
from etincelle.intake.ticket_stream import streamed

DATASETS = {"tickets": "tickets", "calendar": "contacts", "mail": "mails"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file's content: rows for the tables, or a file of observations for the ledger.

    strangers: unknown addresses of known domains that a mailbox holds.
    """

    read: int
    rejects: tuple[Reject, ...]
    rejected: int
    covers: tuple[Covers, ...]
    doubts: tuple[Doubt, ...]
    rows: tuple[ParsedRow, ...] = ()
    incoming: Incoming | None = None
    strangers: tuple[ParsedRow, ...] = ()


@contextmanager
def examined(batch: Batch) -> Iterator[Examined]:
    """Read a batch's file: in the limited child, or as a stream when it is a big export of tickets."""
    path = storage.path_of(batch)
    if not path.is_file():
        raise Refused("file_gone")
    is_big = bool(batch.options.get("stream"))
    if is_big and batch.kind == "tickets":
        with streamed(path, told_to_reader(batch), batch.options.get("partnership", "")) as found:
            yield Examined(found.read, found.rejects, found.rejected, found.covers, found.doubts, (), found.incoming)
        return
    parsed = sandbox.read(path, batch.filename, batch.kind, told_to_reader(batch), stream=is_big)
    dataset = DATASETS.get(batch.kind)
    if dataset is None:
        yield of_parsed(parsed, parsed.rows, None)
        return
    rows = attached(parsed, batch) if dataset == "tickets" else parsed.rows
    strangers = tuple(row for row in rows if row.kind == "address")
    rows = tuple(row for row in rows if row.kind != "address") if strangers else rows
    undated = any(doubt.code == "no_update_date" for doubt in parsed.doubts)
    with observations.laid_down(dataset, rows, undated=undated) as incoming:
        yield replace(of_parsed(parsed, (), incoming), strangers=strangers)


def of_parsed(parsed: Parsed, rows: tuple[ParsedRow, ...], incoming: Incoming | None) -> Examined:
    """What the child read."""
    lines = {(reject.sheet, reject.line) for reject in parsed.rejects}
    return Examined(parsed.read, parsed.rejects, len(lines), parsed.covers, parsed.doubts, rows, incoming)


def attached(parsed: Parsed, batch: Batch) -> tuple[ParsedRow, ...]:
    """Ticket rows tied to the partnership the person named, if any."""
    partnership = batch.options.get("partnership", "")
    return tuple(replace(row, values={**row.values, "partnership_code": partnership}) for row in parsed.rows)


def planned(found: Examined, actor: Actor, batch: Batch) -> tuple[Plan, World]:
    """What the rows would change in the tables."""
    world = world_for(found.rows, actor)
    assignments = batch.options.get("assignments", {})
    headers = {
        sheet: {attribute: header for header, attribute in one["columns"].items()} for sheet, one in assignments.items()
    }
    return plan(found.rows, world, Told(batch.filename, headers)), world
