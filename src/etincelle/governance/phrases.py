"""The human words of chapter 5, steering."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "governance.drowsy_committee": _("Committees"),
    "governance.drowsy_committee.question": _("Do the committees still decide?"),
    "governance.drowsy_committee.remedy": _("Prepare the committee"),
    "governance.drowsy_committee.open": _("“Our committees recite figures. Shall we decide two things next time?”"),
    "governance.drowsy_committee.ask": _("a committee of twenty-five minutes with two decisions"),
    "governance.drowsy_committee.give": _("your presence at the next committee"),
    "governance.drowsy_committee.few_meetings": _(
        "Can’t tell: %(meetings)s meetings with minutes, %(needed)s are needed."
    ),
    "governance.drowsy_committee.stale_meetings": _("Can’t tell: no minutes received since %(last_on)s."),
    "governance.drowsy_committee.no_length": _("Can’t tell: the length of the meetings is not known."),
    "governance.repeated_report": _("Reports"),
    "governance.repeated_report.question": _("Does the report repeat itself?"),
    "governance.repeated_report.remedy": _("Lighten"),
    "governance.repeated_report.open": _("“Your report could fit on one page. What would you keep?”"),
    "governance.repeated_report.ask": _("a one-page report that keeps only what changed"),
    "governance.repeated_report.give": _("giving up the pages nobody reads"),
    "governance.repeated_report.few_reports": _("Can’t tell: %(reports)s reports received, %(needed)s are needed."),
    "governance.repeated_report.stale_reports": _("Can’t tell: no report received since %(last_on)s."),
    "governance.decisions": ngettext_lazy(
        "%(decisions)s decision in the last %(meetings)s meetings.",
        "%(decisions)s decisions in the last %(meetings)s meetings.",
        "decisions",
    ),
    "governance.present": _("%(present_share)s of the named members came themselves."),
    "governance.carried": _("%(carried_share)s of the actions are carried over."),
    "governance.repeated_text": _("%(repeated_share)s of the latest reports was already in the ones before."),
}
