"""Refreshes the French catalogue of every package: extract, keep translations, compile. No line numbers, sorted.

tools/messages.py             extract and compile
tools/messages.py --check     fail when a catalogue is not what the sources say, or not complete
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "src" / "etincelle"
METADATA = {
    "Project-Id-Version": "etincelle",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


def extracted(package: Path) -> list[polib.POEntry]:
    """The messages of a package's Python files and templates, as Django's makemessages finds them."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / package.name
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("locale", "migrations", "__pycache__", "static"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location", "--no-wrap", "-v", "0"]
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True)
        found = copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        return list(polib.pofile(str(found))) if found.exists() else []


def refreshed(package: Path) -> polib.POFile:
    """The package's catalogue: today's messages with yesterday's translations."""
    path = package / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    before = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(METADATA)
    for entry in sorted(extracted(package), key=lambda e: (e.msgid, e.msgid_plural, e.msgctxt or "")):
        old = before.get((entry.msgctxt, entry.msgid, entry.msgid_plural))
        fresh = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
        fresh.flags = [f for f in entry.flags if f != "fuzzy"]
        if entry.msgid_plural:
            fresh.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
        else:
            fresh.msgstr = old.msgstr if old else ""
        catalogue.append(fresh)
    kept = {e.msgid for e in catalogue}
    for entry in before.values():
        if "keep" in (entry.tcomment or "") and entry.msgid not in kept:
            catalogue.append(entry)
    return catalogue


def main() -> int:
    """Refresh or check every package; returns how many problems were found."""
    check = "--check" in sys.argv
    problems = 0
    for package in sorted(p for p in PACKAGES.iterdir() if (p / "__init__.py").exists()):
        catalogue = refreshed(package)
        if not len(catalogue):
            continue
        path = package / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        missing = [e.msgid for e in catalogue if not e.translated()]
        problems += len(missing)
        for msgid in missing:
            print(f"{package.name}: not translated: {msgid}")
        if check:
            same = path.exists() and path.read_text(encoding="utf-8") == str(catalogue) + "\n"
            compiled = path.with_suffix(".mo")
            fresh = compiled.exists() and compiled.read_bytes() == catalogue.to_binary()
            if not (same and fresh):
                print(f"{package.name}: the catalogue is not what the sources say; run make messages")
                problems += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(catalogue) + "\n", encoding="utf-8")
        path.with_suffix(".mo").write_bytes(catalogue.to_binary())
    return problems


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
