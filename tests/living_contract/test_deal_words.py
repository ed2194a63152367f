"""A deal in words, in both languages; what may cross the table holds no figure and nothing private."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils.translation import override
from tests.living_contract.tables import ARTICLE, MANY, POINTS, D, drawn_table, issue

from etincelle.arithmetic.pareto_choice import NoDeal, Refusal
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import render
from etincelle.living_contract import deal_words as words
from etincelle.living_contract.deal import Deal, Trade, negotiate, trades
from etincelle.living_contract.deal_facts import Ground, Level, Offer, Position, PublicContract, Side, Table
from etincelle.living_contract.deal_sense import Change, changes, guessed
from etincelle.living_contract.deal_values import Missing
from etincelle.living_contract.guard_rails import Barred, Guarded
from etincelle.living_contract.phrases import PHRASES
from etincelle.vocabulary.signal import Evidence

RULES = default_rules().living_contract


def dealt(table: Table) -> Deal:
    deal = negotiate(table, RULES)
    assert isinstance(deal, Deal)
    return deal


def said(lines: tuple[Evidence, ...], language: str = "en") -> list[str]:
    with override(language):
        return [
            render(PHRASES[line.code], dict(line.params)).replace("\u00a0", " ").replace("\u202f", " ")
            for line in lines
        ]


def named() -> Table:
    """The article's trade with the names people give."""
    titles = {
        "term": ("Term", "as today", "one year more", "two years more"),
        "desk": ("Support desk", "twelve levels", "people on two sites", "people everywhere"),
        "price": ("Price", "as today", "2 % off", "4 % off"),
        "measure": ("Availability of mail", "kept", "dropped"),
    }
    issues = tuple(
        replace(
            i,
            title=titles[i.code][0],
            giver=Side.PARTNER if i.code in ("desk", "price") else Side.CLIENT,
            levels=tuple(replace(v, title=t) for v, t in zip(i.levels, titles[i.code][1:])),
        )
        for i in ARTICLE.issues
    )
    return replace(ARTICLE, issues=issues)


def test_the_article_s_trade_is_told_as_one_would_say_it() -> None:
    deal = dealt(named())
    trade = words.exchange(named().issues, deal.offers[0].offer)
    assert said(trade.you_get) == ["Support desk: people everywhere"]
    assert said(trade.you_give) == ["Term: two years more", "Availability of mail: dropped"]
    assert said(words.why(deal, deal.offers[0])) == [
        "“two years more” (Term) costs you 25% of what is at stake for you, and brings the partner 51% of what is at "
        "stake for it.",
        "“people everywhere” (Support desk) brings you 53% of what is at stake for you, and costs the partner 26% of "
        "what is at stake for it.",
        "You gain €50,000 over today.",
        "The partner gains €64,000 over today, as far as you can tell.",
    ]  # fmt: skip


def test_the_same_in_french() -> None:
    deal = dealt(named())
    told = said(words.why(deal, deal.offers[0]), "fr")
    assert told[0].startswith("« two years more » (Term) vous coûte 25 % de ce qui est en jeu pour vous")
    assert told[2] == "Vous gagnez 50 000 € par rapport à aujourd’hui."


def test_where_to_trade_in_the_order_of_the_cheapest() -> None:
    table = named()
    assert said(words.where_to_trade(trades(dealt(table).valued), table.issues)) == [
        "“Availability of mail”: the same level suits both of you best.",
        "“Term” weighs 2.06 times as much for the partner as for you: give there.",
        "“Price” weighs 1.19 times as much for you as for the partner: ask there.",
        "“Support desk” weighs 2.05 times as much for you as for the partner: ask there.",
    ]


def everything(table: Table) -> Iterator[Evidence]:
    """Every line that a table gives."""
    deal = negotiate(table, RULES)
    if isinstance(deal, Missing):
        yield words.missing(deal, table.issues)
        return
    yield from (*words.refusal(deal), *words.precision(deal))
    yield from words.where_to_trade(trades(deal.valued), table.issues)
    for judged in deal.offers:
        trade = words.exchange(table.issues, judged.offer)
        yield from (*trade.you_get, *trade.you_give, *trade.both, *words.why(deal, judged))
        yield from words.law(deal.valued.guarded, judged.offer, table.issues)
    yield from (words.what_would_change(change, deal) for change in changes(deal))
    yield from (words.how_sure(kept) for kept in guessed(deal, replace(RULES.deal, guess_draws=3)))


@pytest.mark.parametrize("seed", range(30))
def test_every_line_of_any_table_is_said_in_both_languages(seed: int) -> None:
    lines = tuple(everything(drawn_table(seed)))
    english, french = said(lines), said(lines, "fr")
    assert lines and all("%(" not in text for text in english + french)


def test_every_phrase_of_a_deal_has_a_line_that_says_it() -> None:
    """Drawn tables give most of them; the rest are made by hand."""
    codes = {line.code for seed in range(60) for line in everything(drawn_table(seed))}
    codes |= {line.code for table in (named(), MANY) for line in everything(table)}
    codes |= {line.code for line in by_hand()}
    views = {f"{words.CODE}.{name}" for name in dealt(ARTICLE).views}
    wanted = {code for code in PHRASES if code.startswith(f"{words.CODE}.")}
    assert wanted - codes == views
    assert codes <= wanted


def by_hand() -> Iterator[Evidence]:
    """Refusals, gaps, limits and changes that a draw seldom meets."""
    pointed = Table(
        (issue("a", (0, 0), (9, -2), units=POINTS), issue("b", (0, 0), (-3, 8), units=POINTS)),
        Position({"a": D(50), "b": D(50)}), Position({"a": D(20), "b": D(80)}),
    )  # fmt: skip
    sides = {(True, False): 1, (False, True): 2, (True, True): 3, (False, False): 0}
    for table in (ARTICLE, pointed):
        deal = dealt(table)
        for why in Refusal:
            for one, other in sides:
                refused = NoDeal(why, one, other, (1, 1))
                lines = words.refusal(replace(deal, refused=refused))
                yield from (line for line in lines if line.code in PHRASES)
        for side in Side:
            for offer in (Offer(()), None):
                yield words.what_would_change(Change(side, table.issues[0].code, Fraction(2), None, offer), deal)
                yield words.what_would_change(Change(side, "", None, D(3), offer), deal)
    for side in Side:
        for reason in ("worth_missing", "weight_missing"):
            yield words.missing(Missing(reason, side, "desk"), ARTICLE.issues)
        yield words.missing(Missing("no_weight", side), ARTICLE.issues)
    yield words.missing(Missing("too_many"), ARTICLE.issues)
    exact = dealt(ARTICLE)
    yield from words.precision(replace(exact, valued=replace(exact.valued, coarse=100)))
    yield from words.where_to_trade(
        [Trade("desk", r, common=False) for r in (None, Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2))],
        ARTICLE.issues,
    )
    reasons = ("changes_nature", "no_review_clause", "amount_unknown", "initial_unknown", "over_limit")
    barred = tuple(Barred("desk", "1", reason, "R2194-8") for reason in reasons)
    yield from words.law(Guarded((), barred), None, ARTICLE.issues)
    yield from public_lines()
    gift = dealt(Table((issue("a", (0, 0), (0, 5)), issue("b", (0, 0), (5, 0)), issue("c", (0, 0), (2, 2)))))
    yield from words.why(gift, gift.offers[0])


def public_lines() -> tuple[Evidence, ...]:
    """A public contract of which each ground is used."""
    levels = [Level(str(n), f"level {n}", D(n), D(n), D(100_000 * n), ground) for n, ground in enumerate(Ground)]
    issues = tuple(
        replace(
            issue(f"g{n}", (0, 0)),
            levels=(replace(levels[0], code="0", adds=D(0)), replace(lv, code="1", adds=D(150_000))),
        )
        for n, lv in enumerate(levels)
    )
    table = Table(issues, public=PublicContract(D(2_000_000)))
    found = dealt(table)
    offer = Offer(tuple((i.code, "1" if len(i.levels) > 1 else "0") for i in found.valued.guarded.issues))
    return words.law(found.valued.guarded, offer, table.issues)


def test_what_an_offer_uses_of_each_limit_is_said_with_its_article() -> None:
    told = said(public_lines())
    assert told[0] == "“level 3” (G3) is out: the contract was tendered without a review clause (R2194-1)."
    assert "Small changes: €150,000 of €200,000 left (R2194-8, R2194-9)." in told
    assert "Unforeseen circumstances: €150,000 of €1M (R2194-5, R2194-3)." in told
    assert told[-2:] == [
        "The European threshold is not known: only the share of the price was checked.",
        "At the next tender, a clear review clause would leave more room (R2194-1).",
    ]


def test_what_crosses_the_table_is_the_same_whatever_is_private() -> None:
    """Two worlds that differ in worths, weights and limits: the same offer is told in the same words."""
    table = named()
    poorer = tuple(
        replace(i, levels=tuple(replace(v, client=D(-1), partner=D(7), adds=None) for v in i.levels))
        for i in table.issues
    )
    for judged in dealt(table).offers:
        told = words.exchange(table.issues, judged.offer)
        assert told == words.exchange(poorer, judged.offer)
        for line in (*told.you_get, *told.you_give, *told.both):
            assert set(line.params) == {"issue", "level"}
            assert not re.search(r"\d", str(PHRASES[line.code]))


def test_no_phrase_of_a_deal_says_more_than_its_line_knows() -> None:
    for line in (*everything(named()), *by_hand()):
        names = set(re.findall(r"%\((\w+)\)s", str(PHRASES[line.code])))
        assert names <= set(line.params), line.code
