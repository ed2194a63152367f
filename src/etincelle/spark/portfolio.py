"""The whole portfolio from the store: one read per chapter, a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from etincelle.comfort_zone.reads import load_comfort
from etincelle.foundation.access import everything
from etincelle.governance.reads import load_governance
from etincelle.innovation.reads import load_innovation
from etincelle.living_contract.reads import load_contract
from etincelle.network.reads import load_network
from etincelle.new_deal.reads import load_new_deal
from etincelle.parties.reads import load_partnerships, load_people, load_words
from etincelle.spark.aftermath import REACHED
from etincelle.spark.facts import Memory, OutcomeFacts, PartnershipFacts, Pick, Portfolio, SnoozeFacts, WordFacts
from etincelle.spark.models import IndexRecord, Morning, Outcome, Snooze
from etincelle.vocabulary.levels import State
from etincelle.vocabulary.partnership import PartnershipRef
from etincelle.vocabulary.rules import Rules

WHY = "morning: memory"


def load_portfolio(rules: Rules, today: date) -> Portfolio:
    """Everything a morning is decided on."""
    return Portfolio(load_facts(load_partnerships(), rules, today), load_memory(rules, today))


def load_facts(refs: Sequence[PartnershipRef], rules: Rules, today: date) -> tuple[PartnershipFacts, ...]:
    """Everything known of some partnerships."""
    people, words = load_people(), load_words()
    network, comfort = load_network(refs, today, people), load_comfort(refs, today)
    contract, deal = load_contract(refs, today), load_new_deal(refs, today)
    innovation, governance = load_innovation(refs, today), load_governance(refs, rules.governance, today)
    return tuple(
        PartnershipFacts(
            ref, people.around(ref), people.seats.get(ref.code, ()),
            tuple(WordFacts(w.kind, w.text, w.day, w.by, w.due_on, w.kept, w.row) for w in words.get(ref.code, ())),
            network[ref.code], comfort[ref.code], contract[ref.code], deal[ref.code], innovation[ref.code],
            governance[ref.code],
        )
        for ref in refs
    )  # fmt: skip


def load_memory(rules: Rules, today: date) -> Memory:
    """Logged calls, snoozes in force, the last decision before today and the states it left."""
    columns = ("partnership__code", "callee__code", "topic", "result", "day", "follow_up_on", "pk")
    calls = everything(Outcome, WHY).filter(undone_at=None, day__lte=today).order_by("day", "pk").values_list(*columns)
    found = [
        OutcomeFacts(code, callee, topic, result, day, follow_up, str(pk))
        for code, callee, topic, result, day, follow_up, pk in calls
    ]
    outcomes = _with_what_followed(found, rules, today)
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


def _with_what_followed(calls: list[OutcomeFacts], rules: Rules, today: date) -> tuple[OutcomeFacts, ...]:
    """Recent calls with the index that ranks on their day and the lowest since, from the decisions before today."""
    since = today - timedelta(days=rules.call.relapse_days)
    recent = {c.partnership for c in calls if c.result == REACHED and c.day >= since}
    if not recent:
        return tuple(calls)
    rows = everything(IndexRecord, WHY).filter(
        partnership_code__in=recent, morning__day__gte=since, morning__day__lt=today
    )
    lows: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for code, day, low in rows.order_by("morning__day", "morning__revision").values_list(
        "partnership_code", "morning__day", "low"
    ):
        lows[code].append((day, low))
    return tuple(_followed(call, lows[call.partnership]) if call.day >= since else call for call in calls)


def _followed(call: OutcomeFacts, lows: list[tuple[date, float]]) -> OutcomeFacts:
    before = [low for day, low in lows if day <= call.day]
    after = [low for day, low in lows if day > call.day]
    return replace(call, low_then=before[-1] if before else None, low_least=min(after, default=None))


def _pick_of(morning: Morning, outcomes: tuple[OutcomeFacts, ...]) -> Pick | None:
    """The call a past morning named, for the day or, on a day without calls, for the next; unless it was made."""
    payload = morning.payload[morning.payload["kind"]]
    call = payload if morning.payload["kind"] == "call" else payload.get("next_call")
    if not call:
        return None
    pick = Pick(morning.day, call["partnership"], call["callee"], call["topic"])
    served = any(o.partnership == pick.partnership and o.callee == pick.callee and o.day >= pick.day for o in outcomes)
    return None if served else pick
