"""Mail written for the tests: four people, messages in lines, mailboxes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from etincelle.intake.sources import mail
from etincelle.intake.sources.rows import Known, Parsed

TODAY = date(2026, 11, 24)
PEOPLE = {
    "claire@client.example": Known("claire", "client"),
    "c.roux@client.example": Known("claire", "client"),
    "dg@client.example": Known("dg", "client"),
    "marc@altea.example": Known("marc", "partner", "ALTEA"),
    "lea@altea.example": Known("lea", "partner", "ALTEA"),
}
SETTINGS = mail.Settings(TODAY, PEOPLE, {"client.example": "", "altea.example": "ALTEA"})
TOLD: dict[str, Any] = {
    "today": TODAY.isoformat(), "known": {a: (k.person, k.side, k.partner) for a, k in PEOPLE.items()},
    "domains": dict(SETTINGS.domains), "zone": "Europe/Paris", "source": "mail",
}  # fmt: skip
CLAIRE, MARC = "Claire Roux <Claire@client.example>", '"Girard, Marc" <marc@altea.example>'


def message(sender: str, to: str, when: str | datetime, *more: str, name: str = "") -> bytes:
    """One message; `more`: other headers."""
    sent = when.strftime("%a, %d %b %Y %H:%M:%S +0000") if isinstance(when, datetime) else when
    own = [f"Message-ID: <{name}>"] if name else []
    lines = [f"From: {sender}", f"To: {to}", f"Date: {sent}", *own, *more, "Subject: Secret plan", "MIME-Version: 1.0"]
    return ("\n".join(lines) + "\n\nSecret body of Lyon\n").encode()


def box(messages: Iterable[bytes]) -> bytes:
    """A mailbox of messages."""
    return b"".join(b"From x@y.example Mon Jan  5 09:00:00 2026\n" + one + b"\n" for one in messages)


def codes(parsed: Parsed) -> dict[str, str]:
    """What was left out, by reason."""
    return {doubt.code: doubt.about for doubt in parsed.doubts}


def kept(parsed: Parsed) -> list[tuple[str, str]]:
    """(person, role) of every row of a message."""
    return [(str(r.values["person_code"]), str(r.values["role"])) for r in parsed.rows if r.kind == "mail"]
