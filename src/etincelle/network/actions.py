"""Writing to the network: "we spoke"."""

from datetime import date

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, require
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Partnership, Person
from etincelle.vocabulary.levels import Side


def declare_contact(
    actor: Actor, partnership: Partnership, pair: tuple[Person, Person], day: date, channel: str = "call"
) -> DeclaredContact:
    """Record a conversation that somebody remembers; saying it twice for a day changes nothing."""
    require(actor, "call.decide")
    ours, theirs = sorted(pair, key=lambda p: p.side != Side.CLIENT.value)
    same = {"partnership": partnership, "day": day, "person_client": ours, "person_partner": theirs}
    with transaction.atomic():
        known = everything(DeclaredContact, why="declare once").filter(**same).first()
        if known:
            return known
        contact = DeclaredContact(**same, channel=channel, sample=partnership.sample)
        contact.save(force_insert=True)
        journal.record(
            actor, "network.declare_contact", ("network.DeclaredContact", str(contact.pk)), after={"day": day}
        )
    return contact


def withdraw_contact(partnership: Partnership, pair: tuple[Person, Person], day: date) -> None:
    """Take back what `declare_contact` recorded; the caller has checked the right and journals the act."""
    same = {"partnership": partnership, "day": day, "person_client__in": pair, "person_partner__in": pair}
    everything(DeclaredContact, why="undo a declared contact").filter(**same).delete()
