"""Survey answers among tables: the respondent is reduced to a digest at the door.

A missing answer number is made from the content, so that the same file imported twice adds nothing. An
address or a name used as a number is replaced by a salted digest.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etincelle.intake.sources import tabular
from etincelle.intake.sources.rows import Notes, Parsed, ParsedRow, Value
from etincelle.intake.sources.scales import on_five
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.values import FRENCH, Habits

KIND = "feedback_answer"
DIGEST_MARK = "r-"


@dataclass(frozen=True, slots=True)
class Settings:
    """The salt of this installation, how the file writes, what is given for every row."""

    salt: str
    habits: Habits = FRENCH
    given: Mapping[str, Value] = field(default_factory=dict)


def read(content: bytes, assignments: Mapping[str, tabular.Assignment], settings: Settings, file: str = "") -> Parsed:
    """The rows of all tables, answers without anybody's name."""
    told = tabular.Settings(settings.habits, settings.given)
    parsed = tabular.read(content, assignments, told, file, prepared)
    seen: Counter[str] = Counter()
    rows = tuple(anonymous(row, settings.salt, seen) if row.kind == KIND else row for row in parsed.rows)
    return replace(parsed, rows=rows)


def prepared(table: Table, assignment: tabular.Assignment, notes: Notes) -> Table:
    """A table of answers with its scores from 1 to 5, any other as it is."""
    return on_five(table, assignment.columns, notes) if assignment.kind == KIND else table


def anonymous(row: ParsedRow, salt: str, seen: Counter[str]) -> ParsedRow:
    """The answer with a number that names nobody."""
    reference = str(row.values.get("reference") or "")
    if not reference:
        content = "|".join(f"{name}={row.values[name]}" for name in sorted(row.values))
        seen[content] += 1
        reference = digest(f"{content}|{seen[content]}", salt)
    elif "@" in reference or " " in reference:
        reference = digest(reference.casefold(), salt)
    return replace(row, values={**row.values, "reference": reference})


def digest(text: str, salt: str) -> str:
    """A salted digest, marked so that it is never digested again."""
    return DIGEST_MARK + hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()[:24]
