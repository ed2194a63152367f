"""The ladder of levels, its empty sides, and how high both sides really met."""

from dataclasses import replace
from datetime import timedelta

from tests.network.cards import ACCOUNT, CALENDAR, RULES, SIGNED, STEERING, THEM, TODAY, US, ago, meeting, network

from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.right_level import Rung, all_ties, heirs, ladder, level_met
from etincelle.network.signals import executive_silence
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.signal import Evidence, Signal

NET = RULES.network
DELIVERY = PersonFacts("livraison", Side.PARTNER, "NORDIA", 4, True, True)


def around_the_table(people: tuple[PersonFacts, ...], *contacts: Contact) -> NetworkFacts:
    return NetworkFacts(SIGNED, people, contacts, CALENDAR)


def proof(facts: NetworkFacts, code: str) -> Evidence | None:
    found = executive_silence(facts, RULES, TODAY)
    return next((e for e in found.evidence if e.code == code), None) if isinstance(found, Signal) else None


def rungs(facts: NetworkFacts) -> dict[int, Rung]:
    return {r.level: r for r in ladder(facts, NET, TODAY)}


def test_the_level_of_a_tie_is_the_lower_of_two() -> None:
    found = rungs(around_the_table((US, DELIVERY), meeting(ago(10)[0], "dg", "livraison")))
    assert found[5].best is None
    assert found[4].best is not None
    assert (found[4].best.level, found[4].client, found[4].partner) == (4, (), ("livraison",))


def test_a_level_with_nobody_facing_is_shown_empty() -> None:
    found = rungs(around_the_table((US, STEERING, ACCOUNT)))
    assert (found[5].client, found[5].partner, found[5].best) == (("dg",), (), None)
    assert sorted(found) == [3, 5]


def test_a_ladder_of_a_day_no_source_sees_says_so() -> None:
    facts = around_the_table((US, THEM))
    assert [r.seen for r in ladder(facts, NET, TODAY)] == [True]
    assert [r.seen for r in ladder(facts, NET, CALENDAR[0].since - timedelta(days=1))] == [False]


def test_the_most_alive_tie_stands_for_its_level() -> None:
    other = replace(THEM, code="vice")
    facts = around_the_table((US, THEM, other), meeting(ago(300)[0]), meeting(ago(20)[0], "dg", "vice"))
    best = rungs(facts)[5].best
    assert best is not None
    assert best.partner == "vice"


def test_the_ties_of_somebody_who_left_pass_to_his_successor() -> None:
    gone, heir = replace(THEM, gone_on=ago(20)[0], successor="new"), replace(THEM, code="new")
    ties = all_ties(around_the_table((US, gone, heir), meeting(ago(30)[0])), NET, TODAY)
    assert [(t.client, t.partner, t.days) for t in ties] == [("dg", "new", (ago(30)[0],))]


def test_successors_in_a_circle_hold_nobody_up() -> None:
    a = replace(THEM, code="a", gone_on=ago(9)[0], successor="b")
    b = replace(THEM, code="b", gone_on=ago(9)[0], successor="a")
    assert set(heirs((US, a, b), TODAY)) == {"dg"}


def test_both_sides_meet_at_the_lower_of_their_highest_levels() -> None:
    people = {p.code: p for p in (US, STEERING, THEM, ACCOUNT)}
    assert level_met(meeting(TODAY, "dg", "pilote", "compte"), people) == 3
    assert level_met(meeting(TODAY, "dg", "pilote"), people) == 0


def test_meeting_below_the_top_is_told_with_its_rows() -> None:
    facts = around_the_table((US, STEERING, THEM, ACCOUNT), meeting(ago(427)[0]), meeting(ago(9)[0], "dg", "compte"))
    found = proof(facts, "network.level_reached")
    assert found is not None
    assert found.source is not None
    assert (found.params["level"], found.params["top"], found.source.keys) == (3, 5, ("ics|20261115",))


def test_meeting_at_the_top_or_not_at_all_says_nothing_of_the_level() -> None:
    assert proof(network(ago(30)), "network.level_reached") is None
    assert proof(network(ago(427)), "network.level_reached") is None


def test_one_pair_that_carries_everything_is_told() -> None:
    found = proof(network(ago(30, 60, 90)), "network.one_pair")
    assert found is not None
    assert found.params["top_share"] == 1.0
    shared = around_the_table((US, THEM, DELIVERY), *(meeting(ago(n)[0], "dg", "pdg", "livraison") for n in (30, 60)))
    assert proof(shared, "network.one_pair") is None


def test_a_silent_tie_tells_its_chance_and_a_living_one_does_not() -> None:
    silent = proof(network(ago(700, 667, 633, 600, 567, 533, 500)), "network.alive")
    assert silent is not None
    assert isinstance(silent.params["alive_share"], float)
    assert silent.params["alive_share"] < 0.05
    assert proof(network(ago(120, 30)), "network.alive") is None
