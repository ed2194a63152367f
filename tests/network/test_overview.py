"""A line for each question about a whole network, and who sat for whom in a committee."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.network.cards import ACCOUNT, CALENDAR, RULES, SIGNED, STEERING, THEM, TODAY, US, ago, meeting

from etincelle.network.delegation import delegation_drift, who_sat
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.overview import tell_delegation, tell_network
from etincelle.network.phrases import PHRASES
from etincelle.network.right_level import facing, ladder
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.signal import Evidence

NET = RULES.network
PEOPLE = (US, STEERING, THEM, ACCOUNT)


def of(*contacts: Contact, people: tuple[PersonFacts, ...] = PEOPLE) -> NetworkFacts:
    return NetworkFacts(SIGNED, people, contacts, CALENDAR)


def told(facts: NetworkFacts) -> dict[str, Evidence]:
    found = {e.code: e for e in tell_network(facts, NET, TODAY)}
    assert set(found) <= set(PHRASES)
    return found


def pair(one: str, other: str, *days: int) -> tuple[Contact, ...]:
    return tuple(replace(meeting(day, one, other), row=f"{one}{other}{day}") for day in ago(*days))


def test_one_living_pair_of_executives_is_one_departure_and_carries_everything() -> None:
    lines = told(of(*pair("dg", "pdg", 20, 100), *pair("pilote", "compte", 3, 10)))
    assert lines["network.departures_executive"].params["departures"] == 1
    assert lines["network.departures"].params["departures"] == 2
    assert lines["network.one_pair"].params["top_share"] == 1.0
    assert lines["network.level_kept"].params == {"top": 5, "cadence_days": 90, "level": 5}


def test_every_line_rests_on_the_contacts_that_prove_it() -> None:
    lines = told(of(*pair("dg", "pdg", 20, 100), *pair("pilote", "compte", 3, 10)))
    source = lines["network.departures"].source
    assert source is not None
    last, steering = ago(20, 3)
    assert source.keys == (f"dgpdg{last}", f"pilotecompte{steering}")


def test_nobody_alive_is_said_without_a_number() -> None:
    lines = told(of(*pair("dg", "pdg", 700)))
    assert {"network.departures_executive_none", "network.departures_none", "network.no_executive_contact"} <= set(
        lines
    )
    assert lines["network.level_none"].source is None


def test_a_lower_level_than_possible_and_uneven_sides_are_told() -> None:
    assert told(of(*pair("pilote", "compte", 3)))["network.level_reached"].params["level"] == 3
    uneven = told(of(*pair("dg", "compte", 3)))["network.uneven"].params
    assert uneven == {"client_level": 5, "partner_level": 3}


def test_what_no_source_sees_is_unknown_and_an_empty_level_still_said() -> None:
    blind = replace(of(people=(US, THEM, ACCOUNT)), coverage=())
    assert [e.code for e in tell_network(blind, NET, TODAY)] == ["network.unseen", "network.empty_client"]
    short = replace(of(*pair("dg", "pdg", 20)), coverage=(replace(CALENDAR[0], since=ago(60)[0]),))
    assert "network.level_unknown" in told(short)


def test_ties_of_one_level_hide_those_that_cross() -> None:
    cio = PersonFacts("dsi", Side.CLIENT, "", 4, True, True)
    sales = PersonFacts("ventes", Side.PARTNER, "NORDIA", 4, True, True)
    people = (*PEOPLE, cio, sales)
    crossing = ladder(of(*pair("dg", "ventes", 10), people=people), NET, TODAY)
    both = ladder(of(*pair("dg", "ventes", 10), *pair("dsi", "ventes", 400), people=people), NET, TODAY)
    assert [t.client for r in crossing if r.level == 4 for t in facing(r)] == ["dg"]
    assert [t.client for r in both if r.level == 4 for t in facing(r)] == ["dsi"]


def someone(code: str, level: int | None, side: Side = Side.CLIENT) -> PersonFacts:
    return PersonFacts(code, side, "", level, False, True)


def test_who_came_unnamed_sits_for_the_highest_who_did_not() -> None:
    named = [someone("a", 5), someone("b", 4), someone("x", 4, Side.PARTNER)]
    seats = who_sat(named, [someone("b", 4), someone("c", 3), someone("y", 2, Side.PARTNER)])
    assert sorted((s.named, s.came) for s in seats) == [(4, 2), (4, 4), (5, 3)]
    assert [(s.named, s.came) for s in who_sat(named[:1], [])] == [(5, None)]
    assert who_sat([someone("a", None)], [someone("c", 3)]) == ()


@given(st.lists(st.integers(1, 5), max_size=6), st.lists(st.integers(1, 5), max_size=6))
def test_a_meeting_has_the_seats_of_its_charter_whoever_comes(named: list[int], came: list[int]) -> None:
    charter = [someone(f"n{n}", level) for n, level in enumerate(named)]
    seats = who_sat(charter, [someone(f"c{n}", level) for n, level in enumerate(came)])
    assert sorted(s.named for s in seats) == sorted(named)
    assert sum(s.came is not None for s in seats) == min(len(named), len(came))


@pytest.mark.parametrize(("sent", "code"), [(3, "network.delegation_drifts"), (None, "network.delegation_kept")])
def test_a_committee_handed_down_says_so_on_its_last_three_meetings(sent: int | None, code: str) -> None:
    named = [someone("a", 5), someone("b", 4)]
    came = [someone("c", sent), someone("b", 4)] if sent else named
    meetings = [who_sat(named, came)] * 3
    assert delegation_drift(meetings, NET) is not None
    line = tell_delegation("Steering", meetings, NET, ("1", "2", "3"))
    assert (line.code, line.source.keys if line.source else ()) == (code, ("1", "2", "3"))
    assert tell_delegation("Steering", meetings[:2], NET, ("1", "2")).code == "network.delegation_unknown"
