"""Uploaded files: kept under a random name while a batch waits, gone once it is confirmed."""

import gzip
import hashlib
import secrets
import time
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.db.models import Q

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.config import config
from etincelle.intake import gate
from etincelle.intake.models import Batch
from etincelle.intake.sandbox import ROWS
from etincelle.intake.sources.rows import Refused

BLOCK = 1 << 20
GZIP = b"\x1f\x8b"
STALE_SECONDS = 24 * 3600
WAITING_DAYS, PERSONAL_DAYS = 7, 1  # a calendar or a mailbox tells more of people than what is kept of it
PERSONAL = ("calendar", "mail")
WHY = "files of imports"


def folder() -> Path:
    """Where uploads wait."""
    return config().data / "uploads"


def path_of(batch: Batch) -> Path:
    """The stored file of a batch."""
    return folder() / batch.stored


def keep(source: IO[bytes], *, unlimited: bool = False) -> tuple[str, str]:
    """Store a file, unpacked when gzipped, under a random name; returns the name and the SHA-256 of its content."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    head = source.read(2)
    source.seek(0)
    content: IO[bytes] = gzip.GzipFile(fileobj=source) if head == GZIP else source  # type: ignore[assignment]
    name = secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with (folder() / name).open("xb") as stored:
            while block := content.read(BLOCK):
                size += len(block)
                if size > gate.MAX_BYTES and not unlimited:
                    raise Refused("size", str(size), example=str(gate.MAX_BYTES))
                digest.update(block)
                stored.write(block)
    except (Refused, OSError, EOFError) as error:
        (folder() / name).unlink(missing_ok=True)
        is_ours = isinstance(error, Refused) or getattr(error, "errno", None)  # a full disk is no damaged file
        raise error if is_ours else Refused("gzip", str(error)) from error
    return name, digest.hexdigest()


def forget(name: str) -> None:
    """Remove a stored file, and the rows read from it."""
    if name:
        (folder() / name).unlink(missing_ok=True)
        (folder() / f"{name}{ROWS}").unlink(missing_ok=True)


def sweep(older_than: float = STALE_SECONDS) -> int:
    """Remove files a day old that no batch names or nobody confirmed: calendars and mail in a day, others in a week.

    Returns how many.
    """
    week, day = (clock.now() - timedelta(days=days) for days in (WAITING_DAYS, PERSONAL_DAYS))
    waits = Q(created_at__gte=day) | (Q(created_at__gte=week) & ~Q(kind__in=PERSONAL))
    named = set(everything(Batch, WHY).filter(waits).values_list("stored", flat=True))
    limit = time.time() - older_than  # noqa: TID251 - compared with file times, not with the product's day
    old = [path for path in folder().glob("*") if path.stat().st_mtime < limit]
    gone = [path for path in old if path.name.split(".", 1)[0] not in named]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
