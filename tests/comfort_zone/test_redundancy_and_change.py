"""T6, T7 and T8: measures that say the same, committees shown too much, months where a level changed."""

from dataclasses import replace
from datetime import date
from random import Random  # noqa: TID251 - seeded months of a test

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES, level
from tests.comfort_zone.worlds import counted, gaussian

from etincelle.comfort_zone.change_point import Changed, changed
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.redundancy import Redundant, TooMany, redundant, too_many
from etincelle.vocabulary.signal import Unknown

MEASURES = RULES.comfort_zone.measures
ONE = gaussian(12, seed=4)
TICKETS = frozenset(f"INC{n}" for n in range(100))


def together(levels: list[LevelFacts], cases: dict[str, frozenset[str]] | None = None) -> Redundant:
    found = redundant(levels, cases or {}, MEASURES)
    assert isinstance(found, Redundant)
    return found


def test_two_series_that_move_alike_or_opposite_are_redundant() -> None:
    hours = replace(level([200 - v for v in ONE], code="H"), higher_is_better=False, unit="h")
    found = together([level(ONE, code="A"), level([2 * v for v in ONE], code="B"), hours])
    assert found.clusters == (("A", "B", "H"),)
    assert [round(link.likeness) for link in found.links] == [1, -1, -1]


def test_series_by_chance_are_not_alike() -> None:
    found = together([level(gaussian(12, seed=s), code=f"N{s}") for s in range(6)])
    assert (found.found, found.compared) == (False, 15)


def test_the_same_tickets_say_it_before_the_months_do() -> None:
    cases = {"A": TICKETS, "B": frozenset(sorted(TICKETS)[:80]), "C": frozenset(sorted(TICKETS)[:79])}
    found = together([level(ONE[:3], code=c) for c in "ABC"], cases)
    assert [(link.first, link.second, link.by) for link in found.links] == [("A", "B", "cases"), ("B", "C", "cases")]
    assert found.clusters == (("A", "B", "C"),)


def test_what_cannot_be_compared_is_unknown_not_different() -> None:
    constant = level([99.0] * 12, code="K")
    for levels in ([], [level(ONE)], [level(ONE[:11], code="A"), level(ONE[:11], code="B")], [level(ONE), constant]):
        assert redundant(levels, {}, MEASURES) == Unknown("comfort_zone.redundant", "nothing_to_compare")
    assert isinstance(redundant([level(ONE), constant], {"N1": frozenset(), "K": frozenset()}, MEASURES), Unknown)


def test_only_months_in_common_are_compared() -> None:
    late = level([*gaussian(11, seed=1), *ONE], code="L")
    early = replace(late, code="E", months=late.months[:12])
    assert isinstance(redundant([early, level(ONE)], {}, MEASURES), Unknown)


@given(st.permutations("ABCD"), st.sampled_from([0.1, 3.0]))
def test_neither_order_nor_unit_changes_what_is_redundant(order: list[str], unit: float) -> None:
    series = {"A": ONE, "B": [v + 0.01 for v in ONE], "C": gaussian(12, seed=5), "D": gaussian(12, seed=6)}
    plain = together([level(series[c], code=c) for c in "ABCD"])
    assert together([level([v * unit for v in series[c]], code=c) for c in order]).clusters == plain.clusters


def test_a_committee_is_shown_too_much_over_its_cap() -> None:
    found = too_many({"steering": 80, "operations": 6, "strategic": 5, "contract": 40}, MEASURES)
    assert isinstance(found, TooMany)
    assert [(o.committee, o.shown, o.most) for o in found.over] == [("steering", 80, 10), ("operations", 6, 5)]
    assert found.counted == 3


def test_caps_kept_are_not_too_many_and_nothing_counted_is_unknown() -> None:
    kept = too_many({"steering": 10}, MEASURES)
    assert isinstance(kept, TooMany) and not kept.found
    assert too_many({"innovation": 90}, MEASURES) == Unknown("comfort_zone.too_many", "nothing_counted")


def year(base: int, seed: int) -> list[tuple[int, int]]:
    dice = Random(seed)
    return [(base + dice.choice((-2, -1, 0, 1, 2)), 200) for _ in range(12)]


def test_a_step_is_found_at_its_month_with_what_was_attained_on_each_side() -> None:
    readings = counted(year(190, 1) + year(197, 2))
    found = changed(readings, MEASURES)
    assert isinstance(found, Changed)
    assert [change.month for change in found.changes] == [readings.months[12].month]
    assert (found.changes[0].before, found.changes[0].after) == pytest.approx((0.951, 0.985), abs=0.002)


def test_one_bad_month_is_no_change() -> None:
    months = year(194, 1) + year(194, 2)
    months[10] = (170, 200)
    found = changed(counted(months), MEASURES)
    assert isinstance(found, Changed)
    assert not found.found


def test_perfect_months_have_a_logit_and_do_not_break_anything() -> None:
    found = changed(counted([(50, 50)] * 30), MEASURES)
    assert isinstance(found, Changed) and not found.found


def test_twenty_three_months_or_months_without_counts_tell_nothing() -> None:
    assert changed(counted((year(190, 1) + year(197, 2))[1:]), MEASURES) == Unknown(
        "comfort_zone.change", "few_months", {"months": 23, "needed": 24}
    )
    assert isinstance(changed(level([97.0] * 30), MEASURES), Unknown)


@given(st.integers(0, 300))
def test_a_level_read_backwards_changes_at_the_same_place(seed: int) -> None:
    months = year(190, seed) + year(197, seed + 1)
    there, back = changed(counted(months), MEASURES), changed(counted(months[::-1]), MEASURES)
    assert isinstance(there, Changed) and isinstance(back, Changed)
    assert len(there.changes) == len(back.changes)


def test_ten_years_are_read_as_well_as_two() -> None:
    found = changed(counted((year(190, 1) + year(197, 2)) * 5), MEASURES)
    assert isinstance(found, Changed)
    assert len(found.changes) == 9
    assert all(isinstance(change.month, date) for change in found.changes)
