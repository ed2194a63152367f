"""Is each party feeding the fire? Quota of the last year, and the drought since the last admissible idea.

gap     = share of the year's quota missing, worst party (an idea counts when proposed and not judged inadmissible)
drought = 1 - exp(-4/365 x days since the last such idea), per party; the mean of the parties that owe ideas
score   = .6 gap + .4 drought (ours). Worked figure: 1 of 6 owed by the partner, 610 days ago: gap 1 in the year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from etincelle.innovation.facts import IdeaFacts, QuotaFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import InnovationRules

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Feeding:
    """One party: what it owed and gave in the last year, days since its last idea, gap and drought 0 to 1."""

    side: Side
    owed: float
    given: int
    dry_days: int
    gap: float
    drought: float
    rows: tuple[str, ...]


def feeding(ideas: Sequence[IdeaFacts], quota: QuotaFacts, rules: InnovationRules, today: date) -> Feeding:
    """One party before its quota; under a year old, the quota is owed in proportion."""
    start = max(quota.since, today - timedelta(days=YEAR_DAYS))
    age = max((today - start).days, 0)
    owed = quota.per_year * age / YEAR_DAYS
    mine = [i for i in ideas if i.side is quota.side and i.admissible is not False and i.proposed_on <= today]
    given = [i for i in mine if i.proposed_on >= start]
    last = max((i.proposed_on for i in mine), default=quota.since)
    dry = max((today - last).days, 0)
    gap = max(0.0, 1 - len(given) / owed) if owed >= 1 else 0.0
    drought = 1 - exp(-rules.drought_rate_per_day * max(0, dry - YEAR_DAYS / rules.ideas_per_year))
    return Feeding(quota.side, owed, len(given), dry, gap, drought, tuple(i.row for i in given))


def live_quotas(quotas: Sequence[QuotaFacts], today: date) -> list[QuotaFacts]:
    """The quotas in force today, partner first."""
    live = [q for q in quotas if q.since <= today and (q.until is None or q.until >= today) and q.per_year > 0]
    return sorted(live, key=lambda q: (q.side is Side.CLIENT, q.since))


def score(parties: Sequence[Feeding], rules: InnovationRules) -> float:
    """The drought of a partnership; 0 when nobody owes anything yet."""
    if not parties:
        return 0.0
    drought = sum(p.drought for p in parties) / len(parties)
    return rules.quota_part * max(p.gap for p in parties) + rules.drought_part * drought
