"""Calendars (RFC 5545): who met whom, on which day, for how long. Never the subject, place or text.

Only events with a known person of a partner are kept; private events, declined invitations and unknown
addresses stop at the door. A zone nobody knows refuses the event: an hour is never guessed. The window is
five years back and one year ahead; of a rule, the 750 occurrences nearest to its end in the window count.
"""

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, vDDDTypes
from icalendar.timezone import tzp

from etincelle.intake.sources.ics_people import Event, is_private, participants, values_of
from etincelle.intake.sources.ics_shape import check_shape, in_utf8, whole
from etincelle.intake.sources.rows import Covers, Known, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.values import YEARS

__all__ = ["Known", "Settings", "read"]
YEARS_BACK, YEARS_AHEAD = 5, 1
MAX_OCCURRENCES = 750
MAX_CLOCK_VALUES = 6
BUCKETS = (120, 60, 30, 15, 0)
TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
PROPOSALS = frozenset(("COUNTER", "DECLINECOUNTER", "REFRESH"))
DATED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Settings:
    """The people to recognise (by lower-case address), today, and the zone of hours without one.

    live: the calendar was fetched today from where it is kept: it proves every day up to today, and what is still to
    come is left for the day it has come, since a meeting taken out of it leaves no trace.
    """

    today: date
    known: Mapping[str, Known] = field(default_factory=dict)
    zone: str = "Europe/Paris"
    source: str = "calendar"
    live: bool = False

    @property
    def since(self) -> date:
        """First day of the window."""
        return self.today - timedelta(days=366 * YEARS_BACK)

    @property
    def until(self) -> date:
        """Last day of the window."""
        return self.today if self.live else self.today + timedelta(days=366 * YEARS_AHEAD)


@dataclass(slots=True)
class Reading:
    """What is gathered from one file; left_out counts what stopped at the door, by reason; cut: its end is missing."""

    settings: Settings
    notes: Notes
    rows: list[ParsedRow] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    stamps: list[date] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    read: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What the calendar around an event says of it.

    floating: the zone of hours without one, None when the calendar names a zone that nobody knows (its `name`).
    """

    zones: tuple[Any, ...]
    cancelling: bool
    floating: tzinfo | None
    name: str


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """Contacts of a calendar: one row per meeting and known person."""
    content = in_utf8(content)
    shape = check_shape(content)
    lines = iter(shape.events)
    reading = Reading(settings, Notes(file), cut=bool(shape.open))
    for calendar in parsed(whole(content, shape)):
        frame = frame_of(calendar, settings)
        groups = by_uid(calendar, lines)
        if str(calendar.get("METHOD", "")).upper() in PROPOSALS:
            reading.notes.doubt("calendar_proposal")
            continue
        for line, events in groups:
            read_event(events, line, frame, reading)
    return told(reading)


def told(reading: Reading) -> Parsed:
    """What was gathered, with what was left out and what is in doubt."""
    notes = reading.notes
    if not reading.read:
        notes.doubt("calendar_empty")
    if reading.cut:  # what is missing at the end must not pass for silence: nothing is proved after the last event
        notes.doubt("calendar_cut")
        reading.stamps.clear()
    if reading.days and not reading.rows:
        notes.doubt("nobody_known")
        del reading.left_out["nobody_left_out"]  # said by that sentence already
    for reason, count in sorted(reading.left_out.items()):
        notes.doubt(reason, str(count))
    covers = covered(reading.days, reading.stamps, reading.settings)
    return Parsed(tuple(reading.rows), tuple(notes.rejects), covers, tuple(notes.doubts), reading.read)


def frame_of(calendar: Calendar, settings: Settings) -> Frame:
    """The zones a calendar defines, whether it cancels, and where its hours without a zone are: there, else here."""
    zones = tuple(part for part in calendar.subcomponents if part.name == "VTIMEZONE")
    cancelling = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    name = str(calendar.get("X-WR-TIMEZONE", "")).strip()
    floating = tzp.timezone(name) if name else ZoneInfo(settings.zone)
    return Frame(zones, cancelling, floating, name[:80] or settings.zone)


def read_event(events: Sequence[Event], line: int, frame: Frame, reading: Reading) -> None:
    """Add what the events of one identifier tell, or count why they tell nothing."""
    settings, notes = reading.settings, reading.notes
    reading.read += 1
    sound = [event for event in events if is_sound(event, line, frame, notes)]
    reading.stamps += [day for event in events if (day := stamp_day(event)) <= settings.today]
    without_zone = any(is_floating(event) for event in sound)
    found = [placed(event, frame) for event in occurrences(sound, line, frame, reading)]
    reading.days += [local_start(event, settings).date() for event in found]
    public = [event for event in found if not is_private(event)]
    kept = 0
    for event in public:
        met = contacts(event, line, settings, frame.cancelling)
        reading.rows += met
        kept += len(met)
        if met:
            note_hour(event, notes)
    if kept and without_zone:
        notes.doubt("zone_assumed", frame.name)
    if len(public) < len(found):
        reading.left_out["private_left_out"] += 1
    elif found and not kept:
        reading.left_out["nobody_left_out"] += 1


def placed(event: Event, frame: Frame) -> Event:
    """The event with its hours in a zone: those without one are where its calendar is."""
    for name in ("DTSTART", "DTEND"):
        moment = event[name].dt if name in event else None
        if isinstance(moment, datetime) and moment.tzinfo is None:
            event[name].dt = moment.replace(tzinfo=frame.floating)
    return event


def note_hour(event: Event, notes: Notes) -> None:
    """Say when an hour exists twice, or not at all, in the night that clocks change.

    RFC 5545 § 3.3.5: the first of two; in the gap, the offset that held before it.
    """
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        return
    first, second = (start.replace(fold=fold).utcoffset() for fold in (0, 1))
    if first is not None and second is not None and first != second:
        notes.doubt("hour_skipped" if first < second else "hour_twice", start.date().isoformat())


def parsed(content: bytes) -> list[Calendar]:
    """The calendars of a file; the library's own warnings are dropped, the checks below are ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(Calendar.from_ical(content, multiple=True))
    except UNREADABLE as error:
        raise Refused("calendar", str(error)) from error


def by_uid(calendar: Calendar, lines: Iterator[int]) -> list[tuple[int, list[Event]]]:
    """The events of each identifier with its line: a master and its moved instances, the newest version of each."""
    groups: dict[str, dict[str, Event]] = {}
    first_line: dict[str, int] = {}
    for position, event in enumerate(calendar.walk("VEVENT")):
        identifier = text_of(event, "UID") or f"without-{fingerprint(event.to_ical())}"
        line = next(lines, 0)
        first_line.setdefault(identifier, line)
        versions = groups.setdefault(identifier, {})
        instance = text_of(event, "RECURRENCE-ID")
        kept = versions.get(instance)
        if kept is None or version_of(event, position) >= version_of(kept, -1):
            versions[instance] = event
    return [(first_line[identifier], list(versions.values())) for identifier, versions in groups.items()]


def version_of(event: Event, position: int) -> tuple[int, str, int]:
    """What makes a version newer: its sequence, then its last change, then its place in the file."""
    sequence = text_of(event, "SEQUENCE")
    return (int(sequence) if sequence.isdecimal() else 0, text_of(event, "LAST-MODIFIED"), position)


def text_of(event: Event, name: str) -> str:
    """A property as the text it had, "" when absent or unreadable."""
    value = event.get(name)
    try:
        if value is None or isinstance(value, list):
            return ""
        return str(value.to_ical().decode() if hasattr(value, "to_ical") else value)
    except UNREADABLE:
        return ""


def is_sound(event: Event, line: int, frame: Frame, notes: Notes) -> bool:
    """Whether an event can be trusted; what is wrong is noted."""
    try:
        problem = problem_of(event)
        if problem is None and frame.floating is None and is_floating(event):
            problem = ("known_zone", frame.name)
    except UNREADABLE as error:
        problem = ("event", str(error))
    if problem:
        notes.refuse(line, "", problem[1], problem[0])
    return problem is None


def problem_of(event: Event) -> tuple[str, str] | None:
    """What is wrong with an event's dates or rule, as (code, found)."""
    if unreadable := sorted({name for name, _ in event.errors if name in DATED}):
        return ("event_property", ", ".join(unreadable))
    if "DTSTART" not in event or isinstance(event["DTSTART"], list):
        return ("event_start", "")
    start, end = event["DTSTART"].dt, end_of(event)
    if zone := unknown_zone(event):
        return ("known_zone", zone)
    if start.year not in YEARS or end.year not in YEARS:
        return ("date", str(start))
    if comparable(end) < comparable(start):
        return ("event_end", f"{start} > {end}")
    return problem_of_rule(event)


def unknown_zone(event: Event) -> str:
    """The zone of one of an event's instants, excluded and added ones too, that nobody knows; "" for none."""
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        for value in values_of(event, name):
            moments = [one.dt for one in value.dts] if hasattr(value, "dts") else [value.dt]
            zone = value.params.get("TZID")
            if zone and any(isinstance(moment, datetime) and moment.tzinfo is None for moment in moments):
                return str(zone)[:80]
    return ""


def end_of(event: Event) -> date | datetime:
    """When an event ends: its end, else its start and duration, else one day or no time at all."""
    start = event["DTSTART"].dt
    if "DTEND" in event:
        end: date | datetime = event["DTEND"].dt
    elif "DURATION" in event:
        end = start + event["DURATION"].dt
    else:
        end = start if isinstance(start, datetime) else start + timedelta(days=1)
    if isinstance(end, datetime) != isinstance(start, datetime):
        raise ValueError(f"{start} / {end}")
    return end


def problem_of_rule(event: Event) -> tuple[str, str] | None:
    """What is wrong with a recurrence: several rules, or one that would never end repeating."""
    rule = event.get("RRULE")
    if isinstance(rule, list):
        return ("event_rule", "RRULE × " + str(len(rule)))
    if rule is None:
        return None
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    clock_values = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        clock_values *= max(len(rule.get(name) or []), 1)
    if frequency in TOO_OFTEN or clock_values > MAX_CLOCK_VALUES:
        return ("event_rule", frequency or rule.to_ical().decode())
    return None


def comparable(moment: date | datetime) -> datetime:
    """A moment as naive wall clock, so that a start and an end can be compared."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return datetime.combine(moment, time(0))


def occurrences(events: Sequence[Event], line: int, frame: Frame, reading: Reading) -> list[Event]:
    """The events of one identifier as they take place inside the window."""
    settings, notes = reading.settings, reading.notes
    repeated = any(name in event for event in events for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
    if not repeated:
        return [e for e in events if settings.since <= local_start(e, settings).date() <= settings.until]
    alone = Calendar()
    for part in (*frame.zones, *events):
        alone.add_component(part)
    try:
        found = recurring_ical_events.of(alone).between(settings.since, settings.until + timedelta(days=1))
    except (*UNREADABLE, recurring_ical_events.InvalidCalendar):
        notes.refuse(line, "", rule_of(events), "event_rule")
        return []
    found.sort(key=lambda event: comparable(local_start(event, settings)))
    if len(found) > MAX_OCCURRENCES:
        notes.doubt("occurrences_limited", str(MAX_OCCURRENCES))
    return [with_own_date(event, events) for event in found[-MAX_OCCURRENCES:]]


def with_own_date(event: Event, events: Sequence[Event]) -> Event:
    """The occurrence with the date it had before a change of "this and the following": its name, each its own."""
    named = event.get("RECURRENCE-ID")
    if getattr(named, "params", {}).get("RANGE", "").upper() != "THISANDFUTURE":
        return event
    change = next(one for one in events if text_of(one, "RECURRENCE-ID") == text_of(event, "RECURRENCE-ID"))
    moved = comparable(change["DTSTART"].dt) - comparable(named.dt)
    event["RECURRENCE-ID"] = vDDDTypes(comparable(event["DTSTART"].dt) - moved)
    return event


def rule_of(events: Sequence[Event]) -> str:
    """How the events of one identifier say that they repeat."""
    said = {f"{name}:{text}" for event in events for name in ("RRULE", "RDATE") if (text := text_of(event, name))}
    return " ".join(sorted(said))[:200] or "RECURRENCE-ID"


def local_start(event: Event, settings: Settings) -> datetime:
    """When an event begins, in the installation's zone; a day without hours begins at midnight."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        start = datetime.combine(start, time(0))
    zone = ZoneInfo(settings.zone)
    return start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)


def is_floating(event: Event) -> bool:
    """Whether an event says at what hour it begins, and not in which zone."""
    start = event["DTSTART"].dt
    return isinstance(start, datetime) and start.tzinfo is None


def stamp_day(event: Event) -> date:
    """The day an event was written in the file, far in the future when unknown."""
    try:
        stamp = event["DTSTAMP"].dt
        return stamp.date() if isinstance(stamp, datetime) else stamp
    except UNREADABLE:
        return date.max


def contacts(event: Event, line: int, settings: Settings, cancelling: bool) -> list[ParsedRow]:
    """One row per known person of an event that a known person of a partner attends; else nothing."""
    roles, people = participants(event)
    known = {address: settings.known[address] for address in roles if address in settings.known}
    if not any(person.partner for person in known.values()):
        return []
    start = local_start(event, settings)
    shared: dict[str, Value] = {
        "source": settings.source,
        "external_id": external_id(event),
        "occurred_at": start.astimezone(UTC),
        "day": start.date(),
        "channel": "meeting",
        "people": people,
        "minutes": minutes_of(event),
        "cancelled": cancelling or text_of(event, "STATUS").upper() == "CANCELLED",
    }
    by_person = {person.person: (person, roles[address]) for address, person in sorted(known.items(), reverse=True)}
    return [
        ParsedRow(
            "contact", line,
            {**shared, "person_code": who.person, "side": who.side, "partner_code": who.partner, "role": role},
        )
        for who, role in by_person.values()
    ]  # fmt: skip


def minutes_of(event: Event) -> int:
    """The duration, rounded down to 0, 15, 30, 60 or 120 minutes: enough to tell a meeting from a word."""
    try:
        seconds = (comparable(end_of(event)) - comparable(event["DTSTART"].dt)).total_seconds()
    except UNREADABLE:
        return 0
    return next(bucket for bucket in BUCKETS if seconds / 60 >= bucket or bucket == 0)


def external_id(event: Event) -> str:
    """A digest that names one occurrence: the identifier and, when repeated, its original date."""
    identifier = text_of(event, "UID") or fingerprint(event.to_ical())
    return fingerprint(f"{identifier}|{instance_of(event)}".encode())


def instance_of(event: Event) -> str:
    """The original date of an occurrence of a repeated event, "" for a single one."""
    value = event.get("RECURRENCE-ID")
    if value is None or isinstance(value, list):
        return ""
    return comparable(value.dt).isoformat()


def fingerprint(content: bytes) -> str:
    """Half a SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()[:32]


def covered(days: Sequence[date], stamps: Sequence[date], settings: Settings) -> tuple[Covers, ...]:
    """From the first event in the window to the last event or to when the file was written, today at most."""
    inside = [min(day, settings.today) for day in days if settings.since <= day]
    seen = [*inside, *stamps, *([settings.today] if settings.live else [])]
    return (Covers("calendar", min(inside), max(seen)),) if inside else ()
