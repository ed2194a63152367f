"""Contacts that somebody declared. Contacts read from calendars and mail live in the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.access import Access
from etincelle.foundation.models import Row
from etincelle.foundation.personal import TIED, personal
from etincelle.parties.models import Partnership, Person


class DeclaredContact(Row):
    """A conversation somebody remembers: "we spoke". Private, flagged as declared wherever it is shown."""

    ACCESS = Access(
        side="client", area="network", partner="partnership__partner__code", partnership="partnership__code"
    )
    PERSONAL = personal("channel", person_client=TIED, person_partner=TIED)
    NATURAL = ("partnership__code", "day", "person_client__code", "person_partner__code")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+", verbose_name=_("partnership"))
    day = models.DateField(_("day"))
    person_client = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("on your side"))
    person_partner = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("at the partner"))
    channel = models.CharField(
        _("channel"),
        max_length=20,
        default="call",
        choices=[("call", _("Call")), ("meeting", _("Meeting")), ("mail", _("E-mail"))],
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "day", "person_client", "person_partner"], name="declared_natural"
            ),
        )
