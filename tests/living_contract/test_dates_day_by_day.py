"""The dates of a contract against a walk through the calendar, one day at a time."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
from hypothesis import example, given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.living_contract.dates import FRANCE, deadline, running_term
from etincelle.living_contract.facts import DateFacts, NoticeFacts, TermFacts
from etincelle.living_contract.windows import END, NOTICE, Lead, reminders, windows
from etincelle.vocabulary.partnership import Regime

RULES = default_rules()
DAY = timedelta(days=1)
OFF = holidays.country_holidays("FR", years=range(2015, 2046))
days = st.dates(date(2018, 1, 1), date(2032, 12, 31))


def walked_months(day: date, months: int) -> date:
    """So many months further or back, by stepping over every day in between."""
    step, left, at = (DAY if months > 0 else -DAY), abs(months), day
    while left:
        before, at = at.month, at + step
        left -= at.month != before
    month = at.month
    same = [at + DAY * n for n in range(-31, 32) if (at + DAY * n).month == month and abs(n) < 32]
    fitting = [d for d in same if d.year == at.year and d.day <= day.day]
    return max(fitting)


def walked_workdays(day: date, count: int) -> date:
    while count:
        day -= DAY
        count -= day.weekday() < 5 and day not in OFF
    return day


EACH_MONTH = TermFacts("CT", Regime.PRIVATE, None, date(2020, 1, 31), "tacit", 1, 1, 0, None, "EUR", None, "1")


@st.composite
def terms(draw: st.DrawFn) -> TermFacts:
    notice = NoticeFacts(
        draw(st.sampled_from(("calendar", "working"))), draw(st.sampled_from(("", "receipt", "sending"))), "registered",
        draw(st.integers(0, 12)), 0,
    )  # fmt: skip
    options = draw(st.lists(st.tuples(st.integers(1, 24), days), max_size=2))
    dates = tuple(DateFacts("option", used, months=months, used_on=used) for months, used in options)
    return TermFacts(
        "CT", Regime.PRIVATE, None, draw(days), draw(st.sampled_from(("tacit", "express", "none"))),
        draw(st.integers(1, 36)), draw(st.integers(0, 12)), draw(st.integers(0, 40)), None, "EUR", None, "1",
        starts_on=date(2017, 3, 31), renewals_max=draw(st.none() | st.integers(0, 5)), notice=notice, dates=dates,
    )  # fmt: skip


def walked_end(term: TermFacts, today: date) -> date | None:
    """The end of the running term, one renewal after the other."""
    assert term.ends_on is not None
    months = sum(one.months for one in term.dates if one.used_on and one.used_on <= today)
    renewals = 0
    while True:
        end = walked_months(term.ends_on, months + 0) if not renewals else walked_from(term, months, renewals)
        if end >= today:
            return end
        renewals += 1
        if term.renewal != "tacit" or (term.renewals_max is not None and renewals > term.renewals_max):
            return None


def walked_from(term: TermFacts, months: int, renewals: int) -> date:
    assert term.ends_on is not None
    return walked_months(walked_months(term.ends_on, months), renewals * (term.renewal_months or 0))


@given(terms(), days)
@example(EACH_MONTH, date(2021, 3, 1))
def test_the_running_end_is_the_one_a_walk_finds(term: TermFacts, today: date) -> None:
    found = running_term(term, today)
    assert (found.ends_on if found else None) == walked_end(term, today)


@given(terms(), days)
def test_the_last_day_to_act_is_the_one_a_walk_finds(term: TermFacts, today: date) -> None:
    found, end = deadline(term, today), walked_end(term, today)
    if end is None or not (term.notice_months or term.notice_days):
        assert found is None
        return
    expected = walked_months(end, -term.notice_months)
    if term.notice.counting == "working":
        expected = walked_workdays(expected, term.notice_days)
    else:
        expected -= DAY * term.notice_days
    assert found is not None
    assert found.act_by == expected
    practical = expected
    while practical.weekday() > 4 or practical in OFF:
        practical -= DAY
    assert found.practical == practical
    assert found.send_by == (walked_workdays(practical, 3) if term.notice.basis == "receipt" else None)


@given(terms(), days)
def test_the_arithmetic_ends_on_the_day_it_explains(term: TermFacts, today: date) -> None:
    found = deadline(term, today)
    if found:
        assert found.steps[-1].day == found.act_by
        assert any(step.day == found.ends_on for step in found.steps)


@given(terms(), days)
def test_windows_lie_ahead_in_order_and_never_after_the_end(term: TermFacts, today: date) -> None:
    found = windows(term, today, FRANCE)
    assert [w.act_by for w in found] == sorted(w.act_by for w in found)
    assert all(w.act_by >= today and w.act_by <= w.on for w in found)
    ends = [w.on for w in found if w.kind == END]
    assert len(ends) == (walked_end(term, today) is not None)
    assert all(w.on <= ends[0] for w in found if w.kind != NOTICE)


@given(terms(), days, st.integers(0, 400), days)
def test_a_reminder_is_due_from_its_own_lead_and_a_snooze_never_passes_the_last_day(
    term: TermFacts, today: date, lead: int, snoozed: date
) -> None:
    found = windows(term, today, FRANCE)
    for kind in {w.kind for w in found}:
        plain = reminders(found, {("CT", kind): Lead(lead)}, RULES, today)
        assert all(r.from_on == r.window.act_by - DAY * lead for r in plain if r.window.kind == kind)
        later = reminders(found, {("CT", kind): Lead(lead, snoozed)}, RULES, today)
        for r in later:
            assert r.from_on <= r.window.act_by
            assert (r.state == "due") == (r.from_on <= today)


def a_term(**more: object) -> TermFacts:
    plain = TermFacts(
        "CT", Regime.PRIVATE, None, date(2027, 12, 31), "tacit", 12, 6, 0, None, "EUR", None, "1",
        starts_on=date(2025, 1, 1),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def test_the_windows_of_a_year_worked_by_hand() -> None:
    dates = (
        DateFacts("break", date(2026, 12, 31), notice_months=3, row="b"), DateFacts("benchmark", row="m"),
        DateFacts("indexation", date(2025, 1, 1), every_months=12, row="i"),
    )  # fmt: skip
    found = {w.kind: w for w in windows(a_term(dates=dates), date(2026, 3, 2), FRANCE)}
    assert {k: (w.on, w.act_by) for k, w in found.items()} == {
        "review": (date(2026, 7, 1), date(2026, 7, 1)), "benchmark": (date(2026, 7, 1), date(2026, 7, 1)),
        "break": (date(2026, 12, 31), date(2026, 9, 30)), "indexation": (date(2027, 1, 1), date(2027, 1, 1)),
        "notice": (date(2027, 12, 31), date(2027, 6, 30)), "end": (date(2027, 12, 31), date(2027, 12, 31)),
    }  # fmt: skip
    assert (found["benchmark"].usual, found["break"].usual, found["review"].usual) == (True, False, True)


def test_by_default_a_notice_is_said_90_days_before_and_an_end_18_months() -> None:
    found = windows(a_term(), date(2026, 3, 2), FRANCE)
    told = {r.window.kind: (r.from_on, r.state) for r in reminders(found, {}, RULES, date(2026, 3, 2))}
    assert told["notice"] == (date(2027, 4, 1), "coming")
    assert told["end"] == (date(2026, 6, 30), "coming")


def test_a_letter_to_be_received_by_a_sunday_is_posted_before() -> None:
    """End Sunday 31 October 2027 - 3 months = Saturday 31 July; last working day Friday 30; posted Tuesday 27."""
    term = a_term(ends_on=date(2027, 10, 31), notice_months=3, notice=NoticeFacts("calendar", "receipt", "registered"))
    found = deadline(term, date(2026, 3, 2))
    assert found is not None
    assert (found.act_by, found.practical, found.send_by) == (date(2027, 7, 31), date(2027, 7, 30), date(2027, 7, 27))
    by_mail = replace(term, notice=NoticeFacts("calendar", "receipt", "mail"))
    assert deadline(by_mail, date(2026, 3, 2)).send_by is None  # type: ignore[union-attr]
