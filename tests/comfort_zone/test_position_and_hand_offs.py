"""Where a partnership stands between stability and creativity; through how many hands a case goes."""

import csv
import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES, level

from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.hand_offs import HandOffs, Journey, hand_offs, levels_crossed, steps
from etincelle.comfort_zone.position import Period, Position, position
from etincelle.vocabulary.signal import Unknown

COMFORT = RULES.comfort_zone
MEASURES = COMFORT.measures
YEAR = Period(date(2025, 11, 1), date(2026, 11, 1), ("i1", "i2", "i3", "i4"), (), ("s1",))
CALM = [97.0, 97.4, 96.8, 97.2, 97.1, 96.9] * 2


def at(levels: list[LevelFacts], period: Period) -> Position:
    found = position(levels, period, COMFORT)
    assert isinstance(found, Position)
    return found


def test_the_worked_year_stands_at_92_and_50_with_its_proofs() -> None:
    stirred = [*CALM[:10], 90.0, 104.0]
    found = at([level(CALM, code="A"), level(stirred, code="B")], YEAR)
    assert (round(found.stability, 2), round(found.creativity, 2)) == (0.92, 0.50)
    assert [len(e.source.keys) for e in found.evidence if e.source] == [24, 4, 1]
    assert found.corner == "stable_and_creative"


def test_stable_without_anything_new_is_the_comfort_zone_and_with_it_is_excellence() -> None:
    nothing = replace(YEAR, ideas=(), new_faces=())
    assert (at([level(CALM)], nothing).creativity, at([level(CALM)], nothing).corner) == (0.0, "comfort_zone")
    lively = replace(YEAR, ideas=tuple("abcdefgh"), amendments=("m1",), new_faces=("s1", "s2"))
    assert at([level(CALM)], lively).creativity == pytest.approx(1.0, abs=0.001)
    assert at([level(CALM)], lively).corner == "stable_and_creative"


@pytest.mark.parametrize("lacking", ["ideas", "amendments", "new_faces"])
def test_a_source_that_lacks_makes_the_point_unknown_not_asleep(lacking: str) -> None:
    assert position([level(CALM)], replace(YEAR, **{lacking: None}), COMFORT) == Unknown(
        "comfort_zone.position", "source_missing"
    )


def test_few_months_make_no_point() -> None:
    few = Unknown("comfort_zone.position", "few_months", {"months": 0, "needed": 3})
    assert position([], YEAR, COMFORT) == few
    assert position([level(CALM[:5])], YEAR, COMFORT) == few
    assert position([level(CALM)], replace(YEAR, since=date(2026, 9, 1)), COMFORT).params == {"months": 2, "needed": 3}


def test_a_point_once_drawn_never_moves() -> None:
    before = level(CALM)
    later = replace(before, months=(*before.months, replace(before.months[0], month=date(2026, 11, 1), value=10.0)))
    assert at([before], YEAR) == at([later], YEAR)


@given(st.integers(0, 12), st.integers(0, 3), st.integers(0, 3), st.sampled_from(["ideas", "amendments", "new_faces"]))
def test_one_new_thing_more_never_lowers_creativity(ideas: int, amendments: int, faces: int, more: str) -> None:
    counts = {"ideas": ideas, "amendments": amendments, "new_faces": faces}
    one, two = counts, {**counts, more: counts[more] + 1}
    here, there = (
        at([level(CALM)], replace(YEAR, **{k: tuple(map(str, range(n))) for k, n in c.items()})) for c in (one, two)
    )
    assert 0 <= here.creativity <= there.creativity <= 1
    assert here.stability == there.stability


def test_going_back_and_forth_is_three_hands_three_levels_and_a_return() -> None:
    way = steps(Journey("1", None, ("N1", "N1", "N2", "N1", "N3")))
    assert way == ("N1", "N2", "N1", "N3")
    assert levels_crossed(way, {"N1": 1, "N2": 2, "N3": 3}) == 3
    assert levels_crossed(way, {"N1": 1}) is None


def test_the_help_desk_of_twelve_levels_is_seen() -> None:
    groups = tuple(f"G{n}" for n in range(12))
    plain = [Journey(f"p{n}", 0, ("G0",)) for n in range(18)]
    found = hand_offs(
        [*plain, Journey("long", 3, groups), Journey("back", None, ("G0", "G1", "G0", "G2"))],
        {group: n + 1 for n, group in enumerate(groups)},
        MEASURES,
    )
    assert isinstance(found, HandOffs)
    assert (found.found, found.many_share, found.most, found.most_levels) == (True, 0.1, 11, 12)
    assert (found.returned_share, found.median, found.rows) == (0.05, 0, ("long", "back"))


def test_the_export_may_know_of_more_hands_than_the_groups_it_shows() -> None:
    found = hand_offs([Journey(str(n), 4, ("N1", "N2")) for n in range(20)], {}, MEASURES)
    assert isinstance(found, HandOffs)
    assert (found.mean, found.most_levels, found.returned_share) == (4.0, None, 0.0)


def test_cases_nobody_counted_are_left_aside_and_few_cases_say_nothing() -> None:
    unknown = [Journey(f"u{n}", None) for n in range(50)]
    assert hand_offs([*unknown, Journey("1", 9)], {}, MEASURES) == Unknown(
        "comfort_zone.hand_offs", "few_cases", {"cases": 1, "needed": 20}
    )
    found = hand_offs([*unknown, *(Journey(str(n), 0) for n in range(20))], {}, MEASURES)
    assert isinstance(found, HandOffs)
    assert (found.found, found.returned_share, found.most_levels) == (False, None, None)


@given(st.lists(st.integers(0, 6), min_size=20, max_size=40), st.data())
def test_order_changes_nothing_and_one_hand_more_never_hides_it(counts: list[int], data: st.DataObject) -> None:
    def read(numbers: list[int]) -> HandOffs:
        found = hand_offs([Journey(f"{n:03}", c) for n, c in enumerate(numbers)], {}, MEASURES)
        assert isinstance(found, HandOffs)
        return found

    one = read(counts)
    mixed = read(data.draw(st.permutations(counts)))
    assert (one.mean, one.many_share, one.most) == (mixed.mean, mixed.many_share, mixed.most)
    more = read([counts[0] + 1, *counts[1:]])
    assert more.mean > one.mean
    assert more.found or not one.found


@pytest.mark.shared_data
def test_real_incidents_wander_in_one_case_of_ten(shared_data: Path) -> None:
    rows: dict[str, list[dict[str, str]]] = {}
    with gzip.open(shared_data / "servicenow/incident_event_log_2016-04-04_17.csv.gz", "rt") as log:
        for row in csv.DictReader(log):
            rows.setdefault(row["number"], []).append(row)
    journeys = []
    for number, seen in rows.items():
        seen.sort(key=lambda row: int(row["sys_mod_count"]))
        groups = tuple(row["assignment_group"] for row in seen if row["assignment_group"] != "?")
        journeys.append(Journey(number, int(seen[-1]["reassignment_count"]), groups))
    found = hand_offs(journeys, {}, MEASURES)
    assert isinstance(found, HandOffs)
    assert (found.cases, len(found.rows), found.most, found.median) == (4003, 398, 18, 0)
    assert found.mean == pytest.approx(0.835, abs=5e-4)
