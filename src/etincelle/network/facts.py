"""What the network is judged on: contacts between two sides, and which dates the sources cover."""

from dataclasses import dataclass
from datetime import date

from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Side
from etincelle.vocabulary.partnership import Coverage


@dataclass(frozen=True, slots=True)
class Contact:
    """One event between both sides. `row` points to its source row; a declared one rests on memory."""

    day: date
    channel: str
    people: int
    persons: tuple[str, ...]
    row: str
    declared: bool = False


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """One partnership's people and contacts."""

    signed_on: date | None
    people: tuple[PersonFacts, ...]
    contacts: tuple[Contact, ...]
    coverage: tuple[Coverage, ...]

    def executives(self, side: Side) -> tuple[PersonFacts, ...]:
        """People of level 4 or 5 on a side, those who left included."""
        return tuple(p for p in self.people if p.side is side and (p.level or 0) >= EXECUTIVE_LEVEL)
