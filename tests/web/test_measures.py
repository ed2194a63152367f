"""Which measure to retire: each proposal opens its rows, minutes stay with those who read them, unknown is said."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import TODAY, Cast, set_stage

from etincelle.comfort_zone.models import FeedbackAnswer, Reading, RecomputedMonth, ServiceLevel, SupportGroup
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.governance.models import Committee, Meeting, MeetingDecision
from etincelle.ledger import parts
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/measures/"


def month(back: int) -> date:
    index = TODAY.year * 12 + TODAY.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


@pytest.fixture
def cast(data_folder: object) -> Cast:
    """A level at 99 % for two years against a target of 95, clocks stopped half the time, unhappy people."""
    cast = set_stage()
    level = everything(ServiceLevel, "test").get(code="PAUL-N")
    level.target, level.target_since = 95, date(2023, 3, 1)
    level.save()
    for back in range(1, 25):
        Reading(level=level, month=month(back), value=99 + back % 3 / 10, met=496, total=500).save()
    for back in range(1, 27):
        kept = 97 if back > 13 else 80
        told = {"under": 4, "over": 0, "earlier": 1, "late": 3, "early": 1, "time_late": 0.4, "time_early": 30.0}
        RecomputedMonth(
            level=level, month=month(back), met=kept, missed=100 - kept, left_out=0, unknown=0, differing=0,
            open_seconds=1000, paused_seconds=500 if back < 13 else 100, tally=told,
        ).save(force_insert=True)  # fmt: skip
    for number in range(30):
        answer = {"answered_on": TODAY - timedelta(days=5 * number + 1), "score": 4 if number < 6 else 2}
        FeedbackAnswer(partnership=level.service.partnership, reference=f"m{number}", lost_minutes=20, **answer).save()
    return cast


def hold_six_meetings(about: str) -> None:
    committee = everything(Committee, "test").filter(partnership__code="PAUL-1")[0]
    for number in range(6):
        starts = datetime.combine(TODAY - timedelta(days=30 * number + 2), datetime.min.time(), UTC)
        meeting = Meeting(code=f"R{number}", committee=committee, starts_at=starts, held=True, minutes_received=True)
        meeting.save()
        MeetingDecision(meeting=meeting, text="Decided", about=about).save()


def enter(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = "en"
    return client


def page_for(cast: Cast, role: Role = Role.CIO) -> Any:
    with clock.frozen_at(TODAY):
        return enter(cast, role).get(PAGE)


def answers(page: Any) -> dict[str, str]:
    """What each test answers of the level, the measures together and the clocks."""
    context = page.context
    lines = [*context["levels"][0]["lines"], *context["shared"], *context["clocks"]]
    return {line["key"] or line["test"]: line["chip"]["label"] for line in lines}


def test_a_flat_level_with_unhappy_people_is_to_retire_and_happiness_to_try(cast: Cast) -> None:
    page = page_for(cast)
    assert [p["chip"]["label"] for p in page.context["proposals"]] == ["Retire"]
    assert [p["chip"]["label"] for p in page.context["attempts"]] == [
        "Try: the happiness of internal clients", "Try: the time internal clients lose",
        "Try: the whole time the user waits, without pauses",
    ]  # fmt: skip
    assert page.context["watermelon"]["label"] == "Watermelon"


def test_each_of_the_tests_answers_or_says_why_it_cannot(cast: Cast) -> None:
    assert answers(page_for(cast)) == {
        "T1": "yes", "T2": "no", "T3": "yes", "T4": "yes", "T5": "yes", "T8": "yes", "T6": "can’t tell",
        "T7": "no", "Clock often stopped": "yes", "Pauses begun when the time is nearly up": "yes",
    }  # fmt: skip


def test_indicators_of_the_latest_report_are_counted_against_what_a_committee_can_discuss(cast: Cast) -> None:
    service = everything(ServiceLevel, "test").get(code="PAUL-N").service
    for number in range(10):
        level = ServiceLevel(service=service, code=f"MORE-{number}", name=f"More {number}", unit="%", target=90)
        level.save()
        if number < 9:
            Reading(level=level, month=month(1), value=95).save()
    assert answers(page_for(cast))["T7"] == "no"
    Reading(level=level, month=month(1), value=95).save()
    page = page_for(cast)
    assert answers(page)["T7"] == "yes"
    assert "11 indicators in the steering committee, 10 can be discussed." in page.content.decode().replace(
        "\u00a0", " "
    )
    Reading(level=level, month=month(0), value=95).save()
    assert answers(page_for(cast))["T7"] == "no"
    everything(Committee, "test").filter(partnership=service.partnership).update(kind="innovation")
    assert answers(page_for(cast))["T7"] == "can’t tell"


def test_a_change_is_read_where_clocks_stop_at_the_resolution(cast: Cast) -> None:
    """The reported months never moved; the months recomputed from the incidents fell thirteen months ago."""
    (line,) = [one for one in page_for(cast).context["levels"][0]["lines"] if one["key"] == "T8"]
    assert "October 2025" in line["proof"]["text"].replace("\u00a0", " ")
    everything(RecomputedMonth, "test").delete()
    assert answers(page_for(cast))["T8"] == "no"


def test_clocks_without_any_pause_seen_are_unknown_not_nought(cast: Cast) -> None:
    everything(RecomputedMonth, "test").update(paused_seconds=0)
    assert answers(page_for(cast))["Clock often stopped"] == "can’t tell"


def test_every_figure_opens_the_rows_it_rests_on(cast: Cast) -> None:
    hold_six_meetings("OTHER")
    page = page_for(cast)
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+/rows/[^"]+)"', page.content.decode())}
    assert len(links) >= 7
    with clock.frozen_at(TODAY):
        opened = {link: enter(cast, Role.CIO).get(link) for link in links}
    assert {answer.status_code for answer in opened.values()} == {200}
    assert all(answer.context["count"] and not answer.context["hidden"] for answer in opened.values())
    with clock.frozen_at(TODAY):
        assert enter(cast, Role.CIO).get(f"{PAGE}rows/?of=nothing").status_code == 404


def test_incidents_that_wander_point_to_the_first_group_and_open_as_rows(cast: Cast) -> None:
    rows = [
        {
            "source": "now", "number": f"INC{n}", "seen_at": datetime(2026, 11, 2, 8 + step, tzinfo=UTC), "seq": step,
            "partnership_code": "PAUL-1", "grp": group, "opened_at": datetime(2026, 11, 2, 8, tzinfo=UTC),
        }
        for n in range(20) for step, group in enumerate(("N1", "N2", "N1", "N3")[: 4 if n < 5 else 1])
    ]  # fmt: skip
    for n in range(5, 20):  # the others were seen twice, in one group
        rows.append({**rows[20 + n - 5], "seq": 9, "seen_at": datetime(2026, 11, 3, tzinfo=UTC)})
    parts.publish(parts.ledger().write_part("tickets", rows), batch=None)
    page = page_for(cast)
    (attempt,) = [one for one in page.context["attempts"] if "first group" in one["chip"]["label"]]
    with clock.frozen_at(TODAY):
        opened = enter(cast, Role.CIO).get(attempt["proofs"][0]["url"])
        services = enter(cast, Role.CIO).get("/partnerships/PAUL-1/services/")
    assert (opened.context["count"], opened.context["hidden"]) == (5, 0)
    assert next(iter(opened.context["page"]))[1:] == ("3", "N1 → N2 → N1 → N3")
    assert [one["number"] for one in services.context["worst"]] == [f"INC{n}" for n in range(5)]
    assert "25% of 20 cases" in services.context["travels"]
    assert "unknown" in services.context["crossed"]
    for number in (1, 2, 3):
        SupportGroup(group=f"N{number}", level=number).save()
    with clock.frozen_at(TODAY):
        services = enter(cast, Role.CIO).get("/partnerships/PAUL-1/services/")
    assert services.context["crossed"].startswith("3 levels of support crossed at most")


def test_who_may_not_read_minutes_gets_no_word_of_them(cast: Cast) -> None:
    hold_six_meetings("OTHER")
    told = {role: page_for(cast, role).content.decode() for role in (Role.CIO, Role.SERVICE_OWNER)}
    assert "No decision about the indicators at the last 6 meetings." in told[Role.CIO].replace("\u00a0", " ")
    assert "No decision about the indicators" not in told[Role.SERVICE_OWNER]
    of = f"{PAGE}rows/?of=comfort_zone.not_discussed"
    with clock.frozen_at(TODAY):
        assert enter(cast, Role.SERVICE_OWNER).get(of).status_code == 404


def test_a_level_that_is_decided_about_and_lived_well_is_swapped_never_retired(cast: Cast) -> None:
    hold_six_meetings("PAUL-N")
    everything(FeedbackAnswer, "test").update(score=5)
    everything(RecomputedMonth, "test").delete()
    everything(Reading, "test").update(met=None, total=None)
    page = page_for(cast)
    assert [p["chip"]["label"] for p in page.context["proposals"]] == ["Swap for a new measure, before any tightening"]
    assert page.context["watermelon"]["label"] == "No watermelon"


def test_months_under_five_answers_keep_what_people_said(cast: Cast) -> None:
    everything(FeedbackAnswer, "test").filter(reference__in=[f"m{n}" for n in range(2, 30)]).delete()
    page = page_for(cast)
    assert {line["lived"] for line in page.context["months"]} == {"unknown"}
    assert page.context["probability"] == ""


@pytest.mark.parametrize("role", [Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT])
def test_the_review_is_the_client_s_alone(cast: Cast, role: Role) -> None:
    assert page_for(cast, role).status_code in (302, 403, 404)


def test_the_number_of_queries_does_not_grow_with_the_levels(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert page_for(cast).status_code == 200
        return len(seen)

    before = queries()
    service = everything(ServiceLevel, "test").get(code="PAUL-N").service
    for n in range(5):
        ServiceLevel(code=f"PAUL-X{n}", service=service, name=f"Level {n}", target=90).save()
    assert queries() <= before
