"""Backup and restore of one installation: one file, verified, never half done.

SQLite is copied through its backup API (a plain file copy under load is corrupt one time in four), a
PostgreSQL database through pg_dump. Ledger parts and stored files are immutable: they are copied after
the database, so every part the database lists is in the archive.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from etincelle import __version__
from etincelle.foundation import clock, erasures
from etincelle.foundation.config import Config
from etincelle.foundation.locks import SERVING, Busy, held
from etincelle.foundation.refusals import Refusal

DATABASE = "database.sqlite3"
DUMP = "database.pgdump"
MANIFEST = "manifest.json"
KEY_FILE = "secret.key"
FOLDERS = ("ledger", "uploads")


class BackupError(Refusal):
    """A backup or a restore cannot be done."""


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a live SQLite database."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - fixed program names, no shell
    except FileNotFoundError as error:
        told = gettext("the program %s was not found. Install the PostgreSQL client (postgresql-client).")
        raise BackupError(told % command[0]) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]}: {error.stderr.strip()}") from error


def _copy_database(conf: Config, folder: Path) -> None:
    if conf.sqlite_path is None:
        _run("pg_dump", "--format=custom", f"--file={folder / DUMP}", conf.database_url)
    elif conf.sqlite_path.is_file():
        copy_sqlite(conf.sqlite_path, folder / DATABASE)
    else:
        raise BackupError(gettext("%s holds no database yet: there is nothing to save.") % conf.data)


def backup(conf: Config, target: Path) -> dict[str, Any]:
    """Write one archive; returns its manifest. The target appears only once it is complete."""
    if target.exists():
        raise BackupError(gettext("%s exists already. Choose another name.") % target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        folder = Path(scratch) / "content"
        folder.mkdir()
        _copy_database(conf, folder)
        for name in FOLDERS:
            if (conf.data / name).is_dir():
                shutil.copytree(conf.data / name, folder / name)
        if (conf.data / erasures.FILE).is_file():
            shutil.copy2(conf.data / erasures.FILE, folder / erasures.FILE)
        files = {name: _digest(folder / name) for name in _names_in(folder)}
        manifest = {"version": __version__, "made_at": clock.now().isoformat(), "files": files}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        archive = Path(scratch) / "archive.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(folder, arcname=".")
        with archive.open("rb") as handle:
            os.fsync(handle.fileno())
        archive.chmod(0o600)
        archive.rename(target)
    return manifest


def _names_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]


def _opened(source: Path, scratch: Path) -> None:
    """Unpack an archive and check every file against the manifest: none damaged, missing or added."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(scratch, filter="data")
        manifest: dict[str, Any] = json.loads((scratch / MANIFEST).read_text(encoding="utf-8"))
        version, files = str(manifest["version"]), dict(manifest["files"])
    except (tarfile.TarError, FileNotFoundError, ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        told = gettext("%s is not a whole backup of Étincelle. Choose a file that etincelle backup has made.")
        raise BackupError(told % source) from error
    if version.split(".", maxsplit=1)[0] != __version__.split(".")[0]:
        told = gettext("%(file)s was made by version %(version)s. Restore it with that version, not with %(ours)s.")
        raise BackupError(told % {"file": source, "version": version, "ours": __version__})
    for name in sorted({*files, *_names_in(scratch)} - {MANIFEST}):
        if not (scratch / name).is_file() or _digest(scratch / name) != files.get(name):
            told = gettext("%(file)s is damaged: %(part)s is not as it was saved. Take another backup.")
            raise BackupError(told % {"file": source, "part": name})


def verify_sqlite(path: Path) -> None:
    """Refuse a database that SQLite itself finds broken."""
    try:
        with closing(sqlite3.connect(path)) as database:
            answer = str(database.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        told = gettext("the database of this backup is damaged (%s). Take another backup.")
        raise BackupError(told % answer.split("\n", 1)[0])


def restore(conf: Config, source: Path) -> Path | None:
    """Put an archive back beside the present data, verify it, then swap; where the old data went, if there was any."""
    try:
        with held(conf.data / SERVING, wait=False):
            return _restore(conf, source)
    except Busy as error:
        raise BackupError(gettext("the pages are being served. Stop etincelle serve, then restore.")) from error


def _restore(conf: Config, source: Path) -> Path | None:
    with tempfile.TemporaryDirectory(dir=conf.data.parent) as scratch:
        content = Path(scratch) / "content"
        content.mkdir()
        _opened(source, content)
        wanted = DUMP if conf.sqlite_path is None else DATABASE
        if not (content / wanted).is_file():
            told = gettext("%(file)s was not made with the database of this installation (%(kind)s).")
            kind = "PostgreSQL" if conf.sqlite_path is None else "SQLite"
            raise BackupError(told % {"file": source, "kind": kind})
        if conf.sqlite_path is None:
            _run("pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner",
                 f"--dbname={conf.database_url}", str(content / DUMP))  # fmt: skip
            (content / DUMP).unlink()
        else:
            verify_sqlite(content / DATABASE)
            (content / DATABASE).rename(content / conf.sqlite_path.name)
        (content / MANIFEST).unlink()
        return _swap(conf.data, content)


def _swap(data: Path, content: Path) -> Path | None:
    """The verified content takes the data folder's place; the secret stays, and no erasure is forgotten."""
    kept = data.with_name(f"{data.name}-before-restore-{clock.now():%Y%m%d%H%M%S%f}")
    if (data / KEY_FILE).is_file():
        shutil.copy2(data / KEY_FILE, content / KEY_FILE)
    erasures.merge(data / erasures.FILE, content / erasures.FILE)
    is_empty = all(path.name == KEY_FILE or path.suffix == ".lock" for path in data.iterdir())
    data.rename(kept)
    content.rename(data)
    if is_empty:
        shutil.rmtree(kept)
    return None if is_empty else kept
