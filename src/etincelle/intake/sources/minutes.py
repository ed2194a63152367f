"""From a document to rows: the report itself, and, in minutes, the meeting, its decisions, actions and presence."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from zoneinfo import ZoneInfo

from etincelle.intake.sources.documents import Document, Settings, extract
from etincelle.intake.sources.minute_lines import Item, items_of
from etincelle.intake.sources.rows import Covers, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.values import SLASHED, BadValue, Habits, folded, read_date, read_month

HEADINGS = {
    "partnership": "partenariat|partnership",
    "committee": "comite|committee",
    "meeting": "seance|meeting|reference",
    "date": "date|date de (?:la )?(?:reunion|seance)|meeting date|periode|period|mois|month",
}
ABOUT = re.compile(r"\s*\[([\w.\-]{1,60})\]\s*\.?$")
DATE = (
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\d{1,2}(?:er)?\s+[^\W\d_]{3,9}\.?\s+\d{4}"
    r"|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,\s*\d{4}"
)
EDGE = r"[\s,;(–—-]*"
DATED = re.compile(DATE)
DUE = re.compile(
    rf"{EDGE}\b(?:pour le|avant le|d'ici le|[ée]ch[ée]ance\s*:?|by|due(?: by| on)?\s*:?)\s*({DATE})\)?", re.I
)
DONE = re.compile(rf"{EDGE}\b(?:faite? le|done on|termin[ée]e? le)\s*({DATE})\)?", re.I)
CARRIED = re.compile(rf"{EDGE}(?:report[ée]e (\d+) fois|carried over (\d+) times?)\)?", re.I)
OWNER = re.compile(
    rf"{EDGE}\b(?:pilote|responsable|porteur|resp\.?|en charge|owner|assigned to)\s*:\s*"
    r"([^,;()–—]+?)(?=\s+-\s|[,;()–—]|$)\)?",
    re.I,
)
LAST_DATE = re.compile(rf"[\s,;(–—-]+({DATE})\)?\s*\.?$")
LAST_NAME = re.compile(r"\s+[–—-]\s+([^–—()]+?)\s*\.?$")
BRACKETED = re.compile(r"\s*\(([^()]+)\)?\s*\.?$")
DATED_NAME = re.compile(r"(\d{4})[-_. ]?(\d{2})(?:[-_. ]?(\d{2}))?(?!\d)|(\d{1,2})[-_.](\d{1,2})[-_.](\d{4})")
TITLED = re.compile(r"compte.?rendu|reunion|seance|comite|minutes|meeting|copil|revue|committee")
TO_COME = re.compile(r"prochain|suivant|next|following")
NOBODY = frozenset(("", "neant", "aucun", "aucune", "personne", "none", "nobody", "-", "n/a"))
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
    place = place_of(document, settings, notes)
    if not place.partnership:
        raise Refused("document_partnership" if document.text.strip() else "document_scanned", settings.name)
    told = list(items_of(document.text))
    is_minutes = settings.kind == "minutes" or (settings.kind == "" and bool(place.meeting))
    rows = [report_row(document, place, settings, "minutes" if is_minutes else "report")]
    if is_minutes and place.meeting:
        rows.append(meeting_row(place))
        for item in told:
            rows += rows_of_item(item, (place, settings, notes))
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


def place_of(document: Document, settings: Settings, notes: Notes) -> Place:
    """Where the document belongs: what was told, else its first lines, else the meeting of that day."""
    headings = headings_of(document.text)
    partnership = settings.partnership or headings.get("partnership", "")
    committee = committee_of(document.text, headings, partnership, settings)
    meeting = settings.meeting or headings.get("meeting", "")
    starts_at = None
    if meeting in settings.meetings:
        committee, starts_at = settings.meetings[meeting]
        day = local(starts_at, settings)
    else:
        day = day_of(document.text, headings, settings, notes)
    if starts_at is None and committee in settings.committees:
        same = (
            (code, at)
            for code, (owner, at) in settings.meetings.items()
            if owner == committee and local(at, settings) == day
        )
        meeting, starts_at = next(same, (meeting or f"{committee}-{day.isoformat()}", None))
    elif starts_at is None:
        meeting = ""
    partnership = settings.partnership or settings.committees.get(committee, "") or partnership
    return Place(partnership, committee, meeting, day, starts_at or midnight(day, settings))


def committee_of(text: str, headings: Mapping[str, str], partnership: str, settings: Settings) -> str:
    """The committee: as told, by the code or the name after its heading, else by its name in the title."""
    if settings.committee:
        return settings.committee
    wanted = folded(headings.get("committee", ""))
    written = [wanted] if wanted else titles(text)
    length: dict[str, int] = {}
    for code, owner in settings.committees.items():
        names = {folded(code), folded(settings.names.get(code, ""))} - {""}
        if folded(partnership) in ("", folded(owner)):
            length[code] = max((len(n) for n in names if any(n == w if wanted else n in w for w in written)), default=0)
    longest = [code for code, most in length.items() if most and most == max(length.values())]
    return longest[0] if len(longest) == 1 else ""


def titles(text: str) -> list[str]:
    """The first lines that speak of a meeting, folded."""
    lines = (folded(line) for line in text.splitlines()[:HEADING_LINES] if len(line) < 200)
    return [line for line in lines if TITLED.search(line) and not TO_COME.search(line)]


def local(moment: datetime, settings: Settings) -> date:
    """The day of an instant in the installation's zone."""
    return moment.astimezone(ZoneInfo(settings.zone)).date()


def midnight(day: date, settings: Settings) -> datetime:
    """The first instant of a day in the installation's zone."""
    return datetime.combine(day, time(0), ZoneInfo(settings.zone)).astimezone(ZoneInfo("UTC"))


def headings_of(text: str) -> Mapping[str, str]:
    """« Comité : ALTEA-COPIL », « Date : 12/03/2024 » among the first lines, or in the two cells of a table."""
    found: dict[str, str] = {}
    for line in text.splitlines()[:HEADING_LINES]:
        name, separator, value = re.sub(r"[*_#]", "", line).strip(" -|").partition("|" if "|" in line else ":")
        for key, words in HEADINGS.items():
            if separator and re.fullmatch(words, folded(name.strip(" :"))):
                found.setdefault(key, value.strip(" |"))
    return found


def day_of(text: str, headings: Mapping[str, str], settings: Settings, notes: Notes) -> date:
    """The day a document is about: its own date, that of its title, of its name, else when it was received, said."""
    for written in (headings.get("date", ""), *titles(text)):
        if day := day_in(written, settings, notes) or month_in(written):
            return day
    if day := day_of_name(settings):
        return day
    notes.doubt("document_date_assumed", settings.received_on.strftime("%d/%m/%Y"))
    return settings.received_on


def day_in(text: str, settings: Settings, notes: Notes) -> date | None:
    """The first day written in a text; the order of day and month is said when it is not sure."""
    for match in DATED.finditer(text):
        if day := day_or_none(match[0], settings):
            if SLASHED.fullmatch(match[0]) and day.day <= 12 and day.day != day.month:
                notes.doubt("day_first_assumed" if settings.day_first else "month_first_assumed")
            return day
    return None


def month_in(text: str) -> date | None:
    """The month a text consists of."""
    try:
        return read_month(text, Habits())
    except BadValue:
        return None


def day_of_name(settings: Settings) -> date | None:
    """The day or the month in the name of a file."""
    for year, month, day, first, second, last in DATED_NAME.findall(settings.name):
        text = f"{first}/{second}/{last}" if last else f"{year}-{month}-{day or '01'}"
        if found := day_or_none(text, settings):
            return found
    return None


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


def rows_of_item(item: Item, context: Context) -> list[ParsedRow]:
    """The rows one recognised line gives."""
    place, settings, notes = context
    if folded(item.text.strip(" .")) in NOBODY:
        return []
    if item.kind == "decision":
        about = ABOUT.search(item.text)
        values: dict[str, Value] = {
            "meeting": place.meeting,
            "text": ABOUT.sub("", item.text)[:400],
            "about": about[1] if about else None,
        }
        return [ParsedRow("meeting_decision", item.line, values)]
    if item.kind == "action":
        return [ParsedRow("action_item", item.line, {"meeting": place.meeting, **action_of(item, settings, notes)})]
    names = re.split(r"[,;]| et | and ", re.sub(r"\([^)]*\)", "", item.text))
    told = [name for part in names if folded(name := part.strip(" .")) not in NOBODY]
    known = [code for name in told if (code := person_of(name, settings, notes))]
    return [
        ParsedRow(
            "attendance", item.line, {"meeting": place.meeting, "person": code, "present": item.kind == "present"}
        )
        for code in known
    ]


def person_of(name: str, settings: Settings, notes: Notes) -> str:
    """The person of a name, with or without what follows it; "" for a stranger, who is said."""
    for written in (name, re.split(r"\s+[–—-]\s+", name)[0]):
        if code := settings.people.get(folded(written), ""):
            return code
    notes.doubt("unknown_person", name[:80])
    return ""


def action_of(item: Item, settings: Settings, notes: Notes) -> dict[str, Value]:
    """An action's text, owner, due date, done date and how often it was carried over."""
    values: dict[str, Value] = {}
    text = item.text
    for attribute, pattern in (("done_on", DONE), ("due_on", DUE), ("due_on", LAST_DATE)):
        match = pattern.search(text)
        if match and attribute not in values and (day := day_or_none(match[1], settings)):
            values[attribute] = day
            text = text.replace(match[0], ")" if match[0].endswith(")") and "(" not in match[0] else "")
    if item.due and (day := day_in(item.due, settings, notes)):
        values["due_on"] = day
    elif item.due and folded(item.due) not in NOBODY:
        notes.doubt("due_date_unread", item.due[:80])
    if match := CARRIED.search(text):
        values["carried"] = int(match[1] or match[2])
        text = text.replace(match[0], "")
    return {**values, **owned(text, item.owner, settings, notes)}


def owned(text: str, told: str, settings: Settings, notes: Notes) -> dict[str, Value]:
    """An action's text and its owner: as a table gives him, after « pilote : », in brackets, or at the end."""
    found = OWNER.search(text) or BRACKETED.search(text)
    last = LAST_NAME.search(text)
    if found is None and last and folded(last[1]) in settings.people:
        found = last
    name = told or (found[1].strip() if found else "")
    owner = person_of(name, settings, notes) if folded(name) not in NOBODY else ""
    if found and owner and not told:
        text = text.replace(found[0], "")
    values: dict[str, Value] = {"text": text.strip(" ,;.–—-(")[:400]}
    return {**values, "owner": owner} if owner else values


def day_or_none(text: str, settings: Settings) -> date | None:
    """The day in a text, when it exists."""
    try:
        return read_date(text, Habits(settings.day_first))
    except BadValue:
        return None
