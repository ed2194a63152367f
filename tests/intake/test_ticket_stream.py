"""The command line's stream and the page's reader say the same of the same file."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etincelle.intake import observations, ticket_stream
from etincelle.intake.sources import servicenow
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


def both(path: Path, house: Path) -> tuple[list[object], list[object], tuple[int, int]]:
    parsed = servicenow.read(path.read_bytes(), servicenow.Settings(received_at=RECEIVED), path.name)
    names = [name for name in SCHEMAS["tickets"] if name != "partnership_code"]
    query = f"SELECT {', '.join(names)} FROM {{}} ORDER BY line"
    with observations.laid_down("tickets", parsed.rows) as incoming:
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in SCHEMAS["tickets"].items())
        one = duckdb.sql(query.format(f"read_json('{incoming.path}', columns={{{columns}}})")).fetchall()
    with ticket_stream.streamed(path, TOLD, "") as found:
        other = duckdb.sql(query.format(f"'{found.incoming.path}'")).fetchall()
        assert (found.read, found.covers) == (parsed.read, parsed.covers)
        return one, other, (len({r.line for r in parsed.rejects}), found.rejected)


@pytest.mark.parametrize("content", [DIRTY, DIRTY.decode("cp1252").encode("utf-8-sig")], ids=["cp1252", "utf-8"])
def test_a_dirty_export_is_the_same_both_ways(house: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    one, other, rejected = both(path, house)
    assert one == other and len(one) == 2 and rejected == (2, 2)


@pytest.mark.shared_data
def test_the_event_log_is_the_same_both_ways(house: Path, tmp_path: Path, shared_data: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(
        gzip.decompress((shared_data / "servicenow" / "incident_event_log_2016-04-04_17.csv.gz").read_bytes())
    )
    one, other, rejected = both(path, house)
    assert one == other and len(one) == 21_597 and rejected == (0, 0)
