"""The best month, or none, for each key role of a side: an exact plan, the same whatever the order of the rows.

Among the plans that break no bound of renewal.py, the first by:

    1. fewest roles past their window (60 months of tenure) at the horizon
    2. fewest renewals
    3. fewest shared months that leave: for each seat renewed, the months its holder has shared with each other one
    4. the seats that come first in the order: soonest free to be renewed, then shortest tenure, then code
    5. the earliest calendar: its first renewal, then its second, and so on, by month then seat

How it is found. Sides never share a bound, so each is solved alone. Sets of seats are taken best first (1 to 4) by a
search whose estimate is exact but for the calendar: a table of the least cost of k seats with enough tenure to bring
the mean under the freshness floor. Each set is then given its earliest calendar (5), or refused. Both prune on what
can only get worse by adding a seat. Of two unpaired seats, that which is free earlier and lost less is renewed first:
exchanging them breaks nothing. A search that lasts too long says that it has not proved its answer, and gives none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from etincelle.comfort_zone.renewal import (
    HALF_YEAR_MONTHS,
    YEAR_MONTHS,
    Bound,
    Casting,
    KeySeat,
    Plan,
    is_past_window,
    shared_months,
)

MOST_STEPS = 400_000
NEVER = np.int64(1) << 40
Event = tuple[int, int]  # month, place of the seat in the order


class TooLong(Exception):
    """The search took more steps than it may."""


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a plan is judged by, in order."""

    past_window: int
    renewals: int
    shared_months: int


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan (months by seat) with its cost; None when no plan holds, or when that could not be proved."""

    plan: Mapping[str, int] | None
    cost: Cost | None
    is_proved: bool
    steps: int


def cost_of(casting: Casting, plan: Plan) -> Cost:
    """The first three things a plan is judged by."""
    late = sum(is_past_window(casting, seat, plan) for seat in casting.seats)
    lost = sum(shared_months(casting, seat) for seat in casting.seats if seat.code in plan)
    return Cost(late, len(plan), lost)


def ordered(casting: Casting) -> list[KeySeat]:
    """The seats in the order of the fourth rule."""
    return sorted(casting.seats, key=lambda s: (casting.first_month(s), s.tenure, s.code))


def solve(casting: Casting, most_steps: int = MOST_STEPS) -> Solved:
    """The best plan of a side."""
    search = _Search(casting, most_steps)
    try:
        events = search.best()
    except TooLong:
        return Solved(None, None, False, search.calendar.steps)
    if events is None:
        return Solved(None, None, True, search.calendar.steps)
    plan = {search.seats[place].code: month for month, place in events}
    return Solved(plan, cost_of(casting, plan), True, search.calendar.steps)


@dataclass(slots=True)
class _Calendar:
    """The earliest calendar of a set of seats; places are those of the order."""

    casting: Casting
    seats: list[KeySeat]
    most_steps: int
    months: list[int] = field(init=False)
    first: list[int] = field(init=False)
    before: list[tuple[int, ...]] = field(init=False)
    steps: int = 0
    dead: set[tuple[object, ...]] = field(default_factory=set)
    is_whole: bool = False
    counts_months: bool = True
    needed: int = 0
    known: dict[tuple[int, ...], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.months = self.casting.open_months()
        self.first = [self.casting.first_month(s) for s in self.seats]
        paired = self.casting.holds(Bound.PAIR)
        alone = [not (paired and s.pair) for s in self.seats]
        self.before = [
            tuple(j for j in range(i) if alone[i] and alone[j] and self._goes_before(j, i)) for i in range(len(alone))
        ]

    def _goes_before(self, one: int, other: int) -> bool:
        return self.first[one] <= self.first[other] and self.seats[one].tenure <= self.seats[other].tenure

    def may_grow(self, places: tuple[int, ...]) -> bool:
        """Whether a set breaks nothing that more seats could not mend."""
        if places not in self.known:
            self.known[places] = self._start(places, is_whole=False, needed=0) is not None
        return self.known[places]

    def earliest(self, places: tuple[int, ...], needed: int) -> list[Event] | None:
        """The earliest calendar that breaks nothing, whose months add up to `needed` at least."""
        return self._start(places, is_whole=True, needed=needed)

    def _start(self, places: tuple[int, ...], *, is_whole: bool, needed: int) -> list[Event] | None:
        self.is_whole, self.needed = is_whole, needed
        self.counts_months = self._months_count(places)
        self.dead.clear()
        return self._search(frozenset(places), [], 0)

    def _search(self, left: frozenset[int], done: list[Event], total: int) -> list[Event] | None:
        self.steps += 1
        if self.steps > self.most_steps:
            raise TooLong
        if not left:
            return done if not self.is_whole or (total >= self.needed and not self._gap(done, None)) else None
        if not self._can_end(left, done, total):
            return None
        key = (left, total if self.counts_months else 0, self._recent(done))
        if key in self.dead:
            return None
        for event in self._events(left, done):
            found = self._search(left - {event[1]}, [*done, event], total + event[0])
            if found is not None:
                return found
        self.dead.add(key)
        return None

    def _recent(self, done: list[Event]) -> tuple[object, ...]:
        """What the renewals done still forbid: their months over a year, the seats with another half, the last one."""
        if not done:
            return ()
        month = done[-1][0]
        return (done[-1], *((m, self.seats[i].pair) for m, i in done if m > month - YEAR_MONTHS))

    def _months_count(self, places: tuple[int, ...]) -> bool:
        """Whether the sum of the months of renewal can decide anything: a floor that no calendar breaks does not."""
        casting = self.casting
        kept = sum(s.tenure + 1 for s in casting.seats) - sum(self.seats[i].tenure + 1 for i in places)
        is_safe = not casting.holds(Bound.STABILITY) or kept >= casting.rules.stable_months * len(casting.seats)
        return self.needed > len(places) or not is_safe

    def _can_end(self, left: frozenset[int], done: list[Event], total: int) -> bool:
        """Whether the months left can hold the seats left, and add up to enough."""
        start = done[-1][0] if done else 1
        room = self.casting.most(Bound.MOST_A_YEAR) * -(-(self.casting.horizon - start + 1) // YEAR_MONTHS)
        return len(left) <= room and total + len(left) * self.casting.horizon >= self.needed

    def _events(self, left: frozenset[int], done: list[Event]) -> "list[Event]":
        """What may come next, earliest first."""
        last = done[-1] if done else (0, -1)
        ready = sorted(i for i in left if not any(j in left for j in self.before[i]))
        found = []
        for month in self.months:
            if month < last[0]:
                continue
            if self.is_whole and self._gap(done, month):
                break
            found += [
                (month, i) for i in ready
                if month >= self.first[i] and (month, i) > last and self._holds(done, (month, i))
            ]  # fmt: skip
        return found

    def _gap(self, done: list[Event], month: int | None) -> bool:
        """Whether the months that ask for a renewal pass without one before a month, or before the horizon."""
        width = self.casting.asked_within()
        start = max(self.casting.asked_from(), done[-1][0] + 1 if done else 1)
        last = self.casting.horizon - width + 1
        return start <= (last if month is None else min(last, month - width))

    def _holds(self, done: list[Event], event: Event) -> bool:
        """Whether an event, the latest one, breaks the pace, a pair or the stability floor."""
        month, place = event
        casting, seat = self.casting, self.seats[place]
        months = [*casting.past(), *(m for m, _i in done)]
        if sum(m > month - YEAR_MONTHS for m in months) >= casting.most(Bound.MOST_A_YEAR):
            return False
        if sum(m > month - HALF_YEAR_MONTHS for m in months) >= casting.most(Bound.MOST_HALF_YEAR):
            return False
        near = (self.seats[i] for m, i in done if m > month - casting.rules.pair_months)
        if casting.holds(Bound.PAIR) and seat.pair and any(s.pair == seat.pair for s in near):
            return False
        lost = seat.tenure + month + sum(self.seats[i].tenure + m for m, i in done)
        kept = sum(s.tenure + month for s in casting.seats) - lost
        return not casting.holds(Bound.STABILITY) or kept >= casting.rules.stable_months * len(casting.seats)


class _Search:
    """Sets of seats, best first."""

    def __init__(self, casting: Casting, most_steps: int) -> None:
        self.casting = casting
        open_until = max(casting.open_months(), default=0)
        self.seats = [s for s in ordered(casting) if casting.first_month(s) <= open_until]
        self.calendar = _Calendar(casting, self.seats, most_steps)
        self.tenures = [s.tenure for s in self.seats]
        shared = [shared_months(casting, s) for s in self.seats]
        one_more = sum(shared) + 1
        one_late = one_more * (len(self.seats) + 1)
        late = [is_past_window(casting, s, {}) for s in self.seats]
        self.costs = [one_more + f - one_late * is_late for f, is_late in zip(shared, late, strict=True)]
        self.latest = self._latest_months()
        self.needs = [max(0, self._months_needed() - sum(self.latest[:k])) for k in range(len(self.latest) + 1)]
        self.table = self._table()

    def _latest_months(self) -> list[int]:
        """The latest months that the yearly pace allows, latest first: as many as seats can be renewed."""
        months, most = self.casting.open_months(), self.casting.most(Bound.MOST_A_YEAR)
        found: list[int] = []
        while months and len(found) < len(self.seats):
            latest = months[-1]
            found += [latest] * min(most, len(self.seats) - len(found))
            months = [m for m in months if m <= latest - YEAR_MONTHS]
        return found

    def _months_needed(self) -> int:
        """How much tenure the renewals must take away, months of renewal included, to reach the freshness floor."""
        if not self.casting.holds(Bound.FRESHNESS):
            return 0
        count, horizon = len(self.casting.seats), self.casting.horizon
        return sum(s.tenure for s in self.casting.seats) + count * (horizon - self.casting.rules.fresh_months)

    def _table(self) -> NDArray[np.int64]:
        """[from place, seats, tenure]: the least cost of so many seats from a place on with at least such a tenure."""
        places, most, width = len(self.seats), len(self.latest), max(self.needs, default=0) + 1
        table = np.full((places + 1, most + 1, width), NEVER, dtype=np.int64)
        table[places, 0, 0] = 0
        for place in range(places - 1, -1, -1):
            source = np.maximum(np.arange(width) - self.tenures[place], 0)
            taken = table[place + 1, :-1][:, source] + self.costs[place]
            table[place] = table[place + 1]
            table[place, 1:] = np.minimum(table[place, 1:], np.where(taken > NEVER // 2, NEVER, taken))
        return table

    def best(self) -> list[Event] | None:
        """The best set's earliest calendar; None when no set has one."""
        waiting: list[tuple[int, int, int, int, int, tuple[int, ...]]] = []
        for count in range(len(self.latest) + 1):
            self._push(waiting, (0, 0, count, ()), 0)
        while waiting:
            _least, key, place, count, spent, chosen = heappop(waiting)
            if count:
                self._grow(waiting, (place, key, count, chosen), spent)
            elif (events := self.calendar.earliest(chosen, self._total_needed(chosen))) is not None:
                return events
        return None

    def _total_needed(self, chosen: tuple[int, ...]) -> int:
        return self._months_needed() - sum(self.tenures[i] for i in chosen)

    def _grow(self, waiting: list[tuple[int, int, int, int, int, tuple[int, ...]]],
              node: tuple[int, int, int, tuple[int, ...]], spent: int) -> None:  # fmt: skip
        """With the next seat, and without it."""
        place, key, count, chosen = node
        taken = (*chosen, place)
        if self.calendar.may_grow(taken):
            self._push(waiting, (place + 1, key, count - 1, taken), spent + self.costs[place])
        without = key | 1 << (len(self.seats) - 1 - place)
        self._push(waiting, (place + 1, without, count, chosen), spent)

    def _push(self, waiting: list[tuple[int, int, int, int, int, tuple[int, ...]]],
              node: tuple[int, int, int, tuple[int, ...]], spent: int) -> None:  # fmt: skip
        place, key, count, chosen = node
        need = max(0, self.needs[count + len(chosen)] - sum(self.tenures[i] for i in chosen))
        rest = int(self.table[place, count, need])
        if rest < NEVER:
            heappush(waiting, (spent + rest, key, place, count, spent, chosen))
