"""Why this seat, why this month, what a bound costs, which bounds conflict: each answer comes from solving again.

A seat is needed for what breaks without it: a bound, or its own window. A month is held by what breaks a month before.
A bound costs the difference between the best plan and the best one without it. Of bounds that conflict none can be
spared: with any one of them lifted, a plan holds as far as these go (found by lifting them one by one).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etincelle.comfort_zone.renewal import Bound, Broken, Casting, Plan, broken, is_past_window
from etincelle.comfort_zone.renewal_plan import Cost, Solved, solve


@dataclass(frozen=True, slots=True)
class Why:
    """A seat of a plan: its month; what breaks without its renewal, or its window; what holds it back."""

    seat: str
    month: int
    needed_for: tuple[Bound, ...]
    leaves_window: bool
    held_by: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """The best plan without a bound, and what is gained: fewer late seats, renewals, shared months; or only earlier."""

    bound: Bound
    plan: Mapping[str, int]
    cost: Cost
    gain: Cost | None
    is_earlier: bool


def why(casting: Casting, plan: Plan) -> tuple[Why, ...]:
    """Every renewal of a plan, in order of month."""
    already = {(one.bound, one.seats) for one in broken(casting, plan)}
    return tuple(
        _why(casting, plan, code, already) for code, _m in sorted(plan.items(), key=lambda item: (item[1], item[0]))
    )


def _why(casting: Casting, plan: Plan, code: str, already: set[tuple[Bound, tuple[str, ...]]]) -> Why:
    seat = next(s for s in casting.seats if s.code == code)
    rest = {other: month for other, month in plan.items() if other != code}
    needed = _fresh(broken(casting, rest), already)
    earlier = plan[code] - 1
    held = _fresh(broken(casting, {**plan, code: earlier}), already) if earlier else ()
    return Why(code, plan[code], needed, is_past_window(casting, seat, rest), held)


def _fresh(found: tuple[Broken, ...], already: set[tuple[Bound, tuple[str, ...]]]) -> tuple[Bound, ...]:
    return tuple(dict.fromkeys(one.bound for one in found if (one.bound, one.seats) not in already))


def lifted(casting: Casting, solved: Solved) -> tuple[Lifted, ...]:
    """What each bound costs a plan that holds, for those that cost something."""
    found = []
    for bound in Bound:
        again = solve(casting.without(bound)) if casting.holds(bound) else solved
        if again.plan is None or again.cost is None or solved.plan is None or again.plan == solved.plan:
            continue
        assert solved.cost is not None
        is_less = again.cost != solved.cost
        earlier = sorted(again.plan.values()) < sorted(solved.plan.values())
        if is_less or earlier:
            found.append(
                Lifted(bound, again.plan, again.cost, _gain(solved.cost, again.cost) if is_less else None, earlier)
            )
    return tuple(found)


def _gain(before: Cost, after: Cost) -> Cost:
    return Cost(
        before.past_window - after.past_window,
        before.renewals - after.renewals,
        before.shared_months - after.shared_months,
    )


def conflict(casting: Casting) -> tuple[Bound, ...]:
    """Bounds that no plan keeps together, none of which can be spared; () when it could not be proved."""
    kept: list[Bound] = []
    for bound in Bound:
        if not casting.holds(bound):
            continue
        again = solve(casting.without(bound))
        if not again.is_proved:
            return ()
        if again.plan is None:
            casting = casting.without(bound)
        else:
            kept.append(bound)
    return tuple(kept)
