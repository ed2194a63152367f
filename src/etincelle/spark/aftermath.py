"""What became of past calls: those without a follow-up, and partnerships that fall back asleep after one that worked.

worked  = the index that ranks fell by 3 points or more after the call (the hysteresis of the states)
relapse = within 180 days of such a call, it has risen again by 3 points or more from its lowest since
A call that reached somebody is without a follow-up when its date is over and nobody of the client was seen with, nor
reached, the person since. Worked figure: 70.0 on the day of the call, 52.0 at best, 58.5 now: +6.5, a relapse.
Reconnected ties do not stay renewed by themselves (Levin, Walter, Murnighan); 180 days and 3 points are ours.
"""

from collections.abc import Mapping
from datetime import date

from etincelle.spark.facts import OutcomeFacts, PartnershipFacts, Portfolio
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Source

REACHED = "reached"
RELAPSE, LEFT_ALONE = "spark.relapse", "spark.no_follow_up"
OUTCOME = "spark.Outcome"


def after_calls(portfolio: Portfolio, lows: Mapping[str, float], rules: Rules, today: date) -> tuple[Evidence, ...]:
    """One line a partnership at most of each kind, from the call that reached somebody there last."""
    found: list[Evidence] = []
    for facts in sorted(portfolio.partnerships, key=lambda p: p.ref.code):
        outcomes = [o for o in portfolio.memory.outcomes if o.partnership == facts.ref.code and o.day <= today]
        last = max((o for o in outcomes if o.result == REACHED), key=lambda o: (o.day, o.row), default=None)
        if last is None:
            continue
        found += [no_follow_up(last)] if is_left_alone(last, facts, today) else []
        found += relapse(last, lows.get(facts.ref.code, 0.0), rules, today)
    return tuple(found)


def is_left_alone(call: OutcomeFacts, facts: PartnershipFacts, today: date) -> bool:
    """Whether the follow-up of a call is overdue, nobody having been seen with the person since."""
    if call.follow_up_on is None or call.follow_up_on >= today:
        return False
    return not any(call.day < c.day <= today and call.callee in c.persons for c in facts.network.contacts)


def no_follow_up(call: OutcomeFacts) -> Evidence:
    """The line of a call without a follow-up."""
    params: dict[str, Scalar] = {
        "callee_person": call.callee, "at_partnership": call.partnership, "called_on": call.day,
        "due_on": call.follow_up_on,
    }  # fmt: skip
    return Evidence(LEFT_ALONE, params, Source(OUTCOME, (call.row,)))


def has_worked(call: OutcomeFacts, rules: Rules) -> bool:
    """Whether the index that ranks fell after a call."""
    if call.low_then is None or call.low_least is None:
        return False
    return call.low_least <= call.low_then - rules.index.hysteresis


def relapse(call: OutcomeFacts, low: float, rules: Rules, today: date) -> list[Evidence]:
    """The line of a partnership that falls back asleep; none when it does not."""
    recent = (today - call.day).days <= rules.call.relapse_days
    if not recent or not has_worked(call, rules) or call.low_least is None:
        return []
    risen = low - call.low_least
    if risen < rules.index.hysteresis:
        return []
    params: dict[str, Scalar] = {"at_partnership": call.partnership, "called_on": call.day, "risen": round(risen, 1)}
    return [Evidence(RELAPSE, params, Source(OUTCOME, (call.row,)))]
