"""What a partnership is, for those who judge it: a code, never a name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Regime(StrEnum):
    """Private contract, or public procurement with its legal limits."""

    PRIVATE = "private"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class PartnershipRef:
    """One partnership: one partner, one perimeter, one signature date (None when not known)."""

    code: str
    partner: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Stake:
    """What a partnership is worth in a year, and whether that figure is known or the default."""

    annual_value: Decimal
    currency: str
    known: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The dates that one kind of source covers, inclusive; what lies outside is unknown, not silent.

    `kind` is one of: calendar, mail, calls, tickets, levels, feedback, minutes, reports, contracts,
    ideas, objectives, casting.
    """

    kind: str
    since: date
    until: date
