"""The casting of a side as plain values: its figures, its seats on a time axis, its plan and what holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etincelle.comfort_zone.renewal import Bound, Broken, Casting, KeySeat, broken
from etincelle.comfort_zone.renewal_plan import solve
from etincelle.comfort_zone.renewal_why import Lifted, Why, conflict, lifted, why
from etincelle.comfort_zone.tenure import GroupTenure
from etincelle.foundation.speech import capitalised, say_date, say_month, say_months, say_number
from etincelle.parties.facts import SeatTerms
from etincelle.spark.voice import speak
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import ComfortRules

WIDTH, LEFT, ROW, PAST = 1000, 260, 46, 60
STANDING = {"unsettled": ("drowsy", "half"), "healthy": ("awake", "sun"), "stale": ("asleep", "moon")}
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan that is shown, where it comes from ("tried", "adopted", "best", or "impossible", "unproved")."""

    plan: Mapping[str, int]
    origin: str
    costs: tuple[Lifted, ...] = ()
    clash: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a side beside its key roles."""

    seats: Sequence[SeatTerms]
    names: Mapping[str, str]
    tenure: GroupTenure
    outside: float | None
    rules: ComfortRules


def chosen(casting: Casting, tried: Mapping[str, int] | None, kept: Mapping[str, int], is_best: bool) -> Chosen:
    """The plan in the address, else the one adopted, else the best one with what each bound costs."""
    if tried is not None:
        return Chosen(tried, "tried")
    if kept and not is_best:
        return Chosen(kept, "adopted")
    found = solve(casting)
    if found.plan is not None:
        return Chosen(found.plan, "best", lifted(casting, found))
    return Chosen({}, "impossible", (), conflict(casting)) if found.is_proved else Chosen({}, "unproved")


def lone(side: Side) -> dict[str, str]:
    """A side without a casting: why nothing can be told of it."""
    return {
        "title": speak(f"comfort_zone.side.{side.value}"),
        "said": speak("comfort_zone.casting_never_renewed.few_roles"),
    }


def side(casting: Casting, chosen: Chosen, known: Known) -> dict[str, Any]:
    """One side of the page."""
    faults = broken(casting, chosen.plan)
    reasons = {one.seat: one for one in why(casting, chosen.plan)}
    by_row = {s.row: s for s in known.seats}
    lines = [
        _line(casting, seat, chosen.plan, (faults, reasons.get(seat.code)))
        | {"holder": known.names.get(by_row[seat.code].person, ""), "since": say_date(by_row[seat.code].since)}
        for seat in casting.seats
    ]
    state, icon = STANDING[known.tenure.standing.value]
    return {
        "key": casting.side.value, "title": speak(f"comfort_zone.side.{casting.side.value}"), "lines": lines,
        "chip": {"state": state, "icon": icon, "label": speak(f"comfort_zone.standing.{known.tenure.standing.value}")},
        "figures": figures(known), "origin": chosen.origin, 
        "faults": [_fault(casting, f) for f in faults if not f.seats],
        "costs": [_cost(one) for one in chosen.costs], "clash": _bounds(chosen.clash),
        "sendable": any(s.planned_on for s in known.seats if s.row in {k.code for k in casting.seats}),
        "has_faults": bool(faults), "is_planned": bool(chosen.plan), **_axis(casting, lines),
    }  # fmt: skip


def figures(known: Known) -> list[str]:
    """One line a figure, with its numbers; what cannot be told says why."""
    tenure, renewal = known.tenure, known.rules.renewal
    mean: Params = {
        "mean": round(tenure.tenure_years, 1), "roles": tenure.roles,
        "stable": renewal.stable_months / 12, "fresh": renewal.fresh_months / 12,
    }  # fmt: skip
    said = [
        speak("comfort_zone.group_tenure", mean),
        speak("comfort_zone.fresh_roles", {"fresh": tenure.fresh, "roles": tenure.roles}),
        speak("comfort_zone.familiarity", {"shared": round(tenure.familiarity_months)}),
    ]
    if known.outside is None:
        said.append(speak("comfort_zone.outside_unknown"))
    else:
        said.append(speak("comfort_zone.outside", {"outside_share": known.outside}))
    left = tenure.departures
    if left is None:
        said.append(speak("comfort_zone.departures_unknown"))
    else:
        counts: Params = {
            "unplanned": left.unplanned, "planned": left.planned, "left_share": left.share,
            "most_share": renewal.attrition_share_most,
        }  # fmt: skip
        said.append(speak("comfort_zone.departures", counts))
    return [*said, speak("comfort_zone.planned_ahead", {"planned": tenure.planned_ahead})]


def _bounds(bounds: Sequence[Bound]) -> str:
    return ", ".join(speak(f"comfort_zone.bound.{one.value}") for one in bounds)


def _fault(casting: Casting, one: Broken) -> str:
    """A broken bound in words, with what was found and the limit."""
    day = casting.day(int(one.limit) if one.bound is Bound.HANDOVER else one.month)
    params: Params = {"found": round(one.found, 2), "limit": one.limit, "from_on": day}
    return speak(f"comfort_zone.broken.{one.bound.value}", params)


def _why(one: Why) -> list[str]:
    said = []
    if one.leaves_window:
        said.append(speak("comfort_zone.needed.window"))
    if one.needed_for:
        said.append(speak("comfort_zone.needed", {"bounds": _bounds(one.needed_for)}))
    held = (
        speak("comfort_zone.held", {"bounds": _bounds(one.held_by)}) if one.held_by else speak("comfort_zone.soonest")
    )
    return [capitalised(text) + "." for text in (*said, held)]


def _line(
    casting: Casting, seat: KeySeat, plan: Mapping[str, int], told: tuple[Sequence[Broken], Why | None]
) -> dict[str, Any]:
    """One seat: its tenure, its month, what holds it and what it breaks."""
    faults, reason = told
    month = plan.get(seat.code)
    mine = [_fault(casting, f) for f in faults if seat.code in f.seats]
    due = seat.tenure >= casting.rules.due_from_months
    return {
        "key": seat.code, "role": seat.role, "tenure": say_months(seat.tenure), "due": due, "pair": seat.pair,
        "month": f"{casting.day(month):%Y-%m}" if month else "", "place": month or 0,
        "said": capitalised(say_month(casting.day(month))) if month else "", "tenure_months": seat.tenure,
        "faults": mine, "why": _why(reason) if reason and not mine else [],
        "first": say_month(casting.day(casting.first_month(seat))),
    }  # fmt: skip


def _cost(one: Lifted) -> str:
    """What a plan without a bound would gain."""
    bound = speak(f"comfort_zone.bound.{one.bound.value}")
    if one.gain is None:
        return _("Without “%(bound)s”: the same renewals, earlier.") % {"bound": bound}
    late, fewer = one.gain.past_window, one.gain.renewals
    if late > 0:
        said = ngettext(
            "Without “%(bound)s”: one role fewer past its window, with %(moves)s renewals in all.",
            "Without “%(bound)s”: %(count)s roles fewer past their window, with %(moves)s renewals in all.", late,
        )  # fmt: skip
        return said % {"bound": bound, "count": say_number(late), "moves": say_number(one.cost.renewals)}
    if fewer > 0:
        said = ngettext(
            "Without “%(bound)s”: one renewal fewer.", "Without “%(bound)s”: %(count)s renewals fewer.", fewer
        )
        return said % {"bound": bound, "count": say_number(fewer)}
    months = say_months(one.gain.shared_months)
    return _("Without “%(bound)s”: %(months)s of shared work more would stay.") % {"bound": bound, "months": months}


def _axis(casting: Casting, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The time axis of a side in the units of its drawing: five years back, the horizon ahead."""
    step = (WIDTH - LEFT - 20) / (PAST + casting.horizon)

    def across(month: float) -> float:
        return round(LEFT + (month + PAST) * step, 1)

    for place, line in enumerate(lines):
        start, end = across(-min(line["tenure_months"], PAST)), across(casting.horizon)
        at = across(line["place"]) if line["place"] else end
        line |= {
            "y": 40 + place * ROW, "start": start, "held": round(at - start, 1), "at": at,
            "next": round(end - at, 1), "broken": bool(line["faults"]),
        }  # fmt: skip
    shut = [m for m in sorted(casting.closed) if 1 <= m <= casting.horizon]
    ticks = [
        {"x": across(-back), "label": str(casting.day(-back).year)}
        for back in range(-casting.horizon, PAST + 1)
        if casting.day(-back).month == 1
    ]
    return {
        "height": 48 + ROW * len(lines), "now": across(0), "ticks": ticks, "bottom": 34 + ROW * len(lines),
        "shut": [{"x": across(m), "width": round(step, 1)} for m in shut],
        "left": across(0), "step": round(step, 4), "horizon": casting.horizon,
    }  # fmt: skip
