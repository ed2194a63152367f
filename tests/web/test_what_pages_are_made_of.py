"""Pages are made fast, and say exactly what their templates say: nothing unescaped, nothing of another language."""

import re
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils.translation import override
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.parties.models import Partner, Partnership
from etincelle.spark.actions import publish
from etincelle.web.stamp import addresses

pytestmark = pytest.mark.django_db

HOSTILE = "<b>{url}</b> & “{0}” %(x)s"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
PAGES = ("/", "/partnerships/", "/partnerships/PAUL-1/", "/partnerships/PAUL-1/network/", "/facts/", "/facts/idea/",
         "/facts/idea/add/", "/sources/", "/sample/", "/nowhere/")  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def cio(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["cio"])
    return client


def unfolded() -> list[dict[str, Any]]:
    """The settings of templates without our loader."""
    found = deepcopy(settings.TEMPLATES)
    del found[0]["OPTIONS"]["loaders"]
    found[0]["APP_DIRS"] = True
    return found


def read(client: Client, address: str, language: str) -> str:
    with clock.frozen_at(TODAY):
        answer = client.get(address, headers={"accept-language": language})
    return TOKEN.sub("", answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_a_folded_page_is_the_page_its_template_makes(cio: Client, address: str) -> None:
    folded = {language: read(cio, address, language) for language in ("fr", "en", "fr")}
    with override_settings(TEMPLATES=unfolded()):
        assert {language: read(cio, address, language) for language in ("fr", "en")} == folded
    assert folded["fr"] != folded["en"]


def test_folding_keeps_what_depends_on_a_row() -> None:
    with override("fr"):
        drawn = [render_to_string("components/icon.html", {"name": name}) for name in ("moon", "sun", "<")]
    assert "#moon" in drawn[0]
    assert "#sun" in drawn[1]
    assert "#&lt;" in drawn[2]


def test_a_name_of_markup_and_braces_is_shown_as_it_is_written(cast: Cast, cio: Client) -> None:
    everything(Partner, "test").filter(code="PAUL").update(name=HOSTILE)
    everything(Partnership, "test").filter(code="PAULA-1").update(name=HOSTILE)
    shown = "&lt;b&gt;{url}&lt;/b&gt; &amp; “{0}” %(x)s"
    for address in ("/", "/partnerships/", "/partnerships/PAUL-1/"):
        page = read(cio, address, "en")
        assert "<b>" not in page
        assert shown in page, address


def test_an_address_made_by_its_last_word_is_the_one_the_routes_make(cast: Cast, cio: Client) -> None:
    partner = everything(Partner, "test").get(code="PAUL")
    for code in ("a b", "é&'", "x?y#z", "0", "100%"):
        Partnership(code=code, partner=partner, name="N").save()
        address = addresses("web:partnership")(code)
        assert cio.get(address).context["code"] == code
    with clock.frozen_at(TODAY):
        publish(TODAY)
    rows = cio.get("/partnerships/").context["rows"]
    assert all(cio.get(row["url"]).status_code == 200 for row in rows)
