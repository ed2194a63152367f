"""Addresses that mail met: proposed, decided by a person, taken back; nothing is merged by itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from tests.intake.conftest import Import
from tests.intake.mailing import CLAIRE, MARC, TODAY, box, message

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.accounts import open_account
from etincelle.foundation.models import JournalEntry
from etincelle.intake import batches
from etincelle.intake.models import Batch
from etincelle.ledger.models import MailDay
from etincelle.parties import recognising
from etincelle.parties.models import AddressChoice, Partner, Person, PersonAlias, Seat, SeenAddress
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
CIO = Actor(1, Role.CIO)
PAGE, DECIDE = "/sources/addresses/", "/sources/addresses/decide/"
OTHER_MARC = "Marc Girard <mgirard@altea.example>"
MAIL = box((
    message(CLAIRE, f"{MARC}, zoe.petit@altea.example, x@home.example", WHEN, name="m1"),
    message(OTHER_MARC, CLAIRE, WHEN, "References: <m1>", name="m2"),
    message("spy@elsewhere.example", CLAIRE, WHEN, name="m3"),
))  # fmt: skip


@pytest.fixture
def imported(house: Path, bring: Import) -> Batch:
    """A mailbox with two unknown addresses of a known firm."""
    altea = Partner(code="ALTEA", name="Altéa")
    altea.save()
    Person(code="claire", side="client", name="Claire Roux", email="claire@client.example").save()
    Person(code="marc", side="partner", partner=altea, name="Marc Girard", email="marc@altea.example").save()
    with clock.frozen_at(TODAY):
        return bring(MAIL, "Inbox.mbox")


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(open_account(f"{role}@client.example", role))
    return client


def waiting() -> dict[str, list[str]]:
    return {stranger.address: [c.person.code for c in found] for stranger, found in recognising.waiting(CIO)}


def rows(model: Any) -> int:
    return everything(model, "test").count()


def test_unknown_addresses_of_known_firms_wait_and_nothing_is_added(imported: Batch) -> None:
    assert waiting() == {"mgirard@altea.example": ["marc"], "zoe.petit@altea.example": []}
    assert rows(PersonAlias) == 0 and rows(Person) == 2
    assert "elsewhere.example" not in str(list(everything(SeenAddress, "test").values()))


def test_an_accepted_address_counts_in_the_next_import_and_can_be_taken_back(imported: Batch, bring: Import) -> None:
    client = client_of(Role.CIO)
    page = client.get(PAGE).content.decode()
    assert "mgirard@altea.example" in page and "Marc Girard" in page and "Zoe Petit" in page
    asked = {"address": "mgirard@altea.example", "choice": "alias", "person": "marc"}
    answer = client.post(DECIDE, asked, follow=True)
    assert rows(PersonAlias) == 1 and "mgirard@altea.example" not in waiting()
    choice = everything(AddressChoice, "test").get()
    assert f"/sources/addresses/{choice.pk}/undo/" in answer.content.decode()
    before = rows(MailDay)
    with clock.frozen_at(TODAY):
        assert bring(MAIL, "Inbox.mbox").counts["new"] == 1
    assert rows(MailDay) == before + 2
    client.post(f"/sources/addresses/{choice.pk}/undo/")
    assert rows(PersonAlias) == rows(AddressChoice) == 0 and "mgirard@altea.example" in waiting()
    actions = everything(JournalEntry, "test").values_list("action", flat=True)
    assert {"address.alias", "address.take_back"} <= set(actions)


def test_a_new_person_is_added_by_one_answer_and_taken_back_unless_in_use(imported: Batch) -> None:
    choice = recognising.add_person(CIO, "zoe.petit@altea.example")
    zoe = everything(Person, "test").get(code="zoe.petit")
    assert (zoe.name, zoe.side, zoe.partner and zoe.partner.code) == ("Zoe Petit", "partner", "ALTEA")
    alias = PersonAlias(person=zoe, address="z@altea.example")
    alias.save()
    with pytest.raises(recognising.InUse):
        recognising.take_back(CIO, choice.pk)
    assert rows(Person) == 3 and rows(AddressChoice) == 1 and rows(Seat) == 0
    everything(PersonAlias, "test").filter(pk=alias.pk).delete()
    recognising.take_back(CIO, choice.pk)
    assert rows(Person) == 2 and "zoe.petit@altea.example" in waiting()


def test_a_refused_address_is_no_longer_proposed_even_by_another_mailbox(imported: Batch, bring: Import) -> None:
    choice = recognising.refuse(CIO, "zoe.petit@altea.example")
    with clock.frozen_at(TODAY):
        bring(MAIL, "Other.mbox")
    assert list(waiting()) == ["mgirard@altea.example"]
    recognising.take_back(CIO, choice.pk)
    assert len(waiting()) == 2


def test_undoing_the_import_takes_its_addresses_away(imported: Batch) -> None:
    with clock.frozen_at(TODAY):
        batches.undo(batches.HOUSE, imported)
    assert rows(SeenAddress) == 0 and waiting() == {}


def test_no_answer_gives_an_address_to_another_firm_or_to_who_is_not_asked(imported: Batch) -> None:
    for address, code in (("mgirard@altea.example", "claire"), ("mgirard@altea.example", "nobody"), ("x@y", "marc")):
        with pytest.raises(Http404):
            recognising.accept(CIO, address, code)
    client = client_of(Role.SERVICE_OWNER)
    assert "mgirard" not in client.get(PAGE).content.decode()
    assert client.post(DECIDE, {"address": "mgirard@altea.example", "choice": "person"}).status_code == 404
    assert (
        client_of(Role.AUDITOR).post(DECIDE, {"address": "mgirard@altea.example", "choice": "refused"}).status_code
        == 403
    )
    assert rows(AddressChoice) == rows(PersonAlias) == 0


def test_the_page_of_sources_says_how_many_wait(imported: Batch) -> None:
    assert PAGE in client_of(Role.CIO).get("/sources/").content.decode()
