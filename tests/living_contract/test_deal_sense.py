"""Guesses that can be replayed; the smallest change, against solving the table again on either side of it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.living_contract.tables import ARTICLE, MANY, D, drawn_table, issue

from etincelle.arithmetic.draw import dirichlet
from etincelle.foundation.config import default_rules
from etincelle.living_contract.deal import Deal, negotiate
from etincelle.living_contract.deal_facts import Offer, Position, Side, Table
from etincelle.living_contract.deal_sense import Change, changes, guessed

RULES = default_rules().living_contract
HAIR = Fraction(1, 500)


def dealt(table: Table) -> Deal:
    deal = negotiate(table, RULES)
    assert isinstance(deal, Deal)
    return deal


def nash(table: Table) -> Offer | None:
    views = dealt(table).views
    return views["nash"].offer if views else None


def counting(table: Table, side: Side, code: str, factor: Fraction) -> Table:
    """An issue worth so many times as much to a side."""
    times = Decimal(factor.numerator) / Decimal(factor.denominator)
    levels = {
        i.code: tuple(
            replace(v, **{side.value: worth * times}) if i.code == code and (worth := v.worth(side)) is not None else v
            for v in i.levels
        )
        for i in table.issues
    }
    return replace(table, issues=tuple(replace(i, levels=levels[i.code]) for i in table.issues))


def having(table: Table, side: Side, more: Decimal) -> Table:
    """So much more for a side without a deal."""
    position = table.position(side)
    return replace(table, **{side.value: replace(position, without_deal=position.without_deal + more)})


def large(seed: int) -> Table:
    """A drawn table in euros, worths in ten thousands, so that a euro is a hair."""
    table = drawn_table(2 * seed)
    grown = {
        i.code: tuple(
            replace(v, client=v.client * 10_000, partner=v.partner * 10_000)
            for v in i.levels
            if v.client is not None and v.partner is not None
        )
        for i in table.issues
    }
    without = [replace(p, without_deal=p.without_deal * 10_000) for p in (table.client, table.partner)]
    return replace(
        table,
        issues=tuple(replace(i, levels=grown[i.code]) for i in table.issues),
        client=without[0],
        partner=without[1],
    )


@pytest.mark.parametrize("seed", range(40))
def test_nothing_moves_before_the_smallest_change_and_something_after(seed: int) -> None:
    table = large(seed)
    now = nash(table)
    for change in changes(dealt(table)):
        if change.factor is not None:
            step = change.factor - 1
            if abs(step) < HAIR:
                continue  # a draw already
            before, after = (counting(table, change.side, change.issue, 1 + step * (1 + way * HAIR)) for way in (-1, 1))
        else:
            assert change.amount is not None
            if abs(change.amount) < 1000:
                continue
            share = Decimal(1) / 500
            before, after = (having(table, change.side, change.amount * (1 + way * share)) for way in (-1, 1))
        assert nash(before) == now, change
        assert nash(after) != now, change


def test_the_worked_figure() -> None:
    """Gains (6, 4) and (2, 7): with 10 / 3 less without a deal the first side would take the second package."""
    table = Table((issue("a", (0, 0), (8, 5), (4, 8)),), Position(without_deal=D(2)), Position(without_deal=D(1)))
    moved = next(c for c in changes(dealt(table)) if c.side is Side.CLIENT and not c.issue)
    assert moved.amount is not None and moved.amount == pytest.approx(D(-10) / 3)
    assert moved.then == Offer((("a", "2"),))


def test_changes_come_nearest_first_and_name_what_takes_the_place() -> None:
    found = changes(dealt(ARTICLE))
    weights = [c for c in found if c.issue]
    assert weights and [c.distance for c in weights] == sorted(c.distance for c in weights)
    assert {c.side for c in found if not c.issue} == set(Side)
    assert all(c.then != dealt(ARTICLE).views["nash"].offer for c in found)


def test_a_greater_need_without_a_deal_ends_the_deal_at_last() -> None:
    one = Table((issue("a", (0, 0), (5, 5)),))
    assert [(c.side, c.issue, c.amount, c.then) for c in changes(dealt(one)) if not c.issue] == [
        (Side.CLIENT, "", D(5), None), (Side.PARTNER, "", D(5), None),
    ]  # fmt: skip


def test_no_deal_no_change() -> None:
    refused = dealt(replace(ARTICLE, client=Position(without_deal=D(10**6))))
    assert changes(refused) == () and guessed(refused, RULES.deal) == ()


def test_guesses_are_the_same_each_time_and_say_which_offers_hold() -> None:
    one, two = guessed(dealt(ARTICLE), RULES.deal), guessed(dealt(ARTICLE), RULES.deal)
    assert one == two and len(one) == len(dealt(ARTICLE).offers)
    assert all(k.draws == RULES.deal.guess_draws and k.is_robust == (k.kept * 2 >= k.draws) for k in one)


def test_a_guess_known_for_sure_keeps_every_offer() -> None:
    sure = replace(RULES.deal, guess_strength=1e9, guess_draws=5)
    assert all(kept.kept == 5 for kept in guessed(dealt(ARTICLE), sure))


def test_a_wild_guess_keeps_fewer() -> None:
    wild = guessed(dealt(MANY), replace(RULES.deal, guess_strength=2.0, guess_draws=40))
    mild = guessed(dealt(MANY), replace(RULES.deal, guess_strength=500.0, guess_draws=40))
    assert sum(k.kept for k in wild) < sum(k.kept for k in mild)
    assert any(not k.is_robust for k in wild)


def test_the_client_s_own_weights_can_be_tried_too() -> None:
    assert guessed(dealt(ARTICLE), RULES.deal, Side.CLIENT) != guessed(dealt(ARTICLE), RULES.deal)


def test_drawn_shares_have_the_mean_and_the_spread_of_the_law() -> None:
    strengths = {"a": 6.0, "b": 3.0, "c": 0.6, "d": 0.0}
    drawn = [dirichlet(b"seed", str(n), strengths) for n in range(4000)]
    for key, strength in strengths.items():
        mean = strength / 9.6
        values = [shares[key] for shares in drawn]
        assert sum(values) / len(values) == pytest.approx(mean, abs=0.01)
        spread = sum((v - mean) ** 2 for v in values) / len(values)
        assert spread == pytest.approx(mean * (1 - mean) / 10.6, rel=0.12, abs=1e-12)
    assert all(sum(shares.values()) == pytest.approx(1) for shares in drawn)
    assert dirichlet(b"seed", "0", strengths) == drawn[0] != dirichlet(b"other", "0", strengths)


def test_a_change_is_as_far_up_as_down() -> None:
    twice, half = (Change(Side.CLIENT, "a", f, None, None).distance for f in (Fraction(2), Fraction(1, 2)))
    assert twice == half == 2
