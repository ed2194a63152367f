"""The last day to act on a contract, with its arithmetic.

last day to act = end of the running term - notice, by calendar months then days, clipped to the month's end. A tacitly
renewed contract runs on by whole renewal periods until its end lies ahead.
Worked figure: term to 31 December 2027, notice 6 months: 30 June 2027 (June has no 31st).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etincelle.arithmetic.small_samples import ramp
from etincelle.living_contract.facts import TermFacts
from etincelle.vocabulary.partnership import Stake
from etincelle.vocabulary.rules import CallRules, ContractRules

EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The running term's end, the last day to act before it, and how often the term was renewed."""

    contract: str
    ends_on: date
    act_by: date
    renewals: int
    row: str


def plus_months(day: date, months: int) -> date:
    """The same day so many months later or earlier, clipped to the end of the month; 31 Dec - 6 -> 30 June."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def running_end(term: TermFacts, today: date) -> tuple[date, int] | None:
    """The end of the term that runs today and the renewals so far; None when unknown or over."""
    if term.ends_on is None:
        return None
    if term.ends_on >= today:
        return term.ends_on, 0
    if term.renewal != "tacit" or not term.renewal_months:
        return None
    renewals = 1
    while (end := plus_months(term.ends_on, renewals * term.renewal_months)) < today:
        renewals += 1
    return end, renewals


def deadline(term: TermFacts, today: date) -> Deadline | None:
    """The last day to act on one contract; None when its end or its notice is not known."""
    running = running_end(term, today)
    if running is None or not (term.notice_months or term.notice_days):
        return None
    end, renewals = running
    act_by = plus_months(end, -term.notice_months) - timedelta(days=term.notice_days)
    return Deadline(term.code, end, act_by, renewals, term.row)


def next_deadline(terms: Sequence[TermFacts], today: date) -> Deadline | None:
    """The earliest last day to act that still lies ahead, else the latest missed one; None when none is known."""
    found = [d for t in terms if (d := deadline(t, today))]
    ahead = [d for d in found if d.act_by >= today]
    if ahead:
        return min(ahead, key=lambda d: (d.act_by, d.contract))
    return max(found, key=lambda d: (d.act_by, d.contract), default=None)


def urgency(act_by: date | None, rules: ContractRules, today: date) -> float:
    """1 within 30 days of the last day to act, falling linearly to 0 at 180; 0 when past or unknown (ours)."""
    if act_by is None or act_by < today:
        return 0.0
    return ramp((act_by - today).days, rules.urgency_zero_days, rules.urgency_full_days)


def stake(terms: Sequence[TermFacts], rules: CallRules, today: date) -> Stake:
    """The yearly value of the live contracts in euros; the default, said as such, when one is missing or not in euros.

    No rate of exchange is known here: a million yen taken for a million euros would come first.
    """
    live = [t for t in terms if t.ends_on is None or running_end(t, today)]
    values = [t.annual_value for t in live]
    if not live or any(v is None for v in values) or {t.currency for t in live} != {EURO}:
        return Stake(rules.unknown_annual_value_eur, EURO, known=False)
    return Stake(sum((v for v in values if v is not None), Decimal(0)), EURO, known=True)
