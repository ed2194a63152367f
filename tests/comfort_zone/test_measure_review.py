"""The verdict of all tests together, and what is proposed: retire, swap, keep, wait, try; each with its proofs."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.comfort_zone.cards import RULES, TODAY, level
from tests.comfort_zone.worlds import counted, gaussian

from etincelle.comfort_zone import proofs
from etincelle.comfort_zone.change_point import Change, Changed
from etincelle.comfort_zone.experience import Happiness, LostTime, Response
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.gaming import Bunched, ClockStopped, LatePauses
from etincelle.comfort_zone.green_but_asleep import Examined, examine, flatness, is_asleep, reasons_of_sleep
from etincelle.comfort_zone.hand_offs import HandOffs
from etincelle.comfort_zone.measure_review import Act, Clues, Heard, Proposal, review, try_instead
from etincelle.comfort_zone.phrases import PHRASES
from etincelle.comfort_zone.position import Period, Position, position
from etincelle.comfort_zone.process_behaviour import Smooth, Uneventful
from etincelle.comfort_zone.redundancy import BY_CASES, BY_MONTHS, Link, Overfull, Redundant, redundant
from etincelle.comfort_zone.stretch import Saturated, Unstretched
from etincelle.foundation.speech import render
from etincelle.vocabulary.signal import Evidence, Unknown

COMFORT = RULES.comfort_zone
GREEN = level([99.1, 99.4, 99.2, 99.3, 99.0, 99.2], code="flat")
TENSE = level([95.5, 94.0, 96.8, 95.1, 97.0, 94.2], code="tense")
NOBODY = Unknown("comfort_zone.redundant", "nothing_to_compare")
MINUTES = Evidence("comfort_zone.not_discussed", {"minutes": 6})
UNHAPPY = Evidence("comfort_zone.lived", {"mean": 2.1, "answers": 30})
BUNCHED = [0.95] * 30 + [1.05] * 3


def seen(*levels: LevelFacts, elapsed: list[float] | None = None) -> list[tuple[LevelFacts, Examined]]:
    return [(lv, examine(lv, elapsed or [], COMFORT, TODAY)) for lv in levels]


def acts(proposals: tuple[Proposal, ...]) -> list[tuple[str, str]]:
    return [(str(p.act), p.measure) for p in proposals]


def codes(proposal: Proposal) -> list[str]:
    return [line.code.removeprefix("comfort_zone.") for line in proposal.evidence]


def test_a_flat_level_sleeps_for_each_of_four_reasons() -> None:
    examined = examine(counted([(199, 200)] * 12, since=date(2023, 1, 1)), BUNCHED, COMFORT, TODAY)
    assert examined.is_flat
    assert reasons_of_sleep(examined, discussed=False, unhappy=True) == (
        "not_discussed",
        "smooth",
        "bunched",
        "unhappy",
    )


def test_a_flat_level_that_is_discussed_believed_and_lived_is_not_asleep() -> None:
    assert reasons_of_sleep(examine(GREEN, [], COMFORT, TODAY), discussed=True, unhappy=False) == ()


def test_stability_alone_never_sleeps_whatever_else_is_said() -> None:
    values = [9.0, 11.0, 10.0, 9.5, 10.5, 10.0] * 4
    stable = replace(level(values, target=10.0), unit="calls")
    examined = examine(stable, BUNCHED, COMFORT, TODAY)
    assert isinstance(examined.uneventful, Uneventful) and examined.uneventful.found
    assert reasons_of_sleep(examined, discussed=False, unhappy=True) == ()


def test_a_stale_level_says_nothing_in_any_test() -> None:
    old = examine(GREEN, BUNCHED, COMFORT, date(2027, 11, 1))
    assert not old.is_flat
    assert {t.reason for t in (old.unstretched, old.bunched, old.changed) if isinstance(t, Unknown)} == {"stale"}


@given(st.integers(0, 400), st.sampled_from([90.0, 94.0, 97.0]), st.booleans(), st.booleans())
def test_without_closures_the_reasons_say_what_the_signal_says(
    seed: int, target: float, discussed: bool, unhappy: bool
) -> None:
    one = level([min(v, 100.0) for v in gaussian(12, seed)], target=target)
    flat = flatness(one, COMFORT, TODAY)
    asleep = flat is not None and is_asleep(flat, discussed=discussed, unhappy=unhappy)
    examined = examine(one, [], COMFORT, TODAY)
    assert examined.is_flat == (flat is not None)
    assert bool(reasons_of_sleep(examined, discussed=discussed, unhappy=unhappy)) == asleep


def test_a_measure_asleep_is_retired_with_its_proofs() -> None:
    (found,) = review(seen(GREEN), Heard(frozenset(), MINUTES, UNHAPPY), NOBODY)
    assert (found.act, codes(found)) == (Act.RETIRE, ["unstretched_level", "not_discussed", "lived"])
    assert found.evidence[0].source is not None
    assert len(found.evidence[0].source.keys) == 6


@pytest.mark.parametrize("heard", [Heard(), Heard(frozenset({"flat"}), MINUTES)])
def test_a_flat_measure_without_a_reason_is_swapped_never_tightened_alone(heard: Heard) -> None:
    (found,) = review(seen(GREEN), heard, NOBODY)
    assert (found.act, codes(found)) == (Act.SWAP, ["unstretched_level"])


def test_a_measure_that_pulls_is_kept_and_one_without_months_waits() -> None:
    found = review(seen(TENSE, level([99.0] * 3, code="new")), Heard(frozenset(), MINUTES, UNHAPPY), NOBODY)
    assert acts(found) == [("keep", "tense"), ("wait", "new")]
    assert [codes(p) for p in found] == [["stretched_level"], ["unstretched.few_months"]]


def test_a_measure_that_changed_or_never_moves_is_kept_and_says_so() -> None:
    stepped = counted([(188, 200), (190, 200), (192, 200)] * 4 + [(195, 200), (197, 200), (199, 200)] * 4)
    assert codes(review(seen(stepped), Heard(), NOBODY)[0]) == ["stretched_level", "changed_level"]
    still = replace(level([9.0, 11.0, 10.0, 9.5, 10.5, 10.0] * 4, target=10.0), unit="calls")
    assert codes(review(seen(still), Heard(), NOBODY)[0]) == ["stretched_level", "uneventful_level"]


def test_of_two_measures_that_count_the_same_cases_the_one_that_pulls_stays() -> None:
    cases = frozenset(map(str, range(50)))
    both = seen(GREEN, TENSE)
    found = redundant([GREEN, TENSE], {"flat": cases, "tense": cases}, COMFORT.measures)
    proposed = review(both, Heard(), found)
    assert acts(proposed) == [("retire", "flat"), ("keep", "tense")]
    assert codes(proposed[0])[-1] == "same_cases"
    twin = replace(TENSE, code="twin")
    found = redundant([TENSE, twin], {"twin": cases, "tense": cases}, COMFORT.measures)
    assert acts(review(seen(TENSE, twin), Heard(), found)) == [("keep", "tense"), ("retire", "twin")]


def test_measures_that_merely_move_together_are_both_kept() -> None:
    values = gaussian(12, 3)
    one, two = level(values, code="one", target=97.0), level(values, code="two", target=97.0)
    found = redundant([one, two], {}, COMFORT.measures)
    assert isinstance(found, Redundant) and found.found
    assert acts(review(seen(one, two), Heard(), found)) == [("keep", "one"), ("keep", "two")]


def tried(heard: Heard, clues: Clues, elapsed: list[float] | None = None) -> dict[str, list[str]]:
    both = seen(GREEN, TENSE, elapsed=elapsed)
    proposed = try_instead(both, review(both, heard, NOBODY), heard, clues)
    return {str(p.act): codes(p) for p in proposed}


def test_nothing_is_tried_without_something_that_points_to_it() -> None:
    assert tried(Heard(), Clues()) == {}
    calm = Clues(
        clock=ClockStopped(False, 0.1, 0.1, is_high=False, is_rising=False),
        late=LatePauses(False, 1, 30, 0.4, 0.9),
        travels=HandOffs(False, 50, 0.2, 0, 2, 3, 0.0, 0.0, None, ()),
    )
    assert tried(Heard(), calm) == {}


def test_unhappy_people_or_a_measure_retired_call_for_a_measure_of_experience() -> None:
    assert tried(Heard(unhappy=UNHAPPY), Clues()) == {"try_happiness": ["lived"]}
    assert tried(Heard(minutes=MINUTES), Clues()) == {"try_happiness": ["unstretched_level"]}
    known = Clues(measures_experience=True, lost=LostTime(30, 24.0, 400.0))
    assert tried(Heard(unhappy=UNHAPPY), known) == {"try_lost_time": ["hours_lost"]}
    few = Clues(measures_experience=True, lost=Unknown("comfort_zone.lost_time", "few_answers"))
    assert tried(Heard(unhappy=UNHAPPY), few) == {}


def test_clocks_played_with_call_for_the_users_own_clock() -> None:
    odd = Clues(
        measures_experience=True,
        clock=ClockStopped(True, 0.45, 0.3, is_high=True, is_rising=True),
        late=LatePauses(True, 10, 10, 9.0, 1e-6),
    )
    expected = ["clock_often_stopped", "clock_stopped_more", "clock_stopped_late"]
    assert tried(Heard(), odd) == {"try_user_clock": expected}
    assert tried(Heard(), Clues(measures_experience=True), BUNCHED) == {"try_user_clock": ["bunched_level"] * 2}


def test_cases_that_wander_call_for_the_first_group() -> None:
    wander = HandOffs(True, 50, 1.2, 1, 11, 3, 0.2, 0.1, 12, ("INC1", "INC2"))
    found = tried(Heard(), Clues(travels=wander))
    assert found == {"try_first_group": ["wandering_cases"]}


UNKNOWNS = [
    "examined.stale", "unstretched.few_months", "saturated.not_a_share", "saturated.no_month", "saturated.no_case",
    "uneventful.few_months", "smooth.few_months", "smooth.all_or_none", "bunched.no_closure_near", "change.few_months",
    "redundant.nothing_to_compare", "too_many.nothing_counted", "clock_stopped.no_open_second",
    "late_pauses.nobody_near_the_limit", "hand_offs.few_cases", "happiness.few_answers", "lost_time.few_answers",
    "response.asked_not_known", "experience.part_missing", "watermelon_size.no_scale", "position.few_months",
    "position.source_missing",
]  # fmt: skip


def every_proof() -> list[Evidence]:
    """One line of each kind the tests of measures can show."""
    params = {"months": 5, "needed": 6, "cases": 3, "answers": 2}
    lines = [Evidence(f"comfort_zone.{code}", params) for code in UNKNOWNS]
    lines += [Evidence(f"comfort_zone.measure.{act}", {}) for act in Act]
    lines += [proofs.overfull_proof(Overfull(kind, 12, 5)) for kind in COMFORT.measures.most_indicators]
    lines += [proofs.link_proof(Link("N1", "N2", by, 0.93, 14)) for by in (BY_CASES, BY_MONTHS)]
    lines += proofs.clock_proofs(
        ClockStopped(True, 0.45, 0.3, is_high=True, is_rising=True), LatePauses(True, 10, 10, 9.0, 1e-6)
    )
    lines += [
        proofs.happiness_proof(Happiness(30, 12, 5, 23.3, -3.3, 45.7)),
        proofs.lost_time_proof(LostTime(30, 24.0, None)),
        proofs.lost_time_proof(LostTime(30, 24.0, 400.0)),
        proofs.response_proof(Response(0.1, is_low=True)),
        proofs.watermelon_size_proof(0.75),
        proofs.hand_offs_proof(HandOffs(True, 50, 1.2, 1, 11, 3, 0.2, 0.1, 12, ("INC1", "INC2"))),
        proofs.saturated_proof(GREEN, Saturated("flat", True, 11, 12, None, None)),
        proofs.saturated_proof(GREEN, Saturated("flat", True, 12, 12, 59, 0.0495)),
        proofs.smooth_proof(GREEN, Smooth("flat", True, 12, 2400, 1e-7)),
        proofs.uneventful_proof(GREEN, Uneventful("flat", True, 24, 0, 3, (0.0, -0.1, 0.1))),
        proofs.bunched_proof(Bunched("flat", True, 30, 3, 20, 1e-6, True)),
        proofs.change_proof(GREEN, Changed("flat", True, 24, (Change(date(2026, 1, 1), 0.95, 0.98),))),
        proofs.unstretched_proof(GREEN, Unstretched("flat", True, 98.61, 95.0, 44)),
        proofs.unstretched_proof(TENSE, Unstretched("tense", False, 91.2, 95.0, 44)),
    ]
    return lines + where_it_stands()


def where_it_stands() -> list[Evidence]:
    """The proofs of a position, and the names of the four corners."""
    year = Period(date(2025, 11, 1), date(2026, 11, 1), ("1", "2"), ("3",), ("4",))
    found = position([GREEN], year, COMFORT)
    assert isinstance(found, Position)
    corners = ("stable_and_creative", "comfort_zone", "creative_and_unsettled", "neither")
    return [*found.evidence, *(Evidence(f"comfort_zone.corner.{corner}", {}) for corner in corners)]


@pytest.mark.parametrize("line", every_proof(), ids=lambda line: line.code)
def test_every_proof_is_a_sentence_in_both_languages(line: Evidence) -> None:
    said = set()
    for language in ("fr", "en"):
        with translation.override(language):
            said.add(render(PHRASES[line.code], dict(line.params)))
    assert len(said) == 2
    assert not any("%(" in text for text in said)
