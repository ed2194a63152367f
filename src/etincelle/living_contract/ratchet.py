"""How far may a level that is always beaten be raised? Two real clauses, and the advice to swap first.

(a) half-way: twelve months in a row better than the level -> level + half of (their mean - level). Clause of Sears
    and CSC.
(b) capped reset: once a year, towards the mean of the best months of twelve, by no more than a share of what is left
    to perfection. Cap: clause of Gap (10-K of 2006; its share is redacted); four best months and 20 %: common practice.
Both turn over for a measure where lower is better. They never lower a level; an unknown month breaks the run.
Worked figure: 97.0 and 98.1 98.5 97.9 99.0 98.8 98.4 98.6 99.1 98.3 98.7 98.9 98.5 -> (a) 97.78, (b) 97.60.
Contested: a level raised whenever it is beaten teaches not to beat it (the ratchet effect). Hence the advice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from etincelle.living_contract.facts import MonthlyLevel, PromisedLevel
from etincelle.living_contract.failures import every_month, is_worse
from etincelle.vocabulary.rules import MoneyRules
from etincelle.vocabulary.signal import Evidence, Scalar, Source

DECIMALS = 4  # levels are stored with four decimals


@dataclass(frozen=True, slots=True)
class Raise:
    """A level before and after, the mean the clause looks at (None when it could not be taken), and why.

    Reasons: raised, few_months, unknown_month, not_all_better, no_perfect_level, not_better.
    """

    level: str
    before: float
    after: float
    basis: float | None
    reason: str
    rows: tuple[str, ...] = ()

    @property
    def is_raised(self) -> bool:
        """Whether the clause moves the level."""
        return self.reason == "raised"


@dataclass(frozen=True, slots=True)
class ResetTerms:
    """What a reset looks at and how far it may go: the mean of so many best months; a share of what is left."""

    best_months: int
    gap_share: float


def usual_reset(rules: MoneyRules) -> ResetTerms:
    """The common variant: four best months, 20 % of what is left to perfection."""
    return ResetTerms(rules.reset_best_months, rules.reset_gap_share)


def half_way(promised: PromisedLevel, months: Sequence[MonthlyLevel], rules: MoneyRules) -> Raise:
    """Clause (a): every one of the last twelve months strictly better than the level."""
    year = _year(months, rules)
    if isinstance(year, str):
        return Raise(promised.code, promised.expected, promised.expected, None, year)
    basis = fsum(year.values()) / len(year)
    if not all(is_worse(promised.expected, value, promised) for value in year.values()):
        return _told(promised, year, basis, "not_all_better")
    return _told(promised, year, basis, "raised", rules.ratchet_share * (basis - promised.expected))


def capped_reset(
    promised: PromisedLevel, months: Sequence[MonthlyLevel], terms: ResetTerms, rules: MoneyRules
) -> Raise:
    """Clause (b): towards the best months of the last twelve, by a share of what is left to perfection at most."""
    year = _year(months, rules)
    if isinstance(year, str):
        return Raise(promised.code, promised.expected, promised.expected, None, year)
    best = sorted(year.values(), reverse=promised.higher_is_better)[: terms.best_months]
    basis = fsum(best) / len(best)
    if promised.perfect is None:
        return _told(promised, year, basis, "no_perfect_level")
    if not is_worse(promised.expected, basis, promised):
        return _told(promised, year, basis, "not_better")
    step = min(abs(basis - promised.expected), terms.gap_share * abs(promised.perfect - promised.expected))
    return _told(promised, year, basis, "raised", step if promised.higher_is_better else -step)


def _year(months: Sequence[MonthlyLevel], rules: MoneyRules) -> dict[MonthlyLevel, float] | str:
    """The values of the last twelve calendar months, or why there are none."""
    window = every_month(months)[-rules.ratchet_run_months :]
    if len(window) < rules.ratchet_run_months:
        return "few_months"
    known = {m: m.value for m in window if m.value is not None}
    return known if len(known) == len(window) else "unknown_month"


def _told(
    promised: PromisedLevel, year: dict[MonthlyLevel, float], basis: float, reason: str, step: float = 0.0
) -> Raise:
    rows = tuple(m.row for m in year if m.row)
    after = round(promised.expected + step, DECIMALS)
    return Raise(promised.code, promised.expected, after, basis, reason, rows)


def advice(found: Raise, *, teaches: bool) -> Evidence:
    """What to do with what the clause allows: swap a measure that teaches nothing, before any tightening.

    `teaches` is False for a measure that is unstretched or saturated (chapter 3).
    """
    params: dict[str, Scalar] = {"level_code": found.level, "before": found.before, "after": found.after}
    source = Source("comfort_zone.Reading", found.rows) if found.rows else None
    if not teaches:
        return Evidence("living_contract.ratchet.swap_first", params, source)
    code = "living_contract.ratchet.tighten" if found.is_raised else "living_contract.ratchet.leave"
    return Evidence(code, params, source)
