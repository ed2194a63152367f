"""The human words of chapter 2."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "network.executive_silence": _("Executive tie"),
    "network.executive_silence.question": _("For how long has nobody at the top talked?"),
    "network.executive_silence.remedy": _("Reconnect"),
    "network.executive_silence.open": _("“When we signed, we spoke often. I would like to find that again.”"),
    "network.executive_silence.ask": _("what they would change tomorrow morning in our partnership"),
    "network.executive_silence.give": _("a regular conversation between general managements, starting this month"),
    "network.executive_silence.no_executive_client": _("Can’t tell: no executive is known on your side."),
    "network.executive_silence.no_executive_partner": _("Can’t tell: no executive is known at the partner’s."),
    "network.executive_silence.no_source": _("Can’t tell: no calendar received yet."),
    "network.executive_silence.stale_source": _("Can’t tell: no calendar received for %(stale_days)s."),
    "network.executive_silence.seen_too_short": _(
        "Can’t tell yet: no conversation seen since %(since_on)s, too short against the target cadence "
        "(%(cadence_days)s)."
    ),
    "network.then_and_now": _("Then and now"),
    "network.then_and_now.question": _("How often did top managements meet around the signature, and since?"),
    "network.then_and_now.remedy": _("Reconnect"),
    "network.then_and_now.open": _("“When we decided to work together, we met all the time. And since?”"),
    "network.then_and_now.ask": _("their value proposition on what has changed since the signature"),
    "network.then_and_now.give": _("a quarterly conversation, as at the beginning"),
    "network.then_and_now.no_executive_client": _("Can’t tell: no executive is known on your side."),
    "network.then_and_now.no_executive_partner": _("Can’t tell: no executive is known at the partner’s."),
    "network.then_and_now.no_source": _("Can’t tell: no calendar received yet."),
    "network.then_and_now.stale_source": _("Can’t tell: no calendar received for %(stale_days)s."),
    "network.then_and_now.no_signature": _("Can’t tell: the signature date is not known."),
    "network.then_and_now.too_young": _("Too early: the signature is less than 18 months old."),
    "network.then_and_now.then_not_covered": _(
        "Can’t tell: no calendar covers the signature, from %(from_on)s to %(to_on)s."
    ),
    "network.then_and_now.now_not_covered": _(
        "Can’t tell: no calendar covers the last year, from %(from_on)s to %(to_on)s."
    ),
    "network.then_and_now.nothing_then": _("No meeting known around the signature: no comparison."),
    "network.last_executive_contact": _(
        "Last conversation between top managements: %(last_on)s (aimed at: every %(cadence_days)s)."
    ),
    "network.never_met": _("No conversation between top managements is known since %(since_on)s."),
    "network.level_reached": _(
        "Over the last %(cadence_days)s, both sides met at level %(level)s at best, where level %(top)s is possible."
    ),
    "network.one_pair": _("In 12 months, a single pair carries %(top_share)s of conversations between executives."),
    "network.alive": _("Judging by all its past conversations, this tie has %(alive_share)s chance of being alive."),
    "network.then_and_now_counts": ngettext_lazy(
        "%(then)s meeting around the signature, %(now)s in the last 12 months.",
        "%(then)s meetings around the signature, %(now)s in the last 12 months.",
        "then",
    ),
    "network.channel.meeting": _("Meeting"),
    "network.channel.call": _("Call"),
    "network.channel.mail": _("E-mail"),
    "network.channel.declared": _("Declared from memory"),
    "network.column.day": _("Day"),
    "network.column.channel": _("Channel"),
    "network.column.people": _("People"),
}
