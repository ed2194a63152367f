"""Mail: who wrote to whom, on which day, in which thread. Never a subject, a text, an attachment. Pure.

A message is kept when somebody known of one side wrote to somebody known of the other. Everything else stops at the
door and is counted: other correspondents, mail inside one side or to oneself, what programs and lists send, dates that
cannot be. The same message in several folders is one message: by its identifier, else by its instant, its
writer and its readers. Of a name written several times the nearest role holds: to, then copy.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from etincelle.intake.sources.rows import Covers, Known, Notes, Parsed, ParsedRow, Value

NO_ONE = ("", "")
FIRST_DAY = date(1990, 1, 1)
MAX_STRANGERS = 2_000
MACHINES = re.compile(
    r"(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|ne-?_?\.?pas-?_?\.?repondre|noreponse|mailer-daemon|postmaster|bounces?"
    r"|notifications?|newsletters?|listserv|majordomo)(?:[-+_.=].*)?@.*"
)
ASIDE = ("automatic", "dates", "foreign", "inside", "headers", "repeated")
Address = tuple[str, str]  # display name, address in lower case


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as its source tells it; thread "" when the source does not know threads; sent in UTC."""

    line: int
    identifier: str
    thread: str
    sent: datetime | None
    sender: Address
    to: tuple[Address, ...]
    copies: tuple[Address, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The people to recognise by lower-case address, domains of both sides ("" is ours), today, the zone."""

    today: date
    known: Mapping[str, Known] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    zone: str = "Europe/Paris"
    source: str = "mail"


@dataclass(slots=True)
class Stranger:
    """An unknown address of a known domain: its partner's code, the names it was written with, its messages."""

    partner: str
    names: Counter[str] = field(default_factory=Counter)
    messages: int = 0


def is_machine(address: str) -> bool:
    """Whether nobody reads an address: no-reply, postmaster…"""
    return MACHINES.fullmatch(address) is not None


def fingerprint(text: str) -> str:
    """Half a SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(slots=True)
class Sorter:
    """Takes messages one by one and keeps what may be kept."""

    settings: Settings
    notes: Notes
    rows: dict[tuple[str, str, str], ParsedRow] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)
    aside: Counter[str] = field(default_factory=Counter)
    strangers: dict[str, Stranger] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    read: int = 0
    first_bad_date: int = 0

    def take(self, letter: Letter) -> None:
        """One more message."""
        self.read += 1
        if reason := self.reason_aside(letter):
            self.aside[reason] += 1

    def reason_aside(self, letter: Letter) -> str:
        """Why a message is left out; "" once it is kept."""
        if not letter.sender[1] or not (letter.to or letter.copies):
            return "headers"
        if letter.automatic:
            return "automatic"
        writer = self.settings.known.get(letter.sender[1])
        readers = self.readers_of(letter, writer)
        day = self.day_of(letter)
        if day is not None:
            self.meet_strangers(letter, is_known=bool(writer or readers))
        if writer is None:
            return "foreign"
        if day is not None:
            self.days.add(day)
        if all(person.side == writer.side for person, _role in readers.values()):
            beyond = [a for _n, a in (*letter.to, *letter.copies) if a not in self.settings.known]
            return "foreign" if beyond else "inside"
        if day is None or letter.sent is None:
            self.first_bad_date = self.first_bad_date or letter.line
            return "dates"
        return self.keep(letter, day, writer, readers)

    def readers_of(self, letter: Letter, writer: Known | None) -> dict[str, tuple[Known, str]]:
        """Known people a message was sent to, the writer left out, with their role."""
        found: dict[str, tuple[Known, str]] = {}
        for role, some in (("to", letter.to), ("cc", letter.copies)):
            for _name, address in some:
                person = self.settings.known.get(address)
                if person and (writer is None or person.person != writer.person):
                    found.setdefault(person.person, (person, role))
        return found

    def day_of(self, letter: Letter) -> date | None:
        """The day a message was sent, in the zone; None before 1990, after tomorrow, or when nobody can tell."""
        if letter.sent is None or not 1900 < letter.sent.year < 9000:
            return None
        day = letter.sent.astimezone(ZoneInfo(self.settings.zone)).date()
        return day if FIRST_DAY <= day <= self.settings.today + timedelta(days=1) else None

    def meet_strangers(self, letter: Letter, *, is_known: bool) -> None:
        """Remember unknown addresses of known domains, in messages that somebody known wrote or was sent."""
        if not is_known:
            return
        for name, address in {letter.sender, *letter.to, *letter.copies}:
            domain = address.rpartition("@")[2]
            if address in self.settings.known or domain not in self.settings.domains or is_machine(address):
                continue
            if address not in self.strangers and len(self.strangers) >= MAX_STRANGERS:
                continue
            stranger = self.strangers.setdefault(address, Stranger(self.settings.domains[domain]))
            stranger.messages += 1
            stranger.names[name] += 1 if name else 0

    def keep(self, letter: Letter, day: date, writer: Known, readers: Mapping[str, tuple[Known, str]]) -> str:
        """Write the rows of a message, once for each person; "repeated" when it was met before."""
        message = self.digest_of(letter)
        everybody = {letter.sender[1], *(address for _name, address in (*letter.to, *letter.copies))}
        known = self.settings.known
        shared: dict[str, Value] = {
            "source": self.settings.source,
            "message": message,
            "occurred_at": letter.sent,
            "day": day,
            "people": len({known[a].person if a in known else a for a in everybody}),
        }
        for thread, some in self.threads_of(letter, writer, readers):
            for who, role in ((writer, "from"), *some):
                told = {"person_code": who.person, "side": who.side, "partner_code": who.partner, "role": role}
                row = ParsedRow("mail", letter.line, {**shared, "thread": thread, **told})
                self.rows.setdefault((message, thread, who.person), row)
        was_met = message in self.messages
        self.messages.add(message)
        return "repeated" if was_met else ""

    def digest_of(self, letter: Letter) -> str:
        """What names a message whatever the mailbox."""
        if letter.identifier:
            return fingerprint(letter.identifier)
        readers = sorted({address for _name, address in (*letter.to, *letter.copies)})
        instant = letter.sent.astimezone(UTC).isoformat() if letter.sent else ""
        return fingerprint("|".join((instant, letter.sender[1], *readers)))

    def threads_of(
        self, letter: Letter, writer: Known, readers: Mapping[str, tuple[Known, str]]
    ) -> Iterable[tuple[str, tuple[tuple[Known, str], ...]]]:
        """The threads of a message with its readers: its own, or one with each reader when its source knows none."""
        if letter.thread:
            return [(fingerprint(letter.thread), tuple(readers.values()))]
        other_side = [one for one in readers.values() if one[0].side != writer.side]
        pairs = [("|".join(sorted((writer.person, who.person))), (who, role)) for who, role in other_side]
        return [(fingerprint(f"pair|{pair}"), (one,)) for pair, one in pairs]

    def parsed(self) -> Parsed:
        """Everything kept, what was left out and how much of it, what the file covers."""
        for reason in ASIDE:
            if count := self.aside[reason]:
                line = f"|{self.first_bad_date}" if reason == "dates" else ""
                self.notes.doubt(f"mail_{reason}", f"{count}{line}")
        if self.read and not self.rows:
            self.notes.doubt("mail_nobody_known")
        strangers = (self.stranger_row(address) for address in sorted(self.strangers))
        rows = (*self.rows.values(), *strangers)
        inside = [min(day, self.settings.today) for day in self.days]
        covers = (Covers("mail", min(inside), max(inside)),) if inside else ()
        return Parsed(rows, tuple(self.notes.rejects), covers, tuple(self.notes.doubts), self.read)

    def stranger_row(self, address: str) -> ParsedRow:
        """An unknown address of a known domain, to be proposed to a person."""
        one = self.strangers[address]
        name = min(one.names, key=lambda n: (-one.names[n], n)) if one.names else ""
        told: dict[str, Value] = {"address": address, "name": name, "partner_code": one.partner}
        return ParsedRow("address", 0, {**told, "messages": one.messages})


def sort(letters: Iterable[Letter], settings: Settings, notes: Notes) -> Parsed:
    """What may be kept of the messages of a file; `notes`: what its reader has to say already."""
    sorter = Sorter(settings, notes)
    for letter in letters:
        sorter.take(letter)
    return sorter.parsed()
