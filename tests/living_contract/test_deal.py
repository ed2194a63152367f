"""Packages where both gain: equal to walking through, three that differ, trades, nothing of a side in an offer."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.living_contract.tables import ARTICLE, MANY, POINTS, D, drawn_table, issue, mirrored, packages

from etincelle.arithmetic import pareto_rows
from etincelle.arithmetic.pareto_choice import Refusal
from etincelle.foundation.config import default_rules
from etincelle.living_contract.deal import Deal, Judged, negotiate, trades
from etincelle.living_contract.deal_facts import Link, Offer, Position, Side, Table, Unit
from etincelle.living_contract.deal_values import Missing, scale

RULES = default_rules().living_contract


def dealt(table: Table) -> Deal:
    deal = negotiate(table, RULES)
    assert isinstance(deal, Deal)
    return deal


def told(judged: Judged) -> tuple[str, ...]:
    return tuple(level for _, level in judged.offer.levels)


def test_the_article_s_trade_term_against_a_human_desk() -> None:
    nash = dealt(ARTICLE).views["nash"]
    assert told(nash) == ("2", "2", "0", "1")
    assert (nash.client, nash.partner) == (D(50_000), D(64_000))  # 95 - 45; 110 - 55 + 9


def test_the_views_are_those_of_walking_through_every_package() -> None:
    found, every = dealt(ARTICLE), packages(ARTICLE)
    gains = {offer: tuple(found.valued.gain(side, offer) for side in Side) for offer in every}
    suited = {offer: pair for offer, pair in gains.items() if min(pair) >= 0}
    assert found.views["nash"].offer == max(suited, key=lambda o: suited[o][0] * suited[o][1])
    assert min(gains[found.views["egalitarian"].offer]) == max(map(min, suited.values()))
    assert sum(gains[found.views["largest_sum"].offer]) == max(map(sum, suited.values()))


@pytest.mark.parametrize("seed", range(120))
def test_front_and_nash_equal_walking_through_any_table(seed: int) -> None:
    table = drawn_table(seed)
    found = negotiate(table, RULES)
    assert isinstance(found, Deal)
    valued = found.valued
    pairs = {offer: _quanta(found, offer) for offer in packages(table)}
    best = {p for p in pairs.values() if not any(q[0] >= p[0] and q[1] >= p[1] and q != p for q in pairs.values())}
    assert {_quanta(found, point.offer) for point in found.points} == best
    reserve = valued.reserve
    gains = [(a - reserve[0], b - reserve[1]) for a, b in pairs.values() if a >= reserve[0] and b >= reserve[1]]
    if found.refused:
        assert not gains or 0 in (max(a for a, _ in gains), max(b for _, b in gains))
    else:
        client, partner = _quanta(found, found.views["nash"].offer)
        assert (client - reserve[0]) * (partner - reserve[1]) == max(a * b for a, b in gains)


def _quanta(deal: Deal, offer: Offer) -> tuple[int, int]:
    client, partner = (
        sum(deal.valued.quanta(side, deal.valued.scale(side).gains[key]) for key in offer.levels) for side in Side
    )
    return client, partner


@pytest.mark.parametrize("seed", range(40))
def test_seen_from_in_front_it_is_the_same_deal(seed: int) -> None:
    mine, theirs = negotiate(drawn_table(seed), RULES), negotiate(mirrored(drawn_table(seed)), RULES)
    assert isinstance(mine, Deal) and isinstance(theirs, Deal)
    assert {(p.client, p.partner) for p in mine.points} == {(p.partner, p.client) for p in theirs.points}


def test_three_packages_near_nash_differ_on_two_issues_at_least_on_either_side_of_it() -> None:
    found = dealt(MANY)
    assert len(found.offers) == 3 and found.near is not None and found.near >= RULES.deal.near_least
    nash, generous, cautious = found.offers
    assert nash == found.views["nash"]
    assert generous.client > nash.client and cautious.partner > nash.partner
    apart = [a.offer.distance(b.offer) for a in found.offers for b in found.offers if a is not b]
    assert min(apart) >= 2
    for offered in found.offers:
        assert offered.client * offered.partner >= D(str(found.near)) * nash.client * nash.partner
        assert (offered.client, offered.partner) in {(p.client, p.partner) for p in found.points}


@pytest.mark.parametrize("seed", range(60))
def test_offers_are_on_the_front_near_nash_and_never_twice_the_same(seed: int) -> None:
    found = dealt(drawn_table(seed))
    on_front = {point.offer for point in found.points}
    assert {judged.offer for judged in found.offers} <= on_front
    assert len({judged.offer for judged in found.offers}) == len(found.offers)
    assert found.refused or found.offers[0] == found.views["nash"]


def test_one_package_alone_is_offered_alone() -> None:
    assert len(dealt(Table((issue("a", (0, 0), (5, 5)), issue("b", (0, 0), (1, 3))))).offers) == 1


def test_give_where_it_weighs_more_for_the_partner_ask_where_it_weighs_less() -> None:
    found = trades(dealt(ARTICLE).valued)
    assert [trade.issue for trade in found] == ["measure", "term", "price", "desk"]
    assert found[0].ratio is None and found[0].common  # costs the client nothing
    assert found[1].ratio == pytest.approx((110 / 214) / (45 / 180))
    assert [trade.common for trade in found[1:]] == [False, False, False]


def test_a_worth_that_nobody_knows_is_no_zero() -> None:
    issues = (
        ARTICLE.issues[0],
        replace(
            ARTICLE.issues[1],
            levels=(*ARTICLE.issues[1].levels[:2], replace(ARTICLE.issues[1].levels[2], partner=None)),
        ),
    )
    assert negotiate(Table(issues), RULES) == Missing("worth_missing", Side.PARTNER, "desk")


def test_points_need_a_weight_and_euros_follow_one_that_has_it() -> None:
    issues = (
        issue("a", (0, 0), (40_000, 1)),
        issue("b", (0, 0), (10_000, 1)),
        issue("c", (0, 0), (3, 1), (6, 2), units=POINTS),
    )
    assert scale(Table(issues), Side.CLIENT) == Missing("weight_missing", Side.CLIENT, "a")
    weighed = Position({"a": D(100), "c": D(75)})
    found = scale(Table(issues, client=weighed), Side.CLIENT)
    assert not isinstance(found, Missing)
    assert (found.unit, found.weights) == (Unit.POINTS, {"a": D("0.5"), "b": D("0.125"), "c": D("0.375")})
    assert found.gains["c", "1"] == D("18.75")
    without = scale(Table(issues, client=Position({"a": D(100)})), Side.CLIENT)
    assert without == Missing("weight_missing", Side.CLIENT, "c")


def test_an_issue_that_changes_nothing_for_a_side_weighs_nothing_for_it() -> None:
    issues = (issue("a", (0, 0), (5, 5), units=POINTS), issue("b", (0, 0), (0, 5), units=POINTS))
    found = scale(Table(issues, client=Position({"a": D(1)})), Side.CLIENT)
    assert not isinstance(found, Missing) and found.weights == {"a": D(1), "b": D(0)}
    nothing = (issue("a", (3, 0), (3, 5), units=POINTS),)
    assert scale(Table(nothing, client=Position({"a": D(1)})), Side.CLIENT) == Missing("no_weight", Side.CLIENT)


def test_sides_that_count_in_different_units_are_not_compared() -> None:
    table = Table(
        (
            issue("a", (0, 0), (9, -2), units=(Unit.EUROS, Unit.POINTS)),
            issue("b", (0, 0), (-3, 8), units=(Unit.EUROS, Unit.POINTS)),
        ),
        partner=Position({"a": D(20), "b": D(80)}),
    )
    assert set(dealt(table).views) == {"nash", "kalai_smorodinsky"}
    assert set(dealt(ARTICLE).views) == {"nash", "kalai_smorodinsky", "egalitarian", "largest_sum"}


def test_who_refuses_is_said_and_by_how_much_in_its_own_unit() -> None:
    greedy = dealt(replace(ARTICLE, client=Position(without_deal=D(140_000))))
    assert greedy.refused is not None and greedy.offers == ()
    assert (greedy.refused.why, greedy.refused.one, greedy.refused.other) == (Refusal.BELOW, True, False)
    apart = dealt(replace(ARTICLE, client=Position(without_deal=D(90_000)), partner=Position(without_deal=D(60_000))))
    assert apart.refused is not None and apart.refused.why is Refusal.APART
    assert apart.lacks == (D(40_000), D(36_000))


def test_an_excluded_pair_and_a_required_one_hold_in_every_package() -> None:
    free = dealt(ARTICLE).views["nash"]
    assert told(free)[:2] == ("2", "2")
    tied = replace(ARTICLE, forbidden=(Link("term", "2", "desk", "2"),), required=(Link("desk", "2", "price", "1"),))
    for point in dealt(tied).points:
        term, desk, price, _ = told(point)
        assert (term, desk) != ("2", "2")
        assert desk != "2" or price == "1"


def test_an_offer_holds_codes_alone() -> None:
    assert [field.name for field in fields(Offer)] == ["levels"]
    levels = dealt(ARTICLE).offers[0].offer.levels
    assert all(isinstance(code, str) for pair in levels for code in pair)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.decimals("0.5", 9, places=1))
def test_the_unit_of_a_side_changes_nothing(seed: int, unit: Decimal) -> None:
    """Nash does not depend on the scale: a side that counts in another currency gets the same package."""
    table = drawn_table(2 * seed)
    larger = replace(
        table,
        issues=tuple(
            replace(
                i, levels=tuple(replace(v, client=v.client * 1000 * unit) for v in i.levels if v.client is not None)
            )
            for i in table.issues
        ),
        client=replace(table.client, without_deal=table.client.without_deal * 1000 * unit),
    )
    one, two = negotiate(table, RULES), negotiate(larger, RULES)
    assert isinstance(one, Deal) and isinstance(two, Deal)
    assert [told(view) for view in list(one.views.values())[:1]] == [
        told(view) for view in list(two.views.values())[:1]
    ]


def test_what_cannot_be_told_apart_is_computed_on_coarser_quanta_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [7919 + 1013 * n for n in range(5)]
    same_sum = Table(tuple(issue(f"i{n}", *((k * step, -k * step) for k in range(6))) for n, step in enumerate(steps)))
    nearly = replace(same_sum, client=Position(without_deal=D(-9)), partner=Position(without_deal=D(-9)))
    assert dealt(nearly).valued.coarse == 1
    monkeypatch.setattr(pareto_rows, "MOST_ROWS", 1_000)
    assert dealt(nearly).valued.coarse > 1
    monkeypatch.setattr(pareto_rows, "MOST_ROWS", 2)
    assert negotiate(same_sum, RULES) == Missing("too_many")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issues": (ARTICLE.issues[0], ARTICLE.issues[0])}, "stands twice"),
        ({"issues": (replace(ARTICLE.issues[0], today="9"),)}, "today’s"),
        ({"forbidden": (Link("term", "2", "desk", "7"),)}, "not on the table"),
        ({"client": Position({"unknown": D(1)})}, "must name issues"),
        ({"client": Position({"term": D(-1)})}, "at least 0"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_place(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(ARTICLE, **change)  # type: ignore[arg-type]
