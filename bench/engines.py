"""One ledger, two engines: whether they answer the same, and what an answer takes in seconds.

    tools/spark.sh .venv/bin/python -m bench.engines

Asks every named query of both, over the real incident log beside the checkout and over a million generated events, with
the hours of service and promised times that clocks need. Spark is asked twice: its first answers pay for Java to warm
up. Exit code 1 when one row differs, or when the real log is not there.
"""

import gzip
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.ledger.histories import generated, office, promising
from tests.ledger.questions import OF_THE_LOG, QUESTIONS, ZONE

from etincelle.intake.sources import incidents
from etincelle.ledger.cluster import ClusterLedger
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.port import Given, LedgerReader

LOG = Path(__file__).resolve().parents[2] / "shared/data/servicenow/incident_event_log_2016-04-04_17.csv.gz"
TICKETS = 143_000  # about seven events each
Asked = Mapping[str, list[Any]]


def real(folder: Path) -> EmbeddedLedger:
    """The real log as one part."""
    rows = incidents.read(gzip.decompress(LOG.read_bytes()), incidents.Settings(zone=ZONE)).rows
    writer = EmbeddedLedger(folder, {})
    part = writer.write_part("tickets", [{**row.values, "line": row.line, "partnership_code": ""} for row in rows])
    return EmbeddedLedger(folder, {"tickets": [part.path.name]})


def cases(folder: Path) -> Iterator[tuple[str, EmbeddedLedger, Given, Asked]]:
    """What is compared: its name, the ledger, what comes with the questions, the questions."""
    if LOG.is_file():
        log = real(folder / "log")
        year = datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 3, 1, tzinfo=UTC)
        yield "real log", log, promising(log, [office("paris", ZONE, *year)]), {**QUESTIONS, **OF_THE_LOG}
    made = generated(folder / "made", TICKETS)
    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    given = promising(made, [office("paris", ZONE, *year), office("utc", "UTC", *year)])
    yield "generated", made, given, QUESTIONS


def timed(ledger: LedgerReader, name: str, params: list[Any], given: Given) -> tuple[float, list[tuple[Any, ...]]]:
    """Seconds by the watch, and the answer."""
    start = time.perf_counter()
    answer = ledger.query(name, params, given)
    return time.perf_counter() - start, answer


def compare(here: EmbeddedLedger, there: ClusterLedger, given: Given, asked: Asked) -> int:
    """One line a query; how many differ."""
    unlike = 0
    print(f"{'query':24}{'rows':>9}{'DuckDB s':>10}{'Spark, first':>14}{'again':>8}")
    for name, params in asked.items():
        ours, expected = timed(here, name, params, given)
        first, answer = timed(there, name, params, given)
        again, repeated = timed(there, name, params, given)
        same = expected == answer == repeated
        unlike += not same
        line = f"{name:24}{len(expected):>9}{ours:>10.2f}{first:>14.2f}{again:>8.2f}"
        print(f"{line}  {'same' if same else 'DIFFERS'}", flush=True)
    return unlike


def main() -> int:
    """Compare all; 0 when every answer is the same and the real log was among them."""
    unlike = 0
    with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as folder:
        for title, ledger, given, asked in cases(Path(folder)):
            events = sum(count for _state, count in ledger.query("ticket_states"))
            print(f"\n{title}: {events:,} events")
            there = ClusterLedger(os.environ["ETINCELLE_LEDGER_URL"], f"file://{ledger.folder}", ledger.visible)
            unlike += compare(ledger, there, given, asked)
    if not LOG.is_file():
        print(f"LEFT OUT: the real log, not found in {LOG.parent}")
    print(f"\n{unlike} answers differ")
    return 1 if unlike or not LOG.is_file() else 0


if __name__ == "__main__":
    sys.exit(main())
