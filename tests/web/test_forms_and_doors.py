"""Adding, correcting, merging facts; signing in; switching language; the headers of every answer."""

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock, journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import Change
from etincelle.foundation.sign_in import make_link
from etincelle.parties.models import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["vendor_manager"])
    return client


def partner(code: str) -> Partner:
    return everything(Partner, "test").get(code=code)


def test_a_fact_is_added_once_and_told_when_it_exists(manager: Client) -> None:
    new = {"code": "NEW", "name": "New firm", "country": "FR"}
    assert manager.post("/facts/partner/add/", new).status_code == 302
    again = manager.post("/facts/partner/add/", new)
    assert again.status_code == 400
    assert everything(Partner, "test").filter(code="NEW").count() == 1


def test_a_correction_keeps_who_what_before_and_after(manager: Client) -> None:
    row = partner("PAUL")
    answer = manager.post(
        f"/facts/partner/{row.pk}/", {"code": "PAUL", "name": "Paul & Co", "country": "FR", "version": row.version}
    )
    assert answer.status_code == 302
    assert partner("PAUL").version == row.version + 1
    change = everything(Change, "test").order_by("-pk").first()
    assert change is not None
    assert (change.before["name"], change.after["name"]) == ("Firm PAUL", "Paul & Co")
    assert journal.verify() is None


def test_two_people_on_one_row_get_a_merge_page_and_nothing_is_lost(manager: Client) -> None:
    row = partner("PAUL")
    address, first = f"/facts/partner/{row.pk}/", {"code": "PAUL", "country": "FR", "version": row.version}
    manager.post(address, {**first, "name": "First"})
    late = manager.post(address, {**first, "name": "Second"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "First" in text
    assert "Second" in text
    assert partner("PAUL").name == "First"
    kept = manager.post(address, {**first, "name": "Second", "version": partner("PAUL").version})
    assert kept.status_code == 302
    assert partner("PAUL").name == "Second"


def test_a_bad_value_says_where_and_keeps_what_was_typed(manager: Client) -> None:
    answer = manager.post("/facts/contract/add/", {"code": "X", "title": "kept words", "signed_on": "31/02/2024"})
    assert answer.status_code == 400
    assert "kept words" in answer.content.decode()


def test_a_link_signs_in_once_by_post_and_never_by_get(cast: Cast) -> None:
    secret = make_link(cast.users["cio"])
    robot, person = Client(), Client()
    for _ in range(3):
        assert robot.get(f"/once/{secret}/").status_code == 200
    assert person.post(f"/once/{secret}/").status_code == 302
    assert person.get("/partnerships/").status_code == 200
    assert Client().post(f"/once/{secret}/").status_code == 403


def test_an_old_link_is_refused(cast: Cast) -> None:
    with clock.frozen_at(TODAY):
        secret = make_link(cast.users["cio"], minutes=-1)
        assert Client().post(f"/once/{secret}/").status_code == 403


def test_five_failures_delay_the_account_whatever_the_address(cast: Cast) -> None:
    cast.users["cio"].set_password("a-long-password-9")
    cast.users["cio"].save()
    client = Client()
    wrong = {"account": "cio@example.org", "password": "no"}
    codes = [client.post("/login/", wrong, headers={"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(7)]
    assert codes == [403] * 5 + [429] * 2


def test_a_good_password_opens_and_a_foreign_next_is_ignored(cast: Cast) -> None:
    cast.users["cio"].set_password("a-long-password-9")
    cast.users["cio"].save()
    good = {"account": "cio@example.org", "password": "a-long-password-9", "next": "//evil.example/"}
    assert Client().post("/login/", good)["Location"] == "/"


def test_the_language_is_switched_by_post_and_stays(cast: Cast) -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()
    client.post("/language/", {"language": "fr", "next": "/login/"})
    assert 'lang="fr"' in client.get("/login/").content.decode()


def test_every_answer_carries_its_guards(manager: Client) -> None:
    headers = manager.get("/partnerships/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
