"""C: renewal plans of a portfolio of 200 key roles, and of one side of 30, beside a general integer solver.

    python -m bench.casting

Sides are drawn from a fixed seed: tenures of 0 to 8 years, terms, notices, two pairs, two closed months. HiGHS, through
scipy in the peers' environment (ETINCELLE_PEERS), is given the same model and must find the same cost.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.report import Line, at_most, show
from etincelle.comfort_zone.renewal import Bound, Casting, KeySeat, shared_months
from etincelle.comfort_zone.renewal_plan import Solved, solve
from etincelle.foundation.clock import today
from etincelle.foundation.config import default_rules
from etincelle.vocabulary.levels import Side

ABSENT = "not installed: see tools/peers.sh"
RULES = default_rules().comfort_zone.renewal
SIDES, SEATS, LARGE = 20, 10, 30


def drawn(chance: np.random.Generator, count: int) -> Casting:
    """One invented side."""
    pairs = ["a", "a", "b", "b", *[""] * count][:count]
    chance.shuffle(pairs)
    tenures = chance.integers(96, size=count).tolist()
    terms = chance.choice((12, 18, 24, 36), size=count).tolist()
    seats = tuple(
        KeySeat(
            f"s{i:02}", f"role {i}", a, max(1, term - a), int(chance.integers(1, 4)), pair, bool(chance.random() < 0.3)
        )
        for i, (a, term, pair) in enumerate(zip(tenures, terms, pairs, strict=True))
    )
    closed = frozenset((chance.permutation(24)[:2] + 1).tolist())
    return Casting(Side.PARTNER, today().replace(day=1), seats, max(tenures), closed, RULES)


def told(side: Casting) -> dict[str, Any]:
    """A side as the other solver reads it."""
    seats = [
        {"tenure": s.tenure, "first": side.first_month(s), "pair": s.pair, "shared": shared_months(side, s)}
        for s in side.seats
    ]
    return {
        "seats": seats, "open": side.open_months(), "horizon": side.horizon, "past": side.past(),
        "pace": [(12, side.most(Bound.MOST_A_YEAR)), (6, side.most(Bound.MOST_HALF_YEAR))], "apart": RULES.pair_months,
        "stable": RULES.stable_months, "fresh": RULES.fresh_months, "asked_from": side.asked_from(),
        "within": side.asked_within(), "window": RULES.window_to_months,
    }  # fmt: skip


def timed(sides: list[Casting]) -> tuple[float, list[Solved]]:
    """Seconds for all of them, and their plans."""
    begin = time.perf_counter()
    found = [solve(side) for side in sides]
    return time.perf_counter() - begin, found


def peer(sides: list[Casting]) -> dict[str, Any]:
    """What the other solver finds; nothing without it."""
    interpreter = os.environ.get("ETINCELLE_PEERS")
    if not interpreter:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sides.json"
        path.write_text(json.dumps([told(side) for side in sides]), encoding="utf-8")
        script = Path(__file__).with_name("casting_peers.py")
        answer = subprocess.run([interpreter, script, path], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def compared(name: str, sides: list[Casting]) -> list[Line]:
    """One size: our seconds, theirs, and whether both agree."""
    seconds, found = timed(sides)
    proved = sum(one.is_proved for one in found)
    lines = [
        at_most("C", f"{name}: planned", seconds, 10, "s"),
        Line(
            "C", f"{name}: proved best, or proved impossible", f"{proved} of {len(sides)}", "all", proved == len(sides)
        ),
    ]
    theirs = peer(sides)
    if not theirs:
        return [*lines, Line("C", f"{name}: the same model by HiGHS (scipy)", ABSENT)]
    costs = [[c.past_window, c.renewals, c.shared_months] if (c := one.cost) else None for one in found]
    same = sum(a == b for a, b in zip(costs, theirs["costs"], strict=True))
    return [
        *lines,
        Line("C", f"{name}: the same model by HiGHS (scipy)", f"{theirs['seconds']:.1f} s"),
        Line("C", f"{name}: plans of the same cost as HiGHS’s", f"{same} of {len(sides)}", "all", same == len(sides)),
    ]


def measure() -> list[Line]:
    """Both sizes."""
    chance = np.random.default_rng(20261125)
    portfolio = [drawn(chance, SEATS) for _ in range(SIDES)]
    large = [drawn(chance, LARGE) for _ in range(5)]
    return compared(f"{SIDES} sides of {SEATS}", portfolio) + compared(f"5 sides of {LARGE}", large)


if __name__ == "__main__":
    sys.exit(show(measure()))
