"""The verdicts of the eight tests as lines to show: what each found, or why it cannot tell, and what proves it.

Worked figure: 24 months at 100 %: T2 found, « perfect in 12 of the last 12 months », T4 cannot tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etincelle.comfort_zone import proofs
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.gaming import ClockStopped, LatePauses
from etincelle.comfort_zone.green_but_asleep import Examined
from etincelle.comfort_zone.redundancy import Redundant, TooMany
from etincelle.vocabulary.signal import Evidence, Unknown


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test: its code, whether it found what it looks for (None: cannot tell), the line that says so."""

    __test__ = False
    test: str
    found: bool | None
    evidence: Evidence


def test_lines(level: LevelFacts, seen: Examined) -> tuple[TestLine, ...]:
    """The tests that look at one level alone, in order."""
    told: Mapping[str, tuple[Any, Callable[[Any], Evidence]]] = {
        "t1": (seen.unstretched, lambda found: proofs.unstretched_proof(level, found)),
        "t2": (seen.saturated, lambda found: proofs.saturated_proof(level, found)),
        "t3": (seen.uneventful, lambda found: proofs.uneventful_proof(level, found)),
        "t4": (seen.smooth, lambda found: proofs.smooth_proof(level, found)),
        "t5": (seen.bunched, proofs.bunched_proof),
        "t8": (seen.changed, lambda found: proofs.change_proof(level, found)),
    }
    return tuple(_line(test, result, proof) for test, (result, proof) in told.items())


def _line(test: str, result: Any, proof: Callable[[Any], Evidence]) -> TestLine:
    if isinstance(result, Unknown):
        return TestLine(test, None, proofs.unknown_proof(result))
    return TestLine(test, result.found, proof(result))


def shared_lines(together: Redundant | Unknown, shown: TooMany | Unknown) -> tuple[TestLine, ...]:
    """T6 and T7, which look at the measures of a partnership together: one line a pair, one a committee."""
    lines: list[TestLine] = []
    if isinstance(together, Unknown):
        lines.append(TestLine("t6", None, proofs.unknown_proof(together)))
    else:
        lines += [TestLine("t6", True, proofs.link_proof(link)) for link in together.links]
        if not together.links:
            lines.append(TestLine("t6", False, Evidence("comfort_zone.pairs_apart", {"pairs": together.compared})))
    if isinstance(shown, Unknown):
        lines.append(TestLine("t7", None, proofs.unknown_proof(shown)))
    else:
        lines += [TestLine("t7", True, proofs.overfull_proof(over)) for over in shown.over]
        if not shown.over:
            lines.append(TestLine("t7", False, Evidence("comfort_zone.few_enough", {"committees": shown.counted})))
    return tuple(lines)


def clock_lines(clock: ClockStopped | Unknown, late: LatePauses | Unknown) -> tuple[TestLine, ...]:
    """Whether clocks are stopped too much, more and more, or too late to be true."""
    odd = {e.code: e for e in proofs.clock_proofs(clock, late)}
    lines = []
    if isinstance(clock, Unknown):
        lines.append(TestLine("clock", None, proofs.unknown_proof(clock)))
    else:
        plain = Evidence("comfort_zone.clock_rarely_stopped", {"paused_share": clock.paused_share})
        found = [odd[code] for code in odd if code != "comfort_zone.clock_stopped_late"]
        lines += [TestLine("clock", clock.found, line) for line in found or [plain]]
    if isinstance(late, Unknown):
        lines.append(TestLine("late", None, proofs.unknown_proof(late)))
    else:
        usual = Evidence("comfort_zone.pauses_not_late", {"late": late.late, "pauses": late.late + late.early})
        lines.append(TestLine("late", late.found, odd.get("comfort_zone.clock_stopped_late", usual)))
    return tuple(lines)
