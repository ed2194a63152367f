"""P6: exact Pareto fronts and Nash points of packages nobody walks through, beside NegMAS. python -m bench.deal

Ten options a choice, values drawn to a ten-millionth, reserves of three tenths of the best for either party. NegMAS runs
in an environment of its own (tools/peers.sh) on the same whole numbers: 10^6 packages, then 300 small domains, half of
them with pairs that exclude one another, on which front and points must be the same. Times are of the processor.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.clock import ABSENT, best_of
from bench.report import Line, at_most, show
from etincelle.arithmetic.pareto import Domain, Front, Option, Pair, Point, front
from etincelle.arithmetic.pareto_choice import CONCEPTS, NoDeal, nash, zone

OPTIONS, QUANTUM = 10, 10**7
SMALL, LARGE, LINKED = 300, 6, 12
SAME = ("nash", "egalitarian", "largest_sum")


@dataclass(frozen=True)
class Asked:
    """A domain and what each party has without the other."""

    domain: Domain
    reserve: tuple[int, int]

    def solved(self) -> tuple[Front, Point | NoDeal]:
        """The work that is measured: the whole front, then the Nash point with its package."""
        found = front(self.domain)
        agreed = zone(found, self.reserve)
        return found, agreed if isinstance(agreed, NoDeal) else nash(agreed)

    def told(self) -> dict[str, Any]:
        """The same for the peer."""
        values = [[(o.one, o.other) for o in options] for options in self.domain.choices]
        return {"values": values, "forbidden": self.domain.forbidden, "reserve": self.reserve}


def drawn(choices: int, seed: int, *, options: int = OPTIONS, forbidden: tuple[Pair, ...] = ()) -> Asked:
    """Values drawn alike for both parties."""
    values = np.random.default_rng(seed).integers(0, QUANTUM, (choices, options, 2))
    table = tuple(tuple(Option(one, other) for one, other in choice) for choice in values.tolist())
    reserve = (values.max(axis=1).sum(axis=0) * 3 // 10).tolist()
    return Asked(Domain(table, forbidden), (reserve[0], reserve[1]))


def small(seed: int) -> Asked:
    """At most 4,096 packages with few values, so that equals abound; pairs that exclude one another in one of two."""
    chance = np.random.default_rng(seed)
    count, options = int(chance.integers(2, 7)), int(chance.integers(2, 5))
    values = chance.integers(0, (12, QUANTUM)[seed % 3 > 0], (count, options, 2)).tolist()
    places = [(int(a), int(b)) for a, b in (chance.permutation(count)[:2] for _ in range(4))]
    pairs = tuple((a, int(chance.integers(options)), b, int(chance.integers(options))) for a, b in places)
    table = tuple(tuple(Option(one, other) for one, other in choice) for choice in values)
    least, best = (
        [sum(choose(pair[side] for pair in choice) for choice in values) for side in (0, 1)] for choose in (min, max)
    )
    # NegMAS puts the least value in the place of a reserve that lies under it
    reserve = [max(low, high * 3 // 10) for low, high in zip(least, best)]
    return Asked(Domain(table, pairs if seed % 2 else ()), (reserve[0], reserve[1]))


def anywhere(count: int) -> tuple[Pair, ...]:
    """Pairs drawn over all choices."""
    chance = np.random.default_rng(count)
    places = [(int(a), int(b)) for a, b in (chance.permutation(LINKED)[:2] for _ in range(count))]
    return tuple((a, int(chance.integers(OPTIONS)), b, int(chance.integers(OPTIONS))) for a, b in places)


def linked(shape: str) -> Asked:
    """10^12 packages whose choices exclude one another: in a chain closed on itself, across, from one centre, anywhere."""
    numbers = range(LINKED)
    shapes: dict[str, tuple[Pair, ...]] = {
        "three pairs": ((0, 1, 11, 3), (2, 4, 7, 5), (3, 3, 0, 1)),
        "a ring": tuple((n, x, (n + 1) % LINKED, (x + n) % OPTIONS) for n in numbers for x in range(0, OPTIONS, 2)),
        "six pairs across": tuple((n, x, n + 6, 3 * x % OPTIONS) for n in range(6) for x in range(OPTIONS)),
        "thirty pairs anywhere": anywhere(30),
        "sixty pairs anywhere": anywhere(60),
        "one with all": tuple((0, x, n, (x + n) % OPTIONS) for n in numbers[1:] for x in range(0, OPTIONS, 3)),
    }
    return drawn(LINKED, 4, forbidden=shapes[shape])


def capped() -> Asked:
    """10^12 packages under a ceiling that three packages in four would pass."""
    asked, chance = drawn(LINKED, 5), np.random.default_rng(6)
    spends = chance.integers(0, 1000, (LINKED, OPTIONS)).tolist()
    table = tuple(
        tuple(Option(o.one, o.other, (spent,)) for o, spent in zip(choice, row))
        for choice, row in zip(asked.domain.choices, spends)
    )
    return Asked(Domain(table, ceilings=(5_300,)), asked.reserve)


def ask_peer(question: dict[str, Any]) -> dict[str, Any]:
    """What NegMAS answers, {} when it is not there."""
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    if not interpreter:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.json"
        path.write_text(json.dumps(question), encoding="utf-8")
        command = [interpreter, str(Path(__file__).with_name("deal_peers.py")), str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def differs(asked: Asked, theirs: dict[str, Any]) -> list[str]:
    """What NegMAS finds otherwise: the front above the reserves, or a concept whose point is not among its own."""
    found = front(asked.domain)
    ours = {(p.one, p.other) for p in found.points() if p.one >= asked.reserve[0] and p.other >= asked.reserve[1]}
    wrong = [] if ours == {tuple(point) for point in theirs["front"]} else ["front"]
    agreed = zone(found, asked.reserve)
    if isinstance(agreed, NoDeal):  # a single point where a party gains nothing is a deal for them, none for us
        return wrong
    for name, concept in CONCEPTS.items():
        point = concept(agreed)
        wrong += [name] if [point.one, point.other] not in theirs["points"][name] else []
    return wrong


def peer_lines(large: Asked, seconds: float) -> list[Line]:
    """The same points, and how many times as fast."""
    cases = [small(seed) for seed in range(SMALL)]
    told = ask_peer({"small": [case.told() for case in cases], "large": large.told()})
    if not told:
        return [Line("P6", "beside NegMAS", ABSENT)]
    found = [*(differs(case, theirs) for case, theirs in zip(cases, told["small"])), differs(large, told["large"])]
    wrong = sum(bool(set(case) & {"front", *SAME}) for case in found)
    other = sum("kalai_smorodinsky" in case for case in found)
    times = told["large"]["seconds"] / seconds
    return [
        Line("P6", "beside NegMAS, 10^6 packages", f"{times:,.0f} x as fast ({told['large']['seconds']:.1f} s)", "at least 10,000 x", times >= 10_000),
        Line("P6", f"  {len(found)} domains: another front, Nash, egalitarian or largest sum", f"{wrong}", "0", wrong == 0),
        Line("P6", "  another Kalai-Smorodinsky (theirs: the smallest gap of shares)", f"{other}"),
    ]  # fmt: skip


def measure() -> list[Line]:
    """The lines of P6."""
    lines, large = [], drawn(LARGE, 1)
    for choices, limit in ((3, 0.0), (LARGE, 0.0), (LINKED, 0.0), (25, 10.0)):
        asked = drawn(choices, 1)
        seconds = best_of(asked.solved, 30)
        name, points = f"10^{choices} packages, front and Nash point", len(asked.solved()[0])
        line = (
            at_most("P6", name, 1000 * seconds, limit, "ms") if limit else Line("P6", name, f"{1000 * seconds:.2f} ms")
        )
        lines += [line, Line("P6", "  points of the front", f"{points:,}")]
    for shape in ("three pairs", "a ring", "six pairs across", "one with all", "thirty pairs anywhere"):
        seconds = best_of(linked(shape).solved, 3)
        lines.append(at_most("P6", f"10^{LINKED}, choices linked: {shape}", 1000 * seconds, 1000, "ms"))
    crowded = best_of(linked("sixty pairs anywhere").solved, 1)
    lines.append(Line("P6", f"10^{LINKED}, choices linked: sixty pairs anywhere", f"{1000 * crowded:.0f} ms"))
    lines.append(at_most("P6", f"10^{LINKED} under a ceiling", 1000 * best_of(capped().solved, 3), 1000, "ms"))
    return [*lines, *peer_lines(large, best_of(large.solved, 200))]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    sys.exit(main())
