"""How long has the contract stood still? silence = 1 - exp(-rate x years since the last substantive amendment).

rate .5 a year after the first (ours; 55 % of IT outsourcing contracts are renegotiated during their life, Gartner
2005). None ever: counted from signing + 1 year. Worked figure: 3 years -> .78; the first year -> 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from etincelle.living_contract.facts import AmendmentFacts
from etincelle.vocabulary.rules import ContractRules

YEAR = 365.25
SUBSTANTIVE = frozenset({"scope", "service_level", "price", "term", "innovation", "governance"})


@dataclass(frozen=True, slots=True)
class Silence:
    """Years without a substantive amendment, since when, how many there ever were, and the score."""

    since: date
    years: float
    amendments: int
    score: float
    rows: tuple[str, ...]


def amendment_silence(
    amendments: Sequence[AmendmentFacts], signed_on: date, rules: ContractRules, today: date
) -> Silence:
    """The silence of a contract."""
    real = [a for a in amendments if a.substantive and a.signed_on <= today]
    since = max((a.signed_on for a in real), default=signed_on + timedelta(days=rules.first_year_days))
    years = max((today - since).days, 0) / YEAR
    score = 1 - exp(-rules.amendment_rate_per_year * years)
    return Silence(since, years, len(real), score, tuple(a.row for a in real))
