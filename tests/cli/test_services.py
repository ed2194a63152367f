"""`etincelle services`: levels as reported and recomputed, in words, as JSON, as a workbook."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.terminal import ENGLISH, Done, rehearse, run

HEAD = ["number", "sys_updated_on", "opened_at", "resolved_at", "priority", "state", "made_sla", "assignment_group"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples of the template, and ten incidents of February 2024; half took more than the four hours promised."""
    folder = tmp_path_factory.mktemp("services")
    book, file = folder / "book.xlsx", folder / "incidents.csv"
    with file.open("w", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(HEAD)
        for n in range(10):
            end = f"2024-02-05 {9 + n % 2 * 6:02d}:{n:02d}:00"
            rows.writerow([f"INC{n:07d}", end, "2024-02-05 08:00:00", end, "1", "Resolved", "true", "Poste"])
    steps = [["template", str(book)], ["import", str(book)], ["import", str(file), "--partnership", "ALTEA-POSTE"]]
    done = rehearse(folder / "data", steps)
    assert [step.returncode for step in done] == [0, 0, 0], done
    return folder / "data"


def plain(done: Done) -> str:
    return done.stdout.replace("\u00a0", " ").replace("\u202f", " ")


def test_levels_and_months_are_told_in_the_reader_s_language(data: Path) -> None:
    done = run(data, "services")
    assert done.returncode == 0
    assert "POSTE-DELAI" in plain(done)
    assert "99,87 %" in plain(done)
    assert "50,0 %" in plain(done)
    assert "Tenu d’après le rapport seul" in plain(done)
    english = run(data, "services", "POSTE-DELAI", language=ENGLISH)
    line = next(one for one in plain(english).splitlines() if one.startswith("February 2024"))
    assert "99.87%" in line
    assert "50.0%" in line
    assert line.endswith("Kept in the report alone")


def test_a_program_gets_the_same_as_one_document(data: Path) -> None:
    levels = json.loads(run(data, "services", "--json").stdout)["levels"]
    (level,) = [one for one in levels if one["code"] == "POSTE-DELAI"]
    assert (level["target"], level["agreement"]) == (95.0, "greener")
    one = json.loads(run(data, "services", "POSTE-DELAI", "--json").stdout)
    (month,) = [m for m in one["months"] if m["month"] == "2024-02"]
    assert (month["reported"], month["recomputed"], month["met"], month["differing"]) == (99.87, 0.5, 5, 5)
    of_partnership = json.loads(run(data, "services", "ALTEA-POSTE", "--json").stdout)
    assert [x["code"] for x in of_partnership["levels"]] == [x["code"] for x in levels]


def test_the_workbook_is_written_once_and_holds_the_incidents(data: Path, tmp_path: Path) -> None:
    book = tmp_path / "out" / "level.xlsx"
    done = run(data, "services", "POSTE-DELAI", "--month", "02/2024", "--xlsx", str(book), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["code"] == "POSTE-DELAI"
    assert str(book) in done.stderr
    read = load_workbook(book)
    assert read.sheetnames == ["Mois", "Incidents", "Horloges des écarts"]
    assert read["Incidents"].max_row == 11
    again = run(data, "services", "--xlsx", str(book))
    assert (again.returncode, again.stdout) == (2, "")


def test_a_code_or_a_month_that_is_none_is_refused(data: Path) -> None:
    for words in (("services", "ABSENT"), ("services", "POSTE-DELAI", "--month", "2024-13")):
        done = run(data, *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert words[-1] in done.stderr


def test_an_empty_house_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "services")
    assert done.returncode == 0
    assert "Aucun niveau de service n’est connu" in done.stdout
