"""False alarms and power of the tests of « green but asleep », beside the figures the documents print.

Every figure is a share of simulated series that the product's own function flags. A figure is kept when it differs from
the printed one by at most three standard errors of that many simulations, plus half a unit of the last printed digit:
the tolerance follows the number of simulations and is printed. "at most" figures are bounds, kept with the same margin.
Origin: "methods" was computed by somebody else before this code existed; "ours" was computed here, and the bench only
keeps it from drifting. About a minute. Run: python -m bench.asleep [simulations]
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from statistics import NormalDist

import numpy as np

from bench.report import Line
from etincelle.arithmetic.small_samples import has_process_signal, natural_limits
from etincelle.comfort_zone.change_point import Changed, changed
from etincelle.comfort_zone.facts import LevelFacts, Month
from etincelle.comfort_zone.gaming import Bunched, PausedCase, bunched, late_pauses
from etincelle.comfort_zone.green_but_asleep import has_found
from etincelle.comfort_zone.process_behaviour import smooth, uneventful
from etincelle.comfort_zone.redundancy import redundant
from etincelle.comfort_zone.stretch import saturated, unstretched
from etincelle.foundation.config import default_rules
from etincelle.living_contract.dates import plus_months
from etincelle.vocabulary.signal import Unknown

RULES = default_rules().comfort_zone
TODAY = date(2026, 11, 24)
CHANCE = np.random.default_rng(20261124)
Series = np.ndarray


@dataclass(frozen=True)
class Figure:
    """One share: what is printed somewhere, with how many decimals, and how it is drawn once."""

    test: str
    case: str
    printed: float
    decimals: int
    once: Callable[[], bool]
    origin: str = "methods"
    at_most: bool = False
    effort: float = 1.0

    def tolerance(self, runs: int) -> float:
        """Three standard errors of a share of so many, and half of the last printed digit."""
        rounding = 0.0 if self.at_most else 0.5 * 10.0**-self.decimals
        return 3 * sqrt(self.printed * (1 - self.printed) / runs) + rounding


def level(values: Series, target: float = 0.0, counts: tuple[Series, int] | None = None) -> LevelFacts:
    """A level whose newest month is October 2026 and whose target has not moved for years."""
    first = plus_months(date(2026, 11, 1), -len(values))
    met = [int(x) for x in counts[0]] if counts else [None] * len(values)
    months = (
        Month(plus_months(first, n), float(v), met[n], counts[1] if counts else None, str(n))
        for n, v in enumerate(values)
    )
    return LevelFacts("N", True, None, target, date(2020, 1, 1), tuple(months))


def shares(met: Series, total: int, target: float = 95.0) -> LevelFacts:
    """A percentage told by its counts."""
    return level(100 * met / total, target, (met, total))


def normal(k: int, shift: float = 0.0) -> Series:
    series = CHANCE.normal(size=k)
    series[k // 2 :] += shift
    return series


def drifting(k: int, memory: float) -> Series:
    """Months that remember the one before (autoregressive), unit variance."""
    series = CHANCE.normal(size=k)
    for n in range(1, k):
        series[n] = memory * series[n - 1] + sqrt(1 - memory**2) * series[n]
    return series


def outside_the_first_half(series: Series) -> bool:
    half = len(series) // 2
    low, high = natural_limits(list(series[:half])) or (0.0, 0.0)
    return bool((series < low).any() or (series > high).any())


def t1() -> Iterator[Figure]:
    for away, printed in ((2, 0.12), (3, 0.53), (4, 0.87)):
        yield Figure(
            "T1", f"mean {away} sd above the target, 12 months", printed, 2,
            lambda away=away: has_found(unstretched(level(normal(12) + away), RULES, TODAY)), "ours",
        )  # fmt: skip


def t2() -> Iterator[Figure]:
    for cases in (58, 59, 100):
        sizes = [cases // 6] * 5 + [cases - 5 * (cases // 6)]

        def spotless(sizes: list[int] = sizes) -> bool:
            met = [int(CHANCE.binomial(n, 0.95)) for n in sizes]
            one = level(np.array([100 * m / n for m, n in zip(met, sizes, strict=True)]), 95.0)
            months = tuple(replace(mo, met=m, total=n) for mo, m, n in zip(one.months, met, sizes, strict=True))
            return has_found(saturated(replace(one, months=months), RULES))

        printed = 0.0 if cases == 58 else round(0.95**cases, 3)
        yield Figure("T2", f"just 95 % kept, target 95 %, {cases} cases", printed, 3, spotless, "exact")


def t3() -> Iterator[Figure]:
    for k, gauss, binomial in ((12, 0.027, 0.052), (24, 0.087, 0.155), (36, 0.149, 0.273)):
        yield Figure(
            "T3", f"event by chance, {k} Gaussian months", gauss, 3, lambda k=k: has_process_signal(list(normal(k)))
        )
        yield Figure(
            "T3", f"event by chance, {k} months of 100 at .97", binomial, 3,
            lambda k=k: has_process_signal(list(CHANCE.binomial(100, 0.97, size=k) / 100)),
        )  # fmt: skip
    for shift, both, variant in ((1, 0.28, 0.37), (2, 0.71, 0.74), (3, 0.95, 0.94)):
        yield Figure(
            "T3",
            f"event found, half the months {shift} sd away",
            both,
            2,
            lambda s=shift: has_process_signal(list(normal(24, s))),
        )
        yield Figure(
            "T3",
            f"the same, limits of the first half ({shift} sd)",
            variant,
            2,
            lambda s=shift: outside_the_first_half(normal(24, s)),
        )
    yield Figure(
        "T3", "the same by chance, limits of the first half", 0.167, 3, lambda: outside_the_first_half(normal(24))
    )
    yield Figure(
        "T3",
        "uneventful: steady Gaussian, 24 months",
        0.89,
        2,
        lambda: has_found(uneventful(level(normal(24)), RULES)),
        "ours",
    )
    yield Figure(
        "T3",
        "uneventful: half the months 2 sd away",
        0.03,
        2,
        lambda: has_found(uneventful(level(normal(24, 2)), RULES)),
        "ours",
    )


def t4() -> Iterator[Figure]:
    def managed(k: int, part: float) -> Series:
        drawn = 200 * 0.97 + part * sqrt(200 * 0.97 * 0.03) * CHANCE.normal(size=k)
        return np.clip(np.round(drawn), 0, 200).astype(int)

    for k, power in ((12, 0.6), (24, 0.98)):
        yield Figure(
            "T4",
            f"smooth by chance, {k} months of 200 at .97",
            0.012,
            3,
            lambda k=k: has_found(smooth(shares(CHANCE.binomial(200, 0.97, size=k), 200), RULES)),
            at_most=True,
        )
        yield Figure(
            "T4",
            f"smooth found, half the deviation of chance, {k}",
            power,
            1 if k == 12 else 2,
            lambda k=k: has_found(smooth(shares(managed(k, 0.5), 200), RULES)),
        )


def durations(attained: float, spread: float, held_back: float, size: int) -> Series:
    """Log-normal durations over their promise; a share of those due just after it (up to 1.3) closes just before."""
    drawn = np.exp(spread * (CHANCE.normal(size=size) - NormalDist().inv_cdf(attained)))
    moved = (drawn > 1) & (drawn <= 1.3) & (CHANCE.random(size) < held_back)
    drawn[moved] = 0.9 + 0.1 * CHANCE.random(int(moved.sum()))
    return drawn


def t5() -> Iterator[Figure]:
    def found(*law: float, size: int, peak: bool = False) -> bool:
        seen = bunched("N", list(durations(*law, size)), RULES.measures)
        return isinstance(seen, Bunched) and (seen.peaks if peak else seen.found)

    for name, law, size, flag, peak in (
        ("by chance, 200 cases, 90 % kept, wide", (0.90, 1.0, 0.0), 200, 0.01, 0.002),
        ("by chance, 1,000 cases, 97 % kept, wide", (0.97, 1.0, 0.0), 1000, 0.02, 0.002),
        ("by chance, 1,000 cases, 97 % kept, tight", (0.97, 0.25, 0.0), 1000, 0.22, 0.002),
        ("60 % held back, 200 cases, 80 % kept", (0.80, 1.0, 0.6), 200, 0.72, 0.13),
        ("60 % held back, 1,000 cases, 80 % kept", (0.80, 1.0, 0.6), 1000, 0.99, 0.77),
    ):
        yield Figure("T5", name, flag, 2, lambda law=law, size=size: found(*law, size=size), "ours", effort=0.5)
        bound = peak < 0.01
        yield Figure(
            "T5",
            f"{name}: peak",
            peak,
            3 if bound else 2,
            lambda law=law, size=size: found(*law, size=size, peak=True),
            "ours",
            at_most=bound,
            effort=0.5,
        )


def late(extra: float) -> bool:
    """200 cases with exponential lives; pauses begin evenly, and once more at the last moment for a share of them."""
    cases = []
    for used in CHANCE.exponential(0.6, size=200):
        even = [float(u) for u in CHANCE.random(int(CHANCE.poisson(0.5 * used))) * used]
        last = [0.95] if used > 0.95 and CHANCE.random() < extra else []
        cases.append(PausedCase(float(used), (*even, *last)))
    seen = late_pauses(cases, RULES.measures)
    return not isinstance(seen, Unknown) and seen.found


def pauses() -> Iterator[Figure]:
    yield Figure("clock", "late pauses by chance, 200 cases", 0.006, 3, lambda: late(0.0), "ours", effort=0.5)
    yield Figure(
        "clock", "late pauses found, one case in five at the limit", 0.87, 2, lambda: late(0.2), "ours", effort=0.5
    )


def alike(one: Series, other: Series) -> bool:
    pair = [replace(level(series), code=code) for series, code in ((one, "A"), (other, "B"))]
    found = redundant(pair, {}, RULES.measures)
    return not isinstance(found, Unknown) and found.found


def tied(k: int, correlation: float) -> bool:
    one = normal(k)
    return alike(one, correlation * one + sqrt(1 - correlation**2) * normal(k))


def t6() -> Iterator[Figure]:
    yield Figure("T6", "alike by chance, 12 months", 0.001, 3, lambda: tied(12, 0.0), "ours", at_most=True)
    yield Figure(
        "T6",
        "alike by chance, 12 months that remember (.8)",
        0.01,
        2,
        lambda: alike(drifting(12, 0.8), drifting(12, 0.8)),
        "ours",
        at_most=True,
    )
    for correlation, power in ((0.9, 0.37), (0.95, 0.68), (0.99, 0.98)):
        yield Figure(
            "T6",
            f"alike found, true correlation {correlation}, 12 months",
            power,
            2,
            lambda c=correlation: tied(12, c),
            "ours",
        )


def t8() -> Iterator[Figure]:
    def of(met: Series) -> Changed | Unknown:
        return changed(shares(met, 200), RULES.measures)

    def steady(k: int) -> bool:
        return has_found(of(CHANCE.binomial(200, 0.97, size=k)))

    def step(k: int, after: float) -> bool:
        one = shares(
            np.concatenate([CHANCE.binomial(200, 0.95, size=k // 2), CHANCE.binomial(200, after, size=k // 2)]), 200
        )
        seen = changed(one, RULES.measures)
        months = [m.month for m in one.months]
        return isinstance(seen, Changed) and any(abs(months.index(c.month) - k // 2) <= 2 for c in seen.changes)

    def remembering() -> bool:
        rate = 1 / (1 + np.exp(-(3.0 + 0.5 * drifting(36, 0.5))))
        return has_found(of(CHANCE.binomial(200, rate)))

    for k, printed in ((24, 0.03), (36, 0.03), (60, 0.03)):
        yield Figure(
            "T8", f"change by chance, {k} months of 200 at .97", printed, 2, lambda k=k: steady(k), "ours", effort=0.3
        )
    yield Figure("T8", "change by chance, 36 months that remember (.5)", 0.34, 2, remembering, "ours", effort=0.3)
    for after, printed in ((0.97, 0.69), (0.98, 0.95)):
        yield Figure(
            "T8",
            f"change found within 2 months, .95 to {after}, 36",
            printed,
            2,
            lambda a=after: step(36, a),
            "ours",
            effort=0.3,
        )


FAMILIES = (t1, t2, t3, t4, t5, pauses, t6, t8)


def measured(figure: Figure, simulations: int) -> tuple[float, float, bool]:
    """The measured share, its tolerance, and whether the printed figure is kept."""
    runs = max(1, round(simulations * figure.effort))
    found = sum(figure.once() for _ in range(runs)) / runs
    tolerance = figure.tolerance(runs)
    away = found - figure.printed
    return found, tolerance, away <= tolerance if figure.at_most else abs(away) <= tolerance


def measure(simulations: int = 1000) -> list[Line]:
    """How many of the printed figures are kept: one line; the whole table is python -m bench.asleep."""
    figures = [f for family in FAMILIES for f in family()]
    lost = [f"{f.test} {f.case}" for f in figures if not measured(f, simulations)[2]]
    told = f"{len(figures) - len(lost)} of {len(figures)} kept" + "".join(f"; lost: {name}" for name in lost)
    return [Line("T", "false alarms and power of T1 to T8, as printed", told, "all kept", not lost)]


def main() -> int:
    """Print the table; 0 when every figure is kept."""
    simulations = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    start, lost = time.perf_counter(), 0
    print(
        f"{simulations} simulations a figure (T5 and clocks {simulations // 2}, T8 {round(0.3 * simulations)}); kept within 3 standard errors and the rounding"
    )
    print(f"{'test':<6}{'case':<54}{'origin':<9}{'printed':>9}{'measured':>10}{'within':>9}")
    for family in FAMILIES:
        for figure in family():
            found, tolerance, kept = measured(figure, simulations)
            lost += not kept
            printed = f"{'<=' if figure.at_most else ''}{figure.printed:.{figure.decimals}f}"
            print(
                f"{figure.test:<6}{figure.case:<54}{figure.origin:<9}{printed:>9}{found:>10.4f}{tolerance:>9.4f}  {'ok' if kept else 'LOST'}",
                flush=True,
            )
    print(f"{lost} figures lost, {time.perf_counter() - start:.0f} s")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
