"""What a file of incidents shows of how it was made, so that an artefact is never read as sleep or as an explosion.

A flag that only says "kept so far"; final dates repeated on rows older than they are; closings that a timer makes,
which resolve nothing; a beginning cut off, where only the incidents that lived on are seen; and an end after which
openings stop because the extraction does. Each is said, and what the file proves of dates is cut down accordingly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from etincelle.comfort_zone.reads import load_effects
from etincelle.comfort_zone.ticket_states import StateEffects, plain
from etincelle.foundation.config import config
from etincelle.intake.observations import Incoming, file_rows, named_sql
from etincelle.intake.sources.rows import Covers, Doubt
from etincelle.ledger import parts

ENOUGH = 20
TIMER_SHARE = 0.5
THIN = 0.5
CUT_FROM = timedelta(days=7)
QUIET = 4
STATES_SHOWN = 12
STATES = "SELECT DISTINCT state FROM file_rows WHERE state IS NOT NULL ORDER BY 1"
EFFECTS = ("pause", "stop", "cancel", "run")


@dataclass(frozen=True, slots=True)
class Figures:
    """The row of tickets_notices.sql."""

    tickets: int
    turned: int
    kept_so_far: int
    ahead: int
    timer_days: int
    timed: int
    closed_after: int
    closed_unresolved: int
    resolved: int
    begins: datetime | None
    first_opened: datetime
    last_opened: datetime
    last_seen: datetime | None
    before: int
    widest_gap: int

    @property
    def has_timer(self) -> bool:
        """Whether most closings come the same whole number of days after the resolution, to the hour and a half."""
        return self.closed_after >= ENOUGH and self.timed >= TIMER_SHARE * self.closed_after

    @property
    def starts(self) -> date:
        """The first day the file proves: the first opening, unless only those that lived on are seen before."""
        return self.begins.date() if self.begins and self.is_cut else self.first_opened.date()

    @property
    def is_cut(self) -> bool:
        """Whether openings before the first thing that happened are half as frequent as after, or fewer."""
        if self.begins is None or self.begins - self.first_opened < CUT_FROM or self.tickets < ENOUGH:
            return False
        after = max(self.last_opened - self.begins, timedelta(days=1))
        return self.before / (self.begins - self.first_opened).days <= THIN * (self.tickets - self.before) / (
            after / timedelta(days=1)
        )

    @property
    def ends(self) -> date:
        """The last day the file proves: the last thing that happened, unless openings had stopped long before."""
        last = max(self.last_seen or self.last_opened, self.last_opened)
        return self.last_opened.date() if self.has_stopped else last.date()

    @property
    def has_stopped(self) -> bool:
        """Whether incidents go on being followed long after the last opening, for such a file."""
        if self.last_seen is None or self.tickets < ENOUGH:
            return False
        return self.last_seen - self.last_opened > max(CUT_FROM, QUIET * timedelta(days=self.widest_gap))


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is said of a file of incidents, and the dates it proves."""

    doubts: tuple[Doubt, ...]
    since: date | None = None
    until: date | None = None

    def plain(self) -> dict[str, Any]:
        """The same as JSON stores it."""
        days = {name: day.isoformat() for name, day in (("since", self.since), ("until", self.until)) if day}
        return {"doubts": [list(astuple(doubt)) for doubt in self.doubts], **days}


def noticed(incoming: Incoming) -> Noticed:
    """Look at the rows of a file."""
    with parts.ledger().connection() as db:
        file_rows(db, incoming)
        effects = load_effects()
        states = [str(state) for (state,) in db.execute(STATES).fetchall()]
        figures = figures_of(db, dated=not incoming.undated)
    said = tuple(states_said(states, effects))
    if figures is None:
        return Noticed(said)
    return Noticed((*notices(figures), *said), figures.starts, figures.ends)


def figures_of(db: duckdb.DuckDBPyConnection, *, dated: bool) -> Figures | None:
    """The figures of the rows in `file_rows`, instants in the installation's zone; None when there is no row."""
    row = db.execute(named_sql("tickets_notices"), [dated]).fetchone()
    zone = ZoneInfo(config().time_zone)
    shown: Iterable[Any] = (
        one.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if isinstance(one, datetime) else one
        for one in row or ()
    )
    return Figures(*shown) if row and row[0] else None


def notices(found: Figures) -> Iterable[Doubt]:
    """One doubt for each thing recognised."""
    if found.turned:
        yield Doubt("so_far_flag", str(found.turned))
    if found.kept_so_far:
        yield Doubt("so_far_open", str(found.kept_so_far))
    if found.ahead:
        yield Doubt("repeated_future", str(found.ahead))
    if found.has_timer:
        share = round(100 * found.timed / found.closed_after)
        yield Doubt("auto_close", f"{share}|{found.timer_days}")
    if found.closed_unresolved and found.resolved:
        yield Doubt("closed_unresolved", str(found.closed_unresolved))
    if found.is_cut:
        yield Doubt("left_truncated", f"{found.starts.isoformat()}|{found.before}")
    if found.has_stopped and found.last_seen:
        yield Doubt("openings_end", f"{found.ends.isoformat()}|{found.last_seen.date().isoformat()}")
    yield Doubt("extract_span", f"{found.starts.isoformat()}|{found.ends.isoformat()}")


def states_said(states: Iterable[str], effects: StateEffects) -> Iterable[Doubt]:
    """What the states of the file were taken to do, as long as nobody has said it."""
    unsaid = [state for state in states if plain(state) not in effects.said]
    for effect in EFFECTS:
        names = [state for state in unsaid if effects.of(state) == effect]
        if names:
            more = ["…"] if len(names) > STATES_SHOWN else []
            yield Doubt(f"states_{effect}", ", ".join([*names[:STATES_SHOWN], *more]))


def doubts_in(kept: Mapping[str, Any] | None) -> list[Doubt]:
    """What was noticed at the check, back from JSON."""
    return [Doubt(code, about) for code, about in (kept or {}).get("doubts", ())]


def cut_down(covers: Iterable[Covers], kept: Mapping[str, Any] | None) -> list[Covers]:
    """What a file covers, no further than what was noticed allows."""
    if not kept or "since" not in kept:
        return list(covers)
    since, until = date.fromisoformat(kept["since"]), date.fromisoformat(kept["until"])
    return [replace(one, since=since, until=max(since, until)) for one in covers]


def of_the_source(doubts: Iterable[Doubt]) -> list[Doubt]:
    """What stays true of a source once its file is in: neither its states nor its dates, which are shown elsewhere."""
    return [one for one in doubts if one.code != "extract_span" and not one.code.startswith("states_")]
