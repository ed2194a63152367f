"""P5 and W: ties counted beside pandas; sleeping and waking foretold beside habits. python -m bench.ties

P5  contacts in columns -> every pair's first and last day, days of contact, rhythm and state, at three sizes; pandas
    groups the same columns with the interpreter of ETINCELLE_PEERS (tools/peers.sh).
W   four invented organisations (bench/organisations.py), cut at a date: areas under the ROC curve for "asleep" and for "woken within
    180 days", beside what people look at. And ties whose truth is known, to put the methods of dormancy in order.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.organisations import GENERATORS, SECONDS, mail_of
from bench.report import Line, apart, at_most, show
from etincelle.arithmetic.alive import alive
from etincelle.arithmetic.ranking import area
from etincelle.foundation.config import default_rules
from etincelle.network.columns import Letters, Ties, alive_of, count_ties, pair_counts, rho_of
from etincelle.network.held_out import OURS, Trial, all_scores, hold_out

SIZES = (220_000, 2_200_000, 22_000_000)
CUT, WINDOW, SEEDS = 700, 180, (1, 2, 3)
HABITS = ("recency", "volume", "quieter")
CADENCES = np.array([14.0, 30.0, 90.0, 180.0])
LIFETIME, SHAPE = 900.0, 1.5
ALIVE = 1_000_000
RULES = default_rules().network
ABSENT = "not installed: see tools/peers.sh"
PANDAS = """
import sys, time
import numpy as np, pandas as pd
columns = np.load(sys.argv[1])
who, whom, day, persons = columns["who"], columns["whom"], columns["day"], int(columns["persons"])
start, busy = time.perf_counter(), time.process_time()
frame = pd.DataFrame({"pair": np.minimum(who, whom).astype(np.int64) * persons + np.maximum(who, whom), "day": day})
found = frame.drop_duplicates().groupby("pair")["day"].agg(["min", "max", "size"])
print(time.perf_counter() - start, time.process_time() - busy, len(found), int(found["size"].sum()))
"""


FITTED = """
import json, sys, time
import numpy as np, pandas as pd
from pymc_marketing.clv import BetaGeoModel
columns = np.load(sys.argv[1])
x, last, age = (columns[name].astype(float) for name in ("x", "last", "age"))
frame = pd.DataFrame({"customer_id": np.arange(x.size), "frequency": x, "recency": last, "T": age})
start = time.process_time()
model = BetaGeoModel(data=frame)
model.fit(method="map", progressbar=False)
fitted = time.process_time()
model.expected_probability_alive(data=frame)
print(json.dumps([fitted - start, time.process_time() - fitted]))
"""


def letters_of(who: Any, whom: Any, moment: Any) -> Letters:
    """Invented mail as columns: rows of one writer at one instant are one message; repeated rows count once."""
    rows = np.unique(np.stack((who, moment, whom), axis=1), axis=0)
    _, where, reached = np.unique(rows[:, :2], axis=0, return_inverse=True, return_counts=True)
    persons = int(max(who.max(), whom.max())) + 1
    return Letters(rows[:, 0], rows[:, 2], rows[:, 1] // SECONDS, reached[where.ravel()] + 1, persons)


# The methods of dormancy on ties whose truth is known


@dataclass(frozen=True)
class Known:
    """Histories in days since the first contact: contacts after it, the last one, the age, the cadence, the truth."""

    x: Any
    last: Any
    age: Any
    cadence: Any
    median_gap: Any
    decayed: Any
    alive: Any


def known_ties(ties: int, seed: int) -> Known:
    """Contacts of a gamma-mixed Poisson rate around four cadences, until an exponential end; seen for one to two years."""
    draw = np.random.default_rng(seed)
    cadence = CADENCES[draw.integers(0, 4, ties)]
    rate = draw.gamma(SHAPE, 1 / (SHAPE * cadence))
    end, age = draw.exponential(LIFETIME, ties), draw.uniform(365, 730, ties)
    columns = np.zeros((4, ties))
    for n in range(ties):
        until = min(end[n], age[n])
        moments = np.concatenate(([0.0], np.sort(draw.uniform(0, until, draw.poisson(rate[n] * until)))))
        gaps = np.diff(moments)
        silence = age[n] - moments
        columns[:, n] = (
            len(gaps),
            moments[-1],
            np.median(gaps) if gaps.size else cadence[n],
            (2 ** (-silence / 180)).sum(),
        )
    return Known(columns[0], columns[1], age, cadence, columns[2], columns[3], end > age)


def rho(known: Known) -> Any:
    """Silence over the shrunk mean gap, not clipped: for prediction."""
    mean = (RULES.pseudo_observations * known.cadence + known.last) / (RULES.pseudo_observations + known.x)
    return (known.age - known.last) / mean


def bgnbd(known: Known) -> Any:
    """P(alive) of BG/NBD with fixed parameters (Fader, Hardie and Lee, 2005); 1 when there was one contact only."""
    a, b, alpha = 0.8, 3.0, SHAPE * known.cadence
    odds = a / (b + np.maximum(known.x, 1) - 1) * ((alpha + known.age) / (alpha + known.last)) ** (SHAPE + known.x)
    return 1 / (1 + np.where(known.x > 0, odds, 0.0))


AREAS_OF = {
    "alive": lambda k: alive(k.x, k.last, k.age, k.cadence, (SHAPE, LIFETIME)),
    "rho": lambda k: -rho(k),
    "recency": lambda k: k.last - k.age,
    "own_gaps": lambda k: -(k.age - k.last) / np.maximum(k.median_gap, 1.0),
    "decayed": lambda k: k.decayed,
    "bgnbd": bgnbd,
}


def table_of_methods(ties: int, seed: int) -> dict[str, float]:
    """The area of each method for "alive"."""
    known = known_ties(ties, seed)
    found = {name: area(method(known), known.alive) for name, method in AREAS_OF.items()}
    return {name: one.value for name, one in found.items() if one}


@dataclass(frozen=True)
class Point:
    """Of the ties over a ratio, how many are dead; of the dead, how many are over it."""

    over: float
    precision: float
    recall: float


def operating_points(ties: int, seed: int) -> list[Point]:
    """At 2, 3 and 8 times the rhythm."""
    known = known_ties(ties, seed)
    ratio, dead = rho(known), ~known.alive
    return [
        Point(
            over, float(dead[ratio > over].mean()) if (ratio > over).any() else 0.0, float((ratio[dead] > over).mean())
        )
        for over in (2, 3, 8)
    ]


def method_lines() -> list[Line]:
    """The order of the methods, and the operating points, for comparison only."""
    areas = table_of_methods(20_000, 11)
    ordered = sorted(areas, key=lambda name: -areas[name])
    told = ", ".join(f"{name} {areas[name]:.3f}" for name in ordered)
    best = min(areas["alive"], areas["rho"]) > areas["recency"] > areas["bgnbd"]
    points = "; ".join(f">{p.over}: {p.precision:.2f} {p.recall:.2f}" for p in operating_points(20_000, 11))
    return [
        Line(
            "W",
            "methods of dormancy, AUC on 20,000 known ties",
            "alive, rho > recency > bgnbd" if best else "other",
            "that order",
            best,
        ),
        Line("W", "  each", told),
        Line("W", "  rho: precision and recall (compared, not judged)", points),
    ]


# Invented organisations


def mean_areas(name: str) -> dict[str, Any]:
    """Of each score on one kind of organisation, the mean areas ("asleep", "woken") of three seeds."""
    found: dict[str, list[tuple[float, float]]] = {}
    for seed in SEEDS:
        trial = hold_out(letters_of(*mail_of(name, seed)), CUT, WINDOW, RULES)
        for code, both in judged(trial).items():
            found.setdefault(code, []).append(both)
    return {code: np.mean(values, axis=0) for code, values in found.items()}


def organisation_lines() -> list[Line]:
    """Ours beside each habit; shared contacts alone are shown, not judged: where projects hold people, they say it all."""
    lines = []
    for name in GENERATORS:
        means = mean_areas(name)
        for place, asked in enumerate(("asleep", "woken")):
            habits = {code: means[code][place] for code in HABITS}
            told = ", ".join(f"{code} {value:.3f}" for code, value in habits.items())
            ours, shared = means[OURS][place], means["shared"][place]
            figure, first = f"ours {ours:.3f} (shared contacts {shared:.3f})", bool(ours > max(habits.values()))
            lines.append(Line("W", f"{name}, {asked}: {told}", figure, "above each habit", first))
    return lines


def judged(trial: Trial) -> dict[str, tuple[float, float]]:
    """Areas of each score; nan when unknown."""
    found = {code: trial.judge(scores) for code, scores in all_scores(trial.ties, RULES).items()}
    return {
        code: (both[0].value if both[0] else np.nan, both[1].value if both[1] else np.nan)
        for code, both in found.items()
    }


def fitted_lines() -> list[Line]:
    """A BG/NBD fitted by a library that is kept up, on the first seed of each organisation."""
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    trials = {name: hold_out(letters_of(*mail_of(name, SEEDS[0])), CUT, WINDOW, RULES) for name in GENERATORS}
    with tempfile.TemporaryDirectory() as folder:
        for name, trial in trials.items():
            np.savez(Path(folder) / f"{name}.npz", **asdict(trial.ties), window=WINDOW, again=trial.again)
        command = [interpreter, str(Path(__file__).with_name("ties_peers.py")), folder]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
        told = (
            subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
            if interpreter
            else None
        )
    found = json.loads(told.stdout.splitlines()[-1]) if told else {}
    lines = []
    for name, trial in trials.items():
        ours = judged(trial)[OURS]
        if name not in found:
            lines.append(Line("W", f"{name}: beside a fitted BG/NBD", ABSENT))
            continue
        figure = f"ours {ours[0]:.3f} and {ours[1]:.3f}, theirs {found[name][0]:.3f} and {found[name][1]:.3f}"
        above = ours[0] > found[name][0] and ours[1] > found[name][1]
        lines.append(Line("W", f"{name}, asleep and woken: beside a fitted BG/NBD", figure, "above it", above))
    return lines


# P5


def many_contacts(count: int) -> Letters:
    """Contacts of pairs drawn with a heavy tail, about seven a pair, over three years, in no order."""
    draw = np.random.default_rng(7)
    persons = max(200, int(np.sqrt(count) * 12))
    pairs = count // 7
    one, other = draw.integers(0, persons, (2, pairs)).astype(np.int32)
    other = np.where(one == other, (other + 1) % persons, other).astype(np.int32)
    tie = np.minimum(draw.gamma(0.7, 1 / 0.7, count) * pairs / 3, pairs - 1).astype(np.int32)
    turn = draw.random(count) < 0.5
    who, whom = np.where(turn, one[tie], other[tie]), np.where(turn, other[tie], one[tie])
    return Letters(who, whom, draw.integers(0, 1095, count).astype(np.int32), np.full(count, 2, dtype=np.int8), persons)


def one_size(count: int) -> None:
    """One size: print its figures as JSON."""
    letters = many_contacts(count)
    start, busy = time.perf_counter(), time.process_time()
    pair, first, last, days, volume, _ = pair_counts(letters, 0)
    nobody = np.zeros(0, dtype=np.int64)
    states = (
        rho_of(Ties(pair, first, last, days, volume, nobody, nobody, nobody, 1095), 30.0, RULES) > RULES.dormant_rho
    )
    wall, processor = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.perf_counter()
    whole = count_ties(letters, 1095, WINDOW)
    print(json.dumps({
        "count": count, "pairs": int(pair.size), "days": int(days.sum()), "dormant": int(states.sum()),
        "wall": wall, "processor": processor, "peak": peak, "whole": time.perf_counter() - start,
        "shared": int(whole.shared.sum()), "pandas": by_pandas(letters),
    }))  # fmt: skip


def by_pandas(letters: Letters) -> list[float] | None:
    """Seconds by the watch and of processor, pairs and days of pandas, when the peers are there."""
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    if not interpreter:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "columns.npz"
        np.savez(path, who=letters.who, whom=letters.whom, day=letters.day, persons=letters.persons)
        told = subprocess.run([interpreter, "-c", PANDAS, str(path)], check=True, capture_output=True, text=True).stdout
    return [float(word) for word in told.split()]


def size_lines(told: dict[str, Any], is_largest: bool) -> list[Line]:
    """One size; the largest decides."""
    name = f"{told['count']:,} contacts to {told['pairs']:,} ties"
    lines = [
        Line("P5", f"{name} and states", f"{told['wall']:.2f} s, {told['processor']:.2f} s of processor"),
        Line("P5", "  with presence and shared contacts as well", f"{told['whole']:.2f} s"),
        at_most("P5", "  memory, ties and states", told["peak"], 2048, "MB"),
    ]
    if told["pandas"] is None:
        return [*lines, Line("P5", "  beside pandas", ABSENT)]
    _, busy, pairs, days = told["pandas"]
    times, same = busy / told["processor"], (pairs, days) == (told["pairs"], told["days"])
    wanted, met = ("at least 3 x", times >= 3) if is_largest else ("", None)
    lines.append(Line("P5", "  the same pairs and days as pandas", "yes" if same else "no", "yes", same))
    return [*lines, Line("P5", "  beside pandas", f"{times:.1f} x as fast", wanted, met)]


def alive_lines() -> list[Line]:
    """P(alive) of a million histories, without a fit; a fitted BG/NBD does the same in the same run."""
    draw = np.random.default_rng(9)
    age = draw.integers(30, 1095, ALIVE)
    known = {"x": draw.poisson(6, ALIVE), "last": (age * draw.random(ALIVE)).astype(np.int64), "age": age}
    nobody, zeros = np.zeros(0, dtype=np.int64), np.zeros(ALIVE, dtype=np.int64)
    ties = Ties(zeros, 1095 - age, 1095 - age + known["last"], known["x"] + 1, nobody, nobody, nobody, nobody, 1095)
    busy = time.process_time()
    alive_of(ties, 30.0, (SHAPE, LIFETIME))
    ours = time.process_time() - busy
    name = f"P(alive) of {ALIVE:,} histories"
    lines = [Line("P5", name, f"{ours:.2f} s of processor, nothing to fit")]
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    if not interpreter:
        return [*lines, Line("P5", "  beside a fitted BG/NBD", ABSENT)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "histories.npz"
        np.savez(path, **known)
        told = subprocess.run([interpreter, "-c", FITTED, str(path)], check=True, capture_output=True, text=True).stdout
    fit, rest = json.loads(told.splitlines()[-1])
    figure = f"{(fit + rest) / ours:.1f} x as fast (fit {fit:.1f} s, P(alive) {rest:.1f} s)"
    return [*lines, Line("P5", "  beside a fitted BG/NBD", figure, "at least 4 x", (fit + rest) / ours >= 4)]


def measure() -> list[Line]:
    """The lines of P5 and W."""
    lines = []
    for count in SIZES:
        lines += size_lines(apart("bench.ties", count), count == SIZES[-1])
    return [*lines, *alive_lines(), *method_lines(), *organisation_lines(), *fitted_lines()]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    if len(sys.argv) == 2:
        one_size(int(sys.argv[1]))
    else:
        sys.exit(main())
