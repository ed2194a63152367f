"""What is past its time, and its removal: one list, read by the dry run and followed by the removal.

Contacts are kept day by day, not by month: silence, pace and the chance that a tie is alive are measured on the days of
the last twelve years. What stands instead of a summary by month: of a contact nothing is kept but its day, its time,
its channel and codes, and the codes become pseudonyms three years after the contract. The program keeps no log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, QuerySet

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock, journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import Change, JournalEntry, SignInFailure, SignInLink
from etincelle.intake import storage
from etincelle.intake.models import Batch, RowChange
from etincelle.intake.observations import UNDO_DAYS
from etincelle.ledger import parts
from etincelle.parties.models import Partnership, Person
from etincelle.privacy.erasure import apply_again, ask, clean_space
from etincelle.privacy.holds import hold_on
from etincelle.privacy.models import Hold, OwnLink
from etincelle.spark.models import Outcome

WHY = "retention"
YEARS_AFTER_CONTRACT = 3
TEXT_DAYS = 365
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one place that are past their time: `field` is emptied with `empty`, or the row goes when it is ""."""

    code: str
    model: Any
    keys: tuple[Any, ...]
    field: str = ""
    empty: Any = ""


def due(today: date) -> list[Due]:
    """Everything past its time on a day."""
    return [one for one in (*people(today), *texts(today), *traces(today)) if one.keys]


def people(today: date) -> Iterator[Due]:
    """The partner's people whose last contract ended three years ago, without a hold."""
    limit = years_before(today, YEARS_AFTER_CONTRACT)
    alive = everything(Partnership, WHY).filter(ended_on=None).values_list("partner_id", flat=True)
    ended = everything(Partnership, WHY).exclude(partner__in=alive).values("partner_id").annotate(last=Max("ended_on"))
    over = [row["partner_id"] for row in ended if row["last"] <= limit]
    held = everything(Hold, WHY).filter(released_on=None).values_list("person_id", flat=True)
    rows = everything(Person, WHY).filter(partner__in=over, erased_on=None).exclude(pk__in=held)
    yield Due(PEOPLE, Person, keys_of(rows))


def years_before(day: date, years: int) -> date:
    """The same day years ago; 28 February for a 29th that does not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def keys_of(rows: "QuerySet[Any, Any]") -> tuple[Any, ...]:
    """Primary keys, in order."""
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def texts(today: date) -> Iterator[Due]:
    """Notes, comments and refused cells of twelve months ago, but those about people under a hold."""
    limit = today - timedelta(days=TEXT_DAYS)
    held = everything(Hold, WHY).filter(released_on=None).values_list("person_id", flat=True)
    notes = everything(Outcome, WHY).filter(day__lt=limit).exclude(note="")
    notes = notes.exclude(callee__in=held).exclude(caller__in=held)
    yield Due("note", Outcome, keys_of(notes), "note")
    comments = everything(FeedbackAnswer, WHY).filter(answered_on__lt=limit).exclude(comment="")
    yield Due("comment", FeedbackAnswer, keys_of(comments), "comment")
    refused = everything(Batch, WHY).filter(created_at__lt=start_of(limit)).exclude(rejects=[])
    yield Due("refused", Batch, keys_of(refused), "rejects", [])


def traces(today: date) -> Iterator[Due]:
    """Values of edits, what undoes an import that can no longer be undone, dead links and sessions."""
    limit = start_of(today - timedelta(days=TEXT_DAYS))
    entries = everything(JournalEntry, WHY).filter(at__lt=limit.isoformat()).values_list("pk", flat=True)
    yield Due("values", Change, keys_of(everything(Change, WHY).filter(entry__in=entries)))
    undone = start_of(today - timedelta(days=UNDO_DAYS + 1))
    yield Due("undo", RowChange, keys_of(everything(RowChange, WHY).filter(batch__confirmed_at__lt=undone)))
    now = start_of(today)
    yield Due("sign_in", SignInLink, keys_of(everything(SignInLink, WHY).filter(expires_at__lt=now)))
    failures = everything(SignInFailure, WHY).filter(at__lt=now - timedelta(days=1))
    yield Due("failures", SignInFailure, keys_of(failures))
    yield Due("links", OwnLink, keys_of(everything(OwnLink, WHY).filter(expires_at__lt=now)))
    sessions = everything(Session, WHY).filter(expire_date__lt=now).order_by("pk").values_list("pk", flat=True)
    yield Due("sessions", Session, tuple(sessions))


def start_of(day: date) -> datetime:
    """The first instant of a day, where the installation is."""
    return datetime.combine(day, time(), clock.zone())


def remove(found: list[Due]) -> None:
    """Remove exactly what a list says, in one transaction for the texts, one for each person."""
    if not found:
        return
    with transaction.atomic():
        for one in found:
            if one.code != PEOPLE:
                remove_rows(one)
        told = {one.code: len(one.keys) for one in found}
        journal.record(None, "privacy.retention", ("privacy.retention", clock.today().isoformat()), after=told)
    for one in found:
        for key in one.keys if one.code == PEOPLE else ():
            pseudonymise(key)
    clean_space()


def remove_rows(one: Due) -> None:
    """The rows of one place, a bounded number at a time."""
    for start in range(0, len(one.keys), 400):
        rows = everything(one.model, WHY).filter(pk__in=one.keys[start : start + 400])
        if one.field:
            rows.update(**{one.field: one.empty})
        else:
            rows.delete()


def pseudonymise(key: int) -> None:
    """A person whose time is over, unless a hold came meanwhile."""
    person = everything(Person, WHY).get(pk=key)
    if hold_on(person) is None:
        ask(None, person)


def keep_promises() -> None:
    """Every morning: erasures cut short are taken up, what is past its time goes, files nobody waits for go."""
    apply_again()
    remove(due(clock.today()))
    storage.sweep()
    parts.sweep()
