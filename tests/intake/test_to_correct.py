"""« À corriger »: the refused rows come out with their causes, and come back in once put right."""
# ruff: noqa: E501 - files are quoted as they are

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from etincelle.foundation.access import everything
from etincelle.foundation.accounts import open_account
from etincelle.intake import batches, mapping, to_correct
from etincelle.intake.batches import HOUSE, Told
from etincelle.intake.models import Batch
from etincelle.living_contract.models import Contract
from etincelle.vocabulary.levels import Role

Import = Callable[..., Batch]
GROUND = ("Code;Nom\nALTEA;Altéa\n", "Code;Partenaire;Périmètre\nP1;ALTEA;Poste\n")
CONTRACTS = (
    "Référence;Partenariat;Intitulé;Signé le;Valeur annuelle;Nature;Commentaire interne\n"
    "C-1;P1;Poste;12/03/2023;1 000,50;Contrat-cadre;garder\n"
    "C-2;P1;Réseau;31/02/2023;beaucoup;Contrat-cadre;à revoir\n"
    "C-3;INCONNU;Réseau;03/04/2023;1 000,50;Contrat-cadre;=1+1\n"
)


def checked(content: bytes, name: str, told: Told | None = None) -> Batch:
    return batches.check(HOUSE, batches.receive(HOUSE, io.BytesIO(content), name, told))


def sheet(content: bytes) -> tuple[str, list[list[Any]]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return page.title, [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.fixture
def ground(bring: Import) -> Import:
    for number, content in enumerate(GROUND):
        bring(content.encode(), f"{number}.csv")
    return bring


def test_each_refused_row_comes_out_whole_with_its_causes_in_the_reader_s_language(ground: Import) -> None:
    batch = checked(CONTRACTS.encode("cp1252"), "c.csv")
    title, rows = sheet(to_correct.workbook(HOUSE, batch, "fr"))
    assert (title, rows[0][-2:]) == ("Contrats", ["Commentaire interne", "À corriger"])
    assert [row[0] for row in rows[1:]] == ["C-2", "C-3"]
    assert rows[1][3:5] == ["31/02/2023", "beaucoup"] and rows[2][6] == "=1+1"
    assert rows[1][-1].splitlines() == [
        "Colonne «\u00a0Signé le\u00a0»\u00a0: «\u00a031/02/2023\u00a0» n’existe pas. Écrivez par exemple 28/02/2024.",
        "Colonne «\u00a0Valeur annuelle\u00a0»\u00a0: «\u00a0beaucoup\u00a0» n’est pas un nombre. Écrivez par exemple 1250000,00.",
    ]
    assert "Sheet" not in rows[2][-1] and "Partenariats" in rows[2][-1]
    assert sheet(to_correct.workbook(HOUSE, batch, "en"))[1][0][-1] == "To correct"


def test_the_rows_once_put_right_come_in_alone_and_nothing_is_asked(ground: Import) -> None:
    batch = checked(CONTRACTS.encode("cp1252"), "c.csv")
    content = to_correct.workbook(HOUSE, batch, "fr")
    batches.confirm(HOUSE, batch)
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    page["D2"], page["E2"], page["B3"] = "28/02/2023", 2000, "P1"
    mended = io.BytesIO()
    book.save(mended)
    again = checked(mended.getvalue(), "to-correct.xlsx")
    assert (again.counts["new"], again.rejects) == (2, [])
    states = {one["header"]: one["state"] for one in again.options["sheets"][0]["columns"]}
    assert states["À corriger"] == "ignored"
    batches.confirm(HOUSE, again)
    assert everything(Contract, why="test").count() == 3
    assert str(everything(Contract, why="test").get(code="C-3").signed_on) == "2023-04-03"


def test_a_date_read_month_first_comes_out_as_a_date_and_comes_back_the_same(ground: Import) -> None:
    text = "Référence;Partenariat;Intitulé;Signé le\nC-1;P1;x;03/28/2023\nC-2;NON;x;03/04/2023\n"
    content = to_correct.workbook(HOUSE, checked(text.encode(), "c.csv"), "fr")
    assert str(sheet(content)[1][1][3])[:10] == "2023-03-04"


def test_a_chosen_column_stays_chosen_when_the_rows_come_back(ground: Import) -> None:
    text = "Réf contrat;Partenariat;Objet du contrat\nC-1;P1;x\nC-2;NON;x\n"
    batch = batches.receive(HOUSE, io.BytesIO(text.encode()), "c.csv", Told(wanted="contract"))
    chosen = {"Réf contrat": "code", "Partenariat": "partnership", "Objet du contrat": "title"}
    batch = batches.check(HOUSE, mapping.assign(HOUSE, batch, "", "contract", chosen))
    again = batches.receive(HOUSE, io.BytesIO(to_correct.workbook(HOUSE, batch, "fr")), "again.xlsx")
    assert not mapping.needs_a_person(again)


def test_the_partnership_named_for_the_file_comes_out_with_the_rows(ground: Import) -> None:
    told = Told(wanted="feedback_answer", options={"partnership": "P1"})
    batch = checked(b"Date;Note\n12/03/2026;8\n13/03/2026;9\n14/03/2026;3\n15/03/2026;bof\nhier;4\n", "e.csv", told)
    _, rows = sheet(to_correct.workbook(HOUSE, batch, "fr"))
    assert [row[:3] for row in rows] == [
        ["Partenariat", "Date", "Note"], ["P1", rows[1][1], "bof"], ["P1", "hier", "4/10"],
    ]  # fmt: skip


def test_the_page_offers_the_rows_until_they_are_saved(ground: Import) -> None:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(open_account("m@client.example", Role.VENDOR_MANAGER))
    upload = io.BytesIO(CONTRACTS.encode("cp1252"))
    upload.name = "c.csv"
    page = client.post(reverse("intake:upload"), {"file": upload}, follow=True)
    batch = everything(Batch, why="test").latest("pk")
    address = reverse("intake:to_correct", args=[batch.pk])
    if page.resolver_match.url_name == "columns":
        batches.check(HOUSE, batch)
        page = client.get(reverse("intake:batch", args=[batch.pk]))
    assert address in page.content.decode()
    assert client.get(address).content.startswith(b"PK")
    client.post(reverse("intake:confirm", args=[batch.pk]))
    assert address not in client.get(reverse("intake:batch", args=[batch.pk])).content.decode()
    assert client.get(address).status_code == 302


def test_who_only_reads_does_not_take_rows_out(ground: Import) -> None:
    batch = checked(CONTRACTS.encode("cp1252"), "c.csv")
    auditor = Client()
    auditor.force_login(open_account("a@client.example", Role.AUDITOR))
    assert auditor.get(reverse("intake:to_correct", args=[batch.pk])).status_code == 403
