"""The secret address of somebody's calendar feed: only its hash is kept, a new one ends the old one, it can be revoked.

Whoever holds it reads what its owner may read at that moment: in the membership it was made in, else in his oldest.
"""

import hashlib
import secrets

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, may, require
from etincelle.foundation.accounts import actor_of
from etincelle.foundation.models import FeedKey, User

WHY = "calendar feed"


def make_feed_key(actor: Actor, membership: int | None) -> str:
    """A new secret for the actor, shown once; the former one opens nothing any more."""
    require(actor, "feed.make")
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_feed_key(actor)
        FeedKey(user_id=actor.user_id, membership=membership, digest=_digest(secret), created_at=clock.now()).save()
        journal.record(actor, "feed.open", ("foundation.FeedKey", str(actor.user_id)))
    return secret


def revoke_feed_key(actor: Actor) -> bool:
    """End the actor's feed; False when there was none."""
    require(actor, "feed.make")
    with transaction.atomic():
        gone, _ = everything(FeedKey, WHY).filter(user_id=actor.user_id).delete()
        if gone:
            journal.record(actor, "feed.revoke", ("foundation.FeedKey", str(actor.user_id)))
    return bool(gone)


def has_feed_key(actor: Actor | None) -> bool:
    """Whether the actor has a feed."""
    return actor is not None and everything(FeedKey, WHY).filter(user_id=actor.user_id).exists()


def reader_of(secret: str) -> tuple[Actor, User] | None:
    """Who reads through a secret; None when it is unknown, revoked, or its owner may no longer read the facts."""
    row = everything(FeedKey, WHY).filter(digest=_digest(secret)).select_related("user").first()
    actor = actor_of(row.user, row.membership) if row else None
    return (actor, row.user) if row and actor and may(actor, "facts.read") else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
