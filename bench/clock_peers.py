"""What peers say of the same tickets, run by an interpreter that has them: clock_peers.py question.json

Each peer gets what its documentation asks for, built before the watch starts: local times, holidays, windows.
Net = open time from start to stop, less the open time of each pause.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DAY = 86_400
MIDNIGHT = clock(23, 59, 59, 999999)  # the nearest to 24:00 that can be said
Elapsed = Callable[[datetime, datetime], float]


def reading(second: int) -> clock:
    """A second of the day as a time."""
    return MIDNIGHT if second == DAY else clock(second // 3600, second % 3600 // 60)


def pm4py_of(calendar: dict[str, Any]) -> Elapsed:
    """Weekly slots and a calendar of working days; it drops zones, so local times are what it should be given."""
    from pm4py.util.business_hours import soj_time_business_hours_diff  # noqa: PLC0415 - only where installed

    class Working:
        off = frozenset(map(date.fromisoformat, calendar["holidays"]))

        def is_working_day(self, day: date) -> bool:
            return day not in self.off

    slots = [(n * DAY + a, n * DAY + b) for n, windows in enumerate(calendar["windows"]) for a, b in windows]
    working = Working()
    return lambda begin, end: soj_time_business_hours_diff(begin, end, slots, working)


def rules_of(calendar: dict[str, Any]) -> Any:
    """The rules of businesstimedelta for a calendar."""
    import pytz  # noqa: PLC0415
    from businesstimedelta import HolidayRule, Rules, WorkDayRule  # noqa: PLC0415

    zone = pytz.timezone(calendar["zone"])
    windows = {tuple(window) for day in calendar["windows"] for window in day}
    rules = [
        WorkDayRule(reading(a), reading(b), [n for n, day in enumerate(calendar["windows"]) if [a, b] in day], tz=zone)
        for a, b in sorted(windows)
    ]
    off = [date.fromisoformat(day) for day in calendar["holidays"]]
    return Rules([*rules, *([HolidayRule(off, tz=zone)] if off else [])])


def businesstimedelta_of(calendar: dict[str, Any]) -> Elapsed:
    """Its difference keeps hours and seconds apart."""
    rules = rules_of(calendar)

    def elapsed(begin: datetime, end: datetime) -> float:
        found = rules.difference(begin, end)
        return float(found.hours * 3600 + found.seconds)

    return elapsed


def business_duration_of(calendar: dict[str, Any]) -> Elapsed | None:
    """One window, the same each working day; None for other calendars."""
    from business_duration import businessDuration  # noqa: PLC0415

    windows = {tuple(map(tuple, day)) for day in calendar["windows"] if day}
    if len(windows) != 1 or len(next(iter(windows))) != 1 or next(iter(windows))[0] == (0, DAY):
        return None
    begin_at, end_at = (reading(second) for second in next(iter(windows))[0])
    weekend = [n for n, day in enumerate(calendar["windows"]) if not day]
    off = [date.fromisoformat(day) for day in calendar["holidays"]]
    return lambda a, b: businessDuration(
        a.replace(tzinfo=None), b.replace(tzinfo=None), begin_at, end_at, weekend, off, "sec"
    )


PEERS = {
    "pm4py": ("pm4py", pm4py_of),
    "businesstimedelta": ("businesstimedelta", businesstimedelta_of),
    "business-duration": ("business_duration", business_duration_of),
}


def best_of(work: Callable[[], list[Any]]) -> tuple[list[Any], float]:
    """The answer and the shortest of three runs, in seconds of one processor."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return found, min(seconds)


def answers(question: dict[str, Any], build: Callable[[dict[str, Any]], Elapsed | None]) -> dict[str, Any]:
    """Net seconds of the tickets whose calendar can be said, and the time it took."""
    readers = [build(calendar) for calendar in question["calendars"]]
    zones = [ZoneInfo(calendar["zone"]) for calendar in question["calendars"]]
    places, work = [], []
    for place, (which, started, stopped, pauses) in enumerate(question["tickets"]):
        if readers[which] is not None:
            spans = [[datetime.fromtimestamp(t, zones[which]) for t in span] for span in ((started, stopped), *pauses)]
            places.append(place)
            work.append((readers[which], spans))
    net, seconds = best_of(
        lambda: [elapsed(*spans[0]) - sum(elapsed(*span) for span in spans[1:]) for elapsed, spans in work]
    )
    return {"places": places, "net": net, "seconds": seconds}


def due_dates(question: dict[str, Any]) -> dict[str, Any]:
    """Due dates by adding business time to a start."""
    from businesstimedelta import BusinessTimeDelta  # noqa: PLC0415

    calendar = question["calendars"][question["dues"][0][0]]
    rules, zone = rules_of(calendar), ZoneInfo(calendar["zone"])
    work = [(datetime.fromtimestamp(t, zone), BusinessTimeDelta(rules, seconds=s)) for _which, t, s in question["dues"]]
    found, seconds = best_of(lambda: [int((begin + promise).timestamp()) for begin, promise in work])
    return {"found": found, "seconds": seconds}


def main() -> None:
    """Print the answers of every peer that is there, as JSON."""
    question = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    told = {
        name: answers(question, build) for name, (module, build) in PEERS.items() if importlib.util.find_spec(module)
    }
    if "businesstimedelta" in told:
        told["due"] = due_dates(question)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
