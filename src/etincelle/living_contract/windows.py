"""Every date of a contract at which something may be said: end, notice of each side, option, break, benchmark, review.

Agreed dates come from the contract's own rows. Two are usual where nothing was agreed, and said to be so: a first
benchmark 18 months after the start when the right exists without a date (18 to 24 is usual, CIO-online), and a review
at half of the term and every 18 months (ours). A date with a notice of its own is acted upon that much earlier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.living_contract.dates import (
    Deadline,
    Office,
    Step,
    counted_back,
    deadline,
    following,
    last_workday,
    partner_deadline,
    plus_months,
    running_term,
)
from etincelle.living_contract.facts import DateFacts, TermFacts
from etincelle.vocabulary.rules import Rules

END = "end"
NOTICE = "notice"
PARTNER_NOTICE = "partner_notice"
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Window:
    """One date of a contract: what it is, the day, the last day to act for it, and how that day is found.

    act_by is the day itself when no notice is asked. party: "client", "partner", "both". usual: nobody agreed on it.
    row is that of the date ("" when the contract's own row gives it). practical, send_by: see Deadline.
    """

    contract: str
    kind: str
    on: date
    act_by: date
    steps: tuple[Step, ...] = ()
    party: str = "both"
    clause: str = ""
    usual: bool = False
    row: str = ""
    practical: date | None = None
    send_by: date | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before a window somebody wants to hear of it, in days, and the day before which he does not."""

    days: int | None = None
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A window with the day from which it is said; state "due", "snoozed" or "coming"."""

    window: Window
    from_on: date
    state: str


def windows(term: TermFacts, today: date, office: Office) -> list[Window]:
    """The next window of each kind that lies ahead, in order of the last day to act; a missed notice gives the next."""
    found = [*_of_the_term(term, today, office), *_agreed(term, today, office), *_usual_review(term, today)]
    return sorted(found, key=lambda w: (w.act_by, w.kind, w.row))


def _of_the_term(term: TermFacts, today: date, office: Office) -> Iterator[Window]:
    """The end, and the last day to act of each side."""
    running = running_term(term, today)
    if running is None:
        return
    yield Window(term.code, END, running.ends_on, running.ends_on, running.steps)
    mine = deadline(term, today, office)
    if mine and mine.act_by < today:
        mine = following(term, mine, office)
    theirs = partner_deadline(term, today, office)
    for kind, party, found in ((NOTICE, "client", mine), (PARTNER_NOTICE, "partner", theirs)):
        if found and found.act_by >= today:
            yield _notice(kind, party, found)


def _notice(kind: str, party: str, found: Deadline) -> Window:
    return Window(
        found.contract, kind, found.ends_on, found.act_by, found.steps, party, practical=found.practical,
        send_by=found.send_by,
    )  # fmt: skip


def _agreed(term: TermFacts, today: date, office: Office) -> Iterator[Window]:
    """The next day of each date the contract gives, used options and signed renewals aside."""
    running = running_term(term, today)
    if running is None and term.ends_on is not None:
        return
    for one in term.dates:
        first = first_day(one, term)
        if first is None or one.used_on is not None or one.kind == "renewal":
            continue
        on = _next(first, one.every_months, today)
        if on is None or (running is not None and on > running.ends_on):
            continue
        notice = (one.notice_months, one.notice_days)
        steps = (Step(one.kind, on), *counted_back(on, notice, term.notice.counting, office))
        act_by = steps[-1].day
        usual = one.on is None and not one.after_months
        if act_by >= today:
            practical = last_workday(act_by, office)
            yield Window(term.code, one.kind, on, act_by, steps, one.party, one.clause, usual, one.row, practical)


def first_day(one: DateFacts, term: TermFacts) -> date | None:
    """The day a date first falls on; a benchmark without any is usual 18 months after the start."""
    if one.on is not None:
        return one.on
    after = one.after_months or (USUAL_BENCHMARK_MONTHS if one.kind == "benchmark" else None)
    return plus_months(term.starts_on, after) if term.starts_on and after else None


USUAL_BENCHMARK_MONTHS = 18
USUAL_REVIEW_MONTHS = 18


def _next(first: date, every: int | None, today: date) -> date | None:
    """The first of a series that is not past, None when there is none."""
    if first >= today:
        return first
    if not every:
        return None
    times = max(((today.year - first.year) * 12 + today.month - first.month) // every, 1)
    found = plus_months(first, times * every)
    return found if found >= today else plus_months(first, (times + 1) * every)


def _usual_review(term: TermFacts, today: date) -> Iterator[Window]:
    """Half of the term, and every 18 months, when the contract gives no review of its own."""
    running = running_term(term, today)
    if running is None or term.starts_on is None or any(one.kind == REVIEW for one in term.dates):
        return
    half = term.starts_on + timedelta(days=(running.ends_on - term.starts_on).days // 2)
    series = _next(plus_months(term.starts_on, USUAL_REVIEW_MONTHS), USUAL_REVIEW_MONTHS, today)
    ahead = [day for day in (half, series) if day is not None and today <= day < running.ends_on]
    if ahead:
        day = min(ahead)
        yield Window(term.code, REVIEW, day, day, (Step(REVIEW, day),), "both", usual=True)


def lead_of(kind: str, act_by: date, rules: Rules) -> date:
    """The day from which a window is said by default: 90 days before the last day to act, 18 months before an end."""
    if kind == END:
        return plus_months(act_by, -rules.living_contract.remind_end_months)
    return act_by - timedelta(days=rules.living_contract.remind_days)


def reminders(found: Sequence[Window], leads: dict[tuple[str, str], Lead], rules: Rules, today: date) -> list[Reminder]:
    """The windows with their reminders, in order; a snooze hides one until its day, never past the last day to act."""
    told = []
    for window in found:
        lead = leads.get((window.contract, window.kind), Lead())
        start = lead_of(window.kind, window.act_by, rules)
        if lead.days is not None:
            start = window.act_by - timedelta(days=lead.days)
        if lead.snoozed_until is not None:
            start = max(start, min(lead.snoozed_until, window.act_by))
        is_snoozed = lead.snoozed_until is not None and lead.snoozed_until > today
        state = "due" if start <= today else "snoozed" if is_snoozed else "coming"
        told.append(Reminder(window, start, state))
    return told
