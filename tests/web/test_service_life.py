"""Around the levels: demand no line covers, stability and creativity by year; what a reader may not see is unknown."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, set_stage

from etincelle.comfort_zone.models import Reading, ServiceLevel
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.innovation.models import Idea
from etincelle.living_contract.models import Amendment, Contract, Demand
from etincelle.parties.models import Partnership, Person, Seat
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(data_folder: object) -> Cast:
    """A quiet level for two years; this year eight ideas, an amendment and a new face, the year before nothing."""
    cast = set_stage()
    level = everything(ServiceLevel, "test").get(code="PAUL-N")
    for back in range(1, 25):
        index = TODAY.year * 12 + TODAY.month - 1 - back
        Reading(level=level, month=date(index // 12, index % 12 + 1, 1), value=97 + back % 2).save()
    of = {"partnership": everything(Partnership, "test").get(code="PAUL-1")}
    everything(Idea, "test").all().delete()
    everything(Seat, "test").all().delete()
    for n in range(8):
        Idea(**of, code=f"L{n}", title="x", proposed_by="partner", proposed_on=TODAY - timedelta(days=20 + n)).save()
    contract = everything(Contract, "test").filter(**of)[0]
    Amendment(contract=contract, number="9", signed_on=TODAY - timedelta(days=60), kind="scope", title="x").save()
    boss = everything(Person, "test").get(code="boss-paul")
    for role, since in (("a", date(2023, 3, 12)), ("b", TODAY - timedelta(days=90))):
        Seat(**of, role=role, side="partner", person=boss, since=since).save()
    everything(Demand, "test").all().delete()
    for topic, volume, line in (("Home", 60, ""), ("Phone", 20, ""), ("Desk", 120, "L1")):
        Demand(**of, month=TODAY.replace(day=1), topic=topic, volume=volume, line_code=line).save()
    return cast


def page_for(cast: Cast, role: Role) -> Any:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    with clock.frozen_at(TODAY):
        return client.get("/partnerships/PAUL-1/services/")


def test_demand_that_no_line_covers_comes_by_volume(cast: Cast) -> None:
    topics = page_for(cast, Role.CIO).context["topics"]
    assert topics == [
        {"topic": "Home", "volume": "60", "share": "30%"}, {"topic": "Phone", "volume": "20", "share": "10%"},
    ]  # fmt: skip
    everything(Demand, "test").all().delete()
    assert page_for(cast, Role.CIO).context["topics"] is None


def test_a_year_that_wakes_leaves_the_comfort_zone(cast: Cast) -> None:
    now, before, first = page_for(cast, Role.CIO).context["years"]
    assert (now["stability"], now["creativity"], now["corner"]) == ("100%", "100%", "Stable and creative")
    assert (before["stability"], before["creativity"], before["corner"]) == ("100%", "0%", "Comfort zone")
    assert first["stability"] == ""
    assert len(page_for(cast, Role.CIO).context["map"]["dots"]) == 2


def test_who_does_not_read_ideas_gets_no_position_rather_than_a_false_one(cast: Cast) -> None:
    page = page_for(cast, Role.SERVICE_OWNER)
    assert page.context["map"] is None
    assert {year["creativity"] for year in page.context["years"]} == {""}
