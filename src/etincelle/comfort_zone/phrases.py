"""The human words of chapter 3, and the names its codes stand for."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.comfort_zone.models import ServiceLevel
from etincelle.foundation.access import everything
from etincelle.foundation.speech import Phrase

PHRASES: dict[str, Phrase] = {
    "comfort_zone.watermelon": _("Green outside, red inside"),
    "comfort_zone.watermelon.question": _("Is the service green while the people it serves are not happy?"),
    "comfort_zone.watermelon.remedy": _("Listen"),
    "comfort_zone.watermelon.open": _("“The indicators are green. Our users say otherwise: let us look together.”"),
    "comfort_zone.watermelon.ask": _("a plan on what users live, with one measure of experience"),
    "comfort_zone.watermelon.give": _("dropping an indicator that no longer teaches anything"),
    "comfort_zone.watermelon.no_fresh_level": _("Can’t tell: no recent service level."),
    "comfort_zone.watermelon.stale_level": _("Can’t tell: %(stale)s levels of %(levels)s are no longer read."),
    "comfort_zone.watermelon.few_answers": _("Not enough evidence: %(answers)s answers, %(needed)s are needed."),
    "comfort_zone.green_but_asleep": _("Green but flat"),
    "comfort_zone.green_but_asleep.question": _("Do the green indicators still teach anything?"),
    "comfort_zone.green_but_asleep.remedy": _("Review the target"),
    "comfort_zone.green_but_asleep.open": _(
        "“Everything has been green for years. What would make us proud tomorrow?”"
    ),
    "comfort_zone.green_but_asleep.ask": _("a new way to measure the service, closer to what users need"),
    "comfort_zone.green_but_asleep.give": _("retiring an indicator that is always green"),
    "comfort_zone.green_but_asleep.no_fresh_level": _("Can’t tell: no service level with six recent months."),
    "comfort_zone.green_but_asleep.few_minutes": _(
        "Can’t tell: %(minutes)s meetings with minutes, %(needed)s are needed."
    ),
    "comfort_zone.casting_never_renewed": _("Casting"),
    "comfort_zone.casting_never_renewed.question": _("Have the same people held the same seats for too long?"),
    "comfort_zone.casting_never_renewed.remedy": _("Suggest a change"),
    "comfort_zone.casting_never_renewed.open": _(
        "“Our teams know each other well. Which seats could change hands, on both sides?”"
    ),
    "comfort_zone.casting_never_renewed.ask": _("a renewal of some seats, prepared with a handover"),
    "comfort_zone.casting_never_renewed.give": _("a renewal on your side as well"),
    "comfort_zone.casting_never_renewed.few_roles": _("Can’t tell: fewer than two key roles are known."),
    "comfort_zone.lived": _("Satisfaction of internal clients: %(mean)s out of 5 (%(answers)s answers)."),
    "comfort_zone.levels_met": _("Targets met at %(met_share)s over 12 months."),
    "comfort_zone.incidents_made": _(
        "Incidents: %(made_share)s of %(judged)s within the promised time (%(span_months)s)."
    ),
    "comfort_zone.flat_level": _("“%(level_code)s”: comfortably met, target unchanged for %(unchanged_months)s."),
    "comfort_zone.smooth_level": _("“%(level_code)s”: more even, over %(read_months)s, than chance allows."),
    "comfort_zone.not_discussed": _("No decision about the indicators at the last %(minutes)s meetings."),
    "comfort_zone.still_stretched": _("The targets still pull: %(judged)s levels looked at."),
    "comfort_zone.tenure": _("Same faces for %(tenure_years)s on average (%(roles)s key roles)."),
    "comfort_zone.last_renewal": _("Last renewal of a key role: %(last_on)s."),
    "comfort_zone.never_renewed": _("No key role has changed hands since the beginning."),
    "comfort_zone.side.client": _("Your side"),
    "comfort_zone.side.partner": _("Partner’s side"),
    "comfort_zone.group_tenure": _(
        "Mean tenure: %(mean)s years over %(roles)s key roles; healthy from %(stable)s to %(fresh)s."
    ),
    "comfort_zone.fresh_roles": _("Key roles renewed in twelve months: %(fresh)s of %(roles)s."),
    "comfort_zone.familiarity": _("Familiarity: two holders have shared %(shared)s months on average."),
    "comfort_zone.outside": _("Contacts of a year with somebody who holds no seat: %(outside_share)s."),
    "comfort_zone.outside_unknown": _("Contacts with somebody who holds no seat: can’t tell, no source."),
    "comfort_zone.departures": _(
        "Left in twelve months: %(unplanned)s unplanned (%(left_share)s of the key roles, at most %(most_share)s), "
        "%(planned)s as planned."
    ),
    "comfort_zone.departures_unknown": _("Departures: can’t tell which were planned, no renewal was ever planned."),
    "comfort_zone.planned_ahead": _("Planned renewals to come: %(planned)s."),
    "comfort_zone.standing.unsettled": _("Not settled yet"),
    "comfort_zone.standing.healthy": _("In the healthy band"),
    "comfort_zone.standing.stale": _("Long together"),
    "comfort_zone.bound.minimum_term": _("minimum term"),
    "comfort_zone.bound.handover": _("handover"),
    "comfort_zone.bound.blackout": _("months without renewal"),
    "comfort_zone.bound.pair": _("leadership pair"),
    "comfort_zone.bound.most_a_year": _("pace over twelve months"),
    "comfort_zone.bound.most_half_year": _("pace over six months"),
    "comfort_zone.bound.stability": _("stability floor"),
    "comfort_zone.bound.freshness": _("freshness floor"),
    "comfort_zone.bound.regular": _("regular renewal"),
    "comfort_zone.broken.minimum_term": _("Minimum term: %(limit)s months in the seat; there would be %(found)s."),
    "comfort_zone.broken.handover": _("Too early for the handover: possible from %(from_on)s."),
    "comfort_zone.broken.blackout": _("No renewal is wanted in that month."),
    "comfort_zone.broken.pair": _("Months between the two halves of the pair: %(found)s; at least %(limit)s."),
    "comfort_zone.broken.most_a_year": _("Renewals in twelve months: %(found)s; at most %(limit)s."),
    "comfort_zone.broken.most_half_year": _("Renewals in six months: %(found)s; at most %(limit)s."),
    "comfort_zone.broken.stability": _("Mean tenure would fall to %(found)s months; %(limit)s keep the side stable."),
    "comfort_zone.broken.freshness": _("At the end mean tenure would be %(found)s months; at most %(limit)s."),
    "comfort_zone.broken.regular": _("No renewal in the %(limit)s months from %(from_on)s."),
    "comfort_zone.needed.window": _("past its window otherwise"),
    "comfort_zone.needed": _("needed for: %(bounds)s"),
    "comfort_zone.held": _("not a month earlier: %(bounds)s"),
    "comfort_zone.soonest": _("as soon as possible"),
    "comfort_zone.verdict.met": _("Kept"),
    "comfort_zone.verdict.missed": _("Missed"),
    "comfort_zone.verdict.running": _("Running"),
    "comfort_zone.verdict.cancelled": _("Cancelled, not counted"),
    "comfort_zone.verdict.excused": _("Excused, not counted"),
    "comfort_zone.verdict.unknown": _("Can’t tell"),
    "comfort_zone.span.open": _("counts"),
    "comfort_zone.span.paused": _("paused"),
    "comfort_zone.span.stopped": _("stopped"),
    "comfort_zone.span.closed": _("closed hours"),
    "comfort_zone.notable.holiday": _("A public holiday falls in it: its hours do not count."),
    "comfort_zone.notable.closure": _("A closure falls in it: its hours do not count."),
    "comfort_zone.notable.clock_change": _("Clocks went forward or back in the meantime."),
    "comfort_zone.notable.pause_outside_hours": _("A pause covers closed hours: only its open hours are given back."),
    "comfort_zone.notable.reopened": _("It was reopened: the same clock went on."),
    "comfort_zone.notable.priority_changed": _("Its priority changed."),
    "comfort_zone.notable.excluded": _("It is left out of the count."),
    "comfort_zone.notable.unseen_start": _("Its first hours were not observed: the clock is taken to run."),
    "comfort_zone.notable.closed_not_resolved": _("It was closed without having been said resolved."),
    "comfort_zone.agreement.same": _("Both say the same"),
    "comfort_zone.agreement.greener": _("Kept in the report alone"),
    "comfort_zone.agreement.redder": _("Kept in the incidents alone"),
    "comfort_zone.agreement.unknown": _("Can’t be compared"),
    "comfort_zone.reason.excluded": _("The contract leaves it out of the count, they count it."),
    "comfort_zone.reason.cannot_tell": _("They judge it, the incidents do not allow to."),
    "comfort_zone.reason.not_told": _("Their tool says nothing of it."),
    "comfort_zone.reason.holiday": _("They count the hours of a public holiday."),
    "comfort_zone.reason.closure": _("They count the hours of a closure."),
    "comfort_zone.reason.pause_outside_hours": _("They give back the closed hours of a pause as well."),
    "comfort_zone.reason.pause_counted": _("They do not take its pauses off."),
    "comfort_zone.reason.reopened": _("They forget that it was reopened, or count the time it stood solved."),
    "comfort_zone.reason.priority_changed": _("They judge it by another of its priorities."),
    "comfort_zone.reason.clock_change": _("They count an hour too much or too little: clocks went forward or back."),
    "comfort_zone.reason.closed_hours": _("They count nights and days off."),
    "comfort_zone.reason.closed_not_resolved": _("Only its closure is known: they may count to an earlier resolution."),
    "comfort_zone.reason.unseen": _("Its first hours were not observed: they may have been a pause."),
    "comfort_zone.reason.unexplained": _("Not explained."),
    "comfort_zone.examined.stale": _("Can’t tell: no recent month of this measure."),
    "comfort_zone.unstretched.few_months": _("Can’t tell: %(months)s received, %(needed)s months are needed."),
    "comfort_zone.saturated.not_a_share": _("Does not apply: this measure is not a percentage."),
    "comfort_zone.saturated.no_month": _("Can’t tell: no month received."),
    "comfort_zone.saturated.no_case": _("Can’t tell: no case at all in these months."),
    "comfort_zone.uneventful.few_months": _("Can’t tell: %(months)s received, %(needed)s months are needed."),
    "comfort_zone.smooth.few_months": _("Can’t tell: %(months)s with enough cases, %(needed)s months are needed."),
    "comfort_zone.smooth.all_or_none": _("Does not apply: everything was kept, or nothing."),
    "comfort_zone.bunched.no_closure_near": _("Can’t tell: nothing was closed near the promised time."),
    "comfort_zone.change.few_months": _("Can’t tell: %(months)s with their cases, %(needed)s months are needed."),
    "comfort_zone.redundant.nothing_to_compare": _("Can’t tell: no two measures can be compared."),
    "comfort_zone.too_many.nothing_counted": _("Can’t tell: nobody counted the indicators shown."),
    "comfort_zone.clock_stopped.no_pause_seen": _("Can’t tell: no pause was observed in the incidents received."),
    "comfort_zone.late_pauses.no_pause_seen": _("Can’t tell: no pause was observed in the incidents received."),
    "comfort_zone.clock_stopped.no_open_second": _("Can’t tell: no open hour is known."),
    "comfort_zone.late_pauses.nobody_near_the_limit": _("Can’t tell: no case came near its promised time."),
    "comfort_zone.hand_offs.few_cases": _("Can’t tell: %(cases)s cases received, %(needed)s are needed."),
    "comfort_zone.happiness.few_answers": _("Not enough evidence: %(answers)s answers, %(needed)s are needed."),
    "comfort_zone.lost_time.few_answers": _("Not enough evidence: %(answers)s answers, %(needed)s are needed."),
    "comfort_zone.response.asked_not_known": _("Can’t tell: nobody counted the people asked."),
    "comfort_zone.experience.part_missing": _("Can’t tell: happiness, time lost and outcome are all needed."),
    "comfort_zone.watermelon_size.no_scale": _("Can’t tell: the minimum and what is expected are both needed."),
    "comfort_zone.position.few_months": _("Can’t tell: %(months)s received, %(needed)s months are needed."),
    "comfort_zone.position.source_missing": _("Can’t tell: ideas, amendments and new faces must all be recorded."),
    "comfort_zone.unstretched_level": _(
        "“%(level_code)s”: at worst a usual month gives %(limit)s;"
        " the target, %(target)s, has not moved for %(unchanged_months)s."
    ),
    "comfort_zone.stretched_level": _(
        "“%(level_code)s”: at worst a usual month gives %(limit)s, for a target of %(target)s."
    ),
    "comfort_zone.perfect_level": _("“%(level_code)s”: perfect in %(perfect)s of the last %(read)s months."),
    "comfort_zone.spotless_level": _(
        "“%(level_code)s”: no failure in %(cases)s cases; a rate above %(bound_share)s is all but excluded."
    ),
    "comfort_zone.uneventful_level": _("“%(level_code)s”: nothing out of the usual in %(read_months)s."),
    "comfort_zone.eventful_level": _(
        "“%(level_code)s”: over %(read_months)s, %(outside)s out of the usual, at most %(run)s in a row on one side."
    ),
    "comfort_zone.varied_level": _("“%(level_code)s”: varies over %(read_months)s as chance allows."),
    "comfort_zone.steady_level": _("“%(level_code)s”: no lasting change in %(read_months)s."),
    "comfort_zone.pairs_apart": _("No two measures say the same (%(pairs)s pairs compared)."),
    "comfort_zone.clock_rarely_stopped": _("The clock is stopped %(paused_share)s of open time."),
    "comfort_zone.pauses_not_late": _(
        "%(late)s pauses of %(pauses)s begin just before the promised time: no more than chance."
    ),
    "comfort_zone.test.t1": _("The target pulls no more"),
    "comfort_zone.test.t2": _("At its ceiling"),
    "comfort_zone.test.t3": _("Nothing ever happens (never enough alone)"),
    "comfort_zone.test.t4": _("More even than chance"),
    "comfort_zone.test.t5": _("Closed just before the promised time"),
    "comfort_zone.test.t6": _("Says the same as another measure"),
    "comfort_zone.test.t7": _("More measures than can be discussed"),
    "comfort_zone.test.t8": _("Has changed for good"),
    "comfort_zone.test.clock": _("Clock often stopped"),
    "comfort_zone.test.late": _("Pauses begun when the time is nearly up"),
    "comfort_zone.bunched_level": _(
        "“%(level_code)s”: %(under)s closed just before the promised time, %(over)s just after."
    ),
    "comfort_zone.same_cases": _(
        "“%(level_code)s” and “%(other_code)s” count the same cases, %(same_share)s of %(cases)s."
    ),
    "comfort_zone.same_months": _(
        "“%(level_code)s” and “%(other_code)s” rise and fall together over %(common_months)s (%(correlation)s)."
    ),
    "comfort_zone.levels_crossed": ngettext_lazy(
        "%(levels)s level of support crossed at most, of cases whose groups all have a known level.",
        "%(levels)s levels of support crossed at most, of cases whose groups all have a known level.",
        "levels",
    ),
    "comfort_zone.levels_crossed_unknown": _(
        "Levels of support crossed: unknown. The sheet “Levels of support” says at which one each group works."
    ),
    "comfort_zone.few_enough": ngettext_lazy(
        "No more indicators than can be discussed, in the %(committees)s committee counted.",
        "No more indicators than can be discussed, in the %(committees)s committees counted.",
        "committees",
    ),
    "comfort_zone.too_many.operations": _("%(shown)s indicators in the operations review, %(most)s can be discussed."),
    "comfort_zone.too_many.steering": _("%(shown)s indicators in the steering committee, %(most)s can be discussed."),
    "comfort_zone.too_many.strategic": _("%(shown)s indicators in the strategic committee, %(most)s can be discussed."),
    "comfort_zone.changed_level": _(
        "“%(level_code)s” changed on %(change_on)s: %(before_share)s before, %(after_share)s since."
    ),
    "comfort_zone.clock_often_stopped": _("The clock is stopped %(paused_share)s of open time."),
    "comfort_zone.clock_stopped_more": _(
        "The clock is stopped %(paused_share)s of open time, %(before_share)s a year before."
    ),
    "comfort_zone.clock_stopped_late": _("%(late)s pauses of %(pauses)s begin just before the promised time."),
    "comfort_zone.wandering_cases": _(
        "%(many_share)s of %(cases)s cases change hands %(many)s times or more, one of them %(most)s times."
    ),
    "comfort_zone.no_wandering_case": _(
        "None of %(cases)s cases changes hands %(many)s times or more; hand-offs of one case: %(most)s at most."
    ),
    "comfort_zone.happiness_felt": _("Happiness: %(value)s, between %(low)s and %(high)s (%(answers)s answers)."),
    "comfort_zone.time_lost": _("%(minutes)s minutes lost on average (%(answers)s answers)."),
    "comfort_zone.hours_lost": _("%(minutes)s minutes lost on average (%(answers)s answers): %(hours)s hours in all."),
    "comfort_zone.few_responses": _("Only %(response_share)s of the people asked have answered."),
    "comfort_zone.greener_than_lived": _(
        "Greener than lived: %(size_share)s of the way from the minimum to what is expected."
    ),
    "comfort_zone.position.stability": _("%(quiet)s quiet months of %(read)s."),
    "comfort_zone.position.creativity": _("New: ideas %(ideas)s, amendments %(amendments)s, faces %(new_faces)s."),
    "comfort_zone.position.ideas": ngettext_lazy("%(count)s idea", "%(count)s ideas", "count"),
    "comfort_zone.position.amendments": ngettext_lazy("%(count)s amendment", "%(count)s amendments", "count"),
    "comfort_zone.position.new_faces": ngettext_lazy("%(count)s new face", "%(count)s new faces", "count"),
    "comfort_zone.corner.stable_and_creative": _("Stable and creative"),
    "comfort_zone.corner.comfort_zone": _("Comfort zone"),
    "comfort_zone.corner.creative_and_unsettled": _("Creative, not settled"),
    "comfort_zone.corner.neither": _("Neither stable nor creative"),
    "comfort_zone.measure.retire": _("Retire"),
    "comfort_zone.measure.swap": _("Swap for a new measure, before any tightening"),
    "comfort_zone.measure.keep": _("Keep"),
    "comfort_zone.measure.wait": _("Wait for more data"),
    "comfort_zone.measure.try_happiness": _("Try: the happiness of internal clients"),
    "comfort_zone.measure.try_lost_time": _("Try: the time internal clients lose"),
    "comfort_zone.measure.try_user_clock": _("Try: the whole time the user waits, without pauses"),
    "comfort_zone.measure.try_first_group": _("Try: solved by the first group"),
}


def level_names(codes: Collection[Any]) -> QuerySet[ServiceLevel, tuple[str, str, int]]:
    """(code, name, key) of the service levels, for the faces."""
    return everything(ServiceLevel, why="names for a face").filter(code__in=codes).values_list("code", "name", "pk")
