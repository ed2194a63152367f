"""« Did you speak? »: the first tap opens a form already filled, the second one saves it; it is undone in one."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Person
from etincelle.spark.models import Morning, Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def cio(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["cio"])
    return client


def page(client: Client, address: str) -> str:
    with clock.frozen_at(TODAY):
        answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def link_on(text: str) -> str:
    """The address of « Did you speak? » on a page."""
    found = re.search(r'href="(/partnerships/[^"]+/spoke/[^"]*)"', text)
    assert found is not None
    return found[1]


def sent_by(text: str) -> dict[str, str]:
    """What a browser without scripts sends when the form is submitted as it was opened."""
    form = re.search(r'<form class="card" method="post" action="([^"]+)".*?</form>', text, re.S)
    assert form is not None
    told = dict(re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', form[0], re.S))
    told |= dict(re.findall(r'<input type="(?:date|hidden)" name="(\w+)" value="([^"]*)"', form[0]))
    return {**told, "action": form[1]}


def test_the_two_of_the_call_who_spoke_are_its_outcome(cio: Client) -> None:
    told = sent_by(page(cio, link_on(page(cio, "/"))))
    with clock.frozen_at(TODAY):
        answer = cio.post(told.pop("action"), told)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    outcome = everything(Outcome, "test").get()
    assert (outcome.result, outcome.day, outcome.follow_up_by) == ("reached", TODAY, outcome.caller)
    home = page(cio, "/")
    assert "Vous êtes-vous parlé" not in home
    undone = re.search(r'action="(/undo/outcome/\d+/)"', home)
    assert undone is not None
    with clock.frozen_at(TODAY):
        cio.post(undone[1])
    assert everything(DeclaredContact, "test").count() == 2


def tie_of() -> str:
    """The page of the tie of the two of PAUL."""
    keys = dict(everything(Person, "test").values_list("code", "pk"))
    return f"/partnerships/PAUL-1/network/{keys['dg']}/{keys['boss-paul']}/"


@pytest.mark.parametrize("then", ["/partnerships/PAUL-1/", "/partnerships/PAUL-1/network/"])
def test_two_taps_note_that_two_people_spoke_and_one_takes_it_back(cio: Client, then: str) -> None:
    asked_on = tie_of() if then.endswith("network/") else then
    told = sent_by(page(cio, link_on(page(cio, asked_on))))
    action = told.pop("action")
    assert told["day"] == TODAY.isoformat() and told["channel"] == "call"
    with clock.frozen_at(TODAY):
        answer = cio.post(action, told)
    assert (answer.status_code, answer["Location"]) == (302, then)
    contact = everything(DeclaredContact, "test").get(day=TODAY)
    assert (contact.person_client.code, contact.channel) == ("dg", "call")
    assert everything(Morning, "test").count() == 2  # the day was decided again with it
    undone = re.search(r'action="(/undo/spoke/\d+/)"', page(cio, then))
    assert undone is not None
    with clock.frozen_at(TODAY):
        assert cio.post(undone[1]).status_code == 302
        assert cio.post(undone[1]).status_code == 302  # the second tap finds nothing left to do
    assert not everything(DeclaredContact, "test").filter(day=TODAY).exists()
    assert everything(DeclaredContact, "test").count() == 2


def test_the_form_is_filled_with_who_looks_when_he_is_one_of_the_people(cast: Cast, cio: Client) -> None:
    Person(code="cio", side="client", name="Zoé", email="CIO@example.org").save()
    assert sent_by(page(cio, "/partnerships/PAUL-1/spoke/"))["ours"] == "cio"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"day": (TODAY + timedelta(days=1)).isoformat()}, "à venir"), ({"theirs": "boss-paula"}, "boss-paula"),
     ({"day": "yesterday"}, "date"), ({"ours": ""}, "obligatoire")],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    cio: Client, wrong: dict[str, str], said: str
) -> None:
    good = {"ours": "dg", "theirs": "boss-paul", "day": TODAY.isoformat(), "channel": "call"}
    with clock.frozen_at(TODAY):
        answer = cio.post("/partnerships/PAUL-1/spoke/", {**good, **wrong})
    assert answer.status_code == 400 and said in unescape(answer.content.decode())
    assert everything(DeclaredContact, "test").count() == 2


def test_somebody_who_left_is_not_proposed(cio: Client) -> None:
    everything(Person, "test").filter(code="boss-paul").update(left_on=date(2026, 1, 1))
    assert "boss-paul" not in page(cio, "/partnerships/PAUL-1/spoke/")


@pytest.mark.parametrize("who", ["auditor", "service_owner", "partner_executive"])
def test_who_may_not_decide_is_not_asked(cast: Cast, who: str) -> None:
    client = Client()
    client.force_login(cast.users[who])
    assert client.get("/partnerships/PAUL-1/spoke/").status_code == 403
    assert "/spoke/" not in client.get("/partnerships/PAUL-1/").content.decode()
