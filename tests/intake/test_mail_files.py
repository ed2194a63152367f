"""Mail through the whole door: what it brings to ties, file by file, in any order, and back."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - a seeded plan of a test
from typing import Any

import pytest
from tests.intake.conftest import Import
from tests.intake.mailing import CLAIRE, MARC, SETTINGS, TODAY, box, message

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.intake import batches, observations, storage
from etincelle.intake.models import Batch
from etincelle.intake.sources import mail, mailbox
from etincelle.intake.sources.rows import Notes
from etincelle.ledger import parts
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.models import LedgerPart, MailDay
from etincelle.network.facts import Contact
from etincelle.network.reads import load_network, mail_rows
from etincelle.parties.models import Partner, Partnership, Person, PersonAlias
from etincelle.parties.reads import load_partnerships

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ASKED, ANSWERED = message(CLAIRE, MARC, WHEN, name="m1"), message(MARC, CLAIRE, WHEN, "References: <m1>", name="m2")


@pytest.fixture(autouse=True)
def cast(house: Path) -> None:
    """Two people of a client, two of a partner."""
    altea = Partner(code="ALTEA", name="Altéa")
    altea.save()
    Partnership(code="POSTE", partner=altea, name="Poste", signed_on=date(2023, 3, 1)).save()
    for code, side, address in (
        ("claire", "client", "claire@client.example"), ("dg", "client", "dg@client.example"),
        ("marc", "partner", "Marc@altea.example"), ("lea", "partner", "lea@altea.example"),
    ):  # fmt: skip
        person = Person(code=code, side=side, name=code, email=address, partner=altea if side == "partner" else None)
        person.save()
    PersonAlias(person=everything(Person, "test").get(code="claire"), address="c.roux@client.example").save()


def contacts() -> list[Contact]:
    return sorted(load_network(load_partnerships(), TODAY)["POSTE"].contacts, key=lambda c: (c.day, c.persons))


def told() -> list[tuple[date, int, tuple[str, ...]]]:
    return [(c.day, c.people, c.persons) for c in contacts()]


def test_an_answered_message_is_a_contact_and_its_rows_can_be_opened(bring: Import, house: Path) -> None:
    with clock.frozen_at(TODAY):
        batch = bring(box([ASKED, ANSWERED]), "Inbox.mbox")
    assert (batch.state, batch.kind, batch.counts["new"], batch.counts["read"]) == ("confirmed", "mail", 2, 2)
    assert told() == [(date(2026, 3, 2), 2, ("claire", "marc"))]
    row = contacts()[0].row
    assert mail_rows([row]) == [(row, date(2026, 3, 2), "mail", ("claire", "marc"))]
    covers = everything(SourceCoverage, "test").get()
    assert (covers.kind, covers.name, covers.since, covers.doubts) == ("mail", "Inbox.mbox", date(2026, 3, 2), [])
    assert list((house / "uploads").iterdir()) == []


def test_the_two_sides_of_a_talk_may_come_from_two_mailboxes(bring: Import) -> None:
    with clock.frozen_at(TODAY):
        bring(ASKED, "sent.eml")
        assert told() == []
        bring(ANSWERED, "received.eml")
    assert told() == [(date(2026, 3, 2), 2, ("claire", "marc"))]


def test_the_same_file_again_changes_nothing(bring: Import) -> None:
    with clock.frozen_at(TODAY):
        bring(box([ASKED, ANSWERED]), "Inbox")
        before = told()
        again = bring(box([ANSWERED, ASKED]), "Inbox renamed")
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 2)
    assert told() == before


def test_a_person_known_later_is_added_by_the_same_file(bring: Import) -> None:
    reply = message("new@altea.example", CLAIRE, WHEN, "References: <m1>", name="m3")
    with clock.frozen_at(TODAY):
        bring(box([ASKED, reply]), "Inbox")
        assert told() == []
        PersonAlias(person=everything(Person, "test").get(code="lea"), address="new@altea.example").save()
        again = bring(box([ASKED, reply]), "Inbox")
    assert again.counts["new"] == 1 and told() == [(date(2026, 3, 2), 2, ("claire", "lea"))]


def test_a_new_file_reads_its_own_part_alone(bring: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts that already stand are counted once, when they come: an undo reads none at all."""
    asked: list[tuple[str, int]] = []
    query = EmbeddedLedger.query

    def recorded(ledger: EmbeddedLedger, name: str, *args: Any) -> list[tuple[Any, ...]]:
        asked.append((name, len(ledger.visible["mails"]) if name == "mail_days" else 0))
        return query(ledger, name, *args)

    monkeypatch.setattr(EmbeddedLedger, "query", recorded)
    with clock.frozen_at(TODAY):
        taken = [bring(box([one]), f"{n}.mbox") for n, one in enumerate((ASKED, ANSWERED, ASKED))]
        assert [count for name, count in asked if name == "mail_days"] == [1, 1, 1]
        asked.clear()
        batches.undo(batches.HOUSE, taken[0])
        assert told() == [(date(2026, 3, 2), 2, ("claire", "marc"))]
        batches.undo(batches.HOUSE, taken[2])
    assert told() == [] and "mail_days" not in {name for name, _count in asked}


def test_what_can_no_longer_be_undone_is_not_written_again(bring: Import) -> None:
    with clock.frozen_at(TODAY):
        bring(box([ASKED]), "Inbox")
    with clock.frozen_at(TODAY + timedelta(days=10)):
        bring(box([ASKED]), "Inbox")
    with clock.frozen_at(TODAY + timedelta(days=45)):
        bring(box([ASKED, ANSWERED]), "Inbox")
        bring(box([ASKED]), "Inbox")
    assert list(everything(LedgerPart, "test").order_by("pk").values_list("rows", flat=True)) == [2, 2, 2]


def drawn(dice: Random) -> list[bytes]:
    """Messages of a few threads between five addresses, some of them strangers, some without an identifier."""
    everybody = [CLAIRE, "c.roux@client.example", "dg@client.example", MARC, "lea@altea.example", "x@home.example"]
    found = []
    for number in range(30):
        sender, *to = dice.sample(everybody, 3)
        name = f"m{number}" if dice.random() < 0.8 else ""
        thread = [f"References: <t{dice.randint(1, 4)}>"] if dice.random() < 0.9 else []
        when = WHEN + timedelta(hours=dice.randint(0, 240))
        found.append(message(sender, ", ".join(to), when, *thread, name=name))
    return found


def put(batch: int, messages: Sequence[bytes]) -> None:
    """A mailbox as an import writes it, read in this process."""
    found = mail.sort(mailbox.letters(io.BytesIO(box(messages))), SETTINGS, Notes())
    with observations.laid_down("mails", [row for row in found.rows if row.kind == "mail"]) as incoming:
        part = observations.write(incoming)[1]
        if part:
            parts.publish(part, batch)


def state() -> list[Contact]:
    """All that judgement sees of mail, keys of its rows included."""
    return contacts()


@pytest.mark.parametrize("seed", range(12))
def test_files_in_any_order_with_undos_are_the_files_all_at_once(house: Path, seed: int) -> None:
    dice = Random(seed)
    messages = drawn(dice)
    files = [dice.sample(messages, dice.randint(3, 18)) for _ in range(4)]
    kept: set[int] = set()
    with clock.frozen_at(TODAY):
        for _ in range(11):
            number = dice.randrange(4)
            if number in kept:
                kept.remove(number)
                parts.withdraw(number)
            else:
                kept.add(number)
                put(number, files[number])
        after = state()
        for number in range(4):
            parts.withdraw(number)
        assert everything(MailDay, "test").count() == 0 and state() == []
        put(9, [one for number in kept for one in files[number]])
    assert after == state()


def import_unlimited(content: bytes, name: str) -> Batch:
    batch = batches.receive(batches.HOUSE, io.BytesIO(content), name, batches.Told(unlimited=True))
    return batches.check(batches.HOUSE, batch)


def test_a_mailbox_over_the_limit_is_streamed_at_the_terminal_and_refused_on_the_page(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy: Sequence[bytes] = [
        ASKED + b"x" * 79 + b"\n",
        *[message(CLAIRE, MARC, WHEN) + (b"y" * 70 + b"\n") * 200_000] * 2,
        ANSWERED,
    ]
    content = box(heavy)
    with clock.frozen_at(TODAY):
        batch = import_unlimited(content, "huge.mbox")
        assert (batch.state, batch.counts["read"], batch.counts["new"]) == ("checked", 4, 3)
        refused = batches.receive(batches.HOUSE, io.BytesIO(content), "huge.mbox")
    assert refused.state == "failed" and refused.rejects[0]["expected"] == "size"
    assert [p.name for p in storage.folder().iterdir()][:1]
