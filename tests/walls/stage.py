"""The cast with a row of every kind that a wall must hold, a canary in each of its texts."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from tests import cast as small
from tests.cast import PARTNERS, TODAY, Cast, canary, set_stage, store

from etincelle.comfort_zone.models import (
    CreditWeight,
    PromisedTime,
    Reading,
    RecomputedMonth,
    ServiceCalendar,
    SupportGroup,
    TicketRule,
    TicketState,
)
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.governance.models import Attendance, Committee, CommitteeSeat, Meeting, MeetingDecision, Report
from etincelle.intake.models import CalendarSubscription
from etincelle.intake.sources.rows import Reject
from etincelle.ledger.models import TicketMonth
from etincelle.living_contract.models import (
    Amendment,
    CatalogueLine,
    ContractChange,
    ContractDate,
    ContractReading,
    ContractStake,
    CreditTerms,
    DateReminder,
)
from etincelle.living_contract.room.models import (
    DeclaredGain,
    Negotiation,
    NegotiationEvent,
    NegotiationPoint,
    NegotiationRound,
    NegotiationStake,
    PartnerBand,
    PointStake,
)
from etincelle.new_deal.models import Measure, Objective, ThemeHook, ThemeLink
from etincelle.parties.models import AddressChoice, Person, Seat, SeatPlan, SeenAddress
from etincelle.spark.models import IndexRecord, Outcome, SignalRecord, Snooze

FAR = datetime(2087, 3, 19, 9, tzinfo=UTC)
PRIVATE = (
    *small.PRIVATE, "draft", "quiet", "hook", "link", "unmeasured", "note", "rule", "reject", "source", "weight",
    "calendar", "stranger", "answer", "quote", "stake", "draft_offer",
)  # fmt: skip
SHARED = (
    *small.SHARED, "measure", "amendment", "line", "seat", "committee", "decision", "report", "hours", "promised",
    "clause", "change", "table", "point", "round", "gain",
)  # fmt: skip
PARTNER_PRIVATE = ("band", "their_draft")
SHOWN_TO_PARTNER = ("table", "point", "round", "gain", "action", "idea", "sent", "committee")


def set_whole_stage() -> Cast:
    """Two partners with everything, one user per role, one decision."""
    cast = set_stage()
    for code in PARTNERS:
        rows = cast.rows[code]
        add_contract(rows, code)
        add_deal(rows, code)
        add_table(rows, code)
        add_comfort(rows, code)
        add_meetings(rows, code)
        add_seats(rows, code)
        add_memory(rows, code)
    TicketState(state="On Hold", effect="pause").save()
    SupportGroup(group="Support N2", level=2).save()
    assert cast.batch is not None
    assert {f.name for f in fields(Reject)} >= {"found", "line"}
    found = [Reject("f.csv", "", n, "", canary("reject", code), "reference") for n, code in enumerate(PARTNERS)]
    cast.batch.rejects = [{f.name: getattr(one, f.name) for f in fields(Reject)} for one in found]
    cast.batch.kind, cast.batch.state = "tables", "checked"
    cast.batch.save()
    return cast


def add_contract(rows: dict[str, Any], code: str) -> None:
    """What both sides know of the contract, and why no call was made for a time."""
    contract = rows["Contract"]
    quiet = {"quiet_until": date(2020, 1, 1), "quiet_reason": canary("quiet", code)}
    everything(ContractStake, "test").filter(contract=contract).update(**quiet)
    store(rows, CreditTerms(contract=contract, monthly_charges=Decimal(104321), at_risk_percent=Decimal(10)))
    quote = {"text": canary("quote", code), "start": 0, "end": 9, "line": 1, "page": None, "section": ""}
    law = {"value": "X", "confidence": 0.8, "why": None, "partial": None, "steps": {}, "quotes": [quote]}
    told = {"language": "en", "terms": {"law": law}}
    store(rows, ContractReading(contract=contract, digest="0" * 64, filename="c.txt", read_on=TODAY, terms=told))
    ends = {"ends_on": date(2027, 12, 31), "renewal": "tacit", "renewal_months": 12, "notice_months": 6}
    everything(type(contract), "test").filter(pk=contract.pk).update(**ends)
    clause = {"kind": "break", "on": date(2027, 6, 30), "clause": canary("clause", code)}
    store(rows, ContractDate(contract=contract, code=f"{code}-D", **clause))
    store(rows, DateReminder(contract=contract, kind="notice", lead_days=30, snoozed_until=date(2027, 1, 4)))
    signed = {"signed_on": date(2023, 4, 1), "kind": "address", "title": canary("amendment", code)}
    store(rows, Amendment(contract=contract, number="1", **signed))
    changed = {"field": "scope", "after": canary("change", code), "signed_on": date(2023, 4, 1)}
    store(rows, ContractChange(contract=contract, number="1", **changed))
    store(rows, CatalogueLine(contract=contract, code=f"{code}-L", name=canary("line", code)))


def add_deal(rows: dict[str, Any], code: str) -> None:
    """Measures of the objective that was sent and of the draft, and the client's private reading of them."""
    draft = everything(Objective, "test").get(code=f"{code}-O2")
    store(rows, Measure(objective=rows["Objective"], name=canary("measure", code)))
    store(rows, Measure(objective=draft, name=canary("unmeasured", code)))
    store(rows, ThemeLink(objective=rows["Objective"], theme_code=canary("link", code)))
    store(rows, ThemeHook(partnership=rows["Partnership"], theme_code="X", reference=canary("hook", code)))


def add_table(rows: dict[str, Any], code: str) -> None:
    """A table of negotiation with an offer sent, and what each side keeps to itself."""
    row = Negotiation(code=f"{code}-R1", contract=rows["Contract"], title=canary("table", code), turn="partner")
    row.opened_on = row.sent_on = TODAY
    store(rows, row)
    point = NegotiationPoint(negotiation=row, code="1", title=canary("point", code), levels=["as it is", "more"])
    store(rows, point)
    sent = {"number": 1, "side": "client", "sentence": canary("round", code), "package": {"1": 1}}
    store(rows, NegotiationRound(negotiation=row, sent_at=clock.now(), **sent))
    store(rows, NegotiationEvent(negotiation=row, side="client", kind="proposed", number=1, at=clock.now()))
    store(rows, DeclaredGain(negotiation=row, side="client", score=60, words=canary("gain", code)))
    texts = {"limit": canary("stake", code), "draft_sentence": canary("draft_offer", code)}
    store(rows, NegotiationStake(negotiation=row, **texts))
    store(rows, PointStake(point=point, our_weight=Decimal(100), their_weight=Decimal(50), ours=["0", "80"]))
    texts = {"limit": canary("band", code), "draft_sentence": canary("their_draft", code)}
    store(rows, PartnerBand(negotiation=row, **texts))


def add_comfort(rows: dict[str, Any], code: str) -> None:
    """A reading, which tickets are whose, the tickets of a month, a source."""
    store(rows, Reading(level=rows["ServiceLevel"], month=date(2026, 10, 1), value=Decimal(96)))
    store(rows, TicketRule(partnership=rows["Partnership"], field="group", value=canary("rule", code)))
    store(rows, TicketMonth(month=date(2026, 10, 1), partnership_code=f"{code}-1", tickets=9, judged=8, made=7))
    hours = {"windows": "lun-ven 08:00-18:00", "closed_on": "2026-12-24"}
    store(rows, ServiceCalendar(code=canary("hours", code), partnership=rows["Partnership"], **hours))
    promised = {"priority": canary("promised", code), "minutes": 240}
    store(rows, PromisedTime(level=rows["ServiceLevel"], calendar=rows["ServiceCalendar"], **promised))
    shares = {"category_percent": Decimal(50), "level_percent": Decimal(40), "category": canary("weight", code)}
    store(rows, CreditWeight(level=rows["ServiceLevel"], contract=rows["Contract"], **shares))
    counted = {"met": 7, "missed": 1, "left_out": 0, "unknown": 0, "differing": 1}
    store(rows, RecomputedMonth(level=rows["ServiceLevel"], month=date(2026, 10, 1), **counted))
    covers = {"since": TODAY, "until": TODAY, "received_at": clock.now()}
    kept = {"name": canary("calendar", code), "url": f"https://calendar.example/{code}", "host": "calendar.example"}
    store(rows, CalendarSubscription(**kept, next_try_at=FAR))
    SourceCoverage(kind="tickets", name=canary("source", code), **covers).save()


def add_meetings(rows: dict[str, Any], code: str) -> None:
    """A meeting to come, far away, who was named and came, what was decided, a report."""
    committee, boss = rows["Committee"], rows["Person"]
    everything(Committee, "test").filter(pk=committee.pk).update(name=canary("committee", code))
    Meeting(code=f"{code}-M8", committee=committee, starts_at=clock.now() + timedelta(days=1)).save()
    Meeting(code=f"{code}-M9", committee=committee, starts_at=FAR).save()
    store(rows, CommitteeSeat(committee=committee, person=boss))
    store(rows, Attendance(meeting=rows["Meeting"], person=boss))
    store(rows, MeetingDecision(meeting=rows["Meeting"], text=canary("decision", code)))
    text = {"title": canary("report", code), "text": canary("report", code), "received_on": date(2026, 10, 5)}
    store(rows, Report(partnership=rows["Partnership"], **text))


def add_seats(rows: dict[str, Any], code: str) -> None:
    """A seat both sides know, and when the client would like to see it renewed."""
    held = {"role": canary("seat", code), "side": "partner", "since": date(2023, 3, 12)}
    store(rows, Seat(partnership=rows["Partnership"], person=rows["Person"], **held))
    store(rows, SeenAddress(batch=1, address=canary("stranger", code), partner_code=code, messages=3))
    store(rows, AddressChoice(address=canary("answer", code), choice="refused"))
    store(rows, SeatPlan(seat=rows["Seat"], renew_on=FAR.date()))


def add_memory(rows: dict[str, Any], code: str) -> None:
    """What past mornings left: a call logged, a snooze, the records of the day."""
    client, long_ago = everything(Person, "test").get(code="dg"), date(2020, 1, 1)
    of = {"partnership": rows["Partnership"], "callee": rows["Person"], "topic": "innovation.drought"}
    store(rows, Outcome(**of, caller=client, result="message", day=long_ago, note=canary("note", code)))
    store(rows, Snooze(**of, reason="travelling", since=long_ago, until=long_ago))
    recorded: tuple[type[models.Model], ...] = (IndexRecord, SignalRecord)
    for model in recorded:
        rows[model.__name__] = everything(model, "test").filter(partnership_code=f"{code}-1")[0]
