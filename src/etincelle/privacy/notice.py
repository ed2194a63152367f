"""The information owed to people whose data came from somebody else (GDPR, article 14): a text ready to send."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from etincelle.parties.models import Person
from etincelle.privacy.phrases import PURPOSES, RETENTIONS
from etincelle.privacy.register import lines

SPOKEN_OF = ("reach", "recognise", "level", "seat", "tie", "words", "note")


def notice(person: Person) -> str:
    """The notice for one person, with blanks in square brackets for what only you know."""
    return "\n\n".join(paragraphs(person)) + "\n"


def paragraphs(person: Person) -> Iterator[str]:
    """One thought each: who, what, why, from where, who reads, how long, which rights, what is not done."""
    yield _("Subject: what our company keeps about you in Étincelle")
    yield _("Hello %(name)s,") % {"name": person.name}
    yield _(
        "Our company, [name and address of the company], looks after its partnerships with Étincelle. "
        "As you work with it, it keeps some data about you, which you did not give it yourself."
    )
    yield _("What is kept, why, and how long:")
    yield "\n".join(f"- {line}" for line in said())
    yield _(
        "Of calendars, mail and call lists, only the day, the time, the channel and the people whom the company knows "
        "are kept. Never a subject, a text or an attachment."
    )
    yield _(
        "These data come from the company’s calendars, contracts, minutes of committees and what its teams wrote. "
        "Their ground is its legitimate interest in keeping the partnership alive. "
        "[To be confirmed by the data officer.]"
    )
    yield _(
        "Your level, your mandate, the contacts and what was noted of calls are read by the company alone. "
        "Your name, your function and your roles are read by both partners."
    )
    yield _("No score is given to a person: scores are on ties, roles and committees. No decision is automatic.")
    yield _(
        "You may ask to see your data, to have them corrected or erased, to limit their use, or object to it. "
        "Write to [address of the data officer]. "
        "You may also complain to the supervisory authority, in France the CNIL."
    )


def said() -> list[str]:
    """Purposes with their durations, said once each."""
    found = {(line.purpose, line.retention): None for line in lines() if line.purpose in SPOKEN_OF}
    order = sorted(found, key=lambda key: SPOKEN_OF.index(key[0]))
    return [
        _("%(purpose)s. Kept for: %(retention)s.") % {"purpose": PURPOSES[purpose], "retention": RETENTIONS[retention]}
        for purpose, retention in order
    ]
