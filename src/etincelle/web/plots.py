"""Plots as plain values for server-side SVG: process behaviour, green against lived, the clock of a ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from etincelle.arithmetic.small_samples import disturbed, natural_limits
from etincelle.comfort_zone.service_clock import Span
from etincelle.foundation.speech import say_share

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 240, 62, 118, 16, 34
LEAST_SPREAD = 0.01
CLOCK_WIDTH = 1000
WORD_HEIGHT = 17


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a chart: its label, its share, None when unknown, and what was reported for it."""

    label: str
    share: float | None
    reported: float | None = None


def control_chart(points: Sequence[Point], target: float) -> dict[str, Any] | None:
    """Months against their natural limits and the target; None under two known months.

    Limits: mean ± 2.66 × mean absolute difference of successive months (process-behaviour charts, Wheeler), cut at 1.
    The line follows what is recomputed, or what is reported when nothing is; a month nobody knows breaks it. Marked:
    months outside the limits or in a run of eight on one side.
    """
    is_ours = sum(p.share is not None for p in points) >= 2
    told = [p.share if is_ours else p.reported for p in points]
    known = [value for value in told if value is not None]
    if len(known) < 2:
        return None
    crosses = [p.reported if is_ours else None for p in points]
    lines = _lines(known, target)
    low, high = _span([*known, *(c for c in crosses if c is not None), *(value for _kind, value in lines)])
    x, y = _across(len(points)), _down(low, high)
    seen = [n for n, value in enumerate(told) if value is not None]
    stirred = disturbed(known)
    dots = [
        {"x": x(n), "y": y(value), "label": points[n].label, "said": say_share(value), "odd": place in stirred}
        for place, (n, value) in enumerate(zip(seen, known, strict=True))
    ]
    return {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "said": WIDTH - RIGHT + 8,
        "dots": dots, "crosses": [{"x": x(n), "y": y(c)} for n, c in enumerate(crosses) if c is not None],
        "paths": _paths(list(zip(seen, dots, strict=True))),
        "lines": _labelled([(kind, y(value), say_share(value)) for kind, value in lines]),
        "first": dots[0], "last": dots[-1], "base": HEIGHT - 10, "is_ours": is_ours, "has_odd": bool(stirred),
    }  # fmt: skip


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The scale of a chart, never so tight that noise looks like a mountain."""
    low, high = min(values), max(values)
    margin = max((high - low) * 0.1, LEAST_SPREAD)
    return low - margin, min(high + margin, 1.0 + LEAST_SPREAD)


def _lines(known: Sequence[float], target: float) -> list[tuple[str, float]]:
    """The lines of a chart: target, mean, natural limits."""
    limits = natural_limits(known)
    kept = [("limit", min(max(limit, 0.0), 1.0)) for limit in limits] if limits else []
    return [("target", target), ("mean", sum(known) / len(known)), *kept]


def _across(count: int) -> Callable[[int], float]:
    step = (WIDTH - LEFT - RIGHT) / max(count - 1, 1)
    return lambda n: round(LEFT + n * step, 1)


def _down(low: float, high: float) -> Callable[[float], float]:
    return lambda value: round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)


def _paths(dots: Sequence[tuple[int, dict[str, Any]]]) -> list[str]:
    """One line for each stretch of months that follow each other."""
    stretches: list[list[str]] = []
    before = None
    for n, dot in dots:
        if before is None or n != before + 1:
            stretches.append([])
        stretches[-1].append(f"{dot['x']},{dot['y']}")
        before = n
    return [" ".join(points) for points in stretches if len(points) > 1]


def _labelled(lines: Sequence[tuple[str, float, str]]) -> list[dict[str, Any]]:
    """Lines with the height of their words, kept apart when two lines are close."""
    placed: dict[str, float] = {}
    for kind, height, _said in sorted((line for line in lines if line[0] != "limit"), key=itemgetter(1)):
        placed[kind] = max([height, *(taken + WORD_HEIGHT for taken in placed.values())])
    return [{"kind": kind, "y": y, "said": said, "word_y": placed.get(kind, y)} for kind, y, said in lines]


@dataclass(frozen=True, slots=True)
class Lived:
    """A month of the plot of green against lived: share of levels met, share of people satisfied, None if unknown."""

    label: str
    green: float | None
    lived: float | None


def lived_chart(points: Sequence[Lived], target: float) -> dict[str, Any] | None:
    """Levels met and people satisfied, month by month, on one scale from 0 to 1; None when nothing is known."""
    x, y = _across(len(points)), _down(-LEAST_SPREAD, 1 + LEAST_SPREAD)
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {
        kind: [(n, {"x": x(n), "y": y(v)}) for n, p in enumerate(points) if (v := getattr(p, kind)) is not None]
        for kind in ("green", "lived")
    }
    if not any(found.values()):
        return None
    return {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "said": WIDTH - RIGHT + 8,
        "green": [dot for _n, dot in found["green"]], "lived": [dot for _n, dot in found["lived"]],
        "green_paths": _paths(found["green"]), "lived_paths": _paths(found["lived"]),
        "target": {"y": y(target), "said": say_share(target)}, "base": HEIGHT - 10,
        "marks": [{"y": y(v), "said": say_share(v)} for v in (0.0, 0.5, 1.0)],
        "first": points[0].label, "last": points[-1].label,
    }  # fmt: skip


SQUARE, EDGE, WORDS = 320, 48, 150


def position_map(points: Sequence[tuple[str, float, float]], corner_at: float) -> dict[str, Any] | None:
    """Stability (across) and creativity (up) by year, joined in order of time; None without a point."""
    if not points:
        return None

    def place(share: float) -> float:
        return round(share * SQUARE, 1)

    dots = [
        {
            "x": EDGE + place(stable),
            "y": EDGE / 2 + SQUARE - place(creative),
            "label": label,
            "last": n == len(points) - 1,
        }
        for n, (label, stable, creative) in enumerate(points)
    ]  # fmt: skip
    return {
        "width": 2 * EDGE + SQUARE + WORDS, "height": 2 * EDGE + SQUARE, "left": EDGE, "top": EDGE / 2, "side": SQUARE,
        "middle_x": EDGE + place(corner_at), "middle_y": EDGE / 2 + SQUARE - place(corner_at), "right": EDGE + SQUARE,
        "bottom": EDGE / 2 + SQUARE, "dots": dots, "path": " ".join(f"{d['x']},{d['y']}" for d in dots),
    }  # fmt: skip


def clock_strip(spans: Sequence[Span]) -> dict[str, Any] | None:
    """The life of a ticket as a strip: open, paused, stopped and closed hours one after the other."""
    if not spans:
        return None
    begin, end = spans[0].begin, max(spans[-1].end, spans[0].begin + 1)
    scale = CLOCK_WIDTH / (end - begin)
    parts = [
        {
            "x": round((s.begin - begin) * scale, 2),
            "width": max(round((s.end - s.begin) * scale, 2), 0.5),
            "kind": s.kind.value,
        }
        for s in spans
    ]
    return {"width": CLOCK_WIDTH, "parts": parts}
