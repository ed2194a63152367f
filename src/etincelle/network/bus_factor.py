"""How many departures would end the conversation, and how much of it rests on one pair.

bus factor    = fewest people whose departure leaves no living tie = largest matching (Kőnig, 1931)
concentration = sum of squared shares of contact days per pair (Herfindahl–Hirschman), and the largest share

Worked figure: living ties a–x, b–x, c–x, c–y: 2 departures (x and c). Pairs that met on 6, 3 and 1 days: shares
.6, .3, .1, concentration .46, largest .60. No living tie: 0 departures; no contact: no concentration.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.graphs import cover_size
from etincelle.network.right_level import Tie
from etincelle.network.ties import TieState
from etincelle.vocabulary.levels import Level

LIVING = (TieState.ACTIVE, TieState.COOLING)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unevenly contact days fall on pairs: index 1/n (even) to 1 (one pair), and the first pair's share."""

    index: float
    top_share: float
    contacts: int


def bus_factor(ties: Iterable[Tie], min_level: int = Level.OPERATIONS) -> int:
    """The fewest departures after which no living tie crosses the table."""
    return cover_size((t.client, t.partner) for t in ties if t.level >= min_level and t.rhythm.state in LIVING)


def concentration(ties: Iterable[Tie], since: date, min_level: int = Level.OPERATIONS) -> Concentration | None:
    """Shares of the contact days since a date; None when there was none."""
    counts = [sum(day >= since for day in t.days) for t in ties if t.level >= min_level]
    total = sum(counts)
    if not total:
        return None
    return Concentration(sum((n / total) ** 2 for n in counts), max(counts) / total, total)
