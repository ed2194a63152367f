"""Fonts and icons taken from the npm registry, committed with their licences, checked by SHA-256.

    tools/vendor_assets.py            check every vendored file against SHA256SUMS
    tools/vendor_assets.py --fetch    fetch the pinned packages with npm, copy the files again, rewrite SHA256SUMS

Running the product needs neither npm nor a network: the files are in the repository.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "src" / "etincelle" / "web" / "static" / "etincelle"
SUMS = STATIC / "SHA256SUMS"
GROTESQUE = "@fontsource-variable/bricolage-grotesque@5.3.0"
SANS = "@fontsource-variable/source-sans-3@5.3.1"
ICONS = "@tabler/icons@3.52.0"
FONTS = {"bricolage-grotesque": GROTESQUE, "source-sans-3": SANS}
SUBSETS = ("latin", "latin-ext")
COPIES = {
    **{
        f"fonts/{font}-{subset}-wght-normal.woff2": (package, f"files/{font}-{subset}-wght-normal.woff2")
        for font, package in FONTS.items()
        for subset in SUBSETS
    },
    **{f"fonts/{font}.LICENSE.txt": (package, "LICENSE") for font, package in FONTS.items()},
    "icons.LICENSE.txt": (ICONS, "LICENSE"),
}
# Name in the product -> name at Tabler (outline).
USED = {
    "moon": "moon", "half": "circle-half-2", "sun": "sun", "sparkles": "sparkles", "help": "help-circle",
    "call": "phone-call", "ladder": "ladder", "scale": "scale", "bolt": "bolt", "bulb": "bulb",
    "listen": "message-2-heart", "masks": "masks-theater", "import": "table-import", "partners": "heart-handshake",
    "down": "chevron-down", "right": "chevron-right", "arrow": "arrow-right", "undo": "arrow-back-up", "copy": "copy",
    "close": "x", "check": "check", "clock": "clock", "user": "user", "leave": "logout", "sheet": "file-spreadsheet",
    "origin": "file-search", "facts": "database", "warn": "alert-triangle", "info": "info-circle", "lock": "lock",
}  # fmt: skip
SPRITE_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"><!-- Tabler Icons, MIT, see icons.LICENSE.txt -->\n'
)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def symbol(name: str, source: str) -> str:
    """One icon as a symbol of the sprite: only its drawn paths."""
    paths = re.findall(r'<path(?! stroke="none")[^>]*?d="([^"]+)"', source)
    drawn = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>\n'


def unpacked(package: str, folder: Path) -> Path:
    """The folder of a package fetched by npm."""
    done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    target = folder / re.sub(r"\W", "_", package)
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def fetch() -> None:
    """Copy every file again from the pinned packages, build the sprite, rewrite the sums."""
    with tempfile.TemporaryDirectory() as scratch:
        packages = {name: unpacked(name, Path(scratch)) for name in (GROTESQUE, SANS, ICONS)}
        for place, (package, source) in COPIES.items():
            (STATIC / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(packages[package] / source, STATIC / place)
        outline = packages[ICONS] / "icons" / "outline"
        symbols = [symbol(name, (outline / f"{theirs}.svg").read_text("utf-8")) for name, theirs in USED.items()]
        (STATIC / "icons.svg").write_text(SPRITE_HEAD + "".join(symbols) + "</svg>\n", "utf-8")
    lines = [f"{digest(STATIC / place)}  {place}\n" for place in sorted([*COPIES, "icons.svg"])]
    SUMS.write_text("".join(lines), "utf-8")


def problems() -> list[str]:
    """What differs from the sums: a changed file, a missing one, one without a sum."""
    pairs = (line.split("  ", 1) for line in SUMS.read_text("utf-8").splitlines())
    told = {place: expected for expected, place in pairs}
    found = [f"{place}: not in SHA256SUMS" for place in (*COPIES, "icons.svg") if place not in told]
    for place, expected in told.items():
        path = STATIC / place
        if not path.is_file():
            found.append(f"{place}: missing")
        elif digest(path) != expected:
            found.append(f"{place}: changed since it was vendored")
    return found


def main() -> int:
    """Fetch when asked, then check; returns how many problems were found."""
    if "--fetch" in sys.argv:
        fetch()
    found = problems()
    for line in found:
        print(line)
    return len(found)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
