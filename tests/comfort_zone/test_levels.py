"""Flat levels, satisfaction, casting: the figures of the methods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.comfort_zone.cards import RULES, TODAY, answers, level

from etincelle.comfort_zone.attainment import green_months, share_met
from etincelle.comfort_zone.casting import read_casting
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.green_but_asleep import flatness
from etincelle.comfort_zone.watermelon import satisfaction
from etincelle.parties.facts import SeatFacts
from etincelle.vocabulary.levels import Side

COMFORT = RULES.comfort_zone


def seat(years: float, until: date | None = None, role: str = "compte") -> SeatFacts:
    return SeatFacts(role, Side.PARTNER, f"p{years}", TODAY - timedelta(days=round(years * 365.25)), until, True)


def test_a_level_far_above_an_old_target_is_unstretched() -> None:
    found = flatness(level([99.1, 99.4, 99.2, 99.3, 99.0, 99.2]), COMFORT, TODAY)
    assert found is not None
    assert (found.test, found.months_unchanged) == ("unstretched", 44)


def test_a_level_constant_at_its_target_is_not_above_it() -> None:
    assert flatness(level([95.7] * 12, target=95.7), COMFORT, TODAY) is None


def test_a_target_moved_last_year_still_pulls() -> None:
    assert flatness(level([99.1, 99.4, 99.2, 99.3, 99.0, 99.2], since=date(2026, 1, 1)), COMFORT, TODAY) is None


def test_ten_perfect_months_of_twelve_are_saturated() -> None:
    found = flatness(level([100.0] * 10 + [97.0, 100.0], since=date(2026, 1, 1)), COMFORT, TODAY)
    assert found is not None
    assert found.test == "saturated"


def test_when_lower_is_better_the_upper_limit_is_compared() -> None:
    base = level([2.0, 2.2, 2.1, 2.0, 2.1, 2.2], target=8.0)
    lower = LevelFacts(base.code, False, None, 8.0, base.target_since, base.months)
    assert flatness(lower, COMFORT, TODAY) is not None
    assert flatness(LevelFacts(base.code, False, None, 2.1, base.target_since, base.months), COMFORT, TODAY) is None


def test_old_readings_do_not_speak_for_today() -> None:
    assert flatness(level([99.0] * 8), COMFORT, TODAY + timedelta(days=200)) is None


def test_attainment_is_a_ratio_of_counts_not_a_mean_of_percentages() -> None:
    few, many = level([90.0, 99.0]).months
    months = (replace(few, met=9, total=10), replace(many, met=396, total=400))
    assert share_met(replace(level([]), months=months)) == pytest.approx(405 / 410)
    assert green_months(level([90.0, 96.0, 97.0])) == 2


def test_eight_satisfied_of_thirty_six_is_below_target_almost_surely() -> None:
    found = satisfaction(answers([5] * 8 + [2] * 28), COMFORT)
    assert found is not None
    assert (found.satisfied, found.probability_below > 0.9999) == (8, True)


@pytest.mark.parametrize(("years", "score"), [(1.9, 0.0), (3.0, 1 / 3), (5.0, 1.0), (6.5, 1.0)])
def test_a_casting_never_renewed_grows_stale_with_the_years(years: float, score: float) -> None:
    found = read_casting([seat(years), seat(years, role="dir")], Side.PARTNER, 0.0, COMFORT, TODAY)
    assert found is not None
    assert found.score == pytest.approx(score, abs=0.01)


def test_a_renewed_casting_and_outside_contacts_soften_the_score() -> None:
    renewed = read_casting([seat(5.0), seat(0.5, role="dir")], Side.PARTNER, None, COMFORT, TODAY)
    assert renewed is not None
    assert renewed.score == 0.0
    old = read_casting([seat(5.5), seat(5.5, role="dir")], Side.PARTNER, 0.20, COMFORT, TODAY)
    assert old is not None
    assert old.score == pytest.approx(0.5, abs=0.01)
    unsure = read_casting([seat(5.5), seat(5.5, role="dir")], Side.PARTNER, None, COMFORT, TODAY)
    assert unsure == old


def test_one_role_is_no_casting() -> None:
    assert read_casting([seat(5.0)], Side.PARTNER, None, COMFORT, TODAY) is None
