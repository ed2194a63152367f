"""Locks between the processes of one installation: files of its data folder, freed by the system when one dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "start.lock"  # held while the secret or the tables are made or changed
SERVING = "serving.lock"  # shared by all that serve the pages, so that a restore waits for none


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def held(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[None]:
    """Hold a lock for the time of a block: alone or with others that share it; without waiting, Busy when taken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, kind)
        except BlockingIOError as error:
            raise Busy(path.name) from error
        yield
