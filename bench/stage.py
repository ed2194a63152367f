"""A large installation in a scratch folder: partnerships, people, contacts, tickets, readings. For P8 and P9."""

import os
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(os.environ.setdefault("ETINCELLE_DATA", tempfile.mkdtemp(prefix="etincelle-bench-")))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")

import django  # noqa: E402 - the folder is chosen first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from etincelle.comfort_zone.models import FeedbackAnswer, Reading, Service, ServiceLevel  # noqa: E402
from etincelle.foundation import clock  # noqa: E402
from etincelle.foundation.access import everything  # noqa: E402
from etincelle.foundation.models import SourceCoverage  # noqa: E402
from etincelle.governance.models import Committee, Meeting, Report  # noqa: E402
from etincelle.innovation.models import Idea, Quota  # noqa: E402
from etincelle.ledger import parts  # noqa: E402
from etincelle.living_contract.models import Contract  # noqa: E402
from etincelle.new_deal.models import Objective, StrategyVersion, Theme, ThemeLink  # noqa: E402
from etincelle.parties.models import Partner, Partnership, Person, PersonProfile, Seat  # noqa: E402

TODAY = date(2026, 11, 24)
WHY = "bench"


def bulk(rows: list[Any]) -> list[Any]:
    """Store rows of one model."""
    made: list[Any] = everything(type(rows[0]), WHY).bulk_create(rows, batch_size=400)
    return made


def month(back: int) -> date:
    """The first day of a month."""
    index = TODAY.year * 12 + TODAY.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def build(partnerships: int, contacts: int, tickets: int) -> None:
    """Fill an empty installation."""
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        people = parties(partnerships)
        chapters(partnerships)
    ledger = parts.ledger()
    with transaction.atomic():
        for part in (write_contacts(ledger, people, contacts), write_tickets(ledger, partnerships, tickets)):
            parts.publish(part, batch=None)


def parties(count: int) -> int:
    """Partners, partnerships, ten people a partnership, seats; returns people on the client's side."""
    ours = bulk([Person(code=f"c{n}", side="client", name=f"Client {n}") for n in range(20)])
    bulk([PersonProfile(person=p, level=5 - n % 4, mandate=True) for n, p in enumerate(ours)])
    partners = bulk([Partner(code=f"F{n}", name=f"Firm {n}") for n in range(count)])
    signed = [TODAY - timedelta(days=700 + n % 900) for n in range(count)]
    made = bulk(
        [Partnership(code=f"F{n}-1", partner=p, name="Support", signed_on=signed[n]) for n, p in enumerate(partners)]
    )
    theirs = bulk(
        [
            Person(code=f"p{n}_{k}", side="partner", partner=p, name=f"Person {n} {k}")
            for n, p in enumerate(partners)
            for k in range(10)
        ]
    )
    bulk([PersonProfile(person=p, level=5 - n % 10 // 3, mandate=n % 10 < 4) for n, p in enumerate(theirs)])
    bulk(
        [
            Seat(partnership=made[n // 10], role=f"r{n % 10}", side="partner", person=p, since=signed[n // 10])
            for n, p in enumerate(theirs)
        ]
    )
    bulk(
        [
            SourceCoverage(
                kind="calendar", name="bench", since=TODAY - timedelta(days=2500), until=TODAY, received_at=clock.now()
            )
        ]
    )
    return len(ours)


def chapters(count: int) -> None:
    """Contracts, levels with 24 months, answers, objectives, ideas, meetings, reports of every partnership."""
    rows = list(everything(Partnership, WHY).order_by("pk"))
    bulk(
        [
            Contract(
                code=f"{p.code}-CT",
                partnership=p,
                title="CT",
                ends_on=date(2028, 1, 1),
                notice_months=6,
                annual_value=Decimal(500_000 + 1000 * n),
            )
            for n, p in enumerate(rows)
        ]
    )
    services = bulk([Service(code=f"{p.code}-S", partnership=p, name="S") for p in rows])
    levels = bulk(
        [
            ServiceLevel(
                code=f"{s.code}{k}", service=s, name=f"N{k}", target=Decimal(95), target_since=date(2024, 1, 1)
            )
            for s in services
            for k in range(3)
        ]
    )
    bulk(
        [
            Reading(level=one, month=month(b), value=Decimal(96 + (n + b) % 4), met=390, total=400)
            for n, one in enumerate(levels)
            for b in range(1, 25)
        ]
    )
    bulk(
        [
            FeedbackAnswer(
                partnership=p, reference=str(k), answered_on=TODAY - timedelta(days=k), score=1 + (n + k) % 5
            )
            for n, p in enumerate(rows)
            for k in range(40)
        ]
    )
    strategy = bulk([StrategyVersion(name="Cap", effective_on=date(2026, 1, 5))])[0]
    bulk([Theme(strategy=strategy, code=t, name=t, weight=Decimal(1)) for t in "ABCDE"])
    made = bulk(
        [Objective(code=f"{p.code}-O{k}", partnership=p, title="O", set_on=TODAY) for p in rows for k in range(3)]
    )
    bulk([ThemeLink(objective=o, theme_code="ABCDE"[n % 5]) for n, o in enumerate(made)])
    bulk(
        [
            Idea(
                code=f"{p.code}-I{k}",
                partnership=p,
                title="I",
                proposed_by="partner",
                proposed_on=TODAY - timedelta(days=90 * k + n % 80),
            )
            for n, p in enumerate(rows)
            for k in range(6)
        ]
    )
    bulk([Quota(partnership=p, side="partner", per_year=4, since=date(2024, 1, 1)) for p in rows])
    committees = bulk([Committee(code=f"{p.code}-C", partnership=p, kind="steering", name="C") for p in rows])
    held = datetime.combine(TODAY, datetime.min.time(), clock.zone())
    bulk(
        [
            Meeting(
                code=f"{c.code}{k}",
                committee=c,
                starts_at=held - timedelta(days=30 * k + 5),
                minutes=60,
                held=True,
                minutes_received=True,
            )
            for c in committees
            for k in range(12)
        ]
    )
    text = " ".join(f"word{k}" for k in range(400))
    bulk(
        [
            Report(
                partnership=p, received_on=TODAY - timedelta(days=30 * k + 5), title=str(k), text=f"{text} suite {k}"
            )
            for p in rows
            for k in range(6)
        ]
    )


def write_contacts(ledger: Any, ours: int, events: int) -> Any:
    """Two rows an event: somebody of ours and somebody of theirs."""
    firms = everything(Partner, WHY).count()
    select = f"""
        SELECT 'bench' AS source, 'e' || i AS external_id, TIMESTAMP '2026-11-20 09:00:00' - to_days((i % 2000)::INT) AS occurred_at,
               DATE '2026-11-20' - (i % 2000)::INT AS day, 'meeting' AS channel, 2 AS people, 30 AS minutes,
               CASE s WHEN 0 THEN 'c' || (i % {ours}) ELSE 'p' || (i % {firms}) || '_' || (i // {firms} % 10) END AS person_code,
               CASE s WHEN 0 THEN 'client' ELSE 'partner' END AS side, '' AS partner_code, 'attendee' AS role, false AS cancelled, i::INT AS line
        FROM range({events}) t(i), range(2) u(s)
    """
    return ledger.write_part_from_sql("contacts", select, [])


def write_tickets(ledger: Any, partnerships: int, tickets: int) -> Any:
    """One observation a ticket."""
    select = f"""
        SELECT 'bench' AS source, 'T' || i AS number, TIMESTAMP '2026-11-20 09:00:00' - to_hours((i % 17000)::INT) AS seen_at, i AS seq,
               'F' || (i % {partnerships}) || '-1' AS partnership_code, '' AS service, 'g' AS grp, 'c' || (i % 9) AS category,
               (1 + i % 4)::VARCHAR AS priority, 'Closed' AS state, TIMESTAMP '2026-11-20 09:00:00' - to_hours((i % 17000 + 30)::INT) AS opened_at,
               NULL::TIMESTAMP AS resolved_at, NULL::TIMESTAMP AS closed_at, i % 20 <> 0 AS made_sla, 0 AS reopened, 0 AS reassigned, i::INT AS line
        FROM range({tickets}) t(i)
    """
    return ledger.write_part_from_sql("tickets", select, [])
