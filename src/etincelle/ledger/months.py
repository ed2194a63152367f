"""Tickets by month of opening and partnership, counted once and kept, so that a night or a page counts nothing again.

How: the counts are rows of TicketMonth, with a fingerprint of the parts they were counted over. Publishing or
withdrawing a part, in the same transaction, asks the ledger which months hold an observation of a ticket that the
part speaks of, and counts these months again; the others stay. A ticket's state before and after lies in one of
those months, so the rest cannot have moved. When the fingerprint is not the one of the visible parts (sample data
removed at once, a restored database) readers count from the parts, and the next part published repairs the table.
Months are those of the installation's zone; a ticket without a date of opening counts when it was first seen.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import everything
from etincelle.ledger.models import MonthsCounted, TicketMonth
from etincelle.ledger.port import LedgerReader

WHY = "tickets by month"
DATASET = "tickets"
ROWS_AT_ONCE = 2_000
RULE = "only incidents that are over have a verdict"


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Tickets opened in a month on a partnership ("" when on none): in all, with a verdict, that made their SLA.

    `row` is the key of the stored count, "" when it was counted from the parts.
    """

    partnership: str
    month: date
    tickets: int
    judged: int
    made: int
    row: str = ""


def fingerprint(names: Sequence[str], zone: str) -> str:
    """What the months were counted over: the names of the parts, in order, the zone of the months, and by what rule."""
    return hashlib.sha256("\n".join((RULE, zone, *names)).encode()).hexdigest()


def is_counted(ledger: LedgerReader, zone: str) -> bool:
    """Whether the stored months speak of exactly the parts visible in a ledger."""
    names = ledger.visible.get(DATASET, ())
    return everything(MonthsCounted, WHY).filter(dataset=DATASET, fingerprint=fingerprint(names, zone)).exists()


def by_month(ledger: LedgerReader, zone: str, since: date, until: date) -> list[MonthCount]:
    """Months begun between two days, in order; from the stored counts when they are those of the visible parts."""
    if not is_counted(ledger, zone):
        return [count for count in counted(ledger, zone) if since <= count.month <= until]
    rows = everything(TicketMonth, WHY).filter(month__range=(since, until)).order_by("month", "partnership_code")
    columns = ("partnership_code", "month", "tickets", "judged", "made", "pk")
    return [
        MonthCount(code, month, tickets, judged, made, str(key))
        for code, month, tickets, judged, made, key in rows.values_list(*columns)
    ]


def unattached(ledger: LedgerReader, zone: str) -> int:
    """How many tickets hang on no partnership."""
    if not is_counted(ledger, zone):
        return sum(c.tickets for c in counted(ledger, zone) if not c.partnership)
    rows = everything(TicketMonth, WHY).filter(partnership_code="")
    return sum(rows.values_list("tickets", flat=True))


def counted(ledger: LedgerReader, zone: str, months: Sequence[date] | None = None) -> list[MonthCount]:
    """The same, counted from the parts: all months, or those asked."""
    if months is None:
        return [MonthCount(*row) for row in ledger.query("tickets_by_month", [zone])]
    return [MonthCount(*row) for row in ledger.query("tickets_of_months", [zone, list(months)])]


def follow(before: LedgerReader, after: LedgerReader, changed: Sequence[str], zone: str) -> None:
    """Bring the stored months from one set of parts to the next; the caller holds the transaction."""
    holder = after if set(changed) <= set(after.visible[DATASET]) else before
    months: list[date] | None = None
    stored = everything(TicketMonth, WHY)
    if is_counted(before, zone):
        numbers = [holder.visible[DATASET].index(name) for name in changed]
        months = [row[0] for row in holder.query("ticket_months_touched", [zone, numbers])]
        stored = stored.filter(month__in=months)
    counts = counted(after, zone, months)
    kept = {(c.month, c.partnership) for c in counts}
    gone = [key for key, *cell in stored.values_list("pk", "month", "partnership_code") if tuple(cell) not in kept]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        everything(TicketMonth, WHY).filter(pk__in=gone[start : start + ROWS_AT_ONCE]).delete()
    rows = [
        TicketMonth(month=c.month, partnership_code=c.partnership, tickets=c.tickets, judged=c.judged, made=c.made)
        for c in counts
    ]
    everything(TicketMonth, WHY).bulk_create(
        rows, ROWS_AT_ONCE, update_conflicts=True, unique_fields=["month", "partnership_code"],
        update_fields=["tickets", "judged", "made"],
    )  # fmt: skip
    now = {"fingerprint": fingerprint(after.visible[DATASET], zone)}
    everything(MonthsCounted, WHY).update_or_create(dataset=DATASET, defaults=now)
