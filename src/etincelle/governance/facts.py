"""What steering is judged on: meetings held and what came of them, reports received."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting held: minutes of time, decisions, named members who came, actions and those carried over."""

    day: date
    committee: str
    length_minutes: int
    decisions: int
    decided_about: frozenset[str]
    members: int
    members_present: int
    actions: int
    carried: int
    has_minutes: bool
    row: str


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One report received: its day, its word count, and how new its text was against the six before (None: first)."""

    day: date
    words: int
    novelty: float | None
    row: str


@dataclass(frozen=True, slots=True)
class GovernanceFacts:
    """One partnership's meetings and reports, in order of time."""

    meetings: tuple[MeetingFacts, ...] = ()
    reports: tuple[ReportFacts, ...] = ()
