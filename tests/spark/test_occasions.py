"""Reasons to reopen a contract, one kind at a time: present when it should be, silent when it should not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.spark.partnerships import SIGNED, TODAY, partnership

from etincelle.foundation.config import default_rules
from etincelle.living_contract.facts import ContractFacts, DateFacts, LineFacts, TopicFacts
from etincelle.living_contract.occasions import LEVERS, Occasion
from etincelle.living_contract.phrases import PHRASES
from etincelle.spark.facts import PartnershipFacts, WordFacts
from etincelle.spark.occasions import occasions
from etincelle.spark.voice import say_evidence
from etincelle.vocabulary.partnership import Regime

RULES = default_rules()
AWAKE = partnership("A", ())
Change = Callable[[PartnershipFacts], PartnershipFacts]


def found(facts: PartnershipFacts, today: date = TODAY) -> dict[str, Occasion]:
    return {one.code: one for one in occasions(facts, RULES, today)}


def contract(**changes: object) -> Change:
    def changed(facts: PartnershipFacts) -> PartnershipFacts:
        told: ContractFacts = replace(facts.contract, **changes)  # type: ignore[arg-type]
        return replace(facts, contract=told)

    return changed


def term(**changes: object) -> Change:
    def changed(facts: PartnershipFacts) -> PartnershipFacts:
        first, *others = facts.contract.contracts
        return contract(contracts=(replace(first, **changes), *others))(facts)  # type: ignore[arg-type]

    return changed


def line(volume: int | None, until: date | None = None) -> LineFacts:
    return LineFacts("UO-1", 100, 200, "Windows 10" if until else "", until, volume, "7")


def dated(kind: str, on: date, **more: object) -> Change:
    return term(dates=(DateFacts(kind, on, row="9", clause="art. 12", **more),))  # type: ignore[arg-type]


def calm(facts: PartnershipFacts) -> PartnershipFacts:
    """Nothing to say: no topic, no line, no wish, a strategy older than the contract, no measure."""
    facts = contract(topics=(), lines=())(facts)
    deal = replace(facts.new_deal, strategy_since=date(2020, 1, 1))
    old = tuple(replace(s, since=SIGNED) for s in facts.seats)
    return replace(facts, new_deal=deal, seats=old, words=(), comfort=replace(facts.comfort, levels=()))


QUIET = calm(AWAKE)
WISH = WordFacts("ambition", "Grow in Lyon", date(2026, 1, 1), "", None, None, "3")
SOON = TODAY + timedelta(days=60)
CASES: dict[str, tuple[Change, Change]] = {
    "window_near": (dated("break", SOON), dated("break", TODAY + timedelta(days=300))),
    "benchmark_due": (
        dated("benchmark", TODAY - timedelta(days=30)), dated("benchmark", TODAY - timedelta(days=30), used_on=TODAY),
    ),
    "need_unserved": (
        contract(topics=(TopicFacts("Home", 40, False, ("2",)),)), contract(topics=(TopicFacts("Home", 9, False, ()),)),
    ),
    "volume_outside_band": (contract(lines=(line(201),)), contract(lines=(line(200), line(None)))),
    "technology_past_support": (
        contract(lines=(line(150, TODAY),)), contract(lines=(line(150, TODAY + timedelta(days=400)),)),
    ),
    "review_clause": (term(review_clause="art. 30"), term(review_clause="")),
    "no_review_clause": (term(regime=Regime.PUBLIC), term(regime=Regime.PUBLIC, review_clause="art. 30")),
    "hardship": (
        lambda f: contract(lines=(line(50),))(term(imprevision_waived=False)(f)),
        lambda f: contract(lines=(line(50),))(term(imprevision_waived=None)(f)),
    ),
    "measure_saturated": (
        lambda f: replace(f, comfort=partnership("A", ("levels",)).comfort),
        lambda f: replace(f, comfort=AWAKE.comfort),
    ),
    "strategy_changed": (
        lambda f: replace(f, new_deal=replace(f.new_deal, strategy_since=TODAY - timedelta(days=10))),
        lambda f: replace(f, new_deal=replace(f.new_deal, strategy_since=TODAY + timedelta(days=10))),
    ),
    "casting_changed": (
        lambda f: replace(f, seats=(f.seats[0], replace(f.seats[1], since=TODAY - timedelta(days=30)))),
        lambda f: replace(f, seats=(f.seats[0], replace(f.seats[1], since=TODAY - timedelta(days=300)))),
    ),
    "partner_wants": (
        lambda f: replace(f, words=(WISH,)), lambda f: replace(f, words=(replace(WISH, kind="promise"),)),
    ),
    "silent_while_drifting": (
        lambda f: replace(f, contract=partnership("A", ("contract",)).contract), lambda f: f,
    ),
}  # fmt: skip


def test_a_calm_partnership_gives_no_occasion() -> None:
    assert found(QUIET) == {}


@pytest.mark.parametrize("code", CASES)
def test_each_occasion_comes_with_its_rows_and_its_levers_and_not_without_its_reason(code: str) -> None:
    present, absent = CASES[code]
    one = found(present(QUIET))[code]
    assert one.evidence
    assert all(proof.source and proof.source.keys for proof in one.evidence)
    assert one.levers
    assert set(one.levers) <= set(LEVERS)
    assert code not in found(absent(QUIET))


@pytest.mark.parametrize("code", CASES)
def test_each_occasion_has_words(code: str) -> None:
    one = found(CASES[code][0](QUIET))[code]
    assert f"living_contract.occasion.{code}" in PHRASES
    assert all(f"living_contract.trade.{lever}" in PHRASES for lever in one.levers)
    for proof in one.evidence:
        assert "%(" not in say_evidence(proof, {})


def test_without_a_live_contract_there_is_nothing_to_reopen() -> None:
    assert found(contract(contracts=())(partnership("A"))) == {}


def test_the_clause_touched_is_named() -> None:
    assert found(dated("break", SOON)(QUIET))["window_near"].clause == "art. 12"
    assert found(contract(lines=(line(201),))(QUIET))["volume_outside_band"].clause == "UO-1"


def test_the_three_largest_needs_are_the_agenda() -> None:
    topics = tuple(TopicFacts(f"T{n}", 10 * n, False, (str(n),)) for n in range(1, 6))
    one = found(contract(topics=topics)(QUIET))["need_unserved"]
    assert [proof.params["topic"] for proof in one.evidence] == ["T5", "T4", "T3"]


def test_an_occasion_needs_no_end_in_sight() -> None:
    """At any date, not only near the end: the contract runs for two more years."""
    far = contract(lines=(line(201),))(term(ends_on=date(2036, 1, 1))(QUIET))
    assert set(found(far)) == {"volume_outside_band"}
