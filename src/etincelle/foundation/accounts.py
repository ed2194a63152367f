"""From a signed-in user to an actor; opening and closing accounts. What is changed here holds from the next request."""

import re

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils.translation import gettext

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Membership, SignInLink, User
from etincelle.vocabulary.levels import Role

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def actor_of(user: User | AnonymousUser, membership: int | None = None) -> Actor | None:
    """The actor of a user in one active membership; None when there is none.

    A user with several memberships sees one at a time: the one asked for, else the oldest.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    rows = list(memberships_of(user.pk))
    chosen = next((m for m in rows if m.pk == membership), rows[0] if rows else None)
    if chosen is None:
        return None
    role = Role(chosen.role)
    if role is Role.PARTNER_EXECUTIVE and not chosen.partner_code:
        return None
    narrowed = frozenset(chosen.partnership_codes) if chosen.partnership_codes else None
    others = tuple((m.pk, m.role, m.partner_code) for m in rows if m is not chosen)
    return Actor(user.pk, role, chosen.partner_code, narrowed, others)


class AccountError(ValueError):
    """The account cannot be opened as asked; the message says what to change."""


def memberships_of(user_id: int) -> "models.QuerySet[Membership]":
    """The active memberships of a user, the oldest first: he sees the house through one at a time."""
    rows = everything(Membership, why="sign-in").filter(user_id=user_id, state=Membership.State.ACTIVE)
    return rows.order_by("pk")


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
