"""A contract is read, its sentences are shown, and only what a person keeps becomes a fact; that can be undone."""

import subprocess
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast, set_stage

from etincelle.foundation.access import everything
from etincelle.intake import storage
from etincelle.living_contract.models import Contract, ContractReading
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/reading/"
TEXT = b"""This Agreement is made as of May 1, 2001 by and between Acme Inc. ("A") and Bolt Inc. ("B").

1. TERM

The term of this Agreement is two (2) years from the date hereof and shall automatically renew for one (1) year periods
unless either party gives ninety (90) days notice.
"""


@pytest.fixture
def cast(data_folder: object) -> Cast:
    return set_stage()


def signed_in(cast: Cast, role: Role = Role.CIO) -> Client:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    return client


def contract() -> Any:
    return everything(Contract, "test").get(partnership__code="PAUL-1")


def reading() -> Any:
    return everything(ContractReading, "test").get()


def send(client: Client, content: bytes = TEXT, name: str = "contract.txt") -> Any:
    sent = {"contract": contract().code, "file": SimpleUploadedFile(name, content)}
    return client.post(f"{PAGE}file/", sent, follow=True)


def keep(client: Client, **values: str) -> Any:
    return client.post(f"{PAGE}confirm/{reading().pk}/", {"use": list(values), **values}, follow=True)


def test_reading_changes_nothing_and_shows_the_sentence(cast: Cast) -> None:
    before = contract().ends_on
    page = send(signed_in(cast)).content.decode()
    assert contract().ends_on == before
    assert "unless either party gives ninety (90) days notice" in page
    assert "May\u00a01, 2003" in page or "1\u00a0May 2003" in page
    assert "nothing found that says it" in page.split("Takes effect on")[1].split("Initial term")[0]
    kept = subprocess.run(["grep", "-rlF", "ninety (90) days", storage.folder()], capture_output=True, check=False)
    assert not kept.stdout, "the file itself is not kept"  # other tests may be sending files of their own


def test_what_is_kept_is_written_a_correction_stays_and_both_are_undone(cast: Cast) -> None:
    client, before = signed_in(cast), contract()
    send(client)
    page = keep(client, ends_on="2003-04-30", notice_days="90")
    after = contract()
    assert (after.ends_on, after.notice_days, after.version) == (date(2003, 4, 30), 90, before.version + 1)
    assert after.starts_on == before.starts_on, "what was not ticked is left"
    assert reading().decisions["ends_on"] == {"read": "2003-05-01", "kept": "2003-04-30"}
    assert "/undo/" in page.content.decode()
    send(client)
    assert reading().decisions["ends_on"]["kept"] == "2003-04-30", "reading again undoes no correction"
    assert 'value="2003-04-30"' in client.get(PAGE).content.decode()
    client.post(f"{PAGE}undo/{reading().pk}/")
    assert (contract().ends_on, contract().notice_days) == (before.ends_on, before.notice_days)
    assert reading().decisions == {}


def test_an_undo_over_a_newer_change_takes_nothing_back(cast: Cast) -> None:
    client = signed_in(cast)
    send(client)
    keep(client, ends_on="2003-05-01")
    everything(Contract, "test").filter(pk=contract().pk).update(version=99)
    page = client.post(f"{PAGE}undo/{reading().pk}/", follow=True)
    assert contract().ends_on == date(2003, 5, 1)
    assert "nothing was taken back" in page.content.decode()


def test_a_wrong_value_and_a_wrong_file_are_refused_and_change_nothing(cast: Cast) -> None:
    client = signed_in(cast)
    assert "contract.pdf" in send(client, b"%PDF-1.7 broken", "contract.pdf").content.decode()
    send(client)
    before = contract()
    keep(client, ends_on="soon")
    assert "Tick what you keep first" in keep(client).content.decode()
    assert (contract().ends_on, contract().version) == (before.ends_on, before.version)


def test_a_partner_sees_no_reading(cast: Cast) -> None:
    send(signed_in(cast))
    page = signed_in(cast, Role.PARTNER_EXECUTIVE).get(PAGE)
    assert page.status_code in (403, 404)
