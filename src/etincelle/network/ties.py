"""How long a tie has slept, relative to its own rhythm.

gaps     = gaps between contact days whose end is at least `courtship_days` after signing
mean     = (k0 * c + sum(gaps)) / (k0 + number of gaps)        c: agreed cadence, k0: its weight
expected = clip(mean, c / 2, 1.5 * c)                          learns neither the sleep nor the courtship
rho      = days of silence / expected                          those of the courtship count by its own cadence
           silence and gaps at the pace of work when the history has one (pace.py); 365 days and 3 years never
score    = clip((rho - 1) / (4 - 1), 0, 1)                     over 365 days at levels 4 and 5: at least .67

Rhythm-relative thresholds: Navarro et al., EPJ Data Science 2017 (a tie silent for over 8 times its rhythm is
probably gone); the cut at 3 and the shrunk mean are our defaults. Worked figure: two past gaps of 365 days,
cadence 90, silent for 300 days: mean 247, expected 135, rho 2.22, score .41, overdue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from etincelle.arithmetic.alive import alive
from etincelle.arithmetic.small_samples import ramp
from etincelle.network.facts import Contact
from etincelle.network.pace import Pace
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
class History:
    """Contact days of a tie, oldest first, each once; the signature; the first day seen without a hole; the pace."""

    days: tuple[date, ...]
    signed_on: date | None
    seen_since: date | None = None
    pace: Pace | None = None

    def length(self, start: date, end: date) -> float:
        """Days from one day to another, at the pace of work when there is one; 0 when end <= start."""
        return self.pace.between(start, end) if self.pace else float(max((end - start).days, 0))

    def silent_since(self, today: date) -> date:
        """From when silence is known: the last contact (else the signature), not before the sources see."""
        known = [d for d in (self.days[-1] if self.days else self.signed_on, self.seen_since) if d]
        return min(max(known, default=today), today)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The reading of one history at one date, in days: formula of the module, cadence agreed for that date.

    `gap_days` counts every day: it is what a person sees in a calendar.
    """

    last: date | None
    since: date
    gap_days: int
    cadence_days: int
    expected_days: float
    rho: float
    state: TieState
    score: float


def weight(contact: Contact, rules: NetworkRules) -> float:
    """What one event is worth: face to face or call 1, committee .5, mail thread .3 (our defaults)."""
    if contact.channel == "mail":
        return rules.weight_mail_thread
    return rules.weight_direct if contact.people <= 3 else rules.weight_committee


def counts(contact: Contact, rules: NetworkRules) -> bool:
    """Whether an event renews a tie: heavy enough and small enough, so that no newsletter does."""
    return weight(contact, rules) >= rules.contact_min_weight and contact.people <= rules.contact_max_people


def expected_gap(history: History, cadence: int, rules: NetworkRules) -> float:
    """The gap to expect, from past gaps shrunk to the cadence and kept within its bounds."""
    taught_from = history.signed_on + timedelta(days=rules.courtship_days) if history.signed_on else date.min
    gaps = [history.length(a, b) for a, b in pairwise(history.days) if b >= taught_from]
    k0 = rules.pseudo_observations
    mean = (k0 * cadence + sum(gaps)) / (k0 + len(gaps))
    return min(max(mean, cadence * rules.expected_floor), cadence * rules.expected_ceiling)


def courtship_silence(history: History, rules: NetworkRules, today: date) -> float:
    """How many days of the silence fall in the first `courtship_days` after signing."""
    if history.signed_on is None:
        return 0.0
    end = min(today, history.signed_on + timedelta(days=rules.courtship_days))
    return history.length(max(history.silent_since(today), history.signed_on), end)


def agreed_cadence(history: History, level: int, rules: NetworkRules, today: date) -> int:
    """The cadence agreed for a day: closer during the courtship."""
    signed, courtship = history.signed_on, timedelta(days=rules.courtship_days)
    close = signed is not None and signed <= today < signed + courtship
    return (rules.courtship_cadence_days if close else rules.cadence_days)[level - 1]


def state_of(rho: float, gap_days: int, level: int, rules: NetworkRules) -> TieState:
    """The state at a ratio and a gap; for executives, silence over twice the cadence is at least overdue."""
    late = level >= EXECUTIVE_LEVEL and gap_days > 2 * rules.cadence_days[level - 1]
    if rho > rules.lost_rho or gap_days > rules.lost_gap_days:
        return TieState.LOST
    if rho > rules.dormant_rho or gap_days > rules.dormant_gap_days:
        return TieState.DORMANT
    if rho > rules.overdue_rho or late:
        return TieState.OVERDUE
    return TieState.COOLING if rho > rules.cooling_rho else TieState.ACTIVE


def read_rhythm(history: History, level: int, rules: NetworkRules, today: date) -> Rhythm:
    """The rhythm of a history at a level, 1 to 5; a pair that never met is silent since it could have met."""
    cadence = rules.cadence_days[level - 1]
    since = history.silent_since(today)
    gap, early = (today - since).days, courtship_silence(history, rules, today)
    expected = expected_gap(history, cadence, rules)
    late = history.length(since, today) - early
    rho = early / rules.courtship_cadence_days[level - 1] + late / expected
    score = ramp(rho, rules.cooling_rho, rules.full_sleep_rho)
    if gap > rules.dormant_gap_days and level >= EXECUTIVE_LEVEL:
        score = max(score, rules.dormant_min_score)
    last = history.days[-1] if history.days else None
    state = state_of(rho, gap, level, rules) if last else TieState.NEVER_MET
    return Rhythm(last, since, gap, agreed_cadence(history, level, rules, today), expected, rho, state, score)


def probability_alive(history: History, level: int, rules: NetworkRules, today: date) -> float | None:
    """P(alive) over the history that sources see, from its first contact; None when they saw none."""
    days: Sequence[date] = [d for d in history.days if history.seen_since is None or d >= history.seen_since]
    if not days:
        return None
    last, age = (days[-1] - days[0]).days, max((today - days[0]).days, 1)
    prior = (rules.lifetime_shape, float(rules.lifetime_days))
    return float(alive([len(days) - 1], [last], [age], [rules.cadence_days[level - 1]], prior)[0])
