"""Has the casting of a side grown stale? Group tenure on this account, softened by outside contacts.

G = mean tenure in years of the key roles of a side; score = clip((G - 4) / (6 - 4), 0, 1)
    x (1 - clip(ext / .20, 0, 1) x .5), ext = share of contacts outside the usual pairs.
Performance of groups falls noticeably by five years of group tenure (Katz and Allen, 50 R&D groups); familiarity
helps delivery teams (Huckman, 1,015 projects): contested, hence a floor on both sides. The never-renewed part is
ours: no key role renewed since the signature counts from 3 years, for that is when most contracts are reopened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import ramp
from etincelle.parties.facts import SeatFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import ComfortRules

YEAR = 365.25
NEVER_FROM_YEARS = 2.0
NEVER_FULL_YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Casting:
    """One side's key roles: how many, mean tenure in years, last renewal, staleness."""

    side: Side
    roles: int
    tenure_years: float
    last_renewal: date | None
    score: float
    rows: tuple[str, ...]


def read_casting(
    seats: Sequence[SeatFacts], side: Side, outside_share: float | None, rules: ComfortRules, today: date
) -> Casting | None:
    """The casting of one side; None under two key roles. `outside_share` None means not known: the
    whole discount applies, so that missing contacts never make a casting look older."""
    held = [
        s for s in seats if s.side is side and s.key_role and s.since <= today and (s.until is None or s.until > today)
    ]
    if len(held) < rules.key_roles_needed:
        return None
    tenure = sum((today - s.since).days for s in held) / len(held) / YEAR
    first = min(s.since for s in seats if s.side is side)
    renewals = [s.since for s in held if s.since > first]
    score = ramp(tenure, rules.tenure_fresh_years, rules.tenure_stale_years)
    if not renewals:
        score = max(score, ramp((today - first).days / YEAR, NEVER_FROM_YEARS, NEVER_FULL_YEARS))
    outside = 1.0 if outside_share is None else min(outside_share / rules.outside_contact_share, 1.0)
    score *= 1 - outside * rules.outside_contact_discount
    return Casting(side, len(held), tenure, max(renewals, default=None), score, tuple(s.row for s in held))
