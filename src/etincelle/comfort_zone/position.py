"""Where does a partnership stand between stability and creativity? One point a period, each axis from 0 to 1.

stability = share of the period's months, all measures together, that neither lie outside the natural limits nor belong
    to a run of eight on one side of the mean; the limits are those of the series up to the end of the period, so that a
    point once drawn never moves.
creativity = mean of three parts, each at most 1: ideas / 8 a year, substantive amendments / .5 a year, new faces / 1 a
    year, both parties together. The figures are ours.
The corner to leave is stable without creativity: the comfort zone. Stable and creative is excellence. Unknown when a
source lacks: no measure with six months, under three months in the period, or nobody records one of the three.
Worked figure: 22 quiet months of 24 and, over a year, 4 ideas, no amendment, 1 new face: (.92, .50).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import disturbed
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import ComfortRules
from etincelle.vocabulary.signal import Evidence, Scalar, Source, Unknown

POSITION = "comfort_zone.position"
YEAR = 365.25
OWNERS = {"ideas": "innovation.Idea", "amendments": "living_contract.Amendment", "new_faces": "parties.Seat"}


@dataclass(frozen=True, slots=True)
class Period:
    """Days [since, until), and the rows of what was new in them; None where no source records it."""

    since: date
    until: date
    ideas: tuple[str, ...] | None
    amendments: tuple[str, ...] | None
    new_faces: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Position:
    """A point and its proofs: the months behind stability, what was new behind creativity."""

    since: date
    until: date
    stability: float
    creativity: float
    corner: str
    evidence: tuple[Evidence, ...]


def position(levels: Sequence[LevelFacts], period: Period, rules: ComfortRules) -> Position | Unknown:
    """The point of one period."""
    quiet, rows = _quiet_months(levels, period, rules)
    if len(rows) < rules.position.months_needed:
        return Unknown(POSITION, "few_months", {"months": len(rows), "needed": rules.position.months_needed})
    new = _new_things(period)
    if new is None:
        return Unknown(POSITION, "source_missing")
    stability, creativity = quiet / len(rows), _creativity(new, period, rules)
    at = rules.position.corner_at
    corner = {
        (True, True): "stable_and_creative",
        (True, False): "comfort_zone",
        (False, True): "creative_and_unsettled",
        (False, False): "neither",
    }[stability >= at, creativity >= at]
    proofs = _proofs(quiet, rows, new)
    return Position(period.since, period.until, stability, creativity, corner, proofs)


def _quiet_months(levels: Sequence[LevelFacts], period: Period, rules: ComfortRules) -> tuple[int, tuple[str, ...]]:
    """How many months of the period were quiet, of the months whose rows follow."""
    quiet, rows = 0, []
    for level in levels:
        months = [m for m in level.months if m.month < period.until]
        if len(months) < rules.unstretched_min_points:
            continue
        stirred = disturbed([m.value for m in months], rules.measures.uneventful_run)
        inside = [(n, m.row) for n, m in enumerate(months) if m.month >= period.since]
        quiet += sum(n not in stirred for n, _row in inside)
        rows += [row for _n, row in inside]
    return quiet, tuple(rows)


def _new_things(period: Period) -> dict[str, tuple[str, ...]] | None:
    """What was new by kind; None when one kind is recorded by nobody."""
    ideas, amendments, faces = period.ideas, period.amendments, period.new_faces
    if ideas is None or amendments is None or faces is None:
        return None
    return {"ideas": ideas, "amendments": amendments, "new_faces": faces}


def _creativity(new: dict[str, tuple[str, ...]], period: Period, rules: ComfortRules) -> float:
    years = (period.until - period.since).days / YEAR
    usual = {
        "ideas": rules.position.ideas_per_year * years,
        "amendments": rules.position.amendments_per_year * years,
        "new_faces": rules.position.new_faces_per_year * years,
    }
    return sum(min(len(found) / usual[kind], 1.0) for kind, found in new.items()) / len(new)


def _proofs(quiet: int, rows: tuple[str, ...], new: dict[str, tuple[str, ...]]) -> tuple[Evidence, ...]:
    stable: dict[str, Scalar] = {"quiet": quiet, "read": len(rows)}
    created: dict[str, Scalar] = {kind: len(found) for kind, found in new.items()}
    return (
        Evidence("comfort_zone.position.stability", stable, Source("comfort_zone.Reading", rows)),
        Evidence("comfort_zone.position.creativity", created, None),
        *(
            Evidence(f"comfort_zone.position.{kind}", {"count": len(found)}, Source(OWNERS[kind], found))
            for kind, found in new.items()
            if found
        ),
    )
