"""Tickets made for the tests of histories: hours of service as a ledger wants them, and generated events."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.timetable import Timetable
from etincelle.comfort_zone.written_hours import read_hours
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.port import GIVEN, Given

STATES = {"Awaiting User Info": "pause", "On Hold": "pause", "Resolved": "stop", "Closed": "stop", "Canceled": "cancel"}
DAY = timedelta(days=1)
NO_HOURS: dict[str, Sequence[Any]] = {name: [] for name in GIVEN["timetable"]}


def table(name: str, rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Rows as the columns of a given view."""
    return dict(zip(GIVEN[name], zip(*rows) if rows else ([] for _ in GIVEN[name])))


def office(code: str, zone: str, since: datetime, until: datetime) -> Timetable:
    """Open from 8 to 18 on working days of a zone."""
    return compile_hours(ServiceHours(code, zone, read_hours("lun-ven 8-18")), since.date(), until.date())


def hours_given(timetables: Sequence[Timetable]) -> dict[str, dict[str, Sequence[Any]]]:
    """The grids of timetables as views."""
    grids = [(one.code, grid) for one in timetables if (grid := one.grid())]
    columns = {
        "calendar": [np.full(len(grid.bucket), code) for code, grid in grids],
        "bucket": [grid.bucket for _code, grid in grids],
        "base_seconds": [grid.before for _code, grid in grids],
        "is_open": [grid.is_open for _code, grid in grids],
    }
    steps = table("timetable_steps", [(code, grid.step) for code, grid in grids])
    joined = {name: np.concatenate(parts) for name, parts in columns.items()} if grids else NO_HOURS
    return {"timetable": joined, "timetable_steps": steps}


def promising(ledger: EmbeddedLedger, timetables: Sequence[Timetable], seconds: int = 36_000) -> Given:
    """Every group of tickets is promised so many seconds, in one of the timetables by turns."""
    groups = ledger.query("ticket_groups")
    codes = [one.code for one in timetables]
    promises = [(*row[:4], codes[place % len(codes)], seconds) for place, row in enumerate(groups)]
    return {
        **hours_given(timetables),
        "clock_states": table("clock_states", list(STATES.items())),
        "promised_times": table("promised_times", promises),
        "asked_months": table("asked_months", [("F3-1", "2026-03-01"), ("F4-1", "2026-04-01"), ("", "2016-04-01")]),
    }


def generated(folder: Path, tickets: int) -> EmbeddedLedger:
    """About seven observations a ticket, over 2026: pauses, reopenings, ties, late and missing words.

    The second part of tickets corrects the last fifty of the first one, the second part of contacts some of its first.
    """
    writer = EmbeddedLedger(folder, {})
    select = """
        WITH ticket AS (
            SELECT i, 'T' || i AS number, hash(i * 7 + 1) % 5 AS pauses,
                   TIMESTAMP '2026-01-05 07:00:00' + to_seconds((hash(i) % 27000000)::BIGINT) AS opened_at
            FROM range($1, $2) AS r(i)
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
               CASE WHEN draw % 40 = 1 THEN NULL WHEN i < $3 AND k = 1 THEN 'On Hold'
                    WHEN k = 0 THEN 'New' WHEN k = 2 + 2 * pauses THEN 'Resolved'
                    WHEN k % 2 = 1 THEN 'Active' WHEN draw % 97 = 0 THEN 'Canceled'
                    WHEN draw % 9 = 0 THEN 'Resolved' ELSE 'On Hold' END AS state,
               opened_at, opened_at + INTERVAL 9 HOUR AS resolved_at, NULL AS closed_at,
               (draw % 20 <> 0) <> (i < $3) AS made_sla, 0 AS reopened,
               0 AS reassigned, k + 2 AS line
        FROM event
    """
    cut = tickets * 3 // 4
    parts = [
        writer.write_part_from_sql("tickets", select, bounds) for bounds in ((0, cut, 0), (cut - 50, tickets, cut))
    ]
    contacts = [writer.write_part_from_sql("contacts", CONTACTS, given) for given in ((12_000, "mail"), (500, "call"))]
    mails = [writer.write_part_from_sql("mails", MAILS, [rows]) for rows in (6_000, 900)]
    parts_of = {"tickets": parts, "contacts": contacts, "mails": mails}
    return EmbeddedLedger(folder, {name: [part.path.name for part in made] for name, made in parts_of.items()})


CONTACTS = """
    SELECT 'ics' AS source, 'e' || (i % 3999) AS external_id, TIMESTAMP '2026-03-02 09:00:00' AS occurred_at,
           DATE '2026-03-02' + (i % 3999 % 90)::INT AS day,
           CASE WHEN i % 3 = 0 THEN $2 ELSE 'meeting' END AS channel,
           2 + i % 4 AS people, 30 AS minutes, CASE WHEN i % 2 = 0 THEN 'é' ELSE 'p' END || (i % 97) AS person_code,
           CASE WHEN i % 5 < 3 THEN 'client' ELSE 'partner' END AS side, '' AS partner_code, 'attendee' AS role,
           i % 31 = 0 AS cancelled, i AS line
    FROM range($1) AS r(i)
"""

MAILS = """
    SELECT 'mail' AS source, 'm' || (i % 2999) AS message, 't' || (i % 401) AS thread,
           TIMESTAMP '2026-03-02 09:00:00' AS occurred_at, DATE '2026-03-02' + (i % 2999 % 90)::INT AS day,
           2 + i % 7 AS people, 'é' || (i % 97) AS person_code,
           CASE WHEN i % 97 < 50 THEN 'client' ELSE 'partner' END AS side, '' AS partner_code,
           CASE WHEN i % 4 = 0 THEN 'to' ELSE 'from' END AS role, i AS line
    FROM range($1) AS r(i)
"""


def seen(number: str, state: str | None, at: datetime, seq: int, **more: Any) -> dict[str, Any]:
    """One observation, of a ticket opened on Monday 2 March 2026 at 9:00 unless told otherwise."""
    row = {"source": "now", "number": number, "state": state, "seen_at": at, "seq": seq, "line": seq + 2}
    opened = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return {**row, "opened_at": opened, "partnership_code": "P1", "priority": "1", "grp": "G", "service": "S", **more}
