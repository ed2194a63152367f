"""The link by which a person reads what is kept about him: read only, for seven days, once, and it can be closed."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything
from etincelle.parties.models import Person
from etincelle.privacy.models import OwnLink

WHY = "a person's own link"
DAYS = 7


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(actor: Actor | None, person: Person) -> str:
    """A new secret; the links made before are closed."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        everything(OwnLink, WHY).filter(person=person).delete()
        OwnLink(person=person, digest=digest_of(secret), expires_at=clock.now() + timedelta(days=DAYS)).save()
        journal.record(actor, "privacy.link", ("parties.Person", str(person.pk)), after={"days": DAYS})
    return secret


def spend(secret: str) -> Person | None:
    """Whose link it is, if it is known, unused and in time; this call uses it, and the journal notes it."""
    now = clock.now()
    with transaction.atomic():
        rows = everything(OwnLink, WHY).filter(digest=digest_of(secret), used_at=None, expires_at__gt=now)
        link = rows.select_related("person").first()
        if link is None or not rows.filter(pk=link.pk).update(used_at=now):
            return None
        journal.record(None, "privacy.read_own", ("parties.Person", str(link.person_id)))
    return link.person


def revoke(actor: Actor | None, person: Person) -> int:
    """Close every link of a person; returns how many there were."""
    with transaction.atomic():
        count = everything(OwnLink, WHY).filter(person=person).delete()[0]
        journal.record(actor, "privacy.revoke_link", ("parties.Person", str(person.pk)), after={"links": count})
    return count


def last_day(person: Person) -> date | None:
    """Until when a link that nobody has opened yet opens; None when there is none."""
    rows = everything(OwnLink, WHY).filter(person=person, used_at=None, expires_at__gt=clock.now())
    until = rows.order_by("-expires_at").values_list("expires_at", flat=True).first()
    return until.astimezone(clock.zone()).date() if until else None
