"""What an erasure promises: counts that do not move, a chain that holds, once only, and never against a hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from tests.cast import TODAY
from tests.privacy import person as her

from etincelle.foundation import clock, config, erasures, journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import User
from etincelle.intake import storage
from etincelle.intake.models import Batch
from etincelle.ledger import parts
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Commitment, Person, PersonProfile
from etincelle.privacy import erasure, holds, links
from etincelle.privacy.erasure import Barred, ask, plan
from etincelle.privacy.needles import Needles, Traits
from etincelle.privacy.places import mentions
from etincelle.spark.actions import publish
from etincelle.spark.ground import ground_of
from etincelle.spark.models import IndexRecord, Morning, Outcome
from etincelle.spark.morning import read_morning
from etincelle.spark.replay import replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """The person in every place, in a data folder of this test."""
    mine = replace(config.config(), data=data_folder)
    for module in (storage, erasures):
        monkeypatch.setattr(module, "config", lambda: mine)
    with clock.frozen_at(TODAY):
        yield her.seed()


def naming() -> Counter[str]:
    """Where she is named, table by table."""
    needles = Needles(Traits(her.CODE, her.NAME, (her.EMAIL, her.ALIAS), her.PHONE), "p")
    return Counter(m.model._meta.label for m in mentions(needles))


def contacts_by_month() -> dict[Any, int]:
    rows = parts.ledger().query("contact_events", [date(2000, 1, 1)])
    return Counter(row[1].replace(day=1) for row in rows)


def indexes() -> dict[str, tuple[Any, ...]]:
    """Value, floor and state of every partnership, judged on the facts of now."""
    ground = ground_of(TODAY)
    judged = read_morning(ground.portfolio, ground.rules, TODAY).assessments
    return {code: (a.value, a.low, a.state) for code, a in judged.items()}


def test_counts_and_indexes_do_not_move(someone: Person) -> None:
    models: tuple[type[Model], ...] = (Person, DeclaredContact, Commitment, Morning, IndexRecord)
    before = (contacts_by_month(), indexes(), [everything(m, "test").count() for m in models])
    assert sum(before[0].values()) == 9
    ask(None, someone)
    assert (contacts_by_month(), indexes(), [everything(m, "test").count() for m in models]) == before


def test_nothing_names_her_and_the_chain_holds(someone: Person) -> None:
    assert len(naming()) >= 11
    pseudonym = ask(None, someone)
    assert naming() == Counter()
    assert journal.verify() is None
    left = everything(Person, "test").get(pk=someone.pk)
    assert (left.code, left.name, left.email, left.phone, left.title) == (pseudonym, pseudonym, "", "", "")
    assert not User.objects.filter(email=her.EMAIL).exists()
    assert not User.objects.get(username__startswith=pseudonym).is_active
    waited = everything(Batch, "test").get(stored="a" * 32)
    assert not storage.path_of(waited).exists()


def callee() -> str:
    """Whom the decision in force names."""
    publish(TODAY)
    told = everything(Morning, "test").order_by("-day", "-revision")[0].payload
    return str(told[told["kind"]].get("callee", ""))


def test_nobody_is_sent_to_call_her_any_more_and_the_past_is_told_the_same(someone: Person) -> None:
    others = everything(PersonProfile, "test").filter(person__side="partner").exclude(person=someone)
    others.update(mandate=False)
    everything(Outcome, "test").delete()
    assert callee() == her.CODE
    pseudonym = ask(None, someone)
    told = replay(TODAY)
    assert told is not None
    assert told.same
    assert callee() not in (her.CODE, pseudonym)


def test_a_second_erasure_does_nothing(someone: Person) -> None:
    pseudonym = ask(None, someone)
    head = journal.head()
    assert ask(None, everything(Person, "test").get(pk=someone.pk)) == pseudonym
    assert erasure.apply_again() == 0
    assert journal.head() == head


def test_a_plan_touches_nothing_and_tells_every_place(someone: Person) -> None:
    named, head = naming(), journal.head()
    steps = {step.place for step in plan(someone)}
    assert steps >= {*(set(naming()) - {"foundation.User"}), "ledger.contacts", "uploads", "foundation.User"}
    assert (naming(), journal.head()) == (named, head)


def test_a_hold_bars_and_the_release_resumes(someone: Person) -> None:
    held = holds.place(None, someone, "litige en cours")
    named = naming()
    with pytest.raises(Barred):
        ask(None, someone)
    assert naming() >= named
    held = holds.hold_on(someone)  # type: ignore[assignment]
    assert held.erasure_asked_on == TODAY
    assert holds.release(None, held)
    ask(None, someone)
    assert naming() == Counter()


def test_a_hold_without_a_reason_is_refused(someone: Person) -> None:
    with pytest.raises(ValueError, match="reason"):
        holds.place(None, someone, "  ")


def test_a_name_or_a_phone_that_somebody_else_bears_stays_his(someone: Person) -> None:
    Person(code="other", side="partner", name=her.NAME, phone=her.PHONE).save()
    ask(None, someone)
    other = everything(Person, "test").get(code="other")
    assert (other.name, other.phone) == (her.NAME, her.PHONE)


def test_the_ledger_of_erasures_names_nobody_and_brings_the_same_pseudonym(someone: Person) -> None:
    pseudonym = ask(None, someone)
    text = erasures.path().read_text(encoding="utf-8")
    assert her.CODE not in text
    assert erasures.remembered() == {erasures.mark_of(her.CODE): pseudonym}
    rows = everything(Person, "test").filter(pk=someone.pk)
    rows.update(code=her.CODE, name=her.NAME, email=her.EMAIL, erased_on=None)  # as an old backup has it
    assert erasure.apply_again() == 1
    assert everything(Person, "test").get(pk=someone.pk).code == pseudonym


def test_a_link_opens_once_for_seven_days_and_can_be_closed(someone: Person) -> None:
    secret = links.make(None, someone)
    assert links.spend("wrong") is None
    assert links.spend(secret) == someone
    assert links.spend(secret) is None
    closed = links.make(None, someone)
    assert links.revoke(None, someone) == 1
    assert links.spend(closed) is None
    late = links.make(None, someone)
    with clock.frozen_at(date(2026, 12, 2)):
        assert links.spend(late) is None
