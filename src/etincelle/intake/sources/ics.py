"""Calendars (RFC 5545): who met whom, on which day, for how long. Never the subject, place or text.

Only events with a known person of a partner are kept; private events, declined invitations and unknown
addresses stop at the door. A zone nobody knows refuses the event: an hour is never guessed. The window is
five years back and one year ahead; of a rule, the 750 occurrences nearest to its end in the window count.
"""

import hashlib
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Covers, Known, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.values import YEARS

__all__ = ["Known", "Settings", "read"]
Event = Any  # a component of the library, whose properties have no usable types

YEARS_BACK, YEARS_AHEAD = 5, 1
MAX_OCCURRENCES = 750
MAX_LINE = 65_536
MAX_EVENTS = 50_000
MAX_DEPTH = 4
MAX_CLOCK_VALUES = 6
BUCKETS = (120, 60, 30, 15, 0)
TOO_OFTEN = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
HIDDEN_CLASSES = frozenset(("PRIVATE", "CONFIDENTIAL"))
MICROSOFT_ZONE = re.compile(rb"TZID=(tzone://[^:;\"\r\n]+):")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Settings:
    """The people to recognise (by lower-case address), today, and the zone of hours without one."""

    today: date
    known: Mapping[str, Known] = field(default_factory=dict)
    zone: str = "Europe/Paris"
    source: str = "calendar"

    @property
    def since(self) -> date:
        """First day of the window."""
        return self.today - timedelta(days=366 * YEARS_BACK)

    @property
    def until(self) -> date:
        """Last day of the window."""
        return self.today + timedelta(days=366 * YEARS_AHEAD)


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """Contacts of a calendar: one row per meeting and known person."""
    content = in_utf8(content)
    lines = check_shape(content)
    notes = Notes(file)
    rows: list[ParsedRow] = []
    days: list[date] = []
    stamps: list[date] = []
    read_count = 0
    for calendar in parsed(content):
        zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
        cancelling = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for line, events in by_uid(calendar, lines):
            read_count += 1
            sound = [event for event in events if is_sound(event, line, notes)]
            stamps += [day for event in events if (day := stamp_day(event)) <= settings.today]
            for event in occurrences(sound, zones, line, (settings, notes)):
                days.append(local_start(event, settings).date())
                met = contacts(event, line, settings, cancelling)
                if met and is_floating(event):
                    notes.doubt("zone_assumed", settings.zone)
                rows += met
    if days and not rows:
        notes.doubt("nobody_known")
    return Parsed(tuple(rows), tuple(notes.rejects), covered(days, stamps, settings), tuple(notes.doubts), read_count)


def in_utf8(content: bytes) -> bytes:
    """The calendar in UTF-8, with the zones of Microsoft written as the standard wants them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content).encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    return MICROSOFT_ZONE.sub(rb'TZID="\1":', content.replace(b"TZID=tzone://Microsoft/Utc:", b"TZID=UTC:"))


def parsed(content: bytes) -> list[Calendar]:
    """The calendars of a file; the library's own warnings are dropped, the checks below are ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(Calendar.from_ical(content, multiple=True))
    except UNREADABLE as error:
        raise Refused("calendar", str(error)) from error


def check_shape(content: bytes) -> Iterator[int]:
    """The lines on which events begin; refuses what is no calendar, or one built to exhaust its reader."""
    if b"BEGIN:VCALENDAR" not in content[:4096].upper():
        raise Refused("calendar", content[:40].decode("ascii", "replace"))
    depth = 0
    events: list[int] = []
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise Refused("line_length", str(len(line)), number, str(MAX_LINE))
        word = line[:12].upper()
        depth += word.startswith(b"BEGIN:") - word.startswith(b"END:")
        if word == b"BEGIN:VEVENT":
            events.append(number)
        if depth > MAX_DEPTH or len(events) > MAX_EVENTS:
            raise Refused("calendar_size", str(max(depth, len(events))), number)
    if depth != 0:
        raise Refused("calendar_closed", "", content.count(b"\n") + 1)
    return iter(events)


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


def is_sound(event: Event, line: int, notes: Notes) -> bool:
    """Whether an event can be trusted; what is wrong is noted."""
    try:
        problem = problem_of(event)
    except UNREADABLE as error:
        problem = ("event", str(error))
    if problem:
        notes.refuse(line, "", problem[1], problem[0])
    return problem is None


def problem_of(event: Event) -> tuple[str, str] | None:
    """What is wrong with an event's dates or rule, as (code, found)."""
    if event.errors and any(name in ("DTSTART", "DTEND", "RRULE", "DURATION") for name, _ in event.errors):
        return ("event", "; ".join(str(message) for _, message in event.errors)[:200])
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
        values = event.get(name, [])
        for value in values if isinstance(values, list) else [values]:
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


def occurrences(
    events: Sequence[Event], zones: Sequence[Any], line: int, context: tuple[Settings, Notes]
) -> Iterator[Event]:
    """The events of one identifier as they take place inside the window."""
    settings, notes = context
    repeated = any(name in event for event in events for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
    if not repeated:
        inside = (e for e in events if settings.since <= local_start(e, settings).date() <= settings.until)
        yield from inside
        return
    alone = Calendar()
    for part in (*zones, *events):
        alone.add_component(part)
    try:
        found = recurring_ical_events.of(alone).between(settings.since, settings.until + timedelta(days=1))
    except (*UNREADABLE, recurring_ical_events.InvalidCalendar) as error:
        notes.refuse(line, "", str(error), "event_rule")
        return
    found.sort(key=lambda event: comparable(local_start(event, settings)))
    if len(found) > MAX_OCCURRENCES:
        notes.doubt("occurrences_limited", str(MAX_OCCURRENCES))
    yield from found[-MAX_OCCURRENCES:]


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
    if text_of(event, "CLASS").upper() in HIDDEN_CLASSES:
        return []
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


def participants(event: Event) -> tuple[dict[str, str], int]:
    """Address → role of everyone who did not decline, and how many they are."""
    roles: dict[str, str] = {}
    for name, role in (("ATTENDEE", "attendee"), ("ORGANIZER", "organizer")):
        values = event.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            status = str(getattr(value, "params", {}).get("PARTSTAT", "")).upper()
            address = address_of(value)
            if address and status != "DECLINED":
                roles[address] = role
    return roles, len(roles)


def address_of(value: object) -> str:
    """The bare address of a participant, in lower case.

    Apple writes an internal path and keeps the address beside it, Exchange sometimes only as the name.
    """
    params = getattr(value, "params", {})
    for text in (str(value), str(params.get("EMAIL", "")), str(params.get("CN", ""))):
        bare = text.strip().casefold().removeprefix("mailto:").strip(" <>\"'")
        if bare.count("@") == 1 and " " not in bare:
            return bare
    return ""


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
    return (Covers("calendar", min(inside), max((*inside, *stamps))),) if inside else ()
