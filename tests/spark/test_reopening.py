"""How to wake a tie: something to give comes before anything is asked."""

from dataclasses import replace
from datetime import date

from tests.spark.partnerships import RULES, TODAY, partnership

from etincelle.network.right_level import Tie, all_ties
from etincelle.spark.facts import PartnershipFacts, WordFacts
from etincelle.spark.reopening import reopen
from etincelle.spark.voice import ALL

WANTED = WordFacts("ambition", "Deux ans de plus", date(2026, 2, 1), "", None, None, "7")
OURS = WordFacts("promise", "Deux comptoirs", date(2025, 9, 1), "dg", None, None, "8")


def tie_of(facts: PartnershipFacts) -> Tie:
    return all_ties(facts.network, RULES.network, TODAY)[0]


def give(*words: WordFacts, asleep: tuple[str, ...] = ()) -> str:
    facts = replace(partnership("A", ("network", *asleep)), words=words)
    return reopen(facts, tie_of(facts), TODAY).give.code


def test_our_own_promise_is_kept_before_anything_else_is_given() -> None:
    assert give(WANTED, OURS) == "network.give.promise"
    assert give(WANTED, replace(OURS, kept=True)) == "network.give.ambition"
    assert give(WANTED, replace(OURS, by="A-pdg")) == "network.give.ambition"


def test_without_a_promise_nor_a_wish_there_is_news_or_else_time() -> None:
    assert give() == "network.give.strategy"
    facts = replace(partnership("A", ("network", "contract")), words=())
    old = replace(facts, new_deal=replace(facts.new_deal, strategy_since=None))
    assert reopen(old, tie_of(old), TODAY).give.code == "network.give.time"
    signed = replace(partnership("A", ("network",)), words=(), new_deal=old.new_deal)
    assert reopen(signed, tie_of(signed), TODAY).give.code == "network.give.amendment"


def test_what_was_agreed_is_told_with_its_rows_and_every_line_has_words() -> None:
    facts = replace(partnership("A"), words=(OURS, replace(OURS, kept=True, row="9"), WANTED))
    found = reopen(facts, tie_of(facts), TODAY)
    assert [e.code for e in found.agreed] == ["spark.promise", "spark.promise_kept"]
    lines = (*found.agreed, *found.changed, *found.wanted, found.give, found.ask, found.opening)
    assert {e.code for e in lines} <= set(ALL)
    assert all(e.source for e in (*found.agreed, *found.changed, *found.wanted))


def test_below_the_executives_nothing_is_promised_in_the_name_of_general_managements() -> None:
    facts = partnership("A")
    low = replace(tie_of(facts), level=3)
    assert reopen(facts, low, TODAY).ask.code == "network.reopen.ask"
    assert reopen(facts, tie_of(facts), TODAY).ask.code == "network.executive_silence.ask"
