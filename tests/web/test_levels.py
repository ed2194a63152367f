"""Levels recomputed from incidents: pages whose figures open their incidents, whose count is the denominator."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.cast import Cast, set_stage

from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.models import LevelComputed, PromisedTime, Reading, RecomputedMonth, ServiceCalendar
from etincelle.foundation.access import everything
from etincelle.ledger import parts
from etincelle.parties.models import Partnership
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
MONTH = "/levels/PAUL-N/2026/3/"


def seen(number: int, hours: float, state: str, made: bool | None) -> dict[str, object]:
    return {
        "source": "now", "number": f"INC{number}", "seen_at": OPENED + timedelta(hours=hours), "seq": round(10 * hours),
        "partnership_code": "PAUL-1", "priority": "3", "state": state, "opened_at": OPENED, "made_sla": made,
    }  # fmt: skip


def add_incidents() -> None:
    """Ten incidents solved within one to ten open hours; the partner says that all kept their four hours."""
    rows = [seen(n, 0, "New", True) for n in range(1, 11)] + [seen(n, n, "Resolved", True) for n in range(1, 11)]
    parts.publish(parts.ledger().write_part("tickets", rows), batch=None)


@pytest.fixture
def cast(data_folder: object) -> Cast:
    cast = set_stage()
    calendar = ServiceCalendar(
        code="H24", partnership=everything(Partnership, "test").get(code="PAUL-1"), windows="24x7"
    )
    calendar.save()
    PromisedTime(level_id=cast.rows["PAUL"]["ServiceLevel"].pk, calendar=calendar, minutes=240).save()
    Reading(level_id=cast.rows["PAUL"]["ServiceLevel"].pk, month=date(2026, 3, 1), value=100).save()
    add_incidents()
    assert [r.tickets for r in recompute_levels()] == [10]
    return cast


def enter(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    return client


def test_what_is_reported_stands_beside_what_the_incidents_say(cast: Cast) -> None:
    page = enter(cast, Role.SERVICE_OWNER).get("/levels/PAUL-N/")
    line = page.context["lines"][0]
    assert (line["reported"], line["recomputed"], line["gap"], line["differing"]) == ("100%", "40.0%", "−60", "6")
    listed = enter(cast, Role.SERVICE_OWNER).get("/partnerships/PAUL-1/services/").context["levels"][0]
    assert (listed["reported"], listed["ours"]) == ("100%", "40.0%")


def test_a_figure_opens_as_many_incidents_as_its_denominator(cast: Cast) -> None:
    client = enter(cast, Role.CIO)
    month = everything(RecomputedMonth, "test").get()
    assert client.get(f"{MONTH}?show=judged").context["count"] == month.met + month.missed == 10
    assert client.get(f"{MONTH}?show=missed").context["count"] == month.missed == 6
    assert client.get(f"{MONTH}?show=differs").context["count"] == month.differing == 6
    first = client.get(MONTH).context["lines"][0]
    assert first["theirs"] == "Kept"
    assert first["reasons"]


def test_a_month_says_step_by_step_what_separates_it_from_the_report(cast: Cast) -> None:
    client = enter(cast, Role.CIO)
    page = client.get(MONTH)
    steps = {line["label"]: (line["share"], line["points"]) for line in page.context["steps"]}
    assert steps["Reported"] == ("100%", "")
    assert steps["Incidents judged otherwise"] == ("", "−60")
    assert steps["Recomputed"] == ("40%", "−60")
    assert [(r["key"], r["count"]) for r in page.context["reasons"]] == [("unexplained", "6")]
    assert client.get(f"{MONTH}?show=unexplained").context["count"] == 6
    assert client.get(f"{MONTH}?show=holiday").context["count"] == 0
    assert page.content.count(b'class="strip small"') == 10


def test_a_month_that_nobody_reported_has_an_unknown_difference(cast: Cast) -> None:
    everything(Reading, "test").filter(month=date(2026, 3, 1)).delete()
    steps = enter(cast, Role.CIO).get(MONTH).context["steps"]
    assert (steps[0]["share"], steps[1]["points"], steps[-1]["share"], steps[-1]["points"]) == ("", "", "40%", "")


def test_the_clock_of_an_incident_is_told_to_the_second(cast: Cast) -> None:
    page = enter(cast, Role.CIO).get("/levels/PAUL-N/tickets/now/INC5/")
    told = dict(page.context["facts"])
    assert told["Counted (net)"] == "5\u00a0h"
    assert told["Promised"] == "4\u00a0h"
    assert [span["length"] for span in page.context["spans"]] == ["5\u00a0h"]
    assert enter(cast, Role.CIO).get("/levels/PAUL-N/tickets/now/INC99/").status_code == 404


def test_levels_are_recomputed_again_only_when_something_changed(cast: Cast) -> None:
    assert list(recompute_levels()) == []
    rule = everything(PromisedTime, "test").get()
    rule.minutes, rule.version = 600, 2
    rule.save()
    assert [r.months[0].met for r in recompute_levels()] == [10]
    assert everything(RecomputedMonth, "test").get().missed == 0
    assert everything(LevelComputed, "test").get().tickets == 10


@pytest.mark.parametrize("role", [Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT])
@pytest.mark.parametrize("address", ["/levels/PAUL-N/", MONTH, "/levels/PAUL-N/tickets/now/INC5/"])
def test_the_client_s_own_reading_is_not_for_the_partner(cast: Cast, role: Role, address: str) -> None:
    assert enter(cast, role).get(address).status_code in (302, 403, 404)


def test_a_month_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert enter(cast, Role.CIO).get("/levels/PAUL-N/2026/13/").status_code == 404
