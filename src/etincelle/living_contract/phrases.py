"""The human words of chapter 4."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

POINT = "living_contract.point"
DEAL = "living_contract.deal"
DRIFT = "living_contract.silent_while_scope_drifts"
PHRASES: dict[str, Phrase] = {
    DRIFT: _("Living contract"),
    f"{DRIFT}.question": _("Has the contract stood still while needs moved?"),
    f"{DRIFT}.remedy": _("Open the contract"),
    f"{DRIFT}.open": _("“The contract can move at any time if both of us gain. Shall we look for how?”"),
    f"{DRIFT}.ask": _("a proposal for what the contract does not cover today"),
    f"{DRIFT}.ask_about": _("a proposal for what the contract does not cover: %(topic)s"),
    f"{DRIFT}.give": _("visibility: term or scope, in exchange for new services"),
    f"{DRIFT}.no_contract": _("Can’t tell: no contract is known."),
    f"{DRIFT}.no_signature": _("Can’t tell: the signature date is not known."),
    f"{DRIFT}.nothing_to_compare": _("Can’t tell: neither catalogue, nor demand, nor strategy is known."),
    "living_contract.amendments": ngettext_lazy(
        "%(amendments)s substantive amendment, the last one %(silence_months)s ago.",
        "%(amendments)s substantive amendments, the last one %(silence_months)s ago.",
        "amendments",
    ),
    "living_contract.no_amendment": _("No substantive amendment in %(age_months)s of contract."),
    "living_contract.uncovered_demand": _("%(uncovered_share)s of demand is outside the catalogue, first “%(topic)s”."),
    "living_contract.past_support": _("%(support_share)s of the technologies named are out of support."),
    "living_contract.outside_band": _("%(outside_share)s of the lines are unused or outside their band."),
    "living_contract.themes_without_hook": _("%(unhooked_share)s of the strategy has no clause or level."),
    "living_contract.act_by": _("Last day to act on the contract: %(act_by_on)s (end %(end_on)s, notice included)."),
    "living_contract.missed": _("The last day to act, %(act_by_on)s, has passed."),
    "living_contract.window.end": _("End of the contract"),
    "living_contract.window.notice": _("Last day to give notice"),
    "living_contract.window.partner_notice": _("Last day for the partner to give notice"),
    "living_contract.window.option": _("Last day to use the option"),
    "living_contract.window.break": _("Break point"),
    "living_contract.window.benchmark": _("Right to a benchmark"),
    "living_contract.window.indexation": _("Indexation"),
    "living_contract.window.review": _("Review"),
    "living_contract.step.end": _("end on %(day)s"),
    "living_contract.step.start": _("start on %(day)s"),
    "living_contract.step.initial": ngettext_lazy("%(amount)s month", "%(amount)s months", "amount"),
    "living_contract.step.option": ngettext_lazy(
        "%(amount)s month of an option", "%(amount)s months of an option", "amount"
    ),
    "living_contract.step.renewal": ngettext_lazy(
        "%(amount)s month of a signed renewal", "%(amount)s months of a signed renewal", "amount"
    ),
    "living_contract.step.renewed": ngettext_lazy(
        "%(amount)s tacit renewal by %(every_months)s", "%(amount)s tacit renewals by %(every_months)s", "amount"
    ),
    "living_contract.step.months": ngettext_lazy("%(amount)s month", "%(amount)s months", "amount"),
    "living_contract.step.days": ngettext_lazy("%(amount)s calendar day", "%(amount)s calendar days", "amount"),
    "living_contract.step.workdays": ngettext_lazy("%(amount)s working day", "%(amount)s working days", "amount"),
    "living_contract.step.on": _("on %(day)s"),
    "living_contract.practical": _("Not a working day: act by %(practical_on)s."),
    "living_contract.send_by": _("It must have been received: post it by %(send_on)s."),
    "living_contract.usual": _("Nothing was agreed: this is the usual moment."),
    "living_contract.near.notice": _("%(contract)s: notice must be given by %(act_by_on)s."),
    "living_contract.near.partner_notice": _("%(contract)s: the partner may give notice until %(act_by_on)s."),
    "living_contract.near.option": _("%(contract)s: the option can be used until %(act_by_on)s."),
    "living_contract.near.break": _("%(contract)s: the break point must be used by %(act_by_on)s."),
    "living_contract.near.review": _("%(contract)s: its review is due by %(act_by_on)s."),
    "living_contract.benchmark_open": _("%(contract)s: the right to a benchmark opens on %(open_on)s."),
    "living_contract.need_unserved": _("“%(topic)s”: asked %(volume)s times in a year, %(asked_share)s of all demand."),
    "living_contract.volume_over": _("%(line)s: %(volume)s in a year, over its band of %(band_high)s."),
    "living_contract.volume_under": _("%(line)s: %(volume)s in a year, under its band of %(band_low)s."),
    "living_contract.technology_ends": _("“%(technology)s”: supported until %(supported_on)s."),
    "living_contract.review_clause": _("%(contract)s holds a review clause: what it foresees can be changed."),
    "living_contract.no_review_clause": _(
        "%(contract)s is a public contract without a review clause: changes stay small until the next tender."
    ),
    "living_contract.hardship": _("%(contract)s does not waive hardship: a change nobody foresaw may be discussed."),
    "living_contract.occasion.window_near": _("A date of the contract is near"),
    "living_contract.occasion.benchmark_due": _("The right to a benchmark is open"),
    "living_contract.occasion.need_unserved": _("A need is asked and not served"),
    "living_contract.occasion.volume_outside_band": _("A volume has left its band"),
    "living_contract.occasion.technology_past_support": _("A technology of the contract is past support"),
    "living_contract.occasion.review_clause": _("The contract itself foresees to be reviewed"),
    "living_contract.occasion.no_review_clause": _("A review clause is missing"),
    "living_contract.occasion.hardship": _("The law allows to ask for a new negotiation"),
    "living_contract.occasion.measure_saturated": _("A measure teaches nothing any more"),
    "living_contract.occasion.strategy_changed": _("The strategy has changed since the last amendment"),
    "living_contract.occasion.casting_changed": _("A key seat has a new face"),
    "living_contract.occasion.partner_wants": _("The partner wants something"),
    "living_contract.occasion.silent_while_drifting": _("The contract stood still while needs moved"),
    "living_contract.trade.new_services": _("new services"),
    "living_contract.trade.volume": _("more or less volume"),
    "living_contract.trade.price": _("price"),
    "living_contract.trade.extension": _("a longer term"),
    "living_contract.trade.relaxed_measure": _("a measure eased or dropped"),
    "living_contract.trade.new_measure": _("a new measure"),
    "living_contract.trade.new_team": _("a new team"),
    "living_contract.trade.innovation_days": _("innovation days"),
    "living_contract.trade.reference": _("a reference, visibility"),
    "living_contract.trade.review_clause": _("a review clause"),
    "living_contract.trade.gainshare": _("shared gains"),
    "living_contract.standing.met": _("kept"),
    "living_contract.standing.missed": _("missed, no credit yet"),
    "living_contract.standing.below_minimum": _("under the minimum"),
    "living_contract.standing.missed_too_often": _("missed too often"),
    "living_contract.standing.unknown": _("unknown"),
    "living_contract.earned_back.off": _("No earn-back was agreed."),
    "living_contract.earned_back.not_higher": _("Nothing comes back: the threshold is no better than the promise."),
    "living_contract.earned_back.too_soon": _("Too soon to tell."),
    "living_contract.earned_back.unknown_month": _("Can’t tell: a month is not known."),
    "living_contract.earned_back.not_reached": _("Not earned back: the threshold was not reached."),
    "living_contract.earned_back.earned": _("Earned back"),
    "living_contract.raise.raised": _("raised"),
    "living_contract.raise.few_months": _("Can’t tell: under twelve months."),
    "living_contract.raise.unknown_month": _("Can’t tell: a month is not known."),
    "living_contract.raise.not_all_better": _("not raised: a month was no better than the level"),
    "living_contract.raise.no_perfect_level": _("does not apply: nothing is perfect in this unit"),
    "living_contract.raise.not_better": _("not raised: the best months are no better than the level"),
    "living_contract.ratchet.swap_first": _(
        "“%(level_code)s” teaches nothing any more: swap it for another measure before raising it (%(before)s today)."
    ),
    "living_contract.ratchet.tighten": _("“%(level_code)s”: the clause raises it from %(before)s to %(after)s."),
    "living_contract.ratchet.leave": _("“%(level_code)s” stays at %(before)s."),
    # a deal: “you” is the client; the three lines of an exchange (get, give, both) alone may reach the partner
    f"{DEAL}.nash": _("Balanced"),
    f"{DEAL}.kalai_smorodinsky": _("Same share of the best for each"),
    f"{DEAL}.egalitarian": _("Same gain for each"),
    f"{DEAL}.largest_sum": _("Largest gain in all"),
    f"{DEAL}.get": _("%(issue)s: %(level)s"),
    f"{DEAL}.give": _("%(issue)s: %(level)s"),
    f"{DEAL}.both": _("%(issue)s: %(level)s"),
    f"{DEAL}.gift": _(
        "“%(level)s” (%(issue)s) costs you %(yours_share)s of what is at stake for you, and brings the partner "
        "%(theirs_share)s of what is at stake for it."
    ),
    f"{DEAL}.gift_free": _(
        "“%(level)s” (%(issue)s) costs you nothing, and brings the partner %(theirs_share)s of what is at stake for it."
    ),
    f"{DEAL}.wish": _(
        "“%(level)s” (%(issue)s) brings you %(yours_share)s of what is at stake for you, and costs the partner "
        "%(theirs_share)s of what is at stake for it."
    ),
    f"{DEAL}.wish_free": _(
        "“%(level)s” (%(issue)s) brings you %(yours_share)s of what is at stake for you, and costs the partner nothing."
    ),
    f"{DEAL}.gains.client.eur": _("You gain %(gain_eur)s over today."),
    f"{DEAL}.gains.client.points": _("You gain %(gain_points)s points out of 100 over today."),
    f"{DEAL}.gains.partner.eur": _("The partner gains %(gain_eur)s over today, as far as you can tell."),
    f"{DEAL}.gains.partner.points": _(
        "The partner gains %(gain_points)s points out of 100 over today, as far as you can tell."
    ),
    f"{DEAL}.refused.no_package": _("No offer keeps all the limits and links of this table: loosen one."),
    f"{DEAL}.refused.below.client": _("Nothing here suits you: the best offer is worth less than no deal."),
    f"{DEAL}.refused.below.partner": _("Nothing here suits the partner: its best offer is worth less than no deal."),
    f"{DEAL}.refused.below.both": _("Nothing here suits either of you: add an item on which both gain."),
    f"{DEAL}.refused.apart.both": _("Each of you can be suited, not both by one offer: add an item or a level."),
    f"{DEAL}.refused.nothing_gained.client": _("You would gain nothing that you do not have without a deal."),
    f"{DEAL}.refused.nothing_gained.partner": _("The partner would gain nothing that it does not have without a deal."),
    f"{DEAL}.refused.nothing_gained.both": _("Neither of you would gain anything that you do not have without a deal."),
    f"{DEAL}.lacks.client.eur": _("You lack %(lack_eur)s."),
    f"{DEAL}.lacks.client.points": _("You lack %(lack_points)s points out of 100."),
    f"{DEAL}.lacks.partner.eur": _("The partner lacks %(lack_eur)s."),
    f"{DEAL}.lacks.partner.points": _("The partner lacks %(lack_points)s points out of 100."),
    f"{DEAL}.coarse": _(
        "Too many offers are worth almost the same: gains are counted in steps %(times)s times as large as usual."
    ),
    f"{DEAL}.missing.worth_missing.client": _("Can’t tell: write what each level of “%(issue)s” is worth to you."),
    f"{DEAL}.missing.worth_missing.partner": _(
        "Can’t tell: write what each level of “%(issue)s” is worth to the partner, even roughly."
    ),
    f"{DEAL}.missing.weight_missing.client": _("Can’t tell: write how much “%(issue)s” weighs for you."),
    f"{DEAL}.missing.weight_missing.partner": _(
        "Can’t tell: write how much “%(issue)s” weighs for the partner, even roughly."
    ),
    f"{DEAL}.missing.no_weight.client": _("Can’t tell: no item changes anything for you."),
    f"{DEAL}.missing.no_weight.partner": _("Can’t tell: no item changes anything for the partner."),
    f"{DEAL}.missing.too_many": _("Can’t tell: too many items are linked. Link fewer, or give them fewer levels."),
    f"{DEAL}.barred.changes_nature": _(
        "“%(level)s” (%(issue)s) is out: it would change the nature of the contract (%(article)s)."
    ),
    f"{DEAL}.barred.no_review_clause": _(
        "“%(level)s” (%(issue)s) is out: the contract was tendered without a review clause (%(article)s)."
    ),
    f"{DEAL}.barred.amount_unknown": _(
        "“%(level)s” (%(issue)s) is out until you write what it adds to the price (%(article)s)."
    ),
    f"{DEAL}.barred.initial_unknown": _(
        "“%(level)s” (%(issue)s) is out until you write the price of the contract at the start (%(article)s)."
    ),
    f"{DEAL}.barred.over_limit": _("“%(level)s” (%(issue)s) is out: it is over the limit by itself (%(article)s)."),
    f"{DEAL}.ceiling.small": _("Small changes: %(used_eur)s of %(limit_eur)s left (%(article)s)."),
    f"{DEAL}.ceiling.additional": _("Additional services: %(used_eur)s of %(limit_eur)s (%(article)s)."),
    f"{DEAL}.ceiling.unforeseen": _("Unforeseen circumstances: %(used_eur)s of %(limit_eur)s (%(article)s)."),
    f"{DEAL}.threshold_unknown": _("The European threshold is not known: only the share of the price was checked."),
    f"{DEAL}.ask_clause": _("At the next tender, a clear review clause would leave more room (R2194-1)."),
    f"{DEAL}.trade.give": _("“%(issue)s” weighs %(times)s times as much for the partner as for you: give there."),
    f"{DEAL}.trade.give_free": _("“%(issue)s” weighs nothing for you: give there."),
    f"{DEAL}.trade.ask": _("“%(issue)s” weighs %(times)s times as much for you as for the partner: ask there."),
    f"{DEAL}.trade.ask_free": _("“%(issue)s” weighs nothing for the partner: ask there."),
    f"{DEAL}.trade.even": _("“%(issue)s” weighs the same for both of you: nothing to trade there."),
    f"{DEAL}.trade.common": _("“%(issue)s”: the same level suits both of you best."),
    f"{DEAL}.robust": _(
        "In %(kept_share)s of %(draws)s trials where the partner weighs items otherwise, no offer does better for both."
    ),
    f"{DEAL}.fragile": _(
        "This offer rests on what you think the partner wants: it holds in %(kept_share)s of %(draws)s trials. "
        "Ask first."
    ),
    f"{DEAL}.change.weight.client.moves": _(
        "If “%(issue)s” were worth %(times)s times as much to you, another offer would be the balanced one."
    ),
    f"{DEAL}.change.weight.client.ends": _(
        "If “%(issue)s” were worth %(times)s times as much to you, you would do as well without a deal."
    ),
    f"{DEAL}.change.weight.partner.moves": _(
        "If “%(issue)s” were worth %(times)s times as much to the partner, another offer would be the balanced one."
    ),
    f"{DEAL}.change.weight.partner.ends": _(
        "If “%(issue)s” were worth %(times)s times as much to the partner, it would do as well without a deal."
    ),
    f"{DEAL}.change.reserve.client.eur.moves": _(
        "If you had %(then_eur)s without a deal, not %(now_eur)s, another offer would be the balanced one."
    ),
    f"{DEAL}.change.reserve.client.eur.ends": _(
        "If you had %(then_eur)s without a deal, not %(now_eur)s, you would do as well without it."
    ),
    f"{DEAL}.change.reserve.client.points.moves": _(
        "If you had %(then_points)s points without a deal, not %(now_points)s, another offer would be the balanced one."
    ),
    f"{DEAL}.change.reserve.client.points.ends": _(
        "If you had %(then_points)s points without a deal, not %(now_points)s, you would do as well without it."
    ),
    f"{DEAL}.change.reserve.partner.eur.moves": _(
        "If the partner had %(then_eur)s without a deal, not %(now_eur)s, another offer would be the balanced one."
    ),
    f"{DEAL}.change.reserve.partner.eur.ends": _(
        "If the partner had %(then_eur)s without a deal, not %(now_eur)s, it would do as well without it."
    ),
    f"{DEAL}.change.reserve.partner.points.moves": _(
        "If the partner had %(then_points)s points without a deal, not %(now_points)s, another offer would be the "
        "balanced one."
    ),
    f"{DEAL}.change.reserve.partner.points.ends": _(
        "If the partner had %(then_points)s points without a deal, not %(now_points)s, it would do as well without it."
    ),
    # points that could be put on a table, their levels, what either side gains: for the client
    f"{POINT}.extension": _("Term"),
    f"{POINT}.extension.today": _("as it is"),
    f"{POINT}.extension.one_year": _("1 more year"),
    f"{POINT}.extension.two_years": _("2 more years"),
    f"{POINT}.extension.three_years": _("3 more years"),
    f"{POINT}.extension.client_gains": _("something to ask in return; it gives up a tender"),
    f"{POINT}.extension.partner_gains": _("years of revenue in sight"),
    f"{POINT}.scope": _("Scope"),
    f"{POINT}.scope.today": _("as it is"),
    f"{POINT}.scope.tenth": _("10%% more"),
    f"{POINT}.scope.fifth": _("20%% more"),
    f"{POINT}.scope.third": _("30%% more"),
    f"{POINT}.scope.client_gains": _("more done by somebody who knows the house"),
    f"{POINT}.scope.partner_gains": _("revenue and surface"),
    f"{POINT}.band_over": _("Volume of “%(line)s”"),
    f"{POINT}.band_over.today": _("the band as it is"),
    f"{POINT}.band_over.used": _("a band up to what is used"),
    f"{POINT}.band_over.beyond": _("a band 10%% beyond what is used"),
    f"{POINT}.band_over.client_gains": _("a price for the volume that is really used"),
    f"{POINT}.band_over.partner_gains": _("a volume it can count on"),
    f"{POINT}.band_under": _("Volume of “%(line)s”"),
    f"{POINT}.band_under.today": _("the band as it is"),
    f"{POINT}.band_under.half": _("a band half way down to what is used"),
    f"{POINT}.band_under.used": _("a band down to what is used"),
    f"{POINT}.band_under.client_gains": _("no more paying for what is not used"),
    f"{POINT}.band_under.partner_gains": _("means freed for something else"),
    f"{POINT}.price": _("Yearly price"),
    f"{POINT}.price.today": _("as it is"),
    f"{POINT}.price.one": _("1%% lower"),
    f"{POINT}.price.two": _("2%% lower"),
    f"{POINT}.price.five": _("5%% lower"),
    f"{POINT}.price.client_gains": _("savings"),
    f"{POINT}.price.partner_gains": _("nothing by itself: ask what it wants for it"),
    f"{POINT}.measure_eased": _("Measure “%(level_code)s”"),
    f"{POINT}.measure_eased.today": _("as it is"),
    f"{POINT}.measure_eased.uncredited": _("followed, without a credit"),
    f"{POINT}.measure_eased.dropped": _("dropped"),
    f"{POINT}.measure_eased.client_gains": _("time, and a measure that counts in its place"),
    f"{POINT}.measure_eased.partner_gains": _("less risk of a credit"),
    f"{POINT}.measure_any": _("A measure of your choice"),
    f"{POINT}.measure_any.today": _("as it is"),
    f"{POINT}.measure_any.uncredited": _("followed, without a credit"),
    f"{POINT}.measure_any.dropped": _("dropped"),
    f"{POINT}.measure_any.client_gains": _("time, and a measure that counts in its place"),
    f"{POINT}.measure_any.partner_gains": _("less risk of a credit"),
    f"{POINT}.measure_stretched": _("Target of “%(level_code)s”"),
    f"{POINT}.measure_stretched.today": _("as it is"),
    f"{POINT}.measure_stretched.raised": _("higher"),
    f"{POINT}.measure_stretched.doubled": _("higher, with a double credit"),
    f"{POINT}.measure_stretched.client_gains": _("a level that asks for an effort again"),
    f"{POINT}.measure_stretched.partner_gains": _("a success it can show"),
    f"{POINT}.new_measure": _("A new measure"),
    f"{POINT}.new_measure.today": _("no new measure"),
    f"{POINT}.new_measure.followed": _("followed, without a credit"),
    f"{POINT}.new_measure.credited": _("with a credit"),
    f"{POINT}.new_measure.client_gains": _("a look at what counts now"),
    f"{POINT}.new_measure.partner_gains": _("a chance to show what it does well"),
    f"{POINT}.new_services": _("New services"),
    f"{POINT}.new_services.today": _("outside the contract"),
    f"{POINT}.new_services.pilot": _("a pilot of 3 months"),
    f"{POINT}.new_services.part": _("for part of the users"),
    f"{POINT}.new_services.whole": _("for all users"),
    f"{POINT}.new_services.client_gains": _("what the contract does not give yet"),
    f"{POINT}.new_services.partner_gains": _("a foot in what comes next"),
    f"{POINT}.service_asked": _("“%(topic)s”, asked and not served"),
    f"{POINT}.service_asked.today": _("not served"),
    f"{POINT}.service_asked.pilot": _("a pilot of 3 months"),
    f"{POINT}.service_asked.part": _("for part of the users"),
    f"{POINT}.service_asked.whole": _("for all users"),
    f"{POINT}.service_asked.client_gains": _("an answer to what users ask"),
    f"{POINT}.service_asked.partner_gains": _("a need that exists already"),
    f"{POINT}.technology": _("What follows “%(technology)s”"),
    f"{POINT}.technology.today": _("nothing planned"),
    f"{POINT}.technology.plan": _("a dated plan"),
    f"{POINT}.technology.part": _("a change on part of the sites"),
    f"{POINT}.technology.whole": _("a change everywhere"),
    f"{POINT}.technology.client_gains": _("support and safety"),
    f"{POINT}.technology.partner_gains": _("no more upkeep of what nobody supports"),
    f"{POINT}.new_team": _("New faces"),
    f"{POINT}.new_team.today": _("none planned"),
    f"{POINT}.new_team.one": _("one at the partner"),
    f"{POINT}.new_team.each": _("one on each side"),
    f"{POINT}.new_team.third": _("a third of the key roles on each side"),
    f"{POINT}.new_team.client_gains": _("fresh eyes"),
    f"{POINT}.new_team.partner_gains": _("careers to offer"),
    f"{POINT}.innovation_days": _("Innovation days"),
    f"{POINT}.innovation_days.today": _("as it is"),
    f"{POINT}.innovation_days.two": _("2 days a year"),
    f"{POINT}.innovation_days.four": _("4 days a year"),
    f"{POINT}.innovation_days.eight": _("8 days a year"),
    f"{POINT}.innovation_days.client_gains": _("ideas, and time to look at them"),
    f"{POINT}.innovation_days.partner_gains": _("a place to show what it can do"),
    f"{POINT}.reference": _("Reference"),
    f"{POINT}.reference.today": _("no reference"),
    f"{POINT}.reference.named": _("the partner may name you"),
    f"{POINT}.reference.case": _("a written account"),
    f"{POINT}.reference.stage": _("a written account and a talk in public"),
    f"{POINT}.reference.client_gains": _("something to ask in return, for almost nothing"),
    f"{POINT}.reference.partner_gains": _("visibility"),
    f"{POINT}.review_clause": _("Review clause"),
    f"{POINT}.review_clause.today": _("as it is"),
    f"{POINT}.review_clause.meeting": _("a yearly review"),
    f"{POINT}.review_clause.prices": _("a yearly review that may change volumes and prices"),
    f"{POINT}.review_clause.services": _("the same, and services as well"),
    f"{POINT}.review_clause.client_gains": _("a contract that can move without waiting for its end"),
    f"{POINT}.review_clause.partner_gains": _("the same"),
    f"{POINT}.next_tender": _("Review clause of the next tender"),
    f"{POINT}.next_tender.today": _("no clause planned"),
    f"{POINT}.next_tender.meeting": _("a yearly review"),
    f"{POINT}.next_tender.prices": _("a yearly review that may change volumes and prices"),
    f"{POINT}.next_tender.services": _("the same, and services as well"),
    f"{POINT}.next_tender.client_gains": _("a contract that can move, next time"),
    f"{POINT}.next_tender.partner_gains": _("the same"),
    f"{POINT}.gainshare": _("A project with shared gains"),
    f"{POINT}.gainshare.today": _("no such project"),
    f"{POINT}.gainshare.least": _("30%% for the partner"),
    f"{POINT}.gainshare.half": _("half each"),
    f"{POINT}.gainshare.most": _("70%% for the partner"),
    f"{POINT}.gainshare.client_gains": _("its part of the gain"),
    f"{POINT}.gainshare.partner_gains": _("the other part"),
}
