"""P3: a CSV export of incidents -> monthly attainment, at three sizes. python -m bench.csv_months

Ours is the way of every import of a big file: the encoding and the separator found, the columns recognised, five formats of
dates and the zone told apart, every cell judged, refused rows kept with their line; then one part of the ledger and
its named query. Beside it, in the same run: the query an analyst would write in DuckDB who already knows the format of
this very file; and pandas, which is told it too, up to a million rows. Each size in a process of its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from bench.report import Line, apart, show

SIZES = (100_000, 1_000_000, 10_000_000)
PANDAS_MOST = 1_000_000
TOLD = {
    "source": "bench", "zone": "", "local_zone": "Europe/Paris", "day_first": True, "received_at": "2026-11-25T00:00:00",
}  # fmt: skip
EXPORT = """
    COPY (
        SELECT 'INC' || i AS number, strftime(born, '%d/%m/%Y %H:%M:%S') AS opened_at,
               strftime(born + to_seconds(took), '%d/%m/%Y %H:%M:%S') AS resolved_at,
               strftime(born + to_seconds(took + 432000), '%d/%m/%Y %H:%M:%S') AS closed_at,
               strftime(born + to_seconds(took + 432000), '%d/%m/%Y %H:%M:%S') AS sys_updated_on,
               'Closed' AS incident_state, (1 + i % 4) || ' - High' AS priority, 'S' || (i % 8) AS business_service,
               'G' || (i % 20) AS assignment_group, 'c' AS category, 0 AS reopen_count, i % 3 AS reassignment_count,
               CASE WHEN hash(i) % 10 > 0 THEN 'true' ELSE 'false' END AS made_sla
        FROM (SELECT i, TIMESTAMP '2023-01-02' + to_seconds((hash(i) % 91000000)::BIGINT) AS born,
                     (hash(i * 3) % 400000)::BIGINT AS took FROM range({count}) r(i))
    ) TO '{path}' (HEADER)
"""
ANALYST = """
    SELECT date_trunc('month', opened) AS month, count(*), count(*) FILTER (WHERE made_sla = 'true')
    FROM (SELECT strptime(opened_at, '%d/%m/%Y %H:%M:%S') AS opened, made_sla
          FROM read_csv(?, all_varchar = true, header = true, delim = ','))
    GROUP BY ALL ORDER BY ALL
"""
PANDAS = """
import sys, time
import pandas as pd
start, busy = time.perf_counter(), time.process_time()
read = pd.read_csv(sys.argv[1], dtype=str)
month = pd.to_datetime(read["opened_at"], format="%d/%m/%Y %H:%M:%S").dt.to_period("M")
found = (read["made_sla"] == "true").groupby(month).agg(["size", "sum"])
print(time.perf_counter() - start, time.process_time() - busy, int(found["sum"].sum()))
"""


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the watch, of processor, and the answer."""
    start, busy = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - start, time.process_time() - busy, answer


def ours(path: Path, folder: Path) -> list[tuple[Any, ...]]:
    """From the file to the months."""
    from etincelle.intake.ticket_stream import streamed  # noqa: PLC0415 - the settings come first
    from etincelle.ledger.embedded import EmbeddedLedger  # noqa: PLC0415

    with streamed(path, TOLD, "P") as found:
        if found.rejected:
            raise RuntimeError(f"{found.rejected} rows refused")
        select = "SELECT * FROM read_parquet(?)"
        part = EmbeddedLedger(folder, {}).write_part_from_sql("tickets", select, [str(found.incoming.path)])
    return EmbeddedLedger(folder, {"tickets": [part.path.name]}).query("tickets_by_month", ["UTC"])


def one_size(count: int) -> None:
    """One size: print its figures as JSON."""
    with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as name:
        os.environ |= {"ETINCELLE_DATA": name, "DJANGO_SETTINGS_MODULE": "etincelle.foundation.settings"}
        import django  # noqa: PLC0415 - the folder is chosen first

        django.setup()
        path, folder = Path(name) / "export.csv", Path(name) / "ledger"
        write = f"import duckdb; duckdb.sql({EXPORT.format(count=count, path=path)!r})"
        subprocess.run([sys.executable, "-c", write], check=True)
        wall, processor, months = timed(lambda: ours(path, folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        analyst, analyst_processor, theirs = timed(lambda: duckdb.execute(ANALYST, [str(path)]).fetchall())
        same = (sum(row[2] for row in months), sum(row[4] for row in months)) == tuple(
            sum(row[n] for row in theirs) for n in (1, 2)
        )
        print(json.dumps({
            "count": count, "megabytes": path.stat().st_size // 10**6, "wall": wall, "processor": processor,
            "peak": peak, "analyst": analyst, "analyst_processor": analyst_processor, "same": same,
            "pandas": by_pandas(path) if count <= PANDAS_MOST else None,
        }))  # fmt: skip


def by_pandas(path: Path) -> float | None:
    """Processor seconds of pandas, when the peers are there."""
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    if not interpreter:
        return None
    told = subprocess.run([interpreter, "-c", PANDAS, str(path)], check=True, capture_output=True, text=True).stdout
    return float(told.split()[1])


def measure() -> list[Line]:
    """The lines of P3."""
    lines = []
    for count in SIZES:
        lines += judged(apart("bench.csv_months", count), count == SIZES[-1])
    return lines


def judged(told: dict[str, Any], is_largest: bool) -> list[Line]:
    """One size; the largest decides, pandas at the largest it is given."""
    name = f"{told['count']:,} rows of CSV to monthly attainment"
    times = told["processor"] / told["analyst_processor"]
    lines = [
        Line("P3", name, f"{told['wall']:.1f} s, {told['processor']:.1f} s of processor, {told['megabytes']} MB read"),
        Line("P3", f"{name}: the same months", "yes" if told["same"] else "no", "yes", told["same"]),
        Line("P3", f"{name}: memory", f"{told['peak']} MB", "at most 1,024 MB", told["peak"] <= 1024),
        Line(
            "P3", f"{name}: against raw DuckDB", f"{times:.1f} x its processor time", "at most 1.15 x",
            times <= 1.15 if is_largest else None,
        ),
    ]  # fmt: skip
    if told["pandas"] is not None:
        faster = told["pandas"] / told["processor"]
        decides = told["count"] == PANDAS_MOST
        figure = f"{faster:.2f} x as fast in processor time"
        lines.append(Line("P3", f"{name}: against pandas", figure, "at least 3 x", faster >= 3 if decides else None))
    return lines


def main() -> int:
    """Print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    if len(sys.argv) == 2:
        one_size(int(sys.argv[1]))
    else:
        sys.exit(main())
