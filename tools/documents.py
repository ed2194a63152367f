"""The documents keep their promises: links and anchors lead somewhere, `make` targets and commands exist.

tools/documents.py     every problem on its line, exit code 1 when there is one
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)\b")
COMMAND = re.compile(r"\betincelle ([a-z][a-z-]*)\b")
PLACES = re.compile(r"/work\b|/tmp/|\blocalhost:\d{5}\b")


def documents() -> list[Path]:
    """Every Markdown file of the project."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def anchors(path: Path) -> set[str]:
    """The anchors of a document: written ones, and those of its titles."""
    text = path.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


def about_links(path: Path, text: str) -> Iterator[str]:
    """Links and pictures that lead nowhere inside the project."""
    for match in LINK.finditer(text):
        target = match[1] or match[2]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (path.parent / name).resolve() if name else path
        if not aim.exists():
            yield f"leads nowhere: {target}"
        elif anchor and aim.suffix == ".md" and anchor not in anchors(aim):
            yield f"no such anchor: {target}"


def about_commands(code: str) -> Iterator[str]:
    """Targets and commands that do not exist."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    known = {path.name.removesuffix("_command.py") for path in (ROOT / "src/etincelle/cli").glob("*_command.py")}
    yield from (f"no such target: make {name}" for name in MAKE.findall(code) if name not in targets)
    yield from (f"no such command: etincelle {name}" for name in COMMAND.findall(code) if name not in known)


def problems() -> Iterator[str]:
    """Every problem of every document."""
    for path in documents():
        text = path.read_text(encoding="utf-8")
        code = "\n".join(CODE.findall(text))
        found = [*about_links(path, CODE.sub("", text)), *about_commands(code)]
        if seen := PLACES.search(text):
            found.append(f"names a place of one machine: {seen.group()}")
        yield from (f"{path.relative_to(ROOT)}: {problem}" for problem in found)


def main() -> int:
    """Print the problems; 1 when there is one."""
    found = list(problems())
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(documents())} documents, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
