"""Judgement is pure, rows have one door, time has one file."""

import ast
import copy
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import grimp
import pytest
from tests.architecture.tree import (
    CHAPTERS,
    ROOT,
    SOURCE,
    dotted,
    is_judgement,
    module_name,
    parsed,
    python_files,
    short,
)

DEBT = tomllib.loads((ROOT / "tests/architecture/debt.toml").read_text(encoding="utf-8"))
REQUIRED = ("__init__", "apps", "facts", "signals", "remedies", "phrases", "models", "reads")
WORLD = ("django", "duckdb", "sqlite3", "subprocess", "socket", "random", "secrets")
CLOCK = re.compile(
    r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|timezone\.(now|localdate)|time\.(time|time_ns|localtime|gmtime))$"
)
MANAGERS = {"objects", "_default_manager", "_base_manager"}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_the_files_everybody_looks_for(chapter: str) -> None:
    missing = [name for name in REQUIRED if not (SOURCE / chapter / f"{name}.py").is_file()]
    assert not missing


def worldly_chains(graph: grimp.ImportGraph) -> list[str]:
    """How a file of judgement reaches the world, one line a way."""
    return [
        " -> ".join(chain)
        for path in python_files()
        if is_judgement(path)
        for world in WORLD
        if world in graph.modules and (chain := graph.find_shortest_chain(module_name(path), world))
    ]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, with the packages from outside."""
    return grimp.build_graph("etincelle", include_external_packages=True, cache_dir=None)


def test_every_file_of_a_chapter_is_judgement_unless_its_name_is_worldly(graph: grimp.ImportGraph) -> None:
    assert not worldly_chains(graph)


@pytest.mark.parametrize("engine", ["network.right_level", "comfort_zone.casting", "living_contract.dates"])
def test_an_engine_that_reaches_the_world_is_seen(graph: grimp.ImportGraph, engine: str) -> None:
    planted = copy.deepcopy(graph)
    planted.add_import(importer=f"etincelle.{engine}", imported="etincelle.foundation.access")
    assert any(f"etincelle.{engine} -> etincelle.foundation.access" in chain for chain in worldly_chains(planted))


def test_judgement_opens_no_file_and_asks_the_environment_nothing() -> None:
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        if is_judgement(path)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and dotted(node.func) in {"open", "print", "input", "eval", "exec", "os.getenv"}
    ]
    assert not found


def test_the_morning_is_decided_without_the_framework() -> None:
    code = "import sys; sys.modules['django'] = sys.modules['duckdb'] = None; import etincelle.spark.morning"
    subprocess.run([sys.executable, "-c", code], check=True)


def bypasses(tree: ast.Module) -> list[str]:
    """The ways a file takes rows without asking access.py; a user is an account, not a fact."""
    types = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return [
        f"line {node.lineno}: {dotted(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and (node.attr in MANAGERS or (node.attr == "QuerySet" and id(node) not in types))
        and dotted(node) != "User.objects"
    ]


def test_rows_come_from_access_alone() -> None:
    found = {short(p): bypasses(parsed(p)) for p in python_files() if short(p) != "foundation/access.py"}
    assert not {name: ways for name, ways in found.items() if ways}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Tie.objects.all()", True),
        ("Tie._default_manager.get()", True),
        ("models.QuerySet(Tie)", True),
        ("def f(rows: models.QuerySet[Tie]) -> None: ...", False),
        ("access.visible(actor, Tie)", False),
        ("User.objects.get()", False),
    ],
)
def test_a_planted_back_door_is_seen(code: str, expected: bool) -> None:
    assert bool(bypasses(ast.parse(code))) is expected


def _reads_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = dotted(node.func)
        if name.endswith(("localtime", "localdate")) and not node.args:
            return True
        if any(k.arg in {"auto_now", "auto_now_add"} for k in node.keywords):
            return True
    return isinstance(node, ast.Attribute) and bool(CLOCK.search(dotted(node)))


def test_the_clock_is_read_in_one_file() -> None:
    readers = Counter(short(path) for path in python_files() for node in ast.walk(parsed(path)) if _reads_clock(node))
    del readers["foundation/clock.py"]
    assert sorted(readers) == sorted(DEBT["clock"]), "debt.toml lists the only exceptions, and all are needed"


def test_neither_queries_nor_templates_read_the_clock() -> None:
    asks = re.compile(r"\bnow\s*\(|\bcurrent_(date|time|timestamp)\b|\btoday\s*\(|{%\s*now\b", re.IGNORECASE)
    files = [p for ending in ("*.sql", "*.html", "*.txt") for p in SOURCE.rglob(ending)]
    assert not [short(p) for p in files if asks.search(p.read_text(encoding="utf-8"))]


def test_no_module_is_named_after_nothing() -> None:
    empty = {"utils", "helpers", "common", "core", "base", "manager", "managers", "service", "services", "misc"}
    assert not [short(p) for p in python_files() if p.stem in empty or Path(short(p)).parts[0] in empty]


def test_no_work_is_promised_in_comments() -> None:
    promise = re.compile(r"#.*\b(TODO|FIXME|XXX)\b")
    assert not [short(p) for p in python_files() if promise.search(p.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = date.today()", True),
        ("x = datetime.datetime.now(UTC)", True),
        ("x = timezone.now", True),
        ("x = time.time()", True),
        ("x = localtime()", True),
        ("x = localtime(moment)", False),
        ("x = models.DateTimeField(auto_now=True)", True),
        ("x = clock.today()", False),
    ],
)
def test_a_planted_clock_is_seen(code: str, expected: bool) -> None:
    assert any(_reads_clock(node) for node in ast.walk(ast.parse(code))) is expected
