"""`etincelle` run as a user runs it: a process of its own, a data folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FRENCH, ENGLISH = "fr_FR.UTF-8", "en_GB.UTF-8"
COMMANDS = (
    "demo", "serve", "import", "calendars", "call", "status", "services", "explain", "ties", "contracts", "doctor",
    "backup", "restore", "template", "user", "privacy",
)  # fmt: skip
REHEARSAL = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from etincelle.cli.main import code_of

for words in json.load(sys.stdin):
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = code_of(words)
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command gave: its exit code, its answer, what it said beside."""

    returncode: int
    stdout: str
    stderr: str


def environment(folder: Path, language: str, settings: dict[str, str]) -> dict[str, str]:
    """A user's environment: nothing of ours but what is told."""
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "PYTHONPATH")}
    return {**keep, "ETINCELLE_DATA": str(folder), "LANG": language, "NO_COLOR": "1", **settings}


def run(folder: Path, *words: str, language: str = FRENCH, stdin: Path | None = None, **settings: str) -> Done:
    """One command over a data folder."""
    command = [sys.executable, "-m", "etincelle.cli", *words]
    with (stdin or Path(os.devnull)).open("rb") as given:
        done = subprocess.run(
            command, stdin=given, capture_output=True, text=True, check=False, timeout=120,
            env=environment(folder, language, settings),
        )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def rehearse(folder: Path, uses: Sequence[Sequence[str]], language: str = FRENCH) -> list[Done]:
    """Several commands one after the other in one process, which spares the start of the others."""
    done = subprocess.run(
        [sys.executable, "-c", REHEARSAL], input=json.dumps(uses), capture_output=True, text=True, check=True,
        timeout=120, env=environment(folder, language, {"COLUMNS": "80"}),
    )  # fmt: skip
    return [Done(*json.loads(line)) for line in done.stdout.splitlines()]
