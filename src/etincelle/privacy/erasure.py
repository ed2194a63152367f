"""Erasing one person: what will go, then all of it, from the database, the ledger and the files; again after a restore.

The facts stay under a pseudonym that says nothing, so that counts and indexes do not move. What is written by hand
loses the name; notes about him, his addresses, his account, the values of his edits go. The chain of the journal holds
digests alone: without their salts they tell nothing, and it still verifies.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.db.models import F

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock, erasures, journal
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Change, FeedKey, JournalEntry, Membership, Row, SignInLink, User
from etincelle.foundation.personal import Erase
from etincelle.foundation.sign_in import clear_failures
from etincelle.foundation.turns import IMPORTS, take_turn
from etincelle.intake import storage
from etincelle.intake.known import salt
from etincelle.intake.models import Batch, RowChange
from etincelle.intake.sources.surveys import digest
from etincelle.ledger import parts
from etincelle.parties.models import Person, PersonAlias
from etincelle.privacy.holds import hold_on
from etincelle.privacy.models import Hold
from etincelle.privacy.needles import Needles, Traits
from etincelle.privacy.places import (
    OWN,
    Mention,
    about,
    accounts_of,
    erase_of,
    mentions,
    packed,
    telling_models,
    told_by,
    traits_of,
    words_fields,
)
from etincelle.privacy.waiting import waiting

WHY = "erase a person"
GONE = (Erase.DELETE, Erase.SALT)


class Barred(Exception):
    """A legal hold bars the erasure, which will be done at its release."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold.reason)
        self.hold = hold


@dataclass(frozen=True, slots=True)
class Step:
    """What an erasure does to the rows of one place: how many go, are emptied, or keep a pseudonym."""

    place: str
    erase: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that names a person, gathered before anything is touched."""

    person: Person
    needles: Needles
    mentions: tuple[Mention, ...]
    accounts: tuple[User, ...]
    batches: tuple[Batch, ...]
    answers: tuple[int, ...]


def find(person: Person, pseudonym: str) -> Found:
    """Look everywhere."""
    traits = traits_of(person)
    needles = Needles(traits, pseudonym)
    named = tuple(m for m in mentions(needles) if not is_own(person, m))
    accounts = tuple(accounts_of(traits))
    return Found(person, needles, named, accounts, tuple(waiting(needles)), tuple(answers_of(traits)))


def is_own(person: Person, mention: Mention) -> bool:
    """Whether a mention is the person's own row, which is dealt with apart; the chain is never touched."""
    return mention.model in (User, JournalEntry) or (mention.model is Person and mention.key == person.pk)


def answers_of(traits: Traits) -> list[int]:
    """The survey answers kept under a digest of an address or of the name of the person."""
    digests = [digest(word.casefold(), salt()) for word in (*traits.addresses, traits.name) if word]
    rows = everything(FeedbackAnswer, WHY).filter(reference__in=digests).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def plan(person: Person) -> list[Step]:
    """What an erasure would do, place by place; nothing is touched."""
    found = find(person, "")
    counted: Counter[tuple[str, str]] = Counter({(Person._meta.label, Erase.NULL.value): 1})
    for mention in found.mentions:
        counted[mention.model._meta.label, what(mention)] += 1
    for model in telling_models():
        for erase in (Erase.NULL, Erase.DELETE):
            counted[model._meta.label, erase.value] += len(rows_of(person, model, erase))
    counted[Change._meta.label, Erase.SALT.value] += own_changes(person).count()
    counted[RowChange._meta.label, Erase.PSEUDONYM.value] += own_row_changes(person).count()
    counted[User._meta.label, Erase.PSEUDONYM.value] += len(found.accounts)
    counted[FeedbackAnswer._meta.label, Erase.PSEUDONYM.value] += len(found.answers)
    counted["ledger.contacts", Erase.PSEUDONYM.value] += contact_count(person)
    counted["uploads", Erase.DELETE.value] += len(found.batches)
    return [Step(place, erase, count) for (place, erase), count in sorted(counted.items()) if count]


def what(mention: Mention) -> str:
    """What happens to a row that names the person."""
    found = {erase_of(mention.model, name) for name in mention.values}
    gone = next((erase for erase in GONE if erase in found), None)
    return (gone or Erase.PSEUDONYM).value


def contact_count(person: Person) -> int:
    """How many rows of the ledger are about a person."""
    rows = parts.ledger().query("contacts_of_person", [person.code] * 2)
    return len(rows)


def rows_of(person: Person, model: Any, erase: Erase) -> list[int]:
    """The rows about the person that have something to lose: a field to empty that is not, or the whole row."""
    wanted = about(person, model)
    fields = [name for name, tag in told_by(model).items() if tag.erase is erase and name in words_fields(model)]
    if wanted is None or not fields or model is Person:
        return []
    rows = everything(model, WHY).filter(wanted).values_list("pk", *fields)
    return [key for key, *values in rows if erase is Erase.DELETE or any(values)]


def own_changes(person: Person) -> Any:
    """The values of edits of the person's own rows."""
    entries = everything(JournalEntry, WHY).filter(kind__in=[m._meta.label for m in OWN], key__in=own_keys(person))
    mine = [e.pk for e in entries if (e.kind, e.key) in set(own_rows(person))]
    return everything(Change, WHY).filter(entry__in=mine)


def own_rows(person: Person) -> list[tuple[str, str]]:
    """(model, key) of the person's own rows."""
    found = [(Person._meta.label, str(person.pk))]
    for model in OWN:
        wanted = about(person, model)
        if model is not Person and wanted is not None:
            keys = everything(model, WHY).filter(wanted).values_list("pk", flat=True)
            found += [(model._meta.label, str(key)) for key in keys]
    return found


def own_keys(person: Person) -> list[str]:
    """The keys of the person's own rows, whatever their model."""
    return [key for _model, key in own_rows(person)]


def own_row_changes(person: Person) -> Any:
    """What imports remember of the person's own row, to be able to put it back."""
    rows = everything(RowChange, WHY).filter(model=Person._meta.label, pk_of_row=person.pk)
    return rows.exclude(before=None)


def ask(actor: Actor | None, person: Person) -> str:
    """Erase a person, unless a hold bars it: then the wish is noted, Barred is raised, and the release does it.

    Returns his pseudonym. A person erased already stays as he is.
    """
    if person.erased_on:
        return person.code
    hold = hold_on(person)
    if hold:
        everything(Hold, WHY).filter(pk=hold.pk, erasure_asked_on=None).update(erasure_asked_on=clock.today())
        raise Barred(hold)
    pseudonym = erasures.remembered().get(erasures.mark_of(person.code)) or erasures.new_pseudonym()
    erasures.remember(person.code, pseudonym)
    erase(actor, person, pseudonym)
    return pseudonym


def erase(actor: Actor | None, person: Person, pseudonym: str) -> None:
    """Do it: one transaction, then the files, then the space that the database has freed."""
    with transaction.atomic():
        take_turn(IMPORTS)
        found = find(person, pseudonym)
        for mention in found.mentions:
            erase_mention(mention, found.needles)
        erase_rows_about(person)
        for account in found.accounts:
            close_account(account, pseudonym)
        for key in found.answers:
            forgotten = digest(f"{pseudonym}|{key}", salt())
            everything(FeedbackAnswer, WHY).filter(pk=key).update(reference=forgotten)
        left = parts.rewrite_people(found.needles.without)
        erase_identity(person, pseudonym)
        journal.record(actor, "privacy.erase", (Person._meta.label, str(person.pk)), after={"pseudonym": pseudonym})
    remove_files(left, found)
    clean_space()


def erase_mention(mention: Mention, needles: Needles) -> None:
    """One row loses the name, or goes."""
    rows = everything(mention.model, WHY).filter(pk=mention.key)
    if what(mention) in GONE:
        rows.delete()
        return
    told = {name: packed(mention.model, name, needles.without(value)) for name, value in mention.values.items()}
    if issubclass(mention.model, Row):
        told["version"] = F("version") + 1
    rows.update(**told)


def erase_rows_about(person: Person) -> None:
    """Notes about the person are emptied, his addresses and links go, the values of his edits go with their salts."""
    own_changes(person).delete()
    everything(RowChange, WHY).filter(model=PersonAlias._meta.label, pk_of_row__in=aliases(person)).delete()
    for model in telling_models():
        keys = rows_of(person, model, Erase.NULL)
        empty = {n: "" for n, tag in told_by(model).items() if tag.erase is Erase.NULL and n in words_fields(model)}
        if keys:
            everything(model, WHY).filter(pk__in=keys).update(**empty)
        gone = rows_of(person, model, Erase.DELETE)
        if gone:
            everything(model, WHY).filter(pk__in=gone).delete()


def aliases(person: Person) -> list[int]:
    """The keys of the person's other addresses."""
    return list(everything(PersonAlias, WHY).filter(person=person).values_list("pk", flat=True))


def close_account(user: User, pseudonym: str) -> None:
    """Nobody signs in with it any more, and it names nobody; what it did stays under its number."""
    for session in everything(Session, WHY).iterator():
        if str(session.get_decoded().get("_auth_user_id")) == str(user.pk):
            session.delete()
    clear_failures(user.username)
    clear_failures(user.email)
    everything(SignInLink, WHY).filter(user=user).delete()
    everything(FeedKey, WHY).filter(user=user).delete()
    everything(Membership, WHY).filter(user=user).update(state=Membership.State.SUSPENDED)
    user.username, user.email, user.first_name, user.last_name = f"{pseudonym}-{user.pk}", "", "", ""
    user.is_active = False
    user.set_unusable_password()
    user.save()


def erase_identity(person: Person, pseudonym: str) -> None:
    """The person's own row, and what imports remember of it, keep the pseudonym alone."""
    left = identity_left(pseudonym)
    for change in own_row_changes(person):
        change.before = {**change.before, **{name: left[name] for name in left if name in change.before}}
        change.save()
    rows = everything(Person, WHY).filter(pk=person.pk)
    rows.update(**left, erased_on=clock.today(), version=F("version") + 1)


def identity_left(pseudonym: str) -> dict[str, str]:
    """The columns of a person once he is erased."""
    tags = told_by(Person)
    return {name: pseudonym if tag.erase is Erase.PSEUDONYM else "" for name, tag in tags.items()}


def remove_files(left: list[Path], found: Found) -> None:
    """Former parts of the ledger and waiting files that name the person; whoever sent one sends it again."""
    for path in left:
        path.unlink(missing_ok=True)
    for batch in found.batches:
        storage.forget(batch.stored)


def clean_space() -> None:
    """Freed pages are written anew, so that no byte of what went is left in the files of the database."""
    if connection.in_atomic_block:  # a test: nothing is committed yet
        return
    with suppress(OperationalError), connection.cursor() as cursor:  # somebody reads: freed pages hold zeros already
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL")


def apply_again() -> int:
    """Do every remembered erasure that the database knows nothing of, as after a restore; returns how many."""
    marks = erasures.remembered()
    if not marks:
        return 0
    back = [p for p in everything(Person, WHY).filter(erased_on=None) if erasures.mark_of(p.code) in marks]
    for person in back:
        erase(None, person, marks[erasures.mark_of(person.code)])
    return len(back)
