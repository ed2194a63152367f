"""Plots as plain values for server-side SVG: a process-behaviour chart, and the clock of a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from etincelle.arithmetic.small_samples import natural_limits
from etincelle.comfort_zone.service_clock import Span
from etincelle.foundation.speech import say_share

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 240, 62, 118, 16, 34
LEAST_SPREAD = 0.01
CLOCK_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a chart: its label, its share, None when unknown, and what was reported for it."""

    label: str
    share: float | None
    reported: float | None = None


def control_chart(points: Sequence[Point], target: float) -> dict[str, Any] | None:
    """Months against their natural limits and the target; None under two known months.

    Limits: mean ± 2.66 × mean absolute difference of successive months (process-behaviour charts, Wheeler), cut at 1.
    """
    known = [p.share for p in points if p.share is not None]
    if len(known) < 2:
        return None
    limits = natural_limits(known)
    mean = sum(known) / len(known)
    lines = [("target", target), ("mean", mean)]
    lines += [("limit", min(max(limit, 0.0), 1.0)) for limit in limits] if limits else []
    reported = [p.reported for p in points if p.reported is not None]
    low, high = _span([*known, *reported, *(value for _kind, value in lines)])

    def y(value: float) -> float:
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    step = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)
    dots = [
        {"x": round(LEFT + n * step, 1), "y": y(p.share), "label": p.label, "said": say_share(p.share)}
        for n, p in enumerate(points)
        if p.share is not None
    ]
    crosses = [
        {"x": round(LEFT + n * step, 1), "y": y(p.reported)} for n, p in enumerate(points) if p.reported is not None
    ]
    return {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "said": WIDTH - RIGHT + 8,
        "dots": dots, "crosses": crosses,
        "path": " ".join(f"{d['x']},{d['y']}" for d in dots),
        "lines": [{"kind": kind, "y": y(value), "said": say_share(value)} for kind, value in lines],
        "first": dots[0], "last": dots[-1], "base": HEIGHT - 10,
    }  # fmt: skip


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The scale of a chart, never so tight that noise looks like a mountain."""
    low, high = min(values), max(values)
    margin = max((high - low) * 0.1, LEAST_SPREAD)
    return low - margin, min(high + margin, 1.0 + LEAST_SPREAD)


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
