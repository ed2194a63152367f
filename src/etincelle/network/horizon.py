"""How far the sources let us see. Outside what they cover nothing is known: no silence, and no sleep.

Spans that touch, or leave a hole of at most `hole_days`, are one span: a source still fresh may be as late (our
default, 45 days). Worked figure: a calendar until 25 September 2025 and again from 25 October 2026 leaves a hole of
395 days; silence on 24 November 2026 is known since 25 October, 30 days, whatever was seen before the hole.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from etincelle.vocabulary.partnership import Coverage

Window = tuple[date, date]


def spans(coverage: Iterable[Coverage], hole_days: int) -> list[Window]:
    """What sources cover together, first and last day inclusive, in order of time."""
    found: list[Window] = []
    for since, until in sorted((c.since, c.until) for c in coverage):
        if found and since <= found[-1][1] + timedelta(days=1 + hole_days):
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def seen_since(coverage: Iterable[Coverage], hole_days: int, today: date) -> date | None:
    """The first day from which the sources see without a hole until today; None when they do not see today."""
    found = [(a, b) for a, b in spans(coverage, hole_days) if a <= today <= b + timedelta(days=hole_days)]
    return found[-1][0] if found else None


def kinds_covering(window: Window, coverage: Iterable[Coverage], hole_days: int) -> frozenset[str]:
    """The kinds of source that see a whole half-open window; each may miss its last `hole_days`."""
    known = tuple(coverage)
    start, last = window[0], window[1] - timedelta(days=1 + hole_days)
    return frozenset(
        kind
        for kind in {c.kind for c in known}
        if any(a <= start and b >= last for a, b in spans((c for c in known if c.kind == kind), hole_days))
    )
