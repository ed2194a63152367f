"""Sides, roles, the ladder of levels and the states a partnership can be in."""

from enum import IntEnum, StrEnum


class Side(StrEnum):
    """Which side of the table somebody sits on."""

    CLIENT = "client"
    PARTNER = "partner"


class Level(IntEnum):
    """The ladder of levels, from operations to general management (our default ladder)."""

    OPERATIONS = 1
    SERVICE = 2
    STEERING = 3
    CIO = 4
    TOP_MANAGEMENT = 5


EXECUTIVE_LEVEL = Level.CIO


class Role(StrEnum):
    """What a user may be in this installation."""

    ADMINISTRATOR = "administrator"
    CIO = "cio"
    VENDOR_MANAGER = "vendor_manager"
    SERVICE_OWNER = "service_owner"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    PARTNER_EXECUTIVE = "partner_executive"
    INTERNAL_CLIENT = "internal_client"


class State(StrEnum):
    """The state of a partnership, as the client sees it. The partner never sees this enum."""

    ASLEEP = "asleep"
    DROWSY = "drowsy"
    AWAKE = "awake"
    LIVELY = "lively"
    UNKNOWN = "unknown"


ORDER = (State.LIVELY, State.AWAKE, State.DROWSY, State.ASLEEP)
"""The known states, from most awake to most asleep."""


class Dimension(StrEnum):
    """The six dimensions of the index: the six parts of the idea behind the product."""

    NEW_DEAL = "new_deal"
    NETWORK = "network"
    COMFORT_ZONE = "comfort_zone"
    LIVING_CONTRACT = "living_contract"
    INNOVATION = "innovation"
    GOVERNANCE = "governance"
