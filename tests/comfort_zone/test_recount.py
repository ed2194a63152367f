"""Levels counted again only where their own tickets changed are the levels counted from nothing."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import set_stage
from tests.comfort_zone.recount_oracle import from_nothing, stored

from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.models import (
    LevelComputed,
    PromisedTime,
    RecomputedMonth,
    Service,
    ServiceCalendar,
    ServiceLevel,
    TicketState,
)
from etincelle.foundation.access import everything
from etincelle.intake.sources import incidents
from etincelle.ledger import parts
from etincelle.ledger.models import LedgerPart
from etincelle.parties.models import Partnership

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 3, 2, 8, tzinfo=UTC)
STATES = ["New", "Active", "On Hold", "Resolved", "Closed", "Canceled", ""]
CODES = ["PAUL-1", "PAULA-1"]


@pytest.fixture
def levels(data_folder: Path) -> dict[str, ServiceLevel]:
    """One level a partnership and a second one for the first, in office hours or without end, one by priority."""
    set_stage()
    found = {row.code: row for row in everything(ServiceLevel, "test").select_related("service")}
    service = found["PAUL-N"].service
    found["PAUL-M"] = ServiceLevel(code="PAUL-M", service=service, name="Second", target=95)
    found["PAUL-M"].save()
    calendars = [
        ServiceCalendar(code=code, partnership=service.partnership, windows=windows)
        for code, windows in (("H24", "24x7"), ("OFFICE", "lun-ven 8-18"))
    ]
    for calendar in calendars:
        calendar.save()
    ends, office = calendars
    PromisedTime(level=found["PAUL-N"], calendar=office, minutes=240).save()
    PromisedTime(level=found["PAULA-N"], calendar=ends, minutes=600).save()
    for priority, minutes in (("1", 120), ("2", 3000)):
        PromisedTime(
            level=found["PAUL-M"], calendar=office, minutes=minutes, priority=priority, policy="from_change"
        ).save()
    return found


def put(batch: int, *rows: dict[str, Any]) -> None:
    parts.publish(parts.ledger().write_part("tickets", rows), batch)


def seen(number: str, hours: float, state: str, partnership: str = "PAUL-1", **more: Any) -> dict[str, Any]:
    at = OPENED + timedelta(hours=hours)
    row = {"source": "now", "number": number, "seen_at": at, "seq": 0, "state": state, "opened_at": OPENED, "line": 2}
    return {**row, "partnership_code": partnership, "priority": "1", "made_sla": True, **more}


def recounted() -> list[str]:
    """The levels counted again; what is stored is then what a count from nothing gives."""
    done = sorted(one.level for one in recompute_levels())
    assert stored() == from_nothing()
    return done


def test_a_file_counts_again_the_levels_of_its_own_partnership_alone(levels: object) -> None:
    put(1, *(seen(f"{code}{n}", n, "Resolved", code) for code in CODES for n in range(5)))
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    everything(RecomputedMonth, "test").filter(level__code="PAULA-N").update(differing=77)
    put(2, seen("more", 900, "Resolved"))
    done = sorted(one.level for one in recompute_levels())
    assert done == ["PAUL-M", "PAUL-N"]
    assert [months[0]["differing"] for _aside, months in stored().values()].count(77) == 1
    assert recounted_nothing()


def recounted_nothing() -> bool:
    return list(recompute_levels()) == []


def test_months_that_no_ticket_touches_are_kept(levels: object) -> None:
    put(1, *(seen(f"A{n}", 24 * n, "Resolved", opened_at=OPENED + timedelta(days=n - 1)) for n in range(1, 90)))
    recounted()
    mine = everything(RecomputedMonth, "test").filter(level__code="PAUL-N").order_by("month")
    assert [row.month.month for row in mine] == [3, 4, 5]
    mine.update(differing=77)
    may = OPENED + timedelta(days=75)
    put(2, seen("A88", 24 * 88 + 1, "Canceled", opened_at=may), seen("B", 2000, "New", opened_at=may))
    (level,) = [one for one in recompute_levels() if one.level == "PAUL-N"]
    assert [one.month.month for one in level.months] == [5]
    assert [row.differing == 77 for row in mine.all()] == [True, True, False]
    assert (level.tickets, level.running) == (90, 1)


def test_the_instant_until_which_sources_tell_moves_without_a_count(levels: object) -> None:
    put(1, seen("A", 5, "Resolved", "PAULA-1"), seen("B", 5, "New", "PAUL-1"))
    recounted()
    put(2, seen("B", 50, "Resolved"))
    assert recounted() == ["PAUL-M", "PAUL-N"]
    told = everything(LevelComputed, "test").get(level__code="PAULA-N").seen_until
    assert told == OPENED + timedelta(hours=50)


def test_a_ticket_that_moves_counts_on_both_sides_and_comes_back_when_undone(levels: object) -> None:
    put(1, seen("A", 5, "Resolved"), seen("B", 5, "Resolved", "PAULA-1"))
    recounted()
    before = stored()
    put(2, seen("A", 6, "Resolved", "PAULA-1"))
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    parts.withdraw(2)
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    assert stored() == before


def test_one_that_comes_as_another_leaves_is_seen(levels: object) -> None:
    """As many observations in each part before and after."""
    put(1, seen("A", 5, "Resolved"), seen("B", 700, "Resolved"))
    put(2, seen("A", 6, "Resolved", "PAULA-1"))
    recounted()
    parts.withdraw(2)
    put(3, seen("B", 800, "Resolved", "PAULA-1"))
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]


def test_an_older_observation_and_a_second_telling_are_seen(levels: object) -> None:
    put(1, seen("A", 5, "Resolved"), seen("B", 5, "Resolved", "PAULA-1"))
    recounted()
    put(2, seen("A", 1, "On Hold"))
    assert recounted() == ["PAUL-M", "PAUL-N"]
    put(3, seen("B", 5, "Canceled", "PAULA-1"))
    assert recounted() == ["PAULA-N"]


def test_two_words_of_one_instant_that_change_places_are_seen(levels: object) -> None:
    put(1, seen("A", 5, "Resolved", seq=1), seen("A", 5, "On Hold", seq=2))
    recounted()
    parts.withdraw(1)
    put(2, seen("A", 5, "Resolved", seq=2), seen("A", 5, "On Hold", seq=1))
    assert recounted() == ["PAUL-M", "PAUL-N"]


def test_terms_count_again_the_levels_that_rest_on_them(levels: dict[str, ServiceLevel]) -> None:
    put(1, seen("A", 5, "Resolved"), seen("B", 5, "Resolved", "PAULA-1"))
    recounted()
    promise = everything(PromisedTime, "test").get(level__code="PAULA-N")
    promise.minutes, promise.version = 30, 2
    promise.save()
    assert recounted() == ["PAULA-N"]
    TicketState(state="Resolved", effect="pause").save()
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    other = Service(code="S2", name="S2", partnership=everything(Partnership, "test").get(code="PAUL-1"))
    other.save()
    levels["PAULA-N"].service = other
    levels["PAULA-N"].save()
    assert recounted() == ["PAULA-N"]


def test_a_ticket_opened_after_all_that_is_told_waits_for_its_time(levels: object) -> None:
    put(1, seen("A", 5, "Resolved", "PAULA-1", opened_at=OPENED + timedelta(days=40)))
    recounted()
    put(2, seen("B", 24 * 60, "New"))
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]


def test_one_partnership_asked_leaves_the_others(levels: object) -> None:
    put(1, seen("A", 5, "Resolved"), seen("B", 5, "Resolved", "PAULA-1"))
    assert [one.level for one in recompute_levels("PAULA-1")] == ["PAULA-N"]
    assert recounted() == ["PAUL-M", "PAUL-N"]


EDGES = [-34, -33.5, -32, 709, 710.5, 711.5, 712.5]  # around midnight of both ends of March, in Paris and in UTC
SEEN = st.builds(
    lambda number, hours, state, code, more: seen(number, hours, state, code, **more),
    st.sampled_from("ABCDEF"),
    st.one_of(st.integers(0, 60).map(lambda n: 23 * n), st.sampled_from(EDGES)),
    st.sampled_from(STATES),
    st.sampled_from([*CODES, "", "OTHER"]),
    st.fixed_dictionaries({
        "seq": st.integers(0, 2), "priority": st.sampled_from(["1", "2", ""]), "source": st.sampled_from(["now", "it"]),
        "made_sla": st.sampled_from([None, True, False]),
        "opened_at": st.sampled_from([None, OPENED, OPENED + timedelta(days=3), OPENED + timedelta(days=50)]),
        "resolved_at": st.sampled_from([None, OPENED + timedelta(hours=7), OPENED + timedelta(days=20)]),
    }),
)  # fmt: skip
STEPS = st.lists(
    st.one_of(st.lists(SEEN, min_size=1, max_size=12), st.integers(0, 5), st.just("count")), min_size=2, max_size=9
)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_comes_moves_and_is_undone_nothing_is_missed(levels: object, steps: list[Any]) -> None:
    with transaction.atomic():
        for batch, step in enumerate([*steps, "count"]):
            if step == "count":
                recounted()
            elif isinstance(step, int):
                everything(LedgerPart, "test").filter(batch=step).delete()
            else:
                rows = [{**row, "line": line} for line, row in enumerate(step)]
                part = parts.ledger().write_part("tickets", rows)
                more = {"digest": part.digest, "batch": batch, "created_at": OPENED}
                LedgerPart(dataset="tickets", filename=part.path.name, rows=part.rows, **more).save()
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.shared_data
def test_a_real_log_that_comes_in_three_files(levels: object, shared_data: Path) -> None:
    packed = (shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes()
    read = incidents.read(gzip.decompress(packed), incidents.Settings(zone="Europe/Paris")).rows
    rows: list[dict[str, Any]] = [
        {**row.values, "line": row.line, "partnership_code": CODES[hash_of(str(row.values["number"]))]} for row in read
    ]
    for batch in range(3):
        put(batch, *rows[batch::3])
        assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    mine = [row for row in rows if row["partnership_code"] == "PAUL-1"][-1]
    put(3, {**mine, "seq": 99, "partnership_code": "PAULA-1"})
    assert recounted() == ["PAUL-M", "PAUL-N", "PAULA-N"]
    parts.withdraw(0)
    recounted()


def hash_of(number: str) -> int:
    """Which partnership a ticket is given."""
    return int(number[-1]) % 2
