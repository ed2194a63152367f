"""A wall that cannot fall is no wall: each contract is kept here, and broken once in a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.tree import ROOT, SOURCE

PLANTED = [
    ("network/signals.py", "from etincelle.network import models", "Judgement:"),
    ("network/ties.py", "from etincelle.foundation import access", "Judgement:"),
    ("arithmetic/draw.py", "import random", "Judgement:"),
    ("intake/sources/ics.py", "import django", "Judgement:"),
    ("spark/morning.py", "from etincelle.spark import reads", "Judgement:"),
    ("network/reads.py", "from etincelle.governance import facts", "Layers:"),
    ("parties/facts.py", "from etincelle.network import facts", "Layers:"),
    ("foundation/journal.py", "from etincelle.parties import facts", "Layers:"),
    ("portal/pages.py", "from etincelle.web import home", "Layers:"),
    ("api/call.py", "from etincelle.network import signals", "The portal and the API"),
    ("portal/pages.py", "from etincelle.innovation import remedies", "The portal and the API"),
]


def lint(source: Path) -> str:
    """What import-linter says of a tree, "" when all contracts are kept."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / ".importlinter"]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "300"}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which walls may be broken."""
    here = tmp_path_factory.mktemp("walls")
    only_python = shutil.ignore_patterns("__pycache__", "locale", "static", "templates")
    shutil.copytree(SOURCE, here / "etincelle", ignore=only_python)
    return here


def test_all_contracts_are_kept(copy: Path) -> None:
    assert lint(copy) == ""


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(copy: Path, file: str, line: str, contract: str) -> None:
    target = copy / "etincelle" / file
    before = target.read_text(encoding="utf-8")
    target.write_text(before + f"\n{line}\n", encoding="utf-8")
    try:
        said = lint(copy)
    finally:
        target.write_text(before, encoding="utf-8")
    assert any(contract in row and row.rstrip().endswith("BROKEN") for row in said.splitlines()), said


def test_a_new_package_must_find_its_floor(copy: Path) -> None:
    stranger = copy / "etincelle" / "attic"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("", encoding="utf-8")
    try:
        assert "attic" in lint(copy)
    finally:
        shutil.rmtree(stranger)
