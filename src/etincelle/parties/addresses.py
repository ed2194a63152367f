"""Who may be behind an unknown address: people of the same firm, with what makes one think so. Pure; decides nothing.

Reasons, from the strongest: the address is somebody's with a tag (marc+notes@); its local part is that of an address
of his on another domain; it was written with his name; it is made of his name as firms make addresses (mgirard,
girard.m…). A homonym is possible with each of them: a person decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TAGGED, SAME_LOCAL, SAME_NAME, MADE_OF_NAME = "tagged", "same_local", "same_name", "made_of_name"
REASONS = (TAGGED, SAME_LOCAL, SAME_NAME, MADE_OF_NAME)
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Stranger:
    """An unknown address of a firm ("" is ours), the name it is mostly written with, its messages."""

    address: str
    name: str
    partner: str
    messages: int


@dataclass(frozen=True, slots=True)
class Someone:
    """A known person with all his addresses, in lower case."""

    code: str
    name: str
    partner: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody an address may belong to, and why: reasons with the address or name each rests on."""

    person: Someone
    reasons: tuple[tuple[str, str], ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name or of a local part, without case or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def made_of(name: Sequence[str]) -> frozenset[str]:
    """The local parts, their separators left out, that firms make of a name of two words or more.

    Marc Girard -> marcgirard, girardmarc, mgirard, girardm, marcg, gmarc.
    """
    if len(name) < 2:
        return frozenset()
    first, last = name[0], "".join(name[1:])
    return frozenset((first + last, last + first, first[0] + last, last + first[0], first + last[0], last[0] + first))


def reasons_for(stranger: Stranger, person: Someone) -> tuple[tuple[str, str], ...]:
    """Why an address may be somebody's; none most of the time."""
    local, _, domain = stranger.address.rpartition("@")
    bare = f"{local.partition('+')[0]}@{domain}"
    name = words_of(person.name)
    found: list[tuple[str, str]] = []
    if bare != stranger.address and bare in person.addresses:
        found.append((TAGGED, bare))
    alike = [one for one in person.addresses if one.rpartition("@")[0] == local]
    if alike:
        found.append((SAME_LOCAL, alike[0]))
    if len(name) > 1 and sorted(words_of(stranger.name)) == sorted(name):
        found.append((SAME_NAME, person.name))
    if "".join(words_of(local.partition("+")[0])) in made_of(name):
        found.append((MADE_OF_NAME, person.name))
    return tuple(found)


def candidates(stranger: Stranger, people: Iterable[Someone]) -> tuple[Candidate, ...]:
    """People of the same firm an address may belong to, the best reasons first."""
    found = [
        Candidate(person, reasons)
        for person in people
        if person.partner == stranger.partner and (reasons := reasons_for(stranger, person))
    ]
    return tuple(sorted(found, key=lambda c: (REASONS.index(c.reasons[0][0]), -len(c.reasons), c.person.code)))


def name_from(stranger: Stranger) -> str:
    """The name to propose for a new person: as written, else as the address spells it."""
    local = stranger.address.rpartition("@")[0].partition("+")[0]
    return stranger.name or " ".join(word.capitalize() for word in words_of(local)) or stranger.address
