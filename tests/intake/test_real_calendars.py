"""Every calendar that the two installed libraries carry, 252 different ones: read or refused with its reason.

They come from the libraries' own bug reports: Google, Outlook, Exchange, Apple, Thunderbird, fuzzers, the examples of
the standards. 248 are read and 4 refused. Three of those read have no end, which is said; three hold no appointment.
"""

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from tests.intake.conftest import Import

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.intake import batches, gate, reader, sandbox
from etincelle.intake.batches import Told
from etincelle.intake.models import Batch
from etincelle.intake.phrases import doubt_sentence, reject_sentence
from etincelle.intake.sources import ics
from etincelle.intake.sources.rows import Parsed, Refused
from etincelle.ledger.parts import ledger
from etincelle.parties.models import Partner, Person

TODAY = date(2024, 6, 1)
PEOPLE = {
    "claire@client.example": ics.Known("claire", "client"),
    "marc@altea.example": ics.Known("marc", "partner", "ALTEA"),
}
THE_LIBRARY_STOPS = {
    "fuzz_testcase_invalid_month.ics", "fuzz_testcase_vtimezone_lone_cr.ics", "issue_104_broken_calendar.ics",
    "parsing_error_in_UTC_offset.ics",
}  # fmt: skip
WITHOUT_END = {
    "big_bad_calendar.ics", "small_bad_calendar.ics", "pr_480_summary_with_colon.ics",
    "fuzz_testcase_0_char_in_component_name.ics",
}  # fmt: skip
BOTH = b"ATTENDEE:mailto:marc@altea.example\r\nATTENDEE:mailto:claire@client.example\r\n"
ENDS = re.compile(rb"^END:VEVENT", re.MULTILINE)


def real_calendars() -> list[tuple[str, bytes]]:
    """Name and content of each different file."""
    folders = [Path(module.__file__ or "").parent for module in (icalendar, recurring_ical_events)]
    files = [path for folder in folders for path in sorted(folder.rglob("*.ics"))]
    assert len(files) == 258, "the libraries changed their calendars: measure again"
    found = {hashlib.sha256(content).digest(): (path.name, content) for path in files if (content := path.read_bytes())}
    return list(found.values())


def read(content: bytes) -> Parsed | Refused:
    try:
        return ics.read(content, ics.Settings(TODAY, PEOPLE))
    except Refused as refused:
        return refused


def met(content: bytes) -> bytes:
    """The same calendar, where somebody of each side takes part in every event."""
    return ENDS.sub(BOTH + b"END:VEVENT", content)


def test_248_are_read_and_4_refused_each_for_a_reason_one_can_act_on() -> None:
    verdicts = {name: read(content) for name, content in real_calendars()}
    refused = {name: verdict.reject for name, verdict in verdicts.items() if isinstance(verdict, Refused)}
    assert len(real_calendars()) == 252 and set(refused) == THE_LIBRARY_STOPS
    assert all(reject.expected == "calendar" and "." in reject_sentence(reject) for reject in refused.values())
    said = {name: {d.code for d in v.doubts} for name, v in verdicts.items() if isinstance(v, Parsed)}
    assert {name for name, codes in said.items() if "calendar_cut" in codes} == WITHOUT_END


def test_every_event_set_aside_says_its_line_and_what_to_do() -> None:
    aside = [one for _, content in real_calendars() for one in getattr(read(content), "rejects", ())]
    assert Counter(one.expected for one in aside) == {
        "event_start": 52, "event_property": 8, "event": 5, "event_rule": 10, "event_end": 2, "known_zone": 1,
    }  # fmt: skip
    assert all(one.line and reject_sentence(one) for one in aside)


def test_with_two_known_people_in_every_event_nothing_crashes_and_each_meeting_has_one_name() -> None:
    read_ones = [verdict for _, content in real_calendars() if isinstance(verdict := read(met(content)), Parsed)]
    assert len(read_ones) == 248
    rows = [row.values for parsed in read_ones for row in parsed.rows]
    for parsed in read_ones:
        named = Counter((row.values["external_id"], row.values["person_code"]) for row in parsed.rows)
        assert set(named.values()) <= {1}
        assert all(doubt_sentence(doubt.code, doubt.about) for doubt in parsed.doubts)
    assert len(rows) == 25_886 and all(row["minutes"] in ics.BUCKETS for row in rows)


def answered_here(request: Mapping[str, Any]) -> list[str]:
    """What the reading child answers, without starting one: its limits are tested elsewhere, 500 starts are minutes."""
    content = Path(request["path"]).read_bytes()
    gate.check(content, request["name"])
    return list(reader.TASKS[request["task"]](content, json.loads(json.dumps(request))))


def contacts() -> list[tuple[object, ...]]:
    """Everything the ledger knows of who met."""
    return ledger().query("contact_events", [date(1900, 1, 1)])


def test_the_child_says_the_same_of_a_refused_and_of_a_read_one(tmp_path: Path) -> None:
    told = {"today": TODAY.isoformat(), "known": {}, "zone": "Europe/Paris", "source": "calendar"}
    some = [
        one for one in real_calendars() if one[0] in THE_LIBRARY_STOPS | WITHOUT_END | {"issue_75_range_parameter.ics"}
    ]
    for number, (name, content) in enumerate(some):
        path = tmp_path / str(number)
        path.write_bytes(content)
        try:
            said: object = sandbox.read(path, name, "calendar", told).read
        except Refused as refused:
            said = refused.reject.expected
        here = read(content)
        assert said == (here.reject.expected if isinstance(here, Refused) else here.read), name


@pytest.mark.slow
def test_through_the_door_each_changes_something_once_and_can_be_undone(
    bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ask", answered_here)
    altea = everything(Partner, "test").create(code="ALTEA", name="Altea")
    for code, side, partner in (("claire", "client", None), ("marc", "partner", altea)):
        address = f"{code}@{'altea' if partner else 'client'}.example"
        everything(Person, "test").create(code=code, side=side, partner=partner, name=code, email=address)
    states: Counter[str] = Counter()
    with clock.frozen_at(TODAY):
        for name, content in real_calendars():
            told = Told(options={"source": hashlib.sha256(content).hexdigest()[:16]})
            first = bring(met(content), name, told)
            states[first.state] += 1
            if first.state == Batch.State.FAILED:
                assert reject_sentence(first.rejects[0])
                continue
            again = batches.check(batches.HOUSE, batches.receive(batches.HOUSE, io.BytesIO(met(content)), name, told))
            assert (again.counts["new"], again.counts["changed"], again.state) == (0, 0, "checked"), name
        assert states == {"confirmed": 248, "failed": 4}
        assert len(contacts()) > 10_000
        several = len(contacts())
        for batch in everything(Batch, "test").filter(state="confirmed", counts__new__gt=0).order_by("-pk")[:10]:
            batches.undo(batches.HOUSE, batch)
            assert len(contacts()) == several - batch.counts["new"]
            several = len(contacts())
