"""The page of dates, reminders and the calendar feed: what each promises its reader."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.accounts import suspend
from etincelle.living_contract.models import Amendment, Contract, ContractChange, ContractDate, DateReminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = set_stage()
    told = {"ends_on": date(2027, 8, 31), "renewal": "tacit", "renewal_months": 12, "notice_months": 6}
    posted = {"notice_basis": "receipt", "notice_channel": "registered", "starts_on": date(2023, 9, 1)}
    everything(Contract, "test").filter(code="PAUL-CT").update(**told, **posted)
    contract = everything(Contract, "test").get(code="PAUL-CT")
    ContractDate(code="BREAK", contract=contract, kind="break", on=date(2026, 12, 31), clause="Article 9").save()
    return cast


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.users["vendor_manager"])
    return client


def key_of(code: str) -> int:
    return int(everything(Contract, "test").get(code=code).pk)


def address_for(window: str) -> str:
    return f"/contracts/{key_of('PAUL-CT')}/reminders/{window}/"


def page(client: Client, address: str = "/dates/") -> str:
    with clock.frozen_at(TODAY):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_a_date_comes_with_its_arithmetic_and_the_day_to_post_the_letter(manager: Client) -> None:
    """31 August 2027 - 6 months = Sunday 28 February; last working day Friday 26; posted Tuesday 23."""
    for address in ("/dates/", f"/contracts/{key_of('PAUL-CT')}/"):
        told = page(manager, address)
        assert "End on 31 August 2027 − 6 months = 28 February 2027" in told
        assert "act by 26 February 2027" in told
        assert "post it by 23 February 2027" in told
        assert "Article 9" in told


def test_a_contract_without_a_date_is_named_and_not_forgotten(manager: Client) -> None:
    told = page(manager)
    assert "Contracts without a date" in told
    assert f"/contracts/{key_of('PAULA-CT')}/" in told


def test_a_reminder_is_put_off_and_that_is_undone(manager: Client) -> None:
    contexts = lambda: manager.get("/dates/").context  # noqa: E731 - read three times
    with clock.frozen_at(TODAY):
        before = {line["kind"]: line["state"] for line in contexts()["due"]}
        assert "break" in before
        manager.post(address_for("break"), {"snooze_days": "14"})
        assert "break" not in {line["kind"] for line in contexts()["due"]}
        manager.post(address_for("break") + "undo/")
        assert "break" in {line["kind"] for line in contexts()["due"]}
    assert everything(DateReminder, "test").get().snoozed_until is None


def test_a_reminder_takes_its_own_lead(manager: Client) -> None:
    with clock.frozen_at(TODAY):
        manager.post(address_for("notice"), {"lead_days": "180"})
        assert "notice" in {line["kind"] for line in manager.get("/dates/").context["due"]}


@pytest.mark.parametrize("sent", [{}, {"lead_days": "-1"}, {"snooze_days": "99999"}, {"lead_days": "x"}])
def test_a_reminder_of_another_length_changes_nothing(manager: Client, sent: dict[str, str]) -> None:
    answer = manager.post(address_for("notice"), sent, follow=True)
    assert "Choose one of the lengths offered." in answer.content.decode()
    assert not everything(DateReminder, "test").exists()


def address_of(client: Client) -> str:
    told = str(client.post("/dates/feed/").context["address"])
    return told[told.index("/dates/") :]


def test_the_feed_is_a_calendar_that_anybody_with_its_address_reads(manager: Client) -> None:
    address = address_of(manager)
    with clock.frozen_at(TODAY):
        answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in answer.content
    found = Calendar.from_ical(answer.content)
    events = {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}
    notice = next(event for name, event in events.items() if "donner congé" in name or "give notice" in name)
    assert notice["DTSTART"].dt == date(2027, 2, 23)
    assert len({str(event["UID"]) for event in events.values()}) == len(events) == 3
    alarm = notice.walk("VALARM")[0]
    assert notice["DTSTART"].dt + alarm["TRIGGER"].dt == date(2027, 2, 28) - timedelta(days=90)


def test_a_revoked_a_replaced_and_a_closed_feed_answer_like_an_unknown_one(cast: Cast, manager: Client) -> None:
    first = address_of(manager)
    second = address_of(manager)
    assert [Client().get(a).status_code for a in (first, second)] == [404, 200]
    suspend("vendor_manager@example.org")
    assert Client().get(second).status_code == 404
    cio = Client()
    cio.force_login(cast.users["cio"])
    third = address_of(cio)
    cio.post("/dates/feed/", {"action": "revoke"})
    closed, unknown = Client().get(third), Client().get("/dates/nothing.ics")
    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content


def test_a_title_with_line_breaks_writes_no_line_of_its_own(manager: Client) -> None:
    title = "Support\r\nATTENDEE:mailto:evil@example.org"
    everything(Contract, "test").filter(code="PAUL-CT").update(title=title)
    content = Client().get(address_of(manager)).content
    assert b"\nATTENDEE" not in content
    assert all("ATTENDEE" not in event for event in Calendar.from_ical(content).walk("VEVENT"))


def test_the_occasions_of_a_partnership_show_their_rows(cast: Cast) -> None:
    cio = Client(headers={"accept-language": "en"})
    cio.force_login(cast.users["cio"])
    told = page(cio, "/partnerships/PAUL-1/occasions/")
    assert "A date of the contract is near" in told
    assert "Touches: Article 9" in told
    assert "PAUL-CT: the break point must be used by 31 December 2026." in told
    assert "A need is asked and not served" in told
    assert "What could be traded:" in told
    assert "What could be put on the table" in told
    assert "1 more year" in told
    assert "the partner gives" in told
    assert "you give" in told
    assert "living_contract.point" not in told


def test_the_history_of_a_contract_says_what_changed_and_what_was_signed_too_late(manager: Client) -> None:
    contract = everything(Contract, "test").get(code="PAUL-CT")
    for number, signed, after in (("1", date(2024, 1, 5), "2025-12-31"), ("2", date(2026, 3, 1), "2027-08-31")):
        Amendment(contract=contract, number=number, signed_on=signed, kind="term", title="Longer").save()
        before = "2024-12-31" if number == "1" else "2025-12-31"
        ContractChange(
            contract=contract, number=number, field="end", before=before, after=after, signed_on=signed
        ).save()
    told = page(manager, f"/contracts/{contract.pk}/")
    assert "End: 31 December 2024 → 31 December 2025" in told
    assert told.count("after the end in force then") == 1
    assert "2 amendments, from" in told


def test_the_drawing_of_a_history_is_not_broken_by_the_decimal_comma(manager: Client) -> None:
    contract = everything(Contract, "test").get(code="PAUL-CT")
    for number, signed in (("1", date(2024, 1, 5)), ("2", date(2025, 6, 1))):
        Amendment(contract=contract, number=number, signed_on=signed, kind="scope", title="More").save()
    manager.cookies.load({"django_language": "fr"})
    told = page(manager, f"/contracts/{contract.pk}/")
    places = re.findall(r' (?:cx|x1|x2|x|y)="([^"]+)"', told[told.index('class="history"') :])
    assert len(places) >= 8
    assert all(place.isdecimal() for place in places)
