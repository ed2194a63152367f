"""The Sources page and the five steps of an import, in a browser without a browser."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from etincelle.foundation.access import everything
from etincelle.foundation.accounts import open_account
from etincelle.intake import storage
from etincelle.intake.models import Batch
from etincelle.intake.templates_out import template
from etincelle.ledger import parts
from etincelle.parties.models import Partner, Person, PersonProfile
from etincelle.vocabulary.levels import Role

PARTNERS = "Code;Nom\nALTEA;Altéa\nB;\n".encode()


def signed_in(role: Role, partner: str = "") -> Client:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(open_account(f"{role}@client.example", role, partner))
    return client


def file(content: bytes, name: str) -> BytesIO:
    upload = BytesIO(content)
    upload.name = name
    return upload


@pytest.fixture
def manager(house: Path) -> Client:
    return signed_in(Role.VENDOR_MANAGER)


def test_a_file_goes_from_upload_to_preview_confirmation_and_back(manager: Client) -> None:
    preview = manager.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")}, follow=True)
    assert "2 lignes lues, 1 prêtes, 1 à corriger" in preview.content.decode().replace("\u202f", "")
    assert "Ligne 3, colonne «\u00a0Nom\u00a0»" in preview.content.decode()
    batch = everything(Batch, why="test").get()
    assert not everything(Partner, why="test").exists()
    done = manager.post(reverse("intake:confirm", args=[batch.pk]), follow=True)
    assert "Import fait" in done.content.decode() and everything(Partner, why="test").count() == 1
    undone = manager.post(reverse("intake:undo", args=[batch.pk]), follow=True)
    assert "Import annulé" in undone.content.decode() and not everything(Partner, why="test").exists()


def test_a_second_click_changes_nothing_and_says_where_the_import_stands(manager: Client) -> None:
    manager.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")})
    key = everything(Batch, why="test").get().pk
    answers = [
        manager.post(reverse(f"intake:{step}", args=[key]), follow=True).content.decode()
        for step in ("confirm", "confirm", "undo", "undo", "confirm")
    ]
    told = ("Import fait", "est déjà fait", "Import annulé", "a été annulé", "a été annulé")
    assert [words in answer for words, answer in zip(told, answers, strict=True)] == [True] * 5


def test_a_file_that_is_no_longer_there_saves_nothing_and_says_so(manager: Client) -> None:
    manager.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")})
    batch = everything(Batch, why="test").get()
    storage.forget(batch.stored)
    answer = manager.post(reverse("intake:confirm", args=[batch.pk]), follow=True).content.decode()
    assert "plus conservé ici" in answer and not everything(Partner, why="test").exists()


def test_unsure_columns_are_asked_then_remembered(manager: Client) -> None:
    content = b"Code du partenair;Raison social\nA;un\n"
    data = {"file": file(content, "p.csv"), "wanted": "partner"}
    page = manager.post(reverse("intake:upload"), data, follow=True)
    assert page.resolver_match.url_name == "columns"
    batch = everything(Batch, why="test").get()
    chosen = {"kind-0": "partner", "column-0-0": "code", "column-0-1": "name"}
    preview = manager.post(reverse("intake:columns", args=[batch.pk]), chosen, follow=True)
    assert preview.resolver_match.url_name == "batch" and "1 prêtes" in preview.content.decode()
    again = manager.post(reverse("intake:upload"), {"file": file(content, "p.csv")}, follow=True)
    assert again.resolver_match.url_name == "batch"


def test_a_list_of_incidents_with_names_of_its_own_is_matched_once_then_goes_straight(manager: Client) -> None:
    content = "Réf. ticket;Date de déclaration;Équipe\nT1;12/03/2024 10:00;Réseau\n".encode("cp1252")
    page = manager.post(reverse("intake:upload"), {"file": file(content, "t.csv")}, follow=True)
    assert page.resolver_match.url_name == "columns" and '<option value="ticket"' in page.content.decode()
    columns = reverse("intake:columns", args=[everything(Batch, why="test").get().pk])
    page = manager.post(columns, {"kind-0": "ticket"}, follow=True)
    assert page.resolver_match.url_name == "columns"
    chosen = {"kind-0": "ticket", "column-0-0": "number", "column-0-1": "opened_at", "column-0-2": "grp"}
    page = manager.post(columns, chosen, follow=True)
    assert page.resolver_match.url_name == "batch" and "1 prêtes" in page.content.decode()
    other = content.replace(b"T1", b"T2").replace("Équipe".encode("cp1252"), "ÉQUIPE".encode("cp1252"))
    page = manager.post(reverse("intake:upload"), {"file": file(other, "t2.csv")}, follow=True)
    assert page.resolver_match.url_name == "batch" and "1 prêtes" in page.content.decode()


def test_a_recognised_list_goes_to_its_preview_and_its_columns_can_still_be_changed(manager: Client) -> None:
    content = "Numéro;Ouvert le;Équipe\nT1;12/03/2024 10:00;Réseau\n".encode()
    page = manager.post(reverse("intake:upload"), {"file": file(content, "t.csv")}, follow=True)
    columns = reverse("intake:columns", args=[everything(Batch, why="test").get().pk])
    assert page.resolver_match.url_name == "batch" and columns in page.content.decode()
    manager.post(columns, {"kind-0": "ticket", "column-0-0": "number", "column-0-1": "opened_at", "column-0-2": "grp"})
    batch = everything(Batch, why="test").get()
    manager.post(reverse("intake:confirm", args=[batch.pk]))
    with parts.ledger().connection() as db:
        assert db.execute("SELECT number, grp FROM tickets_now").fetchall() == [("T1", "Réseau")]


def test_the_partnership_of_the_whole_file_is_asked_with_the_columns(manager: Client) -> None:
    for content in (PARTNERS, "Code;Partenaire;Périmètre\nP1;ALTEA;Poste\n".encode()):
        manager.post(reverse("intake:upload"), {"file": file(content, "p.csv")})
        manager.post(reverse("intake:confirm", args=[everything(Batch, why="test").latest("pk").pk]))
    manager.post(reverse("intake:upload"), {"file": file(b"Date;Note\n12/03/2026;4\n", "e.csv")})
    columns = reverse("intake:columns", args=[everything(Batch, why="test").latest("pk").pk])
    chosen = {"kind-0": "feedback_answer", "column-0-0": "answered_on", "column-0-1": "score"}
    page = manager.post(columns, chosen, follow=True).content.decode()
    assert 'name="partnership"' in page and "choisissez le partenariat" in page
    page = manager.post(columns, {**chosen, "partnership": "NIMPORTE"}, follow=True)
    assert page.resolver_match.url_name == "columns"
    page = manager.post(columns, {**chosen, "partnership": "P1"}, follow=True)
    assert page.resolver_match.url_name == "batch" and "1 prêtes" in page.content.decode()


def test_a_refused_file_says_why(manager: Client) -> None:
    page = manager.post(reverse("intake:upload"), {"file": file(b"<html></html>", "p.xlsx")}, follow=True)
    assert "Ce type de fichier" in page.content.decode() or "ce type de fichier" in page.content.decode()


def test_the_template_and_the_export_are_downloaded(manager: Client) -> None:
    manager.post(reverse("intake:upload"), {"file": file(template("fr"), "m.xlsx")})
    batch = everything(Batch, why="test").get()
    manager.post(reverse("intake:confirm", args=[batch.pk]))
    for name in ("template", "export"):
        response = manager.get(reverse(f"intake:{name}"))
        assert response.content.startswith(b"PK") and "etincelle-" in response["Content-Disposition"]
    assert "Poste de travail" in manager.get(reverse("intake:sources")).content.decode()


def test_who_reads_does_not_import_and_a_partner_sees_nothing(house: Path) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(reverse("intake:sources")).status_code == 200
    assert auditor.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")}).status_code == 403
    partner = signed_in(Role.PARTNER_EXECUTIVE, "ALTEA")
    assert [partner.get(reverse(f"intake:{name}")).status_code for name in ("sources", "template", "export")] == [
        403
    ] * 3


def test_nobody_comes_in_unsigned(house: Path) -> None:
    assert Client().get(reverse("intake:sources")).status_code == 302


def test_looking_writes_nothing(manager: Client) -> None:
    manager.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")})
    before = list(everything(Batch, why="test").values())
    manager.get(reverse("intake:sources"))
    manager.get(reverse("intake:batch", args=[before[0]["id"]]))
    assert list(everything(Batch, why="test").values()) == before


PEOPLE = "Identifiant;Côté;Partenaire;Nom;Niveau\nc1;Client;;Anne;5\n".encode()


def sheets_of(content: bytes) -> dict[str, list[str]]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return {sheet.title: [str(cell.value) for cell in next(sheet.iter_rows(max_row=1))] for sheet in book}


def test_a_service_owner_does_not_write_what_he_may_not_read(manager: Client, house: Path) -> None:
    owner = signed_in(Role.SERVICE_OWNER)
    page = owner.post(reverse("intake:upload"), {"file": file(PEOPLE, "p.csv"), "wanted": "person"}, follow=True)
    assert "votre rôle ne permet pas d’écrire cette colonne" in page.content.decode()
    allowed = "\n".join(line.rsplit(";", 1)[0] for line in PEOPLE.decode().splitlines()).encode()
    owner.post(reverse("intake:upload"), {"file": file(allowed, "q.csv"), "wanted": "person"})
    batch = everything(Batch, why="test").order_by("-pk")[0]
    owner.post(reverse("intake:confirm", args=[batch.pk]))
    assert everything(Person, why="test").filter(code="c1").exists()
    assert not everything(PersonProfile, why="test").exists()


def test_a_workbook_leaves_out_the_columns_its_reader_may_not_see(manager: Client, house: Path) -> None:
    manager.post(reverse("intake:upload"), {"file": file(PEOPLE, "p.csv"), "wanted": "person"})
    manager.post(reverse("intake:confirm", args=[everything(Batch, why="test").get().pk]))
    whole = sheets_of(manager.get(reverse("intake:export")).content)["Personnes"]
    part = sheets_of(signed_in(Role.SERVICE_OWNER).get(reverse("intake:export")).content)["Personnes"]
    assert set(whole) - set(part) == {"Niveau", "Peut engager ou signer", "Autres adresses"}


def test_an_import_is_opened_and_undone_by_who_made_it_or_reads_everything(manager: Client, house: Path) -> None:
    manager.post(reverse("intake:upload"), {"file": file(PARTNERS, "p.csv")})
    batch = everything(Batch, why="test").get()
    owner = signed_in(Role.SERVICE_OWNER)
    assert batch.filename not in owner.get(reverse("intake:sources")).content.decode()
    assert owner.get(reverse("intake:batch", args=[batch.pk])).status_code == 404
    for step in ("confirm", "undo", "columns"):
        assert owner.post(reverse(f"intake:{step}", args=[batch.pk])).status_code == 404
    assert signed_in(Role.CIO).get(reverse("intake:batch", args=[batch.pk])).status_code == 200
    owner.post(reverse("intake:upload"), {"file": file(PARTNERS.replace(b"ALTEA", b"OTHER"), "own.csv")})
    own = everything(Batch, why="test").order_by("-pk")[0]
    assert owner.get(reverse("intake:batch", args=[own.pk])).status_code == 200
