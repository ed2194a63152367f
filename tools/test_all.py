"""Everything `make test` proves, step by step: a failed step does not hide the next ones.

The last line is the tally of all pytest runs plus one check per other step: "N passed, N failed".
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHIN_A_QUARTER = ["timeout", "--signal=INT", "--kill-after=60", "900"]  # of an hour: a server may hang
ON_POSTGRES = "not browser and not cluster"
STEPS: tuple[tuple[str, list[str]], ...] = (
    ("lint", ["make", "--no-print-directory", "lint"]),
    ("types", ["make", "--no-print-directory", "types"]),
    ("import contracts", [str(ROOT / ".venv/bin/lint-imports")]),
    ("sizes", [sys.executable, "tools/sizes.py"]),
    ("language", ["make", "--no-print-directory", "language"]),
    ("migrations", ["make", "--no-print-directory", "migrations"]),
    ("documents", [sys.executable, "tools/documents.py"]),
    ("tests on SQLite", [*PYTEST, "-n", "2", "-m", "not browser and not postgres and not cluster"]),
    (
        "tests on PostgreSQL",
        ["tools/postgres.sh", *PYTEST, "-n", "2", "-m", ON_POSTGRES, "--store", "postgres"],
    ),
    ("tests on the cluster", [*WITHIN_A_QUARTER, *PYTEST, "-m", "cluster"]),
    ("tests in the browser", [*PYTEST, "-m", "browser"]),
)


@dataclass
class Tally:
    """What passed, what failed, what was left out and why."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    def add_report(self, path: Path) -> None:
        """Count one pytest run from its XML report."""
        for case in ET.parse(path).iter("testcase"):  # written by pytest a second ago
            skip = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif skip is not None:
                self.skipped.append(f"{case.get('classname')}::{case.get('name')}: {skip.get('message')}")
            else:
                self.passed += 1


def run_step(name: str, command: list[str], report: Path, tally: Tally) -> str:
    """Run one step and count it; the line of the summary it deserves."""
    print(f"\n=== {name} ===", flush=True)
    is_pytest = "pytest" in command
    start = time.monotonic()
    full = [*command, f"--junitxml={report}"] if is_pytest else command
    code = subprocess.run(full, cwd=ROOT, check=False).returncode
    failed_before = tally.failed
    if is_pytest and report.is_file():
        tally.add_report(report)
    if code and (tally.failed == failed_before):  # a step that is not pytest, or a pytest that could not start
        tally.failed += 1
    elif not is_pytest:
        tally.passed += 1
    return f"  {'failed' if code else 'passed':7} {time.monotonic() - start:6.1f} s  {name}"


def main() -> int:
    """Run all steps; 0 when nothing failed."""
    os.environ["PATH"] = f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="etincelle-reports-") as folder:
        lines = [
            run_step(name, command, Path(folder) / f"{number}.xml", tally)
            for number, (name, command) in enumerate(STEPS)
        ]
    print("\n=== summary ===", *lines, sep="\n")
    for line in sorted(tally.skipped):
        print(f"  left out: {line}")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
