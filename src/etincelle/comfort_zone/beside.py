"""Do the reported and the recomputed level say the same of the promise? One word for a month.

same: both on one side of the target; greener: kept in the report alone; redder: kept in the incidents alone; unknown:
one of the two is not known, or is no percentage. Ties count as kept, nothing is rounded before the comparison.
Worked figure: target 95 %, reported 96.1, recomputed 91.2: greener.
"""

from enum import StrEnum


class Agreement(StrEnum):
    """What two figures of one month say together."""

    SAME = "same"
    GREENER = "greener"
    REDDER = "redder"
    UNKNOWN = "unknown"


def agreement(target: float, reported: float | None, recomputed: float | None) -> Agreement:
    """Both figures against the target, as shares."""
    if reported is None or recomputed is None:
        return Agreement.UNKNOWN
    told, found = reported >= target, recomputed >= target
    if told == found:
        return Agreement.SAME
    return Agreement.GREENER if told else Agreement.REDDER
