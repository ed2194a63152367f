"""Every address × every role × own and other's rows: who sees which word, and that reading never writes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.cast import PARTNERS, Cast, canary
from tests.walls.stage import PARTNER_PRIVATE, PRIVATE, SHARED, SHOWN_TO_PARTNER, set_whole_stage
from tests.walls.walk import STRANGERS, addresses, leaves, said, signed_in

from etincelle.foundation.access import Access, visible
from etincelle.foundation.accounts import actor_of
from etincelle.foundation.config import config
from etincelle.intake import storage
from etincelle.living_contract.models import ContractStake
from etincelle.new_deal.models import Measure, Objective
from etincelle.spark.models import Outcome
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
CLIENTS = [r.value for r in Role if r not in (Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT)]
NOT_FOR_SERVICE_OWNERS = {
    "theme", "hook", "link", "alias", "draft", "unmeasured", "quiet", "note", "reject", "stranger", "answer",
    "calendar", "stake", "draft_offer",
}  # fmt: skip
NOT_FOR_EXECUTIVES = {"reject", "source", "stranger", "answer", "calendar"}
SERVICE_OWNER_SHARES = {
    "amendment", "line", "seat", "hours", "promised", "clause", "change", "table", "point", "round", "gain",
}  # fmt: skip
ON_NO_PAGE = {"reservation", "note", "rule", "report"}


@pytest.fixture
def cast() -> Cast:
    return set_whole_stage()


def everything_said(cast: Cast, who: str, code: str) -> dict[str, str]:
    """What one of the cast reads by opening every address with one partner's values."""
    client = signed_in(cast, who)
    found = {}
    for address in addresses(cast, code):
        response = client.get(address)
        assert response.status_code < 500, (address, response.status_code)
        found[address] = said(response)
    return found


@pytest.mark.parametrize("who", STRANGERS)
def test_no_private_word_reaches_a_stranger(cast: Cast, who: str) -> None:
    mine = {"partner_executive": "PAUL", "other_partner": "PAULA"}.get(who)
    forbidden = {canary(name, code) for name in PRIVATE for code in PARTNERS}
    forbidden |= {canary(name, code) for name in (*SHARED, *PARTNER_PRIVATE) for code in PARTNERS if code != mine}
    for code in PARTNERS:
        told = everything_said(cast, who, code)
        assert len(told) > 90
        for address, text in told.items():
            assert {word for word in forbidden if word in text} == set(), address
            assert "Endormi" not in text, address
            assert "Asleep" not in text, address


@pytest.mark.parametrize("who", CLIENTS)
def test_each_role_of_the_client_reads_its_areas_and_no_further(cast: Cast, who: str) -> None:
    text = "".join(everything_said(cast, who, "PAUL").values())
    hidden = {"service_owner": NOT_FOR_SERVICE_OWNERS, "executive": NOT_FOR_EXECUTIVES}.get(who, set())
    seen = {word for word in (*PRIVATE, *SHARED) if canary(word, "PAUL") in text}
    expected = {*PRIVATE, *SHARED} - hidden - ON_NO_PAGE
    if who == "service_owner":
        expected -= set(SHARED) - SERVICE_OWNER_SHARES
    assert seen == expected
    assert {word for word in PARTNER_PRIVATE if canary(word, "PAUL") in text} == set()


def test_the_words_on_no_page_are_read_by_their_rightful_reader(cast: Cast) -> None:
    actor = actor_of(cast.users["cio"])
    assert visible(actor, ContractStake).filter(reservation=canary("reservation", "PAUL")).exists()
    assert visible(actor, Outcome).filter(note=canary("note", "PAUL")).exists()


def test_the_partner_reads_what_is_his(cast: Cast) -> None:
    client = signed_in(cast, "partner_executive")
    portal = "".join(client.get(page).content.decode() for page in ("/portal/", "/portal/rooms/PAUL-R1/"))
    assert {name for name in SHARED if canary(name, "PAUL") in portal} == set(SHOWN_TO_PARTNER)
    assert {name for name in PARTNER_PRIVATE if canary(name, "PAUL") in portal} == set(PARTNER_PRIVATE)


@pytest.mark.parametrize("who", [*CLIENTS, *STRANGERS])
def test_a_get_never_writes(cast: Cast, who: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "config", lambda: replace(config(), data=data_folder))
    client = signed_in(cast, who)
    client.get("/")
    asked = addresses(cast, "PAUL")
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip(" \n(").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "WITH")):
            writes.append(sql[:90])
        return execute(sql, params, many, context)

    files = sorted(data_folder.rglob("*"))
    with connection.execute_wrapper(watch):
        for address in asked:
            assert client.get(address).status_code < 500, address
    assert [w for w in writes if "django_session" not in w] == []
    assert sorted(data_folder.rglob("*")) == files


@pytest.mark.parametrize("who", ["partner_executive", "other_partner"])
def test_rows_of_another_partner_do_not_exist(cast: Cast, who: str) -> None:
    actor = actor_of(cast.users[who])
    assert actor is not None
    for code in PARTNERS:
        for row in cast.rows[code].values():
            access: Access = row.ACCESS  # type: ignore[attr-defined]
            found = visible(actor, type(row)).filter(pk=row.pk).exists()
            assert found == (access.side in ("shared", "partner") and code == actor.partner), (type(row).__name__, code)


def test_a_draft_and_what_hangs_on_it_do_not_exist_for_the_partner(cast: Cast) -> None:
    actor = actor_of(cast.users["partner_executive"])
    assert set(visible(actor, Objective).values_list("title", flat=True)) == {canary("sent", "PAUL")}
    assert set(visible(actor, Measure).values_list("name", flat=True)) == {canary("measure", "PAUL")}


def test_nothing_is_visible_without_an_actor(cast: Cast) -> None:
    assert all(not visible(None, type(row)).exists() for rows in cast.rows.values() for row in rows.values())


def test_there_are_addresses_to_walk() -> None:
    assert len(list(leaves())) > 30
