"""Parts are invisible until published, withdrawn by batch, swept when orphaned; the latest observation wins."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etincelle.ledger import parts

pytestmark = pytest.mark.django_db


def ticket(number: str, made: bool | None, day: int, **more: Any) -> dict[str, Any]:
    seen = datetime(2026, 3, day, 12, tzinfo=UTC)
    return {"source": "now", "number": number, "seen_at": seen, "seq": day, "opened_at": seen, "made_sla": made, **more}


def contact(key: str, person: str, side: str, **more: Any) -> dict[str, Any]:
    base = {
        "source": "ics",
        "external_id": key,
        "day": date(2026, 3, 2),
        "occurred_at": datetime(2026, 3, 2, 9, tzinfo=UTC),
    }
    return {
        **base,
        "channel": "meeting",
        "people": 2,
        "person_code": person,
        "side": side,
        "cancelled": False,
        "line": 1,
        **more,
    }


def summary() -> tuple[Any, ...]:
    return parts.ledger().query("tickets_summary")[0][:4]


def test_a_part_is_invisible_until_it_is_published(data_folder: Path) -> None:
    part = parts.ledger().write_part("tickets", [ticket("INC1", True, 1)])
    assert summary()[0] == 0
    parts.publish(part, batch=1)
    assert summary() == (1, 1, 1, 1)


def test_the_latest_observation_of_a_ticket_wins_across_parts(data_folder: Path) -> None:
    parts.publish(parts.ledger().write_part("tickets", [ticket("INC1", True, 1), ticket("INC1", False, 3)]), batch=1)
    parts.publish(parts.ledger().write_part("tickets", [ticket("INC1", True, 2), ticket("INC2", True, 2)]), batch=2)
    assert summary() == (2, 2, 2, 1)


def test_a_withdrawn_batch_leaves_no_row(data_folder: Path) -> None:
    parts.publish(parts.ledger().write_part("tickets", [ticket("INC1", True, 1)]), batch=1)
    assert parts.withdraw(1) == 1
    assert summary()[0] == 0


def test_sweeping_removes_only_files_nobody_lists(data_folder: Path) -> None:
    kept = parts.ledger().write_part("tickets", [ticket("INC1", True, 1)])
    parts.publish(kept, batch=1)
    orphan = parts.ledger().write_part("tickets", [ticket("INC9", True, 1)])
    assert parts.sweep() == 0
    assert parts.sweep(older_than=-1) == 1
    assert kept.path.exists()
    assert not orphan.path.exists()
    assert parts.missing() == []


def test_a_missing_file_is_reported(data_folder: Path) -> None:
    part = parts.ledger().write_part("tickets", [ticket("INC1", True, 1)])
    parts.publish(part, batch=1)
    part.path.unlink()
    assert parts.missing() == [f"tickets/{part.path.name}"]


def test_a_contact_needs_both_sides_and_a_cancelled_one_is_none(data_folder: Path) -> None:
    rows = [contact("a", "us", "client"), contact("a", "them", "partner"), contact("b", "us", "client")]
    parts.publish(parts.ledger().write_part("contacts", rows), batch=1)
    events = parts.ledger().query("contact_events", [date(2020, 1, 1)])
    assert [(key, persons) for key, _d, _c, _n, persons in events] == [("ics|a", ["them", "us"])]
    gone = [contact("a", p, s, cancelled=True) for p, s in (("us", "client"), ("them", "partner"))]
    parts.publish(parts.ledger().write_part("contacts", gone), batch=2)
    assert parts.ledger().query("contact_events", [date(2020, 1, 1)]) == []


def test_a_long_query_writes_nothing_where_json_goes(data_folder: Path) -> None:
    with parts.ledger().connection() as db:
        assert db.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)
