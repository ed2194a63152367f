"""A power mean that cannot average one deep value away, with exact contributions and robustness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


def power_mean(scores: Mapping[str, float], weights: Mapping[str, float], power: float = 2.0) -> float | None:
    """(sum w s^p / sum w)^(1/p) over the scores given; None when their weights sum to nothing.

    Two of six wholly asleep, equal weights, p = 2 -> .577; one -> .408.
    """
    total = sum(weights[k] for k in scores)
    if total <= 0:
        return None
    return float((sum(weights[k] * s**power for k, s in scores.items()) / total) ** (1 / power))


def contributions(scores: Mapping[str, float], weights: Mapping[str, float], power: float = 2.0) -> dict[str, float]:
    """The exact share of each score in the mean: w s^p over their sum; all 0 when every score is 0."""
    parts = {k: weights[k] * s**power for k, s in scores.items()}
    total = sum(parts.values())
    return {k: (part / total if total else 0.0) for k, part in parts.items()}


@dataclass(frozen=True, slots=True)
class Draws:
    """How weightings are drawn: how many, how close around the chosen one, from which seed."""

    count: int
    concentration: float
    seed: int


def first_rank_shares(
    rows: Sequence[Sequence[float | None]], weights: Sequence[float], draws: Draws, power: float = 2.0
) -> list[float]:
    """Share of plausible weightings in which each row ranks first (rank acceptability, Lahdelma 1998).

    Weightings ~ Dirichlet(concentration x weights); a weight of 0 leaves the draw; a missing score (None)
    adds its weight and no sleep; rows that tie share the draw. The same seed gives the same shares, which add to 1.
    Rows (.9, .1) and (.1, .9), equal weights -> about one half each.
    """
    kept = [k for k, w in enumerate(weights) if w > 0]
    if not rows or not kept:
        return [0.0] * len(rows)
    base = np.array([weights[k] for k in kept])
    alpha = draws.concentration * base / base.sum()
    drawn = np.random.Generator(np.random.PCG64(draws.seed)).dirichlet(alpha, size=draws.count)
    table = np.array([[row[k] or 0.0 for k in kept] for row in rows]) ** power
    values = drawn @ table.T
    best = values.max(axis=1, keepdims=True)
    winners = values >= best - 1e-12
    return [float(v) for v in (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0)]
