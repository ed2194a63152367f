"""One-time links and the delay after failed sign-ins."""

import hashlib
import secrets
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import actor_of
from etincelle.foundation.models import SignInFailure, SignInLink, User

LINK_MINUTES = 15
FREE_FAILURES = 5
WINDOW = timedelta(minutes=15)
HOUSE_FAILURES = 60
HOUSE_WINDOW = timedelta(minutes=1)
WHY = "sign-in"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make_link(user: User, minutes: int = LINK_MINUTES) -> str:
    """A secret for one sign-in; only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    everything(SignInLink, WHY).filter(expires_at__lt=clock.now() - WINDOW).delete()
    SignInLink(user=user, digest=_digest(secret), expires_at=clock.now() + timedelta(minutes=minutes)).save()
    return secret


def spend_link(secret: str) -> User | None:
    """The user of a link that is known, unspent and in time; it is spent by this call.

    Somebody without any active membership left is nobody.
    """
    with transaction.atomic():
        now = clock.now()
        rows = everything(SignInLink, WHY).filter(digest=_digest(secret), used_at=None, expires_at__gt=now)
        link = rows.select_related("user").first()
        if link is None or not rows.filter(pk=link.pk).update(used_at=now):
            return None
        return link.user if actor_of(link.user) else None


def record_failure(account: str) -> None:
    """Remember a failed sign-in of an account, known or not, by its digest, for as long as it counts."""
    everything(SignInFailure, WHY).filter(at__lte=clock.now() - WINDOW).delete()
    SignInFailure(account=_digest(account.strip().lower()), at=clock.now()).save()


def seconds_to_wait(account: str) -> int:
    """How long this account must wait: nothing for five failures, then 2, 4, 8… up to 900 seconds.

    A delay, never a lock: nobody can shut somebody else out for good. When the whole house fails more than once a
    second, every password waits for the minute to pass: guessing is slow, and one-time links still open.
    """
    digest = _digest(account.strip().lower())
    now = clock.now()
    recent = everything(SignInFailure, WHY).filter(at__gt=now - HOUSE_WINDOW).order_by("-at")
    moments = list(recent.values_list("at", flat=True)[:HOUSE_FAILURES])
    if len(moments) == HOUSE_FAILURES:
        return _seconds_left(moments[-1] + HOUSE_WINDOW, now)
    rows = everything(SignInFailure, WHY).filter(account=digest, at__gt=now - WINDOW).order_by("-at")
    count = rows.count()
    last = rows.values_list("at", flat=True).first()
    if count < FREE_FAILURES or last is None:
        return 0
    delay = min(2 ** (count - FREE_FAILURES + 1), 900)
    return _seconds_left(last + timedelta(seconds=delay), now)


def _seconds_left(until: datetime, now: datetime) -> int:
    return max(0, ceil((until - now).total_seconds()))


def clear_failures(account: str) -> None:
    """A good sign-in ends the delay."""
    everything(SignInFailure, WHY).filter(account=_digest(account.strip().lower())).delete()
