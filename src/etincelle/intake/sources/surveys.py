"""Survey answers (CSV or XLSX of any survey tool): one row per answer, the respondent reduced to a digest.

An answer needs a date and a score; a missing answer number is made from the content, so that the same file
imported twice adds nothing. An address or a name used as a number is replaced by a salted digest at the door.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from etincelle.intake.sources.rows import Notes, Parsed, ParsedRow
from etincelle.intake.sources.tabular import Assignment, tables, typed_rows
from etincelle.intake.sources.values import Habits

KIND = "feedback_answer"
DIGEST_MARK = "r-"


@dataclass(frozen=True, slots=True)
class Settings:
    """The salt of this installation, the partnership the survey is about, and how the file writes."""

    salt: str
    partnership: str = ""
    habits: Habits = Habits()


def read(content: bytes, assignments: Mapping[str, Assignment], settings: Settings, file: str = "") -> Parsed:
    """The answers of a survey."""
    found, doubts = tables(content)
    notes = Notes(file, doubts=dict.fromkeys(doubts))
    rows: list[ParsedRow] = []
    read_count = 0
    for table in found:
        if table.sheet not in assignments:
            notes.doubt("sheet_ignored", table.sheet)
            continue
        read_count += len(table.rows)
        rows += typed_rows(table, assignments[table.sheet], notes, settings.habits, given(settings))
    seen: Counter[str] = Counter()
    named = tuple(anonymous(row, settings, seen) for row in rows)
    return Parsed(named, tuple(notes.rejects), (), tuple(notes.doubts), read_count)


def given(settings: Settings) -> Mapping[str, str]:
    """What the survey's own settings say for every row: its partnership; and that a number may be missing."""
    return {"reference": "", **({"partnership": settings.partnership} if settings.partnership else {})}


def anonymous(row: ParsedRow, settings: Settings, seen: Counter[str]) -> ParsedRow:
    """The answer with a number that names nobody."""
    reference = str(row.values.get("reference") or "")
    if not reference:
        content = "|".join(f"{name}={row.values[name]}" for name in sorted(row.values))
        seen[content] += 1
        reference = digest(f"{content}|{seen[content]}", settings.salt)
    elif "@" in reference or " " in reference:
        reference = digest(reference.casefold(), settings.salt)
    return replace(row, values={**row.values, "reference": reference})


def digest(text: str, salt: str) -> str:
    """A salted digest, marked so that it is never digested again."""
    return DIGEST_MARK + hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()[:24]
