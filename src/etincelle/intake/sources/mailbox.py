"""Mailboxes (mbox) and single messages (EML): bytes -> the headers that say who wrote to whom, when, in answer to what.

Streamed: one line is held at a time, and of a message only the headers named in WANTED, so that neither a subject, a
text nor an attachment is ever kept, whatever their size. The standard library's own mailbox opens its file for writing,
lists it whole first and cuts it at any line that begins with « From »; here such a line must follow an empty one
and end with a year or a zone.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import IO

from etincelle.intake.sources.mail import NO_ONE, Letter, is_machine
from etincelle.intake.sources.rows import Refused

LINE = 65_536
HEAD = 65_536
MAX_VALUE = 65_536
MAX_RECIPIENTS = 500
MAX_QUOTES = 1_000
WANTED = frozenset(
    (b"from", b"sender", b"to", b"cc", b"bcc", b"date", b"message-id", b"in-reply-to", b"references", b"auto-submitted",
     b"list-id", b"list-unsubscribe", b"precedence", b"x-autoreply", b"x-autorespond", b"content-type",
     b"x-gmail-labels")
)  # fmt: skip
SIGNS = frozenset((b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"))
FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
SEPARATOR = re.compile(rb"From \S.*(?:\d{4}|[+-]\d{4})\s*$")
IDENTIFIER = re.compile(r"<([^<>]+)>|(\S+)")
ADDRESS = re.compile(r"[^\s@<>\"(),;:\\]+@[^\s@<>\"(),;:\\]+")
ENCODED = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"")
BULK = frozenset(("bulk", "list", "junk", "auto_reply"))
NOT_SENT = frozenset(("draft", "drafts", "brouillon", "brouillons", "spam", "chat", "chats"))

Raw = dict[bytes, list[bytes]]


@dataclass(slots=True)
class Head:
    """The wanted headers of one message, the line it begins on, and whether one of them was cut."""

    line: int
    raw: Raw = field(default_factory=dict)
    is_cut: bool = False
    current: list[bytes] | None = None

    def take(self, line: bytes) -> None:
        """One line of the headers; those that nobody asked for are let go at once."""
        if line[:1] in (b" ", b"\t"):
            self.more(line)
            return
        found = FIELD.match(line)
        name = found[1].lower() if found else b""
        self.current = None
        if found and name in WANTED:
            self.current = self.raw.setdefault(name, [])
            self.current.append(b"")
            self.more(line[found.end() :])

    def more(self, text: bytes) -> None:
        """The rest of the header being read, up to the limit."""
        if self.current is None:
            return
        if len(self.current[-1]) + len(text) > MAX_VALUE or len(self.current) > MAX_RECIPIENTS:
            self.is_cut = True
        else:
            self.current[-1] += text

    def text(self, name: bytes) -> str:
        """A header in one line, all its repetitions together, "" when absent."""
        values = self.raw.get(name, ())
        return ", ".join(" ".join(as_text(value).split()) for value in values)

    def first(self, name: bytes) -> str:
        """The first of a header's repetitions."""
        values = self.raw.get(name)
        return " ".join(as_text(values[0]).split()) if values else ""


def as_text(value: bytes) -> str:
    """Raw bytes of a header: UTF-8, else each byte a sign; no NUL."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return text.replace("\0", "")


def looks_like_mail(head: bytes, suffix: str = "") -> bool:
    """Whether a file's first bytes are those of a mailbox, or of a message as only mail programs write them."""
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    first, _, rest = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n")
    if SEPARATOR.match(first):
        return FIELD.match(rest) is not None
    names = set()
    for line in (first, *rest.split(b"\n")):
        if not line.strip():
            break
        found = FIELD.match(line)
        if found:
            names.add(found[1].lower())
        elif line[:1] not in (b" ", b"\t"):
            return False
    asked = names & {b"from", b"date", b"to"}
    return bool(asked) and (suffix == ".eml" or len(asked) > 1) and (suffix == ".eml" or bool(names & SIGNS))


def lines_of(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Lines, in pieces of at most LINE, and whether each begins one; a file without LF is cut at its CR."""
    head = stream.read(HEAD)
    stream.seek(0)
    is_old = b"\n" not in head and b"\r" in head
    text = io.TextIOWrapper(stream, "latin-1", newline="\r") if is_old else None
    begins = True
    while line := text.readline(LINE).replace("\r", "\n").encode("latin-1") if text else stream.readline(LINE):
        yield line, begins
        begins = line.endswith(b"\n")


@dataclass(slots=True)
class Cutter:
    """Where one message ends and the next begins. `is_box` is settled by the first line that says something."""

    is_box: bool | None = None
    head: Head = field(default_factory=lambda: Head(0))
    inside: bool = True
    after_blank: bool = False

    def take(self, number: int, line: bytes, *, begins: bool) -> Head | None:
        """One line, by its number; gives back the message that it ends."""
        is_blank = begins and not line.strip(b"\r\n")
        if self.is_box is None:
            self.begin(number, line.lstrip(b"\xef\xbb\xbf"))
            return None
        if self.inside:
            if is_blank:
                self.inside, self.after_blank = False, True
            elif begins:
                self.head.take(line)
            else:
                self.head.more(line)
            return None
        is_next = self.is_box and self.after_blank and begins and line.startswith(b"From ")
        self.after_blank = is_blank
        if not is_next or not SEPARATOR.match(line):
            return None
        ended, self.head, self.inside = self.head, Head(number), True
        return ended

    def begin(self, number: int, line: bytes) -> None:
        """The first line: a mailbox's separator, or a message's first header."""
        if not line.strip():
            return
        self.is_box, self.head = SEPARATOR.match(line) is not None, Head(number)
        if not self.is_box:
            self.head.take(line)


def heads(stream: IO[bytes]) -> Iterator[Head]:
    """The headers of each message of a mailbox, or of the one message."""
    cutter, number = Cutter(), 0
    for line, begins in lines_of(stream):
        number += begins
        ended = cutter.take(number, line, begins=begins)
        if ended is not None:
            yield ended
    if cutter.is_box is not None:
        yield cutter.head


def letters(stream: IO[bytes]) -> Iterator[Letter]:
    """The messages of a mailbox; a file without a single sender is no mailbox."""
    any_sender = False
    for head in heads(stream):
        letter = letter_of(head)
        any_sender |= bool(letter.sender)
        yield letter
    if not any_sender:
        raise Refused("mailbox")


def letter_of(head: Head) -> Letter:
    """One message from its headers."""
    own = identifiers(head.text(b"message-id"))[:1]
    answered = identifiers(head.text(b"references"))[:1] or identifiers(head.text(b"in-reply-to"))[:1]
    sender = next(iter(addresses(head.text(b"from"))), None) or next(iter(addresses(head.text(b"sender"))), NO_ONE)
    to, copies = (addresses(head.text(name)) for name in (b"to", b"cc"))
    copies += addresses(head.text(b"bcc"))
    crowd = head.is_cut or len(to) + len(copies) > MAX_RECIPIENTS
    return Letter(
        head.line, next(iter(own), ""), next(iter((*answered, *own)), ""), moment(head.first(b"date")), sender,
        tuple(to), tuple(copies), crowd or is_automatic(head) or is_machine(sender[1]),
    )  # fmt: skip


def identifiers(text: str) -> list[str]:
    """The identifiers a header names, bare."""
    return [found[1] or found[2] for found in IDENTIFIER.finditer(text[:2_000])]


@lru_cache(maxsize=20_000)
def addresses_in(text: str) -> tuple[tuple[str, str], ...]:
    """(name, address in lower case) of everybody a header names; what is no address is left out."""
    if "@" not in text or text.count('"') > MAX_QUOTES:
        return ()
    listed = ENCODED.sub(lambda word: f'"{word[0]}"'.replace("\\", ""), text.replace('"', "") if "=?" in text else text)
    listed = listed.replace(";", ",") if ":" not in QUOTED.sub("", listed) else listed
    told = getaddresses([listed])
    found = [(plain(name), address.strip().casefold()) for name, address in told]
    found = [(name, address) for name, address in found if ADDRESS.fullmatch(address)]
    if not found:  # what the library gives up on
        found = [("", one.casefold()) for one in ADDRESS.findall(QUOTED.sub(" ", text))]
    return tuple(found)


def addresses(text: str) -> list[tuple[str, str]]:
    """The same, as a list of one's own."""
    return list(addresses_in(text))


def plain(name: str) -> str:
    """A display name without its encoding, in one line of printable signs, 200 at most."""
    try:
        told = str(make_header(decode_header(name))) if "=?" in name else name
    except (LookupError, ValueError, HeaderParseError):
        told = ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())[:200]


def moment(text: str) -> datetime | None:
    """When a message was sent; an hour without a zone is in UTC, as the standard reads it; None when unreadable."""
    try:
        found = parsedate_to_datetime(text[:200])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def is_automatic(head: Head) -> bool:
    """Whether a program or a list wrote: newsletters, receipts, absences; or the message was never sent."""
    if head.raw.keys() & {b"list-id", b"list-unsubscribe", b"x-autoreply", b"x-autorespond"}:
        return True
    auto, rank = head.first(b"auto-submitted").casefold(), head.first(b"precedence").casefold()
    kind = head.first(b"content-type").casefold()
    labels = {one.strip().casefold() for one in plain(head.text(b"x-gmail-labels")).split(",")}
    return (
        (bool(auto) and not auto.startswith("no"))
        or rank in BULK
        or kind.startswith(("multipart/report", "text/calendar"))
        or bool(labels & NOT_SENT)
    )
