"""Every hostile file meets its verdict, with a sentence, in little time, in a child that may die alone."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.hostile import archive, calendar, event, quarantined, refused, workbook

from etincelle.intake import sandbox
from etincelle.intake.gate import check
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.sources.rows import Refused

CALENDAR = {"today": "2024-06-01", "known": {}, "zone": "Europe/Paris", "source": "calendar"}
DOCUMENT = {
    "received_on": "2024-06-01", "kind": "", "partnership": "P", "committee": "", "meeting": "", "zone": "Europe/Paris",
    "people": {}, "committees": {}, "meetings": {},
}  # fmt: skip
TICKETS = {
    "source": "s",
    "received_at": "2024-06-01T00:00:00+00:00",
    "local_zone": "Europe/Paris",
    "zone": "",
    "day_first": True,
}
READ_AS = {".ics": ("calendar", CALENDAR), ".pdf": ("document", DOCUMENT), ".json": ("tickets", TICKETS)}


@pytest.mark.parametrize(
    ("name", "content", "expected"), list(refused()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str, content: Callable[[], bytes], expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    started = time.monotonic()
    with pytest.raises(Refused) as caught:
        if path.suffix in READ_AS:
            sandbox.read(path, name, *READ_AS[path.suffix])
        else:
            sandbox.peek(path, name)
    assert caught.value.reject.expected == expected
    assert name in reject_sentence(caught.value.named(name)) or caught.value.reject.line
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("name", "content", "expected"), list(quarantined()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_hostile_event_is_set_aside(tmp_path: Path, name: str, content: Callable[[], bytes], expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    parsed = sandbox.read(path, name, "calendar", CALENDAR)
    assert [reject.expected for reject in parsed.rejects] == [expected] and parsed.rows == ()
    assert reject_sentence(parsed.rejects[0])


def test_a_yearly_30th_of_february_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "never.ics"
    path.write_bytes(event("DTSTART:20240130T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
    assert sandbox.read(path, "never.ics", "calendar", CALENDAR).rows == ()


def test_two_thousand_versions_of_one_event_are_one_event(tmp_path: Path) -> None:
    path = tmp_path / "many.ics"
    one = "BEGIN:VEVENT\nUID:same\nDTSTAMP:20240101T000000Z\nSEQUENCE:{n}\nDTSTART:20240102T100000Z\nEND:VEVENT\n"
    path.write_bytes(calendar("".join(one.format(n=n) for n in range(2_000))))
    assert sandbox.read(path, "many.ics", "calendar", CALENDAR).read == 1


def test_a_file_with_too_many_rows_is_refused_without_reading_them_all(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"Code;Nom\n" + b"A;x\n" * 5_000_000)
    with pytest.raises(Refused) as caught:
        sandbox.peek(path, "big.csv")
    assert caught.value.reject.expected == "row_count"


def test_a_lone_cell_in_the_last_corner_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "corner.xlsx"
    path.write_bytes(workbook(lambda book: book.add_worksheet("Partenaires").write_string(1_048_575, 16_383, "x")))
    with pytest.raises(Refused) as caught:
        sandbox.peek(path, "corner.xlsx")
    assert caught.value.reject.expected == "rows"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as sparse:
        sparse.truncate(1 << 30)
    with pytest.raises(Refused) as caught:
        sandbox.peek(path, "huge.csv")
    assert caught.value.reject.expected == "size"


def test_a_reader_may_neither_write_nor_call_out(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"Code;Nom\nA;x\n")
    before = sorted(tmp_path.iterdir())
    sandbox.peek(path, "p.csv")
    assert sorted(tmp_path.iterdir()) == before


def test_an_honest_workbook_passes_the_gate() -> None:
    assert check(archive({"xl/a.xml": "<a/>"}), "a.xlsx") == "zip"
