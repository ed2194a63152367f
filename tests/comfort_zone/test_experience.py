"""What people live: happiness, lost time, the composite, the size of a watermelon; and when nothing may be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES

from etincelle.comfort_zone.experience import (
    Experience,
    Happiness,
    LostTime,
    Response,
    Scale,
    experience,
    happiness,
    impact,
    lost_time,
    response,
    standing,
    watermelon_size,
)
from etincelle.vocabulary.signal import Unknown

COMFORT = RULES.comfort_zone
XLA = COMFORT.experience
THIRTY = [9] * 12 + [7] * 13 + [4] * 5
SCORES = st.lists(st.integers(0, 10), min_size=5, max_size=60)


def felt(scores: list[int]) -> Happiness:
    found = happiness(scores, COMFORT)
    assert isinstance(found, Happiness)
    return found


def test_the_worked_answers_make_23_3_with_an_honest_interval() -> None:
    found = felt(THIRTY)
    assert (found.promoters, found.detractors, found.answers) == (12, 5, 30)
    assert (found.value, found.low, found.high) == pytest.approx((23.3, -3.3, 45.7), abs=0.05)


def test_seven_and_eight_count_on_neither_side() -> None:
    assert felt([7, 8, 7, 8, 7]).value == 0.0
    assert felt([9, 10, 6, 0, 8]).value == 0.0


@pytest.mark.parametrize("scores", [[], [10] * 4])
def test_under_five_answers_nothing_is_shown(scores: list[int]) -> None:
    assert happiness(scores, COMFORT) == Unknown(
        "comfort_zone.happiness", "few_answers", {"answers": len(scores), "needed": 5}
    )
    assert isinstance(lost_time([30.0] * 4, 100, COMFORT), Unknown)


@given(SCORES, st.data())
def test_happiness_lies_in_its_interval_and_ignores_order(scores: list[int], data: st.DataObject) -> None:
    found = felt(scores)
    assert -100 <= found.low <= found.value <= found.high <= 100
    assert felt(data.draw(st.permutations(scores))) == found


@given(SCORES, st.integers(0, 59))
def test_a_happier_answer_never_lowers_happiness(scores: list[int], at: int) -> None:
    at %= len(scores)
    better = [*scores[:at], min(scores[at] + 3, 10), *scores[at + 1 :]]
    assert felt(better).value >= felt(scores).value


def test_lost_minutes_over_all_cases_make_hours() -> None:
    found = lost_time([0, 12, 24, 36, 48], 1000, COMFORT)
    assert found == LostTime(5, 24.0, 400.0)
    assert lost_time([24.0] * 5, None, COMFORT) == LostTime(5, 24.0, None)


def test_a_group_weighs_by_its_answers_and_its_distance() -> None:
    assert impact(40, 20.0, 50.0) == -1200.0


@pytest.mark.parametrize(("answers", "asked", "low"), [(14, 100, True), (15, 100, False), (100, 100, False)])
def test_fewer_than_fifteen_percent_is_a_warning(answers: int, asked: int, low: bool) -> None:
    assert response(answers, asked, XLA) == Response(answers / asked, low)


@pytest.mark.parametrize(("answers", "asked"), [(3, None), (0, 0), (9, 8)])
def test_a_share_of_nobody_knows_how_many_is_unknown(answers: int, asked: int | None) -> None:
    assert response(answers, asked, XLA) == Unknown("comfort_zone.response", "asked_not_known")


def test_the_composite_of_the_worked_answers() -> None:
    found = experience(felt(THIRTY), lost_time([24.0] * 5, None, COMFORT), 0.8, XLA)
    assert isinstance(found, Experience)
    assert (found.sentiment, found.lost_time, found.value) == pytest.approx((0.6167, 0.95, 0.7717), abs=1e-4)


def test_losing_the_worst_part_does_not_make_the_composite_better() -> None:
    known, few = lost_time([480.0] * 5, None, COMFORT), lost_time([480.0] * 4, None, COMFORT)
    assert isinstance(experience(felt(THIRTY), known, 0.9, XLA), Experience)
    for parts in ((felt(THIRTY), few, 0.9), (happiness([], COMFORT), known, 0.9), (felt(THIRTY), known, None)):
        assert experience(*parts, XLA) == Unknown("comfort_zone.experience", "part_missing")


@given(SCORES, st.floats(0, 900), st.floats(0, 1), st.floats(0, 100))
def test_more_time_lost_never_makes_a_better_experience(
    scores: list[int], minutes: float, outcome: float, more: float
) -> None:
    one = experience(felt(scores), LostTime(5, minutes, None), outcome, XLA)
    two = experience(felt(scores), LostTime(5, minutes + more, None), outcome, XLA)
    assert isinstance(one, Experience) and isinstance(two, Experience)
    assert 0 <= two.value <= one.value <= 1


def test_a_watermelon_is_greener_than_lived() -> None:
    assert standing(Scale(96, 95, 97)) == 0.5
    assert watermelon_size(Scale(97, 95, 97), Scale(3.0, 2.5, 4.5)) == 0.75
    assert watermelon_size(Scale(8, 12, 8), Scale(2.0, 2.5, 4.5)) == 1.0


def test_a_red_level_and_unhappy_people_are_no_watermelon() -> None:
    assert watermelon_size(Scale(94, 95, 97), Scale(2.0, 2.5, 4.5)) == 0.0
    assert watermelon_size(Scale(96, 95, 97), Scale(4.5, 2.5, 4.5)) == 0.0


def test_without_a_scale_there_is_no_size() -> None:
    for green, lived in ((None, Scale(3, 2, 4)), (Scale(97, 95, 97), None), (Scale(97, 97, 97), Scale(3, 2, 4))):
        assert watermelon_size(green, lived) == Unknown("comfort_zone.watermelon_size", "no_scale")


@given(st.floats(90, 100), st.floats(1, 5), st.sampled_from([0.5, 60.0]))
def test_the_size_has_no_unit(green: float, lived: float, unit: float) -> None:
    one = watermelon_size(Scale(green, 95, 97), Scale(lived, 2.5, 4.5))
    two = watermelon_size(Scale(green * unit, 95 * unit, 97 * unit), Scale(lived, 2.5, 4.5))
    assert one == pytest.approx(two)
