"""The history of a contract, amendment by amendment: what changed, what was in force before, what came too late.

An amendment is late when it was signed after the end in force before it; the end it brings does not count. That end is
the one the amendments before left, else the `before` of the first change of the end, else the contract's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.living_contract.facts import AmendmentFacts


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One field changed by one amendment: before and after as written, "" when not known."""

    number: str
    field: str
    before: str
    after: str
    signed_on: date
    effective_on: date | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An amendment with its number and its subject."""

    number: str
    title: str
    facts: AmendmentFacts


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One amendment in its place: its changes, the end in force before it, whether it was signed after that end."""

    number: str
    title: str
    signed_on: date
    kind: str
    substantive: bool
    changes: tuple[ChangeFacts, ...]
    end_before: date | None
    is_late: bool


def history_of(
    amendments: Sequence[Numbered], changes: Sequence[ChangeFacts], ends_on: date | None
) -> list[HistoryStep]:
    """The steps of a contract, oldest first. ends_on: its end today."""
    ordered = sorted(amendments, key=lambda one: (one.facts.signed_on, one.number))
    by_number = {one.number: [c for c in changes if c.number == one.number] for one in ordered}
    ends = [c for one in ordered for c in by_number[one.number] if c.field == "end"]
    end = day_of(ends[0].before) if ends else ends_on
    found = []
    for one in ordered:
        mine = sorted(by_number[one.number], key=lambda c: c.field)
        is_late = end is not None and one.facts.signed_on > end
        facts = one.facts
        found.append(
            HistoryStep(
                one.number, one.title, facts.signed_on, facts.kind, facts.substantive, tuple(mine), end, is_late
            )
        )
        end = next((day_of(c.after) for c in mine if c.field == "end"), end)
    return found


def day_of(text: str) -> date | None:
    """The date a change holds, None when it holds none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
