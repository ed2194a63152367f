"""Does a green level still teach anything? The table of contents of the tests, and the verdict; never stability alone.

T1 unstretched, T2 saturated: `stretch.py`. T3 nothing ever happens, T4 smoother than chance: `process_behaviour.py`.
T5 bunched: `gaming.py`. T6 redundant, T7 too many, which look at measures together: `redundancy.py`. T8 change point:
`change_point.py`. Watermelon: `watermelon.py`.
asleep = (T1 or T2) and (no decision about it at the last six meetings, or T4, or T5, or internal clients unhappy).
T3 is shown and never enters: stability can be excellence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.small_samples import ramp
from etincelle.comfort_zone.attainment import is_stale
from etincelle.comfort_zone.change_point import Changed, changed
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.gaming import Bunched, bunched
from etincelle.comfort_zone.process_behaviour import Smooth, Uneventful, smooth, uneventful
from etincelle.comfort_zone.stretch import Saturated, Unstretched, months_unchanged, saturated, unstretched
from etincelle.vocabulary.rules import ComfortRules
from etincelle.vocabulary.signal import Unknown

STALE = Unknown("comfort_zone.examined", "stale")


@dataclass(frozen=True, slots=True)
class Examined:
    """One level through the tests that look at it alone; each answers or says why it cannot."""

    level: str
    unstretched: Unstretched | Unknown
    saturated: Saturated | Unknown
    uneventful: Uneventful | Unknown
    smooth: Smooth | Unknown
    bunched: Bunched | Unknown
    changed: Changed | Unknown

    @property
    def is_flat(self) -> bool:
        """Whether the target carries no information any more: T1 or T2."""
        return has_found(self.unstretched) or has_found(self.saturated)


Result = Unstretched | Saturated | Uneventful | Smooth | Bunched | Changed | Unknown


def has_found(result: Result) -> bool:
    """Whether a test answered, and answered yes."""
    return not isinstance(result, Unknown) and result.found


def examine(level: LevelFacts, elapsed: Sequence[float], rules: ComfortRules, today: date) -> Examined:
    """All six tests of one level; `elapsed` as for `bunched`, empty when not known. A stale level says nothing."""
    if is_stale(level, rules, today):
        return Examined(level.code, STALE, STALE, STALE, STALE, STALE, STALE)
    return Examined(
        level.code,
        unstretched(level, rules, today),
        saturated(level, rules),
        uneventful(level, rules),
        smooth(level, rules),
        bunched(level.code, elapsed, rules.measures),
        changed(level, rules.measures),
    )


def reasons_of_sleep(seen: Examined, *, discussed: bool, unhappy: bool) -> tuple[str, ...]:
    """Why a flat level sleeps: not_discussed, smooth, bunched, unhappy; () for a level that is awake or not flat.

    `discussed` is False only when enough minutes are known and none decided about the level.
    """
    if not seen.is_flat:
        return ()
    reasons = {
        "not_discussed": not discussed,
        "smooth": has_found(seen.smooth),
        "bunched": has_found(seen.bunched),
        "unhappy": unhappy,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


@dataclass(frozen=True, slots=True)
class Flatness:
    """Why a level no longer teaches: which test, months since the target moved, whether it varies too little."""

    level: str
    test: str
    months_unchanged: int
    smooth: bool = False


def flatness(level: LevelFacts, rules: ComfortRules, today: date) -> Flatness | None:
    """The test a level fails; None when it fails none or the data do not allow to say."""
    if not can_be_judged(level, rules, today):
        return None
    unchanged = months_unchanged(level, today)
    for test, result in (("unstretched", unstretched(level, rules, today)), ("saturated", saturated(level, rules))):
        if has_found(result):
            return Flatness(level.code, test, unchanged, has_found(smooth(level, rules)))
    return None


def is_asleep(found: Flatness, *, discussed: bool, unhappy: bool) -> bool:
    """Whether a flat level sleeps: known minutes decided nothing about it, it is smooth, or people are unhappy."""
    return unhappy or found.smooth or not discussed


def can_be_judged(level: LevelFacts, rules: ComfortRules, today: date) -> bool:
    """Whether a level has enough fresh months for a verdict."""
    return not is_stale(level, rules, today) and len(level.months) >= rules.unstretched_min_points


def sleep_score(flat: int, judged: int, months_unchanged: int, rules: ComfortRules) -> float:
    """Share of flat levels, deeper the longer the target stayed: .6 at 18 months, 1 at 36."""
    longer = ramp(months_unchanged, rules.unstretched_months, rules.unstretched_full_months)
    return flat / judged * (rules.unstretched_depth + (1 - rules.unstretched_depth) * longer)
