"""Through how many hands does a case go? The « twelve-level help desk », from reassignments and groups in order.

hand-offs of a case = its count of reassignments, or the changes of group that were seen when there are more of these
(an export shows only the groups of the days it was taken). levels of support crossed = different levels among its
groups, for cases whose groups all have a known level. A case comes back when a group has it again after another one.
Flag: at least one case in ten with three hand-offs or more; under 20 cases nothing is said. Figures are ours.
Worked figure: groups N1, N2, N1, N3: 3 hand-offs, 3 levels, came back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from statistics import median

from etincelle.vocabulary.rules import MeasureRules
from etincelle.vocabulary.signal import Unknown

HAND_OFFS = "comfort_zone.hand_offs"


@dataclass(frozen=True, slots=True)
class Journey:
    """A case: its count of reassignments when known, the groups that had it in order of time."""

    row: str
    reassigned: int | None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOffs:
    """Hand-offs of the cases that are known; those handed off `many` times or more, worst first.

    `returned_share` and `most_levels` are None when no groups, or no levels of theirs, are known.
    """

    found: bool
    cases: int
    mean: float
    median: float
    most: int
    many: int
    many_share: float
    returned_share: float | None
    most_levels: int | None
    rows: tuple[str, ...]


def hand_offs(journeys: Sequence[Journey], level_of: Mapping[str, int], rules: MeasureRules) -> HandOffs | Unknown:
    """How cases travel; `level_of` gives the level of support of a group where somebody said it."""
    counted = {j: count for j in journeys if (count := count_of(j)) is not None}
    if len(counted) < rules.journeys_needed:
        return Unknown(HAND_OFFS, "few_cases", {"cases": len(counted), "needed": rules.journeys_needed})
    many = sorted((j for j, n in counted.items() if n >= rules.many_hand_offs), key=lambda j: (-counted[j], j.row))
    share = len(many) / len(counted)
    seen = [steps(j) for j in counted if j.groups]
    returned = sum(len(set(way)) < len(way) for way in seen) / len(seen) if seen else None
    levels = [crossed for way in seen if (crossed := levels_crossed(way, level_of))]
    return HandOffs(
        found=share >= rules.many_hand_offs_share,
        cases=len(counted),
        mean=fsum(counted.values()) / len(counted),
        median=median(counted.values()),
        most=max(counted.values()),
        many=rules.many_hand_offs,
        many_share=share,
        returned_share=returned,
        most_levels=max(levels, default=None),
        rows=tuple(j.row for j in many),
    )


def steps(journey: Journey) -> tuple[str, ...]:
    """The groups in order, each stay once: N1, N1, N2, N1 -> N1, N2, N1."""
    return tuple(group for group, _stay in groupby(journey.groups))


def count_of(journey: Journey) -> int | None:
    """Hand-offs of a case; None when nobody counted and no group was seen."""
    changes = max(len(steps(journey)) - 1, 0)
    if journey.reassigned is None:
        return changes if journey.groups else None
    return max(journey.reassigned, changes)


def levels_crossed(way: Sequence[str], level_of: Mapping[str, int]) -> int | None:
    """Different levels of support among the groups of a case; None when one of them is not known."""
    if any(group not in level_of for group in way):
        return None
    return len({level_of[group] for group in way})
