"""The command line, run as a user runs it: a process of its own, a data folder of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

COMMANDS = ("demo", "serve", "import", "call", "status", "explain", "doctor", "backup", "restore", "template", "user")
ENGLISH = re.compile(r"Usage:|\b(Show|Commands|Error|Missing|Try|Invalid|and exit|required|default|this)\b")


def run(folder: Path, *words: str, language: str = "fr_FR.UTF-8") -> subprocess.CompletedProcess[str]:
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "PYTHONPATH")}
    env = {**keep, "ETINCELLE_DATA": str(folder), "LANG": language, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "etincelle.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=120)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_word_in_french(tmp_path: Path, command: str) -> None:
    said = run(tmp_path, *([command] if command else []), "--help").stdout
    assert said
    assert ENGLISH.findall(said.replace("[OPTIONS]", "").replace("Options:", "")) == []


def test_errors_are_french_sentences_on_stderr_with_exit_2(tmp_path: Path) -> None:
    found = run(tmp_path, "import", "absent.csv")
    assert (found.returncode, found.stdout) == (2, "")
    assert "n’existe pas" in found.stderr
    assert run(tmp_path, "danser").returncode == 2


def test_english_by_locale(tmp_path: Path) -> None:
    assert "Name the one call to make today." in run(tmp_path, "call", "--help", language="en_GB.UTF-8").stdout


def test_an_empty_house_says_what_it_needs(tmp_path: Path) -> None:
    assert run(tmp_path, "doctor").returncode == 0
    found = run(tmp_path, "call")
    assert found.returncode == 4
    assert "Deux fichiers suffisent" in found.stdout


def test_a_template_is_written_imported_backed_up_and_restored(tmp_path: Path) -> None:
    data, book, saved = tmp_path / "data", tmp_path / "modele.xlsx", tmp_path / "tout.tar"
    assert run(data, "doctor").returncode == 0
    assert run(data, "template", str(book)).returncode == 0
    assert run(data, "template", str(book)).returncode == 2
    first = json.loads(run(data, "import", str(book), "--json").stdout)
    assert first[0]["state"] == "confirmed"
    assert first[0]["counts"]["rejected"] == 0
    again = json.loads(run(data, "import", str(book), "--json").stdout)
    assert (again[0]["counts"]["new"], again[0]["counts"]["changed"]) == (0, 0)
    before = json.loads(run(data, "call", "--json").stdout)
    assert run(data, "backup", str(saved)).returncode == 0
    assert run(data, "backup", str(saved)).returncode == 1
    assert run(data, "restore", str(saved)).returncode == 0
    assert json.loads(run(data, "call", "--json").stdout)["facts"] == before["facts"]


def test_a_damaged_backup_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    data, saved = tmp_path / "data", tmp_path / "tout.tar"
    run(data, "doctor")
    run(data, "backup", str(saved))
    raw = bytearray(saved.read_bytes())
    middle = raw.find(b"SQLite format 3") + 4096
    raw[middle : middle + 64] = b"\0" * 32 + b"\xff" * 32
    saved.write_bytes(raw)
    found = run(data, "restore", str(saved))
    assert found.returncode == 1
    assert run(data, "doctor").returncode == 0


@pytest.mark.slow
def test_the_server_answers_and_stops_without_a_word(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "PYTHONPATH")}
    command = [sys.executable, "-m", "etincelle.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        env={**keep, "ETINCELLE_DATA": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        pages = [answered(f"http://127.0.0.1:{port}/login/") for _ in range(8)]
        server.send_signal(signal.SIGINT)
        _said, complaint = server.communicate(timeout=60)
    assert all("</html>" in page for page in pages)
    assert (server.returncode, complaint) == (0, "")


def answered(address: str) -> str:
    """A page, once the server is there."""
    for _ in range(300):
        try:
            with urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")
