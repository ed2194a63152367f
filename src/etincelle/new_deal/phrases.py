"""The human words of chapter 1."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "new_deal.strategy_not_covered": _("New deal"),
    "new_deal.strategy_not_covered.question": _("Do the objectives still serve the company’s strategy?"),
    "new_deal.strategy_not_covered.remedy": _("Fill the gap"),
    "new_deal.strategy_not_covered.open": _(
        "“Our strategy has changed. I would like to tell you what it asks of both of us.”"
    ),
    "new_deal.strategy_not_covered.ask": _("their proposal on our new priorities"),
    "new_deal.strategy_not_covered.give": _("our strategy, told by general management itself"),
    "new_deal.strategy_not_covered.no_strategy": _("Can’t tell: the company’s strategy has not been imported."),
    "new_deal.strategy_not_covered.no_objective": _("Can’t tell: no objective is known for this partnership."),
    "new_deal.uncovered_themes": ngettext_lazy(
        "%(uncovered)s theme of %(themes)s of the strategy is without an answer.",
        "%(uncovered)s themes of %(themes)s of the strategy are without an answer.",
        "uncovered",
    ),
    "new_deal.first_uncovered": _("First theme without an answer: “%(theme_code)s”."),
    "new_deal.stale_objectives": ngettext_lazy(
        "%(stale)s objective is older than the strategy in force since %(since_on)s.",
        "%(stale)s objectives are older than the strategy in force since %(since_on)s.",
        "stale",
    ),
}
