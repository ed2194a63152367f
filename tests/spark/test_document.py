"""The document for programs: plain values, a sentence beside each code, nothing but what is stored."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation.access import Actor
from etincelle.foundation.config import default_rules
from etincelle.spark.actions import publish
from etincelle.spark.document import content, document, nothing_decided, states
from etincelle.spark.facts import Portfolio
from etincelle.spark.models import Morning
from etincelle.spark.morning import choose_call
from etincelle.spark.reads import indexes_of
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def morning(cast: Cast) -> Morning:
    assert cast.morning is not None
    return cast.morning


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, the inner ones too."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(inner)


def test_the_document_of_a_call_is_plain_json(morning: Morning) -> None:
    found = json.loads(json.dumps(document(morning)))
    assert (found["decision"], found["kind"], found["silence"]) == (f"{TODAY}.1", "call", None)
    firm = found["call"]["partnership"]["name"].removeprefix("Firm ")
    assert found["call"]["callee"] == {"code": f"boss-{firm.lower()}", "name": f"Boss {firm}"}
    assert found["call"]["value"]["currency"] == "EUR"
    assert date.fromisoformat(found["call"]["briefing"]["next_date"]) > TODAY
    assert not any(key.startswith("$") for one in objects_in(found) for key in one)


def test_every_code_has_its_sentence_and_every_proof_its_rows(morning: Morning) -> None:
    call = document(morning)["call"]
    coded = [one for one in objects_in(call) if "code" in one]
    assert all(one.get("sentence") or one.get("name") for one in coded)
    assert call["proofs"]
    assert all(proof["source"]["kind"] for proof in call["proofs"])
    assert [term["code"] for term in call["terms"]] == ["stake", "sleep", "reach", "effect", "urgency", "cost"]


def test_a_day_that_is_not_for_calls_holds_the_next_one(cast: Cast) -> None:
    found = document(publish(SUNDAY))
    assert (found["kind"], found["call"], found["silence"]["code"]) == ("silence", None, "sunday")
    assert found["silence"]["next_call"]["day"] == found["silence"]["params"]["next_on"] == "2026-11-23"
    assert found["sentence"] == found["silence"]["sentence"]


def test_an_empty_portfolio_is_a_silence_with_its_reason() -> None:
    found = content(choose_call(Portfolio(()), default_rules(), TODAY), {})
    assert (found["silence"]["code"], found["silence"]["next_call"]) == ("no_data", None)


def test_the_sentences_follow_the_language_the_codes_do_not(morning: Morning) -> None:
    with translation.override("fr"):
        french = document(morning)
    with translation.override("en"):
        english = document(morning)
    assert french["sentence"] != english["sentence"]
    assert [p["code"] for p in french["call"]["proofs"]] == [p["code"] for p in english["call"]["proofs"]]


def test_the_states_tell_the_unknown_apart(morning: Morning) -> None:
    found = states(morning, indexes_of(Actor(0, Role.ADMINISTRATOR), morning))
    assert {row["partnership"]["name"] for row in found["partnerships"]} == {"Firm PAUL", "Firm PAULA"}
    assert all((row["index"] is None) == (row["state"]["code"] == "unknown") for row in found["partnerships"])


def test_the_api_answers_the_same_document_in_few_queries(cast: Cast, morning: Morning) -> None:
    client = Client()
    client.force_login(cast.users["cio"])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get("/api/v1/call", headers={"accept-language": "en"})
    with translation.override("en"):
        assert answer.json() == json.loads(json.dumps(document(morning)))
    assert len(asked) <= 12


def test_the_api_says_when_nothing_is_decided(cast: Cast, morning: Morning) -> None:
    client = Client()
    client.force_login(cast.users["cio"])
    morning.delete()
    answer = client.get("/api/v1/call", headers={"accept-language": "en"})
    with translation.override("en"):
        assert (answer.status_code, answer.json()) == (404, nothing_decided())
