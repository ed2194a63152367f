"""ServiceNow exports: each line an observation, the last one the truth."""
# ruff: noqa: E501 - files are quoted as they are

import gzip
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from etincelle.intake.recognise import recognise
from etincelle.intake.sources.incidents import Settings, read
from etincelle.intake.sources.rows import Parsed, Refused

RECEIVED = Settings(received_at=datetime(2024, 6, 1, tzinfo=UTC))


def last_states(parsed: Parsed) -> dict[object, dict[str, object]]:
    latest: dict[object, dict[str, object]] = {}
    for row in sorted(parsed.rows, key=lambda row: (row.values["seen_at"], row.values["seq"])):
        latest[row.values["number"]] = dict(row.values)
    return latest


@pytest.mark.shared_data
def test_the_event_log_says_77_percent_not_96(shared_data: Path) -> None:
    packed = (shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes()
    parsed = read(gzip.decompress(packed), RECEIVED)
    states = last_states(parsed)
    assert (parsed.read, len(parsed.rejects), len(states)) == (21_597, 0, 4_003)
    assert round(sum(bool(s["made_sla"]) for s in states.values()) / len(states), 3) == 0.774
    assert round(sum(bool(row.values["made_sla"]) for row in parsed.rows) / parsed.read, 3) == 0.958
    assert sum(s["resolved_at"] is None for s in states.values()) == 201


@pytest.mark.shared_data
def test_a_rest_export_is_read_in_universal_time(shared_data: Path) -> None:
    parsed = read((shared_data / "servicenow" / "incidents_REST.csv").read_bytes(), RECEIVED)
    assert (len(parsed.rows), parsed.rejects, parsed.doubts[0].about) == (67, (), "UTC")
    assert parsed.rows[0].values["opened_at"] == datetime(2016, 12, 12, 15, 19, 57, tzinfo=UTC)
    assert parsed.rows[0].values["state"] == "Closed"


def test_the_same_incident_as_csv_or_json_is_the_same() -> None:
    record = {
        "number": "INC1", "opened_at": "2024-03-01 10:00:00", "made_sla": "true", "sys_mod_count": "3",
        "assignment_group": {"link": "https://x/1", "value": "abc", "display_value": "Poste"},
        "sys_updated_on": "2024-03-02 10:00:00", "incident_state": "6", "priority": "3 - Moderate",
    }  # fmt: skip
    plain = {**record, "assignment_group": "Poste"}
    csv = ",".join(plain) + "\n" + ",".join(str(value) for value in plain.values()) + "\n"
    one, other = read(json.dumps({"result": [record]}).encode(), RECEIVED), read(csv.encode(), RECEIVED)
    assert one.rows[0].values == other.rows[0].values
    assert (one.rows[0].values["grp"], one.rows[0].values["state"], one.rows[0].values["priority"]) == (
        "Poste",
        "Resolved",
        "3",
    )


def test_a_question_mark_is_missing_and_a_bad_date_is_refused_alone() -> None:
    text = "number,opened_at,sys_updated_on,assignment_group,incident_state\nINC1,4/4/2016 00:25,4/4/2016 09:00,?,New\nINC2,31/2/2016 00:25,4/4/2016 09:00,G,New\n"
    parsed = read(text.encode(), RECEIVED)
    assert parsed.rows[0].values["grp"] is None
    assert [(r.line, r.column, r.expected) for r in parsed.rejects] == [(3, "opened_at", "date_missing")]


def test_an_export_without_update_dates_is_true_when_received() -> None:
    parsed = read(b"number;opened_at;assignment_group\nINC1;2024-03-01 10:00:00;G\n", RECEIVED)
    assert parsed.rows[0].values["seen_at"] == RECEIVED.received_at
    assert "no_update_date" in [doubt.code for doubt in parsed.doubts]


LABELS = """Numéro;Ouvert le;Priorité;État;Groupe d'affectation;SLA respecté;Mis à jour le;Brève description
INC1;12/03/2024 09:15:00;1 - Critique;Résolu;Poste de travail;vrai;12/03/2024 11:00:00;"L’écran « clignote » ;
encore"
INC2;13/03/2024 10:00:00;3 - Modérée;En cours;Réseau;faux;13/03/2024 10:05:00;Panne
"""
LIST = "Number,Opened,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Updated,Updated by"


def test_a_french_list_in_windows_1252_is_recognised_and_read_by_its_labels() -> None:
    content = LABELS.encode("cp1252")
    assert recognise(content, "incident.csv").family == "tickets"
    parsed = read(content, RECEIVED)
    kept = ("number", "priority", "state", "grp", "made_sla", "opened_at")
    assert [tuple(row.values[name] for name in kept) for row in parsed.rows] == [
        ("INC1", "1", "Resolved", "Poste de travail", True, datetime(2024, 3, 12, 8, 15, tzinfo=UTC)),
        ("INC2", "3", "In Progress", "Réseau", False, datetime(2024, 3, 13, 9, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    "headers",
    [LIST, "Number;Opened;Priority", "number,opened_at,priority,state", "number,sys_created_on,priority",
     "Numéro;Date d'ouverture;Statut", "Incidents;;\n\nNuméro;Ouvert;État"],
)  # fmt: skip
def test_a_list_is_recognised_whatever_columns_are_displayed(headers: str) -> None:
    row = "INC1,x,y" if "," in headers else "INC1;x;y"
    assert recognise(f"{headers}\n{row}\n{row}\n".encode(), "list.csv").family == "tickets"


def test_a_list_saved_as_text_with_tabs_is_no_document() -> None:
    text = LABELS.replace(";", "\t")
    assert recognise(text.encode("utf-16"), "incident.txt").family == "tickets"
    assert recognise("Décision : ouvrir ; fermer\n".encode(), "cr.txt").family == "document"


def test_a_list_without_its_date_of_opening_is_refused_by_the_names_of_the_column() -> None:
    content = b"Number;Priority;State;Assignment group\nINC1;1;New;G\n"
    assert recognise(content, "list.csv").family == "tickets"
    with pytest.raises(Refused) as caught:
        read(content, RECEIVED)
    assert "(Opened, Ouvert)" in caught.value.reject.found


def pages(*sheets: tuple[str, list[list[object]]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy hh:mm:ss"}) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                page.write_row(line, 0, row)
    return target.getvalue()


HEADERS: list[object] = ["Number", "Opened", "Made SLA", "Reassignment count", "Assignment group"]
OPENED = datetime(2024, 3, 1, 9, 15, 37)  # noqa: DTZ001 - as a sheet holds it


@pytest.mark.parametrize("day_first", [True, False])
def test_a_true_date_keeps_its_seconds_and_has_no_order_of_days(day_first: bool) -> None:
    content = pages(("Page 1", [HEADERS, ["INC1", OPENED, True, 2, "Desk"]]))
    row = read(content, replace(RECEIVED, day_first=day_first)).rows[0].values
    assert (row["opened_at"], row["made_sla"], row["reassigned"]) == (
        datetime(2024, 3, 1, 8, 15, 37, tzinfo=UTC), True, 2,
    )  # fmt: skip


def test_all_pages_of_a_workbook_are_read_and_what_is_no_incident_is_said() -> None:
    content = pages(
        ("Page 1", [HEADERS, ["INC1", OPENED, True, 2, "Desk"]]),
        ("Page 2", [HEADERS, ["INC2", OPENED, True, 2, "Desk"], ["INC3", "hier", True, 2, "Desk"]]),
        ("Filtre", [["Priorité est 1"]]),
    )
    assert recognise(content, "incident.xlsx").family == "tickets"
    parsed = read(content, RECEIVED)
    assert [row.values["number"] for row in parsed.rows] == ["INC1", "INC2"]
    assert [(reject.sheet, reject.line, reject.column) for reject in parsed.rejects] == [("Page 2", 3, "Opened")]
    assert ("sheet_ignored", "Filtre") in [(doubt.code, doubt.about) for doubt in parsed.doubts]


def test_of_a_value_and_what_is_shown_the_instant_is_the_value_and_the_group_what_is_shown() -> None:
    record = {
        "number": {"value": "INC1", "display_value": "INC1"}, "sys_id": {"value": "a" * 32, "display_value": "a" * 32},
        "opened_at": {"value": "2024-03-12 09:15:00", "display_value": "12/03/2024 10:15:00"},
        "incident_state": {"value": "6", "display_value": "Résolu"},
        "made_sla": {"value": "false", "display_value": "faux"},
        "assignment_group": {"link": "https://x/1", "value": "b" * 32, "display_value": "Poste"},
        "business_service": {"link": "https://x/2", "value": "c" * 32},
    }  # fmt: skip
    row = read(json.dumps({"records": [record]}).encode(), RECEIVED).rows[0].values
    assert row["opened_at"] == datetime(2024, 3, 12, 9, 15, tzinfo=UTC)
    assert (row["state"], row["made_sla"], row["grp"], row["service"]) == ("Resolved", False, "Poste", "c" * 32)


def test_without_a_date_of_update_the_last_count_of_updates_is_the_state_and_two_states_clash() -> None:
    text = "number,opened_at,sys_mod_count,priority\n" + "".join(
        f"{number},2024-03-12 09:15:00,{seq},{priority}\n"
        for number, seq, priority in [("A", 1, 1), ("A", 3, 2), ("A", 2, 3), ("B", 0, 1), ("B", 0, 2), ("C", 0, 1)] * 2
    )
    parsed = read(text.encode(), RECEIVED)
    assert [(row.values["number"], row.values["priority"]) for row in parsed.rows] == [("A", "2"), ("C", "1")]
    assert [(r.line, r.expected, r.found, r.example) for r in parsed.rejects] == [
        (5, "same_key", "B", "6"), (6, "same_key", "B", "5"),
    ]  # fmt: skip


def test_a_row_cut_in_the_wrong_places_is_refused_and_not_read_askew() -> None:
    text = "number,opened_at,assignment_group,category\nINC1,2024-03-12,De,sk,Net\nINC2,2024-03-12,Desk,Net,\n"
    parsed = read(text.encode(), RECEIVED)
    assert [(reject.line, reject.expected, reject.found) for reject in parsed.rejects] == [(2, "cell_count", "5")]
    assert [row.values["grp"] for row in parsed.rows] == ["Desk"]


@pytest.mark.parametrize(
    ("written", "figure"),
    [("1 - Critical", "1"), ("2 - Élevée", "2"), ("P3", "3"), ("Modérée", "3"), ("Low", "4"), ("10", "10"), ("?", None)],
)  # fmt: skip
def test_a_priority_is_its_figure_in_either_language(written: str, figure: str | None) -> None:
    text = f"number;opened_at;priority\nINC1;2024-03-12;{written}\n"
    assert read(text.encode(), RECEIVED).rows[0].values["priority"] == figure


def test_a_table_without_incidents_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read(b"number;state\nINC1;New\n", RECEIVED)
    assert (caught.value.reject.expected, caught.value.reject.found) == (
        "ticket_columns", "opened_at (Opened, Ouvert)",
    )  # fmt: skip
