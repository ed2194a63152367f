"""T5 and the stopped clocks: what is too good to be true, and what merely looks it."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES

from etincelle.comfort_zone.gaming import (
    Bunched,
    ClockStopped,
    LatePauses,
    OpenTime,
    PausedCase,
    bunched,
    clock_stopped,
    late_pauses,
)
from etincelle.vocabulary.signal import Unknown

MEASURES = RULES.comfort_zone.measures
SHARES = st.lists(st.integers(70, 120).map(lambda n: n / 100), max_size=40)


def near(under: int, over: int, earlier: int = 0) -> list[float]:
    return [0.95] * under + [1.05] * over + [0.85] * earlier


def seen(elapsed: list[float]) -> Bunched:
    found = bunched("N1", elapsed, MEASURES)
    assert isinstance(found, Bunched)
    return found


@pytest.mark.parametrize(
    ("under", "over", "found"), [(7, 0, True), (6, 0, False), (24, 8, True), (23, 8, False), (9, 3, False)]
)
def test_three_times_as_many_and_not_by_chance(under: int, over: int, found: bool) -> None:
    assert seen(near(under, over)).found is found


def test_the_edges_belong_to_the_promise_kept() -> None:
    found = seen([0.9, 1.0, 1.1, 1.0001, 0.8999, 1.1001])
    assert (found.just_under, found.just_over, found.earlier) == (2, 2, 1)


def test_a_fall_that_is_merely_steep_has_no_peak_and_closures_held_back_have_one() -> None:
    law = NormalDist(0.7, 0.15)
    steep = [law.inv_cdf((n + 0.5) / 1000) for n in range(1000)]
    assert seen(steep).found and not seen(steep).peaks
    assert seen(near(60, 10, earlier=20)).peaks


def test_closures_that_thin_out_slowly_are_not_bunched() -> None:
    assert not seen([n / 100 for n in range(1, 200)]).found


def test_nothing_closed_near_the_promise_tells_nothing() -> None:
    assert bunched("N1", [0.1, 0.2, 3.0], MEASURES) == Unknown("comfort_zone.bunched", "no_closure_near")
    assert isinstance(bunched("N1", [], MEASURES), Unknown)


@given(SHARES.filter(lambda shares: any(0.9 <= s <= 1.1 for s in shares)), st.data())
def test_order_changes_nothing_and_a_closure_just_over_never_bunches(shares: list[float], data: st.DataObject) -> None:
    one = seen(shares)
    assert seen(data.draw(st.permutations(shares))) == one
    assert one.found or not seen([*shares, 1.05]).found


@pytest.mark.parametrize(
    ("now", "before", "high", "rising"),
    [((100, 41), None, True, False), ((100, 40), None, False, False), ((100, 35), (100, 25), False, True),
     ((100, 34), (100, 25), False, False), ((1000, 500), (10, 1), True, True)],
)  # fmt: skip
def test_clocks_stopped_over_forty_percent_or_ten_points_more(
    now: tuple[int, int], before: tuple[int, int] | None, high: bool, rising: bool
) -> None:
    found = clock_stopped(OpenTime(*now), OpenTime(*before) if before else None, MEASURES)
    assert isinstance(found, ClockStopped)
    assert (found.is_high, found.is_rising, found.found) == (high, rising, high or rising)


def test_without_an_open_second_the_share_is_unknown() -> None:
    assert clock_stopped(OpenTime(0, 0), None, MEASURES) == Unknown("comfort_zone.clock_stopped", "no_open_second")
    found = clock_stopped(OpenTime(100, 20), OpenTime(0, 0), MEASURES)
    assert isinstance(found, ClockStopped) and found.share_before is None


@given(st.floats(1, 1e6), st.floats(0, 1), st.sampled_from([60.0, 3600.0]))
def test_a_share_of_time_has_no_unit(time: float, share: float, unit: float) -> None:
    one, two = OpenTime(time, time * share), OpenTime(time * unit, time * share * unit)
    assert one.paused_share == pytest.approx(two.paused_share)


def test_pauses_that_begin_at_the_last_moment_are_seen() -> None:
    cases = [PausedCase(1.0, (0.95,))] * 10 + [PausedCase(1.0, (0.4,))] * 10
    found = late_pauses(cases, MEASURES)
    assert isinstance(found, LatePauses)
    assert (found.found, found.late, found.early, found.ratio) == (True, 10, 10, pytest.approx(9.0))


def test_pauses_spread_evenly_over_the_allowance_are_not_late() -> None:
    cases = [PausedCase(1.0, (n / 20,)) for n in range(20)] * 4
    found = late_pauses(cases, MEASURES)
    assert isinstance(found, LatePauses)
    assert (found.found, found.late) == (False, 8)


def test_few_cases_near_the_limit_are_weighed_by_the_time_they_passed_there() -> None:
    early = [PausedCase(0.2, (0.1,))] * 90
    found = late_pauses([*early, PausedCase(1.0, (0.95,))], MEASURES)
    assert isinstance(found, LatePauses)
    assert (found.ratio or 0) > 1
    assert not found.found, "one pause proves nothing"


def test_pauses_after_the_promise_is_broken_do_not_count() -> None:
    found = late_pauses([PausedCase(3.0, (1.2, 2.0))] * 9, MEASURES)
    assert isinstance(found, LatePauses)
    assert (found.late, found.early, found.found) == (0, 0, False)


def test_nobody_near_the_limit_tells_nothing() -> None:
    assert late_pauses([PausedCase(0.5, (0.2,))], MEASURES) == Unknown(
        "comfort_zone.late_pauses", "nobody_near_the_limit"
    )
    assert isinstance(late_pauses([], MEASURES), Unknown)


def test_only_late_pauses_have_no_ratio_and_are_found() -> None:
    found = late_pauses([PausedCase(1.0, (0.95,))] * 4, MEASURES)
    assert isinstance(found, LatePauses)
    assert (found.found, found.ratio) == (True, None)
