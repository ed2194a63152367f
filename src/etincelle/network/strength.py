"""How strong a tie is today, and whether its rhythm is regular or in bursts.

strength   = sum of w 2^(-age / h), h = 2 cadences                      w: weight of an event for this tie
w          = weight of the event / (n - 1)                              n: known people at the tie's level or above
burstiness = (sqrt(n+1) r - sqrt(n-1)) / ((sqrt(n+1) - 2) r + sqrt(n-1))     n gaps, r = their sd / their mean

Shared weight: Newman (2001). Burstiness for few gaps: Kim and Jo (2016), from -1 (regular) by 0 (chance) to 1
(bursts); chance alone gives a standard deviation of .24 at 6 gaps, so it is told from 6 gaps, beyond .5 only.
Strength is no dormancy: a weekly tie silent for a month may still be stronger than a yearly one that is on time.
Worked figures: one meeting of two today and one 180 days ago, cadence 90: 1 + 1/2 = 1.5. Six equal gaps: -1.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import fsum, sqrt
from statistics import fmean, pstdev

from etincelle.network.facts import Contact
from etincelle.network.ties import weight
from etincelle.vocabulary.rules import NetworkRules

HALF_LIFE_CADENCES = 2


def shared_weight(contact: Contact, level: int, levels: dict[str, int], rules: NetworkRules) -> float:
    """What an event gives to each tie of a level: several share it, those below the level do not count."""
    present = sum(levels.get(code, 0) >= level for code in set(contact.persons))
    return weight(contact, rules) / max(present - 1, 1)


def strength(events: Iterable[tuple[date, float]], cadence_days: int, today: date) -> float:
    """The strength of a tie from its dated weights; of several on one day the heaviest counts."""
    heaviest: dict[date, float] = {}
    for day, worth in events:
        if day <= today:
            heaviest[day] = max(worth, heaviest.get(day, 0.0))
    half_life = HALF_LIFE_CADENCES * cadence_days
    return fsum(worth * 2 ** (-(today - day).days / half_life) for day, worth in sorted(heaviest.items()))


def burstiness(gaps: Sequence[float]) -> float | None:
    """From -1 to 1; None below two gaps, or when all are 0."""
    n = len(gaps)
    if n < 2 or not any(gaps):
        return None
    r = pstdev(gaps) / fmean(gaps)
    return (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1))


def told_burstiness(days: Sequence[date], rules: NetworkRules) -> float | None:
    """The burstiness of contact days, only where it means something."""
    gaps = [float((b - a).days) for a, b in pairwise(sorted(set(days)))]
    found = burstiness(gaps) if len(gaps) >= rules.burst_min_gaps else None
    return found if found is not None and abs(found) > rules.burst_told_from else None
