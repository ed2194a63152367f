"""People around a partnership; adding and correcting facts with right, version and journal."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404

from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import Change, JournalEntry
from etincelle.foundation.versions import StaleVersion, plain_values
from etincelle.parties.actions import add_row, correct_row
from etincelle.parties.facts import PersonFacts
from etincelle.parties.models import Ambition, Commitment, Partner, Partnership, Person, PersonAlias, PersonProfile
from etincelle.parties.reads import Held, People, load_partnerships, load_people, load_words
from etincelle.vocabulary.levels import Role, Side
from etincelle.vocabulary.partnership import PartnershipRef

MANAGER, OWNER = Actor(1, Role.VENDOR_MANAGER), Actor(2, Role.SERVICE_OWNER)
SINCE, LEFT = date(2023, 1, 1), date(2025, 6, 30)


def partner(code: str = "NORDIA") -> Partner:
    row = Partner(code=code, name=code.title())
    row.save()
    return row


def people(*held: Held, gone_on: date | None = None) -> People:
    one = PersonFacts("pdg", Side.PARTNER, "NORDIA", 5, True, True, gone_on)
    us = PersonFacts("dg", Side.CLIENT, "", 5, True, True)
    return People({"pdg": one, "dg": us}, {"pdg": held} if held else {}, {}, (us,), {"NORDIA": (one,)})


def seen(known: People, partnership: str) -> list[tuple[str, date | None]]:
    return [(p.code, p.gone_on) for p in known.around(PartnershipRef(partnership, "NORDIA", None))]


def test_who_never_sat_belongs_to_all_partnerships_of_his_partner() -> None:
    assert seen(people(), "A") == [("dg", None), ("pdg", None)]
    assert people().seated_on("pdg", SINCE) == frozenset()


def test_who_sits_elsewhere_does_not_belong_here() -> None:
    assert seen(people(Held("A", SINCE, None)), "B") == [("dg", None)]


def test_who_gave_up_every_seat_here_is_gone_for_this_partnership() -> None:
    assert seen(people(Held("A", SINCE, LEFT), Held("B", LEFT, None)), "A") == [("dg", None), ("pdg", LEFT)]
    again = people(Held("A", SINCE, LEFT), Held("A", LEFT, None))
    assert seen(again, "A") == [("dg", None), ("pdg", None)]
    assert seen(people(Held("A", SINCE, LEFT), gone_on=date(2025, 1, 1)), "A")[1] == ("pdg", date(2025, 1, 1))


def test_a_day_belongs_to_the_seats_nearest_to_it() -> None:
    known = people(Held("A", SINCE, LEFT), Held("B", date(2025, 7, 1), None), Held("C", SINCE, LEFT))
    assert known.seated_on("pdg", date(2022, 9, 1)) == {"A", "C"}
    assert known.seated_on("pdg", LEFT) == {"A", "C"}
    assert known.seated_on("pdg", date(2026, 1, 1)) == {"B"}


@pytest.mark.django_db
def test_partnerships_that_ended_are_not_judged() -> None:
    firm = partner()
    Partnership(code="LIVE", partner=firm, name="Live", signed_on=SINCE).save()
    Partnership(code="OVER", partner=firm, name="Over", ended_on=LEFT).save()
    assert load_partnerships() == [PartnershipRef("LIVE", "NORDIA", SINCE)]


@pytest.mark.django_db
def test_a_level_nobody_told_is_unknown_and_no_phone_is_not_reachable() -> None:
    firm = partner()
    told = Person(code="told", side="partner", partner=firm, name="Told", phone="01 99 00 00 00")
    for person in (told, Person(code="untold", side="partner", partner=firm, name="Untold")):
        person.save()
    PersonProfile(person=told, level=4, mandate=True).save()
    known = load_people().by_code
    assert (known["told"].level, known["told"].mandate, known["told"].reachable) == (4, True, True)
    assert (known["untold"].level, known["untold"].mandate, known["untold"].reachable) == (None, False, False)


@pytest.mark.django_db
def test_the_last_words_come_first_and_only_the_partner_s_wishes_are_told() -> None:
    firm = partner()
    row = Partnership(code="A", partner=firm, name="A")
    row.save()
    boss = Person(code="boss", side="partner", partner=firm, name="Boss")
    boss.save()
    for text, day in (("old", SINCE), ("new", LEFT)):
        Commitment(partnership=row, by=boss, text=text, said_on=day).save()
    for side in Side:
        Ambition(partnership=row, side=side.value, text=side.value, since=SINCE).save()
    assert [(w.kind, w.text) for w in load_words()["A"]] == [
        ("promise", "new"), ("promise", "old"), ("ambition", "partner"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_correction_keeps_who_changed_what() -> None:
    row = add_row(MANAGER, Partner(code="NORDIA", name="Nordia"))
    before = plain_values(row)
    row.name = "Nordia SAS"  # type: ignore[attr-defined]
    correct_row(MANAGER, row, before, row.version)
    entry = everything(JournalEntry, why="test").order_by("-seq").first()
    assert entry is not None
    change = everything(Change, why="test").get(entry=entry)
    assert (entry.action, change.before, change.after) == (
        "facts.correct", {"name": "Nordia"}, {"name": "Nordia SAS"},
    )  # fmt: skip


@pytest.mark.django_db
def test_a_stale_form_loses_nobody_s_edit() -> None:
    row = add_row(MANAGER, Partner(code="NORDIA", name="Nordia"))
    mine = everything(Partner, why="test").get(pk=row.pk)
    before, mine.name = plain_values(mine), "Mine"
    correct_row(MANAGER, mine, before, 1)
    row.name = "Late"  # type: ignore[attr-defined]
    with pytest.raises(StaleVersion):
        correct_row(MANAGER, row, before, 1)
    assert everything(Partner, why="test").get(pk=row.pk).name == "Mine"


@pytest.mark.django_db(transaction=True)
def test_a_refused_row_leaves_nothing_behind() -> None:
    add_row(MANAGER, Partner(code="NORDIA", name="Nordia"))
    with pytest.raises(IntegrityError):
        add_row(MANAGER, Partner(code="NORDIA", name="Twice"))
    person = Person(code="x", side="client", name="X")
    person.save()
    with pytest.raises(Http404):
        add_row(OWNER, PersonAlias(person=person, address="x@client.example"))
    with pytest.raises(PermissionDenied):
        add_row(Actor(3, Role.AUDITOR), Partner(code="OTHER", name="Other"))
    assert [everything(m, why="test").count() for m in (Partner, PersonAlias, JournalEntry)] == [1, 0, 1]
