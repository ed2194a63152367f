"""Novelty and engagement in the value of a call; who is gone is never called; by whom to go."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.network.cards import meeting
from tests.spark.partnerships import RULES, SIGNED, TODAY, partnership, portfolio

from etincelle.network.callee import look_around
from etincelle.network.facts import Contact
from etincelle.parties.facts import PersonFacts
from etincelle.spark.facts import PartnershipFacts
from etincelle.spark.morning import choose_call
from etincelle.spark.voice import ALL
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage

NET = RULES.network
TEAM = (
    PersonFacts("pilot", Side.CLIENT, "", 3, False, True), PersonFacts("support", Side.CLIENT, "", 2, False, True),
    PersonFacts("A-sales", Side.PARTNER, "A", 3, False, True),
)  # fmt: skip


def pair(one: str, other: str, *ago: int) -> tuple[Contact, ...]:
    return tuple(replace(meeting(TODAY - timedelta(days=n), one, other), row=f"{one}|{other}|{n}") for n in ago)


def with_contacts(*contacts: Contact, people: tuple[PersonFacts, ...] = TEAM) -> PartnershipFacts:
    facts = partnership("A")
    folk = (*facts.people, *people)
    network = replace(facts.network, people=folk, contacts=(*facts.network.contacts, *contacts))
    return replace(facts, people=folk, network=network)


def call_of(facts: PartnershipFacts) -> Call:
    found = choose_call(portfolio(facts), RULES, TODAY)
    assert isinstance(found, Call)
    return found


def term(call: Call, code: str) -> float | None:
    return next((float(t.value) for t in call.terms if t.code == code), None)


PRESENT = pair("pilot", "A-pdg", 4, 30, 60, 90, 120, 150)


def test_the_worked_figure_of_the_documents() -> None:
    """Nine days together at level 5; six days of activity elsewhere; nobody in common: (12/21 + 1)/2 x 6/12 x 1/2."""
    call = call_of(with_contacts(*PRESENT))
    assert call.callee == "A-pdg"
    assert term(call, "waking") == pytest.approx((12 / 21 + 1) / 2 * 0.5 * 0.5)
    alone = call_of(partnership("A"))
    assert term(alone, "waking") == 0.0
    gains = [float(c.value_eur + RULES.call.cost_eur) for c in (call, alone)]
    lows = [c.index for c in (call, alone)]
    assert gains[0] / gains[1] == pytest.approx((1 + 0.19642857) * lows[0] / lows[1], rel=1e-6)


def test_somebody_who_talks_with_both_makes_the_waking_likelier() -> None:
    known = with_contacts(*PRESENT, *pair("pilot", "dg", 3, 10, 20))
    assert term(call_of(known), "waking") == pytest.approx((12 / 21 + 1) / 2 * 0.5 * 0.75)


def test_without_a_source_the_call_is_worth_what_it_was_and_no_waking_is_told() -> None:
    blind = with_contacts(*PRESENT)
    around = look_around(replace(blind.network, coverage=()), NET, TODAY)
    assert around.waking(("dg", "A-pdg"), NET, TODAY) is None
    call = call_of(replace(blind, network=replace(blind.network, coverage=())))
    assert term(call, "waking") is None


def test_a_source_that_began_after_the_signature_rewards_no_novelty_of_its_own() -> None:
    late = replace(with_contacts(*PRESENT).network, coverage=(Coverage("calendar", SIGNED + timedelta(days=1), TODAY),))
    assert look_around(late, NET, TODAY).waking(("dg", "A-pdg"), NET, TODAY) == pytest.approx(0.5 * 0.5 * 0.5)


VANISHED = (
    *pair("pilot", "A-pdg", 300, 330), *pair("support", "A-pdg", 310, 350), *pair("A-sales", "A-pdg", 320, 360),
    *pair("pilot", "A-sales", 3, 10, 17), *pair("support", "A-sales", 4, 12),
)  # fmt: skip


def test_who_vanished_from_a_living_circle_is_never_called_and_the_briefing_says_why() -> None:
    facts = with_contacts(*VANISHED)
    assert look_around(facts.network, NET, TODAY).gone == {"A-pdg"}
    call = call_of(facts)
    assert (call.callee, call.fallback) == ("A-ops", None)
    told = {e.code: e.params for e in call.briefing.what_changed}
    assert told["network.gone.silent_with_all"]["gone_person"] == "A-pdg"


def heir(facts: PartnershipFacts, **changes: object) -> PartnershipFacts:
    people = tuple(replace(p, **changes) if p.code == "A-pdg" else p for p in facts.people)  # type: ignore[arg-type]
    return replace(facts, people=people, network=replace(facts.network, people=people))


def test_the_successor_comes_before_the_fall_back() -> None:
    facts = heir(with_contacts(*VANISHED), successor="A-sales")
    topics = {"new_deal", "network", "living_contract"}
    call = call_of(facts)
    assert call.callee == ("A-sales" if call.topic.split(".")[0] in topics else "A-ops")
    only = replace(facts, people=tuple(p for p in facts.people if p.code != "A-ops"))
    assert call_of(only).callee == "A-sales"


def test_who_left_without_an_heir_is_replaced_by_the_next_executive() -> None:
    left = heir(partnership("A", ("new_deal", "network")), gone_on=TODAY)
    no_mandate = tuple(replace(p, mandate=False) if p.code == "A-ops" else p for p in left.people)
    assert call_of(replace(left, people=no_mandate)).callee == "A-ops"


def test_a_sleep_of_the_whole_circle_is_still_called_at_the_top() -> None:
    assert call_of(with_contacts(*pair("pilot", "A-pdg", 300, 330), *pair("support", "A-pdg", 310))).callee == "A-pdg"


def test_the_briefing_says_by_whom_to_go() -> None:
    call = call_of(with_contacts(*pair("pilot", "A-pdg", 4, 10, 20)))
    path = call.briefing.warm_path
    assert path is not None
    assert (path.code, path.params["ask_person"]) == ("network.path_colleague", "pilot")
    assert path.source is not None
    assert path.source.keys == (call.caller, "pilot", "A-pdg")
    assert path.code in ALL
    assert call_of(partnership("A")).briefing.warm_path is None
