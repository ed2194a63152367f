"""Energy of committees, repetition of reports."""

from datetime import date

import pytest
from tests.governance.cards import RULES, held

from etincelle.governance.energy import committee_energy
from etincelle.governance.report_diet import read_reports, repetition_score

GOVERNANCE = RULES.governance
PARAGRAPH = (
    "Le service a été rendu conformément au contrat sur l’ensemble du périmètre pendant le mois de {} avec {} incidents"
)


def test_no_decision_carried_actions_and_half_the_members_is_93_percent_asleep() -> None:
    energy = committee_energy([held(n, 0, present=2, carried=4) for n in range(6)], GOVERNANCE)
    assert energy is not None
    assert energy.sleep == pytest.approx((1 + 1 + 0.8) / 3)


def test_a_committee_without_an_hour_cannot_be_judged() -> None:
    assert committee_energy([held(0, 2, minutes=0)], GOVERNANCE) is None


def test_the_same_sentences_with_other_figures_are_not_new() -> None:
    papers = [(date(2026, m, 3), PARAGRAPH.format(f"{m:02d}/2026", 400 + m), str(m)) for m in (8, 9, 10)]
    first, *later = read_reports(papers, GOVERNANCE)
    assert first.novelty is None
    assert [r.novelty for r in later] == [0.0, 0.0]


@pytest.mark.parametrize(("new", "score"), [(0.05, 1.0), (0.10, 1.0), (0.35, 0.5), (0.60, 0.0), (0.9, 0.0)])
def test_repetition_falls_from_copied_to_new(new: float, score: float) -> None:
    assert repetition_score(new, GOVERNANCE) == pytest.approx(score)
