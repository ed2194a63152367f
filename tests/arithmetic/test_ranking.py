"""Ranks and the area under the ROC curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.arithmetic.ranking import area, mid_ranks

cases = st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=2, max_size=40)


def test_equals_share_their_middle_rank() -> None:
    assert mid_ranks([10, 20, 20, 40]).tolist() == [0.25, 0.625, 0.625, 1.0]
    assert mid_ranks([]).size == 0


def test_a_worked_area() -> None:
    found = area([1, 2, 3, 4], [False, True, False, True])
    assert found is not None
    assert (found.value, found.yes, found.no) == (0.75, 2, 2)
    low, high = found.interval
    assert 0 <= low < 0.75 < high <= 1


def test_too_few_cases_are_unknown_not_zero() -> None:
    assert area([1, 2, 3], [True, True, True]) is None
    assert area([], []) is None
    assert area(range(12), [True] * 3 + [False] * 9, least=4) is None


@given(cases)
def test_the_area_is_the_share_of_pairs_in_order(rows: list[tuple[int, bool]]) -> None:
    yes, no = ([score for score, happened in rows if happened is kind] for kind in (True, False))
    found = area(*zip(*rows))
    if not yes or not no:
        assert found is None
        return
    share = np.mean([1.0 if a > b else 0.5 if a == b else 0.0 for a in yes for b in no])
    assert found is not None
    assert found.value == pytest.approx(share)
    turned = area([-score for score, _ in rows], [happened for _, happened in rows])
    assert turned is not None
    assert turned.value == pytest.approx(1 - found.value)
