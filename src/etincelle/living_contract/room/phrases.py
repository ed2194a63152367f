"""Four packages to begin with: what users ask of an outsourced service once they work from anywhere."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from etincelle.foundation.speech import Phrase


@dataclass(frozen=True, slots=True)
class Ready:
    """A table ready to open: its title and its points, one a line, “point: level of today | level | level”."""

    code: str
    title: Phrase
    points: Phrase


READY = (
    Ready(
        "remote",
        _("Remote work and mobility"),
        _(
            "Support outside the offices: none | phone, 8 to 20 | phone and chat, 7 to 22\n"
            "Access from outside: on request | within 2 days | the same day\n"
            "Term: as it is | 1 more year | 2 more years"
        ),
    ),
    Ready(
        "devices",
        _("Personal devices"),
        _(
            "Help with personal devices: none | advice | setting up and help\n"
            "Devices allowed: none | phones | phones and computers\n"
            "Scope: as it is | wider by a site | wider by a country"
        ),
    ),
    Ready(
        "desk",
        _("A human support desk"),
        _(
            "Desk on site: none | 1 site | 2 sites\n"
            "Who answers: an automaton | a person from 8 to 18 | a person at any hour\n"
            "Term: as it is | 1 more year | 2 more years"
        ),
    ),
    Ready(
        "pace",
        _("The pace of applications"),
        _(
            "Releases: twice a year | every quarter | every month\n"
            "Small changes: on quotation | 20 days a year included | 60 days a year included\n"
            "Innovation: no quota | 3 ideas a year each | 6 ideas a year each"
        ),
    ),
)
