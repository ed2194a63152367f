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
from contextlib import closing
from pathlib import Path
from typing import Any

from etincelle import __version__
from etincelle.foundation import clock
from etincelle.foundation.config import Config

DATABASE = "database.sqlite3"
DUMP = "database.pgdump"
MANIFEST = "manifest.json"
FOLDERS = ("ledger", "uploads")


class BackupError(Exception):
    """A backup or a restore cannot be done; nothing was changed."""


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a live SQLite database."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - fixed program names, no shell
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]}: program not found, install the PostgreSQL client") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]}: {error.stderr.strip()}") from error


def _copy_database(conf: Config, folder: Path) -> None:
    if conf.sqlite_path is None:
        _run("pg_dump", "--format=custom", f"--file={folder / DUMP}", conf.database_url)
    elif conf.sqlite_path.is_file():
        copy_sqlite(conf.sqlite_path, folder / DATABASE)
    else:
        raise BackupError(f"{conf.sqlite_path}: no database yet, there is nothing to back up")


def backup(conf: Config, target: Path) -> dict[str, Any]:
    """Write one archive; returns its manifest. The target appears only once it is complete."""
    if target.exists():
        raise BackupError(f"{target}: the file exists, choose another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        folder = Path(scratch) / "content"
        folder.mkdir()
        _copy_database(conf, folder)
        for name in FOLDERS:
            if (conf.data / name).is_dir():
                shutil.copytree(conf.data / name, folder / name)
        files = {str(p.relative_to(folder)): _digest(p) for p in sorted(folder.rglob("*")) if p.is_file()}
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


def _opened(source: Path, scratch: Path) -> dict[str, Any]:
    """Unpack an archive and check every file against the manifest."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(scratch, filter="data")
        manifest: dict[str, Any] = json.loads((scratch / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise BackupError(f"{source}: not a backup of Étincelle ({error})") from error
    if manifest["version"].split(".")[0] != __version__.split(".")[0]:
        raise BackupError(f"{source}: made by version {manifest['version']}, restore it with that version")
    for name, expected in manifest["files"].items():
        if not (scratch / name).is_file() or _digest(scratch / name) != expected:
            raise BackupError(f"{source}: {name} is damaged in the archive")
    return manifest


def verify_sqlite(path: Path) -> None:
    """Refuse a database that SQLite itself finds broken."""
    with closing(sqlite3.connect(path)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise BackupError(f"{path.name}: {answer}")


def restore(conf: Config, source: Path) -> Path:
    """Put an archive back beside the present data, verify it, then swap; returns where the old data went."""
    parent = conf.data.parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as scratch:
        content = Path(scratch) / "content"
        content.mkdir()
        _opened(source, content)
        if conf.sqlite_path is None:
            if not (content / DUMP).is_file():
                raise BackupError(f"{source}: holds a SQLite database, this installation runs on PostgreSQL")
            _run("pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner",
                 f"--dbname={conf.database_url}", str(content / DUMP))  # fmt: skip
            (content / DUMP).unlink()
        else:
            if not (content / DATABASE).is_file():
                raise BackupError(f"{source}: holds a PostgreSQL database, this installation runs on SQLite")
            verify_sqlite(content / DATABASE)
            (content / DATABASE).rename(content / conf.sqlite_path.name)
        (content / MANIFEST).unlink()
        return _swap(conf.data, content)


def _swap(data: Path, content: Path) -> Path:
    """The verified content takes the data folder's place; secrets of the installation stay."""
    kept = data.with_name(f"{data.name}-before-restore-{clock.now():%Y%m%d%H%M%S%f}")
    if (data / "secret.key").is_file():
        shutil.copy2(data / "secret.key", content / "secret.key")
    if data.exists():
        data.rename(kept)
    content.rename(data)
    return kept
