"""What a state of a ticket tool does to a clock, when nobody has said: by the words tools use, in both languages.

ServiceNow, Jira Service Management, GLPI, iTop and Zendesk name their states freely; the words below open those of
their default configurations. What the client writes in the sheet of states comes first. A state that no word announces
lets the clock run: a pause is an exception that somebody must have said. Waiting for the very people who made the
promise is no pause: "Waiting for support" is where Jira Service Management opens an incident.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

OPENINGS: Mapping[str, tuple[str, ...]] = {
    "run": (
        "waiting for support", "awaiting assignment", "en attente du support", "en attente d'assistance",
        "en attente de l'assistance", "en attente de prise en charge", "en attente d'affectation",
    ),
    "pause": (
        "awaiting", "on hold", "on-hold", "hold", "pending", "waiting", "suspended", "en attente", "en pause",
        "suspendu", "differe",
    ),
    "stop": ("resolved", "solved", "closed", "done", "completed", "resolu", "clos", "clot", "ferme", "termine"),
    "cancel": ("cancel", "annul", "rejected", "duplicate", "rejete", "doublon"),
}  # fmt: skip
CLOSING = ("closed", "clos", "clot", "ferme")


def plain(state: str) -> str:
    """A state without case, accents or spaces around."""
    bare = unicodedata.normalize("NFKD", state.strip().casefold().replace("_", " ").replace("’", "'"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def usual_effect(state: str) -> str:
    """ "run", "pause", "stop" or "cancel", from how a state begins: "Awaiting Vendor" -> "pause"."""
    found = plain(state)
    return next((effect for effect, words in OPENINGS.items() if found.startswith(words)), "run")


def is_closing(state: str) -> bool:
    """Whether a state that stops a clock closes an incident rather than resolving it: "Closed", « Fermée »."""
    return plain(state).startswith(CLOSING)


@dataclass(frozen=True, slots=True)
class StateEffects:
    """The effects the client wrote, by plain state, over the usual ones."""

    said: Mapping[str, str] = field(default_factory=dict)

    def of(self, state: str) -> str:
        """The effect of a state."""
        return self.said.get(plain(state)) or usual_effect(state)
