"""P1 and P2: business seconds with their verdict, and due dates, beside what people would pick. python -m bench.clock

A million tickets of 2023 to 2025 on eight calendars, four priorities, 0 to 4 pauses, in no order; the same at a tenth
and ten times the size. Peers run on a sample, with the interpreter of ETINCELLE_PEERS, which `make bench`
makes (tools/peers.sh). The oracle walks minute by minute along the clock on the wall.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from tests.comfort_zone.wall_oracle import walk

from bench.report import Line, at_most, show
from etincelle.comfort_zone.many_clocks import Events, life_events, net_seconds_by, pause_events
from etincelle.comfort_zone.service_hours import ServiceHours, compile_hours
from etincelle.comfort_zone.timetable import Timetable
from etincelle.comfort_zone.written_hours import read_hours

HOUR, DAY = 3600, 86_400
HORIZON = (date(2023, 1, 1), date(2026, 1, 1))
WATCHED = (date(2025, 1, 1), date(2026, 1, 1))  # the year that the oracle walks
SIZES = (100_000, 1_000_000, 10_000_000)
ABSENT = "not installed: see tools/peers.sh"
ORACLE_SAMPLE, PEER_SAMPLE, DUE_SAMPLE = 10_000, 3_000, 1_000
PROMISES = np.array([4, 8, 20, 40]) * HOUR
CALENDARS = tuple(
    ServiceHours(code, zone, read_hours(text), country, part)
    for code, zone, text, country, part in (
        ("paris-office", "Europe/Paris", "lun-ven 8-18", "FR", "national"),
        ("paris-lunch", "Europe/Paris", "lun-ven 9-12 13-18", "FR", "national"),
        ("moselle-saturday", "Europe/Paris", "lun-sam 7-20", "FR", "57"),
        ("always", "Europe/Paris", "24x7", "", ""),
        ("nights", "Europe/Paris", "7j/7 22-6", "FR", "national"),
        ("london", "Europe/London", "mon-fri 8-18", "GB", "ENG"),
        ("new-york", "America/New_York", "mon-fri 8-18", "US", "NY"),
        ("paris-long", "Europe/Paris", "lun-ven 7-22", "FR", "national"),
    )
)


@dataclass(frozen=True)
class Tickets:
    """Columns: calendar, promised seconds, start, stop; pauses by owner, apart from one another."""

    which: Any
    promised: Any
    started: Any
    stopped: Any
    pauses: tuple[Any, Any, Any]

    def events(self) -> Events:
        """The log, ticket after ticket; pauses merged and cut to the life of their ticket."""
        return life_events(self.started, self.stopped) + pause_events(self.pauses, self.started, self.stopped)


def shuffled(events: Events) -> Events:
    """The same log in no order: the worst that can be read."""
    order = np.random.default_rng(2).permutation(events.ticket.size)
    return Events(events.ticket[order], events.instant[order], events.sign[order])


def draw_tickets(count: int, seed: int, first: int, last: int) -> Tickets:
    """Tickets between two instants: hours to days long, pauses 0 to 4, mean .88."""
    draw = np.random.default_rng(seed)
    started = draw.integers(first, last - 31 * DAY, count)
    length = np.clip(draw.lognormal(11, 1.4, count), 60, 30 * DAY).astype(np.int64)
    pauses: list[tuple[Any, Any, Any]] = []
    several = draw.choice(5, count, p=[0.5, 0.24, 0.16, 0.08, 0.02])
    for number in range(1, 5):
        owner = np.flatnonzero(several == number)
        cuts = np.sort(draw.random((owner.size, 2 * number)), axis=1) * length[owner, None]
        ends = started[owner, None] + cuts.astype(np.int64)
        pauses.append((np.repeat(owner, number), ends[:, ::2].reshape(-1), ends[:, 1::2].reshape(-1)))
    owner, begin, end = (np.concatenate(column) for column in zip(*pauses))
    which = draw.integers(0, len(CALENDARS), count).astype(np.int8)
    return Tickets(which, PROMISES[draw.integers(0, 4, count)], started, started + length, (owner, begin, end))


def judge(events: Events, tickets: Tickets, tables: list[Timetable]) -> tuple[Any, Any]:
    """Net seconds and whether the promise was met: the job that is measured."""
    net = net_seconds_by(events, tickets.which, tables)
    return net, net <= tickets.promised


def best_of(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of a few runs, in seconds of one processor: neighbours on the machine do not count."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def extra_memory(work: Callable[[], object]) -> float:
    """Megabytes allocated at the worst moment, over what was there."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def growth(tables: list[Timetable]) -> tuple[float, list[Line]]:
    """Tickets a second at a million from a log in no order; a line for each size, one for the memory of a million."""
    first, last = max(t.first for t in tables), min(t.last for t in tables)
    rates, lines = {}, []
    for size in SIZES:
        tickets = draw_tickets(size, 1, first, last)
        merging = best_of(tickets.events, 1)
        events = tickets.events()
        in_order = best_of(lambda e=events, t=tickets: judge(e, t, tables))  # type: ignore[misc]
        events = shuffled(events)
        seconds = best_of(lambda e=events, t=tickets: judge(e, t, tables))  # type: ignore[misc]
        memory = extra_memory(lambda e=events, t=tickets: judge(e, t, tables))  # type: ignore[misc]
        rates[size] = size / seconds
        told = f"{size / seconds / 1e6:.1f} M/s, in order {size / in_order / 1e6:.1f}; merging pauses {merging:.2f} s"
        lines.append(Line("P1", f"clocks with their verdict, {size:,} tickets in no order", told))
        if size == 1_000_000:
            lines.append(at_most("P1", "memory over the input, 1,000,000 tickets", memory, 100, "MB"))
    return rates[1_000_000], lines


def oracle(tickets: Tickets) -> Any:
    """Net seconds by walking: minutes looked up on the wall, tickets counted second by second."""
    net = np.empty(tickets.which.size, dtype=np.int64)
    for place, hours in enumerate(CALENDARS):
        table = compile_hours(hours, *WATCHED)
        axis = walk(hours, table.first, table.last)
        for ticket in np.flatnonzero(tickets.which == place):
            life = axis[tickets.started[ticket] - table.first : tickets.stopped[ticket] - table.first].copy()
            for held in np.flatnonzero(tickets.pauses[0] == ticket):
                begin, end = (int(column[held] - tickets.started[ticket]) for column in tickets.pauses[1:])
                life[begin:end] = False
            net[ticket] = np.count_nonzero(life)
    return net


def for_peers(tickets: Tickets, dues: list[tuple[int, int, int]]) -> dict[str, Any]:
    """Calendars and a sample of tickets as plain lists."""
    days = [HORIZON[0] + timedelta(days=n) for n in range((HORIZON[1] - HORIZON[0]).days)]
    calendars = [
        {"code": h.code, "zone": h.zone, "windows": h.windows, "holidays": [str(d) for d in days if h.is_day_off(d)]}
        for h in CALENDARS
    ]
    held: dict[int, list[tuple[int, int]]] = {}
    for owner, begin, end in zip(*(column.tolist() for column in tickets.pauses)):
        held.setdefault(owner, []).append((begin, end))
    columns = (tickets.which, tickets.started, tickets.stopped)
    rows = [(*(int(column[n]) for column in columns), held.get(n, [])) for n in range(PEER_SAMPLE)]
    return {"calendars": calendars, "tickets": rows, "dues": dues}


def ask_peers(question: dict[str, Any]) -> dict[str, Any]:
    """What each installed peer answers and how long it took; nothing without an interpreter that has them."""
    interpreter = os.environ.get("ETINCELLE_PEERS", "")
    if not interpreter:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "question.json"
        asked.write_text(json.dumps(question), encoding="utf-8")
        command = [interpreter, str(Path(__file__).with_name("clock_peers.py")), str(asked)]
        answer: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def compare(peers: dict[str, Any], tickets: Tickets, net: Any, ours: float) -> list[Line]:
    """Each peer beside the oracle and ourselves: how many times faster, how often it is wrong."""
    lines = []
    for name in ("pm4py", "businesstimedelta", "business-duration"):
        if name not in peers:
            lines.append(Line("P1", f"beside {name}", ABSENT))
            continue
        places, found = (np.array(peers[name][key]) for key in ("places", "net"))
        rate = places.size / peers[name]["seconds"]
        off = np.abs(found - net[places])
        verdicts = int(((found <= tickets.promised[places]) != (net[places] <= tickets.promised[places])).sum())
        wrong = int((off >= 1).sum())
        told = f"{ours / rate:,.0f} x as fast; it is wrong on {wrong} of {places.size}, {verdicts} verdicts"
        wanted, met = ("at least 200 x", ours / rate >= 200) if name == "pm4py" else ("", None)
        lines.append(Line("P1", f"beside {name}", told, wanted, met))
    return lines


def due_dates(table: Timetable) -> tuple[float, list[tuple[int, int, int]], Any]:
    """P2: our rate on a million due dates; a sample to ask the peer, and our answers to it."""
    draw = np.random.default_rng(5)
    begins = draw.integers(table.first, table.last - 60 * DAY, 1_000_000)
    seconds = PROMISES[draw.integers(0, 4, begins.size)]
    rate = begins.size / best_of(lambda: table.due(begins, seconds))
    sample = [(1, int(b), int(s)) for b, s in zip(begins[:DUE_SAMPLE], seconds[:DUE_SAMPLE])]
    return rate, sample, table.due(begins[:DUE_SAMPLE], seconds[:DUE_SAMPLE])


def due_lines(peers: dict[str, Any], rate: float, ours: Any) -> list[Line]:
    """P2 beside the peer, when it is there."""
    lines = [Line("P2", "due dates, 1,000,000", f"{rate / 1e6:.1f} M/s")]
    if "due" not in peers:
        return [*lines, Line("P2", "beside businesstimedelta", ABSENT)]
    theirs = np.array(peers["due"]["found"])
    times = rate * peers["due"]["seconds"] / DUE_SAMPLE
    told = f"{times:,.0f} x as fast; other answers: {int((theirs != ours).sum())} of {DUE_SAMPLE}"
    return [*lines, Line("P2", "beside businesstimedelta", told, "at least 1,000 x", times >= 1000)]


def measure() -> list[Line]:
    """The lines of P1 and P2."""
    tables = [compile_hours(hours, *HORIZON) for hours in CALENDARS]
    rate, lines = growth(tables)
    year = [compile_hours(hours, *WATCHED) for hours in CALENDARS]
    tickets = draw_tickets(ORACLE_SAMPLE, 3, max(t.first for t in year), min(t.last for t in year))
    truth = oracle(tickets)
    net, _met = judge(tickets.events(), tickets, tables)
    wrong = int((net != truth).sum())
    lines.append(Line("P1", "wrong against a walk along the clock", f"{wrong} of {ORACLE_SAMPLE:,}", "0", wrong == 0))
    due_rate, sample, ours = due_dates(tables[1])
    peers = ask_peers(for_peers(tickets, sample))
    return [*lines, *compare(peers, tickets, truth, rate), *due_lines(peers, due_rate, ours)]


def main() -> int:
    """Print the table; 0 when every target that could be tried is reached."""
    return show(measure())


if __name__ == "__main__":
    sys.exit(main())
