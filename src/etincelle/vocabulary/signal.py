"""What a signal says: a score with its proof, or an honest unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from etincelle.vocabulary.levels import Dimension

Scalar = str | int | float | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from: a kind of row (e.g. "comfort_zone.Reading") and the rows' keys.

    `keys` are primary keys or natural keys as text; their number is the denominator that is shown.
    """

    kind: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof line: a code that phrases.py turns into a sentence, its parameters, its source rows."""

    code: str
    params: Mapping[str, Scalar] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A verdict on one question: score 0 (awake) to 1 (asleep), confidence 0 to 1, its evidence."""

    code: str
    score: float
    confidence: float
    evidence: tuple[Evidence, ...]
    as_of: date

    def __post_init__(self) -> None:
        if not (0.0 <= self.score <= 1.0 and 0.0 <= self.confidence <= 1.0):
            raise ValueError("a signal's score and confidence lie between 0 and 1")

    @property
    def dimension(self) -> Dimension:
        """The dimension a signal feeds: the first word of its code."""
        return dimension_of(self.code)


@dataclass(frozen=True, slots=True)
class Unknown:
    """No verdict, and why: `reason` is a code that phrases.py turns into a sentence."""

    code: str
    reason: str
    params: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def dimension(self) -> Dimension:
        """The dimension the silent signal would have fed."""
        return dimension_of(self.code)


Verdict = Signal | Unknown


def dimension_of(code: str) -> Dimension:
    """The dimension named by the first word of a signal code ("network.executive_silence")."""
    return Dimension(code.split(".", 1)[0])
