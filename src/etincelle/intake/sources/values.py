"""One cell to one typed value, French first: « 1 234,56 », « 28/02/2024 », « févr. 2024 », « oui ».

A cell that cannot be read raises BadValue with the code of what is expected. Two-digit years are of this
century up to 69. Dates outside 1950 to 2199 are refused: they are typing errors or "never" in disguise.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from etincelle.intake.kinds import Choice, Column
from etincelle.intake.sources.rows import Value

Cell = str | int | float | bool | date | datetime | time | timedelta | None

EXAMPLES = {
    "date": "28/02/2024", "date_missing": "28/02/2024", "month": "02/2024", "datetime": "28/02/2024 14:30",
    "decimal": "1234,56", "int": "12", "bool": "oui",
}  # fmt: skip
MONTH_NAMES = (
    "janvier janv jan january", "fevrier fevr fev february feb", "mars march mar", "avril avr april apr", "mai may",
    "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept sep september", "octobre oct october",
    "novembre nov november", "decembre dec december",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
LANGUAGES = "\x1f"
TRUE = frozenset(("oui", "o", "vrai", "yes", "y", "true", "1", "x"))
FALSE = frozenset(("non", "n", "faux", "no", "false", "0"))
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
GUARDED = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")
SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
WORDED = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th)?[\s/-]+)?([a-z]+)\.?[\s/-]*(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4}|\d{2})"
)
WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?)\.?,?\s+"
)
CLOCK = re.compile(
    r"(?: (?:à|a|at))?[ T]+(\d{1,2})\s*[:hH]\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(?:([AaPp])\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
YEARS = range(1950, 2200)
NOTHING = frozenset(("-", "–", "—", "n/a", "na", "s.o.", "sans objet", "neant", "n.c.", "nc"))
ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!|SPILL!|CALC!|#+)")
THOUSANDS = re.compile(r"([kKM])(?:€|EUR)$")
UNITS_OF = {"k": 1_000, "K": 1_000, "M": 1_000_000}
UNITS = re.compile(r"\(([a-z]+)\)")


class Broken(str):
    """A cell of a workbook that holds no value: an error, or a formula that no program has computed."""

    __slots__ = ()


class BadValue(ValueError):
    """A cell cannot be read; `expected` is the code of what would be."""

    def __init__(self, expected: str, example: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.example = example or EXAMPLES.get(expected, "")


PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Habits:
    """How one file writes: day before month or not, and the zone of its hours."""

    day_first: bool = True
    zone: ZoneInfo = PARIS


FRENCH = Habits()


def folded(text: str) -> str:
    """A text reduced to what matters when words are compared: no case, accent, or typographic sign."""
    plain = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).replace("’", "'").replace("\u2011", "-"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\s_]+", " ", bare).strip().casefold()


def read_text(cell: Cell) -> str:
    """The cell as clean text: composed accents, no invisible sign, no formula guard, no edge spaces."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y" if cell.time() == time(0) else "%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", str(cell))).replace("\r\n", "\n").strip()
    return text[1:] if GUARDED.match(text) else text


def read_decimal(cell: Cell) -> Decimal:
    """A number: spaces of any kind, decimal comma or point, %, €, k€, M€ and codes of currency are understood."""
    if isinstance(cell, (bool, date, time, timedelta)):
        raise BadValue("decimal")
    if isinstance(cell, (int, float)):
        return finite(Decimal(repr(cell)))
    text = re.sub(r"[\s\u00a0\u202f'’]|\b(?:HT|TTC)$", "", read_text(cell)).replace("−", "-")
    thousands_of = THOUSANDS.search(text)
    text = re.sub(r"%|[kKM]?(?:€|EUR)|\$|£|USD|GBP", "", text)
    if "," in text and "." in text:
        thousands = "," if text.rfind(".") > text.rfind(",") else "."
        text = text.replace(thousands, "")
    elif re.fullmatch(r"-?\d{1,3}([.,]\d{3}){2,}", text):
        text = re.sub("[.,]", "", text)
    text = text.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})", text, re.ASCII):
        raise BadValue("decimal")
    return finite(Decimal(text) * (UNITS_OF[thousands_of[1]] if thousands_of else 1))


def finite(value: Decimal) -> Decimal:
    """The number when it is one: neither infinite nor absurdly long."""
    try:
        if value.is_finite() and abs(value) < Decimal(10) ** 20:
            return value
    except InvalidOperation:
        pass
    raise BadValue("decimal")


def read_int(cell: Cell) -> int:
    """A whole number, not negative."""
    try:
        number = read_decimal(cell)
    except BadValue as error:
        raise BadValue("int") from error
    if number != number.to_integral_value() or not 0 <= number < 2**31:
        raise BadValue("int")
    return int(number)


def read_bool(cell: Cell) -> bool:
    """Yes or no, in French or English."""
    if isinstance(cell, bool):
        return cell
    word = folded(read_text(cell))
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise BadValue("bool")


def make_day(year: int, month: int, number: int) -> date:
    """The day, if it exists."""
    if year not in YEARS:
        raise BadValue("date")
    try:
        return date(year, month, number)
    except ValueError as error:
        raise BadValue("date_missing") from error


def read_date(cell: Cell, habits: Habits) -> date:
    """A day: a true date cell, 28/02/2024, 2024-02-28, « mercredi 28 février 2024 », « 28-févr-24 », Feb 28, 2024."""
    if isinstance(cell, datetime):
        return make_day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return make_day(cell.year, cell.month, cell.day)
    if isinstance(cell, (int, float, time, timedelta)):
        raise BadValue("date")
    text = read_text(cell)
    found = CLOCK.search(text)
    return day_of_text(text[: found.start()] if found else text, habits)


def day_of_text(text: str, habits: Habits) -> date:
    """The day written in a text without hours."""
    text = re.sub(r"\s*([/.])\s*(?=\d)", r"\1", text)
    if match := ISO.fullmatch(text):
        year, month, number = (int(part) for part in match.groups() if part)
        return make_day(year, month, number)
    if match := SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), year_of(match[3])
        return make_day(year, second, first) if habits.day_first else make_day(year, first, second)
    if match := WORDED.fullmatch(WEEKDAY.sub("", folded(text), count=1)):
        written = match[1] or match[3]
        if written and match[2] in MONTHS:
            return make_day(year_of(match[4]), MONTHS[match[2]], int(written))
    raise BadValue("date")


def year_of(digits: str) -> int:
    """A year of four figures, or of two: this century up to 69."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def read_month(cell: Cell, habits: Habits) -> date:
    """The first day of a month: 2024-02, 02/2024, « févr. 2024 », or any day of it."""
    if isinstance(cell, (date, datetime)):
        return make_day(cell.year, cell.month, 1)
    text = folded(read_text(cell))
    if match := re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})", text):
        month = int(match[2] or match[3])
        if not 1 <= month <= 12:
            raise BadValue("month")
        return make_day(int(match[1] or match[4]), month, 1)
    if (match := re.fullmatch(r"([a-z]+)\.?[\s-]+(\d{4}|\d{2})", text)) and match[1] in MONTHS:
        return make_day(year_of(match[2]), MONTHS[match[1]], 1)
    try:
        return read_date(cell, habits).replace(day=1)
    except BadValue as error:
        raise BadValue("month") from error


def read_datetime(cell: Cell, habits: Habits) -> datetime:
    """An instant in UTC; without an offset it is in the file's zone, without an hour it is midnight there."""
    if isinstance(cell, datetime):
        day, moment, zone = make_day(cell.year, cell.month, cell.day), cell.time(), ""
    else:
        try:
            day = read_date(cell, habits)
        except BadValue as error:
            raise BadValue("date_missing" if error.expected == "date_missing" else "datetime") from error
        moment, zone = clock_of(read_text(cell))
    local = datetime.combine(day, moment)
    if zone:
        return datetime.fromisoformat(f"{local.isoformat()}{'+00:00' if zone == 'Z' else zone}").astimezone(UTC)
    return local.replace(tzinfo=habits.zone).astimezone(UTC)


def clock_of(text: str) -> tuple[time, str]:
    """The hour in a text and its offset, midnight and "" when there is none."""
    match = CLOCK.search(text)
    if match is None:
        return time(0), ""
    if match.end() != len(text):
        raise BadValue("datetime")
    try:
        return time(hour_of(int(match[1]), match[4]), int(match[2] or 0), int(match[3] or 0)), match[5] or ""
    except ValueError as error:
        raise BadValue("datetime") from error


def hour_of(hour: int, half: str | None) -> int:
    """The hour of the day; 12 AM is midnight, 12 PM is noon."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "pP" else 0)


def read_choice(cell: Cell, choices: tuple[Choice, ...]) -> str:
    """The value of the choice whose word the cell holds, in either language, hyphens or not."""
    word = spaced(read_text(cell))
    for choice in choices:
        if word in {spaced(w) for w in (choice.value, choice.fr, choice.en, *choice.aliases)}:
            return choice.value
    words = (", ".join(choice.fr for choice in choices), ", ".join(choice.en for choice in choices))
    raise BadValue("choice", LANGUAGES.join(words))


def spaced(text: str) -> str:
    """A folded text whose hyphens are spaces: « contrat cadre » is a « Contrat-cadre »."""
    return " ".join(folded(text).replace("-", " ").split())


def read_list(cell: Cell) -> list[str]:
    """Several items in a cell, one a line or separated by ; or , without doubles, in order."""
    items = (item.strip() for item in re.split(r"[;,\n]", read_text(cell)))
    return sorted({item for item in items if item})


def read_cell(cell: Cell, column: Column, habits: Habits) -> Value:
    """The typed value of a cell in a column; None when it is empty, [] for an empty list."""
    text = read_text(cell)
    if isinstance(cell, Broken) or ERRORS.fullmatch(text):
        raise BadValue("formula", column.example)
    if column.type == "list":
        return read_list(cell)
    if not text or is_nothing(text, column):
        if column.required:
            raise BadValue("required", column.example)
        return None
    if column.type in ("text", "ref"):
        return checked_text(text, column)
    if column.type == "choice":
        return read_choice(cell, column.choices)
    if column.type in ("date", "month", "datetime"):
        return {"date": read_date, "month": read_month, "datetime": read_datetime}[column.type](cell, habits)
    return read_bool(cell) if column.type == "bool" else read_number(cell, column)


def is_nothing(text: str, column: Column) -> bool:
    """Whether a cell says in so many words that it is empty; « n/a » may be a text or a code, never a date."""
    return column.type not in ("text", "ref") and folded(text) in NOTHING


def read_number(cell: Cell, column: Column) -> Decimal | int:
    """The number of a cell, between the bounds of its column; « 6 mois » is a number in « Préavis (mois) »."""
    if isinstance(cell, str):
        units = UNITS.findall(f"{folded(column.fr)} {folded(column.en)}")
        cell = next((cell.strip()[: -len(unit)] for unit in units if folded(cell).endswith(f" {unit}")), cell)
    try:
        number = read_int(cell) if column.type == "int" else read_decimal(cell)
    except BadValue as error:
        raise BadValue(error.expected, column.example.replace(".", ",")) from error
    if column.between and not column.between[0] <= number <= column.between[1]:
        raise BadValue("between", f"{column.between[0]} – {column.between[1]}")
    return number


def checked_text(text: str, column: Column) -> str:
    """The text, when it is not too long for its column."""
    if column.length and len(text) > column.length:
        raise BadValue("length", str(column.length))
    return text
