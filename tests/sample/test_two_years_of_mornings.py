"""On 730 consecutive days the six planted states hold, and the sleeper is the call."""

from datetime import date

import pytest
from tests.sample.world_facts import RULES, days, portfolio_of

from etincelle.sample.world import sample_world
from etincelle.spark.index import assess, judge
from etincelle.spark.morning import choose_call
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.levels import State
from etincelle.vocabulary.signal import Signal

EXPECTED = {
    "NORDIA-SUPPORT": {State.ASLEEP},
    "HELVIS-RESEAU": {State.AWAKE, State.LIVELY},
    "TELEMARIS-HEBERGEMENT": {State.UNKNOWN},
    "ALTEA-POSTES": {State.DROWSY},
    "CITADIS-INFRA": {State.DROWSY},
    "BRISEA-TMA": {State.AWAKE, State.LIVELY},
}


@pytest.mark.slow
@pytest.mark.parametrize("start", [0, 1, 2, 3])
def test_the_six_states_hold_whatever_the_day(start: int) -> None:
    for today in days(date(2026, 11, 24), 730)[start::4]:
        portfolio = portfolio_of(sample_world(today))
        for facts in portfolio.partnerships:
            verdicts = judge(facts, RULES, today)
            found = assess(facts.ref.code, verdicts, None, RULES.index)
            assert found.state in EXPECTED[facts.ref.code], (today, facts.ref.code, found.value)
            if facts.ref.code == "ALTEA-POSTES":
                melon = next(v for v in verdicts if v.code == "comfort_zone.watermelon")
                assert isinstance(melon, Signal)
                assert melon.score > 0.8, today


@pytest.mark.parametrize("today", days(date(2026, 11, 24), 28))
def test_the_sleeper_is_the_call_of_every_working_day(today: date) -> None:
    decision = choose_call(portfolio_of(sample_world(today)), RULES, today)
    call = decision if isinstance(decision, Call) else decision.next_call
    assert call is not None
    assert (call.partnership, call.callee) == ("NORDIA-SUPPORT", "c.vasseur@nordia.example")


def test_the_same_day_gives_the_same_rows() -> None:
    one, two = sample_world(date(2026, 11, 24)), sample_world(date(2026, 11, 24))
    assert (one.tables, one.calendar, one.tickets, one.papers) == (two.tables, two.calendar, two.tickets, two.papers)
