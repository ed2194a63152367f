"""P9: the refresh of the night on tickets already ingested, at three sizes, each in a process of its own.

    python -m bench.nightly                              the three sizes
    python -m bench.nightly PARTNERSHIPS CONTACTS TICKETS      one, on the installation in ETINCELLE_DATA, as JSON

Also says whether the bench is worth something: how many partnerships each signal could judge, and for how many the
tickets reach a proof. Growth is judged on processor time, which the rest of the machine disturbs least.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import stage
from bench.report import Line, at_most, show
from etincelle.foundation.access import everything
from etincelle.ledger.models import LedgerPart, TicketMonth
from etincelle.spark.actions import publish
from etincelle.spark.models import IndexRecord, SignalRecord

SECONDS_LIMIT, MEGABYTES_LIMIT, GROWTH_LIMIT, KNOWN_LIMIT = 60.0, 1024.0, 1.25, 0.8
WHY = "bench"


def one() -> dict[str, Any]:
    """Refresh the installation of this process, and what came of it."""
    start, used = time.perf_counter(), time.process_time()
    morning = publish(stage.TODAY)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = time.perf_counter()
    publish(stage.TODAY)
    return {
        "seconds": seconds, "processor": processor, "megabytes": peak, "again": time.perf_counter() - again,
        "kind": morning.payload["kind"], **worth(),
    }  # fmt: skip


def worth() -> dict[str, Any]:
    """What the refresh judged: partnerships, share known by signal, tickets in all and attached, and their proofs."""
    judged = list(everything(SignalRecord, WHY).values_list("code", "score", "evidence"))
    count = everything(IndexRecord, WHY).count()
    known: dict[str, float] = {}
    for code, score, _evidence in judged:
        known[code] = known.get(code, 0) + (score is not None) / count
    told = sum(
        e["code"] == "comfort_zone.incidents_made" for _code, score, es in judged if score is not None for e in es
    )
    months = list(everything(TicketMonth, WHY).values_list("partnership_code", "tickets"))
    attached = sum(tickets for code, tickets in months if code)
    events = sum(everything(LedgerPart, WHY).filter(dataset="contacts").values_list("rows", flat=True)) // 2
    return {
        "partnerships": count, "contacts": events, "known": known, "told": told / count,
        "tickets": sum(n for _code, n in months), "attached": attached,
    }  # fmt: skip


def measure() -> list[Line]:
    """The lines of P9; the largest installation stays in ETINCELLE_DATA for the benches that follow."""
    results = []
    for size in stage.SIZES:
        with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as scratch:
            folder = stage.DATA if size == stage.LARGE else Path(scratch)
            stage.build_apart(size, folder)
            command = [sys.executable, "-m", "bench.nightly", *map(str, size)]
            answer = subprocess.run(
                command,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "ETINCELLE_DATA": str(folder)},
            )
            results.append(json.loads(answer.stdout.splitlines()[-1]))
    return [*map(_told, results), *_judged(results)]


def _told(found: dict[str, Any]) -> Line:
    name = f"{found['partnerships']} partnerships, {found['contacts']:,} contacts, {found['tickets']:,} tickets"
    figure = f"{found['seconds']:.1f} s, {found['megabytes']:.0f} MB; unchanged {found['again']:.1f} s"
    return Line("P9", name, figure)


def _judged(results: list[dict[str, Any]]) -> list[Line]:
    last = results[-1]
    costs = [1000 * found["processor"] / found["partnerships"] for found in results]
    growth = costs[-1] / costs[0]
    least = min(last["known"], key=lambda code: last["known"][code])
    share = last["known"][least]
    enough = f"at least {KNOWN_LIMIT:.0%}"
    return [
        at_most("P9", "the largest: refresh of the night", last["seconds"], SECONDS_LIMIT, "s"),
        at_most("P9", "the largest: memory at the highest", last["megabytes"], MEGABYTES_LIMIT, "MB"),
        Line(
            "P9", "linear: processor time a partnership, by size", " · ".join(f"{c:.0f} ms" for c in costs),
            f"at most {GROWTH_LIMIT:g} × the first", growth <= GROWTH_LIMIT,
        ),
        Line("P9", f"signals that judge on data ({len(last['known'])}); the least", f"{share:.0%} {least}", enough, share >= KNOWN_LIMIT),
        Line("P9", "tickets attached to a partnership", f"{last['attached'] / last['tickets']:.1%}"),
        Line("P9", "partnerships whose proofs count tickets", f"{last['told']:.0%}", enough, last["told"] >= KNOWN_LIMIT),
    ]  # fmt: skip


def main() -> int:
    """Run the sizes and print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(one()))
        sys.exit(0)
    sys.exit(main())
