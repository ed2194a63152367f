"""One file through the door: received, checked without writing, confirmed at once, undone within 30 days.

A batch is read again from its stored file at each step, so that nothing is half kept in between; the
confirmation is one transaction that holds rows, ledger part, covered dates, undo and journal. Killed at any
moment, it has happened or it has not, and the same command run again completes it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import IO, Any

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, require
from etincelle.foundation.turns import IMPORTS, take_turn
from etincelle.intake import coverage, mapping, observations, storage, ticket_notices, undoing
from etincelle.intake.compare import Tally
from etincelle.intake.examining import Examined, examined, planned
from etincelle.intake.models import Batch
from etincelle.intake.observations import UNDO_DAYS, Incoming
from etincelle.intake.sources.rows import Doubt, Refused, Reject
from etincelle.intake.writing import Writer
from etincelle.ledger import parts
from etincelle.parties import recognising
from etincelle.parties.addresses import Stranger
from etincelle.vocabulary.levels import Role

WHY = "imports"
REJECTS_KEPT = 1_000
UNNAMED = "servicenow"  # any list without a sign of its tool is read with these names: its source stays « tickets »
HOUSE = Actor(0, Role.ADMINISTRATOR)


class BatchError(Exception):
    """A batch cannot take the step asked; `code` says why, `rows` which rows stand in the way."""

    def __init__(self, code: str, rows: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Told:
    """What the person said of a file.

    wanted: a family or kind, "" to guess. options: partnership, source, zone, day_first, document (report or
    minutes), committee, meeting, received_on. unlimited: the command line's big exports of tickets.
    """

    wanted: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    unlimited: bool = False
    sample: bool = False


def receive(actor: Actor, source: IO[bytes], name: str, told: Told | None = None) -> Batch:
    """Take a file in and look at it; a file that cannot be imported gives a failed batch that says why."""
    require(actor, "import.run")
    told = told or Told()
    storage.sweep()
    batch = Batch(
        kind="", filename=clean_name(name), options=dict(told.options), created_by=actor.user_id or None,
        created_at=clock.now(), sample=told.sample,
    )  # fmt: skip
    try:
        batch.stored, batch.digest = storage.keep(source, unlimited=told.unlimited)
        mapping.look(batch, told.wanted, unlimited=told.unlimited)
    except Refused as refused:
        failed(batch, refused)
    batch.save()
    return batch


def clean_name(name: str) -> str:
    """The file's own name: no folder, no unprintable sign, no sign of compression."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".gz")
    return "".join(sign for sign in bare if sign.isprintable())[-255:] or "file"


def failed(batch: Batch, refused: Refused) -> None:
    """Mark a batch as refused, and forget its file."""
    storage.forget(batch.stored)
    batch.stored = ""
    batch.state = Batch.State.FAILED
    batch.rejects = [asdict(refused.named(batch.filename))]
    batch.counts = {"rejected": 1}


def check(actor: Actor, batch: Batch) -> Batch:
    """Dry run: counts and refused rows of a received batch; nothing is written but the batch."""
    require(actor, "import.run")
    if batch.state not in (Batch.State.UPLOADED, Batch.State.CHECKED):
        raise BatchError(f"is_{batch.state}")
    absent = mapping.absent_columns(batch)
    if absent:
        batch.rejects = [asdict(reject) for reject in absent]
        batch.save()
        return batch
    try:
        with examined(batch) as found:
            if found.incoming:
                told(batch, found, asdict(observations.count(found.incoming)) | noticed_in(found.incoming), ())
            else:
                plan, _ = planned(found, actor, batch)
                told(batch, found, summed(plan.tallies, found, batch), tuple(plan.rejects))
    except Refused as refused:
        failed(batch, refused)
    else:
        batch.state = Batch.State.CHECKED
    batch.save()
    return batch


def summed(tallies: Mapping[str, Tally], found: Examined, batch: Batch) -> dict[str, Any]:
    """The counts of all kinds together, and of each with the rows that could not even be read."""
    kinds = {kind: asdict(tally) for kind, tally in tallies.items()}
    names = ("new", "changed", "unchanged", "repeated", "rejected")
    total = {name: sum(kind[name] for kind in kinds.values()) for name in names}
    held = {sheet: one["kind"] for sheet, one in batch.options.get("assignments", {}).items()}
    for sheet, _ in {(reject.sheet, reject.line) for reject in found.rejects if reject.sheet in held}:
        kinds.setdefault(held[sheet], asdict(Tally()))["rejected"] += 1
    return {**total, "kinds": kinds}


def told(batch: Batch, found: Examined, counts: dict[str, Any], rejects: tuple[Reject, ...]) -> None:
    """Write the outcome of a reading into the batch."""
    everything_refused = (*found.rejects, *rejects)
    elsewhere = [Doubt("other_opening", str(counts["elsewhere"]))] if counts.get("elsewhere") else []
    doubts = (*found.doubts, *elsewhere, *ticket_notices.doubts_in(counts.get("noticed")))
    batch.counts = {
        **counts, "read": found.read, "rejected": found.rejected + counts.get("rejected", 0),
        "doubts": [asdict(doubt) for doubt in doubts],
    }  # fmt: skip
    batch.rejects = [asdict(reject) for reject in everything_refused[:REJECTS_KEPT]]


def confirm(actor: Actor, batch: Batch) -> Batch:
    """Write a checked batch, whole or not at all; asked twice, it happens once."""
    require(actor, "import.run")
    stored = batch.stored
    try:
        with examined(batch) as found, transaction.atomic():
            batch = confirmed(actor, batch, found)
    except Refused as refused:
        state = everything(Batch, WHY).get(pk=batch.pk).state
        raise BatchError("file_gone" if state == Batch.State.CHECKED else f"is_{state}") from refused
    storage.forget(stored)
    return batch


def confirmed(actor: Actor, batch: Batch, found: Examined) -> Batch:
    """The batch once everything it holds is written; the caller holds the transaction."""
    take_turn(IMPORTS)
    batch = everything(Batch, WHY).select_for_update().get(pk=batch.pk)
    if batch.state != Batch.State.CHECKED:
        raise BatchError(f"is_{batch.state}")
    write_all(actor, batch, found)
    batch.state = Batch.State.CONFIRMED
    batch.confirmed_at = clock.now()
    batch.stored = ""
    batch.save()
    coverage.rebuild(source_name(batch), sample=batch.sample)
    mapping.learn(batch)
    figures = {name: batch.counts.get(name, 0) for name in ("new", "changed", "unchanged", "rejected")}
    journal.record(author(actor), "import.confirm", ("intake.Batch", str(batch.pk)), None, figures)
    return batch


def write_all(actor: Actor, batch: Batch, found: Examined) -> None:
    """Rows or observations, then what they cover."""
    covers = list(found.covers)
    if found.incoming:
        observed, part = observations.write(found.incoming)
        if part:
            parts.publish(part, batch.pk, sample=batch.sample)
        recognising.remember(batch.pk, strangers_in(found))
        noticed = {"noticed": batch.counts["noticed"]} if "noticed" in batch.counts else noticed_in(found.incoming)
        told(batch, found, asdict(observed) | noticed, ())
        covers = ticket_notices.cut_down(covers, noticed.get("noticed"))
    else:
        plan, world = planned(found, actor, batch)
        Writer(batch).write(plan)
        if batch.kind == "tables":
            covers += coverage.of_rows(plan.accepted, world, clock.today())
        told(batch, found, summed(plan.tallies, found, batch), tuple(plan.rejects))
    doubts = [doubt for doubt in found.doubts if not doubt.code.startswith("mail_")]  # they count one file alone
    said = [*doubts, *ticket_notices.of_the_source(ticket_notices.doubts_in(batch.counts.get("noticed")))]
    batch.counts |= coverage.noted(covers, said, source_name(batch))


def strangers_in(found: Examined) -> list[Stranger]:
    """The unknown addresses of known firms that a file of mail holds."""
    return [
        Stranger(str(v["address"]), str(v["name"]), str(v["partner_code"]), int(str(v["messages"])))
        for v in (row.values for row in found.strangers)
    ]


def noticed_in(incoming: Incoming) -> dict[str, Any]:
    """What a file of incidents shows of how it was made, kept with the batch so that it is looked for once."""
    return {"noticed": ticket_notices.noticed(incoming).plain()} if incoming.dataset == "tickets" else {}


def source_name(batch: Batch) -> str:
    """The name a source is known by: as told, else the file of calendars and mail, the tool of tickets, its family."""
    told_name = str(batch.options.get("source", ""))
    tool = str(batch.options.get("tool", "")).removeprefix(UNNAMED)
    return (told_name or (batch.filename if batch.kind in ("calendar", "mail") else tool or batch.kind))[:190]


def author(actor: Actor) -> Actor | None:
    """Who the journal names: nobody but the house when the command line's owner acts."""
    return actor if actor.user_id else None


def undo(actor: Actor, batch: Batch) -> Batch:
    """Put everything back as it was before a confirmed batch; raises BatchError with the rows edited since."""
    require(actor, "import.run")
    with transaction.atomic():
        take_turn(IMPORTS)
        batch = everything(Batch, WHY).select_for_update().get(pk=batch.pk)
        if batch.state != Batch.State.CONFIRMED or batch.confirmed_at is None:
            raise BatchError(f"is_{batch.state}")
        if clock.now() - batch.confirmed_at > timedelta(days=UNDO_DAYS):
            raise BatchError("too_late")
        in_the_way = undoing.undo_rows(batch)
        if in_the_way:
            raise BatchError("edited_since", tuple(in_the_way))
        parts.withdraw(batch.pk)
        recognising.forget(batch.pk)
        batch.state = Batch.State.UNDONE
        batch.undone_at = clock.now()
        batch.save()
        coverage.rebuild(source_name(batch), sample=batch.sample)
        journal.record(author(actor), "import.undo", ("intake.Batch", str(batch.pk)), None, {"state": "undone"})
    return batch


def doubts_of(batch: Batch) -> list[Doubt]:
    """What a batch's file left in doubt."""
    return [Doubt(**doubt) for doubt in batch.counts.get("doubts", [])]
