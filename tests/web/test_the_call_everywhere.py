"""Page, JSON and command line show one stored decision; two taps log it; a reason puts it off; undo puts it back."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import say_date
from etincelle.network.models import DeclaredContact
from etincelle.spark.actions import publish
from etincelle.spark.codec import plain
from etincelle.spark.document import document
from etincelle.spark.models import IndexRecord, Morning, Outcome, SignalRecord, Snooze
from etincelle.spark.portfolio import load_memory
from etincelle.spark.replay import replay
from etincelle.vocabulary.signal import Evidence, Source
from etincelle.web.telling import figure_addresses

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


def test_a_call_left_without_a_follow_up_is_told_on_the_home_page(cast: Cast, cio: Client) -> None:
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})  # type: ignore[union-attr]
        outcome = everything(Outcome, "test").get()
        publish(TODAY)
        assert "Next, if you have five minutes" not in english(cio, "/")
    late = outcome.follow_up_on + timedelta(days=1)
    with clock.frozen_at(late):
        morning = publish(late)
        page = english(cio, "/")
        assert "Next, if you have five minutes" in page
        with override("en"):
            assert f"no follow-up of the call of {say_date(TODAY)}".replace("\u00a0", " ") in page
        assert f'href="/partnerships/{outcome.partnership.code}/"' in page
    assert [line["code"] for line in morning.aftermath] == ["spark.no_follow_up"]
    with clock.frozen_at(late + timedelta(days=1)):
        met = {"person_client": outcome.caller, "person_partner": outcome.callee, "day": late}
        DeclaredContact(partnership=outcome.partnership, **met).save()
        publish(late + timedelta(days=1))
        assert "Next, if you have five minutes" not in english(cio, "/")


def test_a_partnership_that_falls_back_after_a_call_is_told(cast: Cast, cio: Client) -> None:
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})  # type: ignore[union-attr]
    code = everything(Outcome, "test").get().partnership.code
    with clock.frozen_at(TODAY + timedelta(days=1)):
        better = publish(TODAY + timedelta(days=1))
    everything(IndexRecord, "test").filter(morning=better, partnership_code=code).update(low=5.0)
    with clock.frozen_at(TODAY + timedelta(days=2)):
        after = publish(TODAY + timedelta(days=2))
        assert "falls back asleep" in english(cio, "/")
    assert [line["code"] for line in after.aftermath] == ["spark.relapse"]
    assert replay(TODAY + timedelta(days=2)).same  # type: ignore[union-attr]


def english(client: Client, address: str) -> str:
    client.cookies["django_language"] = "en"
    return unescape(client.get(address).content.decode()).replace("\u00a0", " ")


def test_the_one_call_of_a_day_is_made_once(cast: Cast, cio: Client) -> None:
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})  # type: ignore[union-attr]
        assert publish(TODAY).payload["silence"]["reason"] == "made"
        assert "One a day is enough" in english(cio, "/")


def test_two_proofs_of_one_code_open_their_own_rows(cast: Cast, cio: Client) -> None:
    code = cast.rows["PAUL"]["Partnership"].code  # type: ignore[attr-defined]
    proofs = [
        Evidence("comfort_zone.flat_level", {"level_code": f"L{n}", "unchanged_months": 30, "target": 95.0},
                 Source("parties.Partner", (str(cast.rows[name]["Partner"].pk),)))
        for n, name in enumerate(("PAUL", "PAULA"))
    ]  # fmt: skip
    row = everything(SignalRecord, "test").filter(partnership_code=code)[0]
    everything(SignalRecord, "test").filter(pk=row.pk).update(score=0.5, confidence=1.0, evidence=plain(proofs))
    addresses = [*map(figure_addresses(cast.morning, code), proofs)]  # type: ignore[arg-type]
    pages = [cio.get(address).content.decode() for address in addresses]
    assert ["<td>Firm PAUL<" in page for page in pages] == [True, False]
    assert ["<td>Firm PAULA<" in page for page in pages] == [False, True]


def test_a_week_end_does_not_make_yesterdays_call_forgotten(cast: Cast) -> None:
    friday = date(2026, 11, 27)
    with clock.frozen_at(friday):
        named = publish(friday).payload["call"]
    for later in (1, 2):
        with clock.frozen_at(friday + timedelta(days=later)):
            quiet = publish(friday + timedelta(days=later))
            assert quiet.payload["silence"]["next_call"]["partnership"] == named["partnership"]
    monday = friday + timedelta(days=3)
    with clock.frozen_at(monday):
        pick = load_memory(default_rules(), monday).previous
    assert pick is not None
    assert (pick.partnership, pick.callee, pick.topic) == (named["partnership"], named["callee"], named["topic"])
