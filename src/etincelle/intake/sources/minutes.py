"""From a document to rows: the report itself, and, in minutes, the meeting, its decisions, actions and presence."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from zoneinfo import ZoneInfo

from etincelle.intake.sources.documents import Document, Settings, extract
from etincelle.intake.sources.rows import Covers, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.values import BadValue, Habits, folded, read_date

HEADINGS = {
    "partnership": "partenariat|partnership",
    "committee": "comite|committee",
    "meeting": "seance|meeting|reference",
    "date": "date|periode|period|mois|month",
}
MARK = r"^[\s\-*•>#\d.)]*"
LINES = {
    "decision": re.compile(MARK + r"(?:d[ée]cision)s?(?:\s*(?:n[°o])?\s*\d+)?\s*[:：]\s*(.+)", re.IGNORECASE),
    "action": re.compile(MARK + r"(?:action)s?(?:\s*(?:n[°o])?\s*\d+)?\s*[:：]\s*(.+)", re.IGNORECASE),
    "present": re.compile(
        MARK + r"(?:pr[ée]sents?|participants?|attendees|attended|present)\s*[:：]\s*(.+)", re.IGNORECASE
    ),
    "absent": re.compile(MARK + r"(?:absents?|excus[ée]s?|apologies)\s*[:：]\s*(.+)", re.IGNORECASE),
}
ABOUT = re.compile(r"\s*\[([\w.\-]{1,60})\]\s*\.?$")
DUE = re.compile(
    r"[\s,;(–—-]*(?:pour le|avant le|échéance\s*:?|by|due\s*:?)\s*"
    r"(\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:er)?\s\w+\s\d{4})\)?",
    re.IGNORECASE,
)
DONE = re.compile(
    r"[\s,;(–—-]*(?:faite? le|done on|termin[ée]e le)\s*(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\)?", re.IGNORECASE
)
CARRIED = re.compile(r"[\s,;(–—-]*(?:report[ée]e (\d+) fois|carried over (\d+) times?)\)?", re.IGNORECASE)
OWNER = re.compile(r"[\s,;(–—-]*(?:responsable|porteur|owner)\s*:\s*([^,;()–—]+)\)?", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\(([^()]+)\)?\s*\.?$")
DATED_NAME = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)")
HEADING_LINES = 25


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs: partnership, committee, meeting, and the day it is about."""

    partnership: str
    committee: str
    meeting: str
    day: date
    starts_at: datetime | None = None


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """The rows of one report or of the minutes of one meeting."""
    notes = Notes(file)
    document = extract(content, notes)
    place = place_of(document, settings)
    if not place.partnership:
        raise Refused("document_partnership", settings.name)
    lines = document.text.splitlines()
    told = [
        (n, name, match) for n, line in enumerate(lines, 1) for name, rx in LINES.items() if (match := rx.match(line))
    ]
    is_minutes = settings.kind == "minutes" or (settings.kind == "" and bool(place.meeting))
    rows = [report_row(document, place, settings, "minutes" if is_minutes else "report")]
    if is_minutes and place.meeting:
        rows.append(meeting_row(place))
        for line, name, match in told:
            rows += rows_of_line(name, line, match[1].strip(), (place, settings, notes))
    elif told:
        notes.doubt("minutes_without_meeting", settings.name)
    covers = (Covers("minutes" if is_minutes else "reports", place.day, place.day, place.partnership),)
    return Parsed(tuple(once(rows)), tuple(notes.rejects), covers, tuple(notes.doubts), len(rows))


def once(rows: list[ParsedRow]) -> list[ParsedRow]:
    """Rows without repetition: minutes often say a decision twice."""
    kept: dict[tuple[str, str], ParsedRow] = {}
    for row in rows:
        name = row.values.get("text") if row.kind != "report" else row.values.get("title")
        kept.setdefault((row.kind, str(row.values.get("person") or name or "")), row)
    return list(kept.values())


def place_of(document: Document, settings: Settings) -> Place:
    """Where the document belongs: what was told, else its first lines, else the meeting of that day."""
    headings = headings_of(document.text)
    committee = settings.committee or headings.get("committee", "")
    committee = next((code for code in settings.committees if folded(code) == folded(committee)), committee)
    day = day_of(headings, settings)
    meeting = settings.meeting or headings.get("meeting", "")
    starts_at = None
    if meeting in settings.meetings:
        committee, starts_at = settings.meetings[meeting]
        day = starts_at.astimezone(ZoneInfo(settings.zone)).date()
    elif committee in settings.committees:
        same = (
            code for code, (owner, at) in settings.meetings.items() if owner == committee and local(at, settings) == day
        )
        meeting = next(same, "") or meeting or f"{committee}-{day.isoformat()}"
    else:
        meeting = ""
    partnership = settings.partnership or settings.committees.get(committee, "") or headings.get("partnership", "")
    return Place(partnership, committee, meeting, day, starts_at or midnight(day, settings))


def local(moment: datetime, settings: Settings) -> date:
    """The day of an instant in the installation's zone."""
    return moment.astimezone(ZoneInfo(settings.zone)).date()


def midnight(day: date, settings: Settings) -> datetime:
    """The first instant of a day in the installation's zone."""
    return datetime.combine(day, time(0), ZoneInfo(settings.zone)).astimezone(ZoneInfo("UTC"))


def headings_of(text: str) -> Mapping[str, str]:
    """« Comité : ALTEA-COPIL », « Date : 12/03/2024 » among the first lines."""
    found: dict[str, str] = {}
    for line in text.splitlines()[:HEADING_LINES]:
        name, colon, value = line.strip(" *#-|").partition(":")
        for key, words in HEADINGS.items():
            if colon and re.fullmatch(words, folded(name.strip(" *"))):
                found.setdefault(key, value.strip(" *|"))
    return found


def day_of(headings: Mapping[str, str], settings: Settings) -> date:
    """The day a document is about: its own date, else the one in its name, else when it was received."""
    named = DATED_NAME.search(settings.name)
    for text in (headings.get("date", ""), f"{named[1]}-01"[:10] if named else ""):
        try:
            return read_date(text, Habits())
        except BadValue:
            continue
    return settings.received_on


def report_row(document: Document, place: Place, settings: Settings, kind: str) -> ParsedRow:
    """The document as a report received."""
    text = document.text.replace("\r\n", "\n")
    values: dict[str, Value] = {
        "partnership": place.partnership, "kind": kind, "received_on": place.day, "title": title_of(settings),
        "text": text, "pages": document.pages, "indicators": document.indicators,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip
    return ParsedRow("report", 1, values)


def title_of(settings: Settings) -> str:
    """The name of the file without its folder and ending."""
    return PurePath(settings.name).stem[:200] or "document"


def meeting_row(place: Place) -> ParsedRow:
    """The meeting the minutes are of."""
    values: dict[str, Value] = {
        "code": place.meeting, "committee": place.committee, "starts_at": place.starts_at,
        "held": True, "minutes_received": True,
    }  # fmt: skip
    return ParsedRow("meeting", 1, values)


Context = tuple[Place, Settings, Notes]


def rows_of_line(name: str, line: int, text: str, context: Context) -> list[ParsedRow]:
    """The rows one recognised line gives."""
    place, settings, notes = context
    if name == "decision":
        about = ABOUT.search(text)
        values: dict[str, Value] = {
            "meeting": place.meeting,
            "text": ABOUT.sub("", text)[:400],
            "about": about[1] if about else None,
        }
        return [ParsedRow("meeting_decision", line, values)]
    if name == "action":
        return [ParsedRow("action_item", line, {"meeting": place.meeting, **action_of(text, settings, notes)})]
    names = [part.strip(" .") for part in re.split(r"[,;]| et | and ", re.sub(r"\([^)]*\)", "", text))]
    known = [(n, settings.people.get(folded(n), "")) for n in names if n]
    for unknown in (n for n, code in known if not code):
        notes.doubt("unknown_person", unknown[:80])
    return [
        ParsedRow("attendance", line, {"meeting": place.meeting, "person": code, "present": name == "present"})
        for _, code in known
        if code
    ]


def action_of(text: str, settings: Settings, notes: Notes) -> dict[str, Value]:
    """An action's text, owner, due date, done date and how often it was carried over."""
    values: dict[str, Value] = {}
    for attribute, pattern in (("due_on", DUE), ("done_on", DONE)):
        if match := pattern.search(text):
            values[attribute] = day_or_none(match[1])
            text = text.replace(match[0], "")
    if match := CARRIED.search(text):
        values["carried"] = int(match[1] or match[2])
        text = text.replace(match[0], "")
    owner = OWNER.search(text) or BRACKETED.search(text)
    if owner and (code := settings.people.get(folded(owner[1]), "")):
        values["owner"] = code
        text = text.replace(owner[0], "")
    elif owner:
        notes.doubt("unknown_person", owner[1].strip()[:80])
    return {**values, "text": text.strip(" ,;.–—-(")[:400]}


def day_or_none(text: str) -> date | None:
    """The day in a text, when it exists."""
    try:
        return read_date(text, Habits())
    except BadValue:
        return None
