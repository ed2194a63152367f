"""ServiceNow exports: each line an observation, the last one the truth."""
# ruff: noqa: E501 - files are quoted as they are

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etincelle.intake.sources.rows import Parsed, Refused
from etincelle.intake.sources.servicenow import Settings, read

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


def test_a_table_without_incidents_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read(b"number;state\nINC1;New\n", RECEIVED)
    assert (caught.value.reject.expected, caught.value.reject.found) == ("ticket_columns", "opened_at")
