"""kill -9 at random moments: an import has happened or it has not, and run again it is complete.

Twenty kills for tickets, workbook and calendar, the whole process group each time, one of them between the
moment the ledger's part takes its name and the moment the database says so.
"""
# ruff: noqa: E501 - files are quoted as they are

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251 - the moments of death, from a seed

import duckdb
import pytest
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
PEOPLE = 150
TABLES = ("parties_partner", "parties_person", "parties_personprofile", "parties_personalias")


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "ETINCELLE_DATA": str(data), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1", **more}


def workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        partners, people = book.add_worksheet("Partenaires"), book.add_worksheet("Personnes")
        partners.write_row(0, 0, ["Code", "Nom"])
        partners.write_row(1, 0, ["ALTEA", "Altéa"])
        people.write_row(0, 0, ["Identifiant", "Côté", "Partenaire", "Nom", "Courriel", "Niveau", "Autres adresses"])
        for n in range(PEOPLE):
            people.write_row(
                n + 1, 0, [f"p{n}", "Partenaire", "ALTEA", f"P {n}", f"p{n}@altea.example", 4, f"x{n}@altea.example"]
            )


def tickets(path: Path) -> None:
    lines = ["number,sys_mod_count,sys_updated_on,opened_at,assignment_group,made_sla"]
    lines += [f"INC{n % 400},{n},2024-03-02 10:{n % 60:02}:00,2024-03-01 10:00:00,G{n % 7},true" for n in range(2000)]
    path.write_text("\n".join(lines) + "\n")


def calendar(path: Path) -> None:
    events = (
        f"BEGIN:VEVENT\r\nUID:u{n}\r\nDTSTAMP:20250101T000000Z\r\nDTSTART:2025{n % 12 + 1:02}{n % 28 + 1:02}T100000Z\r\n"
        f"ATTENDEE:mailto:p{n % PEOPLE}@altea.example\r\nATTENDEE:mailto:x{(n + 1) % PEOPLE}@altea.example\r\nEND:VEVENT\r\n"
        for n in range(300)
    )
    path.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n", newline="")


def run(path: Path, data: Path) -> str:
    command = [sys.executable, "-m", "tests.intake.importing", str(path)]
    return subprocess.run(command, env=environment(data), cwd=ROOT, check=True, capture_output=True, text=True).stdout


def start(path: Path, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.intake.importing", str(path)]
    child = subprocess.Popen(
        command,
        env=environment(data),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    return child


def die_after(child: subprocess.Popen[str], seconds: float) -> None:
    """Let the child finish, or kill its whole group when its time has come."""
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()


def content(data: Path) -> dict[str, object]:
    """Everything an import leaves: rows, visible observations, batches that are done, journal entries."""
    with sqlite3.connect(data / "etincelle.sqlite3") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        listed = db.execute("SELECT dataset, filename, rows FROM ledger_ledgerpart").fetchall()
        found: dict[str, object] = {
            table: sorted(tuple(str(v) for v in row[2:]) for row in db.execute(f"SELECT id, version, * FROM {table}"))
            and db.execute(f"SELECT count(*) FROM {table}").fetchone()
            for table in TABLES
        }
        found["undo"] = db.execute("SELECT count(*) FROM intake_rowchange").fetchone()
        found["done"] = db.execute("SELECT count(*) FROM intake_batch WHERE state = 'confirmed'").fetchone()
        found["journal"] = db.execute(
            "SELECT count(*) FROM foundation_journalentry WHERE action = 'import.confirm'"
        ).fetchone()
        found["codes"] = db.execute(
            "SELECT group_concat(code) FROM (SELECT code FROM parties_person ORDER BY code)"
        ).fetchone()
    for dataset, name, rows in listed:
        query = f"SELECT count(*) FROM read_parquet('{data / 'ledger' / dataset / name}')"
        assert duckdb.sql(query).fetchone() == (rows,)
    found["observations"] = sorted((dataset, rows) for dataset, _, rows in listed)
    return found


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Path]]:
    """An empty installation, and one that already knows the people; with the file to import."""
    base = tmp_path_factory.mktemp("kills")
    empty = base / "empty"
    command = [sys.executable, "-m", "django", "migrate", "-v", "0", "--skip-checks"]
    settings = environment(empty, DJANGO_SETTINGS_MODULE="etincelle.foundation.settings")
    empty.mkdir()
    subprocess.run(command, env=settings, cwd=ROOT, check=True)
    for name, make in (("people.xlsx", workbook), ("incidents.csv", tickets), ("agenda.ics", calendar)):
        make(base / name)
    peopled = base / "peopled"
    shutil.copytree(empty, peopled)
    run(base / "people.xlsx", peopled)

    def chosen(name: str) -> tuple[Path, Path]:
        return base / name, peopled if name == "agenda.ics" else empty

    return chosen


@pytest.mark.slow
@pytest.mark.parametrize("name", ["people.xlsx", "incidents.csv", "agenda.ics"])
def test_twenty_kills_lose_and_double_nothing(
    houses: Callable[[str], tuple[Path, Path]], tmp_path: Path, name: str
) -> None:
    path, before = houses(name)
    whole = shutil.copytree(before, tmp_path / "whole")
    child = start(path, whole)
    started = time.monotonic()
    die_after(child, 60)
    length = time.monotonic() - started
    expected, untouched = content(whole), content(before)
    moments = Random(f"20 {name}")
    data = tmp_path / "data"
    happened = 0
    for _ in range(KILLS):
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(before, data)
        child = start(path, data)
        die_after(child, moments.uniform(0, 1.05 * length))
        after = content(data)
        assert after in (expected, untouched)
        happened += after == expected
    run(path, data)
    completed = content(data)
    assert {k: v for k, v in completed.items() if k not in ("done", "journal")} == {
        k: v for k, v in expected.items() if k not in ("done", "journal")
    }
    assert happened < KILLS


DYING = """
import os, signal, sys
from tests.intake import importing
from etincelle.ledger import parts
parts.publish = lambda *a, **k: os.killpg(0, signal.SIGKILL)
sys.argv = ["importing", {path!r}]
importing.main()
"""


@pytest.mark.slow
def test_a_death_between_the_part_and_the_commit_leaves_only_an_orphan(
    houses: Callable[[str], tuple[Path, Path]], tmp_path: Path
) -> None:
    path, before = houses("incidents.csv")
    data = shutil.copytree(before, tmp_path / "data")
    died = subprocess.run(
        [sys.executable, "-c", DYING.format(path=str(path))], env=environment(data), cwd=ROOT, check=False,
        capture_output=True, start_new_session=True,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert content(data) == content(before)
    assert len(list((data / "ledger" / "tickets").glob("*.parquet"))) == 1
    assert run(path, data).endswith("confirmed 400 0\n")
