"""What the commands do, from an empty folder on: tables made at need, answers, exit codes, backup and return."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.cli.terminal import ENGLISH, FRENCH, Done, environment, rehearse, run

from etincelle.foundation.locks import SERVING, held

EVENTS = "servicenow/incident_event_log_2016-04-04_17.csv.gz"
SETTINGS = "etincelle.foundation.settings"
RECORDS = "servicenow/incidents_REST.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the examples of the template."""
    folder = tmp_path_factory.mktemp("made")
    book = str(folder / "book.xlsx")
    steps = rehearse(folder / "data", [["template", book], ["template", book], ["import", book]])
    assert [step.returncode for step in steps] == [0, 2, 0]
    return folder / "data"


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """The same, for one test."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def told(done: Done) -> str:
    """All that a command says, its no-break spaces as plain ones."""
    return (done.stdout + done.stderr).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("call",), 4, "Deux fichiers suffisent"),
        (("status",), 1, "Rien de décidé pour l’instant"),
        (("user", "dsi@client.example", "--role", "dsi"), 0, "http://127.0.0.1:8765/once/"),
        (("backup", "saved.tar"), 1, "il n’y a rien à sauvegarder"),
    ],
)
def test_every_command_works_on_an_empty_folder(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(tmp_path / "data", *words)
    assert done.returncode == code
    assert said in told(done)


def test_two_first_commands_at_once_make_the_tables_once(tmp_path: Path) -> None:
    command, environ = [sys.executable, "-m", "etincelle.cli", "call"], environment(tmp_path / "data", FRENCH, {})
    started = [subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in started]
    assert [(err, code) for _out, err, code in ended] == [(b"", 4), (b"", 4)]
    with closing(sqlite3.connect(tmp_path / "data" / "etincelle.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM spark_morning").fetchone() == (1,)


def test_tables_of_an_older_version_are_brought_up_to_date(data: Path) -> None:
    back = [sys.executable, "-m", "django", "migrate", "spark", "0001_initial", "-v0", f"--settings={SETTINGS}"]
    subprocess.run(back, env=environment(data, FRENCH, {}), check=True)
    assert run(data, "status").returncode == 0


def test_data_of_a_newer_version_is_refused(data: Path) -> None:
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('spark', '9999_later', '2030-01-01')"
    with closing(sqlite3.connect(data / "etincelle.sqlite3")) as database:
        database.execute(later)
        database.commit()
    done = run(data, "call")
    assert done.returncode == 1
    assert "version plus récente (spark.9999_later)" in told(done)


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_exports_go_in_once_on_an_empty_folder(tmp_path: Path, shared_data: Path) -> None:
    events, records = str(shared_data / EVENTS), str(shared_data / RECORDS)
    first, both = rehearse(tmp_path / "data", [["import", events], ["import", events, records, "--json"]])
    assert (first.returncode, both.returncode) == (0, 0)
    assert "4 003 incidents ; 77,4 % ont tenu leur engagement" in told(first)
    found = json.loads(both.stdout)
    assert [(f["counts"]["new"], f["counts"]["changed"]) for f in found["files"]] == [(0, 0), (67, 0)]
    assert (found["incidents"]["count"], found["files"][0]["counts"]["unchanged"]) == (4070, 4003)


def test_a_folder_goes_in_and_names_what_was_left_aside(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inside").mkdir(parents=True)
    (folder / "note.txt").write_text("Une note sans partenariat.\n")
    (folder / ".hidden.csv").write_text("x\n")
    (folder / "inside" / "partners.csv").write_text("Code,Nom\nAUTRE,Autre\n")
    done, named = rehearse(data, [["import", str(folder)], ["import", str(folder / "note.txt")]])
    assert (done.returncode, named.returncode) == (3, 1)
    assert "partners.csv : 1 ligne lue" in told(done)
    assert "Laissé de côté : Fichier « note.txt »" in told(done)
    assert "hidden" not in told(done)


def test_rows_are_not_given_to_a_partnership_that_does_not_exist(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "incidents.csv"
    file.write_text("number,opened_at,sys_mod_count,made_sla\nINC1,2026-01-02 08:00:00,1,true\n")
    done = run(data, "import", str(file), "--partnership", "ABSENT")
    assert done.returncode == 2
    assert "Codes connus : ALTEA-POSTE" in told(done)


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Code,Partenaire,Périmètre\nP-1,P,Support\n")
    (tmp_path / "b.csv").write_text("Code,Nom\nP,Prestige\n")
    done = run(tmp_path / "data", "import", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--json")
    found = json.loads(done.stdout)["files"]
    assert [(f["file"], f["counts"]["new"]) for f in found] == [("b.csv", 1), ("a.csv", 1)]


def test_a_file_comes_by_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("Code,Nom\nP,Prestige\n")
    done = run(tmp_path / "data", "import", "-", "--json", stdin=file)
    assert (done.returncode, json.loads(done.stdout)["files"][0]["counts"]["new"]) == (0, 1)


def test_a_refused_row_gives_its_place_and_exit_3(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "partnerships.csv"
    file.write_text("Code,Partenaire,Périmètre,Date de signature\nX-1,ABSENT,Support,31/02/2024\n")
    done = run(data, "import", str(file), "--json", language=ENGLISH)
    reject = json.loads(done.stdout)["files"][0]["rejects"][0]
    assert done.returncode == 3
    assert (reject["code"], reject["line"], reject["found"]) == ("date_missing", 2, "31/02/2024")
    assert reject["sentence"].startswith("Row 2, column “Date de signature”: “31/02/2024” does not exist.")


def test_a_trial_saves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("Code,Nom\nP,Prestige\n")
    trial, done, again = rehearse(
        tmp_path / "data",
        [["import", str(file), "--dry-run", "--json"], ["import", str(file), "--json"], ["import", str(file)]],
    )
    assert [json.loads(trial.stdout)[name] for name in ("decision", "incidents")] == [None, None]
    assert json.loads(trial.stdout)["files"][0]["state"] == "checked"
    assert json.loads(done.stdout)["files"][0]["counts"]["new"] == 1
    assert "b.csv : 1 ligne lue : 0 nouvelles, 0 modifiées, 1 inchangées. Rien de nouveau." in told(again)


def test_one_decision_through_call_status_and_explain(data: Path) -> None:
    call = json.loads(run(data, "call", "--json").stdout)
    status, explain = rehearse(data, [["status", "--json"], ["explain", call["day"], "--json"]])
    explained = json.loads(explain.stdout)
    assert call["decision"] == json.loads(status.stdout)["decision"]
    assert explained.pop("replay") == {"same": True, "same_rules": True, "again": None}
    assert explained == call


def test_the_sentences_of_a_document_are_in_the_language_asked(data: Path) -> None:
    french, english = (json.loads(run(data, "call", "--json", language=one).stdout) for one in (FRENCH, ENGLISH))
    assert (french["decision"], french["language"], english["language"]) == (english["decision"], "fr", "en")
    assert french["sentence"] != english["sentence"]


def test_a_day_without_decision_says_which_days_have_one(data: Path) -> None:
    past, future = rehearse(data, [["explain", "03/03/2020"], ["explain", "2199-01-01"]])
    assert (past.returncode, future.returncode) == (1, 1)
    assert "La première est du" in told(past)
    assert "est à venir" in told(future)


def test_a_partner_user_needs_a_partner_that_is_known(data: Path) -> None:
    ask = ["user", "a@b.c", "--role", "partenaire"]
    known, unknown, none, bad = rehearse(
        data, [[*ask, "--partner", "ALTEA"], [*ask, "--partner", "X"], ask, ["user", "dsi", "--role", "dsi"]]
    )
    assert [step.returncode for step in (known, unknown, none, bad)] == [0, 2, 2, 2]
    assert "Codes connus : ALTEA" in told(unknown)
    assert "n’est pas une adresse" in told(bad)


def test_what_is_saved_comes_back_here_and_elsewhere(data: Path, tmp_path: Path) -> None:
    saved, call = str(tmp_path / "all.tar"), ["call", "--json"]
    before, done, twice, back, here, sound = rehearse(
        data, [call, ["backup", saved], ["backup", saved], ["restore", saved], call, ["doctor"]]
    )
    assert [step.returncode for step in (done, twice, back, sound)] == [0, 1, 0, 0]
    assert "Les données d’avant sont dans" in told(back)
    elsewhere = rehearse(tmp_path / "elsewhere", [["restore", saved], call])
    assert elsewhere[0].returncode == 0
    assert here.stdout == elsewhere[1].stdout == before.stdout


def spoil(saved: Path) -> None:
    raw = bytearray(saved.read_bytes())
    middle = raw.find(b"SQLite format 3") + 4096
    raw[middle : middle + 64] = b"\0" * 32 + b"\xff" * 32
    saved.write_bytes(raw)


def cut_short(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:20_000])


def add_a_stranger(saved: Path) -> None:
    with tarfile.open(saved, "a") as archive:
        archive.add(__file__, arcname="./ledger/stranger.parquet")


def replace_by_another_file(saved: Path) -> None:
    saved.write_text(Path(__file__).read_text(encoding="utf-8"), encoding="utf-8")


def test_a_harmed_backup_is_refused_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    saved = tmp_path / "all.tar"
    before = rehearse(data, [["call", "--json"], ["backup", str(saved)]])[0]
    harmed = []
    for harm in (spoil, cut_short, add_a_stranger, replace_by_another_file):
        copy = Path(shutil.copy(saved, tmp_path / f"{harm.__name__}.tar"))
        harm(copy)
        harmed.append(str(copy))
    *refused, after = rehearse(data, [*(["restore", name] for name in harmed), ["call", "--json"]])
    assert [(step.returncode, step.stderr.count("\n")) for step in refused] == [(1, 1)] * 4
    assert all(name in step.stderr for name, step in zip(harmed, refused))
    assert after.stdout == before.stdout
    assert list(tmp_path.glob("data-before*")) == []


def test_nothing_is_restored_under_the_pages_that_are_served(data: Path, tmp_path: Path) -> None:
    saved = tmp_path / "all.tar"
    assert run(data, "backup", str(saved)).returncode == 0
    with held(data / SERVING, shared=True):
        refused = run(data, "restore", str(saved))
    assert refused.returncode == 1
    assert "Arrêtez etincelle serve, puis restaurez" in told(refused)


def test_a_taken_port_is_said_before_anything_is_served(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Choisissez un autre port avec --port" in told(done)


def test_doctor_names_a_damaged_part_and_a_missing_one(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "incidents.csv"
    file.write_text(
        "number,opened_at,incident_state,reassignment_count,made_sla,sys_mod_count\n"
        "INC1,2026-01-02 08:00:00,Closed,0,true,1\n"
    )
    assert run(data, "import", str(file)).returncode == 0
    part = next((data / "ledger" / "tickets").glob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    damaged = json.loads(run(data, "doctor", "--json").stdout)
    assert (damaged["sound"], [c["code"] for c in damaged["checks"] if not c["ok"]]) == (False, ["ledger"])
    part.unlink()
    missing, call = rehearse(data, [["doctor"], ["call"]])
    assert (missing.returncode, call.returncode) == (1, 1)
    assert f"absentes : tickets/{part.name}" in told(missing)


def test_doctor_says_what_to_do_of_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "etincelle.sqlite3").write_bytes(b"no database at all" * 400)
    done = run(tmp_path, "doctor")
    assert done.returncode == 1
    assert "✗ Base de données" in told(done)
    assert "etincelle restore FICHIER" in told(done)


@pytest.mark.slow
def test_the_server_answers_and_stops_without_a_word(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "etincelle.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=environment(tmp_path, FRENCH, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        pages = [answered(f"http://127.0.0.1:{port}/login/") for _ in range(8)]
        server.send_signal(signal.SIGINT)
        _said, complaint = server.communicate(timeout=60)
    assert all("</html>" in page for page in pages)
    assert (server.returncode, complaint) == (0, "")


def answered(address: str) -> str:
    """A page, once the server is there."""
    for _ in range(300):
        try:
            with urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {address}")
