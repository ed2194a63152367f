"""Plots as values: a month nobody knows breaks the line, words never lie on each other, nothing known draws nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.web.plots import WORD_HEIGHT, Lived, Point, control_chart, lived_chart, position_map

SHARES = st.none() | st.floats(0, 1)


def test_a_month_nobody_knows_breaks_the_line_and_keeps_its_place() -> None:
    shares = [0.9, 0.92, None, 0.91, 0.93]
    chart = control_chart([Point(str(n), share) for n, share in enumerate(shares)], 0.95)
    assert chart is not None
    assert [len(path.split()) for path in chart["paths"]] == [2, 2]
    gaps = [b["x"] - a["x"] for a, b in zip(chart["dots"], chart["dots"][1:], strict=False)]
    assert gaps[1] == pytest.approx(2 * gaps[0], abs=0.2)


def test_the_chart_follows_what_is_reported_where_nothing_is_recomputed() -> None:
    chart = control_chart([Point(str(n), None, 0.9 + n / 100) for n in range(5)], 0.95)
    assert chart is not None
    assert (len(chart["dots"]), chart["is_ours"], chart["crosses"]) == (5, False, [])


def test_a_month_out_of_the_usual_is_marked() -> None:
    shares = [0.95, 0.951, 0.949, 0.95, 0.951, 0.7, 0.95, 0.949]
    chart = control_chart([Point(str(n), share) for n, share in enumerate(shares)], 0.9)
    assert chart is not None
    assert [dot["odd"] for dot in chart["dots"]] == [n == 5 for n in range(8)]


@given(st.lists(SHARES, max_size=20), st.floats(0, 1))
def test_every_known_month_is_drawn_once_inside_and_words_are_apart(shares: list[float | None], target: float) -> None:
    chart = control_chart([Point(str(n), share) for n, share in enumerate(shares)], target)
    known = [share for share in shares if share is not None]
    if chart is None:
        assert len(known) < 2
        return
    assert len(chart["dots"]) == len(known)
    assert all(0 <= dot["y"] <= chart["height"] and dot["x"] <= chart["right"] + 0.1 for dot in chart["dots"])
    words = [line["word_y"] for line in chart["lines"] if line["kind"] != "limit"]
    assert abs(words[0] - words[1]) >= WORD_HEIGHT - 0.1


def test_nothing_known_draws_nothing() -> None:
    assert control_chart([Point("a", 0.9)], 0.9) is None
    assert lived_chart([Lived("a", None, None)], 0.7) is None
    assert position_map([], 0.5) is None
