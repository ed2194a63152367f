"""Opening hours as a contract manager writes them in a cell, French or English.

    lun-ven 08:00-12:00 13:00-18:00 ; sam 09:00-12:00
    du lundi au vendredi de 8h à 18h30
    mon-fri 8am-6pm, sat 9-12 ; sun closed
    24x7

Days, then their hours; a `;`, a new line or the next day begins another clause. A window that ends before it begins
runs past midnight: `lun-ven 22:00-06:00` also opens Saturday until six. Hours of one day may touch, never overlap:
a cell that says two things about one hour says nothing.
"""

import re
import unicodedata

Window = tuple[int, int]
Week = tuple[tuple[Window, ...], ...]

DAY_SECONDS = 86_400
DAY_NAMES = (
    "lundi lun lu monday mon mo", "mardi mar ma tuesday tues tue tu", "mercredi mer me wednesday weds wed we",
    "jeudi jeu je thursday thurs thu th", "vendredi ven ve friday fri fr", "samedi sam sa saturday sat",
    "dimanche dim di sunday sun su",
)  # fmt: skip
DAYS = {name: number for number, names in enumerate(DAY_NAMES) for name in names.split()}
EVERY_DAY, ALL_DAY = "lundi-dimanche", "0:00-24:00"
A_DAY, A_WEEK = r"(?:h|heures|hours)", r"(?:j|d|jours|days)"
PHRASES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u2010-\u2015\u2212]", "-"),
        (rf"\b24(?: ?{A_DAY})? ?(?:x|\*|/|sur) ?24(?: ?{A_DAY})?\b|\bh24\b", ALL_DAY),
        (rf"\b7(?: ?{A_WEEK})? ?(?:x|\*|/|sur) ?7(?: ?{A_WEEK})?\b", EVERY_DAY),
        (rf"\b24(?: ?{A_DAY})? ?(?:x|\*|/) ?7(?: ?{A_WEEK})?\b", f"{EVERY_DAY} {ALL_DAY}"),
        (r"\btous les jours\b|\bevery ?day\b|\bdaily\b", EVERY_DAY),
        (rf"{ALL_DAY},? ?(?:et|and)? ?{EVERY_DAY}", f"{EVERY_DAY} {ALL_DAY}"),
        (r"\bweek-?ends?\b", "samedi-dimanche"),
        (r"\bweekdays\b|\bjours ouvres\b", "lundi-vendredi"),
        (r"\bmidi\b|\bnoon\b", "12:00"),
        (r"(?<=\d) ?([ap])\.?m\b\.?", r"\1m"),
        (r"(?<=\d) ?h(?:eures?)?(\d\d)(?!\d)", r":\1"),
        (r"(?<=\d) ?h(?:eures?|rs|ours?)?\b", ":00"),
        (r"\b(?:au|a|to|until|till)\b", "-"),
        (r"\b(?:du|de|from|le|les|the|et|and|puis)\b|[,&+/]|:(?!\d)|\.(?!\d)", " "),
        (r"[;\n]", " ; "),
        (r" *- *", "-"),
        (r"\b(?:minuit|midnight)-", "0:00-"),
        (r"\bminuit\b|\bmidnight\b", "24:00"),
    )
)
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?([ap]m)?")
CLOSED = frozenset(("ferme", "fermes", "fermee", "closed"))
EXAMPLE = "lun-ven 08:00-12:00 13:00-18:00 ; sam 09:00-12:00"
EXPECTED = {
    "days_then_hours": "days, then hours",
    "day": "days of the week",
    "hours": "hours from 0:00 to 24:00, the end differing from the beginning",
    "separate_hours": "hours of one day that do not overlap",
    "days": "days separated by commas, or the first and the last of a span",
    "zone": "a time zone of the IANA list",
    "country": "a country whose public holidays are known, as two letters",
    "subdivision": "a part of that country, or national, said on purpose",
    "windows": "seven days of windows in seconds of the day, in order, that neither overlap nor touch",
    "closure": "a closure as two local times without zone, the first before the second",
    "own_list": "a date either closed or open by the contract, not both",
}


class HoursError(ValueError):
    """Hours that cannot be understood: what was found, the code of what is expected, an example."""

    def __init__(self, expected: str, found: str, example: str = EXAMPLE) -> None:
        super().__init__(f"found « {found} », expected {EXPECTED[expected]}, for example « {example} »")
        self.expected, self.found, self.example = expected, found, example


def read_hours(text: str) -> Week:
    """The windows of each day, Monday first, in seconds of the local day: "mon 8-12" -> ((28800, 43200),), (), …"""
    week: list[list[Window]] = [[] for _ in DAY_NAMES]
    for days, windows in _clauses(text):
        for word in windows:
            if word not in CLOSED:
                _open(week, [day for name in days for day in _days(name)], word)
    return tuple(_joined(windows, text) for windows in week)


def _clauses(text: str) -> list[tuple[list[str], list[str]]]:
    """The words of the days, then the words of their hours, clause by clause."""
    clauses: list[tuple[list[str], list[str]]] = []
    for word in [*_plain(text).split(), ";"]:
        days, windows = clauses[-1] if clauses else ([], [])
        if word == ";" and not windows and (days or not clauses):
            raise HoursError("days_then_hours", text)
        if _is_day(word) and (windows or not clauses):
            clauses.append(([word], []))
        elif word != ";":
            (days if _is_day(word) else windows).append(word)
        if not clauses:
            raise HoursError("days_then_hours", word)
    return clauses


def _plain(text: str) -> str:
    """Lower case, without accents, every way of saying one thing said in one way."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    bare = re.sub(r"[^\S\n]+", " ", bare)
    for pattern, replacement in PHRASES:
        bare = pattern.sub(replacement, bare)
    return bare


def _is_day(word: str) -> bool:
    """Whether a word speaks of days."""
    return word[0].isalpha() and word not in CLOSED


def _days(word: str) -> list[int]:
    """The days of "lun", "lun-ven" or "ven-lun", Monday being 0."""
    first, *rest = (DAYS.get(name) for name in word.split("-"))
    last = rest[-1] if rest else first
    if first is None or last is None or len(rest) > 1:
        raise HoursError("day", word, "lun-ven")
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _open(week: list[list[Window]], days: list[int], word: str) -> None:
    """Add one window to each of the days; past midnight, its rest to the day after."""
    start, end = _window(word)
    for day in days:
        week[day].append((start, end if end > start else DAY_SECONDS))
        if 0 < end < start:
            week[(day + 1) % 7].append((0, end))


def _window(word: str) -> Window:
    """The two ends of "8-18", "08:00-12:30", "8am-6pm", in seconds."""
    ends = [_seconds(CLOCK.fullmatch(part)) for part in word.split("-")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] in (ends[1], DAY_SECONDS):
        raise HoursError("hours", word, "08:00-18:00")
    return ends[0], ends[1]


def _seconds(clock: re.Match[str] | None) -> int | None:
    """The second of the day that a clock reading means; None when no clock shows it."""
    if clock is None:
        return None
    hour, minute, half = int(clock[1]), int(clock[2] or 0), clock[3]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return hour * 3600 + minute * 60 if minute < 60 and hour * 60 + minute <= 24 * 60 else None


def _joined(windows: list[Window], text: str) -> tuple[Window, ...]:
    """The windows of one day in order, those that touch made one; an error when two overlap."""
    joined: list[Window] = []
    for start, end in sorted(windows):
        if joined and start < joined[-1][1]:
            raise HoursError("separate_hours", text)
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
