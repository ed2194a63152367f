"""How alike two series are, and where one changed: figures by hand, and the exact answer by brute force."""

from itertools import combinations, pairwise
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.arithmetic.likeness import average_ranks, chained, jaccard, spearman
from etincelle.arithmetic.phases import best_cuts, phases
from etincelle.arithmetic.small_samples import disturbed, moving_range, runs

SERIES = st.lists(st.integers(-9, 9).map(float), min_size=2, max_size=12)
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=8)


def test_equal_values_share_their_rank() -> None:
    assert average_ranks([3, 1, 3, 9]) == [2.5, 1.0, 2.5, 4.0]


def test_rank_correlations_of_the_textbook() -> None:
    assert spearman([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert spearman([1, 2, 3, 4], [40, 30, 20, 10]) == pytest.approx(-1.0)
    # ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5)
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9**0.5)


@pytest.mark.parametrize(("one", "other"), [([1, 1, 1], [1, 2, 3]), ([1, 2], [1, 2, 3]), ([], []), ([1], [1])])
def test_what_never_moves_or_does_not_match_has_no_correlation(one: list[float], other: list[float]) -> None:
    assert spearman(one, other) is None


@given(SERIES, st.randoms(use_true_random=False))
def test_correlation_ignores_units_and_the_order_of_months(series: list[float], dice) -> None:  # noqa: ANN001
    other = [dice.random() for _ in series]
    found = spearman(series, other)
    order = list(range(len(series)))
    dice.shuffle(order)
    moved = spearman([series[i] * 3 + 7 for i in order], [other[i] for i in order])
    assert moved == found if found is None else moved == pytest.approx(found)
    assert spearman(other, series) == found


def test_sets_share_what_they_share() -> None:
    assert jaccard({"a", "b"}, {"b", "c"}) == pytest.approx(1 / 3)
    assert jaccard(set(), {"a"}) == 0.0
    assert jaccard(set(), set()) is None


def test_a_chain_of_likenesses_makes_one_group() -> None:
    assert chained([("c", "b"), ("a", "b"), ("e", "d")]) == [("a", "b", "c"), ("d", "e")]


@given(PAIRS)
def test_groups_share_out_every_name_once(pairs: list[tuple[str, str]]) -> None:
    names = [name for group in chained(pairs) for name in group]
    assert sorted(names) == sorted({name for pair in pairs for name in pair})
    assert chained(pairs[::-1]) == chained(pairs)
    assert all(any({a, b} <= set(group) for group in chained(pairs)) for a, b in pairs)


def squares(part: list[float]) -> float:
    mean = fsum(part) / len(part)
    return fsum((value - mean) ** 2 for value in part)


def cost(series: list[float], cuts: tuple[int, ...], penalty: float) -> float:
    edges = [0, *cuts, len(series)]
    return fsum(squares(series[a:b]) for a, b in pairwise(edges)) + penalty * len(cuts)


@given(SERIES, st.floats(0.5, 30), st.integers(1, 4))
def test_the_best_cut_costs_what_brute_force_finds(series: list[float], penalty: float, shortest: int) -> None:
    size = len(series)
    allowed = [
        cuts
        for count in range(size)
        for cuts in combinations(range(1, size), count)
        if all(b - a >= shortest for a, b in zip([0, *cuts], [*cuts, size], strict=True))
    ]
    if allowed:
        best = min(cost(series, cuts, penalty) for cuts in allowed)
        assert cost(series, tuple(best_cuts(series, penalty, shortest)), penalty) == pytest.approx(best, abs=1e-6)


def test_one_step_is_one_cut_and_a_constant_has_none() -> None:
    assert best_cuts([0, 0, 0, 9, 9, 9], 1.0, 2) == [3]
    assert phases([5.0] * 24, 3.0, 6) == []
    assert phases([1.0, 2.0] * 5, 3.0, 6) is None


@given(st.integers(-5, 5), st.sampled_from([0.1, 2.0, 50.0]))
def test_a_change_is_found_in_any_unit_and_from_any_zero(zero: int, unit: float) -> None:
    noise = [0.0, 1.0, -1.0, 0.5, -0.5, 0.8] * 2
    series = [zero + unit * v for v in noise + [v + 4 for v in noise]]
    assert phases(series, 3.0, 6) == [12]


def test_months_that_stir_are_those_outside_and_those_of_a_long_run() -> None:
    calm = [9.0, 11.0] * 6
    assert disturbed(calm) == disturbed([5.0] * 9) == disturbed([]) == set()
    assert disturbed([*calm, 40.0]) == {12}
    assert disturbed([9.0, 11.0] * 4 + [10.4] * 8) == set(range(7, 16))
    assert runs([1, 1, 2, 3, 3]) == [(0, 2), (3, 5)]
    assert moving_range([10.0, 12.0, 11.0, 13.0]) == pytest.approx(5 / 3)
    assert moving_range([1.0]) == 0.0
