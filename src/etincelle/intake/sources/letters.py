"""Any list of who wrote to whom and when, a million lines in seconds: bytes -> columns and what was set aside. Pure.

Columns by their header, in French or in English, else the first three. Separators as for every table, and blanks
as in public sets of mail; lines that begin with # or % are remarks. Dates as for every table, or seconds (or
milliseconds) of the epoch, when all are plain numbers. Days are as written, no zone is applied.
Rows of one writer at one instant are one message to several people, its weight shared; where the file holds days only,
that cannot be seen and each row stands alone. Set aside and told with their first line: mail to oneself, repeated
rows, empty names, dates that cannot be, lie in the future, or ten years before 99 rows in 100.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

import numpy as np

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Refused
from etincelle.intake.sources.tabular import DECLARED, records, separator_of
from etincelle.intake.sources.values import (
    CLOCK,
    EXAMPLES,
    FRENCH,
    SLASHED,
    BadValue,
    Habits,
    day_of_text,
    folded,
    read_text,
)
from etincelle.network.columns import Ints, Letters

BLANKS = ""
EPOCH = date(1970, 1, 1)
DAY = 86_400
NO_DAY = np.iinfo(np.int64).min
PLAIN = re.compile(r"\d{1,13}(?:\.\d+)?")
COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
SECONDS_FROM = 1_000_000
LONE_DAYS = 3_653
MILLISECONDS_FROM = 100_000_000_000
SEVERAL = re.compile(r"\s*[;,]\s*")
WHO = (
    "who,from,from id,sender,sender id,source,source id,src,author,caller,organizer,qui,de,émetteur,expéditeur,auteur,"
    "appelant,organisateur"
)
WHOM = (
    "whom,to,to id,recipient,recipient id,recipients,target,target id,dst,dest,receiver,callee,attendee,attendees,à,"
    "à qui,vers,destinataire,destinataires,récepteur,cible,appelé,participant,participants"
)
WHEN = (
    "when,date,time,timestamp,datetime,ts,unixts,epoch,day,sent,sent at,received,quand,jour,heure,horodatage,instant,"
    "envoyé,envoyé le,date d'envoi,date et heure"
)
NAMES = tuple(frozenset(folded(word) for word in words.split(",")) for words in (WHO, WHOM, WHEN))


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows that were set aside for one reason: how many, and the line of the first."""

    rows: int
    line: int


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: columns, days since 1970-01-01; rows in all; what was set aside; whether instants were seen."""

    letters: Letters
    rows: int
    aside: Mapping[str, Aside]
    timed: bool
    day_first: bool


@dataclass(slots=True)
class Raw:
    """Cells as they stand, row by row."""

    who: list[str]
    whom: list[str]
    when: list[str]
    lines: list[int]
    short: list[int]


def read_letters(content: bytes, today: date) -> Read:
    """Everything of one file; a file that is no such list is refused with its line."""
    if content.startswith(b"PK\x03\x04"):
        raise Refused("ties_text")
    raw = split_recipients(cells_of(decode(content)))
    days, day_first, timed = days_of(raw.when)
    if (days == NO_DAY).all():
        raise Refused("ties_dates", raw.when[0], raw.lines[0], EXAMPLES["date"])
    who, whom, persons = numbered(raw.who, raw.whom)
    moment = numbers_of(raw.when)
    lines = np.array(raw.lines, dtype=np.int64)
    kept = np.ones(lines.size, dtype=bool)
    aside: dict[str, Aside] = {}
    last = (today - EPOCH).days + 1
    reasons = {
        "empty": (who < 0) | (whom < 0),
        "date": days == NO_DAY,
        "future": days > last,
        "lone": days < floor_of(days[(days != NO_DAY) & (days <= last)]),
        "self": who == whom,
    }  # fmt: skip
    for reason, found in reasons.items():
        count_aside(aside, reason, kept & found, lines)
        kept &= ~found
    columns = [column[kept] for column in (who, whom, days, moment, lines)]
    if timed:
        first = first_of(columns[:2] + columns[3:4])
        count_aside(aside, "repeated", ~first, columns[4])
        columns = [column[first] for column in columns]
    if raw.short:
        aside["cells"] = Aside(len(raw.short), raw.short[0])
    return Read(shared(columns, persons, timed=timed), len(raw.lines) + len(raw.short), aside, timed, day_first)


def floor_of(days: Ints) -> int:
    """Ten years before 99 rows in 100: what lies before is the date of a clock that was never set."""
    return int(np.percentile(days, 1)) - LONE_DAYS if days.size else 0


def count_aside(aside: dict[str, Aside], reason: str, found: np.ndarray, lines: Ints) -> None:
    """Note a reason when it was met."""
    if found.any():
        aside[reason] = Aside(int(found.sum()), int(lines[found].min()))


def first_of(columns: Sequence[Ints]) -> np.ndarray:
    """Which rows are the first of their kind."""
    order = np.lexsort(columns)
    fresh = np.zeros(order.size, dtype=bool)
    fresh[:1] = True
    for column in columns:
        fresh[1:] |= column[order[1:]] != column[order[:-1]]
    first = np.zeros(order.size, dtype=bool)
    first[order[fresh]] = True
    return first


def shared(columns: Sequence[Ints], persons: int, *, timed: bool) -> Letters:
    """Columns with how many people each message gathered, its writer included."""
    who, whom, day, moment = columns[:4]
    reached = np.ones(who.size, dtype=np.int64)
    if timed and who.size:
        span = int(moment.max()) + 1
        _, where, count = np.unique(who * span + moment, return_inverse=True, return_counts=True)
        reached = count[where]
    return Letters(who, whom, day, reached + 1, persons)


def cells_of(text: str) -> Raw:
    """The three columns of a text."""
    if "\0" in text:
        raise Refused("no_nul", "", text[: text.index("\0")].count("\n") + 1)
    declared = DECLARED.match(text)
    rows = rows_of(text, declared[1] if declared else separator_in(text))
    rows = islice(rows, 1, None) if declared else rows
    first = next(rows, None)
    if first is None:
        raise Refused("rows")
    line, head = first
    if len(head) < 3:
        raise Refused("ties_columns", " ".join(head), line)
    who, whom, when = places = places_of(head)
    raw = Raw([], [], [], [], [])
    if is_data(head, places):
        take(raw, line, (head[who], head[whom], head[when]))
    most = max(places)
    for line, row in rows:
        if len(row) > most:
            take(raw, line, (row[who], row[whom], row[when]))
        else:
            raw.short.append(line)
    if not raw.lines:
        raise Refused("ties_columns", " ".join(head), line)
    return raw


def take(raw: Raw, line: int, cells: tuple[str, str, str]) -> None:
    """Keep a row."""
    raw.who.append(cells[0])
    raw.whom.append(cells[1])
    raw.when.append(cells[2])
    raw.lines.append(line)


def separator_in(text: str) -> str:
    """As for every table; blanks when no other sign cuts the lines in three."""
    head = [line for line in text[:65_536].splitlines() if line.strip() and line[0] not in "#%"][:60]
    found = separator_of("\n".join(head) + "\n")
    cut = [len(line.split(found)) for line in head]
    blank = [len(line.split()) for line in head]
    return found if max(cut, default=0) >= 3 or min(blank, default=0) < 3 else BLANKS


def rows_of(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on, without remarks and empty ones."""
    if separator == BLANKS:
        for line, written in enumerate(text.splitlines(), start=1):
            if written.strip() and written[0] not in "#%":
                yield line, written.split()
        return
    for line, row in records(text, separator):
        if row and row[0][:1] not in ("#", "%") and any(row):
            yield line, row


def places_of(head: Sequence[str]) -> tuple[int, int, int]:
    """Where who, whom and when stand: by their names when the three are there, else the first three columns."""
    words = [folded(cell) for cell in head]
    found = [next((n for n, word in enumerate(words) if word in names), -1) for names in NAMES]
    if min(found) >= 0:
        return found[0], found[1], found[2]
    return (0, 1, 3) if has_weight(head) else (0, 1, 2)


def has_weight(row: Sequence[str]) -> bool:
    """Whether a row is that of a public set, "from to weight seconds": the second number alone can be a date."""
    told = [float(cell) for cell in row[2:4] if PLAIN.fullmatch(cell.strip())]
    return len(told) == 2 and told[0] < SECONDS_FROM <= told[1]


def is_data(head: Sequence[str], places: tuple[int, int, int]) -> bool:
    """Whether the first row is a contact and no header: its date can be read."""
    text = head[places[2]].strip()
    return bool(PLAIN.fullmatch(text)) or day_of(text, FRENCH, {}) != NO_DAY


def split_recipients(raw: Raw) -> Raw:
    """Rows whose receivers are several addresses in one cell, one row for each."""
    several = [n for n, cell in enumerate(raw.whom) if cell.count("@") > 1]
    if not several:
        return raw
    found, many = Raw([], [], [], [], raw.short), set(several)
    for n, whom in enumerate(raw.whom):
        for one in SEVERAL.split(whom) if n in many else (whom,):
            if one or n not in many:
                take(found, raw.lines[n], (raw.who[n], one, raw.when[n]))
    return found


def numbers_of(texts: Sequence[str]) -> Ints:
    """Equal texts, equal numbers, from 0."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int64)


def numbered(who: Sequence[str], whom: Sequence[str]) -> tuple[Ints, Ints, int]:
    """People as numbers, whatever the case and the spaces of their names; -1 for nobody; how many people."""
    raw: dict[str, int] = {}
    ends = [[raw.setdefault(name, len(raw)) for name in column] for column in (who, whom)]
    known: dict[str, int] = {}
    clean = [read_text(name).casefold() for name in raw]
    number = np.array([known.setdefault(name, len(known)) if name else -1 for name in clean], dtype=np.int64)
    one, other = (number[np.array(column, dtype=np.int64)] if column else number[:0] for column in ends)
    return one, other, len(known)


def days_of(when: Sequence[str]) -> tuple[Ints, bool, bool]:
    """Days since 1970 (NO_DAY where unreadable), whether the day comes before the month, whether hours were seen."""
    raw: dict[str, int] = {}
    where = np.array([raw.setdefault(text, len(raw)) for text in when], dtype=np.int64)
    texts = [text.strip() for text in raw]
    if are_epochs(texts):
        days, timed = epoch_days(texts)
        return days[where], True, timed
    habits = habits_of(texts)
    known: dict[str, int] = {}
    days = np.array([day_of(text, habits, known) for text in texts], dtype=np.int64)
    timed = any(CLOCK.search(text) for text in texts[:1000])
    return days[where], habits.day_first, timed


def are_epochs(texts: Sequence[str]) -> bool:
    """Whether dates are plain numbers, and not all written 20240630."""
    filled = [text for text in texts if text]
    plain = sum(bool(PLAIN.fullmatch(text)) for text in filled)
    return plain > len(filled) / 2 and not all(COMPACT.fullmatch(text) for text in filled if PLAIN.fullmatch(text))


def epoch_days(texts: Sequence[str]) -> tuple[Ints, bool]:
    """Days of seconds, or of milliseconds, since 1970; whether they hold hours."""
    seconds = np.array([float(text) if PLAIN.fullmatch(text) else np.nan for text in texts])
    if np.nanmedian(seconds) > MILLISECONDS_FROM:
        seconds = seconds / 1000
    known = ~np.isnan(seconds)
    days = np.full(seconds.size, NO_DAY)
    days[known] = seconds[known] // DAY
    return days, bool((seconds[known] % DAY != 0).any())


def habits_of(texts: Sequence[str]) -> Habits:
    """Day first, unless a month over 12 shows the contrary and no day does."""
    found = [match for head in {text[:10] for text in texts} if (match := SLASHED.match(head))]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[2]) > 12 for match in found)
    return Habits(day_first=day_first or not month_first)


def day_of(text: str, habits: Habits, known: dict[str, int]) -> int:
    """The day of a text, its hour left out; days already seen are not read again."""
    head = text[:10] if text[10:11] in ("", " ", "T") else ""
    if head in known:
        return known[head]
    found = CLOCK.search(text)
    part = text[: found.start()] if found else text
    if part not in known:
        try:
            known[part] = (day_of_text(read_text(part), habits) - EPOCH) // timedelta(days=1)
        except BadValue:
            known[part] = NO_DAY
    return known[part]
