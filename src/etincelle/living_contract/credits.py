"""What a missed level costs: credits and their monthly cap, earn-back, deliverables late. Money is Decimal.

credit of a level = A x B x C: A the share of the pool its category holds, B its share of the category, C what is at
    risk this month (share at risk x monthly charges). Formula of a public framework agreement (Texas DIR).
due = min(sum of credits, at risk). Pools over 100 % are usual, because reaching the cap is rare. Rounded once, at the
    end, half up, to the smallest coin of the currency.
Worked figure: 50 % x 40 % x (10 % x 100,000) = 2,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

from etincelle.living_contract.facts import PromisedLevel

DIGITS = {  # ISO 4217: currencies without hundredths; every other one has two digits
    **dict.fromkeys(("CLP", "ISK", "JPY", "KMF", "KRW", "PYG", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3),
}


@dataclass(frozen=True, slots=True)
class AtRisk:
    """What a month may cost the partner: its charges and the share of them at risk."""

    monthly_charges: Decimal
    share: Decimal
    currency: str

    @property
    def amount(self) -> Decimal:
        """The cap of the month, exact."""
        return self.monthly_charges * self.share


@dataclass(frozen=True, slots=True)
class CreditTerm:
    """The place of a critical level in the pool, as shares; the categories may hold more than 1 together."""

    level: str
    category_share: Decimal
    level_share: Decimal


@dataclass(frozen=True, slots=True)
class MonthCredits:
    """Credits by level, not rounded; their sum, the cap, and what is due, rounded once."""

    by_level: dict[str, Decimal]
    total: Decimal
    cap: Decimal
    due: Decimal
    currency: str

    @property
    def is_capped(self) -> bool:
        """Whether the cap took something away."""
        return self.total > self.cap


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount in whole coins of its currency, half up: 0.005 EUR -> 0.01, 0.5 JPY -> 1."""
    return amount.quantize(Decimal(1).scaleb(-DIGITS.get(currency, 2)), ROUND_HALF_UP)


def pool(terms: Sequence[CreditTerm]) -> Decimal:
    """What failing everything would cost, in at-risk amounts: 1.8 is a pool of 180 %."""
    return sum((term.category_share * term.level_share for term in dict.fromkeys(terms)), Decimal(0))


def credits_of_month(failed: Sequence[CreditTerm], at_risk: AtRisk) -> MonthCredits:
    """The credits of the levels that failed in a month; a level told twice counts once."""
    by_level = {term.level: term.category_share * term.level_share * at_risk.amount for term in failed}
    total = sum(by_level.values(), Decimal(0))
    due = rounded(min(total, at_risk.amount), at_risk.currency)
    return MonthCredits(by_level, total, at_risk.amount, due, at_risk.currency)


@dataclass(frozen=True, slots=True)
class EarnBack:
    """The credit comes back, in part, when the mean of the months that follow reaches a level above the promise."""

    window_months: int
    threshold: float
    share: Decimal


@dataclass(frozen=True, slots=True)
class EarnedBack:
    """What comes back and why: off, not_higher, too_soon, unknown_month, not_reached or earned."""

    amount: Decimal
    reason: str


def earned_back(
    credit: Decimal, later: Sequence[float | None], promised: PromisedLevel, rule: EarnBack | None = None
) -> EarnedBack:
    """What a later, better period gives back of a credit. Off without a rule: it must be agreed at the start.

    A threshold no better than the promise gives nothing back, and says so: it would undo the credit (not_higher).
    """
    reason = _why_not(later, promised, rule)
    if rule is None or reason:
        return EarnedBack(Decimal(0), reason or "off")
    return EarnedBack(credit * rule.share, "earned")


def _why_not(later: Sequence[float | None], promised: PromisedLevel, rule: EarnBack | None) -> str:
    """Why nothing comes back; "" when it does."""
    if rule is None:
        return "off"
    sign = 1 if promised.higher_is_better else -1
    window = later[: rule.window_months]
    known = [value for value in window if value is not None]
    if sign * rule.threshold <= sign * promised.expected:
        return "not_higher"
    if len(window) < max(rule.window_months, 1):
        return "too_soon"
    if len(known) < len(window):
        return "unknown_month"
    return "" if sign * fsum(known) / len(known) >= sign * rule.threshold else "not_reached"


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A dated one-off: a fixed credit for each calendar day late, up to a cap when there is one."""

    code: str
    due_on: date
    delivered_on: date | None
    credit_a_day: Decimal
    cap: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class LateCredit:
    """Days late so far, and what they cost."""

    code: str
    late_days: int
    due: Decimal
    is_capped: bool


def late_credit(deliverable: Deliverable, today: date) -> LateCredit:
    """The credit of a deliverable; late from the day after the one it was due, today included."""
    until = min(deliverable.delivered_on or today, today)
    days = max((until - deliverable.due_on).days, 0)
    exact = days * deliverable.credit_a_day
    capped = deliverable.cap is not None and exact > deliverable.cap
    amount = deliverable.cap if capped and deliverable.cap is not None else exact
    return LateCredit(deliverable.code, days, rounded(amount, deliverable.currency), capped)
