"""What the lines of minutes say: decisions, actions, who was there. Pure.

Four ways of writing are read: « Décision : … », a heading « Décisions » over a list, a table with a column
« Action », and a table whose left column is the label. Anything else stays in the text alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etincelle.intake.sources.values import folded

WORDS = {
    "decision": r"d[ée]cisions?",
    "action": r"actions?(?:\s+items?)?",
    "present": r"(?:pr[ée]sents?|participants?|attendees|attended|present)",
    "absent": r"(?:absents?|excus[ée]s?|apologies)",
}
MARK = r"^[\s\-*•>#\d.)|]*(?:[AD]\s?\d{1,3}\s*[-–—:.]\s*)?"
NUMBER = r"(?:\s*(?:n[°o])?\s*\d+)?"
PREFIXED = {
    kind: re.compile(rf"{MARK}{word}{NUMBER}\s*(?:[:：]|\s[–—-])\s*(\S.*)", re.IGNORECASE)
    for kind, word in WORDS.items()
}
HEADINGS = {
    "decision": re.compile(r"(?:releve (?:de|des) |liste des )?decisions?(?: prises?| actees?| taken)?"),
    "action": re.compile(
        r"(?:(?:plan|liste|releve) d'|suivi (?:des |d'))?actions?(?: a mener| en cours| decidees| items?| plan| list)?"
    ),
    "present": re.compile(r"(?:presents?|participants?|attendees)"),
    "absent": re.compile(r"(?:absents?|excuses?|absents? (?:et |/ ?)?excuses?|apologies)"),
}
BULLET = re.compile(r"\s*(?:[-*•–—▪●◦]|(\d{1,2}|[a-z])[.)])\s+(?:\[[ xX]?\]\s*)?(\S.*)")
NUMBERED = re.compile(r"\s*#*\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)–—-]\s*")
LONGEST = 2_000  # signs of a line that are looked at: a decision is kept to 400
RULE = re.compile(r"[\s|:+-]*")
OWNERS = frozenset(
    ("pilote", "responsable", "porteur", "qui", "acteur", "resp.", "resp", "owner", "who", "assigned to", "en charge")
)
DUES = frozenset(
    ("echeance", "pour le", "delai", "date", "date cible", "quand", "due", "due date", "due on", "deadline")
)


@dataclass(frozen=True, slots=True)
class Item:
    """One decision, action or list of names, with the line it is on; owner and due as a table gives them."""

    line: int
    kind: str
    text: str
    owner: str = ""
    due: str = ""


@dataclass(slots=True)
class Place:
    """Where the reading stands: under which heading, and in which table."""

    section: str = ""
    is_numbered: bool = False
    after_blank: bool = False
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0


def items_of(text: str) -> Iterator[Item]:
    """The decisions, actions and presences of a text, in order."""
    place = Place()
    for line, raw in enumerate(text.splitlines(), start=1):
        written = re.sub(r"\*\*|__|`", "", raw[:LONGEST])
        cells = cells_of(written)
        found = in_table(line, cells, place) if cells else in_text(line, written, place)
        place.after_blank = not written.strip()
        if found:
            yield found


def cells_of(text: str) -> list[str]:
    """The cells of a row of a table, none for a line of text."""
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    return cells if len(cells) > 1 else []


def in_table(line: int, cells: Sequence[str], place: Place) -> Item | None:
    """What a row of a table says: by its label when it has two cells, else by the headers of its table."""
    if len(cells) == 2 and (kind := heading_of(cells[0])) and not is_header(cells):
        return Item(line, kind, cells[1]) if cells[1] else None
    if is_header(cells):
        place.columns, place.width = columns_of(cells), len(cells)
        return None
    if not place.columns or len(cells) != place.width or all(RULE.fullmatch(cell) for cell in cells):
        return None
    kind = "action" if "action" in place.columns else "decision"
    told = {name: cells[n] for name, n in place.columns.items()}
    return Item(line, kind, told[kind], told.get("owner", ""), told.get("due", "")) if told[kind] else None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names its columns: the action or the decision, and with it who or when."""
    columns = columns_of(cells)
    return ("action" in columns or "decision" in columns) and len(columns) > 1


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Which cell of a row of headers holds the action or the decision, its owner and its date."""
    found: dict[str, int] = {}
    for n, cell in enumerate(cells):
        name = folded(cell)
        heading = heading_of(cell)
        kind = "owner" if name in OWNERS else "due" if name in DUES else heading
        if kind in ("action", "decision", "owner", "due"):
            found.setdefault(kind, n)
    return found


def heading_of(text: str) -> str:
    """The kind of what a heading announces, "" for any other text."""
    bare = folded(NUMBERED.sub("", text).strip(" #:-–—*.").replace("’", "'"))
    return next((kind for kind, words in HEADINGS.items() if words.fullmatch(bare)), "")


def in_text(line: int, text: str, place: Place) -> Item | None:
    """What a line of text says: by its first word, else by the heading it stands under."""
    place.columns = {}
    for kind, pattern in PREFIXED.items():
        if match := pattern.match(text):
            return Item(line, kind, match[1].strip())
    if kind := heading_of(text):
        place.section, place.is_numbered = kind, bool(NUMBERED.match(text))
        return None
    bullet = BULLET.match(text)
    if bullet and not (place.is_numbered and (bullet[1] or "").isdigit()):
        return Item(line, place.section, bullet[2].strip()) if place.section else None
    if text.strip() and (place.after_blank or bullet or text.lstrip().startswith("#")):
        place.section = ""
    return None
