"""Writing to the network: "we spoke", and taking it back."""

from datetime import date

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, one_visible, require, visible
from etincelle.foundation.models import JournalEntry
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Partnership, Person
from etincelle.vocabulary.levels import Side

DECLARED, REPEATED, WITHDRAWN = "network.declare_contact", "network.repeat_contact", "network.withdraw_contact"


def declare_contact(
    actor: Actor, partnership: Partnership, pair: tuple[Person, Person], day: date, channel: str = "call"
) -> DeclaredContact:
    """Record a conversation that somebody remembers; saying it twice for a day changes nothing.

    Raises ValueError for a pair that is not one of each side, or a day to come.
    """
    require(actor, "call.decide")
    same = _natural(partnership, pair, day)
    if day > clock.today():
        raise ValueError(f"{day} is still to come")
    with transaction.atomic():
        known = everything(DeclaredContact, why="declare once").filter(**same).first()
        contact = known or DeclaredContact(**same, channel=channel, sample=partnership.sample)
        if known is None:
            contact.save(force_insert=True)
        one_visible(actor, DeclaredContact, pk=contact.pk)
        journal.record(actor, REPEATED if known else DECLARED, _subject(contact), after={"day": day})
    return contact


def withdraw_contact(actor: Actor, partnership: Partnership, pair: tuple[Person, Person], day: date) -> None:
    """Take back one saying of a contact: it goes with the last one, unless a form or a file brought it."""
    require(actor, "call.decide")
    with transaction.atomic():
        rows = everything(DeclaredContact, why="undo a declared contact").filter(**_natural(partnership, pair, day))
        contact = rows.first()
        if contact is None:
            return
        kind, key = _subject(contact)
        entries = everything(JournalEntry, why="who else said it").filter(kind=kind, key=key)
        said = list(entries.values_list("action", flat=True))
        journal.record(actor, WITHDRAWN, (kind, key), before={"day": day})
        if DECLARED in said and said.count(REPEATED) <= said.count(WITHDRAWN):
            contact.delete()


def withdraw(actor: Actor, key: int) -> None:
    """Take back one saying of a declared contact by its number; one that is gone already stays gone."""
    contact = visible(actor, DeclaredContact).filter(pk=key).first()
    if contact is not None:
        pair = (contact.person_client, contact.person_partner)
        withdraw_contact(actor, contact.partnership, pair, contact.day)


def _natural(partnership: Partnership, pair: tuple[Person, Person], day: date) -> dict[str, object]:
    by_side = {person.side: person for person in pair}
    if by_side.keys() != {side.value for side in Side}:
        raise ValueError("a contact needs one person of each side")
    ours, theirs = by_side[Side.CLIENT.value], by_side[Side.PARTNER.value]
    return {"partnership": partnership, "day": day, "person_client": ours, "person_partner": theirs}


def _subject(contact: DeclaredContact) -> tuple[str, str]:
    return contact._meta.label, str(contact.pk)
