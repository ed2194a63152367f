"""The decision of a morning: one call, or a reasoned silence. Identifiers and codes only, never a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from etincelle.vocabulary.signal import Evidence, Scalar


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the expected value: P(reach), P(effect), annual value, index drop, urgency, cost…"""

    code: str
    value: float | Decimal
    params: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A candidate that was not chosen, and the code of the reason why."""

    partnership: str
    callee: str
    topic: str
    value_eur: Decimal
    why_not: str
    params: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flip:
    """One change that would change the pick ("a call logged with this person", "index under 35"…)."""

    code: str
    params: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Briefing:
    """What to know before dialling. Every line is a code with parameters and source rows."""

    why_now: tuple[Evidence, ...]
    then_and_now: Evidence | None
    last_words: tuple[Evidence, ...]
    what_changed: tuple[Evidence, ...]
    their_interests: tuple[Evidence, ...]
    give: Evidence
    ask: Evidence
    opening: Evidence
    next_date: date
    warm_path: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """The one call to make: who calls whom about what, worth what, and why."""

    day: date
    partnership: str
    caller: str
    callee: str
    fallback: str | None
    topic: str
    index: float
    value_eur: Decimal
    terms: tuple[Term, ...]
    proofs: tuple[Evidence, ...]
    runners_up: tuple[RunnerUp, ...]
    flips: tuple[Flip, ...]
    briefing: Briefing


@dataclass(frozen=True, slots=True)
class Silence:
    """No call today, and why: nothing pressing, no data, a holiday. `next_call` is the next working day's."""

    day: date
    reason: str
    params: Mapping[str, Scalar] = field(default_factory=dict)
    next_call: Call | None = None
    runners_up: tuple[RunnerUp, ...] = ()


Decision = Call | Silence
