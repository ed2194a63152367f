"""Logs of mail: message traces of Exchange, the log search of Google Workspace, any table of who wrote to whom and
when; and messages as Microsoft Graph lists them. Bytes -> messages. Pure.

One message may stand on many rows, one for each recipient or each step of its journey: rows of one identifier are one
message, without an identifier those of one writer at one instant; its instant is the first. A recipient who never got
it is left out. These logs know no thread, except Graph; hours without a zone are in UTC where the tool
writes them so, else in the installation's, which is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from etincelle.intake.kinds.mail_log import MESSAGE
from etincelle.intake.sources import strict_json
from etincelle.intake.sources.mail import NO_ONE, Address, Letter, is_machine
from etincelle.intake.sources.mailbox import MAX_RECIPIENTS, addresses
from etincelle.intake.sources.rows import Notes, Refused
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import habits_of, tables
from etincelle.intake.sources.values import LANGUAGES, BadValue, Cell, Habits, folded, read_datetime, read_text

IN_UTC = frozenset(
    ("date time utc", "origin timestamp utc", "message trace id", "messagetraceid", "network message id",
     "recipient status")
)  # fmt: skip
NOT_DELIVERED = re.compile(
    r"fail|reject|quarantin|spam|bounce|drop|pending|unknown|getting|not delivered|echec|rejet|attente|non remis"
)
DELIVERED = re.compile(r"deliver|receive|sent|expand|remis|recu|resolved|inserted|success")
STEPS = re.compile(r"\s*[;\n]\s*")
ZONE_WORD = re.compile(r"\s+(?:UTC|GMT)$")
UNIVERSAL = ZoneInfo("UTC")
NEEDED = LANGUAGES.join(", ".join(c.header(one) for c in MESSAGE.columns if c.required) for one in ("fr", "en"))
GRAPH = (b'"toRecipients"', b'"internetMessageId"')


@dataclass(frozen=True, slots=True)
class Settings:
    """Header -> field of the table, as known or as a person said; the installation's zone, the order of dates."""

    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str = "Europe/Paris"
    day_first: bool = True


@dataclass(slots=True)
class Rows:
    """What the rows of one message say together."""

    line: int
    identifier: str
    thread: str
    sender: Address
    sent: datetime | None
    to: dict[str, Address] = field(default_factory=dict)
    copies: dict[str, Address] = field(default_factory=dict)

    def letter(self) -> Letter:
        """The message."""
        crowd = len(self.to) + len(self.copies) > MAX_RECIPIENTS
        return Letter(
            self.line, self.identifier, self.thread, self.sent, self.sender, tuple(self.to.values()),
            tuple(self.copies.values()), crowd or is_machine(self.sender[1]),
        )  # fmt: skip


def letters(content: bytes, settings: Settings, notes: Notes) -> Iterator[Letter]:
    """The messages of a log."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        yield from graph(strict_json.load(content))
        return
    found = [table for table in tables(content)[0] if required_in(table.headers, settings.columns)]
    if not found:
        raise Refused("mail_columns", example=NEEDED)
    for table in found:
        yield from (rows.letter() for rows in grouped(table, settings, notes))


def looks_like_graph(content: bytes) -> bool:
    """Whether a JSON file holds messages as Microsoft Graph lists them."""
    return any(sign in content for sign in GRAPH)


def required_in(headers: Sequence[str], columns: Mapping[str, str]) -> bool:
    """Whether a table has the columns without which no row is a message."""
    filled = {columns.get(header) for header in headers}
    return all(column.attribute in filled for column in MESSAGE.columns if column.required)


def grouped(table: Table, settings: Settings, notes: Notes) -> list[Rows]:
    """The messages of a table, their rows put together."""
    places = {settings.columns[h]: n for n, h in enumerate(table.headers) if settings.columns.get(h)}
    zone = zone_of(table, settings, notes)
    habits = habits_of(table, Habits(settings.day_first, zone), notes, [places["sent_at"]])
    found: dict[tuple[object, ...], Rows] = {}
    for line, cells in table.rows:
        told = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        one = row_of(line, told, habits)
        key = (one.identifier,) if one.identifier else ("", one.sent or line, one.sender[1])
        kept = found.setdefault(key, one)
        kept.to |= one.to
        kept.copies |= one.copies
        kept.sent = min(filter(None, (kept.sent, one.sent)), default=None)
    return list(found.values())


def row_of(line: int, told: Mapping[str, Cell], habits: Habits) -> Rows:
    """What one row says."""
    text = {name: read_text(cell) for name, cell in told.items() if name != "sent_at"}
    sender = next(iter(addresses(text.get("sender", ""))), NO_ONE)
    identifier = text.get("identifier", "").strip("<> ")
    rows = Rows(line, identifier if "@" in identifier else "", text.get("thread", ""), sender, instant(told, habits))
    if not is_lost(text.get("status", "")):
        rows.to = {address: (name, address) for name, address in reached(text.get("recipients", ""))}
        rows.copies = {address: (name, address) for name, address in addresses(text.get("copies", ""))}
    return rows


def reached(text: str) -> list[Address]:
    """Who got a message: plain addresses, or « address##what happened to it; … » of a historical trace."""
    if "##" not in text:
        return addresses(text)
    steps = [step.partition("##") for step in STEPS.split(text)]
    return [one for whom, _, status in steps if not is_lost(status) for one in addresses(whom)]


def is_lost(status: str) -> bool:
    """Whether a status says that a message never arrived."""
    plain = folded(status)
    return NOT_DELIVERED.search(plain) is not None and DELIVERED.search(plain) is None


def instant(told: Mapping[str, Cell], habits: Habits) -> datetime | None:
    """When a row says that its message was sent, None when it cannot be read."""
    cell = told["sent_at"]
    try:
        return read_datetime(ZONE_WORD.sub("Z", cell) if isinstance(cell, str) else cell, habits)
    except BadValue:
        return None


def zone_of(table: Table, settings: Settings, notes: Notes) -> ZoneInfo:
    """UTC for the traces of Exchange, whose headers show them; else the installation's zone, said."""
    if IN_UTC & {folded(header) for header in table.headers}:
        return UNIVERSAL
    notes.doubt("zone_assumed", settings.zone)
    return ZoneInfo(settings.zone)


def graph(found: Any) -> Iterator[Letter]:
    """Messages of Microsoft Graph: a list, or a page of one under « value »."""
    listed = found.get("value") if isinstance(found, dict) else found
    if not isinstance(listed, list):
        raise Refused("mail_columns", example="value: [{from, toRecipients, sentDateTime}]")
    for number, one in enumerate(listed, start=1):
        if isinstance(one, dict) and not one.get("isDraft"):
            yield letter_of_graph(number, one)


def letter_of_graph(number: int, one: Mapping[str, Any]) -> Letter:
    """One message of Microsoft Graph."""
    sender = next(iter(people_of([one.get("from") or one.get("sender")])), NO_ONE)
    to, copies = people_of(one.get("toRecipients")), people_of(one.get("ccRecipients"))
    copies += people_of(one.get("bccRecipients"))
    sent = instant(
        {"sent_at": str(one.get("sentDateTime") or one.get("receivedDateTime") or "")}, Habits(True, UNIVERSAL)
    )
    crowd = len(to) + len(copies) > MAX_RECIPIENTS
    identifier, thread = (str(one.get(name) or "").strip("<> ") for name in ("internetMessageId", "conversationId"))
    return Letter(number, identifier, thread, sent, sender, tuple(to), tuple(copies), crowd or is_machine(sender[1]))


def people_of(listed: object) -> list[Address]:
    """Addresses of Microsoft Graph's recipients; what has another shape is left out."""
    told = (
        [one.get("emailAddress") for one in listed or () if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    found = []
    for one in told:
        if isinstance(one, dict):
            found += [(str(one.get("name") or "")[:200], address) for _n, address in addresses(str(one.get("address")))]
    return found
