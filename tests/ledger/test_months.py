"""Months counted once are the months counted again: after a file, a correction, an undo, whatever their order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded plan of a test
from typing import Any

import pytest
from django.db import transaction

from etincelle.foundation.access import everything
from etincelle.ledger import months, parts
from etincelle.ledger.models import LedgerPart, TicketMonth
from etincelle.ledger.months import MonthCount

pytestmark = pytest.mark.django_db
ZONE = "Europe/Paris"
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def ticket(number: str, opened: datetime, made: bool | None = True, **more: Any) -> dict[str, Any]:
    row = {"source": "now", "number": number, "opened_at": opened, "seen_at": opened, "seq": 0, "made_sla": made}
    return {**row, "partnership_code": "P1", "line": 2, **more}


def put(batch: int, *rows: dict[str, Any]) -> None:
    parts.publish(parts.ledger().write_part("tickets", rows), batch)


def every_month() -> list[MonthCount]:
    return [replace(c, row="") for c in parts.tickets_by_month(date(2020, 1, 1), date(2030, 1, 1))]


def told() -> list[tuple[date, str, int, int, int]]:
    return [(c.month, c.partnership, c.tickets, c.judged, c.made) for c in every_month()]


def test_months_say_tickets_verdicts_and_kept_promises(data_folder: Path) -> None:
    day = datetime(2026, 3, 5, 9, tzinfo=UTC)
    put(1, ticket("A", day), ticket("B", day, None), ticket("C", day, False, partnership_code=""))
    put(2, ticket("D", day + timedelta(days=31)))
    assert told() == [(MARCH, "", 1, 1, 0), (MARCH, "P1", 2, 1, 1), (APRIL, "P1", 1, 1, 1)]
    assert parts.unattached_tickets() == 1


def test_a_new_file_counts_only_its_own_months_again(data_folder: Path) -> None:
    put(1, ticket("A", datetime(2026, 3, 5, tzinfo=UTC)))
    everything(TicketMonth, "test").update(tickets=7)
    put(2, ticket("B", datetime(2026, 4, 5, tzinfo=UTC)))
    assert dict(everything(TicketMonth, "test").values_list("month", "tickets")) == {MARCH: 7, APRIL: 1}


def test_a_count_keeps_its_key_when_it_is_counted_again(data_folder: Path) -> None:
    put(1, ticket("A", datetime(2026, 3, 5, tzinfo=UTC)))
    key = everything(TicketMonth, "test").get().pk
    put(2, ticket("B", datetime(2026, 3, 6, tzinfo=UTC)))
    assert everything(TicketMonth, "test").values_list("pk", "tickets").get() == (key, 2)


def test_a_correction_moves_a_ticket_from_month_to_month_and_back(data_folder: Path) -> None:
    opened = datetime(2026, 3, 5, tzinfo=UTC)
    put(1, ticket("A", opened), ticket("B", opened))
    put(2, ticket("A", datetime(2026, 4, 2, tzinfo=UTC), False))
    assert told() == [(MARCH, "P1", 1, 1, 1), (APRIL, "P1", 1, 1, 0)]
    parts.withdraw(2)
    assert told() == [(MARCH, "P1", 2, 2, 2)]


def test_a_month_is_the_one_of_the_house_not_of_greenwich(data_folder: Path) -> None:
    put(1, ticket("A", datetime(2026, 3, 31, 22, 30, tzinfo=UTC)))
    assert told() == [(APRIL, "P1", 1, 1, 1)]


def test_a_batch_that_fails_counts_nothing(data_folder: Path) -> None:
    put(1, ticket("A", datetime(2026, 3, 5, tzinfo=UTC)))
    before = told()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put(2, ticket("B", datetime(2026, 3, 6, tzinfo=UTC)))
        raise ZeroDivisionError
    assert told() == before
    assert months.is_counted(parts.ledger(), ZONE)


def test_parts_that_went_by_another_way_never_give_stale_counts(data_folder: Path) -> None:
    put(1, ticket("A", datetime(2026, 3, 5, tzinfo=UTC)))
    put(2, ticket("B", datetime(2026, 3, 6, tzinfo=UTC)))
    everything(LedgerPart, "test").filter(batch=2).delete()
    assert told() == [(MARCH, "P1", 1, 1, 1)]
    assert parts.unattached_tickets() == 0
    parts.recount()
    assert everything(TicketMonth, "test").get().tickets == 1


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_files_and_undos_gives_what_a_full_count_gives(data_folder: Path, seed: int) -> None:
    dice, batches = Random(seed), list[int]()
    for step in range(8):
        if batches and dice.random() < 0.3:
            parts.withdraw(batches.pop(dice.randrange(len(batches))))
        else:
            batches.append(step)
            put(step, *(drawn(dice) for _ in range(dice.randint(1, 12))))
        assert months.is_counted(parts.ledger(), ZONE)
        assert every_month() == months.counted(parts.ledger(), ZONE)


def drawn(dice: Random) -> dict[str, Any]:
    opened = datetime(2026, dice.randint(1, 5), dice.randint(1, 28), tzinfo=UTC)
    more = {"seen_at": opened + timedelta(days=dice.randint(0, 3)), "seq": dice.randint(0, 2)}
    code = dice.choice(["P1", "P2", ""])
    return ticket(f"INC{dice.randint(1, 15)}", opened, dice.choice([True, False, None]), partnership_code=code, **more)


def test_no_ticket_is_no_month(data_folder: Path) -> None:
    assert every_month() == []
