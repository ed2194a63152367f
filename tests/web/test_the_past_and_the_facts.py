"""A partnership tells its past, opens its own facts, and shows the one thing to do; lists show what was decided."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, canary, set_stage

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.governance.models import Committee, Meeting, MeetingDecision
from etincelle.living_contract.models import Amendment, Contract
from etincelle.parties.models import Partnership, Person, Seat
from etincelle.spark.actions import publish
from etincelle.spark.models import IndexRecord, Outcome
from etincelle.vocabulary.levels import Role, State

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/"


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def cio(cast: Cast) -> Client:
    return enter(cast, Role.CIO)


def enter(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    return client


def lines(client: Client, query: str = "?story=all") -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get(PAGE + query).context["story"].lines
    return found


def add_a_past(cast: Cast) -> None:
    partnership = everything(Partnership, "test").get(code="PAUL-1")
    meeting = everything(Meeting, "test").filter(committee__partnership=partnership).order_by("-starts_at")[0]
    MeetingDecision(meeting=meeting, text="Open a desk").save()
    contract = everything(Contract, "test").get(code="PAUL-CT")
    Amendment(contract=contract, number="1", signed_on=TODAY - timedelta(days=200), kind="scope", title="Desk").save()
    boss = everything(Person, "test").get(code="boss-paul")
    Seat(partnership=partnership, role="Sponsor", side="partner", person=boss, since=TODAY - timedelta(days=90)).save()


def test_the_story_tells_every_kind_of_event_from_the_latest(cast: Cast, cio: Client) -> None:
    add_a_past(cast)
    told = lines(cio)
    assert {line["kind"] for line in told} == {"meeting", "amendment", "idea", "seat"}
    assert "Committee: 1 decision" in [line["text"] for line in told]
    assert "Amendment: Desk" in [line["text"] for line in told]
    assert "New face: Boss PAUL, Sponsor" in [line["text"] for line in told]
    first = cio.get(PAGE).context["story"]
    assert first.has_more
    assert first.lines == told[:8]


def test_the_story_of_one_kind_keeps_that_kind(cast: Cast, cio: Client) -> None:
    add_a_past(cast)
    assert [line["text"] for line in lines(cio, "?story=amendment")] == ["Amendment: Desk"]
    assert lines(cio, "?story=call") == []


def test_a_logged_call_enters_the_story_and_an_undone_one_leaves_it(cast: Cast, cio: Client) -> None:
    assert cast.morning is not None
    called = cast.morning.payload["call"]["partnership"]
    with clock.frozen_at(TODAY):
        cio.post(f"/call/{cast.morning.pk}/outcome/", {"result": "reached"})
    address = f"/partnerships/{called}/?story=call"
    told = cio.get(address).context["story"].lines
    assert [line["text"] for line in told] == [f"Call to Boss {called[:-2]}: Reached"]
    with clock.frozen_at(TODAY):
        cio.post(f"/undo/outcome/{everything(Outcome, 'test').get().pk}/")
    assert cio.get(address).context["story"].lines == []


def test_a_role_without_committees_reads_a_story_without_them(cast: Cast) -> None:
    add_a_past(cast)
    kinds = {line["kind"] for line in lines(enter(cast, Role.SERVICE_OWNER))}
    assert kinds == {"amendment", "seat"}


def test_the_partnership_called_today_opens_the_briefing_the_others_their_first_remedy(cast: Cast, cio: Client) -> None:
    assert cast.morning is not None
    called = cast.morning.payload["call"]["partnership"]
    other = "PAULA-1" if called == "PAUL-1" else "PAUL-1"
    assert cio.get(f"/partnerships/{called}/").context["act"]["url"] == f"/call/{cast.morning.pk}/briefing/"
    page = cio.get(f"/partnerships/{other}/")
    remedies = [s["remedy_url"] for s in page.context["signals"] if s.get("remedy_url")]
    assert page.context["act"]["url"] == remedies[0]


def test_the_facts_of_a_partnership_show_its_rows_alone(cast: Cast, cio: Client) -> None:
    sheets = {s["url"] for s in cio.get(PAGE).context["sheets"]}
    assert "/facts/idea/?partnership=PAUL-1" in sheets
    page = cio.get("/facts/idea/?partnership=PAUL-1").content.decode()
    assert canary("idea", "PAUL") in page
    assert canary("idea", "PAULA") not in page
    assert "Firm PAUL · Support" in page
    everywhere = cio.get("/facts/idea/").content.decode()
    assert canary("idea", "PAULA") in everywhere


def test_the_list_shows_the_next_meeting_and_no_satisfaction_under_five_answers(cast: Cast, cio: Client) -> None:
    committee = everything(Committee, "test").get(code="PAUL-C")
    tomorrow = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    Meeting(code="next", committee=committee, starts_at=tomorrow).save()
    with clock.frozen_at(TODAY):
        rows = {row["name"]: row for row in cio.get("/").context["rows"]}
    assert (rows["Firm PAUL"]["next"], rows["Firm PAULA"]["next"]) == ("tomorrow at 14:00", "")
    assert rows["Firm PAUL"]["lived"] == ""
    partnership = everything(Partnership, "test").get(code="PAUL-1")
    for number in range(4):
        FeedbackAnswer(partnership=partnership, reference=f"n{number}", answered_on=TODAY, score=5).save()
    with clock.frozen_at(TODAY):
        publish(TODAY)
        rows = {row["name"]: row for row in cio.get("/").context["rows"]}
    assert rows["Firm PAUL"]["lived"] == "4.4 out of 5"


def test_a_state_remembers_since_when_and_what_it_left(cast: Cast, cio: Client) -> None:
    record = everything(IndexRecord, "test").get(partnership_code="PAUL-1")
    assert (record.state_since, record.state_before) == (TODAY, "")
    later = TODAY + timedelta(days=1)
    with clock.frozen_at(later):
        publish(later)
    kept = everything(IndexRecord, "test").get(partnership_code="PAUL-1", morning__day=later)
    assert (kept.state, kept.state_since, kept.state_before) == (record.state, TODAY, "")
    woken = {"state": State.AWAKE, "state_before": State.ASLEEP, "state_since": later}
    everything(IndexRecord, "test").filter(pk=kept.pk).update(**woken)
    with clock.frozen_at(later):
        assert cio.get("/").context["woke"] == ["Firm PAUL: awake since 25\u00a0November 2026."]


def test_what_dozed_off_is_not_said_to_have_woken(cast: Cast, cio: Client) -> None:
    worse = {"state": State.ASLEEP, "state_before": State.DROWSY, "state_since": TODAY}
    everything(IndexRecord, "test").filter(partnership_code="PAUL-1").update(**worse)
    assert cio.get("/").context["woke"] == []
