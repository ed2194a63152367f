"""What makes a green level flat: saturation in cases, months more even than chance; and units that are not a share."""

from dataclasses import replace
from datetime import date
from random import Random  # noqa: TID251 - seeded months of a test

import pytest
from tests.comfort_zone.cards import RULES, TODAY, level

from etincelle.comfort_zone.attainment import share_met
from etincelle.comfort_zone.facts import ComfortFacts, LevelFacts, Month, TicketMonth
from etincelle.comfort_zone.green_but_asleep import Flatness, flatness, has_found, is_asleep, sleep_score
from etincelle.comfort_zone.process_behaviour import smooth as read_smooth
from etincelle.comfort_zone.signals import tickets_proof

COMFORT = RULES.comfort_zone


def counted(months: list[tuple[int, int]], target: float = 95.0) -> LevelFacts:
    """A level told by its counts, whose target has just moved."""
    base = level([100 * met / total for met, total in months], target, since=TODAY)
    return replace(
        base, months=tuple(replace(m, met=x, total=n) for m, (x, n) in zip(base.months, months, strict=True))
    )


def is_smooth(level: LevelFacts) -> bool:
    return has_found(read_smooth(level, COMFORT))


@pytest.mark.parametrize(("cases", "flat"), [(58, False), (59, True)])
def test_no_failure_proves_a_level_only_with_enough_cases(cases: int, flat: bool) -> None:
    spread = [(cases // 6, cases // 6)] * 5
    found = flatness(counted([*spread, (cases - 5 * (cases // 6),) * 2]), COMFORT, TODAY)
    assert (found is not None and found.test == "saturated") is flat


def test_one_failure_is_no_saturation() -> None:
    assert flatness(counted([(400, 400)] * 5 + [(399, 400)]), COMFORT, TODAY) is None


def test_no_case_at_all_proves_nothing() -> None:
    months = tuple(Month(date(2026, n, 1), 99.0, 0, 0, str(n)) for n in range(5, 11))
    assert flatness(replace(level([99.0]), months=months, target_since=TODAY), COMFORT, TODAY) is None


def test_a_hundred_hours_are_no_perfection() -> None:
    assert flatness(replace(level([100.0] * 12, since=TODAY, target=90.0), unit="h"), COMFORT, TODAY) is None


def test_months_by_chance_are_not_smooth_and_managed_ones_are() -> None:
    dice = Random(2)
    chance = [(sum(dice.random() < 0.97 for _ in range(200)), 200) for _ in range(12)]
    assert not is_smooth(counted(chance))
    assert is_smooth(counted([(194, 200), (194, 200), (193, 200)] * 4))


@pytest.mark.parametrize("months", [[(194, 200)] * 11, [(48, 49)] * 12, [(200, 200)] * 12])
def test_smoothness_needs_months_cases_and_a_failure(months: list[tuple[int, int]]) -> None:
    assert not is_smooth(counted(months))


def test_a_flat_level_sleeps_for_a_reason_and_never_for_being_stable() -> None:
    flat, smooth = Flatness("N1", "unstretched", 24), Flatness("N1", "unstretched", 24, smooth=True)
    assert not is_asleep(flat, discussed=True, unhappy=False)
    assert is_asleep(flat, discussed=False, unhappy=False)
    assert is_asleep(flat, discussed=True, unhappy=True)
    assert is_asleep(smooth, discussed=True, unhappy=False)


def test_two_levels_of_three_asleep_for_two_years() -> None:
    assert sleep_score(2, 3, 24, COMFORT) == pytest.approx(0.489, abs=0.001)


def test_a_level_in_hours_is_told_by_the_months_that_kept_it() -> None:
    hours = replace(level([2.0, 9.0, 3.0, 4.0], target=8.0), higher_is_better=False, unit="h")
    bare = replace(hours, months=tuple(replace(m, met=None, total=None) for m in hours.months))
    assert share_met(bare) == 0.75


def test_incidents_speak_of_whole_months_and_of_those_with_a_verdict() -> None:
    months = tuple(TicketMonth(date(2026, n, 1), 100, made, str(n)) for n, made in ((7, 1), (8, 90), (9, 80), (10, 70)))
    current = TicketMonth(date(2026, 11, 1), 50, 0, "11")
    found = tickets_proof((*months, current), TODAY)
    assert found is not None and found.source is not None
    assert found.params == {"made_share": 0.8, "judged": 300, "span_months": 3}
    assert found.source.keys == ("8", "9", "10")


def test_no_incident_with_a_verdict_is_no_proof() -> None:
    assert tickets_proof(ComfortFacts().tickets, TODAY) is None
    assert tickets_proof((TicketMonth(date(2026, 10, 1), 0, 0, "1"),), TODAY) is None
