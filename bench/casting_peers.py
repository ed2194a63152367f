"""The same plans by a general integer solver; run by the interpreter of the peers. python casting_peers.py SIDES.json

Each side: horizon, open months, seats (tenure, first month, pair, shared months), past renewals, pace, floors. The model
is that of comfort_zone/renewal.py, its cost the first three rules of renewal_plan.py. Prints seconds and costs as JSON.
"""

import json
import sys
import time
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any


def solved(side: dict[str, Any]) -> list[int] | None:  # noqa: C901, PLR0912 - the model, bound by bound
    """Roles past their window, renewals and shared months of the best plan; None without any."""
    import numpy as np  # noqa: PLC0415 - the peers' own
    from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 - idem

    seats, months, horizon = side["seats"], side["open"], side["horizon"]
    cells = [(i, t) for i, s in enumerate(seats) for t in months if t >= s["first"]]
    if not cells:
        return None
    rows: list[list[float]] = []
    low: list[float] = []
    high: list[float] = []

    def bound(weight: Any, least: float, most: float) -> None:
        rows.append([float(weight(i, t)) for i, t in cells])
        low.append(least)
        high.append(most)

    count, start = len(seats), sum(s["tenure"] for s in seats)
    for i in range(count):
        bound(lambda j, _t, i=i: j == i, 0, 1)
    for width, most in side["pace"]:
        for end in range(1, horizon + 1):
            before = sum(end - width < m <= end for m in side["past"])
            bound(lambda _i, t, e=end, w=width: e - w < t <= e, 0, max(most - before, 0))
    for a, b in combinations(range(count), 2):
        if seats[a]["pair"] and seats[a]["pair"] == seats[b]["pair"]:
            for end in range(1, horizon + 1):
                bound(lambda i, t, p=(a, b), e=end: i in p and e - side["apart"] < t <= e, 0, 1)
    for i, t in cells:
        bound(lambda j, m, c=(i, t): ((seats[j]["tenure"] + m) if m <= c[1] else 0)
              + side["stable"] * count * ((j, m) == c), 0, count * t + start)  # fmt: skip
    bound(lambda i, t: seats[i]["tenure"] + t, start + count * (horizon - side["fresh"]), 10**9)
    for begin in range(side["asked_from"], horizon - side["within"] + 2):
        bound(lambda _i, t, b=begin: b <= t < b + side["within"], 1, count)
    one = sum(s["shared"] for s in seats) + 1
    late = [s["tenure"] + horizon > side["window"] for s in seats]
    cost = np.array([one + seats[i]["shared"] - one * (count + 1) * late[i] for i, _t in cells], dtype=float)
    constraint = LinearConstraint(np.array(rows), np.array(low), np.array(high))
    found = milp(
        cost, constraints=constraint, integrality=np.ones(len(cells)), bounds=(0, 1), options={"mip_rel_gap": 0}
    )
    if found.x is None:
        return None
    taken = [cell for cell, x in zip(cells, found.x, strict=True) if x > 0.5]
    return [sum(late) - sum(late[i] for i, _t in taken), len(taken), sum(seats[i]["shared"] for i, _t in taken)]


def main() -> int:
    """Print what was found; an empty object without the library."""
    if not find_spec("scipy"):
        print(json.dumps({}))
        return 0
    sides = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    solved(sides[0])
    begin = time.perf_counter()
    costs = [solved(side) for side in sides]
    print(json.dumps({"seconds": time.perf_counter() - begin, "costs": costs}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
