"""How long a tie has slept, relative to its own rhythm.

gaps     = gaps between contact days whose end is at least `courtship_days` after signing
mean     = (k0 * c + sum(gaps)) / (k0 + number of gaps)        c: agreed cadence, k0: its weight
expected = clip(mean, c / 2, 1.5 * c)                          learns neither the sleep nor the courtship
rho      = days since the last contact / expected
score    = clip((rho - 1) / (4 - 1), 0, 1); a silence over 365 days is dormant and scores at least .67

Rhythm-relative thresholds: Navarro et al., EPJ Data Science 2017 (a tie silent for over 8 times its rhythm is
probably gone); the cut at 3 and the shrunk mean are our defaults. Worked figure: two past gaps of 365 days,
cadence 90, silent for 300 days: mean 268, expected 135, rho 2.22, score .41, overdue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from etincelle.arithmetic.alive import alive
from etincelle.arithmetic.small_samples import ramp
from etincelle.network.facts import Contact
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL
from etincelle.vocabulary.rules import NetworkRules


class TieState(StrEnum):
    """States of a tie, from alive to long gone; "lost" is a longer sleep, never a departure."""

    ACTIVE = "active"
    COOLING = "cooling"
    OVERDUE = "overdue"
    DORMANT = "dormant"
    LOST = "lost"
    NEVER_MET = "never_met"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The reading of one history at one date. Days; `expected` and `rho` as in the module's formula."""

    last: date | None
    gap_days: int
    cadence_days: int
    expected_days: float
    rho: float
    state: TieState
    score: float
    contacts: int


def weight(contact: Contact, rules: NetworkRules) -> float:
    """What one event is worth: face to face or call 1, committee .5, mail thread .3 (our defaults)."""
    if contact.channel == "mail":
        return rules.weight_mail_thread
    return rules.weight_direct if contact.people <= 3 else rules.weight_committee


def counts(contact: Contact, rules: NetworkRules) -> bool:
    """Whether an event renews a tie: heavy enough and small enough, so that no newsletter does."""
    return weight(contact, rules) >= rules.contact_min_weight and contact.people <= rules.contact_max_people


def cadence_days(level: int, rules: NetworkRules) -> int:
    """The agreed cadence at a level, 1 to 5."""
    return rules.cadence_days[min(max(level, 1), 5) - 1]


def expected_gap(days: Sequence[date], signed_on: date | None, cadence: int, rules: NetworkRules) -> float:
    """The gap to expect, from past gaps shrunk to the cadence and kept within its bounds."""
    taught_from = signed_on + timedelta(days=rules.courtship_days) if signed_on else date.min
    gaps = [(b - a).days for a, b in pairwise(days) if b >= taught_from]
    k0 = rules.pseudo_observations
    mean = (k0 * cadence + sum(gaps)) / (k0 + len(gaps))
    return min(max(mean, cadence * rules.expected_floor), cadence * rules.expected_ceiling)


def state_of(rho: float, gap_days: int, cadence: int, rules: NetworkRules) -> TieState:
    """The state at a ratio and a gap; silence over twice the cadence is at least overdue."""
    if rho > rules.lost_rho or gap_days > rules.lost_gap_days:
        return TieState.LOST
    if rho > rules.dormant_rho or gap_days > rules.dormant_gap_days:
        return TieState.DORMANT
    if rho > rules.overdue_rho or gap_days > 2 * cadence:
        return TieState.OVERDUE
    return TieState.COOLING if rho > rules.cooling_rho else TieState.ACTIVE


def read_rhythm(days: Sequence[date], since: date, level: int, rules: NetworkRules, today: date) -> Rhythm:
    """The rhythm of a history of contact days; a pair that never met is silent since `since`.

    since: the signature, or the first day a source covers when it is later.
    """
    cadence = cadence_days(level, rules)
    last = days[-1] if days else None
    gap = max((today - (last or since)).days, 0)
    expected = expected_gap(days, since, cadence, rules)
    rho = gap / expected
    score = ramp(rho, rules.cooling_rho, rules.full_sleep_rho)
    if gap > rules.dormant_gap_days and level >= EXECUTIVE_LEVEL:
        score = max(score, rules.dormant_min_score)
    state = state_of(rho, gap, cadence, rules) if days else TieState.NEVER_MET
    return Rhythm(last, gap, cadence, expected, rho, state, score, len(days))


def probability_alive(days: Sequence[date], cadence: int, rules: NetworkRules, today: date) -> float | None:
    """P(alive) over the whole history, from its first contact; None when the pair never met."""
    if not days:
        return None
    last, age = (days[-1] - days[0]).days, max((today - days[0]).days, 1)
    prior = (rules.lifetime_shape, float(rules.lifetime_days))
    return float(alive([len(days) - 1], [last], [age], [cadence], prior)[0])
