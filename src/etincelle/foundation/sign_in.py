"""One-time links and the delay after failed sign-ins."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SignInFailure, SignInLink, User

LINK_MINUTES = 15
FREE_FAILURES = 5
WINDOW = timedelta(minutes=15)
WHY = "sign-in"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make_link(user: User, minutes: int = LINK_MINUTES) -> str:
    """A secret for one sign-in; only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    SignInLink(user=user, digest=_digest(secret), expires_at=clock.now() + timedelta(minutes=minutes)).save()
    return secret


def spend_link(secret: str) -> User | None:
    """The user of a link that is known, unspent and in time; it is spent by this call."""
    with transaction.atomic():
        now = clock.now()
        rows = everything(SignInLink, WHY).filter(digest=_digest(secret), used_at=None, expires_at__gt=now)
        link = rows.select_related("user").first()
        if link is None or not rows.filter(pk=link.pk).update(used_at=now):
            return None
        return link.user if link.user.is_active else None


def record_failure(account: str) -> None:
    """Remember a failed sign-in of an account, known or not, by its digest."""
    SignInFailure(account=_digest(account.strip().lower()), at=clock.now()).save()


def seconds_to_wait(account: str) -> int:
    """How long this account must wait: nothing for five failures, then 2, 4, 8… up to 900 seconds.

    A delay, never a lock: nobody can shut somebody else out for good.
    """
    digest = _digest(account.strip().lower())
    now = clock.now()
    rows = everything(SignInFailure, WHY).filter(account=digest, at__gt=now - WINDOW).order_by("-at")
    count = rows.count()
    last = rows.values_list("at", flat=True).first()
    if count < FREE_FAILURES or last is None:
        return 0
    delay = min(2 ** (count - FREE_FAILURES + 1), 900)
    return max(0, round((last + timedelta(seconds=delay) - now).total_seconds()))


def clear_failures(account: str) -> None:
    """A good sign-in ends the delay."""
    everything(SignInFailure, WHY).filter(account=_digest(account.strip().lower())).delete()
