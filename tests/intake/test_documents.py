"""Reports and minutes: their text, and what they decided."""

import io
from datetime import UTC, date, datetime

import docx
import pptx
import pytest

from etincelle.intake.sources.documents import Settings
from etincelle.intake.sources.minutes import read
from etincelle.intake.sources.rows import ParsedRow, Refused

TOLD = Settings(
    received_on=date(2024, 3, 20), name="CR.md",
    people={"claire roux": "claire", "marc girard": "marc"}, committees={"COPIL": "POSTE"},
    meetings={"COPIL-3": ("COPIL", datetime(2024, 3, 15, 13, tzinfo=UTC))},
)  # fmt: skip
MINUTES = """# Compte rendu
Comité : COPIL
Date : 15/03/2024
Présents : Claire Roux, Marc Girard
- Décision : Ouvrir le comptoir le samedi [DELAI]
Décision n° 2 : Ouvrir le comptoir le samedi
Action 1 : Chiffrer le samedi (Marc Girard, pour le 15/04/2024)
Action : Relire la clause — responsable : Claire Roux, reportée 2 fois
La disponibilité est de 99,87 %.
"""


def kinds(rows: tuple[ParsedRow, ...]) -> list[str]:
    return [row.kind for row in rows]


def test_minutes_give_the_meeting_its_presence_decisions_and_actions() -> None:
    parsed = read(MINUTES.encode(), TOLD)
    assert kinds(parsed.rows) == [
        "report",
        "meeting",
        "attendance",
        "attendance",
        "meeting_decision",
        "action_item",
        "action_item",
    ]
    decision, first, second = (row.values for row in parsed.rows[-3:])
    assert (decision["meeting"], decision["text"], decision["about"]) == (
        "COPIL-3",
        "Ouvrir le comptoir le samedi",
        "DELAI",
    )
    assert (first["text"], first["owner"], first["due_on"]) == ("Chiffrer le samedi", "marc", date(2024, 4, 15))
    assert (second["text"], second["owner"], second["carried"]) == ("Relire la clause", "claire", 2)


def test_english_minutes_are_understood_too() -> None:
    parsed = read(
        b"Committee: COPIL\nDate: 2024-05-02\nDecision: Open on Saturday\nAction: Price it (Marc Girard)\n", TOLD
    )
    assert kinds(parsed.rows) == ["report", "meeting", "meeting_decision", "action_item"]
    assert parsed.rows[1].values["code"] == "COPIL-2024-05-02"


def test_a_report_counts_its_indicators_and_keeps_its_text() -> None:
    parsed = read(b"Partnership: POSTE\nAvailability 99.87 %\nNothing else\n", TOLD)
    report = parsed.rows[0].values
    assert (kinds(parsed.rows), report["kind"], report["indicators"], report["partnership"]) == (
        ["report"],
        "report",
        1,
        "POSTE",
    )


def test_a_document_of_nowhere_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read(b"Hello\n", TOLD)
    assert caught.value.reject.expected == "document_partnership"


def word() -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph("Partenariat : POSTE")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Disponibilité", "99,9 %"
    document.save(target)
    return target.getvalue()


def slides() -> bytes:
    deck, target = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Partenariat : POSTE", "Disponibilité 99,9 %"
    slide.notes_slide.notes_text_frame.text = "ne pas montrer"
    deck.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("content", "pages"), [(word(), None), (slides(), 1)], ids=["docx", "pptx"])
def test_office_documents_are_read(content: bytes, pages: int | None) -> None:
    report = read(content, TOLD).rows[0].values
    assert (report["indicators"], report["pages"], report["partnership"]) == (1, pages, "POSTE")
    assert "ne pas montrer" not in str(report["text"])
