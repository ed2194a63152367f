"""Castings for tests, and the best plan by trying all: written from the definition, without the solver's code."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import ceil
from typing import Any

from hypothesis import strategies as st
from tests.spark.partnerships import TODAY

from etincelle.comfort_zone.renewal import Bound, Casting, KeySeat
from etincelle.foundation.config import default_rules
from etincelle.vocabulary.levels import Side

RULES = default_rules().comfort_zone.renewal
MOST_TRIED = 30_000


def seat(code: str, tenure: int, **told: Any) -> KeySeat:
    """A key role free to be renewed at once unless told otherwise."""
    return KeySeat(code, f"role {code}", tenure, **{"after_term": 1, "after_notice": 1, **told})


def casting(seats: Sequence[KeySeat], **told: Any) -> Casting:
    """A side as old as its oldest seat, over two years, unless told otherwise."""
    age = max(s.tenure for s in seats)
    found = Casting(Side.PARTNER, TODAY.replace(day=1), tuple(seats), age, frozenset(), RULES)
    return replace(found, **told)


def tenure_at(seat: KeySeat, renewed: int | None, month: int) -> int:
    if renewed is not None and renewed <= month:
        return month - renewed
    return seat.tenure + month


def holds(side: Casting, months: Sequence[int | None]) -> bool:  # noqa: C901, PLR0911, PLR0912 - the definition, bound by bound
    """Whether months, one a seat in the order of the side, break nothing that is in force."""
    rules, on = side.rules, {b: b not in side.lifted for b in Bound}
    moves = [(m, s) for m, s in zip(months, side.seats, strict=True) if m is not None]
    count = len(side.seats)
    for m, s in moves:
        if on[Bound.MINIMUM_TERM] and m < s.after_term:
            return False
        if on[Bound.HANDOVER] and m < s.after_notice:
            return False
        if on[Bound.BLACKOUT] and m in side.closed:
            return False
        for o in side.seats:
            if not on[Bound.PAIR] or o is s or not s.pair or o.pair != s.pair:
                continue
            theirs = [x for x, y in moves if y is o] + ([-o.tenure] if o.renewed else [])
            if any(abs(m - x) < rules.pair_months for x in theirs):
                return False
    everything = [m for m, _s in moves] + [-s.tenure for s in side.seats if s.renewed]
    for bound, width in ((Bound.MOST_A_YEAR, 12), (Bound.MOST_HALF_YEAR, 6)):
        for start in range(2 - width, side.rules.horizon_months + 1):
            inside = [m for m in everything if start <= m < start + width]
            if on[bound] and len(inside) > max(1, count // 3) and any(m > 0 for m in inside):
                return False
    ends = range(1, rules.horizon_months + 1)
    if on[Bound.STABILITY]:
        for t in ends:
            total = sum(tenure_at(s, m, t) for s, m in zip(side.seats, months, strict=True))
            if t in months and total < rules.stable_months * count:
                return False
    at_end = sum(tenure_at(s, m, rules.horizon_months) for s, m in zip(side.seats, months, strict=True))
    if on[Bound.FRESHNESS] and at_end > rules.fresh_months * count:
        return False
    if on[Bound.REGULAR]:
        width = max(12, ceil(36 / (count - 1)))
        for start in ends:
            end = start + width - 1
            is_asked = end <= rules.horizon_months and side.age + start >= rules.least_from_months
            if is_asked and not any(start <= m <= end for m, _s in moves):
                return False
    return True


def best_by_trying(side: Casting) -> dict[str, int] | None:
    """The first of all plans that hold, by the five rules."""
    order = sorted(side.seats, key=lambda s: (side.first_month(s), s.tenure, s.code))
    held = [list(side.seats).index(s) for s in order]
    choices = [None, *(m for m in range(1, side.horizon + 1) if Bound.BLACKOUT in side.lifted or m not in side.closed)]
    best: tuple[Any, ...] | None = None
    plan: dict[str, int] | None = None
    for months in product(choices, repeat=len(side.seats)):
        if not holds(side, months):
            continue
        late = sum(
            tenure_at(s, m, side.horizon) > side.rules.window_to_months for s, m in zip(side.seats, months, strict=True)
        )
        gone = [s for s, m in zip(side.seats, months, strict=True) if m is not None]
        shared = sum(min(s.tenure, o.tenure) for s in gone for o in side.seats if o is not s)
        chosen = tuple(p for p, i in enumerate(held) if months[i] is not None)
        calendar = sorted((months[i], p) for p, i in enumerate(held) if months[i] is not None)
        judged = (late, len(gone), shared, chosen, calendar)
        if best is None or judged < best:
            best = judged
            plan = {s.code: m for s, m in zip(side.seats, months, strict=True) if m is not None}
    return plan


def small_castings(most_seats: int = 8) -> st.SearchStrategy[Casting]:
    """Sides small enough to try everything: few seats and many months, or many seats and few months left open."""

    @st.composite
    def draw(ask: Any) -> Casting:
        count = ask(st.integers(2, most_seats))
        months = max(1, min(24, int(MOST_TRIED ** (1 / count)) - 1))
        open_months = ask(st.sets(st.integers(1, 24), min_size=1, max_size=months))
        seats = [
            seat(
                f"s{n}", ask(st.integers(0, 90)),
                after_term=ask(st.integers(1, 26)), after_notice=ask(st.integers(1, 4)),
                pair=ask(st.sampled_from(["", "", "", "a", "b"])), renewed=ask(st.booleans()),
            )
            for n in range(count)
        ]  # fmt: skip
        lifted = ask(st.sets(st.sampled_from([b for b in Bound if b is not Bound.BLACKOUT]), max_size=4))
        return casting(
            seats, age=ask(st.integers(0, 100)), closed=frozenset(range(1, 25)) - open_months, lifted=frozenset(lifted)
        )

    found: st.SearchStrategy[Casting] = draw()
    return found


def grids() -> Iterator[Casting]:
    """Every side of three seats over a few tenures, releases and pairs, with a few open months."""
    for tenures in product((6, 30, 58), repeat=3):
        for first in (1, 9):
            for pair in ("", "p"):
                for open_months in ((1, 2, 12, 13, 14), (3, 6, 9, 15, 18, 24), (1, 2)):
                    seats = [
                        seat("a", tenures[0], pair=pair), seat("b", tenures[1], pair=pair, after_term=first),
                        seat("c", tenures[2], renewed=True),
                    ]  # fmt: skip
                    yield casting(seats, closed=frozenset(range(1, 25)) - set(open_months))
