"""Where a person stands: his own rows, rows that point to him, and every text, document or file that names him."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import ForeignKey, Model, Q

from etincelle.foundation.access import everything
from etincelle.foundation.models import User
from etincelle.foundation.personal import SECRET, Erase, Personal, Tags, personal
from etincelle.parties.models import Person, PersonAlias, PersonProfile
from etincelle.privacy.needles import Needles, Traits, folded

WHY = "rights of a person"
OF_DJANGO: dict[type[Model], Tags] = {
    Permission: personal("name codename"),
    Group: personal("name"),
    ContentType: personal("app_label model"),
    Session: personal("session_key", session_data=SECRET),
}
OWN = (Person, PersonAlias, PersonProfile)


def tags_of(model: type[Model]) -> Tags:
    """What the fields of a model tell of people."""
    tags: Tags = getattr(model, "PERSONAL", None) or OF_DJANGO.get(model, {})
    return tags


def told_by(model: type[Model]) -> dict[str, Personal]:
    """The fields of a model that tell of people."""
    return {name: tag for name, tag in tags_of(model).items() if tag is not None}


def telling_models() -> list[type[Model]]:
    """The models that tell of people, in the order of the house."""
    return [model for model in apps.get_models() if told_by(model)]


def links_to_person(model: type[Model]) -> list[str]:
    """The fields of a model that point to a person."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model is Person]


def about(person: Person, model: type[Model]) -> Q | None:
    """Which rows of a model are the person's own, or point to him; None when none can."""
    if model is Person:
        return Q(pk=person.pk)
    wanted = [Q(**{name: person.pk}) for name in links_to_person(model)]
    found = wanted[:1]
    for one in wanted[1:]:
        found = [found[0] | one]
    return found[0] if found else None


def traits_of(person: Person) -> Traits:
    """By what a person is recognised, other addresses included; what somebody else bears as well names neither."""
    aliases = everything(PersonAlias, WHY).filter(person=person).order_by("pk").values_list("address", flat=True)
    borne = {
        folded(value)
        for values in everything(Person, WHY).exclude(pk=person.pk).values_list("name", "email", "phone")
        for value in values
    }
    name, phone = (value if folded(value) not in borne else "" for value in (person.name, person.phone))
    addresses = (a for a in (person.email, *aliases) if a and folded(a) not in borne)
    return Traits(person.code, name, tuple(dict.fromkeys(addresses)), phone)


def accounts_of(traits: Traits) -> list[User]:
    """The accounts that sign in with an address of the person."""
    wanted = {address.casefold() for address in traits.addresses}
    return [u for u in everything(User, WHY).order_by("pk") if {u.username.casefold(), u.email.casefold()} & wanted]


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that names somebody, the fields that do, and their values."""

    model: type[Model]
    key: Any
    values: dict[str, Any]


def words_fields(model: type[Model]) -> list[str]:
    """The fields of a model whose own value may name somebody; pointers and levels do not by themselves."""
    names = told_by(model)
    return [f.name for f in model._meta.concrete_fields if f.name in names and holds_text(f)]


def holds_text(field: Any) -> bool:
    """Whether a value of the field is a text, a document or bytes."""
    return field.get_internal_type() in (
        "CharField", "TextField", "EmailField", "JSONField", "BinaryField", "FileField", "SlugField", "URLField",
    )  # fmt: skip


def mentions(needles: Needles, models: Sequence[type[Model]] = ()) -> Iterator[Mention]:
    """Every row of the database that names a person, one model after the other."""
    for model in models or telling_models():
        fields = words_fields(model)
        if not fields or model is Session:
            continue
        rows = everything(model, WHY).order_by("pk").values_list("pk", *fields)
        for key, *values in rows.iterator(chunk_size=500):
            plain = {name: readable(value) for name, value in zip(fields, values, strict=True)}
            named = {name: value for name, value in plain.items() if needles.names(value)}
            if named:
                yield Mention(model, key, named)


def readable(value: Any) -> Any:
    """A stored value as a text or JSON; compressed facts are opened."""
    if isinstance(value, bytes | memoryview):
        return json.loads(zlib.decompress(bytes(value))) if value else None
    return value


def packed(model: type[Model], field: str, value: Any) -> Any:
    """A value as the field stores it: the inverse of `readable`."""
    if model._meta.get_field(field).get_internal_type() != "BinaryField":
        return value
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode(), 6)


def erase_of(model: type[Model], field: str) -> Erase:
    """What an erasure does to a field."""
    return told_by(model)[field].erase
