"""Has the casting of a side grown stale? Group tenure on this account, softened by outside contacts.

G = mean tenure in years of the key roles of a side; score = clip((G - 4) / (6 - 4), 0, 1)
    x (1 - clip(ext / .20, 0, 1) x .5), ext = share of contacts outside the usual pairs.
Performance of groups falls noticeably by five years of group tenure (Katz and Allen, 50 R&D groups); familiarity
helps delivery teams (Huckman, 1,015 projects): contested, hence a floor on both sides. The never-renewed part is
ours: without any renewal since the first seat the score is at least clip((age - 2) / (5 - 2), 0, 1).
Worked figure: two roles held for 5.5 and 4.5 years, one renewal, no outside contact: G = 5, score .50.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import ramp
from etincelle.parties.facts import SeatFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import ComfortRules

YEAR = 365.25


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
        age = (today - first).days / YEAR
        score = max(score, ramp(age, rules.never_renewed_from_years, rules.never_renewed_full_years))
    outside = 1.0 if outside_share is None else min(outside_share / rules.outside_contact_share, 1.0)
    score *= 1 - outside * rules.outside_contact_discount
    return Casting(side, len(held), tenure, max(renewals, default=None), score, tuple(s.row for s in held))
