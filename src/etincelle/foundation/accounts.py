"""From a signed-in user to an actor."""

from django.contrib.auth.models import AnonymousUser

from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Membership, User
from etincelle.vocabulary.levels import Role


def actor_of(user: User | AnonymousUser, membership: int | None = None) -> Actor | None:
    """The actor of a user in one active membership; None when there is none.

    A user with several memberships sees one at a time: the one asked for, else the oldest.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    rows = everything(Membership, why="sign-in").filter(user_id=user.pk, state=Membership.State.ACTIVE)
    chosen = (rows.filter(pk=membership).first() if membership else None) or rows.order_by("pk").first()
    if chosen is None:
        return None
    role = Role(chosen.role)
    if role is Role.PARTNER_EXECUTIVE and not chosen.partner_code:
        return None
    narrowed = frozenset(chosen.partnership_codes) if chosen.partnership_codes else None
    return Actor(user.pk, role, chosen.partner_code, narrowed)
