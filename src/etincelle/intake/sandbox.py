"""Runs the reading child and takes back plain rows; a child that dies becomes a refusal, never a crash."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etincelle.intake import gate, wire
from etincelle.intake.reader import MEMORY_EXHAUSTED
from etincelle.intake.sources.rows import Parsed, Refusals, Refused, Reject

WALL_SECONDS, LONG_WALL_SECONDS = 60, 1_800
ROWS = ".rows"
PACKAGES = Path(__file__).resolve().parents[2]
TIMES_UP = (-signal.SIGXCPU, -signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file looks like, as the child says."""

    family: str
    sheets: tuple[dict[str, Any], ...]
    tool: str = ""


def peek(path: Path, name: str, wanted: str = "", given: tuple[str, ...] = ()) -> Seen:
    """What a file looks like; raises Refused."""
    lines = ask({"task": "peek", "path": str(path), "name": name, "wanted": wanted, "given": given})
    _, family, sheets, tool = json.loads(lines[0])
    return Seen(family, tuple(sheets), tool)


def read(path: Path, name: str, family: str, settings: Mapping[str, Any], *, stream: bool = False) -> Parsed:
    """The rows of a file; raises Refused. A file already read the same way is not read again.

    stream: a mailbox of any size, read little by little.
    """
    told = {"stream": True} if stream else {}
    request = {"task": "read", "path": str(path), "name": name, "family": family, "settings": dict(settings), **told}
    mark = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    kept = path.with_name(path.name + ROWS)
    lines = kept.read_text(encoding="utf-8").split("\n") if kept.is_file() else [""]
    if lines[0] != mark:
        lines = [mark, *ask(request)]
        half = kept.with_name(kept.name + ".half")
        half.write_text("\n".join(lines), encoding="utf-8")
        half.rename(kept)
    parsed = wire.parsed_of(iter(lines[1:]))
    if parsed is None:
        raise Refused("reader_died")
    return parsed


def refusals(path: Path, name: str, settings: Mapping[str, Any], wanted: Mapping[str, list[int]]) -> list[Refusals]:
    """The wanted rows of a file of tables, to be put right; raises Refused."""
    request = {"task": "refusals", "path": str(path), "name": name, "settings": dict(settings), "wanted": dict(wanted)}
    return wire.refusals_of(ask(request))


def ask(request: Mapping[str, Any]) -> list[str]:
    """The child's answer to one request, line by line."""
    size = Path(request["path"]).stat().st_size
    if size > gate.MAX_BYTES and not request.get("stream"):
        raise Refused("size", str(size), example=str(gate.MAX_BYTES))
    patience = LONG_WALL_SECONDS if request.get("stream") else WALL_SECONDS
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(PACKAGES),
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "etincelle.intake.reader"],
            input=json.dumps(request) + "\n", capture_output=True, timeout=patience, env=environment,
            encoding="utf-8", check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refused("reader_time", example=str(WALL_SECONDS)) from error
    if done.returncode in TIMES_UP:
        raise Refused("reader_time")
    if done.returncode == MEMORY_EXHAUSTED or "MemoryError" in done.stderr:
        raise Refused("reader_memory")
    lines = done.stdout.split("\n")[:-1]
    if done.returncode != 0 or not lines:
        raise Refused("reader_died", done.stderr.strip().rsplit("\n", 1)[-1])
    if lines[0].startswith('["refused"'):
        raise refusal(Reject(**json.loads(lines[0])[1]))
    return lines


def refusal(reject: Reject) -> Refused:
    """The child's refusal, raised again here."""
    refused = Refused(reject.expected, reject.found, reject.line, reject.example, reject.sheet)
    return refused
