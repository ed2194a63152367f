"""The ladder and the page of one tie: what is drawn is in the table, silence is in words, figures have their rows."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import Membership, SourceCoverage
from etincelle.governance.models import Attendance, Committee, CommitteeSeat, Meeting
from etincelle.living_contract.models import Contract
from etincelle.network.models import DeclaredContact
from etincelle.parties.models import Partner, Partnership, Person, PersonProfile, Seat
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
PAGE = "/partnerships/PAUL-1/network/"


def person(code: str, side: str, level: int | None) -> Person:
    partner = everything(Partner, "test").get(code="PAUL") if side == "partner" else None
    row = Person(code=code, side=side, partner=partner, name=code.title(), phone="01 99 00 00 00")
    row.save()
    PersonProfile(person=row, level=level).save()
    return row


def speak(ours: str, theirs: str, *days_ago: int) -> None:
    two = (everything(Person, "test").get(code=code) for code in (ours, theirs))
    ours_row, theirs_row = two
    for n in days_ago:
        of = everything(Partnership, "test").get(code="PAUL-1")
        day = TODAY - timedelta(days=n)
        DeclaredContact(
            partnership=of, day=day, person_client=ours_row, person_partner=theirs_row, channel="meeting"
        ).save()


@pytest.fixture
def cast(data_folder: object) -> Cast:
    """A calendar that sees since before the signature; the top slept for 431 days, steering met three days ago."""
    cast = set_stage()
    SourceCoverage(kind="calendar", name="x", since=date(2022, 1, 1), until=TODAY, received_at=clock.now()).save()
    person("pam", "client", 3)
    person("lou", "partner", 3)
    person("cio", "client", 4)
    speak("pam", "lou", 3, 10, 20, 31)
    return cast


def get(cast: Cast, address: str = PAGE, role: Role = Role.CIO, language: str = "en") -> Any:
    client = Client()
    client.force_login(cast.users[role.value])
    client.cookies["django_language"] = language
    with clock.frozen_at(TODAY):
        return client.get(address)


def words(page: Any) -> list[tuple[str, str, str]]:
    return [(line["level"], line["word"], line["text"]) for line in page.context["rungs"]]


def test_each_level_says_its_silence_in_words_and_an_empty_side_is_an_alarm(cast: Cast) -> None:
    page = get(cast)
    assert words(page) == [
        ("General management", "asleep", "14 months without a conversation"),
        ("IT management", "nobody", "nobody facing"),
        ("Steering", "lively", "3 days ago"),
    ]
    html = page.content.decode()
    for line in page.context["rungs"]:
        assert html.count(line["text"]) >= 3, "drawn, described, and in the table"
    assert 'role="img"' in html and "<desc" in html and "Nobody facing" in html


def test_the_first_thing_to_do_is_to_renew_the_highest_tie_that_sleeps(cast: Cast) -> None:
    renew = get(cast).context["renew"]
    assert (renew["client"], renew["partner"]) == ("Diane", "Boss PAUL")
    assert get(cast, renew["url"]).context["chip"]["state"] == "asleep"


def test_the_last_three_conversations_are_a_day_and_a_channel(cast: Cast) -> None:
    steering = get(cast).context["rungs"][2]
    assert steering["recent"] == [
        "21\u00a0November 2026 · Declared from memory",
        "14\u00a0November 2026 · Declared from memory",
        "4\u00a0November 2026 · Declared from memory",
    ]


def test_at_the_signature_the_ladder_shows_who_was_there(cast: Cast) -> None:
    late = person("late", "partner", 4)
    of = everything(Partnership, "test").get(code="PAUL-1")
    Seat(partnership=of, role="x", side="partner", person=late, since=TODAY - timedelta(days=30)).save()
    assert "Late" in [line["partner"] for line in get(cast).context["rungs"]]
    then = get(cast, f"{PAGE}?when=then").context
    assert then["then"] and "Late" not in [line["partner"] for line in then["rungs"]]


def test_when_no_source_covers_a_day_nothing_is_said_of_it(cast: Cast) -> None:
    everything(SourceCoverage, "test").all().delete()
    page = get(cast).context
    assert {line["word"] for line in page["rungs"]} == {"unknown", "nobody"}
    assert page["compared"]["text"].startswith("Can’t tell")
    assert page["lines"][0]["text"].startswith("Can’t tell who talks today")


def test_a_level_of_many_people_is_one_line_and_its_ties_are_below(cast: Cast) -> None:
    for n in range(4):
        person(f"o{n}", "client", 1)
        person(f"p{n}", "partner", 1)
        speak(f"o{n}", f"p{n}", 2 + n)
    page = get(cast).context
    line = page["rungs"][-1]
    assert (line["level"], line["client"], line["partner"], line["text"]) == (
        "Operations", "4 people", "4 people", "4 living ties of 4",
    )  # fmt: skip
    assert [a["client"] for a in page["across"] if a["level"] == "Operations"] == ["O0", "O1", "O2", "O3"]


def test_every_line_with_a_source_opens_as_many_rows_as_it_rests_on(cast: Cast) -> None:
    lines = [line for line in get(cast).context["lines"] if line["url"]]
    assert lines
    for line in lines:
        rows = get(cast, line["url"]).context
        assert rows["sentence"] == line["text"]
        assert rows["count"] > 0 and rows["hidden"] == 0
    assert get(cast, f"{PAGE}rows/?of=nothing").status_code == 404


def test_delegation_is_told_when_three_minutes_say_who_came(cast: Cast) -> None:
    committee = everything(Committee, "test").get(code="PAUL-C")
    everything(Attendance, "test").all().delete()
    CommitteeSeat(committee=committee, person=everything(Person, "test").get(code="cio")).save()
    for meeting in everything(Meeting, "test").filter(committee=committee):
        Attendance(meeting=meeting, person=everything(Person, "test").get(code="pam")).save()
    told = [line["text"] for line in get(cast).context["lines"]]
    assert any(text.startswith("Committee is handed down: 3 seats of 3") for text in told)


def keys(*codes: str) -> tuple[int, ...]:
    return tuple(everything(Person, "test").get(code=code).pk for code in codes)


def tie(cast: Cast, ours: str, theirs: str) -> Any:
    first, second = keys(ours, theirs)
    return get(cast, f"{PAGE}{first}/{second}/")


def test_a_sleeping_tie_says_both_terms_of_its_ratio_and_how_to_wake_it(cast: Cast) -> None:
    page = tie(cast, "dg", "boss-paul").context
    assert page["told"][0] == "Asleep: silent for 14 months, a gap of 3 months is usual."
    assert [s["title"] for s in page["wake"]] == [
        "What we last agreed", "What has changed since", "What they want", "Give first", "Then ask", "Opening sentence",
    ]  # fmt: skip
    assert page["waking"]["title"] == "Asleep: can it be woken?"
    assert page["page"].paginator.count == 1


def test_a_living_tie_needs_no_waking(cast: Cast) -> None:
    page = tie(cast, "pam", "lou").context
    assert (page["chip"]["state"], page["wake"], page["waking"]) == ("lively", [], None)
    assert len(page["life"]["dots"]) == 4


def test_a_warm_path_names_whom_to_ask_first(cast: Cast) -> None:
    assert tie(cast, "dg", "boss-paul").context["path"] is None
    speak("cio", "boss-paul", 9)
    path = tie(cast, "dg", "boss-paul").context["path"]
    assert path["chain"] == ["Diane", "Cio", "Boss PAUL"]
    assert path["text"].startswith("To reach Boss PAUL, go through Cio")


def test_two_people_who_never_met_have_a_page_and_strangers_have_none(cast: Cast) -> None:
    page = tie(cast, "cio", "boss-paul")
    assert (page.context["chip"]["label"], page.status_code) == ("Never met", 200)
    assert tie(cast, "dg", "boss-paula").status_code == 404
    assert get(cast, f"{PAGE}{keys('boss-paul')[0]}/{keys('dg')[0]}/").status_code == 404
    unknown = person("unknown", "partner", None)
    assert get(cast, f"{PAGE}{keys('dg')[0]}/{unknown.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.SERVICE_OWNER, Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT])
def test_who_may_not_read_the_call_reads_no_tie(cast: Cast, role: Role) -> None:
    first, second = keys("dg", "boss-paul")
    for address in (PAGE, f"{PAGE}rows/", f"{PAGE}{first}/{second}/"):
        assert get(cast, address, role).status_code in (403, 404)


def test_a_person_who_left_ends_his_ties_and_the_page_of_a_tie_says_nothing_of_him(cast: Cast) -> None:
    boss = everything(Person, "test").get(code="boss-paul")
    boss.left_on = TODAY - timedelta(days=5)
    boss.save()
    assert "Boss PAUL" not in get(cast).content.decode()
    assert tie(cast, "dg", "boss-paul").status_code == 404


def gaps(cast: Cast, role: Role = Role.CIO) -> list[tuple[str, str, str, str]]:
    page = get(cast, "/network/gaps/", role)
    return [(g["partnership"], g["level"], g["word"], g["worth"]) for g in page.context["gaps"]]


def test_levels_where_nobody_talks_come_with_the_most_valuable_partnership_first(cast: Cast) -> None:
    contract = everything(Contract, "test").get(code="PAULA-CT")
    contract.annual_value = 12_000_000
    contract.save()
    assert gaps(cast) == [
        ("Firm PAULA · Support", "General management", "asleep", "€12M"),
        ("Firm PAULA · Support", "IT management", "nobody", "€12M"),
        ("Firm PAULA · Support", "Steering", "nobody", "€12M"),
        ("Firm PAUL · Support", "General management", "asleep", "€9M"),
        ("Firm PAUL · Support", "IT management", "nobody", "€9M"),
    ]
    speak("dg", "boss-paul", 4)
    assert ("Firm PAUL · Support", "General management") not in [g[:2] for g in gaps(cast)]


def test_a_level_no_source_sees_is_no_gap_and_an_unknown_value_says_so(cast: Cast) -> None:
    everything(SourceCoverage, "test").all().delete()
    everything(Contract, "test").all().delete()
    assert {(word, worth) for _name, _level, word, worth in gaps(cast)} == {("nobody", "not known")}


def test_who_is_narrowed_to_one_partnership_sees_the_gaps_of_that_one(cast: Cast) -> None:
    assert get(cast, "/network/gaps/", Role.SERVICE_OWNER).status_code in (403, 404)
    membership = everything(Membership, "test").get(user=cast.users["cio"])
    membership.partnership_codes = ["PAUL-1"]
    membership.save()
    assert {name for name, *_rest in gaps(cast)} == {"Firm PAUL · Support"}
