"""Who wrote in which thread on which day, part by part: a new mailbox is read once, the others never again.

How: publishing a part of mail reads that part alone and stores its rows; hiding it removes them with it. Whatever
reads all parts together takes what each says as a set, so neither the order of files nor a message that several of
them hold changes anything. The rule of what such days are worth is in network/mail.py.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import everything
from etincelle.ledger.models import LedgerPart, MailDay
from etincelle.ledger.port import LedgerReader

WHY = "days of mail"
DATASET = "mails"
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody of a side wrote in a thread on a day; `people`: the smallest gathering of his messages that day."""

    thread: str
    day: date
    person: str
    side: str
    people: int


def count(part: LedgerPart, alone: LedgerReader) -> None:
    """Store the days of a part just made visible; `alone`: a ledger that sees this part and no other."""
    rows = alone.query("mail_days")
    for start in range(0, len(rows), ROWS_AT_ONCE):
        everything(MailDay, WHY).bulk_create(
            MailDay(part=part, thread=thread, day=day, person_code=person, side=side, people=people)
            for thread, day, person, side, people in rows[start : start + ROWS_AT_ONCE]
        )


def written(since: date, threads: Collection[str] | None = None) -> Iterator[Written]:
    """All that was written from a day on, thread by thread, each in order of days; of some threads when asked."""
    rows = everything(MailDay, WHY).filter(day__gte=since).order_by("thread", "day", "person_code", "side", "people")
    if threads is not None:
        rows = rows.filter(thread__in=threads)
    columns = rows.values_list("thread", "day", "person_code", "side", "people").distinct()
    return (Written(*row) for row in columns.iterator(ROWS_AT_ONCE))
