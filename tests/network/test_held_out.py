"""Scores of ties judged on what came after a cut: counted right, blind to the future, in the right order."""

from dataclasses import replace

import numpy as np
import pytest
from bench.organisations import GENERATORS
from bench.ties import AREAS_OF, HABITS, mean_areas, operating_points, table_of_methods
from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.network.columns import Letters, active_days, count_ties, pair_counts, shared_contacts
from etincelle.network.held_out import OURS, all_scores, hold_out, our_scores

NET = default_rules().network


def letters(*rows: tuple[int, int, int], persons: int = 5) -> Letters:
    who, whom, day = (np.array(column, dtype=np.int64) for column in zip(*rows))
    return Letters(who, whom, day, np.full(who.size, 2), persons)


def test_a_pair_is_counted_from_both_sides() -> None:
    ties = count_ties(letters((0, 1, 10), (1, 0, 10), (0, 1, 40), (2, 1, 90), (2, 0, 95)), 100, 30)
    assert ties.pair.tolist() == [1, 2, 7]
    assert (ties.days.tolist(), ties.silence.tolist()) == ([2, 1, 1], [60, 5, 10])
    assert ties.balance.tolist() == [0.5, 0.0, 0.0]
    assert ties.quieter.tolist() == [1, 1, 1]
    assert ties.shared.tolist() == [1, 0, 0]


def test_more_people_than_fit_in_one_number_are_counted_alike() -> None:
    rows = ((0, 1, 10), (1, 0, 40), (2, 1, 90), (0, 1, 90))
    few, many = (pair_counts(letters(*rows, persons=persons), 0) for persons in (5, 2_000_000_000))
    assert many[0].tolist() == [1, 2_000_000_002]
    assert [column.tolist() for column in few[1:]] == [column.tolist() for column in many[1:]]


def test_nobody_shares_with_nobody() -> None:
    nothing = np.array([], dtype=np.int64)
    assert shared_contacts(np.array([1]), nothing, 5).tolist() == [0]
    assert shared_contacts(nothing, nothing, 0).tolist() == []
    assert active_days(letters((0, 1, 3), (0, 2, 3), (1, 0, 4))).tolist() == [2, 2, 1, 0, 0]


contacts = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 200)).filter(lambda row: row[0] != row[1]),
    min_size=1,
    max_size=40,
)


@given(contacts)
def test_nothing_after_the_cut_is_learnt(rows: list[tuple[int, int, int]]) -> None:
    before = [row for row in rows if row[2] <= 100] or [(0, 1, 50)]
    past, whole = (our_scores(count_ties(letters(*some), 100, 60), NET) for some in (before, [*before, *rows]))
    assert whole.woken.tolist() == past.woken.tolist()
    assert whole.asleep.tolist() == past.asleep.tolist()


@given(contacts.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_order_and_repetition_of_rows_change_no_count(
    both: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]],
) -> None:
    one, other = (count_ties(letters(*rows), 200, 60) for rows in both)
    for name in ("pair", "first", "last", "days", "quieter", "shared"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    twice = count_ties(letters(*both[0], *both[1]), 200, 60)
    assert (twice.days.tolist(), twice.shared.tolist()) == (one.days.tolist(), one.shared.tolist())


@given(contacts)
def test_shared_contacts_are_those_of_a_plain_count(rows: list[tuple[int, int, int]]) -> None:
    ties = count_ties(letters(*rows), 200, 60)
    near: dict[int, set[int]] = {}
    for pair, silence in zip(ties.pair.tolist(), ties.silence.tolist()):
        if silence < 60:
            near.setdefault(pair // 5, set()).add(pair % 5)
            near.setdefault(pair % 5, set()).add(pair // 5)
    plain = [len((near.get(p // 5, set()) & near.get(p % 5, set())) - {p // 5, p % 5}) for p in ties.pair.tolist()]
    assert ties.shared.tolist() == plain


def test_a_circular_wakes_nobody() -> None:
    mail = letters((0, 1, 10), (0, 1, 150))
    crowd = replace(mail, people=np.array([2, 40]))
    assert hold_out(mail, 100, 60, NET).again.tolist() == [True]
    assert hold_out(crowd, 100, 60, NET).again.tolist() == [False]


def test_a_tiny_or_empty_file_is_unknown() -> None:
    for mail in (letters((0, 1, 10)), letters((0, 1, 10)).between(50, 60)):
        trial = hold_out(mail, 100, 60, NET)
        assert all(trial.judge(scores) == (None, None) for scores in all_scores(trial.ties, NET).values())


@pytest.mark.parametrize("name", GENERATORS)
def test_ours_comes_before_each_habit_on_every_invented_organisation(name: str) -> None:
    areas = mean_areas(name)
    for habit in HABITS:
        assert (areas[OURS] > areas[habit]).all(), habit


def test_the_order_of_the_methods_on_ties_whose_truth_is_known() -> None:
    areas = table_of_methods(ties=4000, seed=5)
    assert set(areas) == set(AREAS_OF)
    assert min(areas["alive"], areas["rho"]) > areas["recency"] > areas["bgnbd"]
    assert areas["rho"] > areas["own_gaps"] > areas["bgnbd"]
    assert areas["rho"] > areas["decayed"] > areas["bgnbd"]


def test_operating_points_of_rho_are_compared_not_asserted() -> None:
    points = operating_points(ties=2000, seed=5)
    assert [point.over for point in points] == [2, 3, 8]
    assert all(0 <= point.precision <= 1 and 0 <= point.recall <= 1 for point in points)
