"""Subscribed calendars: fetched in the morning from an address given once, and taken in by the door of every file.

One fetch is one import, confirmed without its preview since the person agreed when he subscribed; it is undone like any
other. What is unchanged makes no import: it only proves that the calendar is known up to today. A calendar that cannot
be fetched is tried again after an hour, then two, four… a day at most.
"""

import io
import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic

from django.db import transaction

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, one_visible, require
from etincelle.intake import batches, coverage, fetching, storage
from etincelle.intake.batches import HOUSE, BatchError, Told
from etincelle.intake.fetching import Known, NotFetched, place_of
from etincelle.intake.models import Batch, CalendarSubscription

WHY = "subscribed calendars"
MORNING = time(6, 55)  # just before the day is decided
FIRST_WAIT, LONGEST_WAIT = timedelta(hours=1), timedelta(days=1)
CLAIM = timedelta(minutes=15)
LONGEST_ROUND = 60.0  # seconds
KEPT_AFTER_REMOVAL = timedelta(days=1)
State = CalendarSubscription.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one fetch: how many meetings are new or changed, and the import that holds them, None for none."""

    new: int
    changed: int
    batch: Batch | None = None


def subscribe(actor: Actor, name: str, url: str) -> CalendarSubscription:
    """Keep an address, to be fetched from now on; raises NotFetched when it is not one that may be."""
    require(actor, "import.run")
    place = place_of(url, fetching.DOOR)
    row = CalendarSubscription(
        name=batches.clean_name(name.strip())[:80] if name.strip() else place.host[:80], url=url.strip(),
        host=place.host, next_try_at=clock.now(), created_by=actor.user_id or None,
    )  # fmt: skip
    with transaction.atomic():
        row.save(force_insert=True)
        noted(actor, "calendar.subscribe", row)
    return row


def pause(actor: Actor, row: CalendarSubscription) -> None:
    """Fetch no more, for now."""
    turned(actor, row, State.PAUSED, "calendar.pause")


def resume(actor: Actor, row: CalendarSubscription) -> None:
    """Fetch again: one that was paused, or removed less than a day ago."""
    turned(actor, row, State.ACTIVE, "calendar.resume")


def remove(actor: Actor, row: CalendarSubscription) -> None:
    """Fetch no more; the address is forgotten in a day. What was imported stays, and is undone import by import."""
    turned(actor, row, State.REMOVED, "calendar.remove")


def turned(actor: Actor, row: CalendarSubscription, state: str, action: str) -> None:
    """A subscription in another state, journaled."""
    require(actor, "import.run")
    with transaction.atomic():
        row = one_visible(actor, CalendarSubscription, pk=row.pk)
        if row.state == state or not row.url:
            return
        row.state, row.removed_at = state, clock.now() if state == State.REMOVED else None
        row.next_try_at, row.failures = clock.now(), 0
        row.save()
        noted(actor, action, row)


def noted(actor: Actor, action: str, row: CalendarSubscription) -> None:
    """The journal knows which one and in which state, not where it is."""
    subject = ("intake.CalendarSubscription", str(row.pk))
    journal.record(batches.author(actor), action, subject, after={"state": row.state})


def fetch_due(now: datetime | None = None) -> int:
    """Fetch what is due, each at most once at a time; forget the addresses of what was removed. How many were taken.

    After a minute the rest is left due: slow servers must not keep the day from being decided.
    """
    until = monotonic() + LONGEST_ROUND
    now = now or clock.now()
    forget_removed(now)
    due = everything(CalendarSubscription, WHY).filter(state=State.ACTIVE, next_try_at__lte=now).order_by("pk")
    return sum(fetch(row) is not None for row in list(due) if monotonic() < until and claimed(row, now))


def claimed(row: CalendarSubscription, now: datetime) -> bool:
    """Whether this process is the one that fetches."""
    mine = everything(CalendarSubscription, WHY).filter(pk=row.pk, state=State.ACTIVE, next_try_at__lte=now)
    return bool(mine.update(next_try_at=now + CLAIM))


def forget_removed(now: datetime) -> None:
    """Erase the addresses of subscriptions removed a day ago."""
    gone = everything(CalendarSubscription, WHY).filter(state=State.REMOVED, removed_at__lt=now - KEPT_AFTER_REMOVAL)
    gone.exclude(url="").update(url="", etag="", modified="")


def next_due(now: datetime) -> datetime:
    """When there is something to fetch again; tomorrow morning at the latest."""
    rows = everything(CalendarSubscription, WHY).filter(state=State.ACTIVE).order_by("next_try_at")
    first: datetime | None = rows.values_list("next_try_at", flat=True).first()
    return min(first, next_morning(now)) if first else next_morning(now)


def next_morning(now: datetime) -> datetime:
    """The next five to seven, local."""
    local = now.astimezone(clock.zone())
    today = datetime.combine(local.date(), MORNING, clock.zone())
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), MORNING, clock.zone())


def fetch(row: CalendarSubscription) -> Taken | None:
    """Fetch one now; None when it failed, and the row says why and when it is tried again."""
    row.tried_at = clock.now()
    try:
        taken = take(row)
    except NotFetched as error:
        failed(row, error.code)
        return None
    except Exception as error:  # a calendar must not keep the day from being decided; its address is not logged
        logger.error("calendar %s: %s", row.pk, type(error).__name__)
        failed(row, "unexpected")
        return None
    row.problem, row.failures, row.received_at = "", 0, row.tried_at
    row.next_try_at = next_morning(row.tried_at)
    saved(row)
    return taken


def failed(row: CalendarSubscription, code: str) -> None:
    """Note why, and when to try again: an hour, doubled each time, a day at most."""
    row.problem, row.failures = code, row.failures + 1
    row.next_try_at = clock.now() + min(FIRST_WAIT * 2 ** min(row.failures - 1, 10), LONGEST_WAIT)
    saved(row)


def saved(row: CalendarSubscription) -> None:
    """What a fetch changes; the state is left to the person, who may have paused it meanwhile."""
    row.save(update_fields=["etag", "modified", "problem", "failures", "tried_at", "received_at",
                            "next_try_at", "last_batch"])  # fmt: skip


def take(row: CalendarSubscription) -> Taken:
    """What the calendar holds now, imported when something in it is new; raises NotFetched."""
    known = Known(row.etag, row.modified) if row.last_batch and still_there(row) else Known()
    found = fetching.fetch(row.url, known)
    row.etag, row.modified = found.known.etag, found.known.modified
    if found.content is None:
        proved_today(row)
        return Taken(0, 0)
    if b"BEGIN:VCALENDAR" not in found.content[:4096].upper():
        raise NotFetched("no_calendar")
    return imported(row, found.content)


def still_there(row: CalendarSubscription) -> bool:
    """Whether the last import of a calendar still stands: once undone, the whole text is needed again."""
    return everything(Batch, WHY).filter(pk=row.last_batch or 0, state=Batch.State.CONFIRMED).exists()


def imported(row: CalendarSubscription, content: bytes) -> Taken:
    """The import of what was received, through the door of every file; none when nothing is new."""
    told = Told("calendar", {"subscription": row.pk})
    batch = batches.receive(HOUSE, io.BytesIO(content), f"{row.name}.ics", told)
    if batch.state == Batch.State.UPLOADED:
        batch = batches.check(HOUSE, batch)
    if batch.state != Batch.State.CHECKED:
        dropped(batch)
        raise NotFetched("unreadable")
    new, changed = batch.counts["new"], batch.counts["changed"]
    if not (new or changed) and row.last_batch and still_there(row):
        dropped(batch)
        proved_today(row)
        return Taken(0, 0)
    try:
        batch = batches.confirm(HOUSE, batch)
    except BatchError as error:
        raise NotFetched("unexpected") from error
    row.last_batch = batch.pk
    return Taken(new, changed, batch)


def dropped(batch: Batch) -> None:
    """Forget a batch that brings nothing."""
    storage.forget(batch.stored)
    everything(Batch, WHY).filter(pk=batch.pk).delete()


def proved_today(row: CalendarSubscription) -> None:
    """An unchanged calendar is known up to today as well: its silence is seen, not guessed."""
    with transaction.atomic():
        batch = everything(Batch, WHY).select_for_update().filter(pk=row.last_batch or 0).first()
        if batch is None or batch.state != Batch.State.CONFIRMED:
            return
        today = clock.today().isoformat()
        covers = [[kind, since, max(until, today), where] for kind, since, until, where in batch.counts["covers"]]
        if covers != batch.counts["covers"]:
            batch.counts = {**batch.counts, "covers": covers}
            batch.save(update_fields=["counts"])
            coverage.rebuild(batches.source_name(batch), sample=batch.sample)
