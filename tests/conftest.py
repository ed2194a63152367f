"""A data folder of its own for every test run, and the cast."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("ETINCELLE_DATA", tempfile.mkdtemp(prefix="etincelle-tests-"))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from etincelle.foundation import config as config_module  # the environment comes first

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for one test: ledger parts and stored files go there."""
    mine = replace(config_module.config(), data=tmp_path)
    monkeypatch.setattr("etincelle.ledger.parts.config", lambda: mine)
    yield tmp_path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data beside the checkout; its absence is announced, never hidden."""
    if not SHARED.is_dir():
        pytest.skip(f"LEFT OUT: real data not found in {SHARED}")
    return SHARED
