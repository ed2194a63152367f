"""Installations that can be copied, killed and compared, on SQLite and on PostgreSQL."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg

ROOT = Path(__file__).resolve().parents[2]
COUNTED = {
    "partners": "SELECT count(*) FROM parties_partner",
    "profiles": "SELECT count(*) FROM parties_personprofile",
    "aliases": "SELECT count(*) FROM parties_personalias",
    "undo": "SELECT count(*) FROM intake_rowchange",
    "coverage": "SELECT count(*) FROM foundation_sourcecoverage",
    "done": "SELECT count(*) FROM intake_batch WHERE state = 'confirmed'",
    "journal": "SELECT count(*) FROM foundation_journalentry WHERE action = 'import.confirm'",
}


@dataclass(frozen=True)
class House:
    """A data folder, and a database of its own: a file in it, or one of a server."""

    data: Path
    database: str = ""
    name: str = ""

    @property
    def url(self) -> str:
        """The address of the database, "" for SQLite."""
        return self.database.replace("/postgres?", f"/{self.name}?", 1)

    def copy(self, data: Path, name: str) -> "House":
        """The same installation elsewhere; what stood there is gone."""
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.data, data)
        other = House(data, self.database, name)
        other.create(f"TEMPLATE {self.name}" if self.name else "")
        return other

    def create(self, how: str = "") -> None:
        """An own database on the server."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as db:
                db.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
                db.execute(f"CREATE DATABASE {self.name} {how}")

    def environment(self, **more: str) -> dict[str, str]:
        """What a process of this installation is told."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        own = {"ETINCELLE_DATA": str(self.data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1"}
        return {**kept, **own, **({"ETINCELLE_DATABASE_URL": self.url} if self.database else {}), **more}

    def migrate(self) -> None:
        """All tables."""
        command = [sys.executable, "-m", "django", "migrate", "-v", "0", "--skip-checks"]
        told = self.environment(DJANGO_SETTINGS_MODULE="etincelle.foundation.settings")
        subprocess.run(command, env=told, cwd=ROOT, check=True)

    def run(self, path: Path) -> str:
        """Import a file to its end."""
        command = [sys.executable, "-m", "tests.intake.importing", str(path)]
        done = subprocess.run(command, env=self.environment(), cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout

    def start(self, path: Path) -> subprocess.Popen[str]:
        """Begin to import a file."""
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.intake.importing", str(path)], env=self.environment(), cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        return child

    def connect(self) -> Any:
        """A connection to the database."""
        return psycopg.connect(self.url) if self.database else sqlite3.connect(self.data / "etincelle.sqlite3")

    def content(self) -> dict[str, object]:
        """Everything an import leaves: rows, visible observations, batches that are done, journal entries."""
        with closing(self.connect()) as db:
            if not self.database:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            found: dict[str, object] = {name: db.execute(query).fetchone()[0] for name, query in COUNTED.items()}
            found["people"] = sorted(code for (code,) in db.execute("SELECT code FROM parties_person").fetchall())
            listed = db.execute("SELECT dataset, filename, rows FROM ledger_ledgerpart").fetchall()
        for dataset, name, rows in listed:
            query = f"SELECT count(*) FROM read_parquet('{self.data / 'ledger' / dataset / name}')"
            assert duckdb.sql(query).fetchone() == (rows,)
        found["observations"] = sorted((dataset, rows) for dataset, _, rows in listed)
        return found


def die_after(child: subprocess.Popen[str], seconds: float) -> None:
    """Let the child finish, or kill its whole group when its time has come."""
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()
