"""How long a side has been together, how fresh it is, and who left: figures of roles, never of persons.

    G            mean years on this partnership of the key roles held today, at least two
    fresh        share of them taken over by somebody new in the last twelve months
    F            familiarity: mean months that two holders have shared, over all pairs of key roles
    stale        clip((G - 4) / (6 - 4), 0, 1); unsettled = clip((1.5 - G) / 1.5, 0, 1): a floor on either side
    attrition    unplanned departures of key roles in twelve months / key roles; planned ones are counted apart

Performance of 50 research groups rises to a year and a half of mean tenure and is lower by five (Katz and Allen);
familiarity helps delivery teams (Huckman and Staats, 1,015 projects). Contested, hence two floors and no single number.
A departure is planned when its seat had a planned renewal within 60 days of it. Without any plan on the side nobody can
tell: attrition is then None. Worked figure: roles held for 60, 48 and 12 months: G = 3.33, F = (48 + 12 + 12) / 3 = 24.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from etincelle.arithmetic.small_samples import ramp
from etincelle.parties.facts import SeatTerms
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import ComfortRules

YEAR_DAYS = 365.25
MONTH_DAYS = YEAR_DAYS / 12
RECENT = timedelta(days=365)


class Standing(StrEnum):
    """Where the mean tenure of a side stands in the healthy band."""

    UNSETTLED = "unsettled"
    HEALTHY = "healthy"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Departures:
    """Key roles left in twelve months: as planned, or not; share of unplanned ones, whether over the cap."""

    planned: int
    unplanned: int
    share: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class GroupTenure:
    """One side: its key roles, G in years, share renewed in a year, F in months, both scores, departures."""

    side: Side
    roles: int
    tenure_years: float
    fresh: int
    familiarity_months: float
    stale: float
    unsettled: float
    departures: Departures | None
    planned_ahead: int
    rows: tuple[str, ...]

    @property
    def fresh_share(self) -> float:
        """Share of the key roles renewed in twelve months."""
        return self.fresh / self.roles

    @property
    def standing(self) -> Standing:
        """Where G stands; each end of the band is healthy."""
        if self.stale > 0:
            return Standing.STALE
        return Standing.UNSETTLED if self.unsettled > 0 else Standing.HEALTHY


def read_tenure(seats: Sequence[SeatTerms], side: Side, rules: ComfortRules, today: date) -> GroupTenure | None:
    """The figures of one side; None under two key roles."""
    mine = [s for s in seats if s.side is side and s.since <= today]
    held = [s for s in mine if s.key_role and (s.until is None or s.until > today)]
    if len(held) < rules.key_roles_needed:
        return None
    days = [(today - s.since).days for s in held]
    years = sum(days) / len(days) / YEAR_DAYS
    shared = [min(pair) / MONTH_DAYS for pair in combinations(days, 2)]
    first = min(s.since for s in mine)
    fresh = sum(s.since > first and today - s.since <= RECENT for s in held)
    stable = rules.renewal.stable_months / 12
    return GroupTenure(
        side, len(held), years, fresh, sum(shared) / len(shared),
        ramp(years, rules.tenure_fresh_years, rules.tenure_stale_years), ramp(stable - years, 0.0, stable),
        _departures(mine, len(held), rules, today), sum(bool(s.planned_on and s.planned_on > today) for s in held),
        tuple(s.row for s in held),
    )  # fmt: skip


def _departures(mine: Sequence[SeatTerms], roles: int, rules: ComfortRules, today: date) -> Departures | None:
    """Who left in a year; None when no seat of the side ever had a plan."""
    if not any(s.planned_on for s in mine):
        return None
    left = [s for s in mine if s.key_role and s.until and today - RECENT < s.until <= today]
    near = timedelta(days=rules.renewal.planned_within_days)
    planned = sum(bool(s.planned_on and s.until and abs(s.until - s.planned_on) <= near) for s in left)
    share = (len(left) - planned) / roles
    return Departures(planned, len(left) - planned, share, share > rules.renewal.attrition_share_most)
