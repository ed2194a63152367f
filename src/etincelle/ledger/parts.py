"""Which parts are visible: publish, withdraw, sweep; and the ledger over them.

Two doors to read by. ledger() is the engine of the house, which also writes: an import, an undo, contacts and proofs
depend on nothing else. histories() answers the questions over all tickets: the same engine, or the cluster that
ETINCELLE_LEDGER_URL names.
"""

import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext as _

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.config import config
from etincelle.ledger import mail_days, months
from etincelle.ledger.embedded import EmbeddedLedger, digest_of
from etincelle.ledger.models import LedgerPart
from etincelle.ledger.port import SCHEMAS, LedgerError, LedgerReader, PartFile

WHY = "the ledger's parts"
ORPHAN_AGE_SECONDS = 3600
OF_PEOPLE = ("contacts", "mails")


def folder() -> Path:
    """Where the parts lie."""
    return config().data / "ledger"


def ledger() -> EmbeddedLedger:
    """The ledger over the parts visible now."""
    visible: dict[str, list[str]] = {name: [] for name in SCHEMAS}
    for dataset, filename in everything(LedgerPart, WHY).order_by("pk").values_list("dataset", "filename"):
        visible.setdefault(dataset, []).append(filename)
    return EmbeddedLedger(folder(), visible)


def histories() -> LedgerReader:
    """The engine that answers about tickets, over the parts visible now."""
    embedded, conf = ledger(), config()
    if not conf.ledger_url:
        return embedded
    cluster_ledger = _cluster_ledger()
    return cluster_ledger(conf.ledger_url, conf.ledger_folder or f"file://{folder()}", embedded.visible)


def _cluster_ledger() -> Callable[..., LedgerReader]:
    """The class of the second engine, loaded only when a setting asks for it."""
    try:
        engine: Callable[..., LedgerReader] = import_module("etincelle.ledger.cluster").ClusterLedger
    except ModuleNotFoundError as error:
        text = _('ETINCELLE_LEDGER_URL is set but %s is not installed: add the extra "cluster" (etincelle[cluster]).')
        raise LedgerError(text % error.name) from error
    return engine


def cluster_trouble() -> str:
    """Why the cluster cannot answer about the newest part of tickets; nothing when it can."""
    try:
        reader = histories()
        reader.visible = {name: files[-1:] for name, files in reader.visible.items()}
        reader.query("tickets_summary")
    except LedgerError as error:
        return str(error)
    return ""


def publish(part: PartFile, batch: int | None, *, sample: bool = False) -> None:
    """Make a part visible and count its months or its days of mail; the caller holds the batch's transaction."""
    before = ledger()
    row = LedgerPart(
        dataset=part.dataset, filename=part.path.name, rows=part.rows, digest=part.digest, batch=batch,
        sample=sample, created_at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    if part.dataset == mail_days.DATASET:
        mail_days.count(row, EmbeddedLedger(folder(), {part.dataset: [part.path.name]}))
    if part.dataset == months.DATASET:
        months.follow(before, ledger(), [part.path.name], config().time_zone)


def withdraw(batch: int) -> int:
    """Hide the parts of a batch and count their months again; the files are swept later. Returns how many."""
    before, rows = ledger(), everything(LedgerPart, WHY).filter(batch=batch)
    hidden = list(rows.filter(dataset=months.DATASET).values_list("filename", flat=True))
    count = rows.delete()[0]
    if hidden:
        months.follow(before, ledger(), hidden, config().time_zone)
    return count


def rewrite_people(change: Callable[[str], str]) -> list[Path]:
    """Write anew each part of contacts or mail in which a text changes, under its row; returns the files left behind.

    The caller holds the transaction, and removes the files once it is committed: until then both are there.
    """
    engine, left = ledger(), []
    for row in everything(LedgerPart, WHY).filter(dataset__in=OF_PEOPLE).order_by("pk"):
        old = folder() / row.dataset / row.filename
        changed = changes_in(engine, old, change)
        if changed:
            part = engine.write_part_from_sql(row.dataset, *select_changed(old, changed))
            row.filename, row.digest, row.rows = part.path.name, part.digest, part.rows
            row.save()
            left.append(old)
    return left


def changes_in(engine: EmbeddedLedger, part: Path, change: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """By column of a part, the texts that change and what they become."""
    found: dict[str, dict[str, str]] = {}
    with engine.connection() as db:
        for column in texts_of(part):
            query = f"SELECT DISTINCT {column} FROM read_parquet(?) WHERE {column} IS NOT NULL"  # noqa: S608
            texts = [str(text) for (text,) in db.execute(query, [str(part)]).fetchall()]
            changed = {text: change(text) for text in texts if change(text) != text}
            if changed:
                found[column] = changed
    return found


def texts_of(part: Path) -> list[str]:
    """The columns of text of a part: its folder names its dataset."""
    return [name for name, kind in SCHEMAS[part.parent.name].items() if kind == "VARCHAR"]


def select_changed(part: Path, changed: Mapping[str, Mapping[str, str]]) -> tuple[str, list[str]]:
    """The SELECT that reads a part with some of its texts changed, and its parameters."""
    columns: list[str] = []
    params: list[str] = []
    for name in SCHEMAS[part.parent.name]:
        texts = changed.get(name, {})
        whens = " ".join("WHEN ? THEN ?" for _text in texts)
        columns.append(f"CASE {name} {whens} ELSE {name} END AS {name}" if texts else name)
        params += [value for pair in texts.items() for value in pair]
    return f"SELECT {', '.join(columns)} FROM read_parquet(?)", [*params, str(part)]  # noqa: S608 - names of ours


def recount() -> None:
    """Count the months again when parts came or went by another way; the caller holds the transaction."""
    now = ledger()
    if not months.is_counted(now, config().time_zone):
        months.follow(now, now, [], config().time_zone)


def tickets_by_month(since: date, until: date) -> list[months.MonthCount]:
    """Tickets by month of opening, begun between two days, and partnership ("" when on none), by current state."""
    return months.by_month(histories(), config().time_zone, since, until)


def unattached_tickets() -> int:
    """How many tickets hang on no partnership."""
    return months.unattached(histories(), config().time_zone)


def settled(dataset: str, before: datetime) -> list[int]:
    """The places, among the visible parts of a dataset, of those that are older than an instant and are no sample."""
    rows = everything(LedgerPart, WHY).filter(dataset=dataset).order_by("pk").values_list("created_at", "sample")
    return [place for place, (at, sample) in enumerate(rows) if at < before and not sample]


def missing() -> list[str]:
    """Listed parts whose file is gone: what doctor must shout about."""
    listed = everything(LedgerPart, WHY).values_list("dataset", "filename")
    return [f"{d}/{f}" for d, f in listed if not (folder() / d / f).is_file()]


def damaged() -> list[str]:
    """Listed parts whose file is there but is no longer what was written, by its digest."""
    listed = everything(LedgerPart, WHY).values_list("dataset", "filename", "digest")
    there = [(folder() / d / f, f"{d}/{f}", digest) for d, f, digest in listed if (folder() / d / f).is_file()]
    return [name for path, name, digest in there if digest_of(path) != digest]


def sweep(older_than: float = ORPHAN_AGE_SECONDS) -> int:
    """Remove files that no row lists, left by a killed writer and older than an hour; returns how many."""
    listed = set(everything(LedgerPart, WHY).values_list("filename", flat=True))
    limit = time.time() - older_than  # noqa: TID251 - compared with file times, not with the product's day
    removed = 0
    for place in (*SCHEMAS, "scratch"):
        for path in (folder() / place).rglob("*"):
            if path.is_file() and path.name not in listed and path.stat().st_mtime < limit:
                path.unlink()
                removed += 1
    return removed
