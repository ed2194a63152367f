"""Silence at the pace of work, strength, bursts, delegation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.cards import TODAY, ago, meeting, network

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.foundation.config import default_rules
from etincelle.network.bus_factor import bus_factor
from etincelle.network.delegation import CommitteeSeat, delegation_drift
from etincelle.network.pace import Pace, days_per_open_day, pace_of
from etincelle.network.right_level import all_ties, empty_pairs, ladder
from etincelle.network.strength import burstiness, shared_weight, strength, told_burstiness
from etincelle.network.ties import History, TieState, read_rhythm
from etincelle.vocabulary.levels import Side

NET = default_rules().network
FRANCE = Pace(WorkCalendar("FR", "national"), (8,))
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def test_august_and_weekends_count_against_nobody() -> None:
    assert FRANCE.between(date(2026, 7, 24), date(2026, 9, 1)) == pytest.approx(
        6 * days_per_open_day(FRANCE.calendar, FRANCE.slow_months)
    )
    assert FRANCE.between(date(2026, 8, 1), date(2026, 8, 31)) == 0
    assert FRANCE.between(date(2025, 3, 1), date(2026, 3, 1)) == pytest.approx(365, abs=4)


@given(days, days, days)
def test_paced_silence_sums_and_never_falls(one: date, two: date, three: date) -> None:
    a, b, c = sorted((one, two, three))
    assert FRANCE.between(a, c) == pytest.approx(FRANCE.between(a, b) + FRANCE.between(b, c))
    assert FRANCE.between(a, b) <= FRANCE.between(a, c)
    assert FRANCE.between(c, a) == 0.0


def test_a_tie_last_seen_before_the_holidays_is_not_late_on_the_first_of_september() -> None:
    met = tuple(date(2026, 7, 24) - timedelta(days=14 * n) for n in reversed(range(8)))
    back = date(2026, 9, 1)
    assert read_rhythm(History(met, None), 3, NET, back).state is TieState.OVERDUE
    assert read_rhythm(History(met, None, pace=FRANCE), 3, NET, back).state is TieState.ACTIVE


@settings(max_examples=60)
@given(st.lists(st.integers(1, 900), max_size=12, unique=True), st.integers(0, 900), st.integers(1, 400))
def test_at_the_pace_of_work_too_a_longer_silence_never_lowers_the_score(
    past: list[int], signed: int, more: int
) -> None:
    met = tuple(sorted(TODAY - timedelta(days=n) for n in past))
    history = History(met, TODAY - timedelta(days=signed), pace=FRANCE)
    now, later = (read_rhythm(history, 5, NET, day) for day in (TODAY, TODAY + timedelta(days=more)))
    assert later.score >= now.score


def test_rules_without_a_country_count_every_day() -> None:
    assert pace_of(replace(NET, work_country="")) is None
    assert pace_of(NET) == FRANCE


def test_strength_halves_every_two_cadences_and_counts_a_day_once() -> None:
    today = TODAY
    assert strength([(today, 1.0), (today - timedelta(days=180), 1.0)], 90, today) == pytest.approx(1.5)
    assert strength([(today, 0.3), (today, 1.0)], 90, today) == 1.0
    assert strength([(today + timedelta(days=1), 1.0)], 90, today) == 0.0


def test_participants_of_the_level_share_the_weight_and_others_do_not() -> None:
    levels = {"dg": 5, "pdg": 5, "dsi": 4, "compte": 3}
    board = meeting(TODAY, "dg", "pdg", "dsi", "compte", people=4)
    assert shared_weight(board, 5, levels, NET) == NET.weight_committee
    assert shared_weight(board, 4, levels, NET) == NET.weight_committee / 2
    assert shared_weight(board, 1, levels, NET) == pytest.approx(NET.weight_committee / 3)


def test_bursts_are_told_from_six_gaps_and_beyond_a_half() -> None:
    assert burstiness([7.0] * 6) == pytest.approx(-1)
    assert burstiness([7.0]) is None
    regular = [TODAY - timedelta(days=7 * n) for n in range(7)]
    assert told_burstiness(regular, NET) == pytest.approx(-1)
    assert told_burstiness(regular[:6], NET) is None
    uneven = [TODAY - timedelta(days=n) for n in (0, 5, 20, 22, 40, 49, 60, 75)]
    assert told_burstiness(uneven, NET) is None
    bursts = [TODAY - timedelta(days=n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 400, 401, 402, 403, 404)]
    assert (told_burstiness(bursts, NET) or 0) > 0.5


def board(*came: int | None) -> list[CommitteeSeat]:
    return [CommitteeSeat(named, level) for named, level in zip((5, 4, 4), came)]


def test_delegation_drift() -> None:
    found = delegation_drift([board(5, 4, 3), board(5, 4, 3), board(4, 4, 3)], NET)
    assert found is not None
    assert (found.delegated, found.occupied, found.alert) == (4, 9, True)
    steady = delegation_drift([board(5, 4, 4), board(5, 4, 4), board(5, None, 3)], NET)
    assert steady is not None
    assert (steady.share, steady.alert) == (1 / 8, False)
    fallen = delegation_drift([*[board(5, 4, 4)] * 4, board(None, 3, 3), board(None, 3, None)], NET)
    assert fallen is not None
    assert (fallen.fallen_in_a_row, fallen.alert) == (2, True)


def test_delegation_is_unknown_before_three_meetings_or_when_nobody_came() -> None:
    assert delegation_drift([board(5, 4, 3)] * 2, NET) is None
    assert delegation_drift([board(None, None, None)] * 3, NET) is None


def test_a_level_with_nobody_in_front_is_named() -> None:
    facts = network(ago(10))
    alone = replace(facts, people=tuple(p for p in facts.people if p.code != "pdg"))
    assert empty_pairs(ladder(alone, NET, TODAY)) == [(5, Side.PARTNER)]
    assert empty_pairs(ladder(facts, NET, TODAY)) == []
    assert bus_factor(all_ties(alone, NET, TODAY)) == 0
