"""The last day to act, the silence of a contract, the drift of its scope."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.living_contract.dates import deadline, next_deadline, plus_months, stake, urgency
from etincelle.living_contract.facts import AmendmentFacts, LineFacts, TermFacts, TopicFacts
from etincelle.living_contract.obsolescence import scope_drift
from etincelle.living_contract.vitality import amendment_silence
from etincelle.vocabulary.partnership import Regime

RULES = default_rules()
TODAY = date(2026, 11, 24)


def term(
    ends: date | None,
    *,
    months: int = 6,
    days: int = 0,
    renewal: str = "tacit",
    every: int | None = 12,
    value: int | None = 100,
    currency: str = "EUR",
) -> TermFacts:
    worth = None if value is None else Decimal(value)
    return TermFacts(
        "CT", Regime.PRIVATE, date(2023, 1, 1), ends, renewal, every, months, days, worth, currency, None, "1"
    )


@pytest.mark.parametrize(
    ("ends", "months", "days", "act_by"),
    [
        (date(2027, 12, 31), 6, 0, date(2027, 6, 30)), (date(2027, 5, 31), 3, 0, date(2027, 2, 28)),
        (date(2028, 5, 31), 3, 0, date(2028, 2, 29)), (date(2027, 3, 1), 0, 90, date(2026, 12, 1)),
        (date(2027, 8, 30), 6, 0, date(2027, 2, 28)), (date(2027, 6, 30), 1, 15, date(2027, 5, 15)),
    ],
)  # fmt: skip
def test_the_last_day_to_act(ends: date, months: int, days: int, act_by: date) -> None:
    found = deadline(term(ends, months=months, days=days), TODAY)
    assert found is not None
    assert found.act_by == act_by


def test_a_tacit_renewal_runs_on_by_whole_periods() -> None:
    found = deadline(term(date(2024, 2, 29)), TODAY)
    assert found is not None
    assert (found.ends_on, found.renewals) == (date(2027, 2, 28), 3)


def test_an_expired_contract_without_renewal_has_no_deadline() -> None:
    assert deadline(term(date(2025, 1, 1), renewal="none", every=None), TODAY) is None
    assert deadline(term(None), TODAY) is None
    assert deadline(term(date(2027, 1, 1), months=0), TODAY) is None


def test_the_earliest_deadline_ahead_counts_before_a_missed_one() -> None:
    missed, ahead = term(date(2027, 3, 1)), term(date(2027, 9, 30))
    assert next_deadline([missed, ahead], TODAY).act_by == date(2027, 3, 30)  # type: ignore[union-attr]
    assert next_deadline([missed], TODAY).act_by == date(2026, 9, 1)  # type: ignore[union-attr]


@pytest.mark.parametrize(("days", "expected"), [(0, 1.0), (30, 1.0), (105, 0.5), (180, 0.0), (400, 0.0), (-1, 0.0)])
def test_urgency_falls_from_30_to_180_days(days: int, expected: float) -> None:
    assert urgency(TODAY + timedelta(days=days), RULES.living_contract, TODAY) == pytest.approx(expected)


def test_the_stake_is_the_sum_in_one_currency_or_the_default_said_as_such() -> None:
    end = date(2027, 12, 31)
    assert stake([term(end), term(end, value=50)], RULES.call, TODAY).annual_value == 150
    for unsure in ([term(end, value=None)], [term(end), term(end, currency="USD")], []):
        worth = stake(unsure, RULES.call, TODAY)
        assert (worth.known, worth.annual_value) == (False, RULES.call.unknown_annual_value_eur)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_months_are_added_within_the_right_month(day: date, months: int) -> None:
    found = plus_months(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day <= day.day


def test_three_years_without_an_amendment_score_78_percent_and_the_first_year_nothing() -> None:
    rules = RULES.living_contract
    assert amendment_silence([], date(2022, 11, 24), rules, TODAY).score == pytest.approx(0.777, abs=2e-3)
    assert amendment_silence([], date(2026, 5, 1), rules, TODAY).score == 0.0


def test_an_indexation_is_not_a_substantive_amendment() -> None:
    indexation = AmendmentFacts(date(2026, 10, 1), "indexation", False, "1")
    rules = RULES.living_contract
    assert amendment_silence([indexation], date(2022, 1, 1), rules, TODAY).amendments == 0


def test_drift_is_the_mean_of_the_parts_that_can_be_known() -> None:
    lines = [
        LineFacts("L1", None, None, "Windows 7", date(2020, 1, 14), 300, "1"),
        LineFacts("L2", 10, 50, "", None, 20, "2"),
    ]
    topics = [TopicFacts("Postes", 300, True, ("1",)), TopicFacts("Domicile", 100, False, ("2",))]
    found = scope_drift(lines, topics, 0.5, RULES.living_contract, TODAY)
    assert found is not None
    assert found.parts == {
        "uncovered_demand": 0.25,
        "past_support": 1.0,
        "outside_band": 0.0,
        "themes_without_hook": 0.5,
    }
    assert found.score == pytest.approx(1.75 / 4)
    assert found.uncovered[0].topic == "Domicile"
    assert scope_drift([], [], None, RULES.living_contract, TODAY) is None
