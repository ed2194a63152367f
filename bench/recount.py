"""P9: levels counted again after an import, over a million observations of 143,000 tickets. python -m bench.recount

On one partnership and on a hundred, each with one level: the first count, the next one when nothing came, after a file
that speaks of one ticket, and after a file that speaks of every partnership (the tickets of the last month, told again).
Each in a process of its own over the same folder, so that memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from typing import Any

from django.core.management import call_command

from bench import stage  # noqa: F401 - chooses the folder and sets the framework up
from bench.events import EVENTS
from bench.report import Line, at_most, show
from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.models import PromisedTime, Service, ServiceCalendar, ServiceLevel
from etincelle.ledger import parts
from etincelle.parties.models import Partner, Partnership

PARTNERSHIPS = (1, 100)
TICKETS = 143_000
NAMES = {
    "first": "first count", "nothing": "nothing came", "one": "one ticket came", "all": "a month came for all",
}  # fmt: skip
MEGABYTES_LIMIT = 1_024
NOTHING_LIMIT = 2


def build(partnerships: int) -> None:
    """An installation with one level a partnership, and the tickets."""
    call_command("migrate", verbosity=0, interactive=False)
    for number in range(partnerships):
        partner = Partner(code=f"F{number}", name=f"Firm {number}")
        partner.save()
        mine = Partnership(code=f"F{number}-1", partner=partner, name="Support", signed_on=date(2022, 1, 3))
        mine.save()
        calendar = ServiceCalendar(code=f"C{number}", partnership=mine, windows="lun-ven 8-18", holidays="FR/national")
        calendar.save()
        service = Service(code=f"S{number}", name="Support", partnership=mine)
        service.save()
        level = ServiceLevel(code=f"N{number}", service=service, name="Level", target=95)
        level.save()
        PromisedTime(level=level, calendar=calendar, minutes=600).save()
    put(EVENTS.replace("i % 20", f"i % {partnerships}"))


def put(select: str) -> None:
    """The observations of a query over the number of tickets, as one part."""
    parts.publish(parts.ledger().write_part_from_sql("tickets", select, [TICKETS]), batch=None)


def come(name: str, partnerships: int) -> None:
    """The file before a step: another word of the first ticket, or of all those of the last month."""
    every = EVENTS.replace("i % 20", f"i % {partnerships}").replace("k + 2 AS line", "0 AS line")
    chosen = {"one": "number = 'INC0'", "all": "opened_at >= TIMESTAMP '2025-11-01 00:00:00'"}.get(name)
    if chosen:
        said = f"SELECT * REPLACE ('Closed' AS state, seq + 20 AS seq) FROM ({every})"
        put(f"{said} WHERE {chosen} AND state = 'Resolved'")


def step() -> None:
    """Count what must be; print what it took as JSON."""
    start, busy = time.perf_counter(), time.process_time()
    levels = [len(level.months) for level in recompute_levels()]
    took = {"seconds": time.perf_counter() - start, "processor": time.process_time() - busy, "months": sum(levels)}
    print(json.dumps({**took, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def apart(folder: str, *arguments: str) -> dict[str, Any]:
    """A process of its own over a folder."""
    command = [sys.executable, "-m", "bench.recount", *arguments]
    answer = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "ETINCELLE_DATA": folder}
    )
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1]) if answer.stdout else {}
    return found


def measure() -> list[Line]:
    """The lines of each number of partnerships."""
    lines = []
    for partnerships in PARTNERSHIPS:
        with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as folder:
            apart(folder, "build", str(partnerships))
            for name in NAMES:
                apart(folder, name, str(partnerships))
                lines += told(partnerships, name, apart(folder, "count"))
    return lines


def told(partnerships: int, name: str, took: dict[str, Any]) -> list[Line]:
    """One step."""
    title = f"a million observations on {partnerships}, {NAMES[name]}"
    figure = f"{took['seconds']:.1f} s, {took['processor']:.1f} s of processor, {took['months']} months"
    lines = [Line("P9", title, figure), at_most("P9", f"{title}: memory", took["megabytes"], MEGABYTES_LIMIT, "MB")]
    quick = [at_most("P9", f"{title}: watch", took["seconds"], NOTHING_LIMIT, "s")] if name == "nothing" else []
    return [*lines, *quick]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    return show(measure())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", partnerships]:
            build(int(partnerships))
        case ["count"]:
            step()
        case [name, partnerships]:
            come(name, int(partnerships))
        case _:
            sys.exit(main())
