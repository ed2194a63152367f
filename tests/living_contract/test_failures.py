"""When a level is failed: minimum, expected level, service points; and what unknown months do to each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.living_contract.dates import plus_months
from etincelle.living_contract.facts import MonthlyLevel, PromisedLevel
from etincelle.living_contract.failures import (
    Outcome,
    Severities,
    every_month,
    outcome,
    service_points,
    standings,
    total_points,
)

MONEY = default_rules().living_contract.money
PROMISE = PromisedLevel("N1", expected=97.0, minimum=95.0)
START = date(2025, 11, 1)
VALUES = st.lists(st.one_of(st.none(), st.sampled_from([94.0, 95.0, 96.0, 97.0, 98.0])), min_size=1, max_size=20)
OUTCOMES = st.lists(st.sampled_from(list(Outcome)), max_size=12)


def months(*values: float | None) -> list[MonthlyLevel]:
    return [MonthlyLevel(plus_months(START, n), value) for n, value in enumerate(values)]


def read(*values: float | None, promised: PromisedLevel = PROMISE) -> list[str]:
    return [str(found.standing) for found in standings(promised, months(*values), MONEY)]


def test_a_month_under_the_minimum_is_a_default_at_once_and_ties_are_met() -> None:
    assert read(97.0, 95.0, 94.9) == ["met", "missed", "below_minimum"]


def test_the_fourth_miss_of_twelve_months_is_a_default_and_so_is_the_fifth() -> None:
    assert read(96, 98, 96, 98, 96, 98, 96, 96) == ["missed", "met"] * 3 + ["missed_too_often"] * 2


def test_a_miss_older_than_twelve_months_is_forgotten() -> None:
    assert read(96, *[98] * 8, 96, 96, 98, 96)[-1] == "missed"
    assert read(96, *[98] * 8, 96, 96, 96)[-1] == "missed_too_often"


def test_a_month_under_the_minimum_missed_the_expected_level_too() -> None:
    assert read(94, 94, 94, 96) == ["below_minimum"] * 3 + ["missed_too_often"]


def test_a_month_that_unknown_months_could_tip_is_unknown() -> None:
    assert read(96, 96, None, 96) == ["missed", "missed", "unknown", "unknown"]
    assert read(96, 96, None, 96, 96)[-1] == "missed_too_often"
    assert read(96, None, 98) == ["missed", "unknown", "met"]


def test_a_month_that_nobody_sent_is_unknown_not_absent() -> None:
    first, second, third = months(96, 98, 96)
    assert [m.value for m in every_month([third, first])] == [96, None, 96]
    assert second.month == every_month([first, third])[1].month
    assert every_month([]) == ()


def test_a_month_dated_by_its_last_day_is_the_same_month() -> None:
    ends = [
        MonthlyLevel(date(2025, 11, 30), 96),
        MonthlyLevel(date(2025, 12, 1), 98),
        MonthlyLevel(date(2026, 1, 31), 96),
    ]
    assert [m.value for m in every_month(ends)] == [96, 98, 96]


def test_where_lower_is_better_more_is_worse() -> None:
    hours = PromisedLevel("H", expected=8.0, minimum=12.0, higher_is_better=False, perfect=0.0)
    assert read(8.0, 9.0, 12.0, 12.1, promised=hours) == ["met", "missed", "missed", "below_minimum"]


def test_without_a_minimum_only_repeated_misses_are_a_default() -> None:
    assert read(10, 10, promised=PromisedLevel("N1", 97.0)) == ["missed", "missed"]


@given(VALUES)
def test_learning_an_unknown_month_never_takes_a_default_away(values: list[float | None]) -> None:
    before = standings(PROMISE, months(*values), MONEY)
    after = standings(PROMISE, months(*(97.0 if v is None else v for v in values)), MONEY)
    for one, other in zip(before, after, strict=True):
        assert not one.standing.is_default or one.standing == other.standing


@given(VALUES.filter(lambda values: None not in values), st.data())
def test_a_better_month_never_adds_a_default(values: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    better = [*values[:at], values[at] + 1.0, *values[at + 1 :]]
    count = [sum(s.standing.is_default for s in standings(PROMISE, months(*v), MONEY)) for v in (values, better)]
    assert count[1] <= count[0]


def points(*outcomes: Outcome) -> list[int | None]:
    return [p.points for p in service_points(outcomes, MONEY)]


def test_severe_then_minor_then_severe_cost_three_two_and_six() -> None:
    assert points(Outcome.SEVERE, Outcome.MINOR, Outcome.SEVERE) == [3, 2, 6]


@pytest.mark.parametrize("between", [Outcome.MET, Outcome.UNKNOWN])
def test_a_period_that_was_met_or_is_unknown_ends_the_row(between: Outcome) -> None:
    assert points(Outcome.SERIOUS, between, Outcome.SERIOUS)[::2] == [2, 2]


def test_an_unknown_period_has_no_points_and_is_counted_aside() -> None:
    found = service_points([Outcome.SEVERE, Outcome.UNKNOWN, Outcome.MINOR], MONEY)
    assert [p.points for p in found] == [3, None, 1]
    assert total_points(found) == (4, 1)


@given(OUTCOMES, st.data())
def test_a_period_that_was_met_after_all_never_adds_points(outcomes: list[Outcome], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, max(len(outcomes) - 1, 0)))
    better = [Outcome.MET if n == at else o for n, o in enumerate(outcomes)]
    assert total_points(service_points(better, MONEY))[0] <= total_points(service_points(outcomes, MONEY))[0]


@pytest.mark.parametrize(
    ("value", "ended"),
    [
        (95.0, Outcome.MET), (93.0, Outcome.MINOR), (92.0, Outcome.SERIOUS), (88.0, Outcome.SEVERE),
        (10.0, Outcome.SEVERE), (None, Outcome.UNKNOWN),
    ],
)  # fmt: skip
def test_a_failure_is_as_severe_as_the_contract_says(value: float | None, ended: Outcome) -> None:
    promised = PromisedLevel("N1", 95.0)
    assert outcome(value, promised, Severities(92.0, 88.0)) is ended
    assert outcome(93.0, promised, Severities()) is Outcome.MINOR
    hours = PromisedLevel("N2", 4.0, higher_is_better=False)
    assert [outcome(v, hours, Severities(6.0, 8.0)) for v in (4.0, 5.0, 6.0, 9.0)] == [
        Outcome.MET, Outcome.MINOR, Outcome.SERIOUS, Outcome.SEVERE,
    ]  # fmt: skip
