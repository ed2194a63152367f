"""Laws of the choice on any facts and any verdicts: what raises a priority, what never may, who is never called.

LAWS_EXAMPLES=2000 asks each law many more times than a run of every day does.
"""

import json
import os
import random  # noqa: TID251 - the order of rows, in a test
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.properties.worlds import days, networks, partnerships, people, portfolios
from tests.spark.partnerships import PARTS, RULES, TODAY, partnership

from etincelle.network.callee import look_around
from etincelle.network.facts import NetworkFacts
from etincelle.network.signals import executive_silence
from etincelle.network.ties import History, read_rhythm
from etincelle.spark import morning
from etincelle.spark.candidates import Candidate, Refusal, Setting, candidates_of
from etincelle.spark.codec import build, dumps
from etincelle.spark.facts import Memory, OutcomeFacts, PartnershipFacts, Pick, Portfolio
from etincelle.spark.index import ALL_CODES, Assessment, assess, judge, state_of
from etincelle.spark.morning import choose_call, in_order, read_morning
from etincelle.vocabulary.decision import Call, Decision, Silence
from etincelle.vocabulary.levels import Side, State
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Signal, Unknown, Verdict

ASKED = int(os.environ.get("LAWS_EXAMPLES", "0"))
QUIETLY = list(HealthCheck)
SLOW = settings(max_examples=ASKED or 12, deadline=None, suppress_health_check=QUIETLY)
FAST = settings(max_examples=ASKED * 4 or 150, deadline=None, suppress_health_check=QUIETLY)
ASLEEP = st.sets(st.sampled_from(PARTS))
YESTERDAY = TODAY - timedelta(days=1)
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
Heard = dict[str, tuple[float, float] | None]


def whole(decision: Decision) -> Call | None:
    """The call a decision names, today or next."""
    return decision if isinstance(decision, Call) else decision.next_call


def fresh(portfolio: Portfolio, **memory: Any) -> Portfolio:
    """The same facts with a memory of one's own."""
    return replace(portfolio, memory=Memory(**memory))


# ---- verdicts alone: each signal known (score, confidence) or not


HEARD: st.SearchStrategy[Heard] = st.fixed_dictionaries(
    {code: st.one_of(st.none(), st.tuples(st.floats(0, 1), st.sampled_from([0.3, 0.7, 1.0]))) for code in ALL_CODES}
)
KNOWN: st.SearchStrategy[dict[str, float]] = st.fixed_dictionaries({code: st.floats(0, 1) for code in ALL_CODES})


def verdicts_of(heard: Mapping[str, tuple[float, float] | None]) -> tuple[Verdict, ...]:
    return tuple(
        Unknown(code, "no_source") if told is None else Signal(code, told[0], told[1], (), TODAY)
        for code, told in heard.items()
    )


def judged(code: str, heard: Mapping[str, tuple[float, float] | None]) -> Assessment:
    return assess(code, verdicts_of(heard), None, RULES.index)


def calls(*told: tuple[PartnershipFacts, Mapping[str, tuple[float, float] | None]]) -> tuple[Candidate, ...]:
    """The calls of some partnerships, in order, from verdicts; the floor of worth applied as on a morning."""
    setting = Setting(Memory(), RULES, TODAY)
    found: list[Candidate] = []
    for facts, heard in told:
        answer = candidates_of(facts, judged(facts.ref.code, heard), setting)
        found += [] if isinstance(answer, Refusal) else answer
    cost = RULES.call.cost_eur
    worthy = [c for c in found if c.value + cost >= cost * Decimal(str(RULES.call.floor_cost_multiple))]
    return in_order(worthy, RULES, TODAY)


def place(code: str, ranked: Sequence[Candidate]) -> int:
    """The place of a partnership among those that can be called; last when it cannot."""
    order = list(dict.fromkeys(c.partnership for c in ranked))
    return order.index(code) if code in order else len(order) + 1


def worth(code: str, ranked: Sequence[Candidate]) -> Decimal:
    return max((c.value for c in ranked if c.partnership == code), default=Decimal(-1))


@FAST
@given(HEARD, HEARD, st.sampled_from(ALL_CODES), st.floats(0, 1))
def test_a_deeper_sleep_never_lowers_a_call_nor_its_place(mine: Heard, other: Heard, code: str, deeper: float) -> None:
    told = mine[code]
    assume(told is not None)
    assert told is not None
    a, b = partnership("A"), partnership("B")
    raised = {**mine, code: (max(told[0], deeper), told[1])}
    before, after = calls((a, mine), (b, other)), calls((a, raised), (b, other))
    assert worth("A", after) >= worth("A", before)
    assert place("A", after) <= place("A", before)
    assert {(c.callee, c.topic) for c in before if c.partnership == "A"} <= {
        (c.callee, c.topic) for c in after if c.partnership == "A"
    }


@FAST
@given(HEARD, HEARD, st.sampled_from(ALL_CODES))
def test_a_signal_lost_never_raises_a_call_nor_its_place(mine: Heard, other: Heard, code: str) -> None:
    a, b = partnership("A"), partnership("B")
    before, after = calls((a, mine), (b, other)), calls((a, {**mine, code: None}), (b, other))
    assert worth("A", after) <= worth("A", before)
    assert place("A", after) >= place("A", before)


@FAST
@given(KNOWN, KNOWN)
def test_who_sleeps_deeper_in_everything_comes_first(one: dict[str, float], two: dict[str, float]) -> None:
    """Dominance, at equal money: it failed while the drop of one topic ranked, which shrinks as the others sleep."""
    deep = {code: (max(one[code], two[code]), 1.0) for code in ALL_CODES}
    light = {code: (min(one[code], two[code]), 1.0) for code in ALL_CODES}
    ranked = calls((partnership("B"), light), (partnership("A"), deep))
    if ranked and judged("A", deep).low > judged("B", light).low + 1e-6:
        assert ranked[0].partnership == "A"


@FAST
@given(HEARD, st.sampled_from(ALL_CODES))
def test_a_signal_given_twice_changes_nothing(heard: Heard, code: str) -> None:
    verdicts = verdicts_of(heard)
    again = next(v for v in verdicts if v.code == code)
    once, twice = (assess("A", v, None, RULES.index) for v in (verdicts, (*verdicts, again)))
    assert (twice.low, twice.value, twice.drops, twice.coverage) == (once.low, once.value, once.drops, once.coverage)


@FAST
@given(HEARD, st.integers(1, 40))
def test_the_value_follows_the_money(heard: Heard, times: int) -> None:
    poor, rich = (partnership("A", value=v) for v in (1_000_000, 1_000_000 * times))
    before, after = calls((poor, heard)), calls((rich, heard))
    cost = RULES.call.cost_eur
    assert [(c.topic, c.callee) for c in after] == [(c.topic, c.callee) for c in before]
    for small, large in zip(before, after, strict=True):
        assert abs((large.value + cost) - (small.value + cost) * times) <= Decimal(times)


@FAST
@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_a_state_changes_three_points_past_its_threshold_and_not_before(values: list[float]) -> None:
    rules, state = RULES.index, None
    limits = {State.AWAKE: rules.awake_from, State.DROWSY: rules.drowsy_from, State.ASLEEP: rules.asleep_from}
    order = [State.LIVELY, State.AWAKE, State.DROWSY, State.ASLEEP]
    for value in values:
        after = state_of(value, state, rules)
        if state is not None:
            for upper in order[1:]:
                was, now = (order.index(s) >= order.index(upper) for s in (state, after))
                assert now == (value >= limits[upper] + 3 if not was else value >= limits[upper] - 3)
        state = after


# ---- any facts


def shuffled(found: Portfolio, seed: int) -> Portfolio:
    """The rows that have no order of their own, in another order, and contacts twice."""
    order = random.Random(seed)

    def mixed(rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(order.sample(list(rows), len(rows)))

    def mix(p: PartnershipFacts) -> PartnershipFacts:
        net = replace(p.network, contacts=mixed(p.network.contacts * 2), coverage=mixed(p.network.coverage * 2))
        return replace(
            p, network=net, comfort=replace(p.comfort, answers=mixed(p.comfort.answers)),
            contract=replace(p.contract, amendments=mixed(p.contract.amendments), lines=mixed(p.contract.lines)),
            innovation=replace(p.innovation, ideas=mixed(p.innovation.ideas)), seats=mixed(p.seats),
        )  # fmt: skip

    memory = replace(found.memory, outcomes=mixed(found.memory.outcomes), snoozes=mixed(found.memory.snoozes))
    return Portfolio(mixed([mix(p) for p in found.partnerships]), memory)


def bare(decision: Decision) -> str:
    """A decision without its source rows, which double with the rows."""
    call = whole(decision)
    if call is None:
        return dumps(decision)
    told = (call.partnership, call.caller, call.callee, call.fallback, call.topic, call.value_eur, call.index)
    return dumps((told, call.runners_up, call.flips, [t.value for t in call.terms], call.briefing.next_date))


@SLOW
@given(portfolios(), st.integers(0, 10**6))
def test_neither_the_order_of_rows_nor_a_contact_told_twice_changes_a_decision(found: Portfolio, seed: int) -> None:
    assert bare(choose_call(shuffled(found, seed), RULES, TODAY)) == bare(choose_call(found, RULES, TODAY))


@SLOW
@given(portfolios())
def test_any_portfolio_is_decided_and_survives_its_storage(found: Portfolio) -> None:
    decision = choose_call(found, RULES, TODAY)
    kind = Call if isinstance(decision, Call) else Silence
    assert dumps(build(kind, json.loads(dumps(decision)))) == dumps(decision)
    again = build(Portfolio, json.loads(dumps(found)))
    assert dumps(choose_call(again, RULES, TODAY)) == dumps(decision)


@SLOW
@given(partnerships())
def test_each_figure_opens_its_rows(found: PartnershipFacts) -> None:
    for verdict in judge(found, RULES, TODAY):
        for proof in verdict.evidence if isinstance(verdict, Signal) else ():
            if proof.params:
                assert proof.source and proof.source.keys and all(proof.source.keys), proof.code


def check_the_callee(call: Call, facts: PartnershipFacts) -> None:
    """Level and mandate, unless everybody who has both is gone; and nobody gone, ever."""
    folk = {p.code: p for p in facts.people}
    needed = RULES.call.topic_level[call.topic.split(".")[0]]
    gone = look_around(facts.network, RULES.network, call.day).gone
    assert not {call.callee, call.fallback} & gone
    fit = {p.code for p in facts.people if p.side is Side.PARTNER and p.mandate and (p.level or 0) >= needed}
    here = {code for code in fit if not (folk[code].gone_on and folk[code].gone_on <= call.day)} - gone
    if here or not fit:  # else somebody stands in for those who are gone
        assert call.callee in here


@SLOW
@given(portfolios(), st.integers(0, 30))
def test_nobody_is_called_who_must_not_be(found: Portfolio, later: int) -> None:
    day = TODAY + timedelta(days=later)
    call = whole(choose_call(found, RULES, day))
    if call is None:
        return
    facts = next(p for p in found.partnerships if p.ref.code == call.partnership)
    folk = {p.code: p for p in facts.people}
    for code in (call.caller, call.callee, call.fallback):
        if code is not None:
            left = folk[code].gone_on
            assert left is None or left > call.day
    check_the_callee(call, facts)
    assert call.index >= RULES.call.floor_index
    assert call.value_eur >= RULES.call.cost_eur * Decimal(str(RULES.call.floor_cost_multiple)) - RULES.call.cost_eur
    assert not any(t.quiet_until and t.quiet_until >= call.day for t in facts.contract.contracts)
    for o in found.memory.outcomes:
        if 0 <= (call.day - o.day).days < RULES.call.cooldown_days:
            assert o.callee not in (call.callee, call.fallback)
            assert (o.partnership, o.result) != (call.partnership, "reached")
    for s in found.memory.snoozes:
        if s.until >= call.day:
            assert not (s.reason == "travelling" and s.callee in (call.callee, call.fallback))
            assert not (s.partnership == call.partnership and s.reason == "bad_moment")
            assert not (s.partnership == call.partnership and s.reason == "wrong_reason" and s.topic == call.topic)


@SLOW
@given(portfolios(), st.sampled_from(["reached", "message", "not_reached"]))
def test_a_logged_call_rests_who_was_called_for_three_weeks(found: Portfolio, result: str) -> None:
    call = whole(choose_call(found, RULES, TODAY))
    assume(call is not None)
    assert call is not None
    done = OutcomeFacts(call.partnership, call.callee, call.topic, result, TODAY, None, "1")
    rested = replace(found, memory=replace(found.memory, outcomes=(*found.memory.outcomes, done)))
    for later in range(RULES.call.cooldown_days):
        after = whole(choose_call(rested, RULES, TODAY + timedelta(days=later)))
        if after and (after.day - TODAY).days < RULES.call.cooldown_days:
            assert call.callee not in (after.callee, after.fallback)
            assert result != "reached" or after.partnership != call.partnership


@SLOW
@given(portfolios(("A", "B")), partnerships("C"))
def test_another_partner_leaves_the_order_of_the_others(found: Portfolio, third: PartnershipFacts) -> None:
    two = [(c.partnership, c.topic, c.callee, c.value) for c in read_morning(found, RULES, TODAY).ranked]
    more = replace(found, partnerships=(*found.partnerships, third))
    three = [(c.partnership, c.topic, c.callee, c.value) for c in read_morning(more, RULES, TODAY).ranked]
    assert [c for c in three if c[0] != "C"] == two


def without(p: PartnershipFacts) -> dict[str, PartnershipFacts]:
    """Each piece of knowledge one partnership may lose."""
    meetings = p.governance.meetings
    lost = {
        "attendance": tuple(replace(m, members=0, members_present=0) for m in meetings),
        "actions": tuple(replace(m, actions=0, carried=0) for m in meetings),
        "minutes": tuple(replace(m, has_minutes=False, decided_about=frozenset()) for m in meetings),
        "meetings": (),
    }
    found = {name: replace(p, governance=replace(p.governance, meetings=kept)) for name, kept in lost.items()}
    found["reports"] = replace(p, governance=replace(p.governance, reports=()))
    found["calendar"] = replace(p, network=replace(p.network, coverage=()))
    found["answers"] = replace(p, comfort=replace(p.comfort, answers=()))
    found["lines"] = replace(p, contract=replace(p.contract, lines=()))
    found["demand"] = replace(p, contract=replace(p.contract, topics=()))
    found["strategy"] = replace(p, new_deal=replace(p.new_deal, themes=()))
    found["seats"] = replace(p, seats=())
    for n, level in enumerate(p.comfort.levels):
        for name, kept in (("last months", level.months[:-6]), ("first months", level.months[-6:])):
            if kept:
                levels = [replace(one, months=kept) if one is level else one for one in p.comfort.levels]
                found[f"{name} of {n}"] = replace(p, comfort=replace(p.comfort, levels=tuple(levels)))
    return found


@SLOW
@given(partnerships())
def test_no_piece_of_knowledge_lost_raises_a_priority(found: PartnershipFacts) -> None:
    low = assess("A", judge(found, RULES, TODAY), None, RULES.index).low
    for name, poorer in without(found).items():
        if name.startswith("first months"):  # what stays is judged on its own: a shorter past may look flatter
            continue
        after = assess("A", judge(poorer, RULES, TODAY), None, RULES.index).low
        assert after <= low + 1e-9, name


@FAST
@given(people(), st.data(), st.integers(1, 400))
def test_the_longer_they_are_silent_the_deeper_they_sleep(folk: Any, data: st.DataObject, more: int) -> None:
    here = tuple(replace(p, gone_on=None) for p in folk)
    facts: NetworkFacts = data.draw(networks(here, data.draw(days(0, 2500))))
    facts = replace(facts, contacts=tuple(c for c in facts.contacts if c.day <= TODAY))
    later = TODAY + timedelta(days=more)
    seen = tuple(Coverage(c.kind, c.since, later) for c in facts.coverage)
    before = executive_silence(replace(facts, coverage=seen), RULES, TODAY)
    after = executive_silence(replace(facts, coverage=seen), RULES, later)
    if isinstance(before, Signal):
        assert isinstance(after, Signal)
        assert after.score >= before.score - 1e-12


@FAST
@given(st.lists(st.integers(0, 2500), max_size=9), st.integers(0, 2600), st.integers(1, 5), st.integers(1, 900))
def test_a_rhythm_only_deepens_with_time(ago: list[int], signed: int, level: int, more: int) -> None:
    met = tuple(sorted({TODAY - timedelta(days=n) for n in ago}))
    history = History(met, TODAY - timedelta(days=signed))
    now, later = (read_rhythm(history, level, RULES.network, day) for day in (TODAY, TODAY + timedelta(days=more)))
    assert later.rho >= now.rho - 1e-12
    assert later.score >= now.score - 1e-12


# ---- what is said would change the pick does change it


def cured(verdicts: tuple[Verdict, ...], topic: str) -> tuple[Verdict, ...]:
    return tuple(replace(v, score=0.0) if isinstance(v, Signal) and v.code == topic else v for v in verdicts)


def worth_now(p: PartnershipFacts, value: Decimal) -> PartnershipFacts:
    """One partnership whose live contracts are worth so much."""
    terms = [replace(t, annual_value=Decimal(0), currency="EUR") for t in p.contract.contracts]
    live = next((n for n, t in enumerate(terms) if t.ends_on is None or t.ends_on >= TODAY), None)
    assume(live is not None)
    assert live is not None
    terms[live] = replace(terms[live], annual_value=value)
    return replace(p, contract=replace(p.contract, contracts=tuple(terms)))


@SLOW
@given(
    st.sets(st.sampled_from(PARTS)),
    st.sets(st.sampled_from(PARTS)),
    st.integers(1, 60),
    st.integers(1, 60),
    st.booleans(),
)
def test_what_is_said_would_change_the_pick_does(
    a: set[str], b: set[str], worth_a: int, worth_b: int, kept: bool
) -> None:
    found = Portfolio((partnership("A", a, value=50_000 * worth_a), partnership("B", b, value=50_000 * worth_b)))
    first = choose_call(found, RULES, TODAY)
    assume(isinstance(first, Call))
    assert isinstance(first, Call)
    pick = Pick(TODAY - timedelta(days=1), first.partnership, first.callee, first.topic)
    found = fresh(found, previous=pick) if kept else found
    call = choose_call(found, RULES, TODAY)
    assert isinstance(call, Call)
    for flip in call.flips:
        then = flip.params.get("then_partnership")
        if flip.code == "call_logged":
            done = OutcomeFacts(
                call.partnership, call.callee, call.topic, "reached", TODAY - timedelta(days=1), None, "1"
            )
            after = choose_call(fresh(found, outcomes=(done,)), RULES, TODAY)
            assert (after.partnership if isinstance(after, Call) else None) == then
        elif flip.code == "runner_up_worth":
            needed = flip.params["needed_eur"]
            assert isinstance(needed, Decimal)
            for value, wins in ((needed, True), (needed - 2000, False)):
                rows = tuple(worth_now(p, value) if p.ref.code == then else p for p in found.partnerships)
                after = choose_call(replace(found, partnerships=rows), RULES, TODAY)
                assert isinstance(after, Call)
                assert (after.partnership == then) == wins
        else:
            check_the_cure(found, call, flip.code, flip.params)


def check_the_cure(found: Portfolio, call: Call, code: str, params: Mapping[str, Any]) -> None:
    real = morning.judge

    def judged_cured(p: PartnershipFacts, rules: Rules, day: date) -> tuple[Verdict, ...]:
        verdicts = real(p, rules, day)
        return cured(verdicts, call.topic) if p.ref.code == call.partnership else verdicts

    try:
        morning.judge = judged_cured
        after = choose_call(fresh(found), RULES, TODAY)
    finally:
        morning.judge = real
    assert isinstance(after, Call)
    if code == "topic_cured":
        assert (after.partnership, after.topic) == (call.partnership, params["then_topic"])
    else:
        assert after.partnership == params["then_partnership"] != call.partnership


# ---- days that are not for calls


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def french_holidays(year: int) -> set[date]:
    moving = {easter(year) + timedelta(days=n) for n in (1, 39, 50)}
    return moving | {
        date(year, m, d) for m, d in ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    }


@pytest.mark.parametrize("year", range(2025, 2032))
def test_no_call_is_made_on_a_day_off_in_france_and_one_on_every_other(year: int) -> None:
    found = Portfolio((partnership("A"),))
    off = french_holidays(year)
    day = date(year, 1, 1)
    while day.year == year:
        decision = choose_call(found, RULES, day)
        if day.weekday() >= 5 or day in off:
            assert isinstance(decision, Silence), day
            assert decision.reason in ("saturday", "sunday", "holiday")
            following = decision.params["next_on"]
            assert isinstance(following, date)
            assert following.weekday() < 5
            assert following not in off | french_holidays(following.year)
        else:
            assert not (isinstance(decision, Silence) and decision.reason in ("saturday", "sunday", "holiday")), day
        day += timedelta(days=1)
