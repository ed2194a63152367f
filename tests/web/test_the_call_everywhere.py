"""Page, JSON and command line show one stored decision; two taps log it; a reason puts it off; undo puts it back."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.network.models import DeclaredContact
from etincelle.spark.actions import publish
from etincelle.spark.document import document
from etincelle.spark.models import Morning, Outcome, Snooze
from etincelle.spark.replay import replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def cio(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["cio"])
    return client


def decision_on(page: str) -> str:
    found = re.search(r'data-decision="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_page_json_and_record_are_one_decision(cast: Cast, cio: Client) -> None:
    assert cast.morning is not None
    page = cio.get("/").content.decode()
    answer = json.loads(cio.get("/api/v1/call").content)
    assert decision_on(page) == answer["decision"] == f"{TODAY.isoformat()}.1"
    assert answer == json.loads(json.dumps(document(cast.morning)))
    assert answer["kind"] == "call"


def test_publishing_twice_the_same_facts_stores_one_decision(cast: Cast) -> None:
    with clock.frozen_at(TODAY):
        assert publish(TODAY).pk == cast.morning.pk  # type: ignore[union-attr]
    assert everything(Morning, "test").count() == 1


def test_a_past_morning_is_replayed_to_the_same_bytes(cast: Cast) -> None:
    found = replay(TODAY)
    assert found is not None
    assert found.same
    assert replay(TODAY.replace(year=2020)) is None


@pytest.mark.parametrize("address", ["/", "/partnerships/", "/partnerships/PAUL-1/"])
def test_the_pages_of_every_day_ask_twelve_queries_at_most(cio: Client, address: str) -> None:
    cio.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert cio.get(address).status_code == 200
    assert len(asked) <= 12, [q["sql"][:90] for q in asked.captured_queries]


def test_the_home_page_has_one_title_one_primary_button_and_170_words(cio: Client) -> None:
    page = cio.get("/").content.decode()
    hero = re.search(r'<section class="hero".*?</section>', page, re.S)
    assert hero is not None
    shown = re.sub(r'<details.*?</details>|<span class="visually-hidden">.*?</span>', " ", hero[0], flags=re.S)
    words = re.sub(r"<[^>]+>", " ", shown).split()
    assert page.count("<h1") == 1
    assert page.count("btn primary") == 1
    assert len(words) <= 170


def test_the_follow_up_of_a_call_is_never_on_christmas_day(cast: Cast, cio: Client) -> None:
    with clock.frozen_at(date(2026, 11, 25)):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})  # type: ignore[union-attr]
    assert everything(Outcome, "test").get().follow_up_on == date(2026, 12, 24)


def test_two_taps_log_the_call_with_a_follow_up_and_a_contact(cast: Cast, cio: Client) -> None:
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})  # type: ignore[union-attr]
    outcome = everything(Outcome, "test").get()
    assert outcome.follow_up_by == outcome.caller
    assert (outcome.follow_up_on - TODAY).days == 30
    assert everything(DeclaredContact, "test").filter(day=TODAY).count() == 1
    with clock.frozen_at(TODAY):
        after = publish(TODAY)
        assert after.revision == 2
        cio.post(f"/undo/outcome/{outcome.pk}/")
        assert everything(DeclaredContact, "test").filter(day=TODAY).count() == 0
        assert publish(TODAY).payload == cast.morning.payload  # type: ignore[union-attr]


def test_a_reason_puts_the_call_off_from_the_next_decision(cast: Cast, cio: Client) -> None:
    before = cast.morning
    assert before is not None
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{before.pk}/snooze/", {"reason": "bad_moment"})
        assert decision_on(cio.get("/").content.decode()).endswith(".1")
        after = publish(TODAY)
    snooze = everything(Snooze, "test").get()
    assert snooze.until > TODAY
    assert after.payload != before.payload
    told = json.dumps(after.payload)
    assert (
        before.payload["call"]["partnership"] not in after.payload.get("call", {}).get("partnership", "")
        or "snoozed" in told
    )


def test_an_unknown_result_or_reason_changes_nothing(cast: Cast, cio: Client) -> None:
    cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "married"})  # type: ignore[union-attr]
    cio.post(f"/call/{cast.morning.pk}/snooze/", {"reason": "tired"})  # type: ignore[union-attr]
    assert not everything(Outcome, "test").exists()
    assert not everything(Snooze, "test").exists()


def test_the_rows_behind_a_figure_are_as_many_as_it_says(cast: Cast, cio: Client) -> None:
    page = cio.get("/partnerships/PAUL-1/").content.decode()
    found = re.findall(r'href="(/figures/[^"]+)"', page)
    assert found
    for address in found:
        rows = cio.get(address)
        assert rows.status_code == 200
        assert rows.context["count"] == len(rows.context["page"].paginator.object_list)
        assert rows.context["count"] > 0


def test_an_empty_house_asks_for_two_files(cast: Cast) -> None:
    everything(Morning, "test").delete()
    client = Client()
    client.force_login(cast.users["cio"])
    client.cookies["django_language"] = "fr"
    assert client.get("/").status_code == 200
