"""A cast for tests of access: two partners, one user per role, a canary in every private text."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import models

from etincelle.comfort_zone.models import FeedbackAnswer, Service, ServiceLevel
from etincelle.foundation import clock
from etincelle.foundation.accounts import open_account
from etincelle.foundation.models import User
from etincelle.governance.models import ActionItem, Committee, Meeting
from etincelle.innovation.models import Idea, Quota
from etincelle.intake.models import Batch
from etincelle.living_contract.models import Contract, ContractStake, Demand
from etincelle.network.models import DeclaredContact
from etincelle.new_deal.models import Objective, StrategyVersion, Theme
from etincelle.parties.models import Ambition, Commitment, Partner, Partnership, Person, PersonAlias, PersonProfile
from etincelle.spark.actions import publish
from etincelle.spark.models import Morning
from etincelle.vocabulary.levels import Role

TODAY = date(2026, 11, 24)
PARTNERS = ("PAUL", "PAULA")
PRIVATE = ("ambition", "promise", "comment", "reservation", "demand", "theme", "alias")
SHARED = ("action", "idea", "sent")


def canary(name: str, partner: str) -> str:
    """A word that no page invents: it survives case, HTML and addresses."""
    return f"q7{name}x{partner.lower()}zkw"


@dataclass(slots=True)
class Cast:
    """Users by role name, the published morning, rows by partner and model name."""

    users: dict[str, User] = field(default_factory=dict)
    rows: dict[str, dict[str, models.Model]] = field(default_factory=dict)
    morning: Morning | None = None
    batch: Batch | None = None


def store(rows: dict[str, models.Model], row: models.Model) -> models.Model:
    """Save a row and keep it under its model's name."""
    row.save()
    rows.setdefault(type(row).__name__, row)
    return row


def add_partner(cast: Cast, code: str, client: Person) -> None:
    """Everything shared and everything private of one partner."""
    rows = cast.rows.setdefault(code, {})
    partner = Partner(code=code, name=f"Firm {code}")
    store(rows, partner)
    partnership = Partnership(code=f"{code}-1", partner=partner, name="Support", signed_on=date(2023, 3, 12))
    store(rows, partnership)
    boss = Person(
        code=f"boss-{code}".lower(), side="partner", partner=partner, name=f"Boss {code}", phone="01 99 00 00 00"
    )
    store(rows, boss)
    store(rows, PersonProfile(person=boss, level=5, mandate=True))
    store(rows, PersonAlias(person=boss, address=f"{canary('alias', code)}@example.org"))
    of = {"partnership": partnership}
    store(rows, Ambition(**of, side="partner", text=canary("ambition", code), since=TODAY))
    store(rows, Commitment(**of, by=boss, to=client, text=canary("promise", code), said_on=date(2025, 9, 19)))
    store(rows, DeclaredContact(**of, day=date(2025, 9, 19), person_client=client, person_partner=boss))
    contract = Contract(
        code=f"{code}-CT", title="Contract", annual_value=Decimal(9_000_000), signed_on=date(2023, 3, 12), **of
    )
    store(rows, contract)
    store(rows, ContractStake(contract=contract, reservation=canary("reservation", code)))
    store(rows, Demand(**of, month=date(2026, 10, 1), topic=canary("demand", code), volume=500))
    store(rows, FeedbackAnswer(**of, reference="1", answered_on=TODAY, score=2, comment=canary("comment", code)))
    store(rows, Objective(**of, code=f"{code}-O1", title=canary("sent", code), set_on=TODAY, sent_on=TODAY))
    store(rows, Objective(**of, code=f"{code}-O2", title=canary("draft", code), set_on=TODAY))
    store(
        rows,
        Idea(**of, code=f"{code}-I1", title=canary("idea", code), proposed_by="partner", proposed_on=date(2024, 1, 1)),
    )
    store(rows, Quota(**of, side="partner", per_year=6, since=date(2023, 3, 12)))
    service = Service(code=f"{code}-S", name="Service", **of)
    store(rows, service)
    store(rows, ServiceLevel(code=f"{code}-N", service=service, name="Level", target=Decimal(95)))
    committee = Committee(code=f"{code}-C", kind="steering", name="Committee", **of)
    store(rows, committee)
    for number in range(6):
        held = datetime(2026, 6 + number % 5, 3 + number, 9, tzinfo=UTC)
        meeting = Meeting(
            code=f"{code}-M{number}", committee=committee, starts_at=held, minutes=60, held=True, minutes_received=True
        )
        store(rows, meeting)
        store(rows, ActionItem(meeting=meeting, text=canary("action", code), carried=2))


def set_stage() -> Cast:
    """Two partners, one strategy, one user per role, one decision."""
    cast = Cast()
    client = Person(code="dg", side="client", name="Diane", title="directrice générale")
    client.save()
    PersonProfile(person=client, level=5, mandate=True).save()
    strategy = StrategyVersion(name="Cap", effective_on=date(2026, 1, 5))
    strategy.save()
    for code in PARTNERS:
        Theme(strategy=strategy, code=code, name=canary("theme", code), weight=Decimal(1)).save()
        add_partner(cast, code, client)
    for role in Role:
        partner = "PAUL" if role is Role.PARTNER_EXECUTIVE else ""
        cast.users[role.value] = open_account(f"{role.value}@example.org", role, partner)
    cast.users["other_partner"] = open_account("paula@example.org", Role.PARTNER_EXECUTIVE, "PAULA")
    cast.users["no_membership"] = User(username="oscar@example.org")
    cast.users["no_membership"].save()
    cast.batch = Batch(kind="tables", filename="file.csv", digest="0" * 64, created_at=clock.now())
    cast.batch.save()
    with clock.frozen_at(TODAY):
        cast.morning = publish(TODAY)
    return cast
