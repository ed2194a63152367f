"""Who can call and be called: codes, levels and seats. No name ever enters a judgement."""

from dataclasses import dataclass
from datetime import date

from etincelle.vocabulary.levels import Side


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person: level 1 to 5 or None when unknown; `gone_on` once he left; `successor` is a person code.

    `erased`: he asked that nothing names him; his past counts, nobody is sent to call him.
    """

    code: str
    side: Side
    partner: str
    level: int | None
    mandate: bool
    reachable: bool
    gone_on: date | None = None
    successor: str | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A role on a partnership held by a person since a day, until a day or still."""

    role: str
    side: Side
    person: str
    since: date
    until: date | None
    key_role: bool
    row: str = ""


@dataclass(frozen=True, slots=True)
class SeatTerms:
    """A seat with what bears on its renewal; `row` is its primary key as text.

    minimum_months, handover_days: what the contract says of months of stay and business days of notice, None when
    nothing. pair: the same word on both halves of a leadership pair. planned_on: the client's private plan.
    """

    row: str
    role: str
    side: Side
    person: str
    since: date
    until: date | None
    key_role: bool
    minimum_months: int | None = None
    handover_days: int | None = None
    pair: str = ""
    planned_on: date | None = None
