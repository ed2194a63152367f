"""Unknown addresses of known firms: which wait for an answer, and the answers, each of which can be taken back."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.http import Http404

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, one_visible, require, visible
from etincelle.parties.addresses import Candidate, Someone, Stranger, candidates, name_from
from etincelle.parties.models import AddressChoice, Partner, Person, PersonAlias, SeenAddress
from etincelle.vocabulary.levels import Side

WHY = "recognise addresses"
VERB = "import.run"


class InUse(Exception):
    """A person added from an address was changed or is pointed to: taking him back would lose something."""


def remember(batch: int, strangers: Iterable[Stranger]) -> None:
    """Keep the unknown addresses of an import; the caller holds its transaction."""
    everything(SeenAddress, WHY).filter(batch=batch).delete()
    everything(SeenAddress, WHY).bulk_create(
        SeenAddress(batch=batch, address=s.address, name=s.name, partner_code=s.partner, messages=s.messages)
        for s in strangers
    )


def forget(batch: int) -> None:
    """Drop the unknown addresses of an import that is undone."""
    everything(SeenAddress, WHY).filter(batch=batch).delete()


def waiting(actor: Actor | None) -> list[tuple[Stranger, tuple[Candidate, ...]]]:
    """Addresses without an answer that an actor may see, most messages first, with who may be behind each."""
    found: dict[str, Stranger] = {}
    rows = visible(actor, SeenAddress).order_by("batch").values_list("address", "name", "partner_code", "messages")
    for address, name, partner, messages in rows:
        before = found.get(address)
        most = max(messages, before.messages if before else 0)
        found[address] = Stranger(address, name or (before.name if before else ""), partner, most)
    if not found:
        return []
    people = everybody(actor)
    known = {address for person in people for address in person.addresses}
    settled = known | set(visible(actor, AddressChoice).values_list("address", flat=True))
    strangers = sorted((s for a, s in found.items() if a not in settled), key=lambda s: (-s.messages, s.address))
    return [(stranger, candidates(stranger, people)) for stranger in strangers]


def everybody(actor: Actor | None) -> list[Someone]:
    """The people an actor may see, with all their addresses."""
    more: dict[int, list[str]] = defaultdict(list)
    for owner, address in visible(actor, PersonAlias).order_by("address").values_list("person_id", "address"):
        more[owner].append(address.casefold())
    rows = visible(actor, Person).order_by("code").values_list("pk", "code", "name", "partner__code", "email")
    return [
        Someone(code, name, partner or "", tuple(a for a in (email.casefold(), *more[pk]) if a))
        for pk, code, name, partner, email in rows
    ]


def stranger_at(actor: Actor, address: str) -> Stranger:
    """An address that waits, or 404."""
    for stranger, _candidates in waiting(actor):
        if stranger.address == address:
            return stranger
    raise Http404


def accept(actor: Actor, address: str, code: str) -> AddressChoice:
    """An address is another one of somebody of the same firm."""
    require(actor, VERB)
    stranger, person = stranger_at(actor, address), one_visible(actor, Person, code=code)
    if (person.partner.code if person.partner else "") != stranger.partner:
        raise Http404
    with transaction.atomic():
        alias = PersonAlias(person=person, address=address)
        alias.save(force_insert=True)
        one_visible(actor, PersonAlias, pk=alias.pk)
        return chosen(actor, address, AddressChoice.Choice.ALIAS, code)


def add_person(actor: Actor, address: str) -> AddressChoice:
    """An address is that of a new person of its firm."""
    require(actor, VERB)
    stranger = stranger_at(actor, address)
    partner = one_visible(actor, Partner, code=stranger.partner) if stranger.partner else None
    side = Side.PARTNER if partner else Side.CLIENT
    with transaction.atomic():
        person = Person(
            code=free_code(address), side=side.value, partner=partner, name=name_from(stranger), email=address
        )
        person.save(force_insert=True)
        return chosen(actor, address, AddressChoice.Choice.PERSON, person.code)


def free_code(address: str) -> str:
    """An identifier nobody has: the local part, with a number if needed."""
    bare = address.rpartition("@")[0].partition("+")[0][:100] or "person"
    taken = set(everything(Person, WHY).filter(code__startswith=bare).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := bare if n == 1 else f"{bare}-{n}") not in taken)


def refuse(actor: Actor, address: str) -> AddressChoice:
    """An address is left aside, and no longer proposed."""
    require(actor, VERB)
    stranger_at(actor, address)
    with transaction.atomic():
        return chosen(actor, address, AddressChoice.Choice.REFUSED)


def chosen(actor: Actor, address: str, choice: AddressChoice.Choice, code: str = "") -> AddressChoice:
    """Write an answer with its journal line; the caller holds the transaction."""
    row = AddressChoice(address=address, choice=choice, person_code=code)
    row.save(force_insert=True)
    one_visible(actor, AddressChoice, pk=row.pk)
    journal.record(actor, f"address.{choice}", (row._meta.label, str(row.pk)), after={"address": address, "to": code})
    return row


def take_back(actor: Actor, key: int) -> str:
    """Undo an answer, and give back its address, which is proposed again; raises InUse for a person in use."""
    require(actor, VERB)
    with transaction.atomic():
        row = one_visible(actor, AddressChoice, pk=key)
        if row.choice == AddressChoice.Choice.ALIAS:
            everything(PersonAlias, WHY).filter(address=row.address, person__code=row.person_code).delete()
        if row.choice == AddressChoice.Choice.PERSON:
            remove_person(row)
        told = {"address": row.address, "to": row.person_code}
        journal.record(actor, "address.take_back", (row._meta.label, str(row.pk)), before=told)
        address = row.address
        row.delete()
    return address


def remove_person(row: AddressChoice) -> None:
    """Delete the person an answer added, when nobody touched him since."""
    person = everything(Person, WHY).filter(code=row.person_code).first()
    if person is None:
        return
    pointing = [field for field in Person._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel)]
    used = (everything(one.related_model, WHY).filter(**{one.field.name: person.pk}).exists() for one in pointing)
    if person.version != 1 or any(used):
        raise InUse
    everything(Person, WHY).filter(pk=person.pk).delete()
