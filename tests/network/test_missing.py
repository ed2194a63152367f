"""What is not seen is not silence: holes, unlike sources, people who left."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.network.cards import CALENDAR, RULES, SIGNED, THEM, TODAY, US, ago, around_signature, meeting, network

from etincelle.network.facts import Contact
from etincelle.network.horizon import kinds_covering, seen_since, spans
from etincelle.network.signals import executive_silence, then_and_now
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.signal import Signal, Unknown, Verdict

HOLE = RULES.network.source_stale_days


def covering(*spans_ago: tuple[int, int], kind: str = "calendar") -> tuple[Coverage, ...]:
    return tuple(Coverage(kind, ago(since)[0], ago(until)[0]) for since, until in spans_ago)


def score(verdict: Verdict) -> float | None:
    return verdict.score if isinstance(verdict, Signal) else None


def reason(verdict: Verdict) -> str:
    return verdict.reason if isinstance(verdict, Unknown) else ""


def test_two_exports_that_touch_are_one_span() -> None:
    assert spans(covering((900, 401), (400, 3)), 0) == [(ago(900)[0], ago(3)[0])]
    assert seen_since(covering((900, 401), (399, 0)), 0, TODAY) == ago(399)[0]
    assert seen_since(covering((900, 401), (399, 3)), HOLE, TODAY) == ago(900)[0]


def test_nothing_is_seen_before_a_source_starts_nor_long_after_it_ends() -> None:
    seen = covering((400, 100))
    assert seen_since(seen, HOLE, ago(401)[0]) is None
    assert seen_since(seen, HOLE, ago(100 - HOLE)[0]) == ago(400)[0]
    assert seen_since(seen, HOLE, ago(99 - HOLE)[0]) is None
    assert seen_since((), HOLE, TODAY) is None


def test_a_source_may_miss_its_last_days_and_no_more() -> None:
    window = (ago(360)[0], TODAY)
    assert kinds_covering(window, covering((400, HOLE)), HOLE) == {"calendar"}
    assert kinds_covering(window, covering((400, HOLE + 2)), HOLE) == set()
    assert kinds_covering(window, covering((359, 0)), HOLE) == set()


def test_a_hole_in_the_calendars_is_no_silence() -> None:
    found = executive_silence(network(ago(430), coverage=covering((1500, 425), (30, 0))), RULES, TODAY)
    assert reason(found) == "seen_too_short"
    seen_longer = executive_silence(network(ago(430), coverage=covering((1500, 425), (150, 0))), RULES, TODAY)
    assert 0 < (score(seen_longer) or 0) < (score(executive_silence(network(ago(430)), RULES, TODAY)) or 0)


def test_nobody_seen_for_less_than_a_cadence_is_neither_asleep_nor_awake() -> None:
    assert reason(executive_silence(network([], coverage=covering((60, 0))), RULES, TODAY)) == "seen_too_short"


@settings(max_examples=60)
@given(st.lists(st.integers(1, 900), max_size=8), st.integers(1, 900), st.integers(0, 900))
def test_seeing_less_never_raises_the_silence(met: list[int], since: int, less: int) -> None:
    whole, part = (
        score(executive_silence(network(ago(*sorted(met, reverse=True)), coverage=covering((n, 0))), RULES, TODAY))
        for n in (since + less, since)
    )
    assert part is None or (whole or 0) >= part


def test_then_in_mails_is_not_compared_with_now_in_a_calendar() -> None:
    mails = tuple(Contact(d, "mail", 2, ("dg", "pdg"), f"mail|{d}") for d in around_signature(12))
    then = Coverage("mail", SIGNED - timedelta(days=400), SIGNED + timedelta(days=400))
    facts = replace(network([]), contacts=mails, coverage=(then, *covering((400, 0))))
    assert reason(then_and_now(facts, RULES, TODAY)) == "then_not_covered"


def test_mails_seen_at_one_end_only_are_left_out_of_the_count() -> None:
    mails = tuple(Contact(d, "mail", 2, ("dg", "pdg"), f"mail|{d}") for d in around_signature(12))
    facts = network([*around_signature(6), *ago(20, 80, 140, 200, 260, 320)])
    more = replace(facts, contacts=(*facts.contacts, *mails))
    assert then_and_now(more, RULES, TODAY) == then_and_now(facts, RULES, TODAY)


def test_two_exports_in_a_row_cover_the_signature() -> None:
    parts = (Coverage("calendar", date(2022, 1, 1), SIGNED), Coverage("calendar", SIGNED + timedelta(days=1), TODAY))
    days = [*around_signature(12), *ago(300)]
    assert then_and_now(network(days, coverage=parts), RULES, TODAY) == then_and_now(network(days), RULES, TODAY)


def test_what_is_remembered_counts_when_a_source_covers_both_times() -> None:
    facts = network([*around_signature(12), *ago(300)])
    said = tuple(Contact(d, "call", 2, ("dg", "pdg"), f"declared|{d}", declared=True) for d in ago(40, 90, 150, 210))
    remembered = then_and_now(replace(facts, contacts=(*facts.contacts, *said)), RULES, TODAY)
    assert (score(remembered) or 0) < (score(then_and_now(facts, RULES, TODAY)) or 0)
    blind = replace(facts, contacts=(*facts.contacts, *said), coverage=covering((400, 0)))
    assert reason(then_and_now(blind, RULES, TODAY)) == "then_not_covered"


def test_somebody_who_left_unreplaced_is_no_sleep() -> None:
    gone = replace(THEM, gone_on=ago(200)[0])
    facts = replace(network(ago(427)), people=(US, gone))
    assert reason(executive_silence(facts, RULES, TODAY)) == "no_executive_partner"


def test_a_successor_inherits_the_silence_and_the_conversations() -> None:
    gone, heir = replace(THEM, gone_on=ago(20)[0], successor="new"), replace(THEM, code="new")
    for days in (30, 427):
        before = network(ago(days))
        after = replace(before, people=(US, gone, heir))
        assert score(executive_silence(after, RULES, TODAY)) == score(executive_silence(before, RULES, TODAY))


def test_a_day_counts_once_and_shows_all_its_rows() -> None:
    twice = replace(network([]), contacts=(meeting(ago(30)[0]), replace(meeting(ago(30)[0]), row="ics|other")))
    found = executive_silence(twice, RULES, TODAY)
    assert isinstance(found, Signal)
    assert found.evidence[0].source is not None
    assert found.evidence[0].source.keys == ("ics|20261025", "ics|other")


def test_what_has_not_taken_place_yet_renews_nothing() -> None:
    planned = network([*ago(427), TODAY + timedelta(days=10)], coverage=CALENDAR)
    assert executive_silence(planned, RULES, TODAY) == executive_silence(network(ago(427)), RULES, TODAY)
