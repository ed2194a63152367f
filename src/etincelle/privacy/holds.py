"""Legal holds: nothing of a person goes while one lasts."""

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything
from etincelle.parties.models import Person
from etincelle.privacy.models import Hold

WHY = "legal holds"
REASON_LENGTH = 300


def hold_on(person: Person) -> Hold | None:
    """The hold that lasts, if any."""
    return everything(Hold, WHY).filter(person=person, released_on=None).order_by("pk").first()


def place(actor: Actor | None, person: Person, reason: str) -> Hold:
    """Bar the erasure of a person; asked twice, the first hold stays. ValueError without a reason."""
    held = hold_on(person)
    if held:
        return held
    if not reason.strip():
        raise ValueError("reason")
    with transaction.atomic():
        held = Hold(person=person, reason=reason.strip()[:REASON_LENGTH], placed_on=clock.today())
        held.save(force_insert=True)
        journal.record(actor, "privacy.hold", ("parties.Person", str(person.pk)), after={"since": held.placed_on})
    return held


def release(actor: Actor | None, held: Hold) -> bool:
    """End a hold; whether an erasure waited for it, which is then to be done."""
    with transaction.atomic():
        held.released_on = clock.today()
        held.save()
        subject = ("parties.Person", str(held.person_id))
        journal.record(actor, "privacy.release", subject, after={"released_on": held.released_on})
    return held.erasure_asked_on is not None
