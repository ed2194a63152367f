"""Plants the holes of tests/walls/mutants.py one by one in a copy of the sources; each must turn a test red.

python tools/mutants.py [word ...]: those whose name holds a word, all when none is given. Minutes, not seconds.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.walls.mutants import MUTANTS, Edits  # noqa: E402 - the checkout comes first

TESTS = (
    "tests/walls/test_who_may_what.py", "tests/walls/test_accounts.py", "tests/web/test_guards.py",
    "tests/walls/test_access_matrix.py", "tests/walls/test_two_worlds.py", "tests/foundation/test_journal.py",
    "tests/intake/test_pages.py", "tests/web/test_two_people_one_row.py",
)  # fmt: skip
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def planted(source: Path, edits: Edits) -> dict[Path, str]:
    """The files of a mutant as they stood, after the hole was made."""
    before: dict[Path, str] = {}
    for name, found, instead in edits:
        path = source / "etincelle" / name
        text = path.read_text(encoding="utf-8")
        before.setdefault(path, text)
        if text.count(found) != 1:
            raise SystemExit(f"{name} holds {text.count(found)} times {found!r}")
        path.write_text(text.replace(found, instead), encoding="utf-8")
    return before


def red(copy: Path) -> str:
    """The first test that fails on the copy, "" when all pass."""
    env = {**os.environ, "PYTHONPATH": str(copy / "src"), "ETINCELLE_DATA": str(copy / "data")}
    plainly = ["-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "-k", "not hole_to_plant"]
    command = [sys.executable, "-m", "pytest", *plainly, *TESTS]
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    found = FAILED.search(done.stdout)
    return found[1] if found else "the tests do not start"


def main() -> int:
    """Print a line for each hole; 0 when all were seen."""
    wanted = sys.argv[1:]
    chosen = {name: edits for name, edits in MUTANTS.items() if not wanted or any(word in name for word in wanted)}
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="etincelle-mutants-") as scratch:
        copy = Path(scratch)
        for name in ("src", "tests", "tools"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        if whole := red(copy):
            raise SystemExit(f"red before any hole was made: {whole}")
        for mutant, edits in chosen.items():
            before = planted(copy / "src", edits)
            killer = red(copy)
            survivors += not killer
            print(f"{'killed  ' if killer else 'SURVIVES'} {mutant}  {killer.split('::')[-1]}", flush=True)
            for path, text in before.items():
                path.write_text(text, encoding="utf-8")
    print(f"{len(chosen)} holes, {survivors} not seen")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
