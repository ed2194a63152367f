"""Coming in, and what happens to who is inside when his account changes: rights follow at the next request."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, canary, set_stage

from etincelle.foundation import clock, journal
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import AccountError, actor_of, open_account, suspend
from etincelle.foundation.models import Membership, SignInFailure, SignInLink
from etincelle.foundation.sign_in import HOUSE_FAILURES, make_link, record_failure, seconds_to_wait, spend_link
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
INSIDE = "/partnerships/"


@pytest.fixture
def cast() -> Cast:
    return set_stage()


def come_in(cast: Cast, who: str) -> Client:
    client = Client()
    assert client.post(f"/once/{make_link(cast.users[who])}/").status_code == 302
    return client


def memberships(email: str) -> list[Membership]:
    return list(everything(Membership, "test").filter(user__username=email).order_by("pk"))


def test_a_suspended_account_is_out_at_the_next_request(cast: Cast) -> None:
    client = come_in(cast, "cio")
    link = make_link(cast.users["cio"])
    assert client.get(INSIDE).status_code == 200
    assert suspend("cio@example.org") == 1
    assert client.get(INSIDE)["Location"] == "/login/"
    assert client.get("/login/").status_code == 200
    assert Client().post(f"/once/{link}/").status_code == 403
    assert spend_link(make_link(cast.users["cio"])) is None
    open_account("cio@example.org", Role.CIO)
    assert client.get(INSIDE).status_code == 200
    assert journal.verify() is None


def test_a_user_switched_off_is_out_at_the_next_request(cast: Cast) -> None:
    client = come_in(cast, "cio")
    cast.users["cio"].is_active = False
    cast.users["cio"].save()
    assert client.get(INSIDE)["Location"] == "/login/"
    assert spend_link(make_link(cast.users["cio"])) is None


@pytest.mark.parametrize("state", ["invited", "suspended"])
def test_only_an_active_membership_opens_a_door(cast: Cast, state: str) -> None:
    everything(Membership, "test").filter(user=cast.users["cio"]).update(state=state)
    assert actor_of(cast.users["cio"]) is None


def test_a_lost_right_is_lost_in_an_open_session(cast: Cast) -> None:
    client = come_in(cast, "vendor_manager")
    assert client.get("/facts/partner/add/").status_code == 200
    everything(Membership, "test").filter(user=cast.users["vendor_manager"]).update(role="auditor")
    assert client.get("/facts/partner/add/").status_code == 403
    assert client.get("/facts/partner/").status_code == 200


def test_somebody_who_moves_to_another_partner_leaves_the_first(cast: Cast) -> None:
    client = come_in(cast, "partner_executive")
    assert canary("idea", "PAUL") in client.get("/portal/").content.decode()
    suspend("partner_executive@example.org")
    open_account("partner_executive@example.org", Role.PARTNER_EXECUTIVE, "PAULA")
    page = client.get("/portal/").content.decode()
    assert canary("idea", "PAULA") in page
    assert canary("idea", "PAUL") not in page


def test_two_memberships_are_seen_one_at_a_time(cast: Cast) -> None:
    email = "partner_executive@example.org"
    open_account(email, Role.PARTNER_EXECUTIVE, "PAULA")
    open_account(email, Role.CIO)
    first, second, third = memberships(email)
    client = come_in(cast, "partner_executive")
    page = client.get("/portal/").content.decode()
    assert canary("idea", "PAUL") in page
    assert canary("idea", "PAULA") not in page
    assert f'value="{second.pk}"' in page
    before = client.cookies["sessionid"].value
    assert client.post("/membership/", {"membership": second.pk})["Location"] == "/"
    assert client.cookies["sessionid"].value != before
    page = client.get("/portal/").content.decode()
    assert canary("idea", "PAULA") in page
    assert canary("idea", "PAUL") not in page
    assert client.get(INSIDE).status_code == 403
    client.post("/membership/", {"membership": third.pk})
    assert client.get(INSIDE).status_code == 200
    assert client.get("/portal/").status_code == 403
    assert first.pk < second.pk < third.pk


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "9" * 40])
def test_a_membership_of_somebody_else_is_not_taken(cast: Cast, wanted: str) -> None:
    other = memberships("cio@example.org")[0].pk
    client = come_in(cast, "auditor")
    for key in (wanted, str(other)):
        client.post("/membership/", {"membership": key})
        assert client.get("/facts/partner/add/").status_code == 403
    assert Client().post("/membership/", {"membership": other})["Location"] == "/"


def test_a_membership_in_the_session_that_was_closed_opens_nothing(cast: Cast) -> None:
    email = "auditor@example.org"
    open_account(email, Role.CIO)
    client = come_in(cast, "auditor")
    client.post("/membership/", {"membership": memberships(email)[1].pk})
    assert client.get("/facts/partner/add/").status_code == 200
    assert suspend(email, Role.CIO) == 1
    assert client.get("/facts/partner/add/").status_code == 403


def test_a_partner_goes_with_his_role_and_only_with_it() -> None:
    with pytest.raises(AccountError):
        open_account("x@example.org", Role.PARTNER_EXECUTIVE)
    with pytest.raises(AccountError):
        open_account("x@example.org", Role.CIO, "PAUL")


def test_a_partner_s_membership_without_a_partner_opens_nothing(cast: Cast) -> None:
    everything(Membership, "test").filter(user=cast.users["partner_executive"]).update(partner_code="")
    assert actor_of(cast.users["partner_executive"]) is None


def test_opening_an_account_twice_changes_nothing(cast: Cast) -> None:
    entries = journal.head()
    open_account("cio@example.org", Role.CIO)
    assert len(memberships("cio@example.org")) == 1
    assert journal.head() == entries


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (15, False), (16, False)])
def test_a_link_lasts_fifteen_minutes(cast: Cast, minutes: int, opens: bool) -> None:
    with clock.frozen_at(TODAY):
        secret = make_link(cast.users["cio"])
        start = clock.now()
    later = start.astimezone(clock.zone()) + timedelta(minutes=minutes)
    with clock.frozen_at(TODAY, later.time()):
        assert (spend_link(secret) is not None) == opens


def test_a_link_is_kept_as_a_hash_and_old_ones_are_forgotten(cast: Cast) -> None:
    with clock.frozen_at(TODAY):
        secret = make_link(cast.users["cio"])
        assert not everything(SignInLink, "test").filter(digest=secret).exists()
        assert len(secret) >= 43
    with clock.frozen_at(TODAY + timedelta(days=1)):
        make_link(cast.users["cio"])
    assert everything(SignInLink, "test").count() == 1


def test_signing_in_renews_the_session_and_drops_a_planted_one(cast: Cast) -> None:
    client = come_in(cast, "auditor")
    planted = client.cookies["sessionid"].value
    client.post(f"/once/{make_link(cast.users['cio'])}/")
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get(INSIDE)["Location"] == "/login/"


def test_signing_out_ends_the_session_and_clears_the_browser(cast: Cast) -> None:
    client = come_in(cast, "cio")
    kept = client.cookies["sessionid"].value
    answer = client.post("/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get(INSIDE)["Location"] == "/login/"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_signing_out_needs_a_form(cast: Cast, method: str) -> None:
    client = come_in(cast, "cio")
    assert getattr(client, method)("/logout/").status_code in (200, 405)
    assert client.get(INSIDE).status_code == 200


def test_a_house_under_attack_slows_every_password_for_a_minute_and_no_link(cast: Cast) -> None:
    with clock.frozen_at(TODAY):
        for number in range(HOUSE_FAILURES):
            record_failure(f"guess{number}@example.org")
        assert seconds_to_wait("cio@example.org") == 60
        assert come_in(cast, "cio").get(INSIDE).status_code == 200
    with clock.frozen_at(TODAY + timedelta(days=1)):
        assert seconds_to_wait("cio@example.org") == 0
        record_failure("one@example.org")
    assert everything(SignInFailure, "test").count() == 1


def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(cast: Cast) -> None:
    with clock.frozen_at(TODAY):
        waits = []
        for _ in range(18):
            record_failure(" CIO@example.org ")
            waits.append(seconds_to_wait("cio@example.org"))
    assert waits[:9] == [0, 0, 0, 0, 2, 4, 8, 16, 32]
    assert max(waits) == waits[-1] == 900


def test_an_account_with_a_strange_name_is_only_refused(cast: Cast) -> None:
    for account in ("\0", "a" * 5000, "' OR 1=1 --", "é\u202e"):
        assert Client().post("/login/", {"account": account, "password": "\0"}).status_code == 403
