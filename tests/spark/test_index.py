"""The index: its worked figures, its honest floor, its states."""

import pytest
from tests.spark.partnerships import RULES, TODAY

from etincelle.spark.index import SIGNALS_OF, assess, low_index, state_of
from etincelle.vocabulary.levels import State
from etincelle.vocabulary.signal import Signal, Unknown, Verdict

INDEX = RULES.index
FULL = {
    "new_deal": ["strategy_not_covered"],
    "network": ["executive_silence", "then_and_now"],
    "comfort_zone": ["watermelon", "green_but_asleep", "casting_never_renewed"],
    "living_contract": ["silent_while_scope_drifts"],
    "innovation": ["drought"],
    "governance": ["drowsy_committee", "repeated_report"],
}


def verdicts(scores: dict[str, float | None]) -> tuple[Verdict, ...]:
    """Every signal of a dimension at the dimension's score; None for unknown."""
    found: list[Verdict] = []
    for dimension, names in FULL.items():
        for name in names:
            score = scores.get(dimension, 0.0)
            code = f"{dimension}.{name}"
            found.append(Unknown(code, "no_source") if score is None else Signal(code, score, 1.0, (), TODAY))
    return tuple(found)


def test_the_figures_count_every_signal_of_every_dimension() -> None:
    assert {k: len(v) for k, v in FULL.items()} == SIGNALS_OF


def test_three_deep_sleeps_and_three_light_ones_are_57() -> None:
    scores = {
        "new_deal": 0.8,
        "network": 0.8,
        "comfort_zone": 0.8,
        "living_contract": 0.1,
        "innovation": 0.1,
        "governance": 0.1,
    }
    found = assess("A", verdicts(scores), None, INDEX)
    assert (round(found.value or 0, 1), round(found.low, 1)) == (57.0, 57.0)


def test_missing_data_raises_what_is_shown_never_what_ranks() -> None:
    scores: dict[str, float | None] = {
        "new_deal": 0.8,
        "network": 0.8,
        "comfort_zone": 0.8,
        "living_contract": None,
        "innovation": None,
        "governance": None,
    }
    found = assess("A", verdicts(scores), None, INDEX)
    assert (round(found.value or 0, 1), round(found.low, 1), found.coverage) == (80.0, 56.6, 0.5)


@pytest.mark.parametrize(("asleep", "value"), [(["network"], 40.8), (["network", "governance"], 57.7)])
def test_one_or_two_dimensions_wholly_asleep(asleep: list[str], value: float) -> None:
    found = assess("A", verdicts(dict.fromkeys(asleep, 1.0)), None, INDEX)
    assert found.value == pytest.approx(value, abs=0.05)


def test_under_half_the_dimensions_the_state_is_unknown() -> None:
    scores: dict[str, float | None] = dict.fromkeys(["network", "comfort_zone", "innovation", "governance"])
    found = assess("A", verdicts({**scores, "new_deal": 1.0, "living_contract": 1.0}), None, INDEX)
    assert (found.value, found.state) == (None, State.UNKNOWN)


def test_shares_add_up_and_a_lively_partnership_has_none() -> None:
    assert sum(
        assess("A", verdicts({"network": 0.5, "governance": 0.9}), None, INDEX).shares.values()
    ) == pytest.approx(1.0)
    assert set(assess("A", verdicts({}), None, INDEX).shares.values()) == {0.0}


def test_curing_a_signal_never_raises_the_floor() -> None:
    known = [v for v in verdicts({"network": 0.7, "innovation": 1.0}) if isinstance(v, Signal)]
    assert all(low_index(known, INDEX, cured=s.code) <= low_index(known, INDEX) for s in known)


@pytest.mark.parametrize(
    ("value", "previous", "state"),
    [
        (55.0, None, State.ASLEEP), (56.0, State.DROWSY, State.DROWSY), (58.0, State.DROWSY, State.ASLEEP),
        (53.0, State.ASLEEP, State.ASLEEP), (51.9, State.ASLEEP, State.DROWSY), (14.9, None, State.LIVELY),
        (5.0, State.ASLEEP, State.LIVELY), (90.0, State.LIVELY, State.ASLEEP), (40.0, State.UNKNOWN, State.DROWSY),
    ],
)  # fmt: skip
def test_states_hold_within_three_points(value: float, previous: State | None, state: State) -> None:
    assert state_of(value, previous, INDEX) is state
