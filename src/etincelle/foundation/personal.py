"""What each text of a model tells of people: the register of personal data, declared beside who may see a row.

Every model of the house has PERSONAL = personal(...): each of its fields that can hold words says for which purpose
a person's data stand there, how long, and what an erasure does to them; fields that never name anybody are listed too.
`django check`, a test and `etincelle doctor` are red when a field is on neither list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Erase(StrEnum):
    """What an erasure does to a field, where the person stands in it."""

    DELETE = "delete"  # the whole row goes
    NULL = "null"  # emptied when the row is the person's own or about him; his name goes from other rows
    PSEUDONYM = "pseudonym"  # his name, code, addresses and phone become his pseudonym; the rest stays
    SALT = "salt"  # the row goes with the salt of its digest, which then tells nothing


@dataclass(frozen=True, slots=True)
class Personal:
    """Why a field may tell of a person, how long, what an erasure does: codes of sentences in privacy/phrases.py."""

    purpose: str
    retention: str
    erase: Erase


Tags = Mapping[str, Personal | None]

CODE = Personal("recognise", "contract", Erase.PSEUDONYM)
IDENTITY = Personal("reach", "contract", Erase.NULL)
ADDRESS = Personal("recognise", "contract", Erase.DELETE)
LEVEL = Personal("level", "contract", Erase.PSEUDONYM)
SEAT = Personal("seat", "contract", Erase.PSEUDONYM)
TIED = Personal("tie", "contract", Erase.PSEUDONYM)
WORDS = Personal("words", "contract", Erase.PSEUDONYM)
NOTE = Personal("note", "twelve_months", Erase.NULL)
COMMENT = Personal("listening", "twelve_months", Erase.PSEUDONYM)
ANSWER = Personal("listening", "contract", Erase.PSEUDONYM)
DECISION = Personal("replay", "contract", Erase.PSEUDONYM)
IMPORT = Personal("mend", "import", Erase.PSEUDONYM)
REFUSED = Personal("mend", "twelve_months", Erase.PSEUDONYM)
SOURCE = Personal("source", "contract", Erase.PSEUDONYM)
TRACE = Personal("trace", "chain", Erase.PSEUDONYM)
VALUES = Personal("trace", "twelve_months", Erase.SALT)
ACCOUNT = Personal("account", "account", Erase.PSEUDONYM)
SECRET = Personal("account", "account", Erase.DELETE)
BRIEF_SECRET = Personal("account", "minutes", Erase.DELETE)
LINK = Personal("see", "link", Erase.DELETE)
HELD = Personal("hold", "hold", Erase.PSEUDONYM)

TEXTS = (models.CharField, models.TextField, models.FileField, models.JSONField, models.BinaryField)


def personal(nobody: str = "", **told: Personal) -> Tags:
    """The tags of a model: `nobody` lists, one space apart, the texts in which nobody is ever named."""
    return {**dict.fromkeys(nobody.split()), **told}


def can_hold_words(field: object) -> bool:
    """Whether a field can hold a text somebody wrote, a file, or a document."""
    return isinstance(field, TEXTS)


def untagged(model: type[models.Model], tags: Tags) -> Iterator[str]:
    """The fields of a model that can hold words and say nothing of people, and the tags of no field."""
    names = {f.name: f for f in model._meta.concrete_fields}
    yield from (name for name, field in names.items() if can_hold_words(field) and name not in tags)
    yield from (f"{name} (no such field)" for name in tags if name not in names)
