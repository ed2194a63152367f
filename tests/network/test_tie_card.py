"""What is said of one tie, line by line."""

from dataclasses import replace

import pytest
from tests.network.cards import ACCOUNT, STEERING, THEM, TODAY, US, ago, network

from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import render
from etincelle.network.phrases import PHRASES
from etincelle.network.right_level import all_ties
from etincelle.network.tie_card import tell_tie, tie_strength

NET = default_rules().network


def test_two_meetings_of_two() -> None:
    facts = network(ago(30, 210))
    tie = all_ties(facts, NET, TODAY)[0]
    assert tie_strength(tie, facts, NET, TODAY) == pytest.approx(1.34, abs=0.005)
    lines = tell_tie(tie, facts, NET, TODAY)
    assert [line.code for line in lines] == ["network.tie.active", "network.strength", "network.alive"]
    assert all("%" not in render(PHRASES[line.code], line.params).replace("\u00a0%", "") for line in lines)


def test_a_steady_rhythm_is_told() -> None:
    facts = network(ago(*range(5, 400, 30)))
    tie = all_ties(facts, NET, TODAY)[0]
    assert tell_tie(tie, facts, NET, TODAY)[-1].code == "network.regular"


def test_a_successor_inherits_the_strength() -> None:
    facts = network(ago(30, 210))
    new = replace(THEM, code="new")
    left = replace(THEM, gone_on=ago(20)[0], successor="new")
    after = replace(facts, people=(US, STEERING, left, new, ACCOUNT))
    tie = all_ties(after, NET, TODAY)[0]
    assert tie.partner == "new"
    assert tie_strength(tie, after, NET, TODAY) == pytest.approx(1.34, abs=0.005)
