"""Dates that GLPI's users reported as wrong: its answer, the right one, and why.

Public reports of glpi-project/glpi, by number: they are the best list of how a contract's dates go wrong.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from etincelle.living_contract.dates import deadline, following, running_end
from etincelle.living_contract.facts import DateFacts, TermFacts
from etincelle.vocabulary.partnership import Regime


def started(on: date, months: int, renewal: str = "tacit", every: int | None = 12, notice: int = 3) -> TermFacts:
    """A contract known as GLPI knows it: begin date, duration, periodicity, notice, all in months."""
    return TermFacts(
        "CT", Regime.PRIVATE, None, None, renewal, every, notice, 0, None, "EUR", None, "1", starts_on=on,
        initial_months=months,
    )  # fmt: skip


def ends(on: date, renewal: str = "tacit", every: int | None = 12, notice: int = 2) -> TermFacts:
    return replace(started(on, 0, renewal, every, notice), ends_on=on)


@dataclass(frozen=True, slots=True)
class Reported:
    """One report. what: "end" or "act_by". theirs: GLPI's answer; None where it gave none."""

    report: str
    term: TermFacts
    today: date
    what: str
    theirs: date | None
    right: date | None
    why: str


CASES = [
    Reported(
        "6004", started(date(2018, 9, 27), 36), date(2019, 6, 7), "act_by", date(2019, 6, 27), date(2021, 6, 27),
        "the notice was counted from begin + renewal period: the initial 36 months were forgotten",
    ),
    Reported(
        "15893", started(date(2020, 8, 1), 36), date(2023, 7, 31), "end", date(2026, 8, 1), date(2023, 8, 1),
        "the initial term was counted twice",
    ),
    Reported(
        "15893", started(date(2020, 8, 1), 36), date(2023, 10, 31), "end", date(2026, 8, 1), date(2024, 8, 1),
        "after the initial term the contract goes on a year at a time, not three",
    ),
    Reported(
        "15893", started(date(2020, 8, 1), 36), date(2023, 10, 31), "act_by", None, date(2024, 5, 1),
        "three months before the end of the running year",
    ),
    Reported(
        "14703", started(date(2017, 1, 1), 60), date(2022, 6, 1), "end", date(2027, 1, 1), date(2023, 1, 1),
        "60 months then 12 make 72, not 120",
    ),
    Reported(
        "23084", ends(date(2025, 8, 28)), date(2026, 2, 11), "act_by", date(2025, 6, 28), date(2026, 6, 28),
        "the notice was counted back from the first end instead of the renewed one",
    ),
    Reported(
        "18954", ends(date(2025, 1, 31), "none", None, 3), date(2025, 1, 20), "act_by", date(2025, 10, 31),
        date(2024, 10, 31), "without renewal there is no next year: the day has passed, and is said to have passed",
    ),
    Reported(
        "23516", started(date(2022, 1, 1), 36, "express"), date(2025, 6, 1), "end", date(2026, 1, 1), None,
        "an express renewal that nobody signed does not happen: the contract is over",
    ),
    Reported(
        "24274", started(date(2020, 1, 1), 36, "tacit", 0), date(2026, 1, 1), "end", None, None,
        "renewed by nothing: GLPI never answered (endless loop); here it is over",
    ),
    Reported(
        "24274", started(date(2025, 5, 31), 6, "none", None), date(2025, 10, 1), "end", date(2025, 11, 30),
        date(2025, 11, 30), "November has no 31st",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.report} {c.what} {c.today}")
def test_what_glpi_answered_and_what_is_right(case: Reported) -> None:
    found = running_end(case.term, case.today)
    limit = deadline(case.term, case.today)
    told = (found[0] if found else None) if case.what == "end" else (limit.act_by if limit else None)
    assert told == case.right, case.why


def test_the_reports_are_about_wrong_answers() -> None:
    assert sum(case.theirs != case.right for case in CASES) >= 8


def test_the_mail_of_report_6004_leaves_on_the_day_its_writer_computed() -> None:
    limit = deadline(started(date(2018, 9, 27), 36), date(2019, 6, 7))
    assert limit is not None
    assert limit.act_by - timedelta(days=21) == date(2021, 6, 6)


def test_adding_months_to_a_clipped_day_loses_days_and_is_not_done() -> None:
    """31 August renewed by six months: 28 February, then 31 August again, not the 28th."""
    term = ends(date(2025, 8, 31), every=6)
    assert running_end(term, date(2025, 12, 1)) == (date(2026, 2, 28), 1)
    assert running_end(term, date(2026, 6, 1)) == (date(2026, 8, 31), 2)


def test_a_signed_renewal_and_a_used_option_move_the_end_and_an_unused_one_does_not() -> None:
    option = DateFacts("option", date(2024, 6, 30), months=24, used_on=date(2024, 5, 2))
    unused = DateFacts("option", date(2026, 6, 30), months=24)
    term = replace(ends(date(2024, 12, 31), "express", 12), dates=(option, unused))
    assert running_end(term, date(2025, 1, 1)) == (date(2026, 12, 31), 0)
    assert running_end(term, date(2027, 1, 1)) is None
    signed = replace(term, dates=(*term.dates, DateFacts("renewal", used_on=date(2026, 11, 2))))
    assert running_end(signed, date(2027, 1, 1)) == (date(2027, 12, 31), 0)


def test_tacit_renewals_stop_at_their_number_and_at_the_latest_end() -> None:
    term = replace(ends(date(2023, 12, 31)), renewals_max=2)
    assert running_end(term, date(2025, 6, 1)) == (date(2025, 12, 31), 2)
    assert running_end(term, date(2026, 1, 1)) is None
    capped = replace(ends(date(2023, 12, 31)), max_end_on=date(2025, 3, 31))
    assert running_end(capped, date(2025, 1, 1)) == (date(2025, 3, 31), 2)
    assert running_end(capped, date(2025, 4, 1)) is None


def test_after_a_missed_notice_the_next_one_is_a_term_away_and_none_when_the_contract_just_ends() -> None:
    term = ends(date(2026, 12, 31), notice=6)
    missed = deadline(term, date(2026, 11, 24))
    assert missed is not None
    later = following(term, missed)
    assert later is not None
    assert (missed.act_by, later.act_by, later.ends_on) == (date(2026, 6, 30), date(2027, 6, 30), date(2027, 12, 31))
    assert following(replace(term, renewal="express"), missed) is None
