"""The renewal plan: the best one there is, told by trying everything; and what each bound says."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.comfort_zone.castings import RULES, TODAY, best_by_trying, casting, grids, holds, seat, small_castings

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.comfort_zone.renewal import Asked, Bound, Casting, broken, casting_of, first_workday, mean_tenure
from etincelle.comfort_zone.renewal_plan import Cost, solve
from etincelle.comfort_zone.renewal_why import conflict, lifted, why
from etincelle.comfort_zone.tenure import Departures, Standing, read_tenure
from etincelle.foundation.config import default_rules
from etincelle.parties.facts import SeatTerms
from etincelle.vocabulary.levels import Side

COMFORT = default_rules().comfort_zone


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_castings())
def test_a_plan_is_the_best_of_all_plans(side: Casting) -> None:
    found = solve(side)
    assert found.is_proved
    assert found.plan == best_by_trying(side)


def test_a_plan_is_the_best_on_a_whole_grid() -> None:
    impossible = 0
    for side in grids():
        found = solve(side)
        assert found.is_proved
        assert found.plan == best_by_trying(side)
        impossible += found.plan is None
    assert 0 < impossible < 324


def test_the_check_of_a_plan_agrees_with_the_definition() -> None:
    kept = 0
    for side in list(grids())[::3]:
        for months in ((None, None, None), (1, None, 13), (2, 12, 14), (6, 18, None), (9, 3, 24), (None, 14, 2)):
            plan = {s.code: m for s, m in zip(side.seats, months, strict=True) if m is not None}
            assert (not broken(side, plan)) == holds(side, months)
            kept += not broken(side, plan)
    assert kept > 20


def test_the_worked_figure() -> None:
    side = casting([seat(code, 60) for code in "abcd"])
    assert mean_tenure(side, {"a": 4, "b": 4}, 4) == 32
    # 144 months must go; two seats of 60 leave 24 to their months, twelve apart: 6 + 18 is the earliest
    found = solve(side)
    assert found.plan == {"a": 6, "b": 18}
    assert found.cost == Cost(past_window=2, renewals=2, shared_months=360)
    assert mean_tenure(side, found.plan, 24) == 48


def test_both_halves_of_a_pair_wait_for_each_other() -> None:
    side = casting([seat("a", 70, pair="lead"), seat("b", 70, pair="lead"), *(seat(c, 20) for c in "cdefgh")])
    plan = solve(side).plan
    assert plan is not None and abs(plan["a"] - plan["b"]) >= 6
    told = broken(side, {"a": 3, "b": 8, "c": 20})
    assert [(one.bound, one.found, one.limit) for one in told] == [(Bound.PAIR, 5, 6)]


def test_a_conflict_names_the_bounds_that_cannot_hold_together() -> None:
    young = casting([seat(f"s{n}", 24, after_term=20) for n in range(8)])
    assert solve(young).plan is None
    assert conflict(young) == (Bound.MINIMUM_TERM, Bound.REGULAR)
    for bound in conflict(young):
        assert solve(young.without(bound)).plan is not None


def test_each_month_is_held_by_a_bound_and_each_seat_is_needed() -> None:
    side = casting([seat(f"s{n}", 30, after_notice=3) for n in range(8)], closed=frozenset({3, 4}))
    plan = solve(side).plan
    assert plan
    for one in why(side, plan):
        assert one.held_by or one.month == 1
        assert one.needed_for or one.leaves_window
    first = why(side, plan)[0]
    assert first.month == 5 and Bound.BLACKOUT in first.held_by


def test_what_a_bound_costs_is_what_solving_without_it_gains() -> None:
    side = casting([seat(f"s{n}", 70) for n in range(6)])
    found = solve(side)
    assert found.cost == Cost(2, 4, 4 * 5 * 70)
    costs = {one.bound: one for one in lifted(side, found)}
    # two in six months remain: five seats by month 13, 83 + 12 + 12 + 6 + 6 = 119 >= 6 x 18; a sixth never fits
    assert costs[Bound.MOST_A_YEAR].gain == Cost(1, -1, -350)
    assert Bound.STABILITY not in costs


def test_thirty_seats_of_one_side_are_solved() -> None:
    seats = [
        seat(f"s{n:02}", 12 + 3 * n, after_term=1 + n % 4, after_notice=3, pair="ab"[n // 2] if n < 4 else "")
        for n in range(30)
    ]
    found = solve(casting(seats, closed=frozenset({8, 20})))
    assert found.is_proved and found.plan
    assert not broken(casting(seats, closed=frozenset({8, 20})), found.plan)


def test_the_order_of_the_rows_changes_nothing() -> None:
    seats = [seat(f"s{n}", (17 * n) % 80, renewed=n % 2 == 0) for n in range(9)]
    assert solve(casting(seats)).plan == solve(casting(seats[::-1])).plan


def test_a_search_cut_short_does_not_pretend() -> None:
    found = solve(casting([seat(f"s{n}", 50 + n) for n in range(12)]), most_steps=5)
    assert (found.plan, found.is_proved) == (None, False)


CALENDAR = WorkCalendar("FR", "national")


def terms(row: str, since: date, **told: Any) -> SeatTerms:
    facts = {"until": None, "key_role": True, **told}
    return SeatTerms(row, f"role {row}", Side.PARTNER, f"p{row}", since, **facts)


def test_forty_business_days_skip_the_french_holidays() -> None:
    """Forty working days after 24 November 2026, without Christmas and New Year, end on Thursday 21 January."""
    old = date(2020, 1, 15)
    found = casting_of([terms("1", old), terms("2", old)], Side.PARTNER, Asked(TODAY, CALENDAR), RULES)
    assert found is not None
    assert CALENDAR.add_workdays(TODAY, 40) == date(2027, 1, 21)
    assert [s.after_notice for s in found.seats] == [3, 3]
    assert [s.after_term for s in found.seats] == [1, 1]
    assert first_workday(date(2027, 5, 1), CALENDAR) == date(2027, 5, 3)


def test_terms_of_the_contract_come_before_the_defaults() -> None:
    since = date(2026, 6, 1)
    told = [terms("1", since, minimum_months=36, handover_days=5), terms("2", date(2024, 1, 1), minimum_months=0)]
    found = casting_of(told, Side.PARTNER, Asked(TODAY, CALENDAR), RULES)
    assert found is not None
    assert [(s.code, s.after_term, s.after_notice, s.renewed) for s in found.seats] == [
        ("1", 31, 1, True),
        ("2", 1, 3, False),
    ]


def test_one_role_or_none_is_no_casting() -> None:
    ended = terms("2", date(2020, 1, 1), until=date(2021, 1, 1))
    assert casting_of([terms("1", date(2020, 1, 1)), ended], Side.PARTNER, Asked(TODAY, CALENDAR), RULES) is None


def test_the_figures_of_a_side() -> None:
    def ago(months: int) -> date:
        return TODAY - timedelta(days=round(months * 365.25 / 12))

    seats = [
        terms("1", ago(60)),
        terms("2", ago(48)),
        terms("3", ago(12) + timedelta(days=3), planned_on=TODAY + timedelta(days=90)),
    ]
    found = read_tenure(seats, Side.PARTNER, COMFORT, TODAY)
    assert found is not None
    assert found.tenure_years == pytest.approx(10 / 3, abs=0.01)
    assert found.familiarity_months == pytest.approx(24, abs=0.1)
    assert (found.fresh, found.standing, found.planned_ahead) == (1, Standing.HEALTHY, 1)
    assert found.departures == Departures(0, 0, 0.0, False)


def test_a_departure_is_planned_only_by_a_plan_near_it() -> None:
    gone = date(2026, 6, 1)
    seats = [
        terms("1", date(2024, 1, 1)), terms("2", date(2024, 1, 1)),
        terms("3", date(2022, 1, 1), until=gone, planned_on=gone + timedelta(days=30)),
        terms("4", date(2022, 1, 1), until=gone),
    ]  # fmt: skip
    found = read_tenure(seats, Side.PARTNER, COMFORT, TODAY)
    assert found is not None and found.departures == Departures(1, 1, 0.5, True)
    unplanned = [replace(s, planned_on=None) for s in seats]
    nobody_knows = read_tenure(unplanned, Side.PARTNER, COMFORT, TODAY)
    assert nobody_knows is not None and nobody_knows.departures is None


@pytest.mark.parametrize(
    ("months", "standing"), [(12, Standing.UNSETTLED), (18.5, Standing.HEALTHY), (60, Standing.STALE)]
)
def test_both_floors(months: float, standing: Standing) -> None:
    since = TODAY - timedelta(days=round(months * 365.25 / 12))
    found = read_tenure([terms("1", since), terms("2", since)], Side.PARTNER, COMFORT, TODAY)
    assert found is not None and found.standing is standing
