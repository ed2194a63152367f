"""Calendars: real ones never crash, and only who, when and how long comes in."""

from datetime import UTC, date, datetime

import pytest

from etincelle.intake.recognise import recognise
from etincelle.intake.sources import ics
from etincelle.intake.sources.rows import Parsed, Refused

PEOPLE = {
    "claire@client.example": ics.Known("claire", "client"),
    "marc@altea.example": ics.Known("marc", "partner", "ALTEA"),
}
NOW = ics.Settings(date(2024, 6, 1), PEOPLE)
BOTH = "ORGANIZER:mailto:Claire@Client.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:marc@altea.example\n"


def read(body: str, today: date = date(2024, 6, 1)) -> Parsed:
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + body.replace("\n", "\r\n") + "END:VCALENDAR\r\n"
    return ics.read(text.encode(), ics.Settings(today, PEOPLE))


def event(lines: str, people: str = BOTH, uid: str = "u1") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20240101T000000Z\n{lines}\n{people}END:VEVENT\n"


def test_a_meeting_is_who_when_how_long_and_nothing_else() -> None:
    parsed = read(
        event("DTSTART;TZID=Romance Standard Time:20240105T140000\nDURATION:PT50M\nSUMMARY:Secret plan\nLOCATION:Lyon")
    )
    partner = next(row.values for row in parsed.rows if row.values["side"] == "partner")
    assert partner["occurred_at"] == datetime(2024, 1, 5, 13, tzinfo=UTC)
    assert (partner["day"], partner["minutes"], partner["people"], partner["role"]) == (
        date(2024, 1, 5),
        30,
        2,
        "attendee",
    )
    assert "Secret" not in str(parsed) and "Lyon" not in str(parsed) and "@" not in str(parsed.rows)


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ("DTSTART:20240105T140000Z\nCLASS:PRIVATE", BOTH),
        ("DTSTART:20240105T140000Z\nCLASS:CONFIDENTIAL", BOTH),
        ("DTSTART:20240105T140000Z\nCLASS:X-PERSONAL", BOTH),
        ("DTSTART:20240105T140000Z\nCLASS:PUBLIC\nCLASS:PRIVATE", BOTH),
        ("DTSTART:20240105T140000Z", "ATTENDEE:mailto:x@other.example\nATTENDEE:mailto:claire@client.example\n"),
        ("DTSTART:20240105T140000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:marc@altea.example\n"),
        ("DTSTART:20240105T140000Z", "ATTENDEE;PARTSTAT=DELEGATED:mailto:marc@altea.example\n"),
        ("DTSTART:20240105T140000Z", "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:marc@altea.example\n"),
        ("DTSTART:20240105T140000Z", "ATTENDEE;CUTYPE=ROOM:mailto:marc@altea.example\n"),
        ("DTSTART:20240105T140000Z", BOTH.replace("ACCEPTED", "DECLINED").replace("ORGANIZER", "X-O")),
        ("DTSTART:20100105T140000Z", BOTH),
    ],
    ids=[
        "private",
        "confidential",
        "personal of Outlook",
        "two classes",
        "nobody of a partner",
        "declined",
        "sent somebody else",
        "only informed",
        "a room",
        "only the client came",
        "too long ago",
    ],
)
def test_what_is_none_of_our_business_stops_at_the_door(lines: str, people: str) -> None:
    assert read(event(lines, people)).rows == ()


def test_a_series_is_followed_through_exception_move_and_summer_time() -> None:
    series = event(
        "DTSTART;TZID=Europe/Paris:20240308T140000\nDTEND;TZID=Europe/Paris:20240308T150000\n"
        "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Paris:20240315T140000"
    )
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Paris:20240322T140000\nDTSTART;TZID=Europe/Paris:20240323T090000\nDTEND;TZID=Europe/Paris:20240323T100000"
    )
    hours = sorted({str(row.values["occurred_at"])[:16] for row in read(moved + series).rows})
    assert hours == ["2024-03-08 13:00", "2024-03-23 08:00", "2024-03-29 13:00", "2024-04-05 12:00"]


def test_an_occurrence_keeps_its_identity_when_it_moves() -> None:
    series = event("DTSTART:20240308T140000Z\nRRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("RECURRENCE-ID:20240315T140000Z\nDTSTART:20240316T090000Z")
    before = {row.values["external_id"] for row in read(series).rows}
    assert {row.values["external_id"] for row in read(series + moved).rows} == before


def test_a_calendar_without_anybody_known_says_so() -> None:
    parsed = read(event("DTSTART:20240105T140000Z", "ATTENDEE:mailto:x@other.example\n"))
    assert parsed.rows == () and [doubt.code for doubt in parsed.doubts] == ["nobody_known"]


def test_a_cancelled_meeting_is_said_cancelled() -> None:
    assert {row.values["cancelled"] for row in read(event("DTSTART:20240105T140000Z\nSTATUS:CANCELLED")).rows} == {True}


def test_the_highest_sequence_wins_in_any_order() -> None:
    old, new = "DTSTART:20240105T140000Z\nSEQUENCE:1", "DTSTART:20240106T140000Z\nSEQUENCE:2"
    days = [
        {row.values["day"] for row in read(body).rows} for body in (event(old) + event(new), event(new) + event(old))
    ]
    assert days == [{date(2024, 1, 6)}] * 2


def test_a_daily_rule_keeps_its_last_750_meetings_and_says_so() -> None:
    parsed = read(event("DTSTART:20200101T080000Z\nRRULE:FREQ=DAILY"))
    assert len(parsed.rows) == 2 * 750 and parsed.doubts[0].code == "occurrences_limited"


@pytest.mark.parametrize(
    "people",
    [
        'ORGANIZER;EMAIL="claire@client.example":/aMTU2/principal/\n'
        'ATTENDEE;CN=Marc;EMAIL="Marc@altea.example":urn:uuid:0C3E\n',
        'ORGANIZER:MAILTO:claire@client.example\nATTENDEE;CN="marc@altea.example":invalid:nomail\n',
        "ORGANIZER:mailto: claire@client.example \nATTENDEE;CN=Marc:MailTo:MARC@ALTEA.EXAMPLE\n",
    ],
    ids=["apple", "exchange", "case and spaces"],
)
def test_a_participant_is_recognised_wherever_his_address_is_written(people: str) -> None:
    rows = read(event("DTSTART:20240105T140000Z", people)).rows
    assert {row.values["person_code"] for row in rows} == {"claire", "marc"}


@pytest.mark.parametrize("zone", ["tzone://Microsoft/Utc", "UTC", "Etc/UTC"])
def test_universal_time_as_exchange_writes_it_is_read(zone: str) -> None:
    rows = read(event(f"DTSTART;TZID={zone}:20240105T140000")).rows
    assert rows[0].values["occurred_at"] == datetime(2024, 1, 5, 14, tzinfo=UTC)


def test_a_zone_of_microsoft_s_own_is_refused_by_its_name_unless_the_file_defines_it() -> None:
    lines = "DTSTART;TZID=tzone://Microsoft/Custom:20240705T140000"
    refused = read(event(lines)).rejects[0]
    assert (refused.expected, refused.found) == ("known_zone", "tzone://Microsoft/Custom")
    zone = (
        "BEGIN:VTIMEZONE\nTZID:tzone://Microsoft/Custom\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    assert read(zone + event(lines)).rows[0].values["occurred_at"] == datetime(2024, 7, 5, 11, tzinfo=UTC)


def test_an_exclusion_in_an_unknown_zone_refuses_the_series_and_excludes_nothing_at_random() -> None:
    series = event("DTSTART:20240308T140000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Moon/Sea:20240315T150000")
    parsed = read(series)
    assert parsed.rows == () and [reject.expected for reject in parsed.rejects] == ["known_zone"]


def test_an_hour_without_a_zone_is_read_here_and_said() -> None:
    parsed = read(event("DTSTART:20240705T140000"))
    assert parsed.rows[0].values["occurred_at"] == datetime(2024, 7, 5, 12, tzinfo=UTC)
    assert [(doubt.code, doubt.about) for doubt in parsed.doubts] == [("zone_assumed", "Europe/Paris")]
    assert read(event("DTSTART;VALUE=DATE:20240705")).doubts == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_calendar_is_read_in_any_encoding(encoding: str) -> None:
    text = (
        f"BEGIN:VCALENDAR\nVERSION:2.0\n{event('DTSTART:20240105T140000Z' + chr(10) + 'LOCATION:Évian')}END:VCALENDAR\n"
    )
    parsed = ics.read(text.replace("\n", "\r\n").encode(encoding), ics.Settings(date(2024, 6, 1), PEOPLE))
    assert len(parsed.rows) == 2


def test_an_event_saved_without_its_calendar_is_read_and_its_refusal_says_its_own_line() -> None:
    content = event("DTSTART:20240105T140000Z").encode() + event("DTSTART;TZID=Moon/Sea:20240105T140000").encode()
    assert recognise(content, "fragment.ics").family == "calendar"
    parsed = ics.read(content.replace(b"\nUID:u1\nDTSTAMP:20240101T000000Z\nDTSTART;", b"\nUID:u2\nDTSTART;"), NOW)
    assert len(parsed.rows) == 2 and [(one.line, one.expected) for one in parsed.rejects] == [(8, "known_zone")]


@pytest.mark.parametrize("content", [b"BEGIN:VCARD\r\nFN:Marc\r\nEND:VCARD\r\n", b"Dear Marc,\r\n"])
def test_what_is_named_ics_and_holds_something_else_is_refused(content: bytes) -> None:
    assert recognise(content, "other.ics").family == "calendar"
    with pytest.raises(Refused) as caught:
        ics.read(content, NOW)
    assert caught.value.reject.expected == "calendar"


def test_a_calendar_without_its_end_is_read_and_proves_nothing_after_its_last_event() -> None:
    text = event("DTSTART:20230601T140000Z")
    open_end = f"BEGIN:VCALENDAR\nVERSION:2.0\n{text}"
    cut = ics.read(open_end.encode(), NOW)
    kept, whole = cut.covers[0], read(text).covers[0]
    assert len(cut.rows) == 2 and "calendar_cut" in [doubt.code for doubt in cut.doubts]
    assert (kept.until, whole.until) == (date(2023, 6, 1), date(2024, 1, 1))
    with pytest.raises(Refused) as caught:
        ics.read(open_end.removesuffix("END:VEVENT\n").encode(), NOW)
    assert caught.value.reject.expected == "calendar_closed"


def test_a_refused_event_says_its_line() -> None:
    parsed = read(event("DTSTART:20240105T140000Z") + event("DTSTART;TZID=Moon/Sea:20240105T140000", uid="u2"))
    assert [(reject.line, reject.expected) for reject in parsed.rejects] == [(10, "known_zone")]
    assert len(parsed.rows) == 2


def test_a_calendar_covers_from_its_first_event_to_when_it_was_written() -> None:
    other = event("DTSTART:20230105T140000Z", "", "internal")
    covers = read(other + event("DTSTART:20230601T140000Z")).covers[0]
    assert (covers.since, covers.until) == (date(2023, 1, 5), date(2024, 1, 1))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns"])
def test_the_machine_s_own_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    rows = read(event("DTSTART;TZID=Europe/Paris:20240331T143000\nDTEND;TZID=Europe/Paris:20240331T153000")).rows
    assert rows[0].values["occurred_at"] == datetime(2024, 3, 31, 12, 30, tzinfo=UTC)


def test_an_organiser_who_declines_is_not_there() -> None:
    people = (
        "ORGANIZER:mailto:claire@client.example\nATTENDEE;PARTSTAT=DECLINED:mailto:claire@client.example\n"
        "ATTENDEE;CUTYPE=ROOM:mailto:room@client.example\nATTENDEE:mailto:marc@altea.example\n"
    )
    rows = read(event("DTSTART:20240105T140000Z", people)).rows
    assert [(row.values["person_code"], row.values["people"]) for row in rows] == [("marc", 1)]


def test_what_is_left_out_is_counted_by_event_and_never_told() -> None:
    series = "DTSTART:20240105T140000Z\nRRULE:FREQ=WEEKLY;COUNT=9\nSUMMARY:Doctor\nCLASS:PRIVATE"
    alone = event("DTSTART:20240105T150000Z\nSUMMARY:Lunch", "ATTENDEE:mailto:x@other.example\n", "u2")
    old = event("DTSTART:20100105T150000Z", "", "u3")
    parsed = read(event(series) + alone + old + event("DTSTART:20240105T160000Z", uid="u4"))
    assert [(doubt.code, doubt.about) for doubt in parsed.doubts] == [
        ("nobody_left_out", "1"),
        ("private_left_out", "1"),
    ]
    assert parsed.read == 4 and len(parsed.rows) == 2
    assert "Doctor" not in str(parsed) and "Lunch" not in str(parsed)


def test_one_private_meeting_of_a_series_does_not_come_back_at_its_former_hour() -> None:
    series = event("DTSTART:20240308T140000Z\nRRULE:FREQ=WEEKLY;COUNT=3")
    hidden = event("RECURRENCE-ID:20240315T140000Z\nDTSTART:20240316T090000Z\nCLASS:PRIVATE")
    assert {str(row.values["day"]) for row in read(series + hidden).rows} == {"2024-03-08", "2024-03-22"}


@pytest.mark.parametrize(("method", "found"), [("CANCEL", {True}), ("REQUEST", {False}), ("COUNTER", set())])
def test_what_a_message_does_with_a_meeting_is_followed(method: str, found: set[bool]) -> None:
    parsed = read(f"METHOD:{method}\n" + event("DTSTART:20240105T140000Z"))
    assert {row.values["cancelled"] for row in parsed.rows} == found
    assert ("calendar_proposal" in {doubt.code for doubt in parsed.doubts}) is (method == "COUNTER")


def test_a_part_that_cannot_be_read_is_named_and_refuses_its_event_alone() -> None:
    bad = "DTSTART;VALUE=DATE:20240105\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:\nEXDATE;VALUE=DATE:20240106"
    parsed = read(event(bad, uid="u2") + event("DTSTART:20240105T140000Z"))
    assert [(one.line, one.expected, one.found) for one in parsed.rejects] == [(3, "event_property", "EXDATE")]
    assert len(parsed.rows) == 2


def test_this_and_the_following_meetings_move_and_each_keeps_its_name() -> None:
    series = event("DTSTART:20240308T140000Z\nRRULE:FREQ=WEEKLY;COUNT=4")
    moved = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20240315T140000Z\nDTSTART:20240316T090000Z")
    before = {row.values["external_id"] for row in read(series).rows}
    after = read(series + moved).rows
    assert {row.values["external_id"] for row in after} == before and len(before) == 4
    assert sorted({str(row.values["day"]) for row in after}) == ["2024-03-08", "2024-03-16", "2024-03-23", "2024-03-30"]
