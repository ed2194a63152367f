"""What missed levels cost: credits, service points, earn-back, ratchets, from the rows of one partnership's contracts.

The months reported and the months recomputed go through the same clauses, so that a page may show what each would give.
A month of which a level is unknown gives an amount of at least; a month of which all are, no amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.green_but_asleep import flatness
from etincelle.comfort_zone.models import CreditWeight, RecomputedMonth, ServiceLevel
from etincelle.foundation.access import Actor, visible
from etincelle.living_contract.credits import (
    AtRisk,
    CreditTerm,
    EarnBack,
    EarnedBack,
    MonthCredits,
    credits_of_month,
    earned_back,
    pool,
)
from etincelle.living_contract.facts import MonthlyLevel, PromisedLevel
from etincelle.living_contract.failures import (
    MonthStanding,
    PeriodPoints,
    Severities,
    Standing,
    every_month,
    outcome,
    service_points,
    standings,
)
from etincelle.living_contract.models import CreditTerms
from etincelle.living_contract.ratchet import Raise, ResetTerms, advice, capped_reset, half_way, usual_reset
from etincelle.parties.models import Partnership
from etincelle.spark.review import level_facts
from etincelle.vocabulary.rules import MoneyRules, Rules
from etincelle.vocabulary.signal import Evidence

MONTHS = 12
PERCENT = Decimal(100)
Told = tuple[LevelFacts, list[MonthlyLevel]]  # a level as it is reported, and its months recomputed


@dataclass(frozen=True, slots=True)
class Side:
    """One level as told by one side: where each month stands, and the points it costs."""

    standings: Mapping[date, MonthStanding]
    points: Mapping[date, PeriodPoints]


@dataclass(frozen=True, slots=True)
class LevelPressure:
    """A level of the pool: its place, its credit, both sides, what came back, what the clauses would raise."""

    level: ServiceLevel
    term: CreditTerm
    credit: Decimal
    reported: Side
    recomputed: Side
    back: tuple[tuple[date, EarnedBack], ...]
    raises: tuple[Raise, Raise]
    advice: Evidence


@dataclass(frozen=True, slots=True)
class SideMonth:
    """A month of one side: credits (None when no level is known), levels not known, points known, levels without."""

    credits: MonthCredits | None
    unknown: int
    points: int
    pointless: int


@dataclass(frozen=True, slots=True)
class ContractPressure:
    """One contract with credits: its terms, the cap of a month, the pool in at-risk amounts, levels and months."""

    terms: CreditTerms
    at_risk: AtRisk
    pool: Decimal
    levels: tuple[LevelPressure, ...]
    months: tuple[tuple[date, SideMonth, SideMonth], ...]


def pressure_of(
    actor: Actor | None, partnership: Partnership, rules: Rules, today: date
) -> tuple[ContractPressure, ...]:
    """The contracts with credits of one partnership the actor was handed, as far as he may see."""
    terms = visible(actor, CreditTerms).filter(contract__partnership=partnership).select_related("contract")
    weights = list(
        visible(actor, CreditWeight)
        .filter(level__service__partnership=partnership, level__retired_on=None)
        .select_related("level").order_by("level__code")
    )  # fmt: skip
    levels = [weight.level for weight in weights]
    counted = _counted(actor, levels)
    told = {
        one.code: (one, counted[level.pk]) for level, one in zip(levels, level_facts(actor, levels, today), strict=True)
    }
    return tuple(
        _contract(one, [w for w in weights if w.contract_id == one.contract_id], told, (rules, today))
        for one in terms.order_by("contract__code")
    )


def _counted(actor: Actor | None, levels: Sequence[ServiceLevel]) -> dict[int, list[MonthlyLevel]]:
    months: dict[int, list[MonthlyLevel]] = {level.pk: [] for level in levels}
    for row in visible(actor, RecomputedMonth).filter(level__in=levels).order_by("month"):
        judged = row.met + row.missed
        months[row.level_id].append(MonthlyLevel(row.month, 100 * row.met / judged if judged else None, str(row.pk)))
    return months


def _contract(
    terms: CreditTerms, weights: Sequence[CreditWeight], told: Mapping[str, Told], under: tuple[Rules, date]
) -> ContractPressure:
    at_risk = _at_risk(terms)
    levels = tuple(_level(weight, terms, told[weight.level.code], under) for weight in weights)
    months = tuple(
        (day, _month(day, [(one, one.reported) for one in levels], at_risk),
         _month(day, [(one, one.recomputed) for one in levels], at_risk))
        for day in _last_months(under[1])
    )  # fmt: skip
    return ContractPressure(terms, at_risk, pool([one.term for one in levels]), levels, months)


def _at_risk(terms: CreditTerms) -> AtRisk:
    return AtRisk(terms.monthly_charges, terms.at_risk_percent / PERCENT, terms.contract.currency)


def _last_months(today: date) -> list[date]:
    """The last twelve whole months, oldest first."""
    found, day = [], today.replace(day=1)
    for _n in range(MONTHS):
        day = (day - timedelta(days=1)).replace(day=1)
        found.append(day)
    return found[::-1]


def _level(weight: CreditWeight, terms: CreditTerms, told: Told, under: tuple[Rules, date]) -> LevelPressure:
    (facts, counted), (rules, today) = told, under
    money = rules.living_contract.money
    is_share = facts.unit.strip() == "%"
    perfect = (100.0 if facts.higher_is_better else 0.0) if is_share else None
    promised = PromisedLevel(facts.code, facts.target, facts.minimum, facts.higher_is_better, perfect)
    reported = [MonthlyLevel(m.month, m.value, m.row) for m in facts.months]
    bands = Severities(_number(weight.serious_from), _number(weight.severe_from))
    term = CreditTerm(facts.code, weight.category_percent / PERCENT, weight.level_percent / PERCENT)
    credit = credits_of_month([term], _at_risk(terms)).by_level[facts.code]
    side = _side(promised, reported, bands, money)
    share = money.reset_gap_share if terms.ratchet_percent is None else float(terms.ratchet_percent) / 100
    reset = ResetTerms(usual_reset(money).best_months, share)
    raises = half_way(promised, reported, money), capped_reset(promised, reported, reset, money)
    chosen = raises[1] if terms.ratchet == CreditTerms.Ratchet.CAPPED else raises[0]
    teaches = flatness(facts, rules.comfort_zone, today) is None
    return LevelPressure(
        weight.level, term, credit, side, _side(promised, counted if is_share else [], bands, money),
        _back(side, reported, promised, credit, _earn_back(terms)), raises, advice(chosen, teaches=teaches),
    )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _side(promised: PromisedLevel, months: Sequence[MonthlyLevel], bands: Severities, rules: MoneyRules) -> Side:
    told = standings(promised, months, rules)
    outcomes = [outcome(m.value, promised, bands) for m in every_month(months)]
    points = service_points(outcomes, rules)
    days = [one.level.month.replace(day=1) for one in told]
    return Side(dict(zip(days, told, strict=True)), dict(zip(days, points, strict=True)))


def _earn_back(terms: CreditTerms) -> EarnBack | None:
    """The clause of earn-back; None when it was not agreed whole."""
    months, start, percent = terms.earn_back_months, terms.earn_back_from, terms.earn_back_percent
    if not months or start is None or percent is None:
        return None
    return EarnBack(months, float(start), percent / PERCENT)


def _back(
    side: Side, months: Sequence[MonthlyLevel], promised: PromisedLevel, credit: Decimal, rule: EarnBack | None
) -> tuple[tuple[date, EarnedBack], ...]:
    """What came back of each credit of the months reported, newest first."""
    values = {m.month.replace(day=1): m.value for m in every_month(months)}
    failed = [day for day, one in side.standings.items() if one.standing.is_default]
    return tuple(
        (day, earned_back(credit, [value for later, value in values.items() if later > day], promised, rule))
        for day in sorted(failed, reverse=True)
    )


def _month(day: date, levels: Sequence[tuple[LevelPressure, Side]], at_risk: AtRisk) -> SideMonth:
    found = {one.level.code: side.standings.get(day) for one, side in levels}
    unknown = sum(told is None or told.standing is Standing.UNKNOWN for told in found.values())
    failed = [one.term for one, side in levels if (told := side.standings.get(day)) and told.standing.is_default]
    points = [side.points[day].points if day in side.points else None for _one, side in levels]
    credits = credits_of_month(failed, at_risk) if unknown < len(levels) else None
    return SideMonth(credits, unknown, sum(p or 0 for p in points), sum(p is None for p in points))
