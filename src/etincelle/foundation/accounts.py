"""From a signed-in user to an actor; opening and closing accounts. What is changed here holds from the next request."""

import re

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Membership, SignInLink, User
from etincelle.foundation.prepared import Prepared, given
from etincelle.vocabulary.levels import Role

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
MEMBERSHIPS = Prepared(
    lambda: (
        everything(Membership, why="sign-in")
        .filter(user_id=given("user"), state=Membership.State.ACTIVE)
        .order_by("pk")
        .values_list("pk", "role", "partner_code", "partnership_codes")
    )
)


def actor_of(user: User | AnonymousUser, membership: int | None = None) -> Actor | None:
    """The actor of a user in one active membership; None when there is none.

    A user with several memberships sees one at a time: the one asked for, else the oldest.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    rows = MEMBERSHIPS(user=user.pk)
    chosen = next((row for row in rows if row[0] == membership), None) or next(iter(rows), None)
    if chosen is None:
        return None
    role, partner, codes = Role(chosen[1]), chosen[2], chosen[3]
    if role is Role.PARTNER_EXECUTIVE and not partner:
        return None
    others = tuple((key, its_role, its_partner) for key, its_role, its_partner, _codes in rows if key != chosen[0])
    return Actor(user.pk, role, partner, frozenset(codes) if codes else None, others)


ACCOUNT = Prepared(lambda: User.objects.filter(pk=given("user")))


class Accounts(ModelBackend):
    """Django's own, but for how the user of a session is read."""

    def get_user(self, user_id: int) -> User | None:
        """The user, unless he is gone or inactive."""
        user: User | None = ACCOUNT.first(user=user_id)
        return user if user and self.user_can_authenticate(user) else None


class AccountError(ValueError):
    """The account cannot be opened as asked; the message says what to change."""


def open_account(email: str, role: Role, partner: str = "", *, sample: bool = False) -> User:
    """A user with an active membership in a role; asking twice changes nothing, asking for a suspended one opens it."""
    if (role is Role.PARTNER_EXECUTIVE) != bool(partner):
        raise AccountError(gettext("A partner’s code goes with a partner’s user, and only with one."))
    if not ADDRESS.fullmatch(email):
        raise AccountError(gettext("“%s” is not an e-mail address. Write for example you@example.org.") % email)
    with transaction.atomic():
        user = User.objects.filter(username=email).first()
        if user is None:
            user = User(username=email, email=email)
            user.set_unusable_password()
            user.save()
        rows = everything(Membership, why="open an account").filter(user=user, role=role, partner_code=partner)
        held = rows.first() or Membership(user=user, role=role, partner_code=partner, sample=sample)
        if held.state != Membership.State.ACTIVE:
            held.state = Membership.State.ACTIVE
            held.save()
            journal.record(None, "accounts.open", _subject(held), after={"role": role.value, "partner": partner})
    return user


def suspend(email: str, role: Role | None = None) -> int:
    """Close a user's memberships, or those in one role: open pages and links end with them; returns how many."""
    active = everything(Membership, why="close an account").filter(
        user__username=email, state=Membership.State.ACTIVE, **({"role": role.value} if role else {})
    )
    with transaction.atomic():
        closed = list(active.order_by("pk"))
        for held in closed:
            held.state = Membership.State.SUSPENDED
            held.save()
            everything(SignInLink, why="close an account").filter(user_id=held.user_id, used_at=None).delete()
            journal.record(None, "accounts.suspend", _subject(held), before={"role": held.role})
    return len(closed)


def _subject(membership: Membership) -> tuple[str, str]:
    return membership._meta.label, str(membership.pk)


def first_user() -> User | None:
    """The user of the oldest active client membership: for whom a start-up link is printed."""
    rows = everything(Membership, why="start-up link").filter(state=Membership.State.ACTIVE, partner_code="")
    first = rows.order_by("pk").select_related("user").first()
    return first.user if first else None
