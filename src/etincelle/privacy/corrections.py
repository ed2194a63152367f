"""The last correction of a person, and taking it back."""

from collections.abc import Collection

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, everything, one_visible, require
from etincelle.foundation.models import Change, JournalEntry
from etincelle.foundation.versions import StaleVersion, save_versioned
from etincelle.intake.models import Batch
from etincelle.parties.models import Person

WHY = "corrections of a person"
CORRECT, TAKE_BACK = "facts.correct", "facts.take_back"


class NothingToTakeBack(Exception):
    """The row was changed since by another way, or its former values are gone."""


def last(person: Person) -> Change | None:
    """The values of the last thing done to the row, when it was a correction."""
    entries = everything(JournalEntry, WHY).filter(kind=Person._meta.label, key=str(person.pk))
    entry = entries.filter(action__startswith="facts.").order_by("-seq").first()
    if entry is None or entry.action != CORRECT:
        return None
    return everything(Change, WHY).filter(entry=entry).first()


def take_back(actor: Actor, person: Person, expected: int) -> None:
    """Put the former values back over the version that was read."""
    require(actor, "facts.write")
    change = last(person)
    if change is None or change.before is None:
        raise NothingToTakeBack
    before, after = change.before, {name: getattr(person, name) for name in change.before}
    fields = {field.attname: field for field in Person._meta.concrete_fields}
    for name, value in before.items():
        setattr(person, name, fields[name].to_python(value))
    try:
        with transaction.atomic():
            save_versioned(person, expected)
            one_visible(actor, Person, pk=person.pk)
            journal.record(actor, TAKE_BACK, (Person._meta.label, str(person.pk)), after, before)
    except StaleVersion as error:
        raise NothingToTakeBack from error


def files_of(numbers: Collection[int]) -> list[str]:
    """The names of the files of some imports, in order."""
    rows = everything(Batch, WHY).filter(pk__in=numbers).values_list("filename", flat=True)
    return sorted(set(rows))
