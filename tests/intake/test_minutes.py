"""Minutes as people write them, in French and in English: who, when, decided what, to be done by whom."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pptx
import pytest

from etincelle.intake.sources.documents import Settings
from etincelle.intake.sources.minutes import read
from etincelle.intake.sources.rows import Parsed, Refused

TOLD = Settings(
    received_on=date(2026, 11, 25), name="CR.md",
    people={"claire roux": "claire", "marc girard": "marc", "girard marc": "marc"},
    committees={"COPIL": "POSTE", "STRAT": "POSTE", "AUTRE": "RESEAU"},
    names={"COPIL": "Comité de pilotage", "STRAT": "Comité stratégique", "AUTRE": "Comité de pilotage"},
)  # fmt: skip
TOP = "Comité : COPIL\nDate : 12/03/2026\n"
COPIL = "COPIL-2026-03-12"


def parsed(text: str, told: Settings = TOLD) -> Parsed:
    return read(text.encode(), told)


def decisions(found: Parsed) -> list[object]:
    return [row.values["text"] for row in found.rows if row.kind == "meeting_decision"]


def actions(found: Parsed) -> list[tuple[object, ...]]:
    rows = [row.values for row in found.rows if row.kind == "action_item"]
    return [(row["text"], row.get("owner"), row.get("due_on")) for row in rows]


def meeting(found: Parsed) -> object:
    return next((row.values["code"] for row in found.rows if row.kind == "meeting"), None)


def doubts(found: Parsed) -> list[str]:
    return [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize(
    "line",
    [
        "Action : Chiffrer le lundi — pilote : Marc Girard — échéance : 12/04/2026",
        "- **Action n° 2 :** Chiffrer le lundi (porteur : Marc Girard, échéance 12 avril 2026)",
        "A3 - Action : Chiffrer le lundi - responsable : Girard Marc - pour le 12/04/26",
        "* Action 3 – Chiffrer le lundi – Marc Girard – 12/04/2026",
        "Action : Chiffrer le lundi (Marc Girard, 12/04/2026)",
        "Action item: Chiffrer le lundi - owner: Marc Girard - due: 12/04/2026",
        "Action: Chiffrer le lundi (Marc Girard, due by April 12, 2026)",
        "| Action | Pilote | Échéance |\n|---|---|---|\n| Chiffrer le lundi | Marc Girard | 12/04/2026 |",
        "N° | Actions à mener | Qui | Pour le\n1 | Chiffrer le lundi | Marc Girard | 12 avril 2026",
        "## Plan d’actions\n- [ ] Chiffrer le lundi (Marc Girard, pour le 12/04/2026)",
        "2. Actions :\n• Chiffrer le lundi — pilote : Marc Girard — échéance : 2026-04-12\n3. Divers\n- Rien",
    ],
)
def test_an_action_gives_its_text_its_owner_and_its_date(line: str) -> None:
    assert actions(parsed(TOP + line)) == [("Chiffrer le lundi", "marc", date(2026, 4, 12))]


@pytest.mark.parametrize(
    "lines",
    [
        "Décision : Ouvrir le lundi\nDécision n°2 : Fermer le soir",
        "**Décision 1** : Ouvrir le lundi\nD2 - Décision – Fermer le soir",
        "# Relevé de décisions\n- Ouvrir le lundi\n  dès huit heures\n- Fermer le soir\n\n# Divers\n- Autre",
        "1. Décisions\na) Ouvrir le lundi\nb) Fermer le soir\n2. Suite\n- Autre",
        "Décisions prises :\n1. Ouvrir le lundi\n2. Fermer le soir\n\nProchaine réunion le 12/04/2026",
        "Decision: Ouvrir le lundi\nDecision 2: Fermer le soir",
        "Décision | Ouvrir le lundi\nDécision | Fermer le soir",
        "N° | Décision | Date\n1 | Ouvrir le lundi | 12/03/2026\n2 | Fermer le soir | 12/03/2026",
    ],
)
def test_decisions_are_found_after_their_word_their_heading_or_in_their_table(lines: str) -> None:
    assert decisions(parsed(TOP + lines)) == ["Ouvrir le lundi", "Fermer le soir"]


def test_nothing_is_no_decision_no_action_and_nobody() -> None:
    found = parsed(TOP + "Décision : néant\nActions :\n- Aucune\nExcusés : néant\n")
    assert decisions(found) == [] and actions(found) == [] and doubts(found) == ["day_first_assumed"]


def test_a_date_that_does_not_exist_stays_in_the_text_and_one_of_a_table_is_said() -> None:
    assert actions(parsed(TOP + "Action : Chiffrer, pour le 31/02/2026")) == [
        ("Chiffrer, pour le 31/02/2026", None, None)
    ]
    found = parsed(TOP + "Action | Qui | Quand\nChiffrer | Marc Girard | fin mars\n")
    assert actions(found) == [("Chiffrer", "marc", None)] and "due_date_unread" in doubts(found)


def test_an_owner_who_is_not_known_stays_in_the_text_and_is_said() -> None:
    found = parsed(TOP + "Action : Chiffrer — pilote : Zoé Inconnue\n")
    assert actions(found) == [("Chiffrer — pilote : Zoé Inconnue", None, None)] and "unknown_person" in doubts(found)


def test_who_was_there_is_read_with_what_follows_the_names() -> None:
    found = parsed(TOP + "Présents : Claire Roux (client), Marc Girard – Altéa\nAbsents :\n- Zoé Inconnue\n")
    rows = [row.values for row in found.rows if row.kind == "attendance"]
    assert [(row["person"], row["present"]) for row in rows] == [("claire", True), ("marc", True)]


@pytest.mark.parametrize(
    "top",
    [
        "Comité : COPIL\nDate : jeudi 12 mars 2026 à 14h00\n",
        "| Comité | COPIL |\n| Date de la réunion | 12/03/2026 |\n",
        "**Committee:** copil\n**Date:** March 12, 2026\n",
        "Partenariat : poste\nCompte rendu du comité de pilotage du 12 mars 2026\n",
        "Partenariat : POSTE\nComité : Comité de pilotage\nDate : 12.03.2026\n",
        "Partenariat : POSTE\nRéunion du 12/03/2026 – COPIL\nProchaine réunion du COPIL : 12/04/2026\n",
    ],
)
def test_the_meeting_is_known_by_its_heading_or_its_title(top: str) -> None:
    found = parsed(top + "Décision : ouvrir\n")
    assert (meeting(found), decisions(found)) == (COPIL, ["ouvrir"])


@pytest.mark.parametrize("name", ["CR 2026-03-12.md", "CR_COPIL_20260312.docx", "CR COPIL 12-03-2026.pdf"])
def test_a_day_in_the_name_of_the_file_is_taken_when_the_text_has_none(name: str) -> None:
    assert meeting(parsed("Comité : COPIL\nDécision : ouvrir\n", replace(TOLD, name=name))) == COPIL


def test_a_document_without_a_day_says_which_one_was_taken() -> None:
    found = parsed("Comité : COPIL\nDate : semaine 12\nDécision : ouvrir\n")
    assert meeting(found) == "COPIL-2026-11-25"
    assert [(doubt.code, doubt.about) for doubt in found.doubts] == [("document_date_assumed", "25/11/2026")]


def test_the_order_of_days_is_as_told_and_said_when_it_is_not_sure() -> None:
    found = parsed("Comité : COPIL\nDate : 03/12/2026\n", replace(TOLD, day_first=False))
    assert (meeting(found), doubts(found)) == (COPIL, ["month_first_assumed"])
    assert doubts(parsed("Comité : COPIL\nDate : 25/03/2026\n")) == []


def test_a_committee_of_two_partnerships_is_not_chosen_at_random() -> None:
    text = "Compte rendu du comité de pilotage du 12/03/2026\nDécision : ouvrir\n"
    with pytest.raises(Refused) as caught:
        parsed(text)
    assert caught.value.reject.expected == "document_partnership"
    assert meeting(parsed(text, replace(TOLD, partnership="RESEAU"))) == "AUTRE-2026-03-12"


def test_a_report_of_a_month_is_of_that_month() -> None:
    report = parsed("Partenariat : POSTE\nPériode : mars 2026\nDisponibilité 99 %\n").rows[0].values
    assert (report["kind"], report["received_on"]) == ("report", date(2026, 3, 1))


def test_word_tells_its_headings_lists_and_tables() -> None:
    document, target = docx.Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=2)
    for label, value in (("Comité", "COPIL"), ("Date", "12/03/2026"), ("Présents", "Claire Roux\nMarc Girard")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_heading("Décisions", 1)
    document.add_paragraph("Ouvrir le lundi", style="List Bullet")
    document.add_heading("Divers", 1)
    document.add_paragraph("Sans suite", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for row, words in zip(
        table.rows, (("Action", "Pilote", "Échéance"), ("Chiffrer", "Marc Girard", "12/04/2026")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(target)
    found = read(target.getvalue(), TOLD)
    assert (meeting(found), decisions(found)) == (COPIL, ["Ouvrir le lundi"])
    assert actions(found) == [("Chiffrer", "marc", date(2026, 4, 12))]
    assert [row.values["person"] for row in found.rows if row.kind == "attendance"] == ["claire", "marc"]


def test_what_is_grouped_on_a_slide_is_read_too() -> None:
    deck, target = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Partenariat : POSTE"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Disponibilité 99,9 %"
    deck.save(target)
    assert read(target.getvalue(), TOLD).rows[0].values["indicators"] == 1


def test_a_scanned_document_of_nowhere_says_that_it_has_no_text() -> None:
    deck, target = pptx.Presentation(), io.BytesIO()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(target)
    with pytest.raises(Refused) as caught:
        read(target.getvalue(), TOLD)
    assert caught.value.reject.expected == "document_scanned"


def test_an_endless_line_is_read_in_no_time_and_cut() -> None:
    text = f"{TOP}Action : {' - x' * 200_000}\nAction : {'(' * 200_000}\n"
    assert all(len(str(text)) <= 400 for text, *_ in actions(parsed(text)))


def test_a_meeting_already_known_keeps_its_hour() -> None:
    told = replace(TOLD, meetings={"M-7": ("COPIL", datetime(2026, 3, 12, 13, tzinfo=UTC))})
    row = next(row.values for row in parsed(TOP, told).rows if row.kind == "meeting")
    assert (row["code"], row["starts_at"]) == ("M-7", datetime(2026, 3, 12, 13, tzinfo=UTC))
