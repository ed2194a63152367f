"""Who takes part in a calendar's event, and whether it is anybody's business. Pure."""

from collections.abc import Iterator
from typing import Any

Event = Any  # a component of the library, whose properties have no usable types

ABSENT = frozenset(("DECLINED", "DELEGATED"))
THINGS = frozenset(("ROOM", "RESOURCE"))
INFORMED = "NON-PARTICIPANT"


def is_private(event: Event) -> bool:
    """Whether an event is anything but public: private, confidential, Outlook's personal, or a class nobody knows.

    RFC 5545 § 3.8.1.3: a class that a reader does not know is treated as private.
    """
    value = event.get("CLASS", "")
    return any(
        str(one).strip().upper() not in ("", "PUBLIC") for one in (value if isinstance(value, list) else [value])
    )


def participants(event: Event) -> tuple[dict[str, str], int]:
    """Address → role of everyone who takes part, and how many they are.

    Left out: who declined or sent somebody else (the organiser too), who is only informed, rooms and resources.
    """
    roles: dict[str, str] = {}
    absent: set[str] = set()
    for name, role in (("ATTENDEE", "attendee"), ("ORGANIZER", "organizer")):
        for value in values_of(event, name):
            address = address_of(value)
            if address and takes_part(getattr(value, "params", {})):
                roles[address] = role
            elif address and name == "ATTENDEE":
                absent.add(address)
    there = {address: role for address, role in roles.items() if address not in absent}
    return there, len(there)


def takes_part(params: Any) -> bool:
    """Whether what is said of a participant makes a person who is there."""
    status, role, nature = (str(params.get(name, "")).upper() for name in ("PARTSTAT", "ROLE", "CUTYPE"))
    return status not in ABSENT and role != INFORMED and nature not in THINGS


def values_of(event: Event, name: str) -> Iterator[Any]:
    """The values of a property that may stand once, several times or not at all."""
    values = event.get(name, [])
    yield from values if isinstance(values, list) else [values]


def address_of(value: object) -> str:
    """The bare address of a participant, in lower case.

    Apple writes an internal path and keeps the address beside it, Exchange sometimes only as the name.
    """
    params = getattr(value, "params", {})
    for text in (str(value), str(params.get("EMAIL", "")), str(params.get("CN", ""))):
        bare = text.strip().casefold().removeprefix("mailto:").strip(" <>\"'")
        if bare.count("@") == 1 and " " not in bare:
            return bare
    return ""
