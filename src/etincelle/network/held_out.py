"""Is the score of ties right? Judged on what came after a date that it has not seen, beside habits of people.

asleep: no contact of the pair in the N days after the cut; asked of every pair
woken:  a contact again in those N days; asked of the pairs silent for N days or more at the cut

Ours, for a waking: chance.py. Ours, for a sleep, two halves of equal weight, each in ranks:
  the pair's own past       the mean of two: days of silence, and the pace to expect, P(alive) (x - 1 + k) / (T + k c)
                            (x days of contact in T days; k: shape of the prior, c: 30 days)
  what surrounds it         the chance of a waking: present people who share living contacts do not stay silent for long
No weight and no constant comes from a set of data: equal ranks, the cadence agreed at the level of IT management (30
days), fixed priors. Areas under the ROC curve: .5 is chance. Fewer than ten cases of a kind: unknown.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from etincelle.arithmetic.ranking import Area, area, mid_ranks
from etincelle.network.chance import Parts, chance
from etincelle.network.columns import Letters, Ties, alive_of, count_ties, told_again
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL
from etincelle.vocabulary.rules import NetworkRules

LEAST_CASES = 10
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Scores:
    """One way to judge: higher means more asleep, and more likely to be woken."""

    asleep: Any
    woken: Any


@dataclass(frozen=True, slots=True)
class Trial:
    """Pairs at the cut, what became of them, and who may be woken."""

    ties: Ties
    window: int
    again: Any

    @property
    def sleeping(self) -> Any:
        """Which pairs were silent for the window or longer."""
        return self.ties.silence >= self.window

    def judge(self, scores: Scores) -> tuple[Area | None, Area | None]:
        """The areas for "asleep" and for "woken"; None when there are too few cases."""
        slept = self.sleeping
        woken = area(np.asarray(scores.woken)[slept], self.again[slept], LEAST_CASES)
        return area(scores.asleep, ~self.again, LEAST_CASES), woken


def hold_out(letters: Letters, cut: int, window: int, rules: NetworkRules) -> Trial:
    """Count the ties until the cut, then look what came."""
    small = letters.small(rules.contact_max_people)
    ties = count_ties(small, cut, window)
    return Trial(ties, window, told_again(ties, small, window))


def our_scores(ties: Ties, rules: NetworkRules) -> Scores:
    """The scores of the module."""
    cadence, shape = float(rules.cadence_days[EXECUTIVE_LEVEL - 1]), rules.lifetime_shape
    alive = alive_of(ties, cadence, (shape, float(rules.lifetime_days)))
    pace = alive * (ties.days - 1 + shape) / (ties.cut - ties.first + shape * cadence)
    woken = chance(Parts(ties.quieter, ties.shared, ties.days, ties.silence, alive, ties.balance))
    own_past = (mid_ranks(ties.silence) + mid_ranks(-pace)) / 2
    return Scores((own_past + mid_ranks(-woken)) / 2, woken)


def all_scores(ties: Ties, rules: NetworkRules) -> dict[str, Scores]:
    """Ours, what people look at, and the two parts that carry most."""
    return {
        OURS: our_scores(ties, rules),
        "recency": Scores(ties.silence, -ties.silence),
        "volume": Scores(-ties.volume, ties.volume),
        "quieter": Scores(-ties.quieter, ties.quieter),
        "shared": Scores(-ties.shared, ties.shared),
    }
