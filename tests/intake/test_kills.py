"""kill -9 at random moments: an import has happened or it has not, and run again it is complete.

Twenty kills for tickets, workbook and calendar, the whole process group each time, and one between the moment
the ledger's part takes its name and the moment the database says so.
"""
# ruff: noqa: E501 - files are quoted as they are

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251 - the moments of death, from a seed

import pytest
import xlsxwriter
from tests.intake.houses import ROOT, House, die_after

KILLS = 20
PEOPLE = 150
SERVER = os.environ.get("ETINCELLE_DATABASE_URL", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")
STORES = [pytest.param("", id="sqlite"), pytest.param(SERVER or "none", id="postgres", marks=pytest.mark.postgres)]
Houses = Callable[[str], tuple[Path, House]]


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


@pytest.fixture(scope="module", params=STORES)
def houses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Houses:
    """An empty installation, and one that already knows the people; with the file to import."""
    if request.param == "none":
        pytest.skip("LEFT OUT: no PostgreSQL; run tools/postgres.sh")
    base = tmp_path_factory.mktemp("kills")
    empty = House(base / "empty", request.param, f"kills_{WORKER}_empty" if request.param else "")
    empty.data.mkdir()
    empty.create()
    empty.migrate()
    for name, make in (("people.xlsx", workbook), ("incidents.csv", tickets), ("agenda.ics", calendar)):
        make(base / name)
    peopled = empty.copy(base / "peopled", f"kills_{WORKER}_peopled" if request.param else "")
    peopled.run(base / "people.xlsx")

    def chosen(name: str) -> tuple[Path, House]:
        return base / name, peopled if name == "agenda.ics" else empty

    return chosen


@pytest.mark.slow
@pytest.mark.parametrize("name", ["people.xlsx", "incidents.csv", "agenda.ics"])
def test_twenty_kills_lose_and_double_nothing(houses: Houses, tmp_path: Path, name: str) -> None:
    path, before = houses(name)
    whole = before.copy(tmp_path / "whole", f"kills_{WORKER}_whole" if before.database else "")
    child = whole.start(path)
    started = time.monotonic()
    die_after(child, 60)
    length = time.monotonic() - started
    expected, untouched = whole.content(), before.content()
    assert expected != untouched
    moments = Random(f"20 {name}")
    happened = 0
    for _ in range(KILLS):
        house = before.copy(tmp_path / "data", f"kills_{WORKER}_data" if before.database else "")
        child = house.start(path)
        die_after(child, moments.uniform(0, 1.05 * length))
        after = house.content()
        assert after in (expected, untouched)
        happened += after == expected
    house.run(path)
    completed = house.content()
    told = ("done", "journal")
    assert {k: v for k, v in completed.items() if k not in told} == {k: v for k, v in expected.items() if k not in told}
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
def test_a_death_between_the_part_and_the_commit_leaves_only_an_orphan(houses: Houses, tmp_path: Path) -> None:
    path, before = houses("incidents.csv")
    house = before.copy(tmp_path / "data", f"kills_{WORKER}_data" if before.database else "")
    died = subprocess.run(
        [sys.executable, "-c", DYING.format(path=str(path))], env=house.environment(), cwd=ROOT, check=False,
        capture_output=True, start_new_session=True,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert house.content() == before.content()
    assert len(list((house.data / "ledger" / "tickets").glob("*.parquet"))) == 1
    assert house.run(path).endswith("confirmed 400 0\n")
