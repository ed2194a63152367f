"""A calendar that comes by itself: the door of every file, one import per change, failures told, the address kept."""

import json
import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from etincelle.cli import calendars_command, serve_command
from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything
from etincelle.foundation.accounts import open_account
from etincelle.foundation.models import Change, JournalEntry, SourceCoverage
from etincelle.intake import batches, fetching, storage, subscriptions
from etincelle.intake.fetching import Fetched, Known, NotFetched
from etincelle.intake.models import Batch, CalendarSubscription
from etincelle.intake.phrases import FETCHES
from etincelle.ledger.parts import ledger
from etincelle.parties.models import Partner, Person
from etincelle.vocabulary.levels import Role

TODAY = date(2026, 11, 24)
URL = "https://calendar.example/private-9f8e7d6c/basic.ics?key=s3cr3t"
CIO = Actor(7, Role.CIO)
Answers = Callable[..., None]


def meeting(number: int, day: date, more: str = "") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:m{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{day:%Y%m%d}T100000Z\r\n"
        f"DTEND:{day:%Y%m%d}T110000Z\r\n{more}ORGANIZER:mailto:claire@client.example\r\n"
        "ATTENDEE:mailto:marc@altea.example\r\nEND:VEVENT\r\n"
    )


def calendar(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


OLD, LATE, TO_COME = meeting(1, date(2026, 9, 1)), meeting(2, date(2026, 11, 20)), meeting(3, date(2026, 12, 24))


@pytest.fixture
def answers(house: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What the server answers from now on: a calendar, a code of failure, None for unchanged."""
    altea = everything(Partner, "test").create(code="ALTEA", name="Altea")
    everything(Person, "test").create(code="claire", side="client", name="Claire", email="claire@client.example")
    everything(Person, "test").create(
        code="marc", side="partner", partner=altea, name="Marc", email="marc@altea.example"
    )

    def answer(what: bytes | str | None) -> None:
        def fetch(url: str, known: Known) -> Fetched:
            assert url == URL
            if isinstance(what, str):
                raise NotFetched(what)
            return Fetched(what, known if what is None else Known('"v"'))

        monkeypatch.setattr(fetching, "fetch", fetch)

    return answer


def subscribed() -> CalendarSubscription:
    return subscriptions.subscribe(CIO, "Marc", URL)


def again(row: CalendarSubscription) -> CalendarSubscription:
    return everything(CalendarSubscription, "test").get(pk=row.pk)


def days() -> list[date]:
    return [found[1] for found in ledger().query("contact_events", [date(2000, 1, 1)])]


def covered_until() -> date:
    until: date = everything(SourceCoverage, "test").get(kind="calendar").until
    return until


def test_one_import_per_change_nothing_when_unchanged_and_every_day_is_known(answers: Answers) -> None:
    with clock.frozen_at(TODAY):
        row = subscribed()
        answers(calendar(OLD, TO_COME))
        assert subscriptions.fetch_due() == 1
        assert (days(), covered_until()) == ([date(2026, 9, 1)], TODAY)  # what is still to come waits for its day
    with clock.frozen_at(TODAY + timedelta(days=1)):
        answers(None)
        assert subscriptions.fetch_due() == 1
        assert covered_until() == TODAY + timedelta(days=1)
    with clock.frozen_at(TODAY + timedelta(days=2)):
        answers(calendar(OLD, TO_COME, meeting(9, date(2026, 12, 1), "CLASS:PRIVATE\r\n")))
        assert subscriptions.fetch_due() == 1
        assert everything(Batch, "test").count() == 1 and covered_until() == TODAY + timedelta(days=2)
    with clock.frozen_at(TODAY + timedelta(days=3)):
        answers(calendar(OLD, LATE))
        assert subscriptions.fetch_due() == 1
        assert days() == [date(2026, 9, 1), date(2026, 11, 20)]
        last = everything(Batch, "test").get(pk=again(row).last_batch)
        batches.undo(batches.HOUSE, last)
        assert days() == [date(2026, 9, 1)]
    assert list(storage.folder().iterdir()) == []


def test_a_failure_is_told_and_tried_again_after_an_hour_then_two_a_day_at_most(answers: Answers) -> None:
    with clock.frozen_at(TODAY):
        row = subscribed()
        answers("gone")
        waits = []
        for _ in range(7):
            assert subscriptions.fetch(again(row)) is None
            waits.append((again(row).next_try_at - clock.now()) / timedelta(hours=1))
        assert waits == [1, 2, 4, 8, 16, 24, 24] and again(row).problem == "gone"
        assert subscriptions.fetch_due() == 0  # its time has not come
        answers(calendar(OLD))
        assert subscriptions.fetch(again(row)) is not None
        assert (again(row).problem, again(row).failures) == ("", 0)
        assert again(row).next_try_at.astimezone(clock.zone()) == datetime.combine(
            TODAY + timedelta(days=1), time(6, 55), clock.zone()
        )


@pytest.mark.parametrize(
    ("what", "code"), [(b"<html>sign in</html>", "no_calendar"), (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "unreadable")]
)
def test_what_is_no_calendar_leaves_nothing_behind(answers: Answers, what: bytes, code: str) -> None:
    answers(what)
    row = subscribed()
    assert subscriptions.fetch(row) is None and again(row).problem == code
    assert not everything(Batch, "test").exists() and "sign in" not in json.dumps(list(FETCHES), default=str)


def test_two_who_fetch_at_once_fetch_once(answers: Answers) -> None:
    answers(calendar(OLD))
    row, now = subscribed(), clock.now()
    assert [subscriptions.claimed(row, now), subscriptions.claimed(row, now)] == [True, False]


def test_slow_servers_leave_the_rest_for_the_next_round(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(None)
    rows = [subscribed(), subscribed()]
    monkeypatch.setattr(subscriptions, "monotonic", iter([0.0, 1.0, 99.0]).__next__)
    assert subscriptions.fetch_due() == 1
    assert [again(row).tried_at is not None for row in rows] == [True, False]


def test_paused_or_removed_it_is_not_fetched_and_the_address_is_forgotten_in_a_day(answers: Answers) -> None:
    answers(calendar(OLD))
    with clock.frozen_at(TODAY):
        row = subscribed()
        subscriptions.pause(CIO, row)
        assert subscriptions.fetch_due() == 0
        subscriptions.remove(CIO, again(row))
        subscriptions.resume(CIO, again(row))
        assert again(row).state == "active" and again(row).url == URL
        subscriptions.remove(CIO, again(row))
    with clock.frozen_at(TODAY + timedelta(days=2)):
        assert subscriptions.fetch_due() == 0 and again(row).url == ""
        subscriptions.resume(CIO, again(row))
        assert again(row).state == "removed"


def test_an_unforeseen_failure_does_not_keep_the_day_from_being_decided(
    answers: Answers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    row = subscribed()
    monkeypatch.setattr(fetching, "fetch", lambda url, _known: 1 / len(url[:0]))
    with caplog.at_level(logging.ERROR):
        assert subscriptions.fetch(row) is None
    assert again(row).problem == "unexpected" and "s3cr3t" not in caplog.text


@pytest.mark.parametrize("role", [Role.PARTNER_EXECUTIVE, Role.INTERNAL_CLIENT, Role.AUDITOR, Role.EXECUTIVE])
def test_who_may_not_import_may_give_no_address(role: Role, answers: Answers) -> None:
    with pytest.raises(PermissionDenied):
        subscriptions.subscribe(Actor(9, role, "ALTEA"), "x", URL)
    client = Client()
    client.force_login(open_account("who@example.org", role, "ALTEA" if role is Role.PARTNER_EXECUTIVE else ""))
    assert client.post("/sources/calendars/add/", {"name": "x", "url": URL}).status_code == 403
    assert not everything(CalendarSubscription, "test").exists()


@pytest.fixture
def cio(answers: Answers) -> Client:
    client = Client()
    client.force_login(open_account("cio@example.org", Role.CIO))
    return client


def test_the_page_adds_pauses_removes_and_undoes_and_never_shows_the_address(cio: Client, answers: Answers) -> None:
    answers(calendar(OLD))
    said = ""
    with clock.frozen_at(TODAY):
        said += cio.post("/sources/calendars/add/", {"name": "Marc", "url": URL}, follow=True).content.decode()
        row = everything(CalendarSubscription, "test").get()
        assert days() == [date(2026, 9, 1)] and f"/sources/calendars/{row.pk}/remove/" in said
        for step, state in (("pause", "paused"), ("resume", "active"), ("remove", "removed"), ("resume", "active")):
            said += cio.post(f"/sources/calendars/{row.pk}/{step}/", follow=True).content.decode()
            assert again(row).state == state
        answers("certificate")
        said += cio.post(f"/sources/calendars/{row.pk}/fetch/", follow=True).content.decode()
        assert "certificat" in said and cio.post(f"/sources/calendars/{row.pk}/nothing/").status_code == 404
        said += cio.get("/sources/").content.decode() + cio.get(f"/sources/{again(row).last_batch}/").content.decode()
    said += json.dumps(list(everything(JournalEntry, "test").values()), default=str)
    said += json.dumps(list(everything(Change, "test").values()), default=str)
    said += json.dumps(list(everything(Batch, "test").values()), default=str)
    assert "s3cr3t" not in said and "9f8e7d6c" not in said


def test_an_address_refused_is_told_beside_its_field_and_not_repeated(cio: Client) -> None:
    answer = cio.post("/sources/calendars/add/", {"name": "x", "url": URL.replace("https", "http")})
    text = answer.content.decode()
    assert answer.status_code == 400 and "https://" in text and "s3cr3t" not in text


def test_a_get_fetches_nothing(cio: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()
    monkeypatch.setattr(fetching, "fetch", lambda *_: pytest.fail("fetched"))
    assert cio.get("/sources/calendars/").status_code == 200
    assert cio.get("/sources/calendars/1/fetch/").status_code == 405


def test_the_command_lists_fetches_and_keeps_the_secret(answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    answers(calendar(OLD))
    subscribed()
    assert calendars_command.command(now=True, as_json=True) == 0
    out = capsys.readouterr().out
    assert json.loads(out)["calendars"][0]["host"] == "calendar.example"
    answers("time")
    assert calendars_command.command(now=True, as_json=False) == 1
    out += capsys.readouterr().out
    assert "cinq secondes" in out and "s3cr3t" not in out


def test_the_morning_fetches_before_it_decides(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    class Enough(Exception):
        """One turn of the loop is enough."""

    class Waiting:
        def wait(self, seconds: float) -> None:
            assert 60 <= seconds <= 24 * 3600
            raise Enough

    monkeypatch.setattr(serve_command.threading, "Event", Waiting)
    monkeypatch.setattr(serve_command.connections, "close_all", lambda: None)
    monkeypatch.setattr(serve_command.subscriptions, "fetch_due", lambda: done.append("fetch"))
    monkeypatch.setattr(serve_command, "decide", lambda: done.append("decide"))
    with pytest.raises(Enough):
        serve_command.tick()
    assert done == ["fetch", "decide"]
