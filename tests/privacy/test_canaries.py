"""One person in every place: an export finds her everywhere, an erasure leaves no byte, a restore brings none back."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from tests.cli.terminal import FRENCH, environment, run
from tests.privacy.person import CODE, NEEDLES, PLACES

ROOT = Path(__file__).resolve().parents[2]
SEED = """
import django
django.setup()
from etincelle.foundation.tables import bring_up_to_date
bring_up_to_date()
from tests.privacy.person import seed
seed()
"""
LOOK = """
import django
django.setup()
from etincelle.foundation import journal
from etincelle.privacy.needles import Needles, Traits
from etincelle.privacy.places import mentions
from tests.privacy.person import ALIAS, CODE, EMAIL, NAME, PHONE
needles = Needles(Traits(CODE, NAME, (EMAIL, ALIAS), PHONE), "p")
print([(m.model.__name__, m.key) for m in mentions(needles)], journal.verify())
"""


def python(folder: Path, *words: str) -> str:
    """A program of ours over a data folder."""
    settings = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "etincelle.foundation.settings"}
    done = subprocess.run(
        [sys.executable, *words], env=environment(folder, FRENCH, settings), capture_output=True, text=True, check=True,
        cwd=ROOT, timeout=120,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded")
    python(folder / "data", "-c", SEED)
    assert run(folder / "data", "backup", str(folder / "old.tar")).returncode == 0
    return folder


@pytest.fixture
def house(seeded: Path, tmp_path: Path) -> Path:
    """The seeded folder and its backup, for one test."""
    return Path(shutil.copytree(seeded, tmp_path / "house"))


def bytes_that_name_her(folder: Path) -> list[tuple[str, str]]:
    """Every file of a folder that holds one of her traits, compressed parts opened."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        body = path.read_bytes()
        if path.suffix == ".parquet":
            body += repr(duckdb.sql(f"SELECT * FROM '{path}'").fetchall()).encode()
        spelt = [(word, form) for word in NEEDLES for form in (word.encode(), word.encode("cp1252"))]
        found += [(path.name, word) for word, form in spelt if form in body]
    return found


def test_the_seeds_are_there(house: Path) -> None:
    named = {word for _file, word in bytes_that_name_her(house / "data")}
    assert named == set(NEEDLES)


def test_the_export_finds_her_in_every_place(house: Path) -> None:
    done = run(house / "data", "privacy", "export", CODE, "--file", str(house / "her.zip"))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO((house / "her.zip").read_bytes())) as book:
        told = json.loads(book.read("data.json"))
        page = book.read("index.html").decode()
        assert len(book.read("contacts.csv").decode("utf-8-sig").splitlines()) == 11
    text = json.dumps(told, ensure_ascii=False)
    found = {place for place in PLACES if f"q7{place}zkw" in text}
    assert found == set(PLACES)
    assert {"uploads", "parties.PersonAlias", "spark.MorningFacts", "ledger.contacts"} <= set(told["kept"])
    assert {place for place in PLACES if f"q7{place}zkw" in page} == set(PLACES)
    assert "password" not in text


def test_a_dry_run_erases_nothing(house: Path) -> None:
    before = bytes_that_name_her(house / "data")
    done = run(house / "data", "privacy", "erase", CODE)
    assert done.returncode == 0, done.stderr
    assert "--confirm zelie.quorum" in done.stderr
    assert bytes_that_name_her(house / "data") == before


def test_an_erasure_leaves_no_byte_and_a_restore_brings_none_back(house: Path) -> None:
    data = house / "data"
    done = run(data, "privacy", "erase", CODE, "--confirm", CODE)
    assert done.returncode == 0, done.stderr
    assert bytes_that_name_her(data) == []
    assert python(data, "-c", LOOK) == "[] None"
    assert run(data, "privacy", "erase", CODE, "--confirm", CODE).returncode == 0
    assert run(data, "backup", str(house / "new.tar")).returncode == 0
    assert not any(word.encode() in (house / "new.tar").read_bytes() for word in NEEDLES)
    assert run(data, "doctor").returncode == 0
    back = run(data, "restore", str(house / "old.tar"))
    assert back.returncode == 0, back.stderr
    assert "1 personne" in back.stdout
    assert bytes_that_name_her(data) == []
    assert python(data, "-c", LOOK) == "[] None"
    assert run(data, "doctor").returncode == 0
