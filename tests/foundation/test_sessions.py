"""A session opens the house as long as it lives, its user may enter and his password is the one he signed in with."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from etincelle.foundation.accounts import open_account
from etincelle.foundation.models import User
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/"


@pytest.fixture
def user() -> User:
    return open_account("cio@example.org", Role.CIO)


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.get(PAGE).status_code == 200
    return client


def suspend(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_password(user: User) -> None:
    user.set_password("another long password")
    user.save()


def expire(_user: User) -> None:
    Session.objects.update(expire_date=datetime(2026, 1, 1, tzinfo=UTC))


def end(_user: User) -> None:
    Session.objects.all().delete()


def leave(user: User) -> None:
    user.delete()


@pytest.mark.parametrize("change", [suspend, change_password, expire, end, leave])
def test_a_session_closes_at_once(client: Client, user: User, change: Callable[[User], None]) -> None:
    change(user)
    answer = client.get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/")


def test_two_sessions_are_two_users(client: Client) -> None:
    other = Client()
    other.force_login(open_account("manager@example.org", Role.VENDOR_MANAGER))
    for _turn in range(2):
        assert client.get(PAGE).context["request"].user.username == "cio@example.org"
        assert other.get(PAGE).context["request"].user.username == "manager@example.org"


def test_signing_out_ends_the_session(client: Client) -> None:
    client.post("/logout/")
    assert client.get(PAGE).status_code == 302
    assert not Session.objects.exists()
