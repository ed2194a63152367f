"""What the network is judged on: contacts between two sides, and which dates the sources cover."""

from dataclasses import dataclass
from datetime import date

from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.partnership import Coverage

SOURCE_OF_CHANNEL = {"meeting": "calendar", "call": "calls", "mail": "mail"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One event between both sides. `row` points to its source row; a declared one rests on memory."""

    day: date
    channel: str
    people: int
    persons: tuple[str, ...]
    row: str
    declared: bool = False

    def is_seen_by(self, kinds: frozenset[str]) -> bool:
        """Whether sources of these kinds would have seen it; what somebody remembers is seen by any."""
        return SOURCE_OF_CHANNEL.get(self.channel) in kinds or (self.declared and bool(kinds))


@dataclass(frozen=True, slots=True)
class NetworkFacts:
    """One partnership's people and contacts."""

    signed_on: date | None
    people: tuple[PersonFacts, ...]
    contacts: tuple[Contact, ...]
    coverage: tuple[Coverage, ...]
