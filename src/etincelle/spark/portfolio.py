"""The whole portfolio from the store: one read per chapter, a fixed number of queries."""

from datetime import date

from etincelle.comfort_zone.reads import load_comfort
from etincelle.foundation.access import everything
from etincelle.governance.reads import load_governance
from etincelle.innovation.reads import load_innovation
from etincelle.living_contract.reads import load_contract
from etincelle.network.reads import load_network
from etincelle.new_deal.reads import load_new_deal
from etincelle.parties.reads import load_partnerships, load_people, load_words
from etincelle.spark.facts import Memory, OutcomeFacts, PartnershipFacts, Pick, Portfolio, SnoozeFacts, WordFacts
from etincelle.spark.models import IndexRecord, Morning, Outcome, Snooze
from etincelle.vocabulary.levels import State
from etincelle.vocabulary.rules import Rules

WHY = "morning: memory"


def load_portfolio(rules: Rules, today: date) -> Portfolio:
    """Everything a morning is decided on."""
    refs, people, words = load_partnerships(), load_people(), load_words()
    network, comfort = load_network(refs, today, people), load_comfort(refs, today)
    contract, deal = load_contract(refs, today), load_new_deal(refs, today)
    innovation, governance = load_innovation(refs, today), load_governance(refs, rules.governance, today)
    partnerships = tuple(
        PartnershipFacts(
            ref, people.around(ref), people.seats.get(ref.code, ()),
            tuple(WordFacts(w.kind, w.text, w.day, w.by, w.due_on, w.kept, w.row) for w in words.get(ref.code, ())),
            network[ref.code], comfort[ref.code], contract[ref.code], deal[ref.code], innovation[ref.code],
            governance[ref.code],
        )
        for ref in refs
    )  # fmt: skip
    return Portfolio(partnerships, load_memory(today))


def load_memory(today: date) -> Memory:
    """Logged calls, snoozes in force, the last decision before today and the states it left."""
    columns = ("partnership__code", "callee__code", "topic", "result", "day", "follow_up_on", "pk")
    calls = everything(Outcome, WHY).filter(undone_at=None, day__lte=today).order_by("day", "pk").values_list(*columns)
    outcomes = tuple(
        OutcomeFacts(code, callee, topic, result, day, follow_up, str(pk))
        for code, callee, topic, result, day, follow_up, pk in calls
    )
    snoozed = everything(Snooze, WHY).filter(undone_at=None, until__gte=today, since__lte=today).order_by("pk")
    snoozes = tuple(
        SnoozeFacts(*row)
        for row in snoozed.values_list("partnership__code", "callee__code", "topic", "reason", "until")
    )
    before = everything(Morning, WHY).filter(day__lt=today).order_by("-day", "-revision").first()
    if before is None:
        return Memory(outcomes, snoozes)
    rows = everything(IndexRecord, WHY).filter(morning=before).order_by("partnership_code")
    states = tuple((code, State(state)) for code, state in rows.values_list("partnership_code", "state"))
    return Memory(outcomes, snoozes, _pick_of(before, outcomes), states)


def _pick_of(morning: Morning, outcomes: tuple[OutcomeFacts, ...]) -> Pick | None:
    """The call of a past morning, unless somebody made it."""
    payload = morning.payload
    if payload["kind"] != "call":
        return None
    pick = Pick(morning.day, payload["call"]["partnership"], payload["call"]["callee"], payload["call"]["topic"])
    served = any(o.partnership == pick.partnership and o.callee == pick.callee and o.day >= pick.day for o in outcomes)
    return None if served else pick
