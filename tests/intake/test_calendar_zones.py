"""From what a calendar writes to the day here: golden cases worked out by hand, on machines of four time zones.

Each case says how its expected days were found. Here is Paris unless the case says otherwise: UTC+1, and UTC+2 from the
last Sunday of March (31 March 2024, 01:00 UTC) to the last of October (27 October 2024, 01:00 UTC).
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from etincelle.intake.sources import ics

PEOPLE = {
    "claire@client.example": ics.Known("claire", "client"),
    "marc@altea.example": ics.Known("marc", "partner", "ALTEA"),
}
BOTH = "ORGANIZER:mailto:claire@client.example\nATTENDEE:mailto:marc@altea.example"
OFFICE = (
    "BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0545\nTZOFFSETTO:+0545\n"
    "END:STANDARD\nEND:VTIMEZONE\n"
)


@dataclass(frozen=True, slots=True)
class Case:
    """Properties of events (a blank line between two), and the local day and UTC hour of each meeting expected.

    around: lines of the calendar before its events; after: behind them. refused, doubts: codes expected.
    """

    name: str
    why: str
    events: str
    expected: str
    around: str = ""
    after: str = ""
    here: str = "Europe/Paris"
    today: date = date(2024, 6, 1)
    refused: str = ""
    doubt: str = ""


CASES = [
    Case("an hour without a zone", "read here: 23:30 in Paris, summer, is 21:30 UTC",
         "DTSTART:20240705T233000", "2024-07-05 at 05T2130", doubt="zone_assumed"),
    Case("an hour without a zone, a calendar with one", "20:00 in New York, UTC-4, is midnight UTC, 02:00 here",
         "DTSTART:20240705T200000", "2024-07-06 at 06T0000", around="X-WR-TIMEZONE:America/New_York\n",
         doubt="zone_assumed"),
    Case("an hour without a zone, a calendar with an unknown one", "nobody knows where it is: refused, not guessed",
         "DTSTART:20240705T200000", "", around="X-WR-TIMEZONE:Moon/Sea\n", refused="known_zone"),
    Case("a named zone without its definition", "00:30 in Paris, winter, is 23:30 UTC the day before",
         "DTSTART;TZID=Europe/Paris:20240105T003000", "2024-01-05 at 04T2330"),
    Case("a zone that only the file defines", "03:00 at +05:45 is 21:15 UTC the day before, 22:15 here",
         "DTSTART;TZID=Office:20240106T030000", "2024-01-05 at 05T2115", around=OFFICE),
    Case("a zone defined behind its event", "the same, whatever the order in the file",
         "DTSTART;TZID=Office:20240106T030000", "2024-01-05 at 05T2115", after=OFFICE),
    Case("W. Europe Standard Time", "Berlin: midnight in summer is 22:00 UTC the day before, midnight here",
         "DTSTART;TZID=W. Europe Standard Time:20240710T000000", "2024-07-10 at 09T2200"),
    Case("Romance Standard Time", "Paris: 00:15 in winter is 23:15 UTC the day before",
         "DTSTART;TZID=Romance Standard Time:20240110T001500", "2024-01-10 at 09T2315"),
    Case("a zone nobody knows", "refused: an hour is never guessed",
         "DTSTART;TZID=Moon/Sea:20240110T001500", "", refused="known_zone"),
    Case("universal time late in the evening", "22:30 UTC is 00:30 here the day after, summer",
         "DTSTART:20240705T223000Z", "2024-07-06 at 05T2230"),
    Case("the same instant in Auckland", "11:59 UTC is 23:59 on the 5th at +12, 12:15 UTC is 00:15 on the 6th",
         "DTSTART:20240705T115900Z\n\nDTSTART:20240705T121500Z", "2024-07-05 at 05T1159, 2024-07-06 at 05T1215",
         here="Pacific/Auckland"),
    Case("an hour that the spring skips", "02:30 does not exist: the offset before, +1, gives 01:30 UTC, 03:30 here",
         "DTSTART;TZID=Europe/Paris:20240331T023000", "2024-03-31 at 31T0130", doubt="hour_skipped"),
    Case("an hour that the autumn repeats", "the first 02:30, still at +2, is 00:30 UTC",
         "DTSTART;TZID=Europe/Paris:20241027T023000", "2024-10-27 at 27T0030", doubt="hour_twice"),
    Case("half an hour repeated", "Lord Howe goes back by 30 minutes: the first 01:45, at +11, is 14:45 UTC",
         "DTSTART;TZID=Australia/Lord_Howe:20240407T014500", "2024-04-06 at 06T1445", doubt="hour_twice"),
    Case("a whole day", "a date is a day everywhere: the 5th, which begins at 22:00 UTC on the 4th",
         "DTSTART;VALUE=DATE:20240705", "2024-07-05 at 04T2200"),
    Case("a whole day seen from the west", "still the 5th, which begins at 07:00 UTC in Los Angeles",
         "DTSTART;VALUE=DATE:20240705", "2024-07-05 at 05T0700", here="America/Los_Angeles"),
    Case("over midnight", "one meeting, on the day it begins",
         "DTSTART;TZID=Europe/Paris:20240705T233000\nDTEND;TZID=Europe/Paris:20240706T013000", "2024-07-05 at 05T2130"),
    Case("every week, in Paris, over the change of hour", "00:30 on the wall each time: 23:30 UTC, then 22:30 UTC",
         "DTSTART;TZID=Europe/Paris:20240322T003000\nRRULE:FREQ=WEEKLY;COUNT=3",
         "2024-03-22 at 21T2330, 2024-03-29 at 28T2330, 2024-04-05 at 04T2230"),
    Case("every week, in universal time, over the change of hour", "22:30 UTC each time: 23:30 here, then 00:30",
         "DTSTART:20240322T223000Z\nRRULE:FREQ=WEEKLY;COUNT=3",
         "2024-03-22 at 22T2230, 2024-03-29 at 29T2230, 2024-04-06 at 05T2230"),
    Case("every week, in New York, which changes three weeks before", "18:30 there is 23:30 UTC, 22:30 from 10 March",
         "DTSTART;TZID=America/New_York:20240307T183000\nRRULE:FREQ=WEEKLY;COUNT=5",
         "2024-03-08 at 07T2330, 2024-03-14 at 14T2230, 2024-03-21 at 21T2230, 2024-03-28 at 28T2230, "
         "2024-04-05 at 04T2230"),
    Case("every day at an hour that one day lacks", "02:30 is 01:30 UTC at +1, the 31st too; then 00:30 UTC at +2",
         "DTSTART;TZID=Europe/Paris:20240330T023000\nRRULE:FREQ=DAILY;COUNT=3",
         "2024-03-30 at 30T0130, 2024-03-31 at 31T0130, 2024-04-01 at 01T0030", doubt="hour_skipped"),
    Case("a date added in another zone", "07:00 in Tokyo, +9, is 22:00 UTC the day before, 23:00 here",
         "DTSTART;TZID=Europe/Paris:20240305T100000\nRDATE;TZID=Asia/Tokyo:20240312T070000",
         "2024-03-05 at 05T0900, 2024-03-11 at 11T2200"),
    Case("a date excluded in another zone", "23:30 UTC on the 14th is 00:30 on the 15th here: that one goes",
         "DTSTART;TZID=Europe/Paris:20240308T003000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20240314T233000Z",
         "2024-03-08 at 07T2330, 2024-03-22 at 21T2330"),
    Case("an instance moved over midnight", "from the 15th at 14:00 to 00:30 on the 16th, 23:30 UTC on the 15th",
         "DTSTART;TZID=Europe/Paris:20240308T140000\nRRULE:FREQ=WEEKLY;COUNT=2\n\n"
         "RECURRENCE-ID;TZID=Europe/Paris:20240315T140000\nDTSTART;TZID=Europe/Paris:20240316T003000",
         "2024-03-08 at 08T1300, 2024-03-16 at 15T2330"),
    Case("an instance moved, named in universal time", "14:00 here in winter is 13:00 UTC: the same instance",
         "DTSTART;TZID=Europe/Paris:20240308T140000\nRRULE:FREQ=WEEKLY;COUNT=2\n\n"
         "RECURRENCE-ID:20240315T130000Z\nDTSTART:20240316T080000Z",
         "2024-03-08 at 08T1300, 2024-03-16 at 16T0800"),
    Case("an instance cancelled", "the second of three did not take place",
         "DTSTART;TZID=Europe/Paris:20240308T140000\nRRULE:FREQ=WEEKLY;COUNT=3\n\nSTATUS:CANCELLED\n"
         "RECURRENCE-ID;TZID=Europe/Paris:20240315T140000\nDTSTART;TZID=Europe/Paris:20240315T140000",
         "2024-03-08 at 08T1300, 2024-03-22 at 22T1300"),
    Case("offsets of another time", "Moscow was at +4 in July 2014, at +3 from 26 October 2014: 21:00, then 22:00 UTC",
         "DTSTART;TZID=Europe/Moscow:20140701T010000\n\nDTSTART;TZID=Europe/Moscow:20141101T010000",
         "2014-06-30 at 30T2100, 2014-10-31 at 31T2200", today=date(2014, 12, 1)),
    Case("thirteen hours ahead", "10:30 in Tonga is 21:30 UTC the day before, 23:30 here",
         "DTSTART;TZID=Pacific/Tongatapu:20240706T103000", "2024-07-05 at 05T2130"),
    Case("eleven hours behind", "13:00 in Pago Pago is midnight UTC the day after, 02:00 here",
         "DTSTART;TZID=Pacific/Pago_Pago:20240705T130000", "2024-07-06 at 06T0000"),
    Case("no end", "an instant: it has a day and no length",
         "DTSTART:20240705T100000Z", "2024-07-05 at 05T1000"),
    Case("a length instead of an end", "from 23:00 on the 30th into the night of the change: one meeting, on the 30th",
         "DTSTART;TZID=Europe/Paris:20240330T230000\nDURATION:PT4H", "2024-03-30 at 30T2200"),
    Case("until, in universal time", "22:30 UTC on the 6th is 00:30 on the 7th here: the 7th is in",
         "DTSTART;TZID=Europe/Paris:20240705T003000\nRRULE:FREQ=DAILY;UNTIL=20240706T223000Z",
         "2024-07-05 at 04T2230, 2024-07-06 at 05T2230, 2024-07-07 at 06T2230"),
    Case("until, without a zone like its start", "00:30 on the 7th is in",
         "DTSTART:20240705T003000\nRRULE:FREQ=DAILY;UNTIL=20240707T003000",
         "2024-07-05 at 04T2230, 2024-07-06 at 05T2230, 2024-07-07 at 06T2230", doubt="zone_assumed"),
    Case("until, a date, of whole days", "the last day is in",
         "DTSTART;VALUE=DATE:20240705\nRRULE:FREQ=DAILY;UNTIL=20240706",
         "2024-07-05 at 04T2200, 2024-07-06 at 05T2200"),
]  # fmt: skip


def written(case: Case) -> bytes:
    """The calendar of a case."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{'u' if 'RECURRENCE-ID' in case.events else number}\nDTSTAMP:20140101T000000Z\n{lines}\n"
        f"{BOTH}\nEND:VEVENT\n"
        for number, lines in enumerate(case.events.split("\n\n"))
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{case.around}{events}{case.after}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


@pytest.fixture(params=["UTC", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns"])
def machine(request: pytest.FixtureRequest) -> Iterator[str]:
    """A machine whose own clock is in that zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_meeting_falls_on_the_day_worked_out_by_hand(case: Case) -> None:
    parsed = ics.read(written(case), ics.Settings(case.today, PEOPLE, case.here))
    meetings = {
        (str(row.values["day"]), at.astimezone(UTC))
        for row in parsed.rows
        if not row.values["cancelled"] and isinstance(at := row.values["occurred_at"], datetime)
    }
    assert ", ".join(f"{day} at {at:%dT%H%M}" for day, at in sorted(meetings, key=lambda one: one[1])) == case.expected
    assert {reject.expected for reject in parsed.rejects} == ({case.refused} if case.refused else set())
    assert {doubt.code for doubt in parsed.doubts} == ({case.doubt} if case.doubt else set())
