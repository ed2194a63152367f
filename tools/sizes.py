"""The shape of the product's code against its budgets: one table, exit code 1 when a budget is broken.

Lines are physical lines. Tests, migrations, static and vendored files are left out.
    tools/sizes.py             the table, and what is over
    tools/sizes.py --longest   the ten longest functions and files as well
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "etincelle"
DEBT = ROOT / "tests" / "architecture" / "debt.toml"
FRAMEWORK = re.compile(r"^\s*(from|import) django\b", re.MULTILINE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)
BRANCHES = (ast.If, ast.For, ast.While, ast.AsyncFor, ast.ExceptHandler, ast.match_case)  # McCabe, as ruff counts
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Measured:
    """One function."""

    name: str
    lines: int
    nesting: int
    arguments: int
    complexity: int
    statements: int
    inner_imports: int
    annotations: int
    annotated: int


@dataclass(slots=True)
class Tree:
    """The whole product."""

    functions: list[Measured] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    framework: int = 0
    templates: dict[str, int] = field(default_factory=dict)
    inline_styles: list[str] = field(default_factory=list)
    imports: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Budget:
    """One line of the table: what was found, what is allowed, whether less or more is better."""

    name: str
    found: float
    allowed: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the budget holds."""
        return self.found >= self.allowed if self.at_least else self.found <= self.allowed


def p95(values: Iterable[float]) -> float:
    """The value that 95 % do not exceed (nearest rank); 0 for nothing."""
    ordered = sorted(values)
    return ordered[ceil(0.95 * len(ordered)) - 1] if ordered else 0


def nesting(node: ast.AST) -> int:
    """How deep blocks stand in blocks; an `elif` is no deeper than its `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda | ast.ClassDef):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        step = int(isinstance(child, BLOCKS) and not is_elif)
        deepest = max(deepest, step + nesting(child))
    return deepest


def measure(function: Function, where: str) -> Measured:
    """The figures of one function."""
    inside = [node for node in ast.walk(function) if node is not function]
    spec = function.args
    arguments = [a for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs) if a.arg not in ("self", "cls")]
    stars = [a for a in (spec.vararg, spec.kwarg) if a]
    return Measured(
        name=f"{where}:{function.lineno} {function.name}",
        lines=(function.end_lineno or function.lineno) - function.lineno + 1,
        nesting=nesting(function),
        arguments=len(arguments),
        complexity=1 + sum(isinstance(n, BRANCHES) for n in inside),
        statements=sum(isinstance(n, ast.stmt) for n in inside),
        inner_imports=sum(isinstance(n, ast.Import | ast.ImportFrom) for n in inside),
        annotations=len(arguments) + len(stars) + 1,
        annotated=sum(a.annotation is not None for a in (*arguments, *stars)) + (function.returns is not None),
    )


def packages_imported(module: ast.Module) -> set[str]:
    """The packages of the house that a module names."""
    names = {n.module for n in ast.walk(module) if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    names |= {alias.name for n in ast.walk(module) if isinstance(n, ast.Import) for alias in n.names}
    return {name.split(".")[1] for name in names if name.startswith("etincelle.")}


def knot(imports: dict[str, set[str]]) -> list[str]:
    """The packages that import one another in a circle, through any number of steps."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for following in imports.get(waiting.pop(), set()) - seen:
                seen.add(following)
                waiting.append(following)
        return seen

    return sorted(package for package in imports if package in reached(package))


def read_tree() -> Tree:
    """Measure every file."""
    tree = Tree()
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        text = path.read_text(encoding="utf-8")
        if "migrations" in path.parts or not text.strip():
            continue
        module = ast.parse(text)
        tree.files[name] = text.count("\n")
        tree.framework += bool(FRAMEWORK.search(text))
        tree.functions += [measure(n, name) for n in ast.walk(module) if isinstance(n, Function)]
        package = name.split("/", maxsplit=1)[0]
        tree.imports.setdefault(package, set()).update(packages_imported(module) - {package})
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        name = path.relative_to(SOURCE).as_posix()
        text = path.read_text(encoding="utf-8")
        tree.templates[name] = text.count("\n")
        tree.inline_styles += [name] * len(INLINE_STYLE.findall(text))
    return tree


def budgets(tree: Tree) -> list[Budget]:
    """The table: the best figures met in comparable projects, and a little better."""
    functions = tree.functions
    every = sum(f.annotations for f in functions)
    return [
        Budget("function lines, p95", p95(f.lines for f in functions), 30),
        Budget("function lines, longest", max((f.lines for f in functions), default=0), 60),
        Budget("file lines, p95", p95(tree.files.values()), 300),
        Budget("file lines, longest", max(tree.files.values(), default=0), 500),
        Budget("nesting, p95", p95(f.nesting for f in functions), 3),
        Budget("nesting, deepest", max((f.nesting for f in functions), default=0), 5),
        Budget("arguments, p95", p95(f.arguments for f in functions), 3),
        Budget("arguments, most", max((f.arguments for f in functions), default=0), 5),
        Budget("complexity, p95", p95(f.complexity for f in functions), 8),
        Budget("statements, most", max((f.statements for f in functions), default=0), 30),
        Budget("packages in a knot", len(knot(tree.imports)), 0),
        Budget("imports inside functions", sum(f.inner_imports for f in functions), 0),
        Budget("modules importing the framework, %", round(100 * tree.framework / max(1, len(tree.files)), 1), 45),
        Budget("annotated, %", round(100 * sum(f.annotated for f in functions) / max(1, every), 2), 100, at_least=True),
        Budget("template lines, p95", p95(tree.templates.values()), 70),
        Budget("inline styles and handlers", len(tree.inline_styles), 0),
        Budget("settings lines", tree.files.get("foundation/settings.py", 0), 250),
    ]


def culprits(tree: Tree) -> list[str]:
    """Who breaks a maximum, by name."""
    limits = (("lines", 60), ("nesting", 5), ("arguments", 5), ("statements", 30), ("inner_imports", 0))
    found = [
        f"{f.name}: {key.replace('_', ' ')} {getattr(f, key)}"
        for f in tree.functions
        for key, limit in limits
        if getattr(f, key) > limit
    ]
    found += [
        f"{f.name}: annotated {f.annotated}/{f.annotations}" for f in tree.functions if f.annotated < f.annotations
    ]
    found += [f"{name}: {lines} lines" for name, lines in tree.files.items() if lines > 500]
    found += [f"{name}: inline style or handler" for name in tree.inline_styles]
    found += [f"knot: {' '.join(knot(tree.imports))}"] if knot(tree.imports) else []
    return found


def verdict(line: Budget, owed: float | None) -> str:
    """ "ok"; "debt" for an excess that debt.toml owns up to, never larger; otherwise what is wrong."""
    if line.is_kept:
        return "PAID" if owed is not None else "ok"  # a debt that is paid leaves the list
    return "debt" if owed is not None and line.found <= owed else "OVER"


def main() -> int:
    """Print the table; 1 when a budget is broken."""
    tree = read_tree()
    table = budgets(tree)
    print(f"{len(tree.files)} modules, {len(tree.functions)} functions, {len(tree.templates)} templates")
    owed = tomllib.loads(DEBT.read_text(encoding="utf-8")).get("sizes", {})
    broken = 0
    for line in table:
        word = verdict(line, owed.get(line.name))
        broken += word not in ("ok", "debt")
        print(f"  {word:<5} {line.name:<36} {line.found:>8g}  (budget {line.allowed:g})")
    for culprit in culprits(tree):
        print(f"  over: {culprit}")
    if "--longest" in sys.argv:
        for function in sorted(tree.functions, key=lambda f: -f.lines)[:10]:
            print(f"  {function.lines:4} {function.name}")
        for name, lines in sorted(tree.files.items(), key=lambda item: -item[1])[:10]:
            print(f"  {lines:4} {name}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
