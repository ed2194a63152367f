"""From occasions to points of a table: each by hand once, then any mixture of them before the engine of deals."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.living_contract.tables import packages

from etincelle.foundation.config import default_rules
from etincelle.living_contract.deal import Deal, negotiate
from etincelle.living_contract.deal_facts import Link, Offer, PublicContract, Side, Unit
from etincelle.living_contract.facts import TermFacts
from etincelle.living_contract.guard_rails import guard
from etincelle.living_contract.levers import NewService, RelaxedMeasure, Visibility
from etincelle.living_contract.occasions import LEVERS, Occasion
from etincelle.living_contract.phrases import PHRASES
from etincelle.living_contract.proposal_worths import Inputs
from etincelle.living_contract.proposals import CODE, KINDS, MOST, Proposal, proposed, proposed_issues, table_of
from etincelle.vocabulary.partnership import Regime
from etincelle.vocabulary.signal import Evidence, Source

D = Decimal
TODAY = date(2026, 11, 25)
RULES = default_rules().living_contract
TERM = TermFacts(
    "CT", Regime.PRIVATE, date(2024, 1, 1), TODAY + timedelta(days=2 * 365 + 30), "none", None, 3, 0, D(1_000_000),
    "EUR", None, "1",
)  # fmt: skip
PUBLIC = replace(TERM, regime=Regime.PUBLIC)
ALL = Inputs(
    rate=D("0.25"), margin=D("0.1"), kept_anyway=D("0.6"), market=((D("0.5"), D("0.06")), (D("0.5"), D("-0.02")))
)


def occasion(code: str, *levers: str, clause: str = "", **params: str) -> Occasion:
    ending = {"volume_outside_band": "living_contract.volume_over"}.get(code, "any")
    return Occasion(code, (Evidence(ending, params, Source("x", ("1",))),), clause, levers)


SATURATED = occasion("measure_saturated", "relaxed_measure", "new_measure", "price", clause="SL-1")
WISH = occasion("partner_wants", "extension", "volume", "reference")
NEED = occasion("need_unserved", "new_services", "extension", "innovation_days", topic="Tablets")
OVER = occasion("volume_outside_band", "price", "volume", line="Desk")
OLD = occasion("technology_past_support", "new_services", "innovation_days", technology="Windows 10")
FACES = occasion("casting_changed", "new_team", "gainshare")
NO_CLAUSE = occasion("no_review_clause", "review_clause")
EVERY = (SATURATED, WISH, NEED, OVER, OLD, FACES, NO_CLAUSE)


def told(*occasions: Occasion, term: TermFacts = TERM, inputs: Inputs | None = None) -> dict[str, Proposal]:
    return {one.issue.code: one for one in proposed(occasions, (term,), TODAY, inputs)}


def worths(one: Proposal, side: Side) -> list[Decimal | None]:
    return [level.worth(side) for level in one.issue.levels]


def test_a_saturated_measure_is_eased_for_another_effort_on_it_never_both() -> None:
    points = told(SATURATED)
    assert list(points) == ["measure_eased:SL-1", "measure_stretched:SL-1", "price"]
    assert points["measure_eased:SL-1"].subject == {"level_code": "SL-1"}
    assert points["measure_eased:SL-1"].issue.giver is Side.CLIENT
    assert table_of(tuple(points.values()), (TERM,), TODAY).forbidden == (
        Link("measure_eased:SL-1", "dropped", "measure_stretched:SL-1", "raised"),
        Link("measure_eased:SL-1", "dropped", "measure_stretched:SL-1", "doubled"),
        Link("measure_eased:SL-1", "uncredited", "measure_stretched:SL-1", "doubled"),
    )


def test_two_occasions_share_a_point_and_it_comes_first() -> None:
    points = told(WISH, NEED)
    assert list(points) == ["extension", "scope", "reference", "service_asked:Tablets", "innovation_days"]
    assert points["extension"].occasions == (WISH, NEED)
    assert points["scope"].occasions == (WISH,)


def test_the_second_subject_of_a_kind_leaves_its_place_to_other_kinds() -> None:
    points = told(OLD, replace(OLD, evidence=(Evidence("any", {"technology": "Fax"}),)), OVER)
    assert list(points) == ["innovation_days", "technology:Windows 10", "price", "band_over:Desk", "technology:Fax"]


def test_when_one_side_alone_would_give_the_other_gets_its_cheapest_answer() -> None:
    wish, faces = told(WISH), told(FACES)
    assert wish["innovation_days"].occasions == ()
    assert list(faces) == ["new_team", "gainshare", "reference"]
    assert faces["reference"].occasions == ()


def test_without_inputs_nothing_is_in_euros_but_what_costs_nothing() -> None:
    """A saturated measure and a reference cost the client 0 whatever the rate: known. All else is points."""
    for one in told(*EVERY).values():
        units = (Unit.EUROS if one.kind in ("measure_eased", "reference") else Unit.POINTS, Unit.POINTS)
        assert one.issue.units == units
    assert worths(told(NEED)["service_asked:Tablets"], Side.CLIENT) == [0, 33, 67, 100]
    assert worths(told(NEED)["service_asked:Tablets"], Side.PARTNER) == [100, 67, 33, 0]


def test_parts_of_a_gain_are_drawn_from_the_parts() -> None:
    point = told(FACES)["gainshare"]
    assert worths(point, Side.CLIENT) == [0, 100, 71, 43]
    assert worths(point, Side.PARTNER) == [0, 43, 71, 100]


def test_euros_are_those_of_the_levers() -> None:
    """1,000,000 a year, d = .8, two years left: S = 1.44, one to three years more: .512, .9216, 1.24928."""
    points = told(SATURATED, WISH, inputs=ALL)
    assert worths(points["price"], Side.CLIENT) == [0, 14_400, 28_800, 72_000]
    assert worths(points["price"], Side.PARTNER) == [0, -14_400, -28_800, -72_000]
    assert worths(points["extension"], Side.CLIENT) == [0, D("-15360"), D("-27648"), D("-37478.4")]
    assert worths(points["extension"], Side.PARTNER) == [0, D("20480"), D("36864"), D("49971.2")]
    assert worths(points["scope"], Side.PARTNER) == [0, 14_400, 28_800, 43_200]
    assert points["scope"].issue.units == (Unit.POINTS, Unit.EUROS)


def test_what_people_know_of_one_level_is_used_and_of_half_the_levels_is_not() -> None:
    eased = RelaxedMeasure(D(2_000), D("0.5"), is_saturated=True)
    both = {("measure_eased:SL-1", level): eased for level in KINDS["measure_eased"].levels}
    point = told(SATURATED, inputs=replace(ALL, levers=both))["measure_eased:SL-1"]
    assert worths(point, Side.PARTNER) == [0, 1_440, 1_440]
    pilot = {("service_asked:Tablets", "pilot"): NewService(D(1_500), D(40), D(5_000), D(30_000), D(20_000))}
    assert told(NEED, inputs=replace(ALL, levers=pilot))["service_asked:Tablets"].issue.units == (Unit.POINTS,) * 2
    named = {("reference", level): Visibility(D(n)) for n, level in enumerate(KINDS["reference"].levels, 1)}
    assert worths(told(WISH, inputs=Inputs(levers=named))["reference"], Side.PARTNER) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "term",
    [
        replace(TERM, annual_value=None), replace(TERM, annual_value=D(0)), replace(TERM, currency="USD"),
        replace(TERM, ends_on=None), replace(TERM, ends_on=TODAY + timedelta(days=300)),
        replace(TERM, ends_on=TODAY - timedelta(days=1)),
    ],
)  # fmt: skip
def test_a_price_without_its_inputs_is_in_points(term: TermFacts) -> None:
    assert told(SATURATED, term=term, inputs=ALL)["price"].issue.units == (Unit.POINTS, Unit.POINTS)


def test_one_contract_of_two_without_a_price_leaves_the_whole_unknown() -> None:
    points = proposed_issues((SATURATED,), (TERM, replace(TERM, annual_value=None)), TODAY, ALL)
    assert [i.units for i in points if i.code == "price"] == [(Unit.POINTS, Unit.POINTS)]


def test_the_law_holds_back_what_adds_to_a_public_contract() -> None:
    """Start 6,000,000: one year more adds 1,000,000, over 10 %; 10 % more for 3 years adds 300,000, under."""
    inputs = replace(ALL, public=PublicContract(D(6_000_000)))
    points = proposed((WISH, NEED, NO_CLAUSE), (PUBLIC,), TODAY, inputs)
    found = guard(table_of(points, (PUBLIC,), TODAY, inputs), RULES.public)
    barred = {(bar.issue, bar.level): bar.reason for bar in found.barred}
    assert {level: barred["extension", level] for level in ("one_year", "three_years")} == {
        "one_year": "over_limit", "three_years": "over_limit",
    }  # fmt: skip
    assert ("scope", "tenth") not in barred
    assert barred["scope", "third"] == "over_limit"
    assert barred["service_asked:Tablets", "pilot"] == "amount_unknown"
    assert "next_tender" in told(NO_CLAUSE, term=PUBLIC)
    assert "review_clause" in told(NO_CLAUSE)


def test_unknown_amounts_of_a_public_contract_bar_what_adds_and_leave_the_rest() -> None:
    points = proposed((WISH,), (PUBLIC,), TODAY)
    found = guard(table_of(points, (PUBLIC,), TODAY), RULES.public)
    assert {bar.issue for bar in found.barred} == {"extension", "scope"}


def test_no_occasion_or_no_contract_gives_no_point() -> None:
    assert proposed((), (TERM,), TODAY) == ()
    assert proposed(EVERY, (), TODAY) == ()


def test_each_point_has_its_words() -> None:
    for kind, held in KINDS.items():
        endings = ("", ".today", ".client_gains", ".partner_gains", *(f".{level}" for level in held.levels))
        assert all(f"{CODE}.{kind}{ending}" in PHRASES for ending in endings)


@given(
    st.lists(
        st.builds(
            lambda code, levers, name: occasion(
                code, *levers, clause=name, topic=name, technology=name, **({"line": name} if code[0] == "v" else {})
            ),
            st.sampled_from([one.code for one in EVERY]), st.lists(st.sampled_from(LEVERS), min_size=1, max_size=4),
            st.sampled_from(["a", "b", "c"]),
        ),
        min_size=1, max_size=6,
    ),
    st.sampled_from([TERM, PUBLIC, replace(TERM, annual_value=None)]),
    st.sampled_from([None, ALL, Inputs(rate=D("0.1")), replace(ALL, public=PublicContract(D(5_000_000)))]),
)  # fmt: skip
def test_any_table_is_one_the_engine_takes_with_today_feasible(
    occasions: list[Occasion], term: TermFacts, inputs: Inputs | None
) -> None:
    points = proposed(occasions, (term,), TODAY, inputs)
    table = table_of(points, (term,), TODAY, inputs)
    assert 2 <= len(points) <= MOST
    assert {Side.CLIENT, Side.PARTNER} <= {issue.giver for issue in table.issues}
    assert all(3 <= len(issue.levels) <= 6 for issue in table.issues)
    today = {issue.code: issue.today for issue in table.issues}
    held = guard(table, RULES.public).issues
    assert all(today[issue.code] in [level.code for level in issue.levels] for issue in held)
    assert not any(today.get(k.issue) == k.level and today.get(k.other_issue) == k.other_level for k in table.forbidden)
    found = negotiate(table, RULES)
    assert isinstance(found, Deal)
    assert all(view.client >= 0 and view.partner >= 0 for view in found.views.values())
    if len(points) <= 4:
        assert Offer(tuple(today.items())) in packages(table)
