"""One line of a bench: what was measured, against which target, met or missed."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NAME, FIGURE, WANTED = 74, 54, 28


@dataclass(frozen=True, slots=True)
class Line:
    """`met` is None for a figure that has no target: it is shown, it decides nothing."""

    target: str
    name: str
    figure: str
    wanted: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "ok", False: "MISSED"}[self.met]
        return f"{self.target:<4}{self.name:<{NAME}}{self.figure:<{FIGURE}}{self.wanted:<{WANTED}}{verdict}".rstrip()


def at_most(target: str, name: str, found: float, limit: float, unit: str) -> Line:
    """A figure that must stay under a limit."""
    return Line(target, name, f"{found:.1f} {unit}", f"at most {limit:g} {unit}", found <= limit)


def apart(bench: str, size: int) -> dict[str, Any]:
    """What one size of a bench tells in its last line, as JSON, from a process of its own: its memory is not ours."""
    command = [sys.executable, "-m", bench, str(size)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return told


def show(lines: Sequence[Line]) -> int:
    """Print a table; 0 when no target is missed, else 1."""
    print(Line("", "measured", "figure", "target"))
    for line in lines:
        print(line, flush=True)
    missed = sum(line.met is False for line in lines)
    judged = sum(line.met is not None for line in lines)
    print(f"{judged - missed} of {judged} targets met")
    return 1 if missed else 0
