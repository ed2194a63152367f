"""What every reader gives back: plain rows, refused cells, covered dates, doubts. No framework, no disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

Value = str | int | float | bool | date | datetime | Decimal | list[str] | None


@dataclass(frozen=True, slots=True)
class Reject:
    """One refused cell or row: where it is, what was found, what is expected (a code), an example.

    line 0 means the file itself; column "" means the whole row.
    """

    file: str
    sheet: str
    line: int
    column: str
    found: str
    expected: str
    example: str = ""


def shown(found: object) -> str:
    """What was found, short, without the one sign no database stores."""
    return str(found).replace("\0", "\ufffd")[:200]


class Refused(Exception):
    """The whole file is refused; the reject says why."""

    def __init__(self, expected: str, found: str = "", line: int = 0, example: str = "", sheet: str = "") -> None:
        super().__init__(expected)
        self.reject = Reject("", sheet, line, "", shown(found), expected, example)

    def named(self, file: str) -> Reject:
        """The reject with the name of its file."""
        return replace(self.reject, file=file)


@dataclass(frozen=True, slots=True)
class Known:
    """A person recognised by address."""

    person: str
    side: str
    partner: str = ""


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row of one kind: model attributes and typed values; the line it was read on."""

    kind: str
    line: int
    values: Mapping[str, Value]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Covers:
    """Dates that a source was seen to cover, both included. partnership "" means all of them."""

    kind: str
    since: date
    until: date
    partnership: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader had to assume, and says: a code and what it was about."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything read from one file."""

    rows: tuple[ParsedRow, ...] = ()
    rejects: tuple[Reject, ...] = ()
    covers: tuple[Covers, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    read: int = 0


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refused rows of one sheet: its headers, the attribute each fills ("" for none), (line, cells) of each row."""

    sheet: str
    kind: str
    headers: tuple[str, ...]
    attributes: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Value, ...]], ...]


@dataclass(slots=True)
class Notes:
    """Where a reader gathers what it refuses and what it doubts while it reads one file."""

    file: str = ""
    rejects: list[Reject] = field(default_factory=list)
    doubts: dict[Doubt, None] = field(default_factory=dict)

    def refuse(self, line: int, column: str, found: object, expected: str, example: str = "") -> None:
        """Note a refused cell."""
        self.rejects.append(Reject(self.file, "", line, column, shown(found), expected, example))

    def doubt(self, code: str, about: str = "") -> None:
        """Note an assumption, once."""
        self.doubts[Doubt(code, about)] = None
