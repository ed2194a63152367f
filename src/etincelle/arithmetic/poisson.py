"""Events that come at a steady rate: how surprising is it that none came?"""

from math import exp, expm1


def p_none(rate: float, span: float) -> float:
    """Probability of no event in a span: exp(-rate x span); both in the same unit of time.

    At 0.5 a year: 3 years -> .22; at 1 a year -> .05. Source: the Poisson law.
    """
    return exp(-rate * max(span, 0.0))


def silence_score(rate: float, since: float) -> float:
    """How unusual a silence is, 0 just after an event towards 1: 1 - exp(-rate x time since the last one).

    At 0.5 a year, silent for 3 years -> .78.
    """
    return -expm1(-rate * max(since, 0.0))
