"""P4: an event log -> net business time on eight calendars -> monthly levels, at three sizes. python -m bench.events

Each size in a process of its own, over one part of the ledger, in the memory the product gives its engine. Beside it, in
the same run: the engine that reads tickets one by one in Python, on a sample; and DuckDB asked for months, attainment
and percentiles of the elapsed time alone over the same bytes, which is what an analyst would write. Watch and processor
are both told, for on a busy machine the first says little: `quiet` is what two free cores would need.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
from tests.ledger.histories import hours_given

from bench.clock import CALENDARS
from bench.report import Line, apart, show
from etincelle.comfort_zone.service_clock import read_clock
from etincelle.comfort_zone.service_hours import compile_hours
from etincelle.comfort_zone.ticket_history import ClockRule, History, Observation
from etincelle.comfort_zone.timetable import Timetable
from etincelle.ledger.embedded import MEMORY, EmbeddedLedger
from etincelle.ledger.port import Given

TICKETS = (14_300, 143_000, 1_430_000)  # seven events each
SAMPLE = 2_000
REPEATS = 3
PROMISED = 36_000
STATES = {"On Hold": "pause", "Resolved": "stop"}
EVENTS = """
    WITH ticket AS (
        SELECT i, TIMESTAMP '2023-01-02 00:00:00' + to_seconds((hash(i) % 91000000)::BIGINT) AS opened_at,
               hash(i * 7 + 1) % 5 AS pauses
        FROM range(?) AS r(i)
    )
    SELECT 'bench' AS source, 'INC' || i AS number, k AS seq,
           opened_at + to_seconds((sum(hash(i * 31 + k) % 40000) OVER (PARTITION BY i ORDER BY k))::BIGINT) AS seen_at,
           'F' || (i % 20) || '-1' AS partnership_code, 'S' || (i % 8) AS service, 'g' || (i % 5) AS grp, 'c' AS category,
           (1 + i % 4)::VARCHAR AS priority, opened_at, NULL AS resolved_at, NULL AS closed_at, NULL AS made_sla,
           CASE WHEN k = 0 THEN 'New' WHEN k = 2 + 2 * pauses THEN 'Resolved' WHEN k % 2 = 1 THEN 'Active'
                ELSE 'On Hold' END AS state, 0 AS reopened, 0 AS reassigned, k + 2 AS line
    FROM ticket, range(11) AS u(k) WHERE k < 3 + 2 * pauses
"""
ANALYST = """
    WITH ticket AS (
        SELECT source, number, any_value(partnership_code) AS p, any_value(service) AS s, any_value(priority) AS q,
               any_value(grp) AS g, min(opened_at) AS opened_at, max(seen_at) FILTER (WHERE state = 'Resolved') AS solved_at
        FROM read_parquet(?) GROUP BY source, number
    ), timed AS (SELECT *, date_trunc('month', solved_at) AS month, date_diff('second', opened_at, solved_at) AS took FROM ticket)
    SELECT month, p, s, q, g, count(*), count(*) FILTER (WHERE took <= 36000), quantile_disc(took, [0.5, 0.9, 0.95])
    FROM timed GROUP BY ALL ORDER BY ALL
"""


def question(ledger: EmbeddedLedger, tables: Sequence[Timetable]) -> Given:
    """Each service has its calendar, every group of tickets ten hours."""
    groups = list(zip(*(row[:4] for row in ledger.query("ticket_groups"))))
    promised: dict[str, Sequence[Any]] = dict(zip(("partnership_code", "service", "priority", "grp"), groups))
    promised["calendar"] = [tables[int(service[1:])].code for service in promised["service"]]
    promised["promised_seconds"] = [PROMISED] * len(promised["service"])
    states = {"state": list(STATES), "effect": list(STATES.values())}
    return {**hours_given(tables), "clock_states": states, "promised_times": promised}


@dataclass(frozen=True)
class Took:
    """The shortest of a few runs by the watch, the least processor time of them, and what they answered."""

    seconds: float
    processor: float
    answer: Any


def best(work: Callable[[], Any]) -> Took:
    """Run it a few times."""
    found = []
    for _ in range(REPEATS):
        start, busy = time.perf_counter(), time.process_time()
        answer = work()
        found.append((time.perf_counter() - start, time.process_time() - busy))
    return Took(min(wall for wall, _ in found), min(busy for _, busy in found), answer)


def one_by_one(path: Path, tables: Sequence[Timetable]) -> float:
    """Events a processor second of the pure engine, reading and grouping left out."""
    query = (
        "SELECT number, service, opened_at, seen_at, state FROM read_parquet(?) ORDER BY number, seen_at, seq LIMIT ?"
    )
    tickets: dict[str, list[Any]] = {}
    for number, *row in duckdb.execute(query, [str(path), SAMPLE * 7]).fetchall():
        tickets.setdefault(number, []).append(row)
    tickets.popitem()  # cut by the limit
    rule = ClockRule((("", PROMISED),), paused=frozenset(("On Hold",)))
    histories = [
        (tables[int(rows[0][0][1:])], History(epoch(rows[0][1]), tuple(Observation(epoch(r[2]), r[3]) for r in rows)))
        for rows in tickets.values()
    ]
    took = best(lambda: [read_clock(history, table, rule, table.last) for table, history in histories])
    return sum(map(len, tickets.values())) / took.processor


def epoch(moment: datetime) -> int:
    """Seconds of an instant without a zone, in UTC."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def one_size(tickets: int) -> None:
    """One size: print its figures as JSON."""
    tables = [compile_hours(hours, date(2023, 1, 1), date(2026, 3, 1)) for hours in CALENDARS]
    with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as folder:
        code = f"from bench.events import write; write({folder!r}, {tickets})"
        name = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
        ledger = EmbeddedLedger(Path(folder), {"tickets": [name]})
        given = question(ledger, tables)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        ours = best(lambda: ledger.query("levels_by_month", ["Europe/Paris"], given))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        path = Path(folder) / "tickets" / name
        counted = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone() or (0,)
        analyst, loop = best(lambda: analysed(path)), one_by_one(path, tables)
    quiet = ours.processor / 2
    told = {
        "events": counted[0], "tickets": tickets, "judged": sum(row[7] for row in ours.answer), "peak_mb": peak,
        "before_mb": before, "seconds": round(ours.seconds, 2), "processor": round(ours.processor, 2),
        "quiet_events_s": round(counted[0] / quiet), "loop_events_s": round(loop),
        "times_the_loop": round(counted[0] / quiet / loop, 1), "analyst_seconds": round(analyst.seconds, 2),
        "analyst_processor": round(analyst.processor, 2),
        "times_the_analyst": round(ours.processor / analyst.processor, 1),
    }  # fmt: skip
    print(json.dumps(told))


def write(folder: str, tickets: int) -> None:
    """The part, written by a process of its own so that its memory is not counted."""
    print(EmbeddedLedger(Path(folder), {}).write_part_from_sql("tickets", EVENTS, [tickets]).path.name)


def analysed(path: Path) -> list[Any]:
    """The analyst's question, in the same memory."""
    with duckdb.connect(":memory:", config={"memory_limit": MEMORY}) as db:
        return db.execute(ANALYST, [str(path)]).fetchall()


def measure() -> list[Line]:
    """The lines of P4, each size in a process of its own."""
    lines = []
    for tickets in TICKETS:
        lines += judged(apart("bench.events", tickets), tickets == TICKETS[-1])
    return lines


def judged(told: dict[str, Any], is_largest: bool) -> list[Line]:
    """One size; the largest decides."""
    name = f"{told['events']:,} ticket events to monthly levels"
    figure = f"{told['seconds']:.1f} s, {told['processor']:.1f} s of processor"
    loop, analyst = told["times_the_loop"], told["times_the_analyst"]
    return [
        Line("P4", name, figure),
        Line("P4", f"{name}: memory", f"{told['peak_mb']} MB", "at most 1,536 MB", told["peak_mb"] <= 1536),
        Line(
            "P4", f"{name}: against a loop in Python", f"{loop:.0f} x as fast, two cores free", "at least 30 x",
            loop >= 30 if is_largest else None,
        ),
        Line(
            "P4", f"{name}: against elapsed time alone in DuckDB", f"{analyst:.1f} x its processor time",
            "at most 1.6 x", analyst <= 1.6 if is_largest else None,
        ),
    ]  # fmt: skip


def main() -> int:
    """Print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    if len(sys.argv) == 2:
        one_size(int(sys.argv[1]))
    else:
        sys.exit(main())
