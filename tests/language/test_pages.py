"""Every page one can walk to from the home page, read as its user reads it: good French, no English left."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import polib
import pytest
from django.test import Client
from tools.language import catalogues, glossary, typography, visible_texts

from etincelle.foundation.accounts import first_user
from etincelle.sample import actions
from etincelle.spark.actions import publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LINK = re.compile(r"<a\b[^>]*\bhref=\"([^\"#]+)")
ENOUGH = 80
SAID_IN_ITSELF = {"English"}


def walk(client: Client) -> Iterator[tuple[str, str]]:
    """Each page reachable by links, one of each kind and a few more: its address and its text."""
    waiting, seen, kinds = ["/"], {"/"}, dict[str, int]()
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        kind = re.sub(r"(?<=/)[^/]*\d[^/]*", "N", urlsplit(address).path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > 3 or sum(min(n, 3) for n in kinds.values()) > ENOUGH:
            continue
        answer = client.get(address)
        assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
        if answer.status_code == 302 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        yield address, page
        for found in LINK.findall(page):
            target = urljoin(address, found.replace("&amp;", "&"))
            if target.startswith("/") and target not in seen:
                seen.add(target)
                waiting.append(target)


@pytest.fixture
def pages(data_folder: Path, client: Client) -> dict[str, str]:
    """The pages of the sample portfolio, in French."""
    actions.set_up()
    publish(sample=True)
    user = first_user()
    assert user
    client.force_login(user)
    client.cookies["django_language"] = "fr"
    return dict(walk(client))


def english() -> set[str]:
    """The messages whose French is another text: they may not appear on a French page."""
    entries = [e for _package, path in catalogues() for e in polib.pofile(str(path))]
    french = {text for e in entries for text in (e.msgstr, *e.msgstr_plural.values())}
    return {e.msgid for e in entries if len(e.msgid) > 3} - french - SAID_IN_ITSELF


def room(address: str) -> str:
    """The package whose words a page speaks."""
    return {"sources": "intake", "portal": "portal"}.get(address.split("/")[1], "web")


def test_french_pages_are_well_typed_and_wholly_french(pages: dict[str, str]) -> None:
    assert len(pages) >= 15, sorted(pages)
    untranslated = english()
    found: dict[str, str] = {}
    for address, page in pages.items():
        for text in visible_texts(page):
            wrong = [*typography(text), *glossary(text, room(address)), *(["English"] if text in untranslated else [])]
            for problem in wrong:
                found.setdefault(f"{problem}: {text[:90]}", address)
    assert not found, "\n" + "\n".join(f"{line} (first on {address})" for line, address in sorted(found.items()))
