"""Everything kept about one person, gathered from every place of the register, as a ZIP that anybody can open.

Rows that point to him or name him are given whole, but for texts about other people that name him not; of the ledger,
his own rows alone. JSON for programs, one page of HTML for eyes, CSV for his contacts.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Change, JournalEntry, Membership, SignInLink, User
from etincelle.intake.models import Batch, RowChange
from etincelle.ledger import parts
from etincelle.parties.models import Person
from etincelle.privacy.erasure import Found, find, own_changes, own_row_changes, own_rows
from etincelle.privacy.phrases import place_name, said, said_rows
from etincelle.privacy.places import OWN, about, readable, tags_of, telling_models
from etincelle.privacy.register import lines

WHY = "right of access"
CONTACT_COLUMNS = (
    "source", "external_id", "occurred_at", "day", "channel", "people", "minutes", "side", "partner_code", "role",
    "cancelled",
)  # fmt: skip
NOT_BY_LINK = frozenset({"spark", "negotiation", "intake", "house"})
BARE = frozenset({"version", "sample"})
EDITS: dict[type[Model], Callable[[Person], Any]] = {Change: own_changes, RowChange: own_row_changes}
SECRETS = frozenset({"url", "password", "digest", "salt", "hash", "previous"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What one place keeps about a person: rows of plain values."""

    place: str
    rows: tuple[dict[str, Any], ...]


def gather(person: Person) -> list[Kept]:
    """Everything, place by place; places that keep nothing are left out."""
    found = find(person, person.code)
    told = [
        *(Kept(model._meta.label, tuple(rows_of(found, model))) for model in telling_models() if not of_partner(model)),
        Kept("ledger.contacts", tuple(contacts(person))),
        Kept("foundation.JournalEntry", tuple(entries(person))),
        Kept("foundation.User", tuple(accounts(found))),
        Kept("uploads", tuple({"file": batch.filename, "sent": batch.created_at} for batch in found.batches)),
    ]
    return [kept for kept in told if kept.rows]


def own(person: Person) -> list[Kept]:
    """What a person reads by himself: his own rows and what points to him, but for decisions and negotiations.

    Texts that name him among others are left to the export, which somebody reads before it is handed over.
    """
    found = replace(find(person, person.code), mentions=())
    models = [m for m in telling_models() if getattr(getattr(m, "ACCESS", None), "area", "house") not in NOT_BY_LINK]
    models = [m for m in models if not of_partner(m)]
    told = [
        *(Kept(model._meta.label, tuple(rows_of(found, model))) for model in models),
        Kept("ledger.contacts", tuple(contacts(person))),
        Kept("foundation.JournalEntry", tuple(entries(person))),
        Kept("foundation.User", tuple(accounts(found))),
    ]
    return [kept for kept in told if kept.rows]


def of_partner(model: type[Model]) -> bool:
    """Whether a table is the partner's own: the client, who hands the export over, may not read it."""
    return getattr(getattr(model, "ACCESS", None), "side", "") == "partner"


def rows_of(found: Found, model: type[Model]) -> Iterator[dict[str, Any]]:
    """The rows of a model that are the person's, point to him or name him, with the file they came from."""
    wanted = about(found.person, model)
    keys = {m.key for m in found.mentions if m.model is model}
    keys |= set(found.answers) if model is FeedbackAnswer else set()
    if wanted is not None:
        keys |= set(everything(model, WHY).filter(wanted).values_list("pk", flat=True))
    if model in EDITS:
        keys |= {edit.pk for edit in EDITS[model](found.person)}
    for row in everything(model, WHY).filter(pk__in=keys).order_by("pk"):
        yield told(row, found)


def told(row: Any, found: Found) -> dict[str, Any]:
    """A row as plain values; of a document, the parts that name the person; secrets never."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in BARE | SECRETS:
            continue
        value = getattr(row, field.attname)
        if field.is_relation:
            values[field.name] = label(row, field)
        elif tags_of(type(row)).get(field.name) and not isinstance(value, str):
            values[field.name] = parts_naming(readable(value), found)
        elif field.name != "batch":
            values[field.name] = value
    return {**values, "came_from": source_of(row)}


def label(row: Any, field: Any) -> Any:
    """Another row by its code, a person by his name, else its number."""
    other = getattr(row, field.name)
    if isinstance(other, Person):
        return other.name
    return getattr(other, "code", None) or getattr(other, "pk", None)


def parts_naming(value: Any, found: Found) -> Any:
    """Of a document, the smallest parts that name the person; a part that holds no other is given whole."""
    if isinstance(value, list):
        return [parts_naming(part, found) for part in value if found.needles.names(part)]
    if isinstance(value, dict) and any(isinstance(part, dict | list) for part in value.values()):
        named = {key: part for key, part in value.items() if found.needles.names([key, part])}
        return {key: parts_naming(part, found) for key, part in named.items()}
    return value


def source_of(row: Any) -> str:
    """The file a row came from, else the hand that typed it."""
    number = getattr(row, "batch", None) if not isinstance(getattr(row, "batch", None), Batch) else None
    batch = everything(Batch, WHY).filter(pk=number).first() if number else None
    return batch.filename if batch else ""


def contacts(person: Person) -> Iterator[dict[str, Any]]:
    """The person's rows of the ledger."""
    for values in parts.ledger().query("contacts_of_person", [person.code] * 2):
        yield dict(zip(CONTACT_COLUMNS, values, strict=True))


def entries(person: Person) -> Iterator[dict[str, Any]]:
    """What the journal tells of his own rows: when, what, by which role."""
    mine = set(own_rows(person))
    rows = everything(JournalEntry, WHY).filter(kind__in=[m._meta.label for m in OWN]).order_by("seq")
    for entry in rows:
        if (entry.kind, entry.key) in mine:
            role = entry.actor.partition(":")[0]
            yield {"at": entry.at, "by": role, "action": entry.action, "fields": entry.fields}


def accounts(found: Found) -> Iterator[dict[str, Any]]:
    """The person's accounts, what they may do, the links that were made for them."""
    for user in found.accounts:
        roles = everything(Membership, WHY).filter(user=user).order_by("pk").values("role", "partner_code", "state")
        links = everything(SignInLink, WHY).filter(user=user).order_by("pk").values_list("expires_at", flat=True)
        yield {**account(user), "memberships": list(roles), "sign_in_links_until": list(links)}


def account(user: User) -> dict[str, Any]:
    """An account without its secret."""
    names = ("username", "email", "first_name", "last_name", "language", "date_joined", "last_login", "is_active")
    return {name: getattr(user, name) for name in names}


def archive(actor: Actor | None, person: Person) -> bytes:
    """The ZIP; the journal notes that it was made."""
    kept = gather(person)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in files(person, kept):
            book.writestr(zipfile.ZipInfo(name, clock.now().timetuple()[:6]), text)
    journal.record(actor, "privacy.export", (Person._meta.label, str(person.pk)), after={"places": len(kept)})
    return target.getvalue()


def files(person: Person, kept: list[Kept]) -> Iterator[tuple[str, str]]:
    """(name, text) of each member."""
    places = {one.place: one.rows for one in kept}
    register = [said(line) for line in lines() if line.place in places]
    whole = {"person": person.code, "made_at": clock.now(), "kept": places, "register": register}
    yield "data.json", json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    yield "index.html", page(person, kept, register)
    yield "contacts.csv", table(places.get("ledger.contacts", ()))


def page(person: Person, kept: list[Kept], register: list[dict[str, str]]) -> str:
    """One page of HTML that needs nothing else."""
    shown = [{"name": place_name(one.place), "rows": said_rows(one.place, one.rows)} for one in kept]
    context = {"name": person.name, "places": shown, "register": register, "day": clock.today()}
    return render_to_string("privacy/export.html", context)


def table(rows: tuple[dict[str, Any], ...]) -> str:
    """Contacts as CSV, as spreadsheets read it."""
    target = io.StringIO()
    writer = csv.DictWriter(target, CONTACT_COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + target.getvalue()
