"""A part is whole or absent, whatever kills its writer; readers never wait for one another."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.ledger.histories import generated

from etincelle.ledger import parts
from etincelle.ledger.embedded import EmbeddedLedger

KILLED_BEFORE_RENAME = """
import os, signal, sys
from pathlib import Path
from etincelle.ledger.embedded import EmbeddedLedger
Path.rename = lambda *names: os.kill(os.getpid(), signal.SIGKILL)
EmbeddedLedger(Path(sys.argv[1]), {}).write_part("tickets", [{"source": "now", "number": "INC1"}])
"""
ROW = {"source": "now", "number": "INC1", "opened_at": datetime(2026, 3, 5, tzinfo=UTC), "seq": 0}


@pytest.mark.django_db
def test_a_writer_killed_before_the_rename_leaves_an_orphan_that_is_swept(data_folder: Path) -> None:
    command = [sys.executable, "-c", KILLED_BEFORE_RENAME, str(parts.folder())]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    left = [path.suffix for path in parts.folder().rglob("*") if path.is_file()]
    assert sorted(left) == [".jsonl", ".writing"]
    assert parts.ledger().query("tickets_summary")[0][0] == 0
    assert (parts.sweep(), parts.sweep(older_than=-1)) == (0, 2)


def test_a_folder_with_a_quote_in_its_name_is_only_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "l'été; DROP"
    part = EmbeddedLedger(folder, {}).write_part("tickets", [ROW])
    assert EmbeddedLedger(folder, {"tickets": [part.path.name]}).query("tickets_summary")[0][0] == 1


def test_eight_readers_at_once_read_the_same(tmp_path: Path) -> None:
    part = EmbeddedLedger(tmp_path, {}).write_part("tickets", [{**ROW, "number": f"INC{n}"} for n in range(50)])
    ledger = EmbeddedLedger(tmp_path, {"tickets": [part.path.name]})
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: ledger.query("tickets_summary")[0][0], range(16)))
    assert set(counts) == {50}


@pytest.mark.parametrize(
    ("first", "then", "made"),
    [((1, 0, True), (2, 0, False), False), ((1, 3, True), (1, 2, False), True), ((1, 1, False), (1, 1, True), True)],
)
def test_the_current_state_is_the_latest_update_then_the_newest_file(
    tmp_path: Path, first: tuple[int, int, bool], then: tuple[int, int, bool], made: bool
) -> None:
    names = []
    for day, seq, kept in (first, then):
        row = {**ROW, "seen_at": datetime(2026, 3, day, tzinfo=UTC), "seq": seq, "made_sla": kept}
        names.append(EmbeddedLedger(tmp_path, {}).write_part("tickets", [row]).path.name)
    assert EmbeddedLedger(tmp_path, {"tickets": names}).query("tickets_summary")[0][3] == int(made)


def test_nothing_is_ever_downloaded(tmp_path: Path) -> None:
    with EmbeddedLedger(tmp_path, {}).connection() as db:
        assert db.execute("SELECT current_setting('autoinstall_known_extensions')").fetchone() == (False,)
        assert db.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)
        assert db.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)


def test_a_long_answer_told_row_by_row_is_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etincelle.ledger.embedded.ROWS_AT_ONCE", 7)
    ledger = generated(tmp_path, 40)
    told = list(ledger.each("ticket_intervals"))
    assert told == ledger.query("ticket_intervals") and len(told) % 7
