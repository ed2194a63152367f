"""What innovation is judged on: ideas on their way, and the quota of each party."""

from dataclasses import dataclass
from datetime import date

from etincelle.vocabulary.levels import Side


@dataclass(frozen=True, slots=True)
class IdeaFacts:
    """One idea: who proposed it, when, and how far it went. admissible None: not judged yet."""

    side: Side
    proposed_on: date
    acknowledged_on: date | None
    admissible: bool | None
    investigated_on: date | None
    decided_on: date | None
    decision: str
    has_reason: bool
    row: str


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """What a party owes in a year."""

    side: Side
    per_year: int
    since: date
    until: date | None
    row: str = ""


@dataclass(frozen=True, slots=True)
class InnovationFacts:
    """One partnership's ideas and quotas. `known` is False when nobody ever recorded either."""

    signed_on: date | None
    ideas: tuple[IdeaFacts, ...] = ()
    quotas: tuple[QuotaFacts, ...] = ()
    known: bool = False
