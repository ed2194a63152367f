"""An installation of one's own for each test: data folder, and short ways to import."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from etincelle.foundation.config import config
from etincelle.intake import batches, storage
from etincelle.intake.models import Batch

Import = Callable[..., Batch]


@pytest.fixture
def house(data_folder: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Path]:
    """A data folder for uploads and parts, over the test database."""
    monkeypatch.setattr(storage, "config", lambda: replace(config(), data=data_folder))
    yield data_folder


@pytest.fixture
def bring(house: Path) -> Import:
    """Import bytes through the door, up to the confirmation when they can be."""

    def brought(content: bytes, name: str, told: batches.Told | None = None) -> Batch:
        batch = batches.receive(batches.HOUSE, io.BytesIO(content), name, told)
        if batch.state == Batch.State.UPLOADED:
            batch = batches.check(batches.HOUSE, batch)
        return batches.confirm(batches.HOUSE, batch) if batch.state == Batch.State.CHECKED else batch

    return brought
