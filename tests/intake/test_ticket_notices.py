"""What a file of incidents shows of its own making is recognised, said, and read neither as sleep nor as explosion."""

import gzip
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils.translation import override
from tests.intake.conftest import Import

from etincelle.comfort_zone.models import TicketState
from etincelle.comfort_zone.reads import covers
from etincelle.comfort_zone.ticket_states import OPENINGS
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.intake.batches import doubts_of
from etincelle.intake.models import Batch
from etincelle.intake.observations import named_sql as notices_sql
from etincelle.intake.phrases import doubt_sentence
from etincelle.ledger.parts import ledger
from etincelle.ledger.port import named_sql

START = datetime(2024, 3, 1, 9)  # noqa: DTZ001 - as a list shows it
Row = dict[str, datetime | str | None]


def export(rows: Iterable[Row]) -> bytes:
    """A list as ServiceNow exports it."""
    kept = list(rows)
    lines = [",".join("" if row[name] is None else str(row[name]) for name in kept[0]) for row in kept]
    return "\n".join([",".join(kept[0]), *lines]).encode()


def ticket(number: int, opened: datetime, hours: float = 5, wait: timedelta | None = None, **more: str) -> Row:
    """One incident solved some hours after it was opened, and closed after a wait."""
    resolved = opened + timedelta(hours=hours)
    closed = resolved + wait if wait is not None else None
    return {
        "number": f"INC{number:04}", "opened_at": opened, "sys_updated_on": closed or resolved, "resolved_at": resolved,
        "closed_at": closed, "incident_state": "Closed" if closed else "Resolved", "made_sla": "true", **more,
    }  # fmt: skip


def said(batch: Batch) -> dict[str, str]:
    """What was said of a file, by code."""
    assert batch.state == "confirmed"
    return {doubt.code: doubt.about for doubt in doubts_of(batch)}


def proved() -> tuple[date, date]:
    """The dates that the only source covers."""
    row = everything(SourceCoverage, why="test").get()
    return row.since, row.until


@pytest.mark.shared_data
def test_the_log_of_2016_says_all_it_hides(bring: Import, shared_data: Path) -> None:
    packed = (shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes()
    told = said(bring(gzip.decompress(packed), "log.csv"))
    assert (told["so_far_flag"], told["repeated_future"], told["closed_unresolved"]) == ("905", "4003", "201")
    assert told["auto_close"] == "97|5"
    assert told["openings_end"] == "2016-04-17|2017-02-15" and "left_truncated" not in told
    assert proved() == (date(2016, 4, 4), date(2016, 4, 17))
    assert told["states_pause"].startswith("Awaiting Evidence") and told["states_stop"] == "Closed, Resolved"


def spread(closing: Callable[[int], timedelta]) -> bytes:
    return export(ticket(n, START + timedelta(hours=9 * n), 5, closing(n)) for n in range(40))


def test_closings_on_a_timer_are_told_from_closings_by_people(bring: Import) -> None:
    told = said(bring(spread(lambda n: timedelta(days=3, minutes=7 * (n % 9))), "timer.csv"))
    assert told["auto_close"] == "100|3"
    assert "auto_close" not in said(bring(spread(lambda n: timedelta(hours=5 * n + 1)), "people.csv"))


def test_a_timer_is_seen_even_where_the_tool_gives_no_date_of_closing(bring: Import) -> None:
    lines = ["Id,Requester,Created at,Updated at,Solved at,Status"]
    for n in range(30):
        solved = START + timedelta(hours=9 * n)
        lines.append(f"{n},x,{START},{solved + timedelta(days=4, minutes=n)},{solved},Closed")
    assert said(bring("\n".join(lines).encode(), "zendesk.csv"))["auto_close"] == "100|4"


def test_a_file_chosen_by_date_of_change_proves_nothing_of_what_came_before_it(bring: Import) -> None:
    lived_on = [ticket(n, START - timedelta(days=10 * n), 24 * 10 * n + 30) for n in range(1, 9)]
    fresh = [ticket(100 + n, START + timedelta(hours=12 * n)) for n in range(40)]
    batch = bring(export([*lived_on, *fresh]), "since-march.csv")
    assert said(batch)["left_truncated"] == "2024-03-01|8"
    assert proved() == (date(2024, 3, 1), date(2024, 3, 21))


@pytest.mark.parametrize(("month", "known"), [(2, False), (3, True), (4, False)])
def test_a_month_that_the_extraction_does_not_cover_says_nothing(month: int, known: bool) -> None:
    assert covers((date(2024, 2, 20), date(2024, 4, 10)), date(2024, month, 1)) is known
    assert covers((date(2024, month, 8), date(2024, month, 28)), date(2024, month, 1))


def test_a_whole_history_is_not_taken_for_a_cut_one(bring: Import) -> None:
    end = START + timedelta(days=30)
    rows = [ticket(n, START + timedelta(hours=12 * n), 100, timedelta(days=5)) for n in range(60)]
    still = {"sys_updated_on": end, "resolved_at": None, "closed_at": None, "incident_state": "In Progress"}
    seen = [row if str(row["sys_updated_on"]) <= str(end) else {**row, **still} for row in rows]
    assert not {"left_truncated", "openings_end"} & said(bring(export(seen), "all.csv")).keys()
    assert proved() == (date(2024, 3, 1), date(2024, 3, 31))


def test_openings_that_stop_long_before_the_last_change_end_what_is_proved(bring: Import) -> None:
    rows = [ticket(n, START + timedelta(hours=12 * n), 100, timedelta(days=5)) for n in range(60)]
    assert said(bring(export(rows), "opened-in-march.csv"))["openings_end"] == "2024-03-30|2024-04-09"
    assert proved() == (date(2024, 3, 1), date(2024, 3, 30))


def test_few_incidents_prove_no_cut(bring: Import) -> None:
    rows = [
        ticket(1, START - timedelta(days=90), 24 * 95),
        *(ticket(n, START + timedelta(days=n)) for n in range(5, 9)),
    ]
    assert "left_truncated" not in said(bring(export(rows), "few.csv"))


def test_kept_so_far_is_no_result_and_counts_nowhere(bring: Import) -> None:
    over = [ticket(n, START + timedelta(days=n)) for n in range(3)]
    open_ones = [
        {**ticket(10 + n, START), "resolved_at": None, "incident_state": "In Progress", "made_sla": flag}
        for n, flag in enumerate(("true", "true", "false"))
    ]
    told = said(bring(export([*over, *open_ones]), "list.csv"))
    assert told["so_far_open"] == "2"
    assert ledger_months() == [(6, 3, 3)]


def ledger_months() -> list[tuple[int, int, int]]:
    return [row[2:] for row in ledger().query("tickets_by_month", ["Europe/Paris"])]


def test_without_a_state_nobody_can_say_that_an_incident_runs(bring: Import) -> None:
    bring(b"number,opened_at,sys_updated_on,made_sla\nINC1,2024-03-01,2024-03-02,true\n", "list.csv")
    assert ledger_months() == [(1, 1, 1)]


def test_the_ledger_and_the_clock_agree_on_the_words_that_end_an_incident() -> None:
    texts = [named_sql("view_tickets_now"), named_sql("tickets_of_months"), notices_sql("tickets_notices")]
    written = {words for text in texts for words in re.findall(r"'\^\((resolved[^)]*)\)'", text)}
    assert len(written) == 1 and all("(resolved" in text for text in texts)
    words = written.pop().replace("[eé]", "e").replace("[oô]", "o").split("|")
    assert set(words) == {*OPENINGS["stop"], *OPENINGS["cancel"]}


def test_what_a_person_said_of_a_state_is_not_asked_again(bring: Import) -> None:
    rows = [
        {**ticket(1, START), "incident_state": "On Hold"},
        {**ticket(2, START), "incident_state": "Chez le fournisseur"},
    ]
    first = said(bring(export(rows), "list.csv"))
    assert (first["states_pause"], first["states_run"]) == ("On Hold", "Chez le fournisseur")
    bring("État;Effet sur le délai\nChez le fournisseur;Suspendu\nOn Hold;Suspendu\n".encode(), "etats.csv")
    assert everything(TicketState, why="test").count() == 2
    assert not {"states_pause", "states_run"} & said(bring(export(rows), "list.csv")).keys()


def test_what_is_noticed_is_said_in_dates_and_figures_people_read() -> None:
    with override("en"):
        assert "1\u00a0March 2024" in doubt_sentence("left_truncated", "2024-03-01|12000")
    with override("fr"):
        assert "1er\u00a0mars 2024" in doubt_sentence("left_truncated", "2024-03-01|12000")
        assert "12\u202f000" in doubt_sentence("left_truncated", "2024-03-01|12000")
