"""The rules of a table of negotiation: turns, versions, deadlines, locks; whatever is played, both see one table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.living_contract.room.rules import (
    Deed,
    Point,
    Refusal,
    Room,
    Round,
    Standing,
    fault_of,
    is_agreed,
    moved,
    moved_since,
    other,
    refused,
)
from etincelle.vocabulary.levels import Side

TODAY = date(2026, 11, 24)
POINTS = (Point("1", "Term", ("as it is", "+1 year", "+2 years")), Point("2", "Desk", ("none", "2 sites")))
CLIENT, PARTNER = Side.CLIENT, Side.PARTNER
FIRST = Round(1, CLIENT, "a year for the desk", {"1": 1, "2": 1})
ROOM = Room("open", PARTNER, TODAY, 2, POINTS, (FIRST,))


def test_the_last_day_still_counts_and_the_next_does_not() -> None:
    assert ROOM.standing(TODAY) is Standing.OPEN
    late = TODAY + timedelta(days=1)
    assert ROOM.standing(late) is Standing.EXPIRED
    assert refused(ROOM, PARTNER, Deed.ACCEPT, 2, late) is Refusal.EXPIRED
    assert refused(ROOM, PARTNER, Deed.REOPEN, 2, late) is None


@pytest.mark.parametrize(
    ("room", "side", "deed", "seen", "why"),
    [
        (ROOM, PARTNER, Deed.ACCEPT, 2, None),
        (ROOM, PARTNER, Deed.PROPOSE, 2, None),
        (ROOM, CLIENT, Deed.WITHDRAW, 2, None),
        (ROOM, PARTNER, Deed.ACCEPT, 1, Refusal.STALE),
        (ROOM, CLIENT, Deed.PROPOSE, 2, Refusal.NOT_YOUR_TURN),
        (ROOM, CLIENT, Deed.ACCEPT, 2, Refusal.NOT_YOUR_TURN),
        (replace(ROOM, turn=CLIENT), CLIENT, Deed.ACCEPT, 2, Refusal.NOTHING_TO_ACCEPT),
        (replace(ROOM, rounds=()), PARTNER, Deed.ACCEPT, 2, Refusal.NOTHING_TO_ACCEPT),
        (ROOM, PARTNER, Deed.REOPEN, 2, Refusal.NOTHING_TO_REOPEN),
        (replace(ROOM, state="locked"), PARTNER, Deed.WITHDRAW, 2, Refusal.LOCKED),
        (replace(ROOM, state="locked"), PARTNER, Deed.REOPEN, 2, Refusal.LOCKED),
        (replace(ROOM, state="withdrawn"), PARTNER, Deed.PROPOSE, 2, Refusal.WITHDRAWN),
        (replace(ROOM, state="withdrawn"), CLIENT, Deed.REOPEN, 2, None),
    ],
)
def test_what_may_be_done(room: Room, side: Side, deed: Deed, seen: int, why: Refusal | None) -> None:
    assert refused(room, side, deed, seen, TODAY) is why


def test_an_offer_is_whole_new_and_explained() -> None:
    assert fault_of(ROOM, {"1": 2, "2": 1}, "two years for the desk") is None
    assert fault_of(ROOM, {"1": 2}, "x") is Refusal.LEVEL_MISSING
    assert fault_of(ROOM, {"1": 3, "2": 0}, "x") is Refusal.LEVEL_MISSING
    assert fault_of(ROOM, {"1": 2, "2": 1, "9": 0}, "x") is Refusal.LEVEL_MISSING
    assert fault_of(ROOM, {"1": 2, "2": 1}, " \n") is Refusal.NO_SENTENCE
    assert fault_of(ROOM, {"1": 2, "2": 1}, "x" * 501) is Refusal.TOO_LONG
    assert fault_of(ROOM, {"1": 1, "2": 1}, "x") is Refusal.SAME_OFFER


packages = st.fixed_dictionaries({"1": st.integers(0, 2), "2": st.integers(0, 1)})


@given(st.lists(packages, max_size=8))
def test_moves_tell_the_whole_way(offers: list[dict[str, int]]) -> None:
    rounds = tuple(Round(n, (CLIENT, PARTNER)[n % 2], "x", p) for n, p in enumerate(offers, 1))
    room = replace(ROOM, rounds=rounds)
    now = {p.code: p.today for p in POINTS}
    for n, offer in enumerate(offers):
        for point, was, then in moved(POINTS, offers[n - 1] if n else None, offer):
            assert now[point.code] == was != then
            now[point.code] = then
        assert now == offer
    assert moved_since(room, len(offers)) == ()
    if len(offers) > 1 and offers[-1] == offers[-2]:
        assert all(is_agreed(room, point) for point in POINTS)


@pytest.mark.parametrize("deed", [Deed.PROPOSE, Deed.ACCEPT])
@pytest.mark.parametrize("turn", list(Side))
def test_never_both_may_play_at_once(deed: Deed, turn: Side) -> None:
    room = replace(ROOM, turn=turn)
    assert refused(room, other(turn), deed, 2, TODAY) is Refusal.NOT_YOUR_TURN
