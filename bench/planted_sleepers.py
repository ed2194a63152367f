"""Does the call find planted sleepers more often than the habits people have today?

    python -m bench.planted_sleepers [WORLDS] [FIRST SEED]

hit@1: the partnership named first is a planted sleeper (worlds: bench/worlds.py). Each habit is what a person with the same
files would do, and knows what that person knows: who has no calendar is not taken for silent. Results per signal: how often it says
asleep (score of .5 or more) where its behaviour was planted, where it was not, and how often it cannot tell.
"""

import random  # noqa: TID251 - a bench of seeded worlds
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bench.report import Line, show
from bench.worlds import BEHAVIOURS, PARTNERSHIPS, SLEEPERS, TODAY, TOP, World, make_world
from etincelle.arithmetic.small_samples import wilson
from etincelle.foundation.config import default_rules
from etincelle.living_contract.dates import next_deadline
from etincelle.spark.facts import PartnershipFacts
from etincelle.spark.index import Assessment
from etincelle.spark.morning import choose_call, read_morning
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.signal import Signal

WORLDS, FIRST_SEED = 1000, 1_000_000
ASLEEP = 0.5
CALL, INDEX = "the call", "the index alone (no money, no dates)"
SIGNALS = {
    "network": ("network.executive_silence", "network.then_and_now"),
    "levels": ("comfort_zone.watermelon", "comfort_zone.green_but_asleep"),
    "casting": ("comfort_zone.casting_never_renewed",),
    "contract": ("living_contract.silent_while_scope_drifts",),
    "innovation": ("innovation.drought",),
    "governance": ("governance.drowsy_committee", "governance.repeated_report"),
    "new_deal": ("new_deal.strategy_not_covered",),
}
Key = tuple[int, float]
BLIND: Key = (0, 0.0)


def silent_executive(p: PartnershipFacts) -> Key:
    """The general management not met for longest, where a calendar tells."""
    days = [c.day for c in p.network.contacts if TOP in c.persons]
    return (1, (TODAY - max(days)).days) if days else BLIND


def nearest_notice(p: PartnershipFacts) -> Key:
    """The last day to act that comes first."""
    found = next_deadline(p.contract.contracts, TODAY)
    return (1, -(found.act_by - TODAY).days) if found and found.act_by >= TODAY else BLIND


def biggest_value(p: PartnershipFacts) -> Key:
    """The contract worth most a year."""
    return (1, float(sum((t.annual_value or 0 for t in p.contract.contracts), start=0)))


def unhappiest_users(p: PartnershipFacts) -> Key:
    """The lowest mean of at least five answers."""
    scores = [a.score for a in p.comfort.answers]
    return (1, -sum(scores) / len(scores)) if len(scores) >= 5 else BLIND


def oldest_amendment(p: PartnershipFacts) -> Key:
    """The contract that nobody touched for longest."""
    last = max((a.signed_on for a in p.contract.amendments), default=p.ref.signed_on or date.max)
    return (1, (TODAY - last).days)


HABITS: Mapping[str, Callable[[PartnershipFacts], Key]] = {
    "longest-silent executive": silent_executive,
    "nearest notice": nearest_notice,
    "biggest value": biggest_value,
    "unhappiest users": unhappiest_users,
    "oldest amendment": oldest_amendment,
}


@dataclass
class Tally:
    """Hits by method; for each signal, verdicts where its behaviour was planted and where it was not."""

    worlds: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    verdicts: dict[tuple[str, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    named: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)


def count(world: World, seed: int, tally: Tally) -> None:
    """Judge one world by every method."""
    rules, rows = default_rules(), world.portfolio.partnerships
    verdicts = read_morning(world.portfolio, rules, TODAY)
    decision = choose_call(world.portfolio, rules, TODAY, verdicts)
    chosen = {
        CALL: decision.partnership if isinstance(decision, Call) else "",
        INDEX: max(verdicts.assessments.values(), key=lambda a: a.low).partnership,
        "random": random.Random(f"baseline {seed}").choice(rows).ref.code,
        **{habit: max(rows, key=key).ref.code for habit, key in HABITS.items()},
    }
    tally.worlds += 1
    tally.hits.update(method for method, code in chosen.items() if code in world.sleepers)
    for code, stopped in world.stopped.items():
        note(verdicts.assessments[code], stopped, tally)
    for code in world.sleepers:
        tally.planted.update(world.stopped[code])
        if code == chosen[CALL]:
            tally.named.update(world.stopped[code])


def note(judged: Assessment, stopped: frozenset[str], tally: Tally) -> None:
    """What each signal said of one partnership."""
    said = {v.code: v for v in judged.verdicts}
    for behaviour, codes in SIGNALS.items():
        for code in codes:
            verdict = said[code]
            told = "unknown" if not isinstance(verdict, Signal) else "asleep" if verdict.score >= ASLEEP else "awake"
            tally.verdicts[code, behaviour in stopped][told] += 1


def run(worlds: int, first: int = FIRST_SEED) -> Tally:
    """Judge so many worlds."""
    tally = Tally()
    for seed in range(first, first + worlds):
        count(make_world(seed), seed, tally)
    return tally


def measure(worlds: int = WORLDS, first: int = FIRST_SEED) -> list[Line]:
    """The lines of the bench: the call against every habit, then each behaviour and its signals."""
    tally = run(worlds, first)
    bounds = {method: wilson(tally.hits[method], worlds) or (0.0, 1.0) for method in (CALL, INDEX, "random", *HABITS)}
    low = bounds[CALL][0]
    lines = [_of_method(CALL, tally, bounds)]
    for method in sorted(("random", *HABITS), key=lambda m: -tally.hits[m]):
        line = _of_method(method, tally, bounds)
        high = bounds[method][1]
        lines.append(Line(line.target, line.name, line.figure, f"call's low above {high:.1%}", low > high))
    lines.append(_of_method(INDEX, tally, bounds))
    return lines + [line for behaviour in BEHAVIOURS for line in _of_behaviour(behaviour, tally)]


def _of_method(method: str, tally: Tally, bounds: Mapping[str, tuple[float, float]]) -> Line:
    low, high = bounds[method]
    figure = f"{tally.hits[method] / tally.worlds:.1%}, 95 % [{low:.1%}, {high:.1%}]"
    name = f"{tally.worlds} worlds, {SLEEPERS} sleepers of {PARTNERSHIPS}: {method}" if method == CALL else method
    return Line("S", name, figure)


def _of_behaviour(behaviour: str, tally: Tally) -> list[Line]:
    share = tally.named[behaviour] / max(tally.planted[behaviour], 1)
    lines = [
        Line("S", f"sleepers whose {behaviour} stopped, named first", f"{share:.1%} of {tally.planted[behaviour]}")
    ]
    for code in SIGNALS[behaviour]:
        there, elsewhere = tally.verdicts[code, True], tally.verdicts[code, False]
        figure = (
            f"asleep {there['asleep'] / max(there.total(), 1):.0%} there, {elsewhere['asleep'] / elsewhere.total():.0%} elsewhere; "
            f"unknown {(there['unknown'] + elsewhere['unknown']) / (there.total() + elsewhere.total()):.0%}"
        )
        lines.append(Line("", f"    {code}", figure))
    return lines


def main() -> int:
    """Print the table; 0 when the call's lower bound is above every habit's upper bound."""
    return show(measure(*map(int, sys.argv[1:3])))


if __name__ == "__main__":
    sys.exit(main())
