"""One person, seeded in every place of the register, a canary beside each: for an empty folder, or inside a test.

python -m tests.privacy.person      over ETINCELLE_DATA
"""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from tests.cast import TODAY, set_stage

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import actor_of, open_account
from etincelle.foundation.models import SourceCoverage
from etincelle.foundation.versions import plain_values
from etincelle.governance.models import MeetingDecision, Report
from etincelle.intake import storage
from etincelle.intake.known import salt
from etincelle.intake.models import RowChange
from etincelle.intake.sources.surveys import digest
from etincelle.intake.writing import as_json
from etincelle.ledger import parts
from etincelle.network.models import DeclaredContact
from etincelle.parties.actions import correct_row
from etincelle.parties.models import AddressChoice, Commitment, Person, PersonAlias, PersonProfile, Seat
from etincelle.spark.actions import publish
from etincelle.spark.models import Outcome
from etincelle.vocabulary.levels import Role

CODE, NAME, EMAIL = "zelie.quorum", "Zélie Quorum-Brassart", "zelie.quorum@firm.example"
ALIAS, PHONE, TITLE = "zqb@mail.example", "06 11 22 33 44", "q7titlezkw directrice"
NEEDLES = (
    CODE,
    NAME,
    "Quorum",
    "QUORUM",
    EMAIL,
    ALIAS,
    PHONE,
    "06.11.22.33.44",
    "q7titlezkw",
    "q7notezkw",
    "q7editzkw",
)
PLACES = (
    "title", "note", "edit", "promise", "other_promise", "decision", "report", "comment", "reject", "source", "answer",
    "contact", "account",
)  # fmt: skip


def seed() -> Any:
    """The cast, and the person everywhere; returns her row."""
    cast = set_stage()
    with clock.frozen_at(TODAY):
        partnership = cast.rows["PAUL"]["Partnership"]
        partner = cast.rows["PAUL"]["Partner"]
        person = Person(
            code=CODE, side="partner", partner=partner, name=NAME, email=EMAIL, phone=PHONE, title="directrice"
        )
        person.save()
        PersonProfile(person=person, level=5, mandate=True).save()
        PersonAlias(person=person, address=ALIAS).save()
        add_rows(cast, person, partnership)
        add_trace(cast, person)
        add_files(cast)
        add_decision()
    return person


def add_rows(cast: Any, person: Any, partnership: Any) -> None:
    """Rows that point to her, rows that name her."""
    ours = everything(Person, "test").get(code="dg")
    boss = cast.rows["PAUL"]["Person"]
    of = {"partnership": partnership}
    Seat(**of, role="directrice de compte", side="partner", person=person, since=date(2023, 3, 12)).save()
    DeclaredContact(**of, day=date(2026, 5, 4), person_client=ours, person_partner=person).save()
    Commitment(**of, by=person, text=f"{NAME} : q7promisezkw", said_on=date(2026, 5, 4)).save()
    Commitment(**of, by=boss, text="voir QUORUM-BRASSART Zélie, q7other_promisezkw", said_on=date(2026, 5, 5)).save()
    call = {**of, "caller": ours, "topic": "innovation.drought", "result": "message", "day": TODAY}
    Outcome(**call, callee=person, note="q7notezkw difficile à joindre").save()
    meeting = cast.rows["PAUL"]["Meeting"]
    MeetingDecision(meeting=meeting, text=f"q7decisionzkw confié à {NAME.upper()}").save()
    Report(**of, title="Rapport", text=f"q7reportzkw appeler le 06.11.22.33.44 ou {EMAIL}", received_on=TODAY).save()
    comment = f"q7commentzkw {NAME} est parfaite"
    FeedbackAnswer(**of, reference="c1", answered_on=TODAY, score=5, comment=comment).save()
    hidden = digest(EMAIL.casefold(), salt())
    FeedbackAnswer(**of, reference=hidden, answered_on=TODAY, score=4, comment="q7answerzkw").save()


def add_trace(cast: Any, person: Any) -> None:
    """An edit of her row, an account with an open session, a batch with a refused cell, what undoes it."""
    before = plain_values(person)
    person.title = "q7editzkw"
    correct_row(actor_of(cast.users["cio"]), person, before, person.version)
    before = plain_values(person)
    person.title = TITLE
    correct_row(actor_of(cast.users["cio"]), person, before, person.version)
    user = open_account(EMAIL, Role.PARTNER_EXECUTIVE, "PAUL")
    user.first_name = "q7accountzkw"
    user.save()
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.save()
    cast.batch.kind, cast.batch.state, cast.batch.stored = "tables", "checked", "a" * 32
    cast.batch.rejects = [{"file": "f.csv", "line": 3, "found": f"q7rejectzkw {NAME}", "cause": "reference"}]
    cast.batch.save()
    RowChange(
        batch=cast.batch, model="parties.Person", pk_of_row=person.pk, before=as_json(before), version_after=3
    ).save()
    covers = {"since": TODAY, "until": TODAY, "received_at": clock.now()}
    SourceCoverage(kind="calendar", name=f"q7sourcezkw {CODE}.ics", **covers).save()


def add_files(cast: Any) -> None:
    """A part of the ledger, and a file that waits."""
    rows = []
    for number in range(1, 10):
        event = {
            "source": f"q7contactzkw {CODE}.ics", "external_id": f"e{number}", "channel": "meeting", "people": 2,
            "occurred_at": datetime(2026, number, 3, 9, tzinfo=UTC), "day": date(2026, number, 3), "minutes": 30,
            "cancelled": False, "role": "attendee", "line": number,
        }  # fmt: skip
        rows.append({**event, "person_code": CODE, "side": "partner", "partner_code": "PAUL"})
        rows.append({**event, "person_code": "dg", "side": "client", "partner_code": ""})
    with transaction.atomic():
        parts.publish(parts.ledger().write_part("contacts", rows), None)
        parts.publish(parts.ledger().write_part("mails", mails()), None)
    AddressChoice(address=ALIAS.upper(), choice="alias", person_code=CODE).save()
    storage.folder().mkdir(parents=True, exist_ok=True)
    storage.path_of(cast.batch).write_text(f"nom;mail\n{NAME};{EMAIL}\n", encoding="cp1252")


def mails() -> list[dict[str, Any]]:
    """Two messages of a thread, one of hers."""
    told = {"thread": "t1", "people": 2, "role": "from", "line": 1, "source": "mail", "partner_code": ""}
    return [
        {**told, "message": f"m{number}", "person_code": code, "side": side, "day": date(2026, 3, number),
         "occurred_at": datetime(2026, 3, number, 9, tzinfo=UTC)}
        for number, (code, side) in enumerate([(CODE, "partner"), ("dg", "client")], start=1)
    ]  # fmt: skip


def add_decision() -> None:
    """A decision whose facts and proofs name her by her code."""
    publish(TODAY)
