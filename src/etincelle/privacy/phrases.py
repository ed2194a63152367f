"""The words of the register: purposes, durations, readers, effects of an erasure, names of places."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from etincelle.intake.kinds import BY_KEY, Kind
from etincelle.privacy.register import Line

PURPOSES: dict[str, Promise] = {
    "recognise": _("To recognise the person in calendars and imports"),
    "reach": _("To reach the person"),
    "level": _("To propose a call at the right level"),
    "seat": _("To know who holds which role, since when"),
    "tie": _("To know whether the two sides still speak to each other"),
    "words": _("What was written about the partnership, which may name people"),
    "note": _("What the caller noted of a conversation"),
    "listening": _("To know what internal clients live"),
    "replay": _("To explain a past decision from its facts"),
    "mend": _("To mend or take back an import"),
    "source": _("To say where a fact comes from"),
    "trace": _("To know who changed what"),
    "account": _("To let people sign in"),
    "see": _("To let the person read what is kept"),
    "hold": _("To keep what the law obliges to keep"),
    "read": _("To be read elsewhere, by the person who asked for the file"),
    "run": _("To run the product"),
    "restore": _("To survive a breakdown"),
    "erase_again": _("To erase again after a backup is restored"),
}
RETENTIONS: dict[str, Promise] = {
    "contract": _("the life of the contract and 3 years, then a pseudonym"),
    "twelve_months": _("12 months"),
    "import": _("30 days for what undoes an import, then the life of the contract"),
    "chain": _("the life of the installation, as a number and digests"),
    "account": _("as long as the account"),
    "hold": _("as long as the hold"),
    "link": _("7 days"),
    "minutes": _("15 minutes"),
    "week": _("until the import is confirmed; one that waits, a day for a calendar, a week for others"),
    "never": _("not kept"),
    "yours": _("as long as you keep the file"),
    "forever": _("the life of the installation, as a keyed digest"),
}
READERS: dict[str, Promise] = {
    "client": _("your side alone"),
    "both": _("your side and the partner concerned"),
    "partner": _("the partner concerned alone"),
    "nobody": _("no page"),
}
ERASES: dict[str, Promise] = {
    "delete": _("removed"),
    "null": _("emptied"),
    "pseudonym": _("a pseudonym in place of the name"),
    "salt": _("removed with its salt"),
    "again": _("done again when the backup is restored"),
    "by_hand": _("yours to remove"),
    "stays": _("stays: it names nobody"),
}
NAMES: dict[str, Promise] = {
    "sessions.Session": _("Open sessions"),
    "foundation.User": _("Accounts"),
    "foundation.SignInLink": _("Sign-in links"),
    "foundation.SignInFailure": _("Failed sign-ins"),
    "foundation.JournalEntry": _("Journal"),
    "foundation.Change": _("Values before and after each edit"),
    "foundation.SourceCoverage": _("Names of the sources"),
    "parties.PersonAlias": _("Other addresses"),
    "parties.SeenAddress": _("Unknown addresses met in mail"),
    "parties.AddressChoice": _("What was decided of addresses"),
    "ledger.MailDay": _("Days of mail"),
    "parties.PersonProfile": _("Level and mandate"),
    "parties.SeatPlan": _("Planned renewals of seats"),
    "comfort_zone.TicketRule": _("Which incidents are whose"),
    "living_contract.ContractStake": _("Private limits of a contract"),
    "living_contract.Negotiation": _("Tables of negotiation"),
    "living_contract.NegotiationPoint": _("Points of a negotiation"),
    "living_contract.NegotiationRound": _("Rounds of a negotiation"),
    "living_contract.DeclaredGain": _("Declared gains"),
    "living_contract.NegotiationStake": _("Client’s limit and notes at a table"),
    "living_contract.PartnerBand": _("Partner’s limit and notes at a table"),
    "spark.Morning": _("Calls of the day"),
    "spark.MorningFacts": _("Facts of the calls of the day"),
    "spark.SignalRecord": _("Signals of the calls of the day"),
    "spark.Snooze": _("Calls put off"),
    "spark.Outcome": _("Calls made"),
    "intake.CalendarSubscription": _("Subscribed calendars"),
    "intake.Batch": _("Imports"),
    "intake.RowChange": _("What undoes an import"),
    "intake.ColumnMapping": _("Columns that were recognised"),
    "privacy.Hold": _("Legal holds"),
    "privacy.OwnLink": _("Links for the person"),
    "ledger.contacts": _("Contacts read from calendars, mail and call lists"),
    "uploads": _("Files sent and not yet confirmed"),
    "to_correct": _("Workbooks “To correct”"),
    "outbox": _("Workbooks and exports"),
    "log": _("Messages of the program on its terminal"),
    "caches": _("Caches"),
    "backups": _("Backups"),
    "set_aside": _("Data set aside by a restore"),
    "erasures": _("Ledger of erasures"),
}
FIELDS: dict[str, Promise] = {
    "came_from": _("file of origin"),
    "source": _("source"),
    "occurred_at": _("time"),
    "day": _("day"),
    "channel": _("channel"),
    "people": _("number of people"),
    "minutes": _("minutes"),
    "side": _("side"),
    "partner_code": _("partner"),
    "role": _("role"),
    "cancelled": _("cancelled"),
    "at": _("instant"),
    "by": _("by whom"),
    "action": _("action"),
    "fields": _("fields"),
    "before": _("before"),
    "after": _("after"),
    "note": _("note"),
    "topic": _("topic"),
    "callee": _("who was to be called"),
    "reason": _("reason"),
    "since": _("since"),
    "until": _("until"),
    "username": _("account"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "language": _("language"),
    "date_joined": _("opened on"),
    "last_login": _("last sign-in"),
    "is_active": _("open"),
    "memberships": _("roles"),
    "sign_in_links_until": _("sign-in links until"),
    "file": _("file"),
    "sent": _("sent on"),
    "filename": _("file"),
    "rejects": _("refused rows"),
    "facts": _("facts"),
    "payload": _("decision"),
    "evidence": _("proofs"),
    "name": _("name"),
}
VALUES: dict[Any, Promise] = {
    "client": _("client"),
    "partner": _("partner"),
    "meeting": _("meeting"),
    "mail": _("e-mail"),
    "call": _("call"),
    "attendee": _("attendee"),
    "organiser": _("organiser"),
    "administrator": _("administrator"),
    "house": _("the product itself"),
    "facts.add": _("added"),
    "facts.correct": _("corrected"),
    "facts.take_back": _("correction taken back"),
    "privacy.export": _("export made"),
    "privacy.link": _("link made for the person"),
    "privacy.read_own": _("read by the person"),
    "privacy.revoke_link": _("link closed"),
    "privacy.hold": _("legal hold"),
    "privacy.release": _("hold released"),
}
UNSAID = frozenset({"id", "external_id"})
EMPTY: tuple[Any, ...] = (None, "", [], ())
SHEETS: dict[str, Kind] = {kind.model: kind for kind in BY_KEY.values()}
TWINS: dict[str, Kind] = {t.model: k for k in BY_KEY.values() for t in k.twins.values()}


def place_name(place: str) -> str:
    """What people call a table or a place: its sheet, else its name here."""
    if place in NAMES:
        return str(NAMES[place])
    kind = SHEETS.get(place) or TWINS.get(place)
    language = "fr" if (get_language() or "fr").startswith("fr") else "en"
    return kind.sheet(language) if kind else str(apps.get_model(place)._meta.verbose_name)


def said(line: Line) -> dict[str, str]:
    """A line of the register in the reader's language."""
    return {
        "place": place_name(line.place),
        "purpose": str(PURPOSES[line.purpose]),
        "readers": str(READERS[line.readers]),
        "retention": str(RETENTIONS[line.retention]),
        "erase": str(ERASES[line.erase]),
    }


def field_of(place: str, name: str) -> Any:
    """The field of a table, or None for a place outside the database."""
    try:
        return apps.get_model(place)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def field_name(place: str, name: str) -> str:
    """What people call a field: its name here, else the one it bears on its form."""
    if name in FIELDS:
        return str(FIELDS[name])
    return str(getattr(field_of(place, name), "verbose_name", name))


def value_said(place: str, name: str, value: Any) -> Any:
    """A value as people say it: a choice by its words, yes or no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(field_of(place, name), "flatchoices", ()) or ())
    return choices.get(value, VALUES.get(value, value)) if isinstance(value, str | int) else value


def said_rows(place: str, rows: Iterable[Mapping[str, Any]]) -> list[list[tuple[str, Any]]]:
    """Rows as (name of the field, value), without what is empty, nor the numbers of rows and events."""
    return [
        [
            (field_name(place, name), value_said(place, name, value))
            for name, value in row.items()
            if value not in EMPTY and name not in UNSAID
        ]
        for row in rows
    ]
