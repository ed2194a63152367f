"""`etincelle ties`: what is printed, what is refused, and that nobody is named."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from bench.organisations import mail_of
from tests.cli.terminal import ENGLISH, rehearse

START = date(2022, 1, 1)


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented organisation's mail as a file with French headers."""
    file = tmp_path_factory.mktemp("mail") / "courrier.csv"
    lines = ["Date;De;À"]
    for who, whom, at in zip(*(column.tolist() for column in mail_of("bursts", 3, people=150, days=700))):
        day = START + timedelta(days=at // 86_400)
        lines.append(
            f"{day:%d/%m/%Y} {at % 86_400 // 3600:02}:{at % 3600 // 60:02};p{who}@exemple.fr;p{whom}@exemple.fr"
        )
    file.write_text("\n".join([*lines, "31/02/2023;x@exemple.fr;y@exemple.fr"]), encoding="utf-8")
    return file


def test_both_languages_and_the_document(tmp_path: Path, mail: Path) -> None:
    use = ["ties", str(mail), "--cut", "30/06/2023", "--days", "120"]
    french, document = rehearse(tmp_path, [use, [*use, "--json"]])
    english = rehearse(tmp_path, [use], ENGLISH)[0]
    assert (french.returncode, english.returncode, document.returncode) == (0, 0, 0)
    assert "Réveillé sous 120\u00a0jours" in french.stdout
    assert "1 à la date impossible" in french.stdout
    assert "non installé" in french.stdout
    assert "Woken within 120 days" in english.stdout
    assert "@" not in french.stdout + english.stdout + document.stdout
    told = json.loads(document.stdout)
    assert told["set_aside"]["date"]["rows"] == 1
    assert told["crowded"] > 0
    assert [row["score"] for row in told["scores"]] == ["ours", "recency", "volume", "bgnbd", "quieter", "shared"]
    ours, recency = told["scores"][:2]
    assert ours["asleep"]["auc"] > recency["asleep"]["auc"]
    assert ours["woken"]["auc"] > recency["woken"]["auc"]
    assert told["scores"][3] == {"score": "bgnbd", "installed": False, "asleep": None, "woken": None}


def test_a_tiny_file_is_unknown_and_one_that_ends_early_says_so(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("a,b,2024-01-05\nb,a,2024-03-05\n")
    done = rehearse(tmp_path, [["ties", str(file), "--cut", "2024-02-01"], ["ties", str(file), "--cut", "2019-01-01"]])
    assert [one.returncode for one in done] == [0, 0]
    assert done[0].stdout.count("?") >= 6
    assert "s’arrêtent le 5\u00a0mars 2024" in done[0].stdout
    assert "Les heures manquent" in done[0].stdout


def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path) -> None:
    uses = []
    for number, text in enumerate(("who;when\n", "who;whom;when\na;b;soon\n", 'a;b;2024-01-05\na;"b;2024-01-05\n')):
        file = tmp_path / f"{number}.csv"
        file.write_text(text)
        uses.append(["ties", str(file), "--cut", "2024-02-01"])
    columns, dates, quote = rehearse(tmp_path, uses)
    assert [one.returncode for one in (columns, dates, quote)] == [1, 1, 1]
    assert "Ligne 1" in columns.stderr
    assert "trois colonnes" in columns.stderr
    assert "Ligne 2" in dates.stderr
    assert "Ligne 2" in quote.stderr
