"""The last day to act on a contract, with its arithmetic.

last day to act = end of the running term - notice, by calendar months, then days (calendar or working), clipped to the
month's end. The running term is the agreed end, or start + initial term, plus the options used and the renewals signed,
plus as many tacit renewals as it takes to lie ahead; an express renewal that nobody signed does not happen. Months are
always counted from the agreed end, never from a day that was clipped.
Worked figures: term to 31 December 2027, notice 6 months: 30 June 2027 (June has no 31st). Start 27 September 2018,
36 months, tacit renewal by 12, notice 3 months: 27 June 2021, then 27 June 2022.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from etincelle.arithmetic.small_samples import ramp
from etincelle.arithmetic.workdays import NATIONAL, WorkCalendar
from etincelle.living_contract.facts import TermFacts
from etincelle.vocabulary.partnership import Stake
from etincelle.vocabulary.rules import CallRules, ContractRules, Rules

EURO = "EUR"
ONE_DAY = timedelta(days=1)
EXTENDING = ("option", "renewal")
BY_POST = ("registered", "letter", "bailiff")


@dataclass(frozen=True, slots=True)
class Office:
    """The days on which a notice can be sent, and how many working days the post is given (ours)."""

    calendar: WorkCalendar
    posting_workdays: int = 3


FRANCE = Office(WorkCalendar("FR", NATIONAL))


def office_of(rules: Rules) -> Office:
    """The office of an installation."""
    calendar = WorkCalendar(rules.call.country, rules.call.subdivision)
    return Office(calendar, rules.living_contract.posting_workdays)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic: what is done ("end", "start", "initial", "option", "renewal", "renewed", "months",
    "days", "workdays"), by how much, and the day it leads to; `every` is the length of one renewal in months."""

    what: str
    day: date
    amount: int = 0
    every: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """The term that runs: its end, how often it was renewed by itself, and how the end was found."""

    ends_on: date
    renewals: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The running term's end, the last day to act before it, and how often the term was renewed.

    practical: the last working day up to it. send_by: the last day to post a letter that must be received by then,
    None when the notice counts at sending or does not travel by post.
    """

    contract: str
    ends_on: date
    act_by: date
    renewals: int
    row: str
    steps: tuple[Step, ...] = ()
    practical: date | None = None
    send_by: date | None = None


def plus_months(day: date, months: int) -> date:
    """The same day so many months later or earlier, clipped to the end of the month; 31 Dec - 6 -> 30 June."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def agreed_end(term: TermFacts, today: date) -> tuple[date, tuple[Step, ...]] | None:
    """The end as agreed, options used and renewals signed included; None when it is not known."""
    if term.ends_on is not None:
        end, steps = term.ends_on, [Step("end", term.ends_on)]
    elif term.starts_on is not None and term.initial_months:
        end = plus_months(term.starts_on, term.initial_months)
        steps = [Step("start", term.starts_on), Step("initial", end, term.initial_months)]
    else:
        return None
    added = 0
    for one in term.dates:
        if one.kind in EXTENDING and one.used_on is not None and one.used_on <= today:
            months = one.months or term.renewal_months or 0
            added += months
            steps.append(Step(one.kind, plus_months(end, added), months))
    return plus_months(end, added), tuple(steps)


def running_term(term: TermFacts, today: date) -> Term | None:
    """The term that runs today; None when its end is unknown, or when it is over."""
    agreed = agreed_end(term, today)
    if agreed is None:
        return None
    end, steps = agreed
    if end >= today:
        return Term(end, 0, steps)
    every = term.renewal_months
    if term.renewal != "tacit" or not every:
        return None
    months = (today.year - end.year) * 12 + today.month - end.month
    renewals = max(months // every, 1)
    renewals += plus_months(end, renewals * every) < today
    if term.renewals_max is not None and renewals > term.renewals_max:
        return None
    until = plus_months(end, renewals * every)
    if term.max_end_on is not None:
        until = min(until, term.max_end_on)
    return Term(until, renewals, (*steps, Step("renewed", until, renewals, every))) if until >= today else None


def running_end(term: TermFacts, today: date) -> tuple[date, int] | None:
    """The end of the term that runs today and the renewals so far; None when unknown or over."""
    found = running_term(term, today)
    return (found.ends_on, found.renewals) if found else None


def deadline(term: TermFacts, today: date, office: Office = FRANCE) -> Deadline | None:
    """The client's last day to act on one contract; None when its end or its notice is not known."""
    return _deadline(term, running_term(term, today), (term.notice_months, term.notice_days), office)


def partner_deadline(term: TermFacts, today: date, office: Office = FRANCE) -> Deadline | None:
    """The partner's last day to end the contract; None when its end or the partner's notice is not known."""
    notice = (term.notice.partner_months, term.notice.partner_days)
    return _deadline(term, running_term(term, today), notice, office)


def following(term: TermFacts, missed: Deadline, office: Office = FRANCE) -> Deadline | None:
    """After a missed day: the last day to act on the next term, None when the contract just ends."""
    return None if missed.ends_on >= date.max else deadline(term, missed.ends_on + ONE_DAY, office)


def _deadline(term: TermFacts, running: Term | None, notice: tuple[int, int], office: Office) -> Deadline | None:
    if running is None or not any(notice):
        return None
    steps = (*running.steps, *counted_back(running.ends_on, notice, term.notice.counting, office))
    act_by = steps[-1].day
    practical = last_workday(act_by, office)
    by_post = term.notice.basis == "receipt" and term.notice.channel in BY_POST
    send_by = office.calendar.add_workdays(practical, -office.posting_workdays) if by_post else None
    return Deadline(term.code, running.ends_on, act_by, running.renewals, term.row, steps, practical, send_by)


def counted_back(day: date, notice: tuple[int, int], counting: str, office: Office) -> list[Step]:
    """The steps from a day back by (months, days): months first, then calendar or working days."""
    months, days = notice
    steps = []
    if months:
        day = plus_months(day, -months)
        steps.append(Step("months", day, months))
    if days and counting == "working":
        day = office.calendar.add_workdays(day, -days)
        steps.append(Step("workdays", day, days))
    elif days:
        day -= timedelta(days=days)
        steps.append(Step("days", day, days))
    return steps


def last_workday(day: date, office: Office) -> date:
    """The last working day up to a day: a notice is not posted on a Sunday."""
    return day if office.calendar.is_workday(day) else office.calendar.add_workdays(day, -1)


def next_deadline(terms: Sequence[TermFacts], today: date, office: Office = FRANCE) -> Deadline | None:
    """The earliest last day to act that still lies ahead, else the latest missed one; None when none is known."""
    found = [d for t in terms if (d := deadline(t, today, office))]
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
    live = [t for t in terms if agreed_end(t, today) is None or running_term(t, today)]
    values = [t.annual_value for t in live]
    if not live or any(v is None for v in values) or {t.currency for t in live} != {EURO}:
        return Stake(rules.unknown_annual_value_eur, EURO, known=False)
    return Stake(sum((v for v in values if v is not None), Decimal(0)), EURO, known=True)
