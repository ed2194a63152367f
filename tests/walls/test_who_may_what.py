"""The two tables of access and the rule of every address, written out a second time: no right is given by accident."""

import copy
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from tests.architecture.tree import SOURCE
from tests.cast import PARTNERS, Cast, canary
from tests.walls.mutants import MUTANTS
from tests.walls.stage import PRIVATE, SHARED, set_whole_stage
from tests.walls.walk import STRANGERS, addresses_by_route, leaves, said, signed_in

from etincelle.foundation import checks
from etincelle.foundation.access import (
    ALL_AREAS,
    AREAS,
    VERBS,
    Access,
    Actor,
    ScopeError,
    everything,
    may,
    one_visible,
    require,
    rule,
    visible,
)
from etincelle.foundation.middleware import ActorMiddleware
from etincelle.foundation.models import Membership, User
from etincelle.foundation.versions import plain_values
from etincelle.intake import batches
from etincelle.intake.templates_out import export
from etincelle.living_contract.models import Contract
from etincelle.parties.actions import add_row, correct_row
from etincelle.parties.models import Ambition, Partner, Partnership, Person
from etincelle.spark.actions import record_outcome, snooze, undo
from etincelle.spark.models import Morning
from etincelle.vocabulary.levels import Role

RULES = {
    "": "public", "login/": "public", "once/<str:secret>/": "public", "logout/": "public", "membership/": "public",
    "language/": "public", "healthz": "public",
    "call/<int:key>/briefing/": "call.read", "call/<int:key>/why/": "call.read",
    "call/<int:key>/outcome/": "call.decide", "call/<int:key>/snooze/": "call.decide",
    "undo/<str:kind>/<int:key>/": "call.decide",
    "partnerships/": "facts.read", "partnerships/<str:code>/": "facts.read",
    "partnerships/<str:code>/spoke/": "call.decide",
    "partnerships/<str:code>/network/": "call.read", "partnerships/<str:code>/services/": "facts.read",
    "partnerships/<str:code>/occasions/": "call.read",
    "network/gaps/": "call.read", "partnerships/<str:code>/network/rows/": "call.read",
    "partnerships/<str:code>/network/<int:ours>/<int:theirs>/": "call.read",
    "partnerships/<str:code>/pressure/": "facts.read",
    "partnerships/<str:code>/rooms/": "facts.read", "partnerships/<str:code>/rooms/open/": "deal.write",
    "rooms/<str:room>/": "facts.read", "rooms/<str:room>/move/": "deal.write",
    "rooms/<str:room>/amendment.docx": "facts.read", "rooms/<str:room>/letter.docx": "facts.read",
    "rooms/<str:room>/private/": "deal.write", "portal/rooms/<str:room>/": "portal.read",
    "portal/rooms/<str:room>/move/": "portal.write", "portal/rooms/<str:room>/private/": "portal.write",
    "partnerships/<str:code>/reading/": "facts.read",
    "partnerships/<str:code>/reading/file/": "facts.write",
    "partnerships/<str:code>/reading/confirm/<int:key>/": "facts.write",
    "partnerships/<str:code>/reading/undo/<int:key>/": "facts.write",
    "partnerships/<str:code>/casting/": "facts.read",
    "partnerships/<str:code>/casting/adopt/": "facts.write",
    "partnerships/<str:code>/casting/undo/<int:key>/": "facts.write",
    "partnerships/<str:code>/casting/<str:side>.docx": "facts.read",
    "partnerships/<str:code>/measures/": "facts.read", "partnerships/<str:code>/measures/rows/": "facts.read",
    "contracts/<int:contract>/": "facts.read", "contracts/<int:contract>/reminders/<str:window>/": "facts.write",
    "contracts/<int:contract>/reminders/<str:window>/undo/": "facts.write",
    "dates/": "facts.read", "dates/feed/": "feed.make", "dates/<str:secret>.ics": "public",
    "levels/<str:code>/": "facts.read", "levels/<str:code>/<int:year>/<int:month>/": "facts.read",
    "levels/<str:code>/level.xlsx": "facts.read", "levels/<str:code>/<int:year>/<int:month>/level.xlsx": "facts.read",
    "levels/<str:code>/tickets/<str:source>/<str:number>/": "facts.read",
    "figures/<int:key>/<str:partnership>/<str:code>/": "facts.read",
    "facts/": "facts.read", "facts/<str:kind>/": "facts.read", "facts/<str:kind>/add/": "facts.write",
    "facts/<str:kind>/<int:key>/": "facts.write", "sample/": "facts.write",
    "people/": "call.read", "people/<str:code>/": "call.read", "people/<str:code>/undo/": "facts.write",
    "people/<str:code>/export/": "house.manage", "people/<str:code>/erase/": "house.manage",
    "people/<str:code>/hold/": "house.manage", "people/<str:code>/link/": "house.manage",
    "personal-data/": "facts.read", "kept/<str:secret>/": "public",
    "sources/addresses/": "import.read", "sources/addresses/decide/": "import.run",
    "sources/addresses/<int:key>/undo/": "import.run",
    "sources/": "import.read", "sources/upload/": "import.run", "sources/template.xlsx": "import.read",
    "sources/export.xlsx": "facts.read", "sources/<int:key>/": "import.read",
    "sources/calendars/": "import.read", "sources/calendars/add/": "import.run",
    "sources/calendars/<int:key>/<str:step>/": "import.run",
    "sources/<int:key>/columns/": "import.run", "sources/<int:key>/confirm/": "import.run",
    "sources/<int:key>/undo/": "import.run", "sources/<int:key>/to-correct.xlsx": "import.run",
    "portal/": "portal.read", "portal/listening/": "listening.read", "api/v1/call": "call.read",
}  # fmt: skip
VERB_NAMES = (
    "call.read", "call.decide", "facts.read", "facts.write", "import.read", "import.run", "house.manage",
    "portal.read", "listening.read", "feed.make", "deal.write", "portal.write",
)  # fmt: skip
# One line a role, one column a verb of VERB_NAMES, in order.
WHO_MAY = {
    "administrator":     "x x x x x x x . . x x .",
    "cio":               "x x x x x x . . . x x .",
    "vendor_manager":    "x x x x x x . . . x x .",
    "service_owner":     ". . x x x x . . . x . .",
    "executive":         "x x x . . . . . . x . .",
    "auditor":           "x . x . x . . . . . . .",
    "partner_executive": ". . . . . . . x . . . x",
    "internal_client":   ". . . . . . . . x . . .",
}  # fmt: skip
AREA_NAMES = (
    "parties", "network", "comfort_zone", "living_contract", "negotiation", "new_deal", "innovation", "governance",
    "spark", "intake", "house",
)  # fmt: skip
WHO_READS = {
    "administrator":     "x x x x x x x x x x x",
    "cio":               "x x x x x x x x x x .",
    "vendor_manager":    "x x x x x x x x x x .",
    "service_owner":     "x . x x . . . . . x .",
    "executive":         "x x x x x x x x x . .",
    "auditor":           "x x x x x x x x x x x",
    "partner_executive": "x . x x . x x x . . .",
    "internal_client":   ". . . . . . . . . . .",
}  # fmt: skip
EVERYBODY = [*(r.value for r in Role), "other_partner", "no_membership", "anonymous"]
UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture
def cast(db: None) -> Cast:
    return set_whole_stage()


def ticked(line: str, names: tuple[str, ...]) -> set[str]:
    return {name for name, mark in zip(names, line.split(), strict=True) if mark == "x"}


def ends(some: list[str]) -> set[str]:
    """The first and the last address of a route: what holds of the route, and not of each row."""
    return {some[0], some[-1]}


def may_open(cast: Cast, who: str, verb: str) -> bool:
    role = "partner_executive" if who == "other_partner" else who
    return verb == "public" or (role in WHO_MAY and verb in ticked(WHO_MAY[role], VERB_NAMES))


@pytest.fixture
def written(db: None) -> Iterator[list[str]]:
    """The statements that change a table, sessions aside."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")) and "django_session" not in sql:
            seen.append(sql[:90])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def test_each_address_has_the_rule_written_here() -> None:
    assert {route: getattr(pattern.callback, "access_rule", None) for route, pattern in leaves()} == RULES


def test_each_role_has_the_verbs_written_here() -> None:
    assert {role.value: set(verbs) for role, verbs in VERBS.items()} == {
        role: ticked(line, VERB_NAMES) for role, line in WHO_MAY.items()
    }
    assert set(WHO_MAY) == set(Role)


def test_each_role_reads_the_areas_written_here() -> None:
    assert {role.value: set(areas) for role, areas in AREAS.items()} == {
        role: ticked(line, AREA_NAMES) for role, line in WHO_READS.items()
    }
    assert set(AREA_NAMES) == ALL_AREAS


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_rule_opens_to_its_roles_and_to_nobody_else(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    has_account = who in [*(r.value for r in Role), "other_partner"]
    for route, some in addresses_by_route(cast, "PAUL").items():
        for address in some:
            response = client.get(address)
            told = (who, address, response.status_code)
            if may_open(cast, who, RULES[route]):
                assert response.status_code in (200, 302, 404, 405), told
                assert RULES[route] == "public" or response.headers.get("Location") != "/login/", told
            elif response.status_code != 405:
                assert (response.status_code, response.headers.get("Location")) == (
                    (403, None) if has_account else (302, "/login/")
                ), told


@pytest.mark.parametrize("who", [*STRANGERS, "auditor"])
def test_who_may_not_change_anything_changes_nothing(cast: Cast, who: str, written: list[str]) -> None:
    client = signed_in(cast, who)
    for route, some in addresses_by_route(cast, "PAUL").items():
        if RULES[route] == "public":
            continue
        del written[:]
        for address in ends(some):
            for method in UNSAFE:
                answer = getattr(client, method)(address, {"result": "reached", "reason": "travelling", "name": "x"})
                assert answer.status_code in (302, 403, 404, 405), (method, address, answer.status_code)
        assert written == [], route


def test_a_form_from_elsewhere_is_refused_on_every_address(cast: Cast, written: list[str]) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(cast.users["vendor_manager"])
    for route, some in addresses_by_route(cast, "PAUL").items():
        del written[:]
        answers = {client.post(address, {"word": "START"}).status_code for address in ends(some)}
        assert answers == {403}, route
        assert written == [], route


def test_another_method_than_reading_and_sending_is_refused(cast: Cast) -> None:
    client = signed_in(cast, "administrator")
    for some in addresses_by_route(cast, "PAUL").values():
        asked = ends(some)
        assert {getattr(client, m)(a).status_code for a in asked for m in ("put", "patch", "delete")} <= {405, 403}
        assert {client.head(a).status_code for a in asked} <= {200, 302, 403, 404, 405}
        assert {client.options(a).status_code for a in asked} <= {200, 302, 403, 404, 405}


@pytest.mark.parametrize("who", ["cio", "partner_executive", "service_owner"])
def test_a_hidden_row_and_a_missing_row_answer_alike(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    hidden = {"partner_executive": f"/partnerships/{PARTNERS[1]}-1/", "cio": "/sources/987654321/"}
    shown = hidden.get(who, f"/call/{cast.morning.pk}/briefing/")  # type: ignore[union-attr]
    missing = {"partner_executive": "/partnerships/NOBODY-1/", "cio": "/sources/987654322/"}
    other = missing.get(who, "/call/987654321/briefing/")
    one, two = client.get(shown), client.get(other)
    assert one.status_code == two.status_code
    assert said(one).replace(shown, "") == said(two).replace(other, "")


def test_the_default_manager_hands_out_nothing() -> None:
    for model in checks.guarded_models():
        with pytest.raises(ScopeError):
            model.objects.all()  # type: ignore[attr-defined]
        with pytest.raises(ScopeError):
            model._default_manager.get(pk=1)


def test_all_rows_are_given_only_to_who_says_why() -> None:
    with pytest.raises(ScopeError):
        everything(Partner, "")


def test_a_view_without_a_rule_answers_nobody() -> None:
    def forgotten(request: object) -> HttpResponse:
        return HttpResponse("secret")

    guard = ActorMiddleware(lambda _request: HttpResponse())
    with pytest.raises(PermissionDenied):
        guard.process_view(RequestFactory().get("/"), forgotten, (), {})
    assert guard.process_view(RequestFactory().get("/"), rule("call.read")(forgotten), (), {}) is None  # type: ignore[func-returns-value]


def test_nobody_may_anything() -> None:
    assert not may(None, "call.read")
    with pytest.raises(PermissionDenied):
        require(None, "call.read")
    with pytest.raises(PermissionDenied):
        require(Actor(1, Role.AUDITOR), "facts.write")


def test_every_kind_of_row_is_on_the_stage(cast: Cast) -> None:
    shared = {m for m in checks.guarded_models() if m.ACCESS.side == "shared"}  # type: ignore[attr-defined]
    private = {m for m in checks.guarded_models() if m.ACCESS.partner} - shared  # type: ignore[attr-defined]
    on_stage = {type(row) for row in cast.rows["PAUL"].values()}
    assert shared | private <= on_stage


def test_the_walls_hold_by_the_house_own_checks() -> None:
    assert run_checks(tags=["walls"]) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ACCESS": None}, "no ACCESS"),
        ({"ACCESS": Access(side="both", area="parties", partner="partnership__partner__code")}, "unknown side"),
        (
            {"ACCESS": Access(side="shared", area="cellar", partner="partnership__partner__code")},
            "unknown side or area",
        ),
        ({"ACCESS": Access(side="shared", area="parties", partner="partnership__partner__name")}, "partner's code"),
        ({"ACCESS": Access(side="shared", area="parties", partner="partnership__nobody")}, "partner's code"),
        ({"ACCESS": Access(side="shared", area="parties")}, "hangs on no partner"),
        (
            {
                "ACCESS": Access(
                    side="shared",
                    area="parties",
                    partner="contract__partnership__partner__code",
                    partnership="partnership__code",
                )
            },
            "not the partner of its partnership",
        ),
        (
            {"ACCESS": Access(side="shared", area="parties", partner="partnership__partner__code", partnership="code")},
            "partnership's code",
        ),
    ],
)
def test_a_hole_in_what_a_model_declares_is_seen(
    change: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(checks.faults_of(Contract)) == []
    for name, value in change.items():
        monkeypatch.setattr(Contract, name, value)
    assert any(told in fault for fault in checks.faults_of(Contract))


def test_a_shared_row_that_points_to_a_private_one_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Partnership, "ACCESS", Access(side="client", area="parties", partner="partner__code"))
    assert "partnership: a shared row points to a private one" in checks.faults_of(Contract)


def test_an_open_manager_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = copy.copy(Contract._meta)
    opened.__dict__["default_manager"] = models.Manager()
    monkeypatch.setattr(Contract, "_meta", opened)
    assert "its default manager hands out rows" in checks.faults_of(Contract)


@pytest.mark.parametrize("role", [Role.CIO, Role.SERVICE_OWNER, Role.EXECUTIVE, Role.PARTNER_EXECUTIVE])
def test_somebody_narrowed_to_one_partnership_sees_that_one_alone(cast: Cast, role: Role) -> None:
    partner = "PAUL" if role is Role.PARTNER_EXECUTIVE else ""
    seen = Actor(99, role, partner, frozenset({"PAUL-1"}))
    nothing = Actor(99, role, partner, frozenset({"NOBODY-1"}))
    for code in PARTNERS:
        for row in cast.rows[code].values():
            model = type(row)
            found = visible(seen, model).filter(pk=row.pk).exists()
            assert not (found and code != "PAUL"), model.__name__
            kept = model in (Partner, Person) and bool(partner) and code == "PAUL"
            assert visible(nothing, model).filter(pk=row.pk).exists() == kept, model.__name__
    assert visible(seen, Partnership).count() == 1
    assert not visible(seen, Morning).exists()


def test_a_partner_s_user_without_a_partner_sees_nothing(cast: Cast) -> None:
    lost = Actor(99, Role.PARTNER_EXECUTIVE)
    assert all(not visible(lost, type(row)).exists() for row in cast.rows["PAUL"].values())


def test_one_row_is_404_when_it_may_not_be_seen(cast: Cast) -> None:
    other = cast.rows["PAULA"]["Partnership"]
    with pytest.raises(Http404):
        one_visible(Actor(99, Role.PARTNER_EXECUTIVE, "PAUL"), Partnership, pk=other.pk)


def test_somebody_narrowed_reads_no_word_of_another_partnership(cast: Cast) -> None:
    everything(Membership, "test").filter(role="vendor_manager").update(partnership_codes=["PAUL-1"])
    client = signed_in(cast, "vendor_manager")
    words = [canary(name, "PAULA") for name in (*PRIVATE, *SHARED)] + ["Firm PAULA"]
    mine = ""
    for code in PARTNERS:
        for some in addresses_by_route(cast, code).values():
            for address in some:
                answer = client.get(address)
                text = said(answer)
                assert answer.status_code < 500, address
                assert [word for word in words if word in text] == [], address
                mine += text
    assert {name for name in (*PRIVATE, *SHARED) if canary(name, "PAUL") in mine} >= {"promise", "idea", "comment"}
    assert client.get("/")["Location"] == "/partnerships/"
    assert client.get("/api/v1/call").status_code == 404
    assert client.get(f"/call/{cast.morning.pk}/briefing/").status_code == 404  # type: ignore[union-attr]


def test_a_row_is_not_moved_where_its_writer_sees_nothing(cast: Cast) -> None:
    narrow = Actor(cast.users["vendor_manager"].pk, Role.VENDOR_MANAGER, "", frozenset({"PAUL-1"}))
    mine, theirs = (cast.rows[code]["Ambition"] for code in PARTNERS)
    other = cast.rows["PAULA"]["Partnership"]
    moved = everything(Ambition, "test").get(pk=mine.pk)
    before, moved.partnership = plain_values(moved), other
    for write in (
        lambda: correct_row(narrow, moved, before, moved.version),
        lambda: correct_row(narrow, theirs, plain_values(theirs), theirs.version),  # type: ignore[arg-type]
        lambda: add_row(narrow, Ambition(partnership=other, side="client", text="new", since=date(2026, 1, 1))),
    ):
        with pytest.raises(Http404):
            write()
    assert everything(Ambition, "test").get(pk=mine.pk).partnership_id == cast.rows["PAUL"]["Partnership"].pk
    assert everything(Ambition, "test").count() == len(PARTNERS)


WRITES: dict[str, tuple[str, Callable[[Actor, Cast], object]]] = {
    "add a fact": ("facts.write", lambda actor, _cast: add_row(actor, Partner(code="N", name="N"))),
    "correct a fact": ("facts.write", lambda actor, cast: correct_row(actor, cast.rows["PAUL"]["Partner"], {}, 1)),  # type: ignore[arg-type]
    "log a call": ("call.decide", lambda actor, cast: record_outcome(actor, cast.morning.pk, "message")),  # type: ignore[union-attr]
    "put a call off": ("call.decide", lambda actor, cast: snooze(actor, cast.morning.pk, "travelling")),  # type: ignore[union-attr]
    "undo a call": ("call.decide", lambda actor, cast: undo(actor, "outcome", cast.rows["PAUL"]["Outcome"].pk)),
    "take a file in": ("import.run", lambda actor, _cast: batches.receive(actor, BytesIO(b"Code;Nom\nA;B\n"), "p.csv")),
    "give all facts": ("facts.read", lambda actor, _cast: export(actor, "fr")),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", WRITES)
def test_an_action_asks_for_the_right_itself_whatever_the_page_did(cast: Cast, action: str, role: Role) -> None:
    verb, act = WRITES[action]
    actor = Actor(cast.users[role.value].pk, role, "PAUL" if role is Role.PARTNER_EXECUTIVE else "")
    if may_open(cast, role.value, verb):
        act(actor, cast)
    else:
        with pytest.raises(PermissionDenied):
            act(actor, cast)


def test_the_cast_has_somebody_of_every_role(cast: Cast) -> None:
    assert set(Role) <= set(cast.users)
    assert User.objects.count() >= len(cast.users)


@pytest.mark.parametrize("name", MUTANTS)
def test_each_hole_to_plant_still_has_its_place(name: str) -> None:
    for file, found, instead in MUTANTS[name]:
        text = (SOURCE / file).read_text(encoding="utf-8")
        assert text.count(found) == 1, file
        assert found != instead
