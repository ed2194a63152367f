"""The register of personal data, read from what the models and the places outside the database say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from etincelle.foundation.checks import each_text_says_what_it_tells_of_people
from etincelle.foundation.personal import Personal
from etincelle.privacy.places import told_by

OUTSIDE: dict[str, tuple[str, str, str]] = {  # place: purpose, retention, what an erasure does
    "ledger.contacts": ("tie", "contract", "pseudonym"),
    "uploads": ("mend", "week", "delete"),
    "to_correct": ("mend", "never", "delete"),
    "outbox": ("read", "never", "delete"),
    "log": ("run", "never", "delete"),
    "caches": ("run", "never", "delete"),
    "backups": ("restore", "yours", "again"),
    "set_aside": ("restore", "yours", "by_hand"),
    "erasures": ("erase_again", "forever", "stays"),
}
CLIENT, BOTH, PARTNER, NOBODY = "client", "both", "partner", "nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of data in one place: why, who reads it, how long, what an erasure does. Codes: see phrases.py."""

    place: str
    fields: tuple[str, ...]
    purpose: str
    readers: str
    retention: str
    erase: str


def lines() -> list[Line]:
    """The whole register, place by place."""
    found = [line for model in apps.get_models() for line in lines_of(model)]
    unread = ("caches", "log", "erasures", "set_aside")
    outside = (
        Line(place, (), purpose, NOBODY if place in unread else CLIENT, retention, erase)
        for place, (purpose, retention, erase) in OUTSIDE.items()
    )
    return [*found, *outside]


def lines_of(model: type[Model]) -> Iterator[Line]:
    """What one model tells of people, one line for the fields that share everything."""
    groups: dict[Personal, list[str]] = {}
    for name, tag in told_by(model).items():
        groups.setdefault(tag, []).append(name)
    for tag, names in groups.items():
        place = (model._meta.label, tuple(names))
        yield Line(*place, tag.purpose, readers_of(model), tag.retention, tag.erase.value)


def readers_of(model: type[Model]) -> str:
    """Who may read the rows of a model: your side, the partner concerned, or both."""
    side = getattr(getattr(model, "ACCESS", None), "side", "client")
    return {"shared": BOTH, "partner": PARTNER}.get(side, CLIENT)


def holes() -> list[str]:
    """The fields that could hold words and are in no register: none in a sound house."""
    return [error.msg for error in each_text_says_what_it_tells_of_people()]
