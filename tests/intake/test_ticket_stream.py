"""The command line's stream and the page's reader say the same of the same file."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etincelle.intake import observations, ticket_stream
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.sources import incidents
from etincelle.intake.sources.rows import Refused
from etincelle.ledger.port import SCHEMAS

RECEIVED = datetime(2024, 6, 1, tzinfo=UTC)
TOLD = {
    "source": "servicenow",
    "received_at": RECEIVED.isoformat(),
    "local_zone": "Europe/Paris",
    "zone": "",
    "day_first": True,
}
DIRTY = (
    "number;opened_at;sys_updated_on;assignment_group;incident_state;made_sla;reassignment_count;priority\n"
    "INC1;4/4/2016 00:25;4/4/2016 09:00;?;6;true;2;3 - Moderate\n"
    ";4/4/2016 00:25;4/4/2016 09:00;G;New;true;0;1\n"
    "INC3;31/2/2016 00:25;4/4/2016 09:00;G;New;true;0;1\n"
    "INC4;4/4/2016 00:25;;Été;New;;;haute\n"
).encode("cp1252")


LABELS = (
    "Incidents ; export du 12/03/2024\n\n"
    "Numéro;Ouvert le;Mis à jour le;Groupe d'affectation;État;SLA respecté;Priorité;Élément de configuration\n"
    "INC1;12/03/2024 09:15:00;12/03/2024 10:00:00;Réseau;Résolu;vrai;1 - Critique;?\n"
    "INC2;13-03-2024 09:15;13.03.2024 10:00;Réseau;En cours;non;P2;Serveur\n"
    "INC3;03/04/2024 02:15 PM;2024-04-03T12:16:00Z;;Annulé;oui;Élevée;\n"
    "INC4;2024-04-03T09:15:00+01:00;2024-04-03 10:00:00.123;G;6;1;Basse;\n"
    "INC5;04/03/2024;;G;Awaiting Problem;peut-être;1;\n"
    "INC6;04/03/0024 10:00;04/03/2024 10:00;G;New;0;10 - x;\n"
    "INC7;04/03/2024 10:00;04/03/2024 10:00;G;New;0;1;a;b\n"
    "INC8;04/03/2024 10:00;04/03/2024 10:00;G;New;0\n"
    "INC9;04/03/2024;;G;Fermé;FALSE;planning;\n"
).encode("cp1252")
UNDATED = (
    b"number,opened_at,sys_mod_count,priority\n"
    b"INC1,2024-03-12 09:15:00,1,1\nINC1,2024-03-12 09:15:00,3,2\nINC1,2024-03-12 09:15:00,2,3\n"
    b"INC2,2024-03-12 09:15:00,0,1\nINC2,2024-03-12 09:15:00,0,2\nINC2,2024-03-12 09:15:00,0,1\n"
    b"INC3,2024-03-12 09:15:00,0,1\nINC3,2024-03-12 09:15:00,0,1\n"
)


def both(
    path: Path, house: Path, source: str = "servicenow"
) -> tuple[list[object], list[object], tuple[list[int], list[int]]]:
    """The observations in order and the lines refused, by the page's reader and by the stream."""
    parsed = incidents.read(path.read_bytes(), incidents.Settings(received_at=RECEIVED), path.name)
    names = [name for name in SCHEMAS["tickets"] if name not in ("partnership_code", "line")]
    query = f"SELECT {', '.join(names)} FROM {{}} ORDER BY line"
    with observations.laid_down("tickets", parsed.rows) as incoming:
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMAS["tickets"].items())
        one = duckdb.sql(query.format(f"read_json('{incoming.path}', columns={{{columns}}})")).fetchall()
    with ticket_stream.streamed(path, {**TOLD, "source": source}, "") as found:
        other = duckdb.sql(query.format(f"'{found.incoming.path}'")).fetchall()
        assert (found.read, found.covers) == (parsed.read, parsed.covers)
        assert {doubt.code for doubt in found.doubts} == {doubt.code for doubt in parsed.doubts}
        lines = [sorted({reject.line for reject in some}) for some in (parsed.rejects, found.rejects)]
        assert found.rejected == len(lines[1])
        return one, other, (lines[0], lines[1])


CASES = {"fields": (DIRTY, 2, [3, 4]), "labels": (LABELS, 5, [8, 9, 10, 11]), "undated": (UNDATED, 2, [5, 6])}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("case", CASES)
def test_a_dirty_export_is_the_same_both_ways(house: Path, tmp_path: Path, case: str, encoding: str) -> None:
    content, kept, refused = CASES[case]
    path = tmp_path / "export.csv"
    path.write_bytes(content.decode("cp1252").encode(encoding))
    one, other, lines = both(path, house)
    assert one == other and len(one) == kept and lines == (refused, refused)


def test_accents_that_come_late_in_a_big_file_are_read_in_their_own_encoding(house: Path, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    lines = [f"INC{n};12/03/2024 09:15:00;12/03/2024 10:00:00;Desk" for n in range(8_000)]
    last = "INC9999;12/03/2024 09:15:00;12/03/2024 10:00:00;Réseau"
    path.write_bytes("\n".join(["number;opened_at;sys_updated_on;assignment_group", *lines, last]).encode("cp1252"))
    assert path.stat().st_size > ticket_stream.HEAD
    with ticket_stream.streamed(path, TOLD, "") as found:
        query = f"SELECT grp FROM '{found.incoming.path}' WHERE number = 'INC9999'"
        assert (duckdb.sql(query).fetchall(), found.rejected) == ([("Réseau",)], 0)


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"\0" * 100, b'{"result": []}', b"%PDF-1.4"])
def test_only_a_csv_can_be_streamed_and_the_refusal_says_so(house: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "incident.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused) as caught, ticket_stream.streamed(path, TOLD, ""):
        pass
    assert caught.value.reject.expected == "stream_csv" and "CSV" in reject_sentence(caught.value.reject)


@pytest.mark.shared_data
def test_the_event_log_is_the_same_both_ways(house: Path, tmp_path: Path, shared_data: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(
        gzip.decompress((shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes())
    )
    one, other, lines = both(path, house)
    assert one == other and len(one) == 21_597 and lines == ([], [])
