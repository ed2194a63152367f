"""The one call: what it obeys, what silences it, how it explains itself."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.spark.partnerships import PARTS, RULES, TODAY, partnership, portfolio, unknown

from etincelle.spark.codec import build, dumps
from etincelle.spark.facts import Memory, OutcomeFacts, PartnershipFacts, Pick, Portfolio, SnoozeFacts
from etincelle.spark.morning import choose_call, read_morning
from etincelle.vocabulary.decision import Call, Silence

BOTH = portfolio(partnership("A", value=3_000_000), partnership("B", ("network", "innovation", "new_deal")))


def call_of(found: Portfolio, day: date = TODAY) -> Call:
    decision = choose_call(found, RULES, day)
    assert isinstance(decision, Call)
    return decision


def silence_of(found: Portfolio, day: date = TODAY) -> Silence:
    decision = choose_call(found, RULES, day)
    assert isinstance(decision, Silence)
    return decision


def test_the_deepest_sleeper_is_called_at_the_top_with_a_fallback() -> None:
    call = call_of(BOTH)
    assert (call.partnership, call.caller, call.callee, call.fallback) == ("A", "dg", "A-pdg", "A-ops")
    assert len(call.proofs) == 3
    assert call.briefing.next_date <= TODAY + timedelta(days=30)


def test_nobody_is_told_to_call_on_christmas_day() -> None:
    call = call_of(BOTH, date(2026, 11, 25))
    assert call.briefing.next_date == date(2026, 12, 24)


def test_the_value_is_the_product_of_its_terms() -> None:
    call = call_of(BOTH)
    terms = {t.code: float(t.value) for t in call.terms}
    gain = terms["stake"] * terms["sleep"] / 100 * terms["reach"] * terms["effect"] * (1 + terms["urgency"])
    gain *= 1 + terms["waking"]
    assert float(call.value_eur) == pytest.approx(gain - terms["cost"], abs=0.01)


def test_a_reached_call_rests_the_whole_partnership_for_three_weeks() -> None:
    done = OutcomeFacts("A", "A-pdg", "network.executive_silence", "reached", TODAY - timedelta(days=1), None, "1")
    rested = replace(BOTH, memory=Memory(outcomes=(done,)))
    assert call_of(rested).partnership == "B"
    assert call_of(rested, TODAY + timedelta(days=22)).partnership == "A"


def test_a_message_left_rests_the_person_and_proposes_the_next() -> None:
    done = OutcomeFacts("A", "A-pdg", "innovation.drought", "message", TODAY, None, "1")
    call = call_of(replace(portfolio(partnership("A")), memory=Memory(outcomes=(done,))))
    assert call.callee == "A-ops"


@pytest.mark.parametrize(("reason", "partner", "callee"), [("bad_moment", "B", "B-pdg"), ("travelling", "A", "A-ops")])
def test_each_snooze_changes_the_next_choice(reason: str, partner: str, callee: str) -> None:
    today = call_of(BOTH)
    snoozed = SnoozeFacts("A", "A-pdg", today.topic, reason, TODAY + timedelta(days=7))
    later = choose_call(replace(BOTH, memory=Memory(snoozes=(snoozed,))), RULES, TODAY + timedelta(days=1))
    assert isinstance(later, Call)
    assert (later.partnership, later.callee) in {(partner, callee), ("B", "B-pdg")}
    assert (later.partnership, later.callee) != (today.partnership, today.callee)


def test_a_wrong_reason_silences_the_topic_not_the_partnership() -> None:
    today = call_of(portfolio(partnership("A")))
    wrong = SnoozeFacts("A", "A-pdg", today.topic, "wrong_reason", TODAY + timedelta(days=30))
    later = call_of(replace(portfolio(partnership("A")), memory=Memory(snoozes=(wrong,))))
    assert later.partnership == "A"
    assert later.topic != today.topic


@pytest.mark.parametrize(
    ("day", "reason", "following"),
    [
        (date(2026, 11, 22), "sunday", date(2026, 11, 23)), (date(2026, 11, 21), "saturday", date(2026, 11, 23)),
        (date(2026, 11, 11), "holiday", date(2026, 11, 12)),
    ],
)  # fmt: skip
def test_a_day_that_is_not_for_calls_names_the_next_one(day: date, reason: str, following: date) -> None:
    silence = silence_of(BOTH, day)
    assert (silence.reason, silence.params["next_on"]) == (reason, following)
    assert silence.next_call is not None
    assert silence.next_call.day == following


def test_silence_has_its_reason() -> None:
    assert silence_of(portfolio()).reason == "no_data"
    assert silence_of(portfolio(unknown())).reason == "all_unknown"
    assert silence_of(portfolio(partnership("A", ()))).reason == "nothing_pressing"
    quiet = partnership("A")
    term = replace(quiet.contract.contracts[0], quiet_until=TODAY + timedelta(days=30))
    assert silence_of(portfolio(replace(quiet, contract=replace(quiet.contract, contracts=(term,))))).reason == "quiet"
    mute = replace(quiet, people=tuple(replace(p, mandate=False) for p in quiet.people))
    assert silence_of(portfolio(mute)).reason == "nobody_to_call"


def test_somebody_gone_is_never_called() -> None:
    found = partnership("A")
    people = tuple(replace(p, gone_on=TODAY) if p.code == "A-pdg" else p for p in found.people)
    assert call_of(portfolio(replace(found, people=people))).callee == "A-ops"


def test_yesterdays_unserved_pick_stays_within_ten_percent() -> None:
    near = portfolio(partnership("A", value=1_000_000), partnership("B", value=1_050_000))
    assert call_of(near).partnership == "B"
    topic = call_of(portfolio(partnership("A"))).topic
    kept = replace(near, memory=Memory(previous=Pick(TODAY - timedelta(days=1), "A", "A-pdg", topic)))
    call = call_of(kept)
    assert (call.partnership, call.runners_up[0].why_not) == ("A", "kept")
    beaten = replace(kept, partnerships=(partnership("A", value=1_000_000), partnership("B", value=1_400_000)))
    assert call_of(beaten).partnership == "B"


def test_an_unknown_annual_value_is_the_default_and_said() -> None:
    call = call_of(portfolio(partnership("A", value=None)))
    assert (call.terms[0].value, call.terms[0].params["known"]) == (Decimal(50_000), False)


def test_runners_up_say_the_true_reason() -> None:
    call = call_of(portfolio(partnership("A"), partnership("B", ()), unknown("U")))
    assert {(r.partnership, r.why_not) for r in call.runners_up} <= {("B", "awake"), ("U", "unknown")}
    assert len(call.runners_up) == 2


def test_a_decision_and_its_portfolio_survive_json() -> None:
    call = call_of(BOTH)
    raw = json.loads(dumps(call))
    assert build(Call, raw) == call
    assert dumps(build(Portfolio, json.loads(dumps(BOTH)))) == dumps(BOTH)


def test_more_parts_asleep_are_worth_more() -> None:
    values = [call_of(portfolio(partnership("A", PARTS[:n]))).index for n in range(3, 8)]
    assert values == sorted(values)


def test_a_rich_partnership_that_dozes_waits_behind_one_that_sleeps() -> None:
    rich = partnership("B", ("innovation",), value=50_000_000)
    call = call_of(portfolio(partnership("A", value=300_000), rich))
    assert (call.partnership, call.runners_up[0].why_not) == ("A", "only_dozes")


def shared_boss(code: str, value: int = 1_000_000) -> PartnershipFacts:
    """A partnership whose executives sit on another one of the same partner as well."""
    found = partnership(code, value=value)
    people = tuple(replace(p, code=p.code.replace(f"{code}-", "X-")) for p in found.people)
    return replace(found, people=people)


def test_somebody_who_sits_on_two_partnerships_rests_for_both() -> None:
    both = portfolio(shared_boss("A"), shared_boss("B", 900_000))
    first = call_of(both)
    done = OutcomeFacts("A", first.callee, first.topic, "message", TODAY - timedelta(days=3), None, "1")
    assert (first.partnership, first.callee) == ("A", "X-pdg")
    assert call_of(replace(both, memory=Memory(outcomes=(done,)))).callee == "X-ops"


def test_eight_calls_a_year_to_one_person_count_together() -> None:
    both = portfolio(shared_boss("A"), shared_boss("B", 900_000))
    calls = tuple(
        OutcomeFacts("AB"[n % 2], "X-pdg", "t", "message", TODAY - timedelta(days=30 + 20 * n), None, str(n))
        for n in range(8)
    )
    assert call_of(replace(both, memory=Memory(outcomes=calls))).callee == "X-ops"
    assert call_of(replace(both, memory=Memory(outcomes=calls[:7]))).callee == "X-pdg"


def test_who_travels_is_away_for_all_his_partnerships_and_is_no_fallback() -> None:
    both = portfolio(shared_boss("A"), shared_boss("B", 900_000))
    away = SnoozeFacts("B", "X-pdg", "t", "travelling", TODAY)
    call = call_of(replace(both, memory=Memory(snoozes=(away,))))
    assert (call.callee, call.fallback) == ("X-ops", None)
    elsewhere = SnoozeFacts("B", "X-pdg", "t", "someone_else", TODAY)
    assert call_of(replace(both, memory=Memory(snoozes=(elsewhere,)))).callee == "X-pdg"


def test_the_fallback_is_somebody_who_may_be_called() -> None:
    done = OutcomeFacts("A", "A-ops", "t", "message", TODAY - timedelta(days=3), None, "1")
    assert call_of(portfolio(partnership("A"))).fallback == "A-ops"
    assert call_of(replace(portfolio(partnership("A")), memory=Memory(outcomes=(done,)))).fallback is None


def test_one_call_a_day_then_the_next_working_day_s() -> None:
    done = OutcomeFacts("A", "A-pdg", "t", "reached", TODAY, None, "1")
    silence = silence_of(replace(BOTH, memory=Memory(outcomes=(done,))))
    assert silence.reason == "made"
    assert silence.next_call is not None
    assert (silence.next_call.partnership, silence.next_call.day) == ("B", TODAY + timedelta(days=1))


def test_who_sleeps_in_everything_is_called_before_who_sleeps_in_most() -> None:
    most = partnership("B", ("innovation", "new_deal", "casting", "contract", "levels"))
    call = call_of(portfolio(most, partnership("A")))
    assert (call.partnership, call.runners_up[0].why_not) == ("A", "worth_less")


def test_a_topic_that_is_awake_is_no_reason_to_call() -> None:
    topics = {
        c.topic for c in read_morning(portfolio(partnership("A", ("innovation", "new_deal"))), RULES, TODAY).ranked
    }
    assert topics == {"innovation.drought", "new_deal.strategy_not_covered"}


def test_the_same_value_says_so_instead_of_nought_euros_less() -> None:
    call = call_of(portfolio(partnership("A"), partnership("B")))
    assert call.runners_up[0].why_not == "worth_as_much"
