"""Asleep, gone, or to be woken; and by whom to go."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.cards import CALENDAR, SIGNED, TODAY, ago, meeting

from etincelle.foundation.config import default_rules
from etincelle.network.chance import Parts, chance
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.phrases import PHRASES
from etincelle.network.presence import gone_reason, read_circle
from etincelle.network.reconnect import warm_path, way_to
from etincelle.network.waking import engagement, explain, novelty, told_apart
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side

NET = default_rules().network
PEOPLE = (
    PersonFacts("dg", Side.CLIENT, "", 5, True, True),
    PersonFacts("dsi", Side.CLIENT, "", 4, True, True),
    PersonFacts("pdg", Side.PARTNER, "NORDIA", 5, True, True),
    PersonFacts("bu", Side.PARTNER, "NORDIA", 4, True, True),
)


def pair(one: str, other: str, *days: int) -> tuple[Contact, ...]:
    return tuple(meeting(day, one, other) for day in ago(*days))


def facts(*contacts: Contact, people: tuple[PersonFacts, ...] = PEOPLE) -> NetworkFacts:
    return NetworkFacts(SIGNED, people, contacts, CALENDAR)


LIVELY = (*pair("dg", "dsi", 5, 30, 60), *pair("dsi", "bu", 8, 35, 70), *pair("bu", "pdg", 12, 40, 80))
SLEEP = pair("dg", "pdg", 500, 560, 620)


def test_a_sleep_of_two_present_people_can_be_woken_and_each_part_has_its_line() -> None:
    found = told_apart(facts(*LIVELY, *SLEEP), NET, TODAY)
    assert [(w.tie.client, w.tie.partner) for w in found.can_wake] == [("dg", "pdg")]
    assert (found.can_wake[0].quieter, found.can_wake[0].quieter_days, found.gone) == ("dg", 3, ())
    lines = explain(found.can_wake[0], NET)
    assert [line.code for line in lines] == [
        "network.tie.dormant",
        "network.quieter",
        "network.shared",
        "network.together",
    ]
    assert all(line.code in PHRASES for line in lines)


KNOWN_TO_ALL = (*SLEEP, *pair("dsi", "pdg", 520, 580), *pair("bu", "pdg", 540, 590))


def test_who_vanishes_from_a_circle_that_lives_on_is_gone_not_asleep() -> None:
    found = told_apart(facts(*pair("dg", "dsi", 5, 30), *KNOWN_TO_ALL), NET, TODAY)
    assert found.can_wake == ()
    assert {(g.person, g.reason) for g in found.gone} == {("pdg", "silent_with_all")}
    assert found.gone[0].explain().code in PHRASES


def test_a_circle_that_fell_silent_together_sleeps_and_nobody_is_gone() -> None:
    alone = facts(*pair("dg", "dsi", 5, 30), *SLEEP)
    together = facts(*KNOWN_TO_ALL)
    for told in (alone, together):
        circle = read_circle(told, NET, TODAY)
        assert [gone_reason(told, circle, p.code, NET, TODAY) for p in PEOPLE] == [None] * 4
        assert told_apart(told, NET, TODAY).gone == ()


def test_who_left_or_was_replaced_is_gone_by_word_of_a_user() -> None:
    for successor, reason in ((None, "left"), ("bu", "replaced")):
        left = tuple(replace(p, gone_on=ago(3)[0], successor=successor) if p.code == "pdg" else p for p in PEOPLE)
        told = facts(*LIVELY, *SLEEP, people=left)
        assert gone_reason(told, read_circle(told, NET, TODAY), "pdg", NET, TODAY) == reason
        assert all("pdg" not in (w.tie.client, w.tie.partner) for w in told_apart(told, NET, TODAY).can_wake)


def test_nobody_is_gone_for_a_source_that_does_not_see() -> None:
    blind = replace(facts(*SLEEP), coverage=())
    assert gone_reason(blind, read_circle(blind, NET, TODAY), "pdg", NET, TODAY) is None
    assert told_apart(blind, NET, TODAY).unknown


def test_the_worked_figures() -> None:
    assert float(chance(Parts(9, 2, 8, 400, 0.04))) == pytest.approx(0.17, abs=0.005)
    assert novelty(8, 5, NET) == pytest.approx(0.8)
    assert engagement(9, 2, NET) == pytest.approx(0.525)


counts = st.integers(0, 400)


parts = st.tuples(counts, counts, st.integers(1, 400), st.integers(0, 4000), st.floats(0, 1)).map(lambda p: Parts(*p))


@given(parts, st.integers(1, 50))
def test_each_factor_moves_the_chance_its_own_way(p: Parts, more: int) -> None:
    here = chance(p)
    assert chance(replace(p, quieter_days=p.quieter_days + more)) >= here
    assert chance(replace(p, shared=p.shared + more)) >= here
    assert chance(replace(p, days=p.days + more)) >= here
    assert chance(replace(p, silence_days=p.silence_days + more)) <= here


@given(st.integers(0, 400), st.integers(1, 50))
def test_familiarity_is_never_rewarded_in_value(days: int, more: int) -> None:
    assert novelty(days + more, 4, NET) < novelty(days, 4, NET) < novelty(days, 5, NET)


def test_columns_and_single_ties_are_judged_alike() -> None:
    columns = chance(
        Parts(np.array([9, 0]), np.array([2, 0]), np.array([8, 1]), np.array([400, 0]), np.array([0.04, 1]))
    )
    assert columns.tolist() == [float(chance(Parts(9, 2, 8, 400, 0.04))), float(chance(Parts(0, 0, 1, 0, 1.0)))]


def test_the_warm_path_goes_by_living_ties_and_names_whom_to_ask() -> None:
    told = facts(*LIVELY, *SLEEP)
    path = warm_path(told, "pdg", NET, TODAY)
    assert path is not None
    assert (path.chain, path.ask_first) == (("dsi", "bu", "pdg"), "bu")
    assert path.explain().code in PHRASES
    direct = warm_path(told, "bu", NET, TODAY)
    assert direct is not None
    assert (direct.chain, direct.ask_first, direct.explain().code in PHRASES) == (("dsi", "bu"), None, True)


def test_a_colleague_who_talks_there_is_asked_before_a_longer_chain() -> None:
    told = facts(*LIVELY, *SLEEP)
    by_ties = way_to(told, "dg", "pdg", NET, TODAY)
    assert by_ties is not None
    assert (by_ties.chain, by_ties.colleague) == (("dg", "dsi", "bu", "pdg"), False)
    asked = way_to(facts(*pair("dsi", "pdg", 8, 35), *SLEEP), "dg", "pdg", NET, TODAY)
    assert asked is not None
    assert (asked.chain, asked.ask_first, asked.explain().code) == (
        ("dg", "dsi", "pdg"), "dsi", "network.path_colleague",
    )  # fmt: skip
    assert asked.explain().code in PHRASES
    direct = way_to(facts(*pair("dg", "pdg", 8)), "dg", "pdg", NET, TODAY)
    assert direct is not None
    assert direct.ask_first is None
    assert way_to(facts(*SLEEP), "dg", "pdg", NET, TODAY) is None


def test_no_living_chain_is_no_path_and_the_gone_pass_nothing_on() -> None:
    assert warm_path(facts(*pair("dg", "dsi", 5, 30), *SLEEP), "pdg", NET, TODAY) is None
    away = tuple(replace(p, gone_on=date(2026, 11, 1)) if p.code == "bu" else p for p in PEOPLE)
    assert warm_path(facts(*LIVELY, *SLEEP, people=away), "pdg", NET, TODAY) is None


@given(st.permutations([*LIVELY, *SLEEP]))
def test_order_of_rows_changes_nothing(contacts: list[Contact]) -> None:
    assert told_apart(facts(*contacts), NET, TODAY) == told_apart(facts(*LIVELY, *SLEEP), NET, TODAY)
    assert warm_path(facts(*contacts), "pdg", NET, TODAY) == warm_path(facts(*LIVELY, *SLEEP), "pdg", NET, TODAY)
