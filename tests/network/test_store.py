"""From the ledger and the declared contacts to facts; saying "we spoke" and taking it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.models import JournalEntry, SourceCoverage
from etincelle.ledger import parts
from etincelle.network.actions import declare_contact, withdraw_contact
from etincelle.network.models import DeclaredContact
from etincelle.network.reads import load_network
from etincelle.parties.models import Partner, Partnership, Person, PersonProfile, Seat
from etincelle.parties.reads import load_partnerships, load_people
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
CIO = Actor(1, Role.CIO)
Somebody = Callable[..., Person]


def stored(row: Any) -> Any:
    row.save()
    return row


@pytest.fixture
def nordia() -> Partner:
    return stored(Partner(code="NORDIA", name="Nordia"))  # type: ignore[no-any-return]


@pytest.fixture
def support(nordia: Partner) -> Partnership:
    return stored(Partnership(code="SUPPORT", partner=nordia, name="Support", signed_on=date(2023, 3, 12)))  # type: ignore[no-any-return]


@pytest.fixture
def network(nordia: Partner) -> Partnership:
    return stored(Partnership(code="NETWORK", partner=nordia, name="Network", signed_on=date(2024, 6, 1)))  # type: ignore[no-any-return]


@pytest.fixture
def somebody(nordia: Partner) -> Somebody:
    def known(code: str, side: str = "partner", level: int | None = 5) -> Person:
        person = Person(code=code, side=side, partner=nordia if side == "partner" else None, name=code)
        person.save()
        PersonProfile(person=person, level=level).save()
        return person

    return known


def met(key: str, day: date, *persons: tuple[str, str], people: int = 2) -> list[dict[str, Any]]:
    shared = {
        "source": "agenda", "external_id": key, "day": day, "occurred_at": datetime.combine(day, time(9), UTC),
        "channel": "meeting", "people": people, "cancelled": False, "line": 1,
    }  # fmt: skip
    return [{**shared, "person_code": code, "side": side} for code, side in persons]


def publish(*events: list[dict[str, Any]]) -> None:
    rows = [row for event in events for row in event]
    parts.publish(parts.ledger().write_part("contacts", rows), batch=1)


def rows_of(code: str) -> list[str]:
    return [c.row for c in load_network(load_partnerships(), TODAY)[code].contacts]


def declared() -> int:
    return everything(DeclaredContact, why="test").count()


def test_a_contact_belongs_to_the_partnership_on_which_the_person_sits(
    data_folder: Path, support: Partnership, network: Partnership, somebody: Somebody
) -> None:
    somebody("dg", "client")
    seated, roving = somebody("seated"), somebody("roving")
    stored(Seat(partnership=support, role="Sponsor", side="partner", person=seated, since=date(2023, 3, 12)))
    publish(
        met("1", date(2026, 1, 5), ("dg", "client"), (seated.code, "partner")),
        met("2", date(2026, 1, 6), ("dg", "client"), (roving.code, "partner")),
        met("3", date(2026, 1, 7), (seated.code, "partner"), (roving.code, "partner")),
    )
    assert rows_of("SUPPORT") == ["agenda|1", "agenda|2"]
    assert rows_of("NETWORK") == ["agenda|2"]


def test_who_moved_leaves_his_past_where_it_took_place(
    data_folder: Path, support: Partnership, network: Partnership, somebody: Somebody
) -> None:
    somebody("dg", "client")
    moved = somebody("moved")
    sat = {"role": "Sponsor", "side": "partner", "person": moved}
    stored(Seat(partnership=support, since=date(2023, 3, 12), until=date(2025, 12, 31), **sat))
    stored(Seat(partnership=network, since=date(2026, 1, 1), **sat))
    before, after = date(2023, 1, 10), date(2026, 2, 10)
    publish(
        met("1", before, ("dg", "client"), ("moved", "partner")),
        met("2", after, ("dg", "client"), ("moved", "partner")),
    )
    facts = load_network(load_partnerships(), TODAY)
    assert [c.row for c in facts["SUPPORT"].contacts] == ["agenda|1"]
    assert [c.row for c in facts["NETWORK"].contacts] == ["agenda|2"]
    assert {p.code: p.gone_on for p in facts["SUPPORT"].people}["moved"] == date(2025, 12, 31)
    assert {p.code: p.gone_on for p in facts["NETWORK"].people}["moved"] is None


def test_what_covers_one_partnership_does_not_cover_another(
    data_folder: Path, support: Partnership, network: Partnership
) -> None:
    span = {"since": date(2026, 1, 1), "until": TODAY, "received_at": clock.now()}
    stored(SourceCoverage(kind="calendar", name="agenda", partnership_code="SUPPORT", **span))
    stored(SourceCoverage(kind="calls", name="switchboard", **span))
    stored(SourceCoverage(kind="tickets", name="now", **span))
    facts = load_network(load_partnerships(), TODAY)
    assert sorted(c.kind for c in facts["SUPPORT"].coverage) == ["calendar", "calls"]
    assert [c.kind for c in facts["NETWORK"].coverage] == ["calls"]


@pytest.mark.parametrize("count", [1, 12])
def test_the_whole_portfolio_costs_the_same_queries(
    data_folder: Path, nordia: Partner, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        stored(Partnership(code=f"P{number:02}", partner=nordia, name=f"{number}"))
    refs, people = load_partnerships(), load_people()
    with django_assert_num_queries(4):
        assert len(load_network(refs, TODAY, people)) == count


def test_saying_we_spoke_twice_is_one_contact_and_two_withdrawals(support: Partnership, somebody: Somebody) -> None:
    pair = (somebody("dg", "client"), somebody("pdg"))
    first = declare_contact(CIO, support, pair, TODAY)
    assert declare_contact(CIO, support, pair[::-1], TODAY).pk == first.pk
    withdraw_contact(CIO, support, pair, TODAY)
    assert declared() == 1
    withdraw_contact(CIO, support, pair, TODAY)
    assert declared() == 0
    told = everything(JournalEntry, why="test").order_by("seq").values_list("action", flat=True)
    assert [action.split(".")[1].split("_")[0] for action in told] == ["declare", "repeat", "withdraw", "withdraw"]


def test_taking_back_a_call_keeps_what_a_form_or_a_file_brought(support: Partnership, somebody: Somebody) -> None:
    ours, theirs = somebody("dg", "client"), somebody("pdg")
    stored(DeclaredContact(partnership=support, day=TODAY, person_client=ours, person_partner=theirs))
    declare_contact(CIO, support, (ours, theirs), TODAY)
    withdraw_contact(CIO, support, (ours, theirs), TODAY)
    withdraw_contact(CIO, support, (ours, theirs), TODAY)
    assert declared() == 1


def test_taking_back_what_nobody_said_changes_nothing(support: Partnership, somebody: Somebody) -> None:
    withdraw_contact(CIO, support, (somebody("dg", "client"), somebody("pdg")), TODAY)
    assert everything(JournalEntry, why="test").count() == 0


def test_what_is_declared_is_told_apart(data_folder: Path, support: Partnership, somebody: Somebody) -> None:
    contact = declare_contact(CIO, support, (somebody("dg", "client"), somebody("pdg")), TODAY, "meeting")
    found = load_network(load_partnerships(), TODAY)["SUPPORT"].contacts[0]
    assert (found.declared, found.channel, found.persons) == (True, "meeting", ("dg", "pdg"))
    assert found.row == f"declared|{contact.pk}"


def test_a_contact_needs_both_sides_and_a_day_that_has_come(support: Partnership, somebody: Somebody) -> None:
    ours, theirs = somebody("dg", "client"), somebody("pdg")
    with clock.frozen_at(TODAY):
        for pair, day in (((ours, ours), TODAY), ((ours, theirs), date(2026, 11, 25))):
            with pytest.raises(ValueError, match=r"side|come"):
                declare_contact(CIO, support, pair, day)
    assert declared() == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SERVICE_OWNER, Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT])
def test_who_may_not_decide_neither_declares_nor_withdraws(
    role: Role, support: Partnership, somebody: Somebody
) -> None:
    pair = (somebody("dg", "client"), somebody("pdg"))
    declare_contact(CIO, support, pair, TODAY)
    for act in (declare_contact, withdraw_contact):
        with pytest.raises(PermissionDenied):
            act(Actor(2, role, "NORDIA"), support, pair, TODAY)
    assert declared() == 1
