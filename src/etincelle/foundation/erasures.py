"""The ledger of erasures: who was erased, told only to who already knows him, kept outside the database.

A line holds the day, a keyed digest of the person's code and the pseudonym that took his place. A backup older than an
erasure brings the person back: his code then gives the same digest, and the erasure is done again. The key is the
installation's secret, so nobody is named. The line is written before anything is erased: what is cut short is taken up.
"""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from django.conf import settings

from etincelle.foundation import clock
from etincelle.foundation.config import config

FILE = "erasures.jsonl"


def path() -> Path:
    """The file of this installation."""
    return config().data / FILE


def mark_of(code: str) -> str:
    """A keyed digest of a person's code."""
    return hmac.new(str(settings.SECRET_KEY).encode(), f"erased|{code}".encode(), hashlib.sha256).hexdigest()


def new_pseudonym() -> str:
    """A code that says nothing."""
    return f"p-{secrets.token_hex(6)}"


def remember(code: str, pseudonym: str) -> None:
    """Add a line and see it on the disk, unless the person is there already."""
    if mark_of(code) in remembered():
        return
    line = json.dumps({"on": clock.today().isoformat(), "person": mark_of(code), "pseudonym": pseudonym})
    path().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def remembered(file: Path | None = None) -> dict[str, str]:
    """The pseudonym of each mark; the first line of a person counts."""
    found: dict[str, str] = {}
    for line in lines_of(file or path()):
        told = json.loads(line)
        found.setdefault(told["person"], told["pseudonym"])
    return found


def lines_of(file: Path) -> list[str]:
    """The whole lines of a ledger; none when there is no file. A line cut short by a power cut is left out."""
    if not file.is_file():
        return []
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.endswith("}")]


def merge(other: Path, into: Path) -> None:
    """Add the lines of one ledger to another, which keeps its own: a restore forgets no erasure."""
    held = lines_of(into)
    missing = [line for line in lines_of(other) if line not in held]
    if missing:
        into.write_text("\n".join([*held, *missing]) + "\n", encoding="utf-8")
        into.chmod(0o600)
