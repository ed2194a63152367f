"""Does the scope still fit? The mean of the parts that can be known, 0 (fits) to 1 (another world).

Parts: share of demand no catalogue line covers; share of named technologies past support; share of lines
outside their volume band or unused for a year; share of strategy themes without a contractual hook (given).
A part without data leaves the mean; no part at all is unknown. Weights: equal (ours).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.living_contract.facts import LineFacts, TopicFacts
from etincelle.vocabulary.rules import ContractRules


@dataclass(frozen=True, slots=True)
class Drift:
    """The parts by name, their mean, and the uncovered topics by volume."""

    parts: dict[str, float]
    score: float
    uncovered: tuple[TopicFacts, ...]


def scope_drift(
    lines: Sequence[LineFacts], topics: Sequence[TopicFacts], unhooked: float | None, rules: ContractRules, today: date
) -> Drift | None:
    """The drift of a scope; None when no part can be known."""
    parts: dict[str, float] = {}
    total = sum(t.volume for t in topics)
    uncovered = tuple(sorted((t for t in topics if not t.covered), key=lambda t: (-t.volume, t.topic)))
    if total >= rules.demand_min_volume:
        parts["uncovered_demand"] = sum(t.volume for t in uncovered) / total
    named = [line for line in lines if line.technology and line.supported_until]
    if named:
        parts["past_support"] = sum(line.supported_until < today for line in named if line.supported_until) / len(named)
    counted = [line for line in lines if line.volume is not None]
    if counted:
        parts["outside_band"] = sum(_is_outside(line) for line in counted) / len(counted)
    if unhooked is not None:
        parts["themes_without_hook"] = unhooked
    if not parts:
        return None
    return Drift(parts, sum(parts.values()) / len(parts), uncovered)


def _is_outside(line: LineFacts) -> bool:
    volume = line.volume or 0
    if volume == 0:
        return True
    return (line.band_low is not None and volume < line.band_low) or (
        line.band_high is not None and volume > line.band_high
    )
