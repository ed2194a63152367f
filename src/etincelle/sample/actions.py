"""The sample portfolio through the same doors as a user's files; and its removal, with nothing left."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.apps import apps
from django.db import models, transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import open_account
from etincelle.foundation.models import Membership, User
from etincelle.foundation.prepared import Prepared
from etincelle.intake import batches
from etincelle.intake.models import Batch
from etincelle.ledger import parts
from etincelle.ledger.models import LedgerPart
from etincelle.parties.models import Partnership
from etincelle.sample.files import write_files
from etincelle.sample.world import sample_world
from etincelle.spark.actions import publish
from etincelle.spark.models import Morning
from etincelle.vocabulary.levels import Role

WHY = "sample portfolio"
CAST = (
    ("dsi@client.example", Role.CIO, ""),
    ("partenariats@client.example", Role.VENDOR_MANAGER, ""),
    ("compte@nordia.example", Role.PARTNER_EXECUTIVE, "NORDIA"),
)


class SampleError(Exception):
    """The sample cannot be set up; `rejects` says which rows were refused and why."""


SAMPLE_BATCH = Prepared(
    lambda: everything(Batch, WHY).filter(sample=True).exclude(state=Batch.State.UNDONE).values_list("pk")[:1]
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: files and rows."""

    files: int
    rows: int


def has_sample() -> bool:
    """Whether sample data is in the house."""
    return SAMPLE_BATCH.first() is not None


def has_real_data() -> bool:
    """Whether a partnership of the user's own is in the house."""
    return everything(Partnership, WHY).filter(sample=False).exists()


def anchor() -> date | None:
    """The day the sample is dated from."""
    first = everything(Batch, WHY).filter(sample=True).order_by("pk").values_list("created_at", flat=True).first()
    return first.astimezone(clock.zone()).date() if first else None


def set_up(today: date | None = None, folder: Path | None = None) -> Imported:
    """Write the sample's files, import them, open its accounts, decide the day. A stale sample is dated again."""
    day = today or clock.today()
    if has_sample():
        if anchor() == day:
            return Imported(0, 0)
        remove()
    with tempfile.TemporaryDirectory() as scratch:
        imported = _import_all(day, folder or Path(scratch))
    for email, role, partner in CAST:
        open_account(email, role, partner, sample=True)
    publish(day, sample=True)
    return imported


def _import_all(day: date, folder: Path) -> Imported:
    rows = 0
    files = write_files(sample_world(day), folder)
    for file in files:
        with file.path.open("rb") as handle:
            told = batches.Told(wanted=file.wanted, options=file.options, sample=True)
            batch = batches.receive(batches.HOUSE, handle, file.path.name, told)
        batch = batches.check(batches.HOUSE, batch)
        if batch.state != Batch.State.CHECKED or batch.rejects:
            raise SampleError(f"{file.path.name}: {batch.state} {batch.rejects[:3]}")
        batch = batches.confirm(batches.HOUSE, batch)
        rows += batch.counts.get("new", 0)
    return Imported(len(files), rows)


def remove() -> int:
    """Remove every sample row, its decisions, accounts, batches and ledger parts; returns how many rows."""
    with transaction.atomic():
        users = list(everything(Membership, WHY).filter(sample=True).values_list("user_id", flat=True))
        everything(Morning, WHY).filter(sample=True).delete()
        removed = sum(_remove_from(model) for model in apps.get_models() if _has_sample_flag(model))
        parts.recount()
        kept = everything(Membership, WHY).filter(user_id__in=users).values_list("user_id", flat=True)
        User.objects.filter(pk__in=set(users) - set(kept)).delete()
        if not has_real_data():
            everything(Morning, WHY).delete()
        journal.record(None, "sample.remove", ("sample", "all"), after={"rows": removed})
    return removed


def _has_sample_flag(model: type[models.Model]) -> bool:
    return any(f.name == "sample" for f in model._meta.concrete_fields) and model is not Morning


def _remove_from(model: type[models.Model]) -> int:
    return everything(model, WHY).filter(sample=True).delete()[0]


def parts_left() -> int:
    """Ledger parts of the sample still listed (none after a removal)."""
    return everything(LedgerPart, WHY).filter(sample=True).count()


def is_sample_account(user: int) -> bool:
    """Whether a user came with the sample and leaves with it."""
    rows = everything(Membership, WHY).filter(user_id=user)
    return rows.filter(sample=True).exists() and not rows.filter(sample=False).exists()
