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
    "network.tie.active": _("Alive: silent for %(gap_days)s, a gap of %(expected_days)s is usual."),
    "network.tie.cooling": _("Cooling: silent for %(gap_days)s, a gap of %(expected_days)s is usual."),
    "network.tie.overdue": _("Overdue: silent for %(gap_days)s, a gap of %(expected_days)s is usual."),
    "network.tie.dormant": _("Asleep: silent for %(gap_days)s, a gap of %(expected_days)s is usual."),
    "network.tie.lost": _("Asleep for long: silent for %(gap_days)s, a gap of %(expected_days)s is usual."),
    "network.tie.never_met": _("Never met, for %(gap_days)s."),
    "network.strength": _("Strength today: %(strength)s meetings of two."),
    "network.bursts": _("They talk in bursts, then no more: a silence says less."),
    "network.regular": _("They talk at regular intervals: a silence says more."),
    "network.quieter": ngettext_lazy(
        "%(quieter_person)s, the quieter of the two, was active on %(active)s day of the last %(over_days)s.",
        "%(quieter_person)s, the quieter of the two, was active on %(active)s days of the last %(over_days)s.",
        "active",
    ),
    "network.shared": ngettext_lazy(
        "%(shared)s person talks with both these days.", "%(shared)s people talk with both these days.", "shared"
    ),
    "network.together": ngettext_lazy(
        "They met on %(met)s day in all, at level %(level)s.",
        "They met on %(met)s days in all, at level %(level)s.",
        "met",
    ),
    "network.gone.left": _("%(gone_person)s has left: this tie does not sleep, it has ended."),
    "network.gone.replaced": _("%(gone_person)s has been replaced: the tie passes to the successor."),
    "network.gone.silent_with_all": _(
        "%(gone_person)s has not been seen with anyone since %(last_on)s: probably gone."
    ),
    "network.path_direct": _("You still talk with %(reach_person)s: no introduction is needed."),
    "network.path_colleague": _("To reach %(reach_person)s, go through %(ask_person)s, who knows the way there."),
    "network.path": ngettext_lazy(
        "To reach %(reach_person)s, ask %(ask_person)s first: %(steps)s living tie.",
        "To reach %(reach_person)s, ask %(ask_person)s first: %(steps)s living ties.",
        "steps",
    ),
    "network.empty_client": _("Nobody faces the partner at level %(level)s on your side."),
    "network.empty_partner": _("Nobody faces you at level %(level)s at the partner’s."),
    "network.delegation_drifts": ngettext_lazy(
        "%(committee)s is handed down: %(delegated)s seat of %(occupied)s was held below the level named, "
        "over the last three meetings.",
        "%(committee)s is handed down: %(delegated)s seats of %(occupied)s were held below the level named, "
        "over the last three meetings.",
        "delegated",
    ),
    "network.delegation_kept": ngettext_lazy(
        "%(committee)s keeps its level: %(delegated)s seat of %(occupied)s was held below the level named, "
        "over the last three meetings.",
        "%(committee)s keeps its level: %(delegated)s seats of %(occupied)s were held below the level named, "
        "over the last three meetings.",
        "delegated",
    ),
    "network.delegation_unknown": _("%(committee)s: can’t tell who sits there, fewer than three minutes say who came."),
    "network.unseen": _("Can’t tell who talks today: no calendar, mail or call record covers it."),
    "network.departures_executive": ngettext_lazy(
        "%(departures)s departure would be enough for executives to stop talking.",
        "%(departures)s departures would be needed for executives to stop talking.",
        "departures",
    ),
    "network.departures_executive_none": _("No tie between executives is alive today."),
    "network.departures": ngettext_lazy(
        "At all levels, %(departures)s departure would be enough for both sides to stop talking.",
        "At all levels, %(departures)s departures would be needed for both sides to stop talking.",
        "departures",
    ),
    "network.departures_none": _("At no level is a tie alive today."),
    "network.spread_pairs": _(
        "In 12 months, the busiest pair carries %(top_share)s of conversations between executives."
    ),
    "network.no_executive_contact": _("In 12 months, no conversation between executives was seen."),
    "network.level_kept": _(
        "Over the last %(cadence_days)s, both sides met at level %(level)s, the highest they both have."
    ),
    "network.level_none": _("Over the last %(cadence_days)s, both sides met at no level."),
    "network.level_unknown": _("Can’t tell how high both sides met: no source covers the last %(cadence_days)s whole."),
    "network.uneven": _(
        "You came at level %(client_level)s, the partner at level %(partner_level)s: the levels no longer match."
    ),
    "network.chance_share": _("Chance alone would give a fall as large in %(p_share)s of cases."),
    "network.collapsed": _("Conversations have collapsed."),
    "network.not_collapsed": _("Too little to say that conversations have collapsed."),
    "network.silence_parts": _(
        "Silence over the gap to expect: %(gap_days)s, which count for %(counted_days)s at the pace of work, "
        "over %(expected_days)s: %(rho)s times."
    ),
    "network.since_unseen": _("Counted from %(since_on)s: before, no source sees without a hole."),
    "network.novelty": _("Novelty: %(novelty_share)s (little time together before, high level)."),
    "network.engagement": _("Engagement: %(engagement_share)s (present these days, known by both sides)."),
    "network.worth": _("Added to the value of a call, novelty × engagement: %(worth_share)s."),
    "network.reopen.open": _("“It has been a while. I would like to hear how it looks from your side.”"),
    "network.reopen.ask": _("what they would change tomorrow morning in how we work together"),
    "network.give.promise": _("first keep what was promised on %(said_on)s: “%(text)s”"),
    "network.give.ambition": _("an answer to what they want: “%(text)s”"),
    "network.give.strategy": _("our new strategy, told by you"),
    "network.give.amendment": _("what the last amendment changed for us, told by you"),
    "network.give.time": _("half an hour without an agenda, where they are"),
    "network.introduction": _("Ask for a word of introduction, not for a message to be passed on."),
    "network.channel.meeting": _("Meeting"),
    "network.channel.call": _("Call"),
    "network.channel.mail": _("E-mail"),
    "network.channel.declared": _("Declared from memory"),
    "network.column.day": _("Day"),
    "network.column.channel": _("Channel"),
    "network.column.people": _("People"),
}
