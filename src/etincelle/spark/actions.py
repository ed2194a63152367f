"""Publishing a morning's decision, logging what came of it, snoozing it. Nothing here is ever called by a GET."""

import zlib
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.signals import lived_mean
from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, one_visible, require
from etincelle.foundation.config import default_rules
from etincelle.foundation.turns import DECISION, take_turn
from etincelle.network.actions import declare_contact, withdraw_contact
from etincelle.parties.models import Partnership, Person
from etincelle.spark.aftermath import after_calls
from etincelle.spark.codec import build, payload_of, plain
from etincelle.spark.facts import Portfolio
from etincelle.spark.ground import Ground, decided_on, ground_of
from etincelle.spark.index import Assessment, robustness
from etincelle.spark.models import IndexRecord, Morning, MorningFacts, Outcome, SignalRecord, Snooze
from etincelle.spark.morning import Verdicts, choose_call, read_morning
from etincelle.vocabulary.decision import Call, Decision
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Signal

WHY = "publish the morning"


def publish(today: date | None = None, *, sample: bool = False) -> Morning:
    """Decide the day and store it once; the same facts under the same rules give back the stored decision."""
    for _level in recompute_levels():
        pass  # each level is stored as it comes; those that nothing changed are left alone
    ground = ground_of(today or clock.today())
    return decided_on(ground) or decide(ground, sample=sample)


def decide(ground: Ground, *, sample: bool = False) -> Morning:
    """Judge, choose and store; of two who decide on the same ground at once, the second gives back the first's."""
    verdicts = read_morning(ground.portfolio, ground.rules, ground.day)
    decision = choose_call(ground.portfolio, ground.rules, ground.day, verdicts)
    lows = {code: judged.low for code, judged in verdicts.assessments.items()}
    aftermath = after_calls(ground.portfolio, lows, ground.rules, ground.day)
    with transaction.atomic():
        take_turn(DECISION)
        if stored := decided_on(ground):
            return stored
        morning = _store(ground, decision, aftermath, sample)
        _store_indexes(morning, verdicts, ground.portfolio, ground.rules)
        _store_verdicts(morning, verdicts)
        told = {"day": ground.day, "revision": morning.revision}
        journal.record(None, "spark.publish", ("spark.Morning", str(morning.pk)), after=told)
    return morning


def _store(ground: Ground, decision: Decision, aftermath: tuple[Evidence, ...], sample: bool) -> Morning:
    last = everything(Morning, WHY).filter(day=ground.day).aggregate(Max("revision"))["revision__max"] or 0
    morning = Morning(
        day=ground.day, revision=last + 1, decided_at=clock.now(), rules_version=ground.rules.version,
        facts_digest=ground.digest, previous=plain(ground.portfolio.memory.previous), payload=payload_of(decision),
        aftermath=plain(aftermath), sample=sample,
    )  # fmt: skip
    morning.save(force_insert=True)
    MorningFacts(morning=morning, facts=zlib.compress(ground.text.encode(), 6)).save(force_insert=True)
    return morning


def _store_indexes(morning: Morning, verdicts: Verdicts, portfolio: Portfolio, rules: Rules) -> None:
    judged = list(verdicts.assessments.values())
    first, before = robustness(judged, rules.index, morning.day), _states_before(morning.day)
    lived = {p.ref.code: lived_mean(p.comfort, rules, morning.day) for p in portfolio.partnerships}
    rows = []
    for a in judged:
        since, left = _since(a.state.value, before.get(a.partnership), morning.day)
        rows.append(
            IndexRecord(
                morning=morning, partnership_code=a.partnership, value=a.value, low=a.low, coverage=a.coverage,
                state=a.state.value, contributions=dict(a.shares), first_share=first[a.partnership],
                last_executive_on=_last_executive_day(a), satisfaction=lived[a.partnership], state_since=since,
                state_before=left,
            )
        )  # fmt: skip
    everything(IndexRecord, WHY).bulk_create(rows, batch_size=500)


def _states_before(day: date) -> dict[str, tuple[str, date | None, str]]:
    """(state, since, state before) of each partnership in the last decision before a day."""
    last = everything(Morning, WHY).filter(day__lt=day).order_by("-day", "-revision").values_list("pk", flat=True)[:1]
    rows = everything(IndexRecord, WHY).filter(morning_id__in=list(last))
    return {
        code: (state, since, left)
        for code, state, since, left in rows.values_list("partnership_code", "state", "state_since", "state_before")
    }


def _since(state: str, before: tuple[str, date | None, str] | None, day: date) -> tuple[date, str]:
    """Since when a state holds and which one it left; a first reading leaves none."""
    if before is None:
        return day, ""
    was, since, left = before
    return (since or day, left) if was == state else (day, was)


def _store_verdicts(morning: Morning, verdicts: Verdicts) -> None:
    records = []
    for a in verdicts.assessments.values():
        for v in a.verdicts:
            record = SignalRecord(morning=morning, partnership_code=a.partnership, code=v.code)
            if isinstance(v, Signal):
                record.score, record.confidence, record.evidence = v.score, v.confidence, plain(v.evidence)
                record.index_drop = a.drops[v.code]
            else:
                record.reason, record.evidence = v.reason, [plain({"params": dict(v.params)})]
            records.append(record)
    everything(SignalRecord, WHY).bulk_create(records, batch_size=1000)


def _last_executive_day(assessment: Assessment) -> date | None:
    """The day told by the network's evidence, kept beside the index so that lists need no signal."""
    for verdict in assessment.verdicts:
        for proof in verdict.evidence if isinstance(verdict, Signal) else ():
            if proof.code == "network.last_executive_contact":
                day = proof.params["last_on"]
                return day if isinstance(day, date) else None
    return None


def _call_of(morning: Morning) -> Call:
    """The call a decision names, today or for the next working day; ValueError when it names none."""
    kind = morning.payload["kind"]
    stored = morning.payload[kind] if kind == "call" else morning.payload[kind].get("next_call")
    if not stored:
        raise ValueError(f"the decision of {morning.day} names no call")
    call: Call = build(Call, stored)
    return call


def record_outcome(actor: Actor, morning_id: int, result: str, note: str = "") -> Outcome:
    """« Joint · Message laissé · Pas joint »: logged in two taps, with one owner and one date to follow up.

    A conversation that took place is also a contact: it goes through the network's own door.
    """
    require(actor, "call.decide")
    morning = one_visible(actor, Morning, pk=morning_id)
    call, today = _call_of(morning), clock.today()
    follow_up = max(call.briefing.next_date, today) if result == Outcome.Result.REACHED else None
    with transaction.atomic():
        partnership = one_visible(actor, Partnership, code=call.partnership)
        caller, callee = (one_visible(actor, Person, code=code) for code in (call.caller, call.callee))
        outcome = Outcome(
            morning=morning, partnership=partnership, caller=caller, callee=callee, topic=call.topic,
            result=Outcome.Result(result), day=today, note=note[:500], follow_up_by=caller, follow_up_on=follow_up,
            sample=morning.sample,
        )  # fmt: skip
        outcome.save(force_insert=True)
        if result == Outcome.Result.REACHED:
            declare_contact(actor, partnership, (caller, callee), today)
        journal.record(
            actor, "spark.outcome", ("spark.Outcome", str(outcome.pk)), after={"result": result, "day": today}
        )
    return outcome


def snooze(actor: Actor, morning_id: int, reason: str) -> Snooze:
    """« Pas aujourd’hui »: one of four reasons, which acts from the next decision."""
    require(actor, "call.decide")
    morning = one_visible(actor, Morning, pk=morning_id)
    call, today = _call_of(morning), clock.today()
    days = default_rules().call.snooze_days[Snooze.Reason(reason).value]
    with transaction.atomic():
        row = Snooze(
            partnership=one_visible(actor, Partnership, code=call.partnership),
            callee=one_visible(actor, Person, code=call.callee), topic=call.topic, reason=reason, since=today,
            until=today + timedelta(days=days), sample=morning.sample,
        )  # fmt: skip
        row.save(force_insert=True)
        journal.record(
            actor, "spark.snooze", ("spark.Snooze", str(row.pk)), after={"reason": reason, "until": row.until}
        )
    return row


def undo(actor: Actor, kind: str, key: int) -> None:
    """Take back a logged call, with the contact it declared, or a snooze; the row stays, marked undone."""
    require(actor, "call.decide")
    with transaction.atomic():
        row: Outcome | Snooze = (
            one_visible(actor, Outcome, pk=key) if kind == "outcome" else one_visible(actor, Snooze, pk=key)
        )
        if row.undone_at is None:
            row.undone_at = clock.now()
            row.save(update_fields=["undone_at"])
            if isinstance(row, Outcome):
                withdraw_contact(actor, row.partnership, (row.caller, row.callee), row.day)
            journal.record(actor, f"spark.undo_{kind}", (row._meta.label, str(key)))
