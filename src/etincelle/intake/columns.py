"""Which header means which field: certain, proposed (score 85 or more), to choose, or ignored. Pure.

The score is RapidFuzz's WRatio over folded words; 85 separates right from wrong on real headers.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from etincelle.intake.kinds import KINDS, Column, Kind
from etincelle.intake.kinds.incidents import INCIDENT
from etincelle.intake.sources.incident_fields import REQUIRED
from etincelle.intake.sources.incident_tools import Tool, bare
from etincelle.intake.sources.values import folded

PROPOSED_FROM = 85.0
CERTAIN = 100.0
WORTH_ASKING = 60.0
TO_CORRECT = {"fr": "À corriger", "en": "To correct"}  # the column of causes in a file of refused rows: never a fact
OURS = frozenset(folded(header) for header in TO_CORRECT.values())


@dataclass(frozen=True, slots=True)
class Proposal:
    """One header, the attribute it is thought to fill ("" for none), and how sure that is."""

    header: str
    attribute: str
    score: float

    @property
    def state(self) -> str:
        """certain, proposed, choose (something comes near), or ignored."""
        if self.attribute and self.score >= CERTAIN:
            return "certain"
        if self.attribute:
            return "proposed"
        return "choose" if self.score >= WORTH_ASKING else "ignored"

    def plain(self) -> dict[str, str | float]:
        """The proposal as JSON stores it."""
        return {**asdict(self), "state": self.state}


def signature(headers: Sequence[str]) -> str:
    """What names a set of headers, whatever their order, case and accents."""
    words = sorted(word for header in headers if (word := folded(header)) not in OURS)
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def names_of(column: Column) -> tuple[str, ...]:
    """All folded names a column answers to."""
    return tuple(folded(name) for name in (column.fr, column.en, column.attribute, *column.aliases))


def incidents_of(tool: Tool) -> Kind:
    """A list of incidents under the names of a tool: what is proposed for its columns."""
    columns = (replace(column, aliases=tool.names(column.attribute)) for column in INCIDENT.columns)
    return replace(INCIDENT, columns=tuple(columns))


def similarity(header: str, column: Column) -> float:
    """How close a header is to a column, 0 to 100; 100 only for one of its names."""
    word = folded(bare(header))
    if word in names_of(column):
        return CERTAIN
    if not word or word in OURS:
        return 0.0
    return min(max(fuzz.WRatio(word, name) for name in names_of(column)), CERTAIN - 1)


def propose(headers: Sequence[str], kind: Kind) -> list[Proposal]:
    """Each header with its best column; a column is given once, to the header closest to it."""
    ranked = sorted(
        (
            (-similarity(header, column), rank_of(header, column), index, column.attribute)
            for index, header in enumerate(headers)
            for column in kind.columns
        )
    )
    given: dict[int, tuple[str, float]] = {}
    nearest: dict[int, float] = {}
    taken: set[str] = set()
    for negative, _, index, attribute in ranked:
        nearest.setdefault(index, -negative)
        if -negative >= PROPOSED_FROM and index not in given and attribute not in taken:
            given[index] = (attribute, -negative)
            taken.add(attribute)
    return [
        Proposal(header, *given.get(index, ("", min(nearest.get(index, 0.0), CERTAIN - 1))))
        for index, header in enumerate(headers)
        if header
    ]


def ticket_columns(sheets: Iterable[Mapping[str, Any]]) -> dict[str, str] | None:
    """Header → field of a list of incidents, when a person matched them or no known name holds what is required.

    None otherwise: the reader then knows more, since several columns of one field stand in for each other.
    """
    told: dict[str, str] = {}
    is_known = True
    for sheet in sheets:
        columns = [one for one in sheet["columns"] if one["attribute"]]
        sure = {one["attribute"] for one in columns if one["state"] == "certain"}
        if sheet["kind"] == INCIDENT.key and not sure.issuperset(REQUIRED):
            told |= {one["header"]: one["attribute"] for one in columns}
            is_known = False
    return None if is_known else told


def rank_of(header: str, column: Column) -> int:
    """The place of a header among a column's names: its own name before a synonym."""
    names = names_of(column)
    word = folded(bare(header))
    return names.index(word) if word in names else len(names)


def absent(columns: Mapping[str, str], kind: Kind, given: Sequence[str] = ()) -> list[str]:
    """Required attributes that no header fills and nothing else gives."""
    filled = {*columns.values(), *given}
    return [column.attribute for column in kind.columns if column.required and column.attribute not in filled]


def kind_of(sheet: str, headers: Sequence[str], given: Sequence[str] = ()) -> Kind | None:
    """The kind of a sheet: by its name, else the one whose columns the headers fill best; None when unsure."""
    for kind in KINDS:
        if folded(sheet) in (folded(kind.fr), folded(kind.en), folded(kind.key)):
            return kind
    best = max(KINDS, key=lambda kind: fit(headers, kind, given))
    return best if fit(headers, best, given)[0] > 0 else None


def fit(headers: Sequence[str], kind: Kind, given: Sequence[str] = ()) -> tuple[float, int]:
    """How well headers fill a kind: 0 when a required column is missing, else the share of headers understood."""
    words = {folded(header) for header in headers if header}
    columns = {column.attribute: column for column in kind.columns if words & set(names_of(column))}
    if absent({name: name for name in columns}, kind, given) or not words:
        return (0.0, 0)
    understood = {word for word in words for column in columns.values() if word in names_of(column)}
    first_names = sum(1 for column in columns.values() if words & {folded(column.fr), folded(column.en)})
    return (len(understood) / len(words), first_names)
