"""Green outside, red inside: levels met while internal clients are probably unhappy.

Satisfaction posterior: Beta(prior mean x strength + satisfied, ... + others), prior .70 x 10 (ours), satisfied = 4
or 5 of 5. Watermelon when every level is green for 3 months, n >= 20 answers, P(share satisfied < target) >= .8.
Worked figure: 8 satisfied of 36: posterior Beta(15, 31), P(share < .70) > .9999.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etincelle.arithmetic.small_samples import share_below
from etincelle.comfort_zone.facts import Answer
from etincelle.vocabulary.rules import ComfortRules


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Answers counted, satisfied ones, their mean on 5, and P(share satisfied < target)."""

    answers: int
    satisfied: int
    mean: float
    probability_below: float

    @property
    def shown(self) -> float:
        """The mean with one decimal, never rounded up to perfection: 4.96 is shown as 4.9."""
        return round(self.mean, 1) if self.mean in (1.0, 5.0) else min(max(round(self.mean, 1), 1.1), 4.9)


def is_unhappy(lived: Satisfaction | None, rules: ComfortRules) -> bool:
    """Whether enough answers came, and they make a satisfaction under the target probable enough."""
    return (
        lived is not None
        and lived.answers >= rules.watermelon_min_answers
        and lived.probability_below >= rules.watermelon_probability
    )


def satisfaction(answers: Sequence[Answer], rules: ComfortRules) -> Satisfaction | None:
    """The posterior of a set of answers; None when there is none."""
    if not answers:
        return None
    yes = sum(a.score >= rules.satisfied_from_score for a in answers)
    prior = (rules.satisfaction_prior_mean, rules.satisfaction_prior_strength)
    below = share_below(yes, len(answers), rules.satisfaction_target, prior)
    return Satisfaction(len(answers), yes, sum(a.score for a in answers) / len(answers), below)
