"""A level as a workbook: what the page says, in its cells, as true dates, numbers and durations."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.cast import Cast, set_stage

from etincelle.cli.telling import OWNER
from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.models import PromisedTime, Reading, ServiceCalendar, ServiceLevel
from etincelle.foundation.access import everything
from etincelle.ledger import parts
from etincelle.outbox.level_book import level_book, levels_book

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
MARCH = date(2026, 3, 1)
EN_HEAD = ("Month", "Reported", "Recomputed", "Difference (points)", "What they say together")


def seen(number: int, hours: float, state: str) -> dict[str, object]:
    return {
        "source": "now", "number": f"INC{number}", "seen_at": OPENED + timedelta(hours=hours), "seq": round(10 * hours),
        "partnership_code": "PAUL-1", "priority": "=3+4", "state": state, "opened_at": OPENED, "made_sla": True,
    }  # fmt: skip


@pytest.fixture
def cast(data_folder: object) -> Cast:
    """Ten incidents solved within one to ten hours, promised within four; the partner says that all were kept."""
    cast = set_stage()
    level = everything(ServiceLevel, "test").get(code="PAUL-N")
    calendar = ServiceCalendar(code="H24", partnership=level.service.partnership, windows="24x7")
    calendar.save()
    PromisedTime(level=level, calendar=calendar, minutes=240).save()
    Reading(level=level, month=MARCH, value="99.996").save()
    Reading(level=level, month=date(2026, 4, 1), value=97).save()
    rows = [seen(n, 0, "New") for n in range(1, 11)] + [seen(n, n, "Resolved") for n in range(1, 11)]
    parts.publish(parts.ledger().write_part("tickets", rows), batch=None)
    list(recompute_levels())
    return cast


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(io.BytesIO(content))}


def formats(content: bytes) -> Iterator[str]:
    for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2):
        yield from (cell.number_format for cell in row)


def level() -> ServiceLevel:
    return everything(ServiceLevel, "test").select_related("service__partnership").get(code="PAUL-N")


def test_months_are_true_dates_and_numbers_and_what_nobody_knows_is_empty(cast: Cast) -> None:
    head, march, april = sheets(level_book(OWNER, level(), None, "en"))["Months"]
    assert head[:5] == EN_HEAD
    assert march[0] == datetime.combine(MARCH, datetime.min.time())
    assert march[1:3] == (pytest.approx(0.99996), 0.4)
    assert march[3] == pytest.approx(-59.996)
    assert march[4:10] == ("Kept in the report alone", 4, 6, 0, 0, 6)
    assert april[2:4] == (None, None)
    assert april[5:] == (None,) * 7


@pytest.mark.parametrize(("language", "nearly"), [("fr", "> 99,99 %"), ("en", "> 99.99%")])
def test_a_share_just_under_perfection_never_shows_as_100(cast: Cast, language: str, nearly: str) -> None:
    shown = set(formats(level_book(OWNER, level(), None, language)))
    assert any(f'[>0.9999]"{nearly}"' in look for look in shown)
    assert not any(look in ("0%", "0.00%") for look in shown)


def test_the_incidents_of_a_month_come_with_their_clocks(cast: Cast) -> None:
    book = sheets(level_book(OWNER, level(), MARCH, "en"))
    rows = {row[1]: row for row in book["Incidents"][1:]}
    assert len(rows) == 10
    assert rows["INC5"][2] == "=3+4", "a text that begins with = stays a text"
    assert rows["INC5"][3] == datetime(2026, 3, 2, 9), "the clock on the wall in Paris"  # noqa: DTZ001
    assert rows["INC5"][6:8] == (timedelta(hours=4), timedelta(hours=5))
    assert rows["INC5"][10:13] == ("Missed", "Kept", "Not explained.")
    assert rows["INC2"][10:] == ("Kept", "Kept", None)
    apart = book["Clocks of the differences"][1:]
    assert {row[1] for row in apart} == {f"INC{n}" for n in range(5, 11)}
    assert sum((row[5] for row in apart), timedelta()) == timedelta(hours=5 + 6 + 7 + 8 + 9 + 10)


def test_all_levels_are_one_sheet_and_another_unit_stays_a_number(cast: Cast) -> None:
    calls = ServiceLevel(code="PAUL-C", service=level().service, name="Calls", unit="s", target=60)
    calls.save()
    Reading(level=calls, month=MARCH, value=42).save()
    rows = sheets(levels_book(OWNER, [level(), calls], "fr"))["Mois"]
    assert rows[0][0] == "Code"
    assert [(row[0], row[3], row[-2:]) for row in rows[1:]] == [
        ("PAUL-N", pytest.approx(0.99996), (None, "%")), ("PAUL-N", 0.97, (None, "%")), ("PAUL-C", None, (42, "s")),
    ]  # fmt: skip
