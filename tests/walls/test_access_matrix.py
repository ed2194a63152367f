"""Every address × every role × own and other's rows: no route without a rule, no parameter without a filler."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from tests.cast import PARTNERS, PRIVATE, SHARED, Cast, canary, set_stage

from etincelle.foundation.access import AREAS, VERBS, Access, visible
from etincelle.foundation.accounts import actor_of
from etincelle.intake.kinds import KINDS
from etincelle.living_contract.models import ContractStake
from etincelle.parties.models import PersonAlias
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
CLIENTS = [r.value for r in Role if r not in (Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT)]
STRANGERS = ["partner_executive", "other_partner", "internal_client", "no_membership", "anonymous"]
Leaf = tuple[str, URLPattern]


def leaves(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Leaf]:
    """Every address pattern of the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern, route)
        else:
            yield route, pattern


def fillers(cast: Cast, code: str) -> dict[str, list[str]]:
    """Values of every address parameter that belong to a partner; a new parameter without one is red."""
    assert cast.morning is not None
    assert cast.batch is not None
    keys = {str(cast.morning.pk), str(cast.batch.pk), *(str(r.pk) for r in cast.rows[code].values())}
    evidence = ["living_contract.no_amendment", "spark.promise", "network.never_met"]
    return {
        "key": sorted(keys), "code": [f"{code}-1", f"{code}-N", *evidence], "partnership": [f"{code}-1"],
        "kind": [*(k.key for k in KINDS), "outcome", "snooze"],
        "secret": ["wrong-secret"], "year": ["2026"], "month": ["10"], "source": ["now"], "number": [f"INC-{code}"],
    }  # fmt: skip


def addresses(cast: Cast, code: str) -> list[str]:
    """Concrete addresses of all routes, with a partner's values."""
    known = fillers(cast, code)
    found = []
    for route, pattern in leaves():
        combos = [route]
        for name, converter in pattern.pattern.converters.items():
            token = f"<int:{name}>" if isinstance(converter, IntConverter) else f"<str:{name}>"
            assert name in known, f"{route}: parameter {name} has no filler in tests/walls"
            combos = [c.replace(token, value) for c in combos for value in known[name]]
        found += ["/" + c for c in combos]
    return found


def signed_in(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(cast.users[who])
    return client


@pytest.fixture
def cast() -> Cast:
    return set_stage()


def test_every_view_declares_a_rule() -> None:
    without = [route for route, pattern in leaves() if not hasattr(pattern.callback, "access_rule")]
    assert without == []


def test_every_rule_is_a_known_verb() -> None:
    verbs = {v for verbs in VERBS.values() for v in verbs} | {"public"}
    assert {p.callback.access_rule for _r, p in leaves()} <= verbs  # type: ignore[union-attr]


def test_every_role_has_its_line_in_both_tables() -> None:
    assert set(AREAS) == set(VERBS) == set(Role)


@pytest.mark.parametrize("who", STRANGERS)
def test_no_private_word_reaches_a_stranger(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    mine = {"partner_executive": "PAUL", "other_partner": "PAULA"}.get(who)
    forbidden = {canary(name, code) for name in (*PRIVATE, "draft") for code in PARTNERS}
    forbidden |= {canary(name, code) for name in SHARED for code in PARTNERS if code != mine}
    asked = 0
    for code in PARTNERS:
        for address in addresses(cast, code):
            response = client.get(address)
            asked += 1
            assert response.status_code < 500, address
            body = b"".join(response) if response.streaming else response.content
            text = body.decode("utf-8", "replace") + str(response.headers)
            leaked = {word for word in forbidden if word in text}
            assert leaked == set(), address
            assert "Endormi" not in text, address
    assert asked > 500


def test_every_canary_is_seen_by_its_rightful_reader(cast: Cast) -> None:
    client = signed_in(cast, "cio")
    text = "".join(
        client.get(a).content.decode()
        for a in addresses(cast, "PAUL")
        if a.startswith("/facts/") and "template" not in a
    )
    for word in [canary(name, "PAUL") for name in PRIVATE if name not in ("alias", "reservation")]:
        assert word in text, word
    actor = actor_of(cast.users["cio"])
    assert visible(actor, PersonAlias).filter(address__contains=canary("alias", "PAUL")).exists()
    assert visible(actor, ContractStake).filter(reservation=canary("reservation", "PAUL")).exists()
    portal = signed_in(cast, "partner_executive").get("/portal/").content.decode()
    for word in [canary(name, "PAUL") for name in SHARED]:
        assert word in portal, word


@pytest.mark.parametrize("who", [*CLIENTS, *STRANGERS])
def test_a_get_never_writes(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    client.get("/")
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            writes.append(sql[:90])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for address in addresses(cast, "PAUL"):
            response = client.get(address)
            assert response.status_code < 500, (address, response.status_code)
    assert [w for w in writes if "django_session" not in w] == []


@pytest.mark.parametrize("who", ["auditor", "executive", *STRANGERS])
def test_readers_and_strangers_cannot_post(cast: Cast, who: str) -> None:
    assert cast.morning is not None
    client = signed_in(cast, who)
    for address in (f"/call/{cast.morning.pk}/snooze/", "/facts/partner/add/", "/sources/upload/", "/sample/"):
        if who == "executive" and "snooze" in address:
            continue
        assert client.post(address, {"reason": "travelling"}).status_code in (302, 403), address
    assert client.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"}).status_code in (302, 403)


@pytest.mark.parametrize("who", ["partner_executive", "other_partner"])
def test_rows_of_another_partner_do_not_exist(cast: Cast, who: str) -> None:
    actor = actor_of(cast.users[who])
    assert actor is not None
    for code in PARTNERS:
        for row in cast.rows[code].values():
            access: Access = row.ACCESS  # type: ignore[attr-defined]
            found = visible(actor, type(row)).filter(pk=row.pk).exists()
            allowed = access.side == "shared" and code == actor.partner and bool(access.partner)
            assert found == allowed, (type(row).__name__, code)


def test_nothing_is_visible_without_an_actor(cast: Cast) -> None:
    assert all(not visible(None, type(row)).exists() for rows in cast.rows.values() for row in rows.values())
