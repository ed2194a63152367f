"""What the comfort zone is judged on: levels with their months, answers of internal clients."""

from dataclasses import dataclass
from datetime import date

from etincelle.vocabulary.partnership import Coverage


@dataclass(frozen=True, slots=True)
class Month:
    """One reading: first day of the month, value in the level's unit, met and total when known."""

    month: date
    value: float
    met: int | None
    total: int | None
    row: str


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A service level and its readings in order of time; `unit` as the contract writes it."""

    code: str
    higher_is_better: bool
    minimum: float | None
    target: float
    target_since: date | None
    months: tuple[Month, ...]
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, 1 to 5."""

    day: date
    score: int
    row: str


@dataclass(frozen=True, slots=True)
class TicketMonth:
    """Incidents opened in a month, by their current state: those with a verdict, those that made their SLA."""

    month: date
    judged: int
    made: int
    row: str


@dataclass(frozen=True, slots=True)
class ComfortFacts:
    """One partnership's levels, answers and incidents by month."""

    levels: tuple[LevelFacts, ...] = ()
    answers: tuple[Answer, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    tickets: tuple[TicketMonth, ...] = ()
