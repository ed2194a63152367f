"""Contacts and tickets of a large installation, written straight into ledger parts by DuckDB."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.stage_rows import House

BEFORE_SIGNATURE = 170
UNATTACHED = 50
SEEN_AGAIN = 20


def contacts(ledger: Any, houses: Sequence["House"], events: int, today: date) -> Any:
    """Events of one person of ours and one of theirs, from before the signature until now.

    One in four is between executives (levels 4 and 5 of both sides); where the network sleeps, these stop.
    """
    firms = ", ".join(
        f"({h.number}, {(today - h.signed).days + BEFORE_SIGNATURE}, {h.since if 'network' in h.asleep else 0})"
        for h in houses
    )
    select = f"""
        WITH firms(firm, oldest, quiet) AS (VALUES {firms}),
        events AS (
            SELECT i, firm, i // {len(houses)} % 4 = 0 AS top, oldest, quiet, hash(i) AS h
            FROM (SELECT i, i % {len(houses)} AS firm FROM range({events}) t(i)) JOIN firms USING (firm)
        ),
        dated AS (
            SELECT *, (CASE WHEN top THEN quiet ELSE 0 END + 1 + h % (oldest - CASE WHEN top THEN quiet ELSE 0 END))::INT AS back
            FROM events
        )
        SELECT 'bench' AS source, 'e' || i AS external_id, TIMESTAMP '{today} 09:00:00' - to_days(back) AS occurred_at,
               (DATE '{today}' - back)::DATE AS day, 'meeting' AS channel, 2 + (h // 7 % 3)::INT AS people, 30 AS minutes,
               CASE s WHEN 0 THEN 'c' || (CASE WHEN top THEN h // 11 % 6 ELSE 6 + h // 11 % 14 END)
                      ELSE 'p' || firm || '_' || (CASE WHEN top THEN h // 13 % 3 ELSE 3 + h // 13 % 7 END) END AS person_code,
               CASE s WHEN 0 THEN 'client' ELSE 'partner' END AS side, '' AS partner_code, 'attendee' AS role,
               false AS cancelled, i::INT AS line
        FROM dated, range(2) u(s)
    """
    return ledger.write_part_from_sql("contacts", select, [])


def tickets(ledger: Any, partnerships: int, count: int, today: date) -> list[Any]:
    """One observation of each ticket, then a part of later observations of one in twenty.

    One in fifty hangs on no partnership, as in a real export; the share that made their time differs by partnership.
    """
    opened = f"TIMESTAMP '{today - timedelta(days=4)} 09:00:00' - to_hours((hash(i) % 17000)::INT)"
    select = f"""
        SELECT 'bench' AS source, 'T' || i AS number, {opened} + to_hours($hours::INT) AS seen_at, $hours::BIGINT AS seq,
               CASE WHEN hash(i + 1) % {UNATTACHED} = 0 THEN '' ELSE 'F' || (i % {partnerships}) || '-1' END AS partnership_code,
               'Support' AS service, 'g' || (i % 7) AS grp, 'c' || (i % 9) AS category, (1 + i % 4)::VARCHAR AS priority,
               CASE WHEN $hours > 40 THEN 'Closed' ELSE 'Resolved' END AS state, {opened} AS opened_at,
               {opened} + to_hours(20) AS resolved_at, NULL::TIMESTAMP AS closed_at,
               hash(i + 2) % 100 >= 2 + i % {partnerships} % 20 AS made_sla, 0 AS reopened, 0 AS reassigned, i::INT AS line
        FROM range($first, {count}, $step) t(i)
    """
    return [
        ledger.write_part_from_sql("tickets", _filled(select, **part), [])
        for part in ({"hours": 30, "first": 0, "step": 1}, {"hours": 60, "first": 3, "step": SEEN_AGAIN})
    ]


def _filled(select: str, **values: int) -> str:
    for name, value in values.items():
        select = select.replace(f"${name}", str(value))
    return select
