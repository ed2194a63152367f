"""The source tree as the architecture tests see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "etincelle"
CHAPTERS = ("new_deal", "network", "comfort_zone", "living_contract", "innovation", "governance")
WORLDLY = {"__init__", "models", "reads", "actions", "pages", "forms", "phrases", "apps", "urls", "admin"}
WORLDLY_FOLDERS = {"migrations", "templatetags"}
PURE_PACKAGES = ("vocabulary", "arithmetic", "intake/sources")
PURE_IN_SPARK = (
    "facts",
    "morning",
    "index",
    "candidates",
    "briefing",
    "crossings",
    "aftermath",
    "occasions",
    "reopening",
)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def python_files(*, migrations: bool = False) -> Iterator[Path]:
    """Every Python file of the product."""
    for path in sorted(SOURCE.rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def short(path: Path) -> str:
    """The name of a file inside the package: "network/ties.py"."""
    return path.relative_to(SOURCE).as_posix()


def module_name(path: Path) -> str:
    """The name one imports: "etincelle.network.ties"."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_judgement(path: Path) -> bool:
    """Whether a file thinks: all of a chapter but the worldly names, the pure packages, the deciding part of spark."""
    inside = path.relative_to(SOURCE)
    if any(inside.is_relative_to(package) for package in PURE_PACKAGES):
        return True
    if inside.parts[0] == "spark":
        return inside.stem in PURE_IN_SPARK
    if inside.parts[0] == "parties":
        return inside.stem == "facts"
    in_chapter = inside.parts[0] in CHAPTERS
    return in_chapter and inside.stem not in WORLDLY and not WORLDLY_FOLDERS.intersection(inside.parts)


def dotted(node: ast.expr) -> str:
    """The text of a name or an attribute chain: "datetime.date.today"; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
