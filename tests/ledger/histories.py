"""Tickets made for the tests of histories: hours of service as a ledger wants them, and generated events."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.port import GIVEN, Given

STEP = 900
STATES = {"Awaiting User Info": "pause", "On Hold": "pause", "Resolved": "stop", "Closed": "stop"}
COMBINED = ("partnership_code", "service", "priority", "grp")
DAY = timedelta(days=1)


def table(name: str, rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Rows as the columns of a given view."""
    return dict(zip(GIVEN[name], zip(*rows) if rows else ([] for _ in GIVEN[name])))


def office(code: str, zone: str, since: datetime, until: datetime) -> dict[str, Sequence[Any]]:
    """Open from 8 to 18 on working days of a zone, as rows of the timetable."""
    first, last = int(since.timestamp()) // STEP, int(until.timestamp()) // STEP
    bucket = np.arange(first, last + 1)
    walls = [datetime.fromtimestamp(int(one) * STEP, ZoneInfo(zone)) for one in bucket]
    is_open = np.array([wall.weekday() < 5 and 8 <= wall.hour < 18 for wall in walls])
    before = np.concatenate([[0], np.cumsum(is_open * STEP)[:-1]])
    return {"calendar": np.full(len(bucket), code), "bucket": bucket, "base_seconds": before, "is_open": is_open}


def together(*timetables: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Several timetables as one."""
    return {name: np.concatenate([one[name] for one in timetables]) for name in GIVEN["timetable"]}


def promising(
    ledger: EmbeddedLedger, timetable: dict[str, Sequence[Any]], calendars: Sequence[str], seconds: int = 36_000
) -> Given:
    """Every group of tickets is promised so many seconds, in one of the calendars by turns."""
    groups = ledger.query("ticket_groups")
    promises = [(*row[:4], calendars[place % len(calendars)], seconds) for place, row in enumerate(groups)]
    return {
        "timetable": timetable,
        "timetable_steps": table("timetable_steps", [(code, STEP) for code in calendars]),
        "clock_states": table("clock_states", list(STATES.items())),
        "promised_times": table("promised_times", promises),
    }


def generated(folder: Path, tickets: int) -> EmbeddedLedger:
    """About seven observations a ticket, over 2026, in two parts: pauses, reopenings, ties, late and missing words."""
    writer = EmbeddedLedger(folder, {})
    select = """
        WITH ticket AS (
            SELECT i, 'T' || i AS number, hash(i * 7 + 1) % 5 AS pauses,
                   TIMESTAMP '2026-01-05 07:00:00' + to_seconds((hash(i) % 27000000)::BIGINT) AS opened_at
            FROM range(?, ?) AS r(i)
        ),
        event AS (
            SELECT *, hash(i * 31 + k) AS draw FROM ticket, range(11) AS u(k) WHERE k < 3 + 2 * pauses
        )
        SELECT 'bench' AS source, number, k + (i % 50 = 0)::BIGINT AS seq,
               opened_at + to_seconds((sum(CASE WHEN draw % 6 = 0 THEN 0 ELSE draw % 40000 END) OVER (
                   PARTITION BY i ORDER BY k
               ))::BIGINT) AS seen_at,
               'F' || (i % 20) || '-1' AS partnership_code, 'S' || (i % 8) AS service, 'g' || (i % 5) AS grp,
               'c' AS category, (1 + i % 4)::VARCHAR AS priority,
               CASE WHEN draw % 40 = 1 THEN NULL WHEN k = 0 THEN 'New' WHEN k = 2 + 2 * pauses THEN 'Resolved'
                    WHEN k % 2 = 1 THEN 'Active' WHEN draw % 9 = 0 THEN 'Resolved' ELSE 'On Hold' END AS state,
               opened_at, NULL AS resolved_at, NULL AS closed_at, draw % 20 <> 0 AS made_sla, 0 AS reopened,
               0 AS reassigned, k + 2 AS line
        FROM event
    """
    cut = tickets * 3 // 4
    parts = [writer.write_part_from_sql("tickets", select, bounds) for bounds in ((0, cut), (cut - 50, tickets))]
    contacts = writer.write_part_from_sql("contacts", CONTACTS, [])
    return EmbeddedLedger(folder, {"tickets": [p.path.name for p in parts], "contacts": [contacts.path.name]})


CONTACTS = """
    SELECT 'ics' AS source, 'e' || (i % 3999) AS external_id, TIMESTAMP '2026-03-02 09:00:00' AS occurred_at,
           DATE '2026-03-02' + (i % 3999 % 90)::INT AS day,
           CASE WHEN i % 3 = 0 THEN 'mail' ELSE 'meeting' END AS channel,
           2 + i % 4 AS people, 30 AS minutes, CASE WHEN i % 2 = 0 THEN 'é' ELSE 'p' END || (i % 97) AS person_code,
           CASE WHEN i % 5 < 3 THEN 'client' ELSE 'partner' END AS side, '' AS partner_code, 'attendee' AS role,
           i % 31 = 0 AS cancelled, i AS line
    FROM range(12000) AS r(i)
"""


def seen(number: str, state: str | None, at: datetime, seq: int, **more: Any) -> dict[str, Any]:
    """One observation, of a ticket opened on Monday 2 March 2026 at 9:00 unless told otherwise."""
    row = {"source": "now", "number": number, "state": state, "seen_at": at, "seq": seq, "line": seq + 2}
    opened = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return {**row, "opened_at": opened, "partnership_code": "P1", "priority": "1", "grp": "G", "service": "S", **more}
