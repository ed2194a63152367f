"""What may be renewed when, and what a plan breaks: the bounds on the renewal of the key roles of one side.

Months are counted from the present one, 0; a renewal takes place on the first working day of its month. Tenures are
whole months. n key roles are held today; A is the sum of their tenures. Each bound can be lifted, to see what it costs:

    minimum term    months of tenure >= what the contract says, else 12
    handover        business days from today to the renewal >= what the contract says, else 40
    blackout        no renewal in a month that is given as closed
    pair            6 months between renewals of the two halves of a leadership pair, past ones included
    most a year     at most max(1, n / 3) renewals in any 12 months, past ones included
    most half year  the same in any 6 months
    stability       mean tenure >= 18 months after each renewal
    freshness       mean tenure <= 48 months at the horizon
    regular         one renewal in any w months of the horizon that begin once the side is two years old; w = 12, or
                    36 / (n - 1) if that is more: renewed every w months, n roles have 18 months on average just after

The mean tenure t months from now is (n t + A - the sum, over renewals until then, of tenure today + month) / n.
Worked figure: four roles held for 60 months, two renewed in month 4: (4 x 4 + 240 - 2 x 64) / 4 = 32 months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.parties.facts import SeatTerms
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import RenewalRules

YEAR_MONTHS = 12
HALF_YEAR_MONTHS = 6
ROLES_NEEDED = 2
Plan = Mapping[str, int]


class Bound(StrEnum):
    """What a plan may not break, in the order in which it is told."""

    MINIMUM_TERM = "minimum_term"
    HANDOVER = "handover"
    BLACKOUT = "blackout"
    PAIR = "pair"
    MOST_A_YEAR = "most_a_year"
    MOST_HALF_YEAR = "most_half_year"
    STABILITY = "stability"
    FRESHNESS = "freshness"
    REGULAR = "regular"


@dataclass(frozen=True, slots=True)
class KeySeat:
    """A key role held today. tenure, after_term, after_notice: months; pair: "" when it has no other half.

    renewed: whether the holder is not the first one of the side: his arrival then counts as a renewal.
    """

    code: str
    role: str
    tenure: int
    after_term: int
    after_notice: int
    pair: str = ""
    renewed: bool = False


@dataclass(frozen=True, slots=True)
class Casting:
    """The key roles of a side as a plan sees them. age: months since its first seat; closed: months without renewal."""

    side: Side
    month: date
    seats: tuple[KeySeat, ...]
    age: int
    closed: frozenset[int]
    rules: RenewalRules
    lifted: frozenset[Bound] = frozenset()

    @property
    def horizon(self) -> int:
        """The last month of the plan."""
        return self.rules.horizon_months

    def holds(self, bound: Bound) -> bool:
        """Whether a bound is in force."""
        return bound not in self.lifted

    def without(self, *bounds: Bound) -> "Casting":
        """The same side with some bounds lifted."""
        return replace(self, lifted=self.lifted.union(bounds))

    def day(self, month: int) -> date:
        """The first day of a month of the plan."""
        return months_after(self.month, month)

    def most(self, bound: Bound) -> int:
        """The most renewals in a window; more than there are seats when the bound is lifted."""
        rules, count = self.rules, len(self.seats)
        share = rules.most_one_in_year if bound is Bound.MOST_A_YEAR else rules.most_one_in_half_year
        return max(1, count // share) if self.holds(bound) else 2 * count + 1

    def past(self) -> tuple[int, ...]:
        """The months, 0 or less, of renewals that still count, in order."""
        return tuple(sorted(-s.tenure for s in self.seats if s.renewed and s.tenure < YEAR_MONTHS))

    def first_month(self, seat: KeySeat) -> int:
        """The first month in which a seat may be renewed, whatever the others do."""
        first = 1
        if self.holds(Bound.MINIMUM_TERM):
            first = max(first, seat.after_term)
        if self.holds(Bound.HANDOVER):
            first = max(first, seat.after_notice)
        return max(first, self.after_pair(seat)) if self.holds(Bound.PAIR) else first

    def after_pair(self, seat: KeySeat) -> int:
        """The first month far enough from the last renewal of the other half."""
        others = (o for o in self.seats if seat.pair and o.pair == seat.pair and o.code != seat.code and o.renewed)
        return max((self.rules.pair_months - o.tenure for o in others), default=1)

    def open_months(self) -> list[int]:
        """The months in which somebody may be renewed."""
        closed = self.closed if self.holds(Bound.BLACKOUT) else frozenset[int]()
        return [month for month in range(1, self.horizon + 1) if month not in closed]

    def asked_from(self) -> int:
        """The first beginning of the months in which a renewal is asked for; past the last one when none is."""
        if not self.holds(Bound.REGULAR):
            return self.horizon + 1
        return max(1, self.rules.least_from_months - self.age)

    def asked_within(self) -> int:
        """In how many months a renewal is asked for: twelve, or as many as the stability floor needs of few roles."""
        return max(YEAR_MONTHS, -(-2 * self.rules.stable_months // (len(self.seats) - 1)))


@dataclass(frozen=True, slots=True)
class Broken:
    """A bound that a plan breaks: the seats that break it, the month, the figure found and the limit (months, days)."""

    bound: Bound
    seats: tuple[str, ...]
    month: int
    found: float
    limit: float


def months_after(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    place = month.year * 12 + month.month - 1 + count
    return date(place // 12, place % 12 + 1, 1)


def months_between(start: date, end: date) -> int:
    """Whole calendar months from the month of a day to that of another."""
    return (end.year - start.year) * 12 + end.month - start.month


def first_workday(month: date, calendar: WorkCalendar) -> date:
    """The first day of a month on which people work: the day of a renewal."""
    return month if calendar.is_workday(month) else calendar.next_workday(month)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is asked for: the day it is made, working days, months without renewal (first days)."""

    today: date
    calendar: WorkCalendar
    closed: frozenset[date] = frozenset()


def casting_of(seats: Sequence[SeatTerms], side: Side, asked: Asked, rules: RenewalRules) -> Casting | None:
    """The key roles of a side held today, by role; None under two: one role is no casting."""
    mine = [s for s in seats if s.side is side and s.since <= asked.today]
    held = [s for s in mine if s.key_role and (s.until is None or s.until > asked.today)]
    if len(held) < ROLES_NEEDED:
        return None
    first, month = min(s.since for s in mine), asked.today.replace(day=1)
    found = [_seat(s, first, asked, rules) for s in sorted(held, key=lambda s: (s.role, s.since, s.row))]
    closed = frozenset(months_between(month, day) for day in asked.closed)
    return Casting(side, month, tuple(found), months_between(first, asked.today), closed, rules)


def _seat(seat: SeatTerms, first: date, asked: Asked, rules: RenewalRules) -> KeySeat:
    tenure = months_between(seat.since, asked.today)
    minimum = rules.minimum_term_months if seat.minimum_months is None else seat.minimum_months
    notice = rules.handover_workdays if seat.handover_days is None else seat.handover_days
    ready = asked.calendar.add_workdays(asked.today, notice)
    after_notice = months_between(asked.today, ready)
    if first_workday(ready.replace(day=1), asked.calendar) < ready:
        after_notice += 1
    return KeySeat(
        seat.row, seat.role, tenure, max(1, minimum - tenure), max(1, after_notice), seat.pair, seat.since > first
    )


def mean_tenure(casting: Casting, plan: Plan, month: int) -> float:
    """Mean months of tenure of a side in a month, its renewals of that month done."""
    return sum(_tenure(s, plan, month) for s in casting.seats) / len(casting.seats)


def _tenure(seat: KeySeat, plan: Plan, month: int) -> int:
    renewed = plan.get(seat.code)
    return seat.tenure + month if renewed is None or renewed > month else month - renewed


def shared_months(casting: Casting, seat: KeySeat) -> int:
    """Months that the holder of a seat has shared with each other one, together: what leaves with him."""
    return sum(min(seat.tenure, other.tenure) for other in casting.seats if other.code != seat.code)


def is_past_window(casting: Casting, seat: KeySeat, plan: Plan) -> bool:
    """Whether a seat has been held too long at the horizon."""
    return _tenure(seat, plan, casting.horizon) > casting.rules.window_to_months


def broken(casting: Casting, plan: Plan) -> tuple[Broken, ...]:
    """Every bound in force that a plan breaks, seat by seat, then for the side; nothing for a plan that holds."""
    found = [
        one for seat in casting.seats if seat.code in plan for one in _broken_alone(casting, seat, plan[seat.code])
    ]
    found += _broken_pairs(casting, plan)
    found += _too_many(casting, plan, Bound.MOST_A_YEAR, YEAR_MONTHS)
    found += _too_many(casting, plan, Bound.MOST_HALF_YEAR, HALF_YEAR_MONTHS)
    found += _unstable(casting, plan) + _stale(casting, plan)
    return tuple(one for one in found if casting.holds(one.bound))


def _broken_alone(casting: Casting, seat: KeySeat, month: int) -> list[Broken]:
    rules, found = casting.rules, []
    if month < seat.after_term:
        least = seat.after_term + seat.tenure
        found.append(Broken(Bound.MINIMUM_TERM, (seat.code,), month, seat.tenure + month, least))
    if month < seat.after_notice:
        found.append(Broken(Bound.HANDOVER, (seat.code,), month, month, seat.after_notice))
    if month in casting.closed:
        found.append(Broken(Bound.BLACKOUT, (seat.code,), month, month, month))
    if month < casting.after_pair(seat):
        apart = month - casting.after_pair(seat) + rules.pair_months
        found.append(Broken(Bound.PAIR, (seat.code,), month, apart, rules.pair_months))
    return found


def _broken_pairs(casting: Casting, plan: Plan) -> list[Broken]:
    moved = [s for s in casting.seats if s.pair and s.code in plan]
    least = casting.rules.pair_months
    return [
        Broken(Bound.PAIR, (one.code, other.code), max(plan[one.code], plan[other.code]), apart, least)
        for place, one in enumerate(moved) for other in moved[place + 1 :]
        if one.pair == other.pair
        and (apart := abs(plan[one.code] - plan[other.code])) < least
    ]  # fmt: skip


def _too_many(casting: Casting, plan: Plan, bound: Bound, width: int) -> list[Broken]:
    """The windows, ending with a renewal of the plan, that hold too many."""
    events = sorted([*((m, "") for m in casting.past()), *((m, code) for code, m in plan.items())])
    most, found = casting.most(bound), []
    for end in sorted(set(plan.values())):
        inside = [code for month, code in events if end - width < month <= end]
        if len(inside) > most:
            found.append(Broken(bound, tuple(filter(None, inside)), end, len(inside), most))
    return found


def _unstable(casting: Casting, plan: Plan) -> list[Broken]:
    floor = casting.rules.stable_months
    found = []
    for month in sorted(set(plan.values())):
        mean = mean_tenure(casting, plan, month)
        if mean < floor:
            codes = tuple(sorted(code for code, m in plan.items() if m == month))
            found.append(Broken(Bound.STABILITY, codes, month, mean, floor))
    return found


def _stale(casting: Casting, plan: Plan) -> list[Broken]:
    rules, found = casting.rules, []
    mean = mean_tenure(casting, plan, casting.horizon)
    if mean > rules.fresh_months:
        found.append(Broken(Bound.FRESHNESS, (), casting.horizon, mean, rules.fresh_months))
    width = casting.asked_within()
    for start in range(casting.asked_from(), casting.horizon - width + 2):
        if not any(start <= month < start + width for month in plan.values()):
            found.append(Broken(Bound.REGULAR, (), start, 0, width))
            break
    return found
