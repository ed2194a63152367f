"""Metamorphic laws of the choice: what must not matter, and what must."""

import os
import random  # noqa: TID251 - the order of rows, in a test
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spark.partnerships import PARTS, RULES, TODAY, partnership, portfolio, unknown

from etincelle.arithmetic.workdays import is_workday
from etincelle.spark.codec import dumps
from etincelle.spark.facts import PartnershipFacts, Portfolio
from etincelle.spark.index import assess, judge
from etincelle.spark.morning import choose_call, read_morning
from etincelle.vocabulary.decision import Call

ASLEEP = st.sets(st.sampled_from(PARTS))
FEW = settings(max_examples=25, deadline=None)


def low_of(facts: PartnershipFacts) -> float:
    return assess(facts.ref.code, judge(facts, RULES, TODAY), None, RULES.index).low


def shuffled(found: Portfolio, seed: int) -> Portfolio:
    order = random.Random(seed)

    def mix(facts: PartnershipFacts) -> PartnershipFacts:
        contacts = list(facts.network.contacts)
        order.shuffle(contacts)
        return replace(facts, network=replace(facts.network, contacts=tuple(contacts)))

    rows = [mix(p) for p in found.partnerships]
    order.shuffle(rows)
    return replace(found, partnerships=tuple(rows))


@FEW
@given(ASLEEP, ASLEEP, st.integers(0, 10**6))
def test_the_order_of_rows_changes_no_byte(a: set[str], b: set[str], seed: int) -> None:
    found = portfolio(partnership("A", a), partnership("B", b))
    assert dumps(choose_call(shuffled(found, seed), RULES, TODAY)) == dumps(choose_call(found, RULES, TODAY))


@FEW
@given(ASLEEP, ASLEEP, st.sampled_from(PARTS))
def test_another_partner_does_not_change_the_order_of_the_first_two(a: set[str], b: set[str], other: str) -> None:
    two = [
        c.partnership for c in read_morning(portfolio(partnership("A", a), partnership("B", b)), RULES, TODAY).ranked
    ]
    third = partnership("C", [other])
    three = read_morning(portfolio(partnership("A", a), partnership("B", b), third), RULES, TODAY).ranked
    assert [c.partnership for c in three if c.partnership != "C"] == two


@FEW
@given(ASLEEP, st.integers(400, 900), st.integers(1, 300))
def test_a_longer_silence_never_lowers_a_partnership(asleep: set[str], silent: int, more: int) -> None:
    parts = asleep | {"network"}
    assert (
        low_of(partnership("A", parts, silent_days=silent + more))
        >= low_of(partnership("A", parts, silent_days=silent)) - 1e-9
    )


@FEW
@given(ASLEEP, st.sampled_from(["network", "comfort", "new_deal", "innovation", "governance", "seats"]))
def test_missing_data_never_raises_a_priority(asleep: set[str], lost: str) -> None:
    whole = partnership("A", asleep)
    assert low_of(replace(whole, **{lost: getattr(unknown("A"), lost)})) <= low_of(whole) + 1e-9


@FEW
@given(ASLEEP)
def test_a_contact_repeated_changes_nothing(asleep: set[str]) -> None:
    found = partnership("A", asleep)
    doubled = replace(found, network=replace(found.network, contacts=found.network.contacts * 2))
    assert low_of(doubled) == low_of(found)


@FEW
@given(ASLEEP, st.sampled_from(PARTS))
def test_one_more_part_asleep_is_never_less_asleep(asleep: set[str], more: str) -> None:
    assert low_of(partnership("A", asleep | {more})) >= low_of(partnership("A", asleep)) - 1e-9


def test_a_quiet_day_only_moves_the_call_to_the_next_working_day() -> None:
    found = portfolio(partnership("A"))
    sunday = TODAY - timedelta(days=2)
    monday = choose_call(found, RULES, sunday + timedelta(days=1))
    assert dumps(choose_call(found, RULES, sunday).next_call) == dumps(monday)  # type: ignore[union-attr]


def test_three_hash_seeds_give_the_same_bytes() -> None:
    code = (
        "from tests.spark.partnerships import *; from etincelle.spark.morning import choose_call;"
        "from etincelle.spark.codec import dumps;"
        "print(dumps(choose_call(portfolio(partnership('A'), partnership('B', ('network','new_deal'))), RULES, TODAY)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "424242")
    }
    assert len(said) == 1
    assert b"partnership" in said.pop()


def test_the_call_is_a_call() -> None:
    assert isinstance(choose_call(portfolio(partnership("A")), RULES, TODAY), Call)


@FEW
@given(ASLEEP, st.integers(0, 800))
def test_the_next_date_is_a_working_day_within_thirty_days(parts: set[str], later: int) -> None:
    today = TODAY + timedelta(days=later)
    found = choose_call(portfolio(partnership("A", parts)), RULES, today)
    call = found if isinstance(found, Call) else found.next_call
    if call is not None:
        assert is_workday(call.briefing.next_date, RULES.call.country, RULES.call.subdivision)
        assert call.day < call.briefing.next_date <= call.day + timedelta(days=RULES.call.follow_up_days)
