"""The human words of chapter 5, ideas."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "innovation.drought": _("Ideas"),
    "innovation.drought.question": _("Are both sides feeding the fire?"),
    "innovation.drought.remedy": _("Revive ideas"),
    "innovation.drought.open": _("“Your teams used to surprise us. What would you try if it were up to you?”"),
    "innovation.drought.ask": _("two ideas to investigate together before the next committee"),
    "innovation.drought.give": _("an answer within twenty days to each idea"),
    "innovation.drought.no_idea_book": _("Can’t tell: neither ideas nor quota are known."),
    "innovation.drought.no_quota": _("No idea quota in the contract: nothing is owed."),
    "innovation.given_by_partner": ngettext_lazy(
        "%(given)s idea from the partner in a year, of %(owed)s owed.",
        "%(given)s ideas from the partner in a year, of %(owed)s owed.",
        "given",
    ),
    "innovation.given_by_client": ngettext_lazy(
        "%(given)s idea from your side in a year, of %(owed)s owed.",
        "%(given)s ideas from your side in a year, of %(owed)s owed.",
        "given",
    ),
}
