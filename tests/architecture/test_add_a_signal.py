"""The recipe of docs/how-to/add-a-signal.md, followed in a copy: red with the function alone, green at its last step.

The function is the one printed in the recipe. Nothing outside the chapter, its card and its two paragraphs is touched.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.slow
CODE = "governance.empty_chair"
CHAPTER = "src/etincelle/governance"
WORDS = {
    "": ("Empty chairs", "Chaises vides"),
    ".question": ("Do the members named come themselves?", "Les membres nommés viennent-ils eux-mêmes\u00a0?"),
    ".remedy": ("Invite again", "Réinviter"),
    ".ask": ("who should sit there now", "qui devrait y siéger désormais"),
    ".give": ("a shorter agenda", "un ordre du jour plus court"),
    ".open": ("“Who is missing?”", "«\u00a0Qui manque\u00a0?\u00a0»"),
    ".no_presence": ("Can’t tell: nobody noted who came.", "Impossible à dire\u00a0: les présents ne sont pas notés."),
}
PREFACE = """

from etincelle.arithmetic.small_samples import ramp

EMPTY_CHAIR, NOBODY_CAME = "governance.empty_chair", 0.4


"""
CARD = """
CARDS["governance.empty_chair"] = {
    "asleep": lambda: meetings(*(held(n, 3, present=1) for n in range(6))),
    "awake": lambda: meetings(*(held(n, 3) for n in range(6))),
    "unknown": lambda: meetings(),
    "looks_alike": lambda: meetings(*(held(n, 3, present=1 if n == 5 else 4) for n in range(6))),
}
"""


def append(file: Path, text: str) -> str:
    """Add to the end of a file of the copy; the file's name, to be counted."""
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return file.name


def write_function(copy: Path) -> set[str]:
    """Step 1, with the code of the recipe itself."""
    recipe = (ROOT / "docs/how-to/add-a-signal.md").read_text(encoding="utf-8")
    block = re.search(r"^ *```python\n(.*?)^ *```", recipe, re.DOTALL | re.MULTILINE)
    assert block
    indent = len(block[1]) - len(block[1].lstrip())
    function = "\n".join(line[indent:] for line in block[1].splitlines())
    listed = "\n\nCODES[EMPTY_CHAIR] = empty_chair\nSIGNALS = tuple(CODES.values())\n"
    return {append(copy / CHAPTER / "signals.py", PREFACE + function + listed)}


def write_words(copy: Path) -> set[str]:
    """Step 3: words, remedy, French."""
    phrases = {CODE + end: english for end, (english, _french) in WORDS.items()}
    said = "".join(f"\nPHRASES[{key!r}] = _({english!r})" for key, english in phrases.items())
    po = copy / CHAPTER / "locale/fr/LC_MESSAGES/django.po"
    catalogue = polib.pofile(str(po), wrapwidth=0)
    catalogue.extend(polib.POEntry(msgid=english, msgstr=french) for english, french in WORDS.values())
    catalogue.save()
    catalogue.save_as_mofile(str(po.with_suffix(".mo")))
    remedy = f"\nREMEDIES[{CODE!r}] = {CODE + '.remedy'!r}\n"
    return {append(copy / CHAPTER / "phrases.py", said), append(copy / CHAPTER / "remedies.py", remedy), po.name}


def write_card_and_paragraphs(copy: Path) -> set[str]:
    """Steps 4 and 5."""
    anchor = f'\n<a id="{CODE}"></a>\n'
    english = append(copy / "docs/chapters/5b-governance.md", anchor)
    french = append(copy / "docs/chapters/fr/5b-governance.md", anchor)
    return {append(copy / "tests/governance/cards.py", CARD), english, f"fr/{french}"}


def judge(copy: Path) -> str:
    """The closing line of the card test of the new signal."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/architecture/test_cards.py", "-k", "empty_chair"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1]


def test_a_signal_is_added_in_five_steps_and_seven_files(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "static")
    for folder in ("src", "tests", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    touched = write_function(tmp_path)
    assert "failed" in judge(tmp_path)
    touched |= write_words(tmp_path) | write_card_and_paragraphs(tmp_path)
    assert re.match(r"\d+ passed", judge(tmp_path))
    assert len(touched) == 7, "a signal costs more files than the recipe says"
