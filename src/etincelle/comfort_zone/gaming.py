"""Is the clock played with? T5 bunching just under the promise, and clocks stopped too much, or too late to be true.

T5: closures in the last tenth of the promised time D, [.9 D, D], against those of the tenth after it, (D, 1.1 D]: three
    times as many, and a one-sided binomial (one half each) under 1 %. Durations that fall steeply around D do this too;
    `peaks` says whether the last tenth is also denser than the tenth before it, which no smooth fall does.
stopped clocks: over 40 % of open time stopped, or ten points more than a year before. Closed hours are no pause.
late pauses: pauses begun in the last tenth of the allowance, three times as often as before it, for the time that cases
    passed in each part (a case solved early never reaches the last tenth), and a one-sided binomial under 1 %.
Clock-stopping was the common form of gaming in four hospitals of four (Tenbensel and others, 2020); figures are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import fsum
from typing import Self

from etincelle.arithmetic.small_samples import binomial_upper_tail
from etincelle.vocabulary.rules import MeasureRules
from etincelle.vocabulary.signal import Unknown

BUNCHED, CLOCK_STOPPED, LATE_PAUSES = "comfort_zone.bunched", "comfort_zone.clock_stopped", "comfort_zone.late_pauses"
NEARLY = 1e-9  # .35 - .25 is a hair under .10


@dataclass(frozen=True, slots=True)
class Bunched:
    """T5: closures of the tenth before the promise, of the tenth after it, of the tenth before the former."""

    level: str
    found: bool
    just_under: int
    just_over: int
    earlier: int
    probability: float
    peaks: bool


def bunched(level: str, elapsed: Sequence[float], rules: MeasureRules) -> Bunched | Unknown:
    """T5: `elapsed` holds the time each case took over the time promised: 1 is closed at the very limit."""
    return bunched_by(level, tally([PausedCase(share) for share in elapsed], rules), rules)


def bunched_by(level: str, told: "Tally", rules: MeasureRules) -> Bunched | Unknown:
    """The same from sums."""
    under, over, earlier = told.under, told.over, told.earlier
    if not under + over:
        return Unknown(BUNCHED, "no_closure_near")
    probability = binomial_upper_tail(under, under + over, 0.5)
    found = under >= rules.bunched_ratio * over and probability < rules.bunched_probability
    peaks = binomial_upper_tail(under, under + earlier, 0.5) < rules.bunched_probability
    return Bunched(level, found, under, over, earlier, probability, found and peaks)


@dataclass(frozen=True, slots=True)
class OpenTime:
    """Seconds of open hours in a period, and those of them during which the clock was stopped."""

    open_seconds: float
    paused_seconds: float

    @property
    def paused_share(self) -> float | None:
        """The share of open time stopped; None without an open second."""
        return self.paused_seconds / self.open_seconds if self.open_seconds > 0 else None


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """How much of open time is stopped now and a year before, and which flag that raises."""

    found: bool
    paused_share: float
    share_before: float | None
    is_high: bool
    is_rising: bool


def clock_stopped(now: OpenTime, year_before: OpenTime | None, rules: MeasureRules) -> ClockStopped | Unknown:
    """Is the clock stopped too much, or more and more?"""
    share = now.paused_share
    if share is None:
        return Unknown(CLOCK_STOPPED, "no_open_second")
    before = year_before.paused_share if year_before else None
    high = share > rules.pause_share_high
    rising = before is not None and share - before >= rules.pause_share_rise - NEARLY
    return ClockStopped(high or rising, share, before, high, rising)


@dataclass(frozen=True, slots=True)
class PausedCase:
    """A case as shares of its allowance: what it had used at its end, and at the start of each pause."""

    used: float
    paused_at: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class LatePauses:
    """Pauses begun in the last tenth and before it; how many times as often, None when none began before."""

    found: bool
    late: int
    early: int
    ratio: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What cases add to T5 and to late pauses, as sums that may be kept by month and added: closures in the tenth
    before the promise, in the one after it and in the one before the former; pauses begun in the last tenth and
    before it, and the time passed in each part."""

    under: int = 0
    over: int = 0
    earlier: int = 0
    late: int = 0
    early: int = 0
    time_late: float = 0.0
    time_early: float = 0.0

    def __add__(self, other: Self) -> Self:
        """The sums of both."""
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def tally(cases: Sequence[PausedCase], rules: MeasureRules) -> Tally:
    """The sums of some cases; pauses after the promise is broken do not count."""
    return tally_of([case.used for case in cases], [at for case in cases for at in case.paused_at], rules)


def tally_of(used: Sequence[float], paused_at: Sequence[float], rules: MeasureRules) -> Tally:
    """The same of cases as two columns: what each had used at its end, and at the start of each pause of any of them.

    Sums are rounded once, so that the order of cases changes nothing.
    """
    start = rules.late_pause_from
    late = sum(start <= at < 1 for at in paused_at)
    return Tally(
        under=sum(rules.bunched_from <= share <= 1 for share in used),
        over=sum(1 < share <= rules.bunched_to for share in used),
        earlier=sum(2 * rules.bunched_from - 1 <= share < rules.bunched_from for share in used),
        late=late,
        early=sum(at < 1 for at in paused_at) - late,
        time_late=fsum(min(max(share - start, 0.0), 1 - start) for share in used),
        time_early=fsum(min(share, start) for share in used),
    )


def late_pauses(cases: Sequence[PausedCase], rules: MeasureRules) -> LatePauses | Unknown:
    """Do pauses begin when the allowance is nearly used up?"""
    return late_pauses_by(tally(cases, rules), rules)


def late_pauses_by(told: Tally, rules: MeasureRules) -> LatePauses | Unknown:
    """The same from sums."""
    if told.time_late <= 0 or told.time_early <= 0:
        return Unknown(LATE_PAUSES, "nobody_near_the_limit")
    late, early = told.late, told.early
    probability = binomial_upper_tail(late, late + early, told.time_late / (told.time_late + told.time_early))
    ratio = late / told.time_late / (early / told.time_early) if early else None
    often = late > 0 and (ratio is None or ratio >= rules.late_pause_ratio)
    return LatePauses(often and probability < rules.late_pause_probability, late, early, ratio, probability)
