"""Exports of Jira, GLPI, iTop and Zendesk: each known by what it holds, and read as its users mean it."""

import contextlib
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.conftest import Import
from tests.intake.test_ticket_stream import both

from etincelle.comfort_zone.reads import epoch, ticket_of
from etincelle.comfort_zone.ticket_history import ClockRule, Kind, cut
from etincelle.comfort_zone.ticket_states import usual_effect
from etincelle.intake import batches, gate, mapping
from etincelle.intake.batches import doubts_of
from etincelle.intake.phrases import family_sentence, reject_sentence
from etincelle.intake.recognise import recognise
from etincelle.intake.sources.incidents import Settings, read
from etincelle.intake.sources.rows import ParsedRow, Refused
from etincelle.intake.ticket_stream import HEAD
from etincelle.ledger import parts
from etincelle.ledger.parts import ledger

GOLDEN = Path(__file__).with_name("golden")
TOOLS = {
    "jira.csv": "jira", "jira_fr.csv": "jira", "jira_search.json": "jira", "glpi.csv": "glpi",
    "glpi_rest.json": "glpi", "itop_fr.csv": "itop", "itop_en.csv": "itop", "itop_rest.json": "itop",
    "zendesk.csv": "zendesk", "zendesk.json": "zendesk",
}  # fmt: skip
RESOLVED = datetime(2024, 3, 14, 15, 40, tzinfo=UTC)


def rows_of(name: str, **told: Any) -> list[ParsedRow]:
    parsed = read((GOLDEN / name).read_bytes(), Settings(**told), name)
    assert parsed.rejects == ()
    return list(parsed.rows)


def values(row: ParsedRow, *names: str) -> tuple[object, ...]:
    return tuple(row.values.get(name) for name in names)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_known_by_what_its_file_holds_not_by_its_name(name: str) -> None:
    seen = recognise((GOLDEN / name).read_bytes(), "export.txt" if name.endswith("csv") else "x")
    assert (seen.family, seen.tool) == ("tickets", TOOLS[name])
    attributes = {one.attribute: one.state for sheet in seen.sheets for one in sheet.proposals if one.attribute}
    assert not seen.sheets or (attributes.keys() >= {"number", "opened_at", "seen_at", "state", "resolved_at"})
    assert set(attributes.values()) <= {"certain"}


def test_a_list_that_no_tool_signed_keeps_the_names_of_any_list() -> None:
    seen = recognise(b"Ticket number;Incident number;Opened on\nx;INC1;2024-03-01\n", "x.csv")
    assert (seen.family, seen.tool) == ("tickets", "")
    assert "ServiceNow" not in family_sentence("tickets", [], "en", seen.tool)
    assert "Jira" in family_sentence("tickets", [], "en", "jira")


@pytest.mark.parametrize(("name", "numbers"), [
    ("jira.csv", ["ITSD-101", "ITSD-102", "ITSD-103", "ITSD-104"]), ("jira_fr.csv", ["SUP-101", "SUP-102", "SUP-103"]),
    ("glpi.csv", ["5732943", "732944", "946", "947", "948", "949"]), ("glpi_rest.json", ["943", "946"]),
    ("itop_fr.csv", ["R-000123", "I-000124", "I-000125", "I-000126", "I-000127"]),
    ("itop_rest.json", ["R-000123", "I-000125"]), ("zendesk.json", ["4101", "4103"]),
    ("zendesk.csv", ["4101", "4102", "4103", "4104", "4105", "4106"]),
])  # fmt: skip
def test_resolved_is_not_closed_and_hours_are_those_of_the_installation(name: str, numbers: list[str]) -> None:
    rows = rows_of(name)
    assert [row.values["number"] for row in rows] == numbers
    assert values(rows[0], "opened_at", "resolved_at") == (datetime(2024, 3, 14, 8, 5, tzinfo=UTC), RESOLVED)
    assert rows[0].values.get("closed_at") != RESOLVED


def test_hours_without_a_zone_are_said_and_those_with_an_offset_need_none() -> None:
    said = {name: read((GOLDEN / name).read_bytes(), Settings()).doubts for name in TOOLS}
    silent = {name for name, doubts in said.items() if "zone_assumed" not in [doubt.code for doubt in doubts]}
    assert silent == {"jira_search.json", "zendesk.json"}
    row = rows_of("jira.csv", local_zone="America/Montreal")[0]
    assert row.values["opened_at"] == datetime(2024, 3, 14, 13, 5, tzinfo=UTC)


def test_jira_names_its_columns_in_both_languages_and_writes_months_as_words() -> None:
    english, french = rows_of("jira.csv"), rows_of("jira_fr.csv")
    kept = ("priority", "made_sla", "resolved_at", "seen_at")
    assert [values(row, *kept) for row in english[:2]] == [values(row, *kept) for row in french[:2]]
    assert values(french[2], "opened_at", "state", "grp", "service") == (
        datetime(2024, 8, 1, 10, 15, tzinfo=UTC), "En attente du client", "Équipe poste", "Accès",
    )  # fmt: skip
    assert [row.values["made_sla"] for row in english] == [True, False, True, True]
    assert english[3].values["service"] == "IT Service Desk"


def test_the_columns_that_jira_repeats_are_read_once_and_said() -> None:
    doubts = read((GOLDEN / "jira.csv").read_bytes(), Settings()).doubts
    assert ("repeated_columns", "Comment, Components, Labels") in [(d.code, d.about) for d in doubts]
    with pytest.raises(Refused, match="headers_differ"):
        read(b"number,opened_at,label,label\nINC1,2024-03-01,a,b\n", Settings())


def test_a_changelog_is_the_history_of_states_with_its_true_pauses() -> None:
    story = [row for row in rows_of("jira_search.json") if row.values["number"] == "ITSD-101"]
    assert [values(row, "state", "priority", "reopened", "reassigned") for row in story] == [
        ("Waiting for support", "3", 0, 0), ("Waiting for support", "2", 0, 0), ("Waiting for support", "2", 0, 1),
        ("Waiting for customer", "2", 0, 1), ("Resolved", "2", 0, 1), ("Work in progress", "2", 1, 1),
        ("Resolved", "2", 1, 1), ("Closed", "2", 1, 1),
    ]  # fmt: skip
    assert [bool(row.values["resolved_at"]) for row in story] == [False] * 4 + [True, False, True, True]
    assert [row.values["made_sla"] for row in story] == [None] * 7 + [True]
    instants = [row.values["seen_at"] for row in story]
    assert instants == sorted(instants, key=str) and instants[3] == datetime(2024, 3, 14, 11, 0, tzinfo=UTC)


def test_the_clock_of_an_imported_history_stops_for_its_true_pauses_and_at_the_resolution(bring: Import) -> None:
    told = batches.Told(options={"partnership": "P"})
    bring((GOLDEN / "jira_search.json").read_bytes(), "search.json", told)
    history = ticket_of(ledger().query("ticket_story", ["P", "jira", "ITSD-101"])).history
    rule = ClockRule((), paused=frozenset(("Waiting for customer",)))
    pieces = [(one.kind, one.end - one.begin) for one in cut(history, rule, epoch(datetime(2024, 4, 1)))]  # noqa: DTZ001
    hours = {kind: sum(seconds for one, seconds in pieces if one is kind) / 3600 for kind in Kind}
    assert hours[Kind.PAUSED] == 22
    assert hours[Kind.OPEN] == pytest.approx(2 + 55 / 60 + 2 + 40 / 60)


def test_of_a_search_without_changelog_only_what_is_known_is_told() -> None:
    issues = json.loads((GOLDEN / "jira_search.json").read_text(encoding="utf-8"))["issues"]
    for issue in issues:
        del issue["changelog"]
    rows = read(json.dumps({"issues": issues}).encode(), Settings()).rows
    assert [values(row, "number", "state", "made_sla") for row in rows] == [
        ("ITSD-101", "Closed", True), ("ITSD-102", "Resolved", False), ("ITSD-103", "Waiting for customer", None),
    ]  # fmt: skip


def test_a_history_cut_short_is_said() -> None:
    doubts = read((GOLDEN / "jira_search.json").read_bytes(), Settings()).doubts
    assert [(doubt.code, doubt.about) for doubt in doubts] == [("changelog_cut", "ITSD-102")]


def test_glpi_counts_priorities_the_other_way_round_and_its_codes_are_words() -> None:
    rows = rows_of("glpi.csv")
    assert [values(row, "state", "priority", "made_sla") for row in rows] == [
        ("Closed", "2", True), ("Solved", "1", False), ("Pending", "3", None), ("Processing (assigned)", "5", None),
        ("Processing (planned)", "4", None), ("New", "3", None),
    ]  # fmt: skip
    assert rows[0].values["grp"] == "_DSI > Poste"
    assert [values(row, "state", "priority") for row in rows_of("glpi_rest.json")] == [
        ("Closed", "2"),
        ("Pending", "1"),
    ]


def test_the_rows_of_a_glpi_search_have_numbers_for_names() -> None:
    rows = [{"2": 12, "12": 5, "15": "2024-03-14 09:05:00", "17": "2024-03-14 16:40:00", "19": "2024-03-15 08:00:00",
             "3": 3, "8": ["Poste", "Réseau"]}]  # fmt: skip
    row = read(json.dumps({"totalcount": 1, "count": 1, "data": rows}).encode(), Settings()).rows[0]
    assert values(row, "source", "number", "state", "grp", "resolved_at") == ("glpi", "12", "Solved", "Poste", RESOLVED)


def test_itop_says_the_same_in_both_languages_and_in_its_answers() -> None:
    french, english, answer = rows_of("itop_fr.csv"), rows_of("itop_en.csv"), rows_of("itop_rest.json")
    kept = ("state", "priority", "resolved_at", "closed_at", "made_sla")
    assert [values(row, *kept) for row in french[1:4]] == [values(row, *kept) for row in english[1:]]
    assert [values(row, *kept) for row in answer] == [values(row, *kept) for row in (french[0], french[2])]
    assert [row.values["made_sla"] for row in french] == [True, False, True, True, True]


def test_zendesk_s_metrics_are_read_and_one_agent_is_no_hand_off() -> None:
    table, lines = rows_of("zendesk.csv"), rows_of("zendesk.json")
    assert [values(row, "state", "reopened", "reassigned") for row in table] == [
        ("Closed", 1, 2), ("Solved", 0, 0), ("Pending", 0, 0), ("On-hold", 0, 0), ("Open", 0, 0), ("New", 0, 0),
    ]  # fmt: skip
    kept = ("number", "state", "priority", "resolved_at", "reopened", "reassigned")
    assert [values(row, *kept) for row in lines] == [values(row, *kept) for row in (table[0], table[2])]
    beside = {"tickets": [{"id": 1, "created_at": "2024-03-14T08:05:00Z", "status": "solved"}],
              "metric_sets": [{"ticket_id": 1, "solved_at": "2024-03-14T15:40:00Z", "reopens": 2}]}  # fmt: skip
    row = read(json.dumps(beside).encode(), Settings()).rows[0]
    assert values(row, "resolved_at", "reopened") == (RESOLVED, 2)


@pytest.mark.parametrize(("state", "effect"), [
    ("Waiting for customer", "pause"), ("Waiting for support", "run"), ("En attente du support", "run"),
    ("En attente du client", "pause"), ("waiting_for_approval", "pause"), ("On-hold", "pause"), ("Pending", "pause"),
    ("Processing (assigned)", "run"), ("Solved", "stop"), ("rejected", "cancel"), ("Open", "run"),
])  # fmt: skip
def test_the_states_of_each_tool_have_their_usual_effect(state: str, effect: str) -> None:
    assert usual_effect(state) == effect


BAD = {
    "jira.csv": ("02/Feb/24 11:59 PM", "31/Feb/24 11:59 PM", 4, "Created"),
    "jira_fr.csv": ("01/août/24 12:15 PM", "01/aout/1824 12:15 PM", 4, "Création"),
    "glpi.csv": ("01-04-2024 12:15", "hier", 5, "Date d'ouverture"),
    "itop_fr.csv": ("2024-04-01 12:15:00", "2024-13-01 12:15:00", 4, "Date de début"),
    "zendesk.csv": ("2024-04-01 12:15", "2024-04-31 12:15", 4, "Created at"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_date_refuses_its_row_alone_and_says_where_what_and_how(name: str) -> None:
    good, bad, line, column = BAD[name]
    content = (GOLDEN / name).read_text(encoding="utf-8-sig").replace(good, bad, 1)
    parsed = read(content.encode(), Settings(), name)
    reject = parsed.rejects[0]
    assert len(parsed.rejects) == 1 and len(parsed.rows) == len(rows_of(name)) - 1
    assert (reject.file, reject.line, reject.column, reject.found) == (name, line, column, bad)
    assert reject.expected in ("datetime", "date_missing") and "28/02/2024" in reject.example
    assert bad in reject_sentence(reject) and column in reject_sentence(reject)


@pytest.mark.parametrize("content", [
    b'{"issues": [{"key": "A-1"}]}', b'{"objects": null, "code": 0}', b'{"tickets": []}',
    b'{"data": [], "totalcount": 0}',
    b'[{"id": 1, "name": "x"}]', b'{"objects": {"UserRequest::1": {"fields": "no"}}}', b'{"issues": 3}', b"[[1]]",
])  # fmt: skip
def test_json_without_tickets_is_refused_and_never_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read(content, Settings())
    assert caught.value.reject.expected in ("ticket_records", "ticket_columns")


JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, "", [], {}, [None], [[1]], {"a": 1}, "x" * 300, "2024-99-01", {"name": None},
    {"value": [1]}, "\u0000",
)  # fmt: skip


def spoilt(value: Any, chance: Any) -> Any:
    """The same with something else, or nothing, at one place."""
    if isinstance(value, (dict, list)) and value and chance.random() < 0.9:
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        place = chance.choice(places)
        if chance.random() < 0.1:
            del value[place]
        else:
            value[place] = spoilt(value[place], chance)
        return value
    return chance.choice(JUNK)


@pytest.mark.parametrize("name", ["jira_search.json", "glpi_rest.json", "itop_rest.json", "zendesk.json"])
@given(chance=st.randoms())
def test_json_spoilt_anywhere_is_read_or_refused_and_never_breaks_the_reader(name: str, chance: Any) -> None:
    text = (GOLDEN / name).read_text(encoding="utf-8")
    whole = [json.loads(line) for line in text.splitlines()] if name == "zendesk.json" else json.loads(text)
    content = json.dumps(spoilt(whole, chance)).encode()
    for question in (lambda bytes_: read(bytes_, Settings()), lambda bytes_: recognise(bytes_, "x.json")):
        with contextlib.suppress(Refused):
            question(content)


@pytest.mark.parametrize("name", [name for name in TOOLS if name.endswith(".csv")])
def test_the_command_line_s_stream_reads_a_tool_the_same_way(house: Path, name: str) -> None:
    one, other, lines = both(GOLDEN / name, house, source="")
    assert one == other and len(one) == len(rows_of(name)) and lines == ([], [])


def test_long_texts_of_several_lines_hide_neither_the_separator_nor_the_columns(house: Path, tmp_path: Path) -> None:
    text = '"' + "A line of a description; with all signs.\n" * 90 + '"'
    rows = [f"ITSD-{n},14/Mar/24 9:05 AM,14/Mar/24 4:40 PM,Open,{text}" for n in range(99)]
    path = tmp_path / "jira.csv"
    path.write_text("\n".join(["Issue key,Created,Updated,Status,Description", *rows]), encoding="utf-8")
    assert path.stat().st_size > HEAD
    one, other, _ = both(path, house, source="")
    assert [row[:2] for row in one] == [row[:2] for row in other] and len(one) == 99


def test_a_big_export_follows_the_columns_that_a_person_chose(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"Ref;Declared;Team\nT1;12/03/2024 10:00;Desk\n"
    small = batches.receive(batches.HOUSE, BytesIO(content), "t.csv", batches.Told("tickets"))
    mapping.assign(batches.HOUSE, small, "", "ticket", {"Ref": "number", "Declared": "opened_at", "Team": "grp"})
    monkeypatch.setattr(gate, "MAX_BYTES", 10)
    big = batches.receive(batches.HOUSE, BytesIO(content), "big.csv", batches.Told(unlimited=True))
    batches.confirm(batches.HOUSE, batches.check(batches.HOUSE, big))
    with parts.ledger().connection() as db:
        assert db.execute("SELECT number, grp FROM tickets_now").fetchall() == [("T1", "Desk")]


@pytest.mark.parametrize("name", ["jira.csv", "jira_search.json", "glpi.csv", "itop_fr.csv", "zendesk.csv"])
def test_a_file_goes_from_the_door_to_the_ledger_and_a_second_time_adds_nothing(bring: Import, name: str) -> None:
    content = (GOLDEN / name).read_bytes()
    first, again = bring(content, name), bring(content, name)
    numbers = {row.values["number"] for row in rows_of(name)}
    assert (first.state, first.counts["new"], first.counts["source"]) == ("confirmed", len(numbers), TOOLS[name])
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, len(numbers))
    assert "states_pause" in [doubt.code for doubt in doubts_of(first)]
    assert not mapping.needs_a_person(first)
    with parts.ledger().connection() as db:
        assert {source for (source,) in db.execute("SELECT DISTINCT source FROM tickets_now").fetchall()} == {
            TOOLS[name]
        }


def test_what_a_person_says_of_a_tool_s_columns_is_remembered_for_the_next_file(bring: Import) -> None:
    content = (GOLDEN / "jira.csv").read_bytes()
    batch = batches.receive(batches.HOUSE, BytesIO(content), "jira.csv")
    columns = mapping.chosen(batch.options["sheets"][0]) | {"Project name": "grp"}
    del columns["Custom field (Assignment group)"]
    mapping.assign(batches.HOUSE, batch, "", "ticket", columns)
    batches.confirm(batches.HOUSE, batches.check(batches.HOUSE, batch))
    bring(content.replace(b"ITSD-", b"NEXT-"), "jira2.csv")
    with parts.ledger().connection() as db:
        groups = db.execute("SELECT count(*), min(grp), max(grp), min(priority) FROM tickets_now").fetchone()
    assert groups == (8, "IT Service Desk", "IT Service Desk", "1")


def test_json_with_names_of_its_own_is_matched_like_a_list(bring: Import) -> None:
    content = json.dumps([{"incident": "T1", "declared": "2024-03-14 09:05:00"}]).encode()
    batch = batches.receive(batches.HOUSE, BytesIO(content), "export.json")
    assert mapping.needs_a_person(batch)
    mapping.assign(batches.HOUSE, batch, "", "ticket", {"incident": "number", "declared": "opened_at"})
    assert batches.check(batches.HOUSE, batch).counts["new"] == 1
