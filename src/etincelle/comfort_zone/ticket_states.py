"""What a state of a ticket tool does to a clock, when nobody has said: by the words tools use, in both languages.

ServiceNow, Jira Service Management, GLPI and iTop name their states freely; the words below open those of their
default configurations. What the client writes in the sheet of states comes first. A state that no word announces
lets the clock run: a pause is an exception that somebody must have said.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

OPENINGS: Mapping[str, tuple[str, ...]] = {
    "pause": ("awaiting", "on hold", "pending", "waiting", "suspended", "en attente", "suspendu", "differe"),
    "stop": ("resolved", "solved", "closed", "done", "completed", "resolu", "clos", "ferme", "termine"),
    "cancel": ("cancel", "annul", "rejected", "duplicate", "rejete", "doublon"),
}


def plain(state: str) -> str:
    """A state without case, accents or spaces around."""
    bare = unicodedata.normalize("NFKD", state.strip().casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def usual_effect(state: str) -> str:
    """ "run", "pause", "stop" or "cancel", from how a state begins: "Awaiting Vendor" -> "pause"."""
    found = plain(state)
    return next((effect for effect, words in OPENINGS.items() if found.startswith(words)), "run")


@dataclass(frozen=True, slots=True)
class StateEffects:
    """The effects the client wrote, by plain state, over the usual ones."""

    said: Mapping[str, str] = field(default_factory=dict)

    def of(self, state: str) -> str:
        """The effect of a state."""
        return self.said.get(plain(state)) or usual_effect(state)
