"""The human words of chapter 4."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from etincelle.foundation.speech import Phrase

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
}
