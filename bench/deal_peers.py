"""What NegMAS finds on the same domains; run by the interpreter of the peers, never part of the product (it is AGPL).

python deal_peers.py QUESTION.json: {"small": [domain, ...], "large": domain}; a domain is {"values": choice x option x
(one, other), "forbidden": [[choice, option, choice, option], ...], "reserve": [one, other]}. Values are whole numbers, which
floats hold exactly here. Prints one JSON object; an empty one without the library.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

try:
    from negmas import LinearAdditiveUtilityFunction, make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import TableFun, ops
except ImportError:
    ops = None


def asked(domain: dict[str, Any]) -> tuple[Any, list[Any]]:
    """The issues and both utilities."""
    values = domain["values"]
    space = make_os([make_issue(list(range(len(options))), f"i{n}") for n, options in enumerate(values)])
    sides = []
    for side in (0, 1):
        tables = [TableFun({at: float(pair[side]) for at, pair in enumerate(options)}) for options in values]
        ufun = LinearAdditiveUtilityFunction(tables, weights=[1.0] * len(values), outcome_space=space)
        ufun.reserved_value = float(domain["reserve"][side])
        sides.append(ufun)
    return space, sides


def answer(domain: dict[str, Any]) -> dict[str, Any]:
    """Front above the reserves, and the points of each concept on it."""
    space, sides = asked(domain)
    banned = [tuple(pair) for pair in domain["forbidden"]]
    outcomes = None
    if banned:
        outcomes = [o for o in space.enumerate() if not any(o[a] == x and o[b] == y for a, x, b, y in banned)]
    start = time.process_time()
    front, _ = ops.pareto_frontier(sides, outcomes=outcomes, issues=space.issues)
    nash = ops.nash_points(sides, front, outcome_space=space)
    seconds = time.process_time() - start
    told = {
        "nash": nash,
        "egalitarian": ops.kalai_points(sides, front, outcome_space=space),
        "largest_sum": ops.max_welfare_points(sides, front, outcome_space=space),
        "kalai_smorodinsky": ops.ks_points(sides, front, outcome_space=space),
    }
    points = {name: [list(map(int, point)) for point, _ in found] for name, found in told.items()}
    return {"front": [list(map(int, point)) for point in front], "points": points, "seconds": seconds}


def main() -> int:
    """Print what was found."""
    question = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if ops else {}
    found = {"small": [answer(d) for d in question["small"]], "large": answer(question["large"])} if question else {}
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
