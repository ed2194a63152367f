"""The second engine answers what the first one does, row for row, and says in one sentence why it cannot."""

import gzip
import io
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from tests.ledger.conftest import serving
from tests.ledger.histories import generated, office, promising, seen
from tests.ledger.questions import OF_THE_LOG, QUESTIONS, ZONE, differences

from etincelle.foundation.config import ConfigError, config, read_config
from etincelle.intake import batches, storage
from etincelle.intake.models import Batch
from etincelle.ledger import parts
from etincelle.ledger.cluster import ClusterLedger
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.port import SQL_FOLDER, LedgerError

YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
LOG = "incident_event_log_2016-04-04_17.csv.gz"
Twin = Callable[[EmbeddedLedger], ClusterLedger]


@pytest.fixture
def twin(spark_url: str) -> Twin:
    """The second engine over the parts of the first."""
    return lambda ledger: ClusterLedger(spark_url, f"file://{ledger.folder}", ledger.visible)


@pytest.mark.parametrize(("code", "end"), [(69, pytest.skip.Exception), (1, pytest.fail.Exception)])
def test_no_spark_at_all_is_announced_and_one_that_breaks_is_a_failure(
    code: int, end: type[BaseException], request: pytest.FixtureRequest
) -> None:
    command = ("sh", "-c", f"echo 'no Java here' >&2; exit {code}")
    with pytest.raises(end, match="no Java here"), serving(*command, session=request.session):
        pass


def test_a_difference_between_engines_is_seen(tmp_path: Path) -> None:
    ledger = generated(tmp_path, 100)
    fewer = EmbeddedLedger(ledger.folder, {**ledger.visible, "tickets": ledger.visible["tickets"][:1]})
    found = differences(ledger, fewer, promising(ledger, [office("utc", "UTC", *YEAR)]))
    assert found.keys() >= {"levels_by_month", "ticket_clocks", "ticket_intervals", "tickets_by_month"}


def test_no_query_is_left_out_of_the_comparison() -> None:
    names = {path.stem for path in SQL_FOLDER.glob("*.sql") if not path.stem.startswith("view_")}
    assert names == set(QUESTIONS)


@pytest.mark.cluster
def test_both_engines_answer_the_same_on_two_hundred_thousand_generated_events(tmp_path: Path, twin: Twin) -> None:
    ledger = generated(tmp_path, 28_600)
    given = promising(ledger, [office("paris", ZONE, *YEAR), office("utc", "UTC", *YEAR)])
    assert sum(count for _state, count in ledger.query("ticket_states")) > 200_000
    assert all(ledger.query(name, params, given) for name, params in QUESTIONS.items()), "an empty answer"
    assert differences(ledger, twin(ledger), given) == {}


@pytest.mark.cluster
@pytest.mark.shared_data
@pytest.mark.django_db
def test_both_engines_answer_the_same_on_a_real_log_brought_through_the_door(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, shared_data: Path, twin: Twin
) -> None:
    monkeypatch.setattr(storage, "config", lambda: replace(config(), data=data_folder))
    log = io.BytesIO(gzip.decompress((shared_data / "servicenow" / LOG).read_bytes()))
    batch = batches.check(batches.HOUSE, batches.receive(batches.HOUSE, log, "log.csv"))
    assert batches.confirm(batches.HOUSE, batch).state == Batch.State.CONFIRMED
    ledger = parts.ledger()
    hours = office("paris", ZONE, datetime(2016, 3, 1, tzinfo=UTC), datetime(2017, 3, 1, tzinfo=UTC))
    given = promising(ledger, [hours])
    assert sum(count for _state, count in ledger.query("ticket_states")) == 21_597
    asked = {**QUESTIONS, **OF_THE_LOG}
    empty = {name for name, params in asked.items() if not ledger.query(name, params, given)}
    assert empty == {"contact_events", "contact_rows", "contacts_of_person", "mail_days"}
    assert differences(ledger, twin(ledger), given, **OF_THE_LOG) == {}


@pytest.mark.cluster
def test_an_empty_ledger_has_the_same_answers(tmp_path: Path, twin: Twin) -> None:
    empty = EmbeddedLedger(tmp_path, {})
    assert differences(empty, twin(empty), {}) == {}


@pytest.mark.cluster
def test_questions_asked_at_once_never_see_each_others_parts(tmp_path: Path, twin: Twin) -> None:
    writer, when = EmbeddedLedger(tmp_path / "un dossier à nous", {}), datetime(2026, 3, 2, tzinfo=UTC)
    made = [writer.write_part("tickets", [seen(f"T{n}-{k}", "New", when, 0) for k in range(n)]) for n in range(1, 5)]
    twins = [twin(EmbeddedLedger(writer.folder, {"tickets": [part.path.name]})) for part in made]
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda one: one.query("tickets_summary")[0][0], twins))
    assert counts == [1, 2, 3, 4]


@pytest.mark.cluster
def test_a_part_that_the_cluster_does_not_see_is_said_in_one_sentence(tmp_path: Path, spark_url: str) -> None:
    lost = ClusterLedger(spark_url, f"file://{tmp_path}/elsewhere", {"tickets": ["a.parquet"]})
    with pytest.raises(LedgerError, match=r"(?s)^[^\n]*elsewhere[^\n]*ETINCELLE_LEDGER_FOLDER[^\n]*$"):
        lost.query("tickets_summary")


@pytest.mark.cluster
def test_what_the_cluster_refuses_is_said_without_its_stack(tmp_path: Path, spark_url: str) -> None:
    garbage = tmp_path / "tickets" / "a.parquet"
    garbage.parent.mkdir()
    garbage.write_bytes(b"not a part")
    with pytest.raises(LedgerError) as caught:
        ClusterLedger(spark_url, f"file://{tmp_path}", {"tickets": ["a.parquet"]}).query("tickets_summary")
    assert "\n" not in str(caught.value) and spark_url.removeprefix("sc://") in str(caught.value)


@pytest.mark.cluster
@pytest.mark.django_db
def test_one_setting_sends_questions_about_tickets_to_the_cluster(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, spark_url: str
) -> None:
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    parts.publish(parts.ledger().write_part("tickets", [seen("A", "New", when, 0, made_sla=True)]), batch=1)
    here = parts.tickets_by_month(date(2026, 1, 1), date(2026, 12, 1)), parts.histories().query("ticket_intervals")
    chosen = replace(parts.config(), ledger_url=spark_url)
    monkeypatch.setattr(parts, "config", lambda: chosen)
    assert isinstance(parts.histories(), ClusterLedger)
    there = parts.tickets_by_month(date(2026, 1, 1), date(2026, 12, 1)), parts.histories().query("ticket_intervals")
    assert here == there


@pytest.mark.cluster
@pytest.mark.django_db
def test_the_doctor_asks_the_cluster_about_the_newest_part(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, spark_url: str
) -> None:
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    parts.publish(parts.ledger().write_part("tickets", [seen("A", "New", when, 0)]), batch=1)
    chosen = replace(parts.config(), ledger_url=spark_url)
    monkeypatch.setattr(parts, "config", lambda: chosen)
    assert parts.cluster_trouble() == ""
    elsewhere = replace(chosen, ledger_folder="file:///nowhere")
    monkeypatch.setattr(parts, "config", lambda: elsewhere)
    assert "file:///nowhere" in parts.cluster_trouble()


def test_without_the_setting_the_engine_of_the_house_answers(data_folder: Path, db: None) -> None:
    assert isinstance(parts.histories(), EmbeddedLedger)


def test_a_cluster_that_does_not_answer_is_an_error_and_never_another_engine(tmp_path: Path) -> None:
    said = r"127\.0\.0\.1:1 does not answer.*ETINCELLE_LEDGER_URL"
    with translation.override("en"), pytest.raises(LedgerError, match=said):
        ClusterLedger("sc://127.0.0.1:1/;token=secret", str(tmp_path), {}).query("tickets_summary")


def test_an_import_needs_no_cluster(data_folder: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = replace(parts.config(), ledger_url="sc://127.0.0.1:1")
    monkeypatch.setattr(parts, "config", lambda: chosen)
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    parts.publish(parts.ledger().write_part("tickets", [seen("A", "New", when, 0)]), batch=1)
    assert len(parts.tickets_by_month(date(2026, 1, 1), date(2026, 12, 1))) == 1 and parts.withdraw(1) == 1


WITHOUT_CLIENT = """
import sys
for absent in ("pyspark", "sqlglot", "grpc", "pyarrow", "pandas"):
    sys.modules[absent] = None
import django
django.setup()
from etincelle.ledger import parts
print(len(parts.histories.__doc__) > 0)
try:
    parts._cluster_ledger()
except parts.LedgerError as error:
    print(error)
"""


def test_the_default_install_needs_nothing_of_the_cluster_and_says_what_to_add() -> None:
    command = [sys.executable, "-c", WITHOUT_CLIENT]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "etincelle.foundation.settings", "ETINCELLE_LANGUAGE": "en"},
    )  # fmt: skip
    loaded, said = answer.stdout.splitlines()
    assert loaded == "True" and "etincelle[cluster]" in said


@pytest.mark.parametrize("wrong", ["http://spark:15002", "spark:15002", "sc://", "sc://spark:many"])
def test_a_wrong_address_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"ETINCELLE_LEDGER_URL: .* is not possible. Write sc://host:15002"):
        read_config({"ETINCELLE_LEDGER_URL": wrong})


def test_a_refused_address_keeps_its_token_to_itself() -> None:
    with pytest.raises(ConfigError) as caught:
        read_config({"ETINCELLE_LEDGER_URL": "https://spark/;token=secret"})
    assert "secret" not in str(caught.value)


def test_an_address_is_taken_as_it_stands() -> None:
    url = "sc://spark.example.org:15002/;use_ssl=true"
    assert read_config({"ETINCELLE_LEDGER_URL": url}).ledger_url == url
    assert read_config({}).ledger_url == ""
