"""What the new deal is judged on: themes of the strategy in force, and what answers them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """A theme of the strategy version in force."""

    code: str
    weight: float
    row: str


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """An open objective: the themes it serves, whether both sides own it, its dates, its freshest measure."""

    code: str
    themes: tuple[str, ...]
    owned: bool
    due_on: date | None
    reviewed_on: date
    measured_on: date | None
    row: str


@dataclass(frozen=True, slots=True)
class NewDealFacts:
    """One partnership before the company's strategy."""

    strategy_since: date | None = None
    themes: tuple[ThemeFacts, ...] = ()
    objectives: tuple[ObjectiveFacts, ...] = ()
    hooks: frozenset[str] = frozenset()
