"""The words of the command line: help pages and refusals, in one language at a time, in its typography."""

import re
from pathlib import Path

import pytest
from tests.cli.terminal import COMMANDS, ENGLISH, FRENCH, rehearse, run

ENGLISH_WORDS = re.compile(
    r"\b(Usage(?=:)|Options(?=:)|the|and|is|of|not|for|with|show|error|missing|try|invalid|required|default|integer|did|you"
    r"|mean|unexpected|file|folder|value|choose|write|day)\b",
    re.IGNORECASE,
)
FRENCH_WORDS = re.compile(r"\b(le|la|les|des|une|est|erreur|aide|valeur|fichier|dossier|jour|vous|écrivez)\b", re.I)
WRONG_USES = (
    ("danser",),
    ("imp",),
    ("call", "--jsn"),
    ("call", "--json=3"),
    ("call", "trop"),
    ("import",),
    ("import", "absent"),
    ("import", "/", "--kind", "xyz"),
    ("serve", "--port"),
    ("serve", "--port", "abc"),
    ("serve", "--port", "99999"),
    ("user", "a@b.c"),
    ("user", "a@b.c", "--role", "xyz"),
    ("explain", "31/02/2026"),
    ("services", "--month", "fevrier"),
    ("explain",),
    ("restore", "/"),
    ("ties", "absent", "--cut", "2024-06-30"),
    ("ties", "/", "--cut", "2024-06-30"),
    ("ties", __file__),
    ("ties", __file__, "--cut", "30/02/2024"),
    ("ties", __file__, "--cut", "2024-06-30", "--days", "0"),
)
OURS = re.compile(r"\[OPTIONS\]|etincelle [a-z]+|--\w+|« [^»]* »|“[^”]*”|\b[a-z]+_[a-z]+\b")


def words_of(said: str) -> str:
    """What is said, without what was typed nor the names of commands, options and roles."""
    return OURS.sub("", said)


def test_french_help_pages_have_no_english_word_and_their_own_colon(tmp_path: Path) -> None:
    for page in rehearse(tmp_path, [["--help"], *([command, "--help"] for command in COMMANDS)]):
        assert page.returncode == 0
        assert "Usage\u00a0: etincelle" in page.stdout
        assert "\nOptions\u00a0:\n" in page.stdout
        assert ENGLISH_WORDS.findall(words_of(page.stdout)) == []


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
def test_the_list_of_commands_is_whole_and_fits_80_columns(tmp_path: Path, language: str) -> None:
    lines = rehearse(tmp_path, [["--help"]], language)[0].stdout.splitlines()
    assert [line.split()[0] for line in lines if re.match(r"  [a-z]+  +\S", line)] == list(COMMANDS)
    assert all(len(line) <= 80 and "..." not in line for line in lines)


def test_a_help_page_needs_no_settings(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    done = run(absent, "call", "--help", ETINCELLE_DATABASE_URL="nonsense")
    assert (done.returncode, absent.exists()) == (0, False)


def test_the_name_alone_shows_the_help(tmp_path: Path) -> None:
    alone, page = rehearse(tmp_path, [[], ["--help"]])
    assert (alone.returncode, alone.stdout) == (0, page.stdout)


def test_wrong_uses_are_said_in_french_on_standard_error(tmp_path: Path) -> None:
    for done in rehearse(tmp_path, WRONG_USES):
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("Erreur\u00a0: ")
        assert "'" not in done.stderr
        assert ENGLISH_WORDS.findall(words_of(done.stderr)) == []


def test_wrong_uses_are_said_in_english_to_who_reads_english(tmp_path: Path) -> None:
    for done in rehearse(tmp_path, WRONG_USES, ENGLISH):
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("Error: ")
        assert FRENCH_WORDS.findall(words_of(done.stderr)) == []


def test_a_refusal_says_how_to_write_it(tmp_path: Path) -> None:
    day, near, role = rehearse(
        tmp_path, [["explain", "31/02/2026"], ["call", "--jsn"], ["user", "a@b.c", "--role", "x"]]
    )
    assert "«\u00a031/02/2026\u00a0» n’est pas un jour. Écrivez par exemple 2026-03-03 ou 03/03/2026." in day.stderr
    assert "Vouliez-vous dire «\u00a0--json\u00a0»\u00a0?" in near.stderr
    assert "administrateur, dsi, responsable_partenaires" in role.stderr


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"ETINCELLE_LANGUAGE": "de"}, "fr / en"),
        ({"ETINCELLE_DEBUG": "oui"}, "true / false"),
        ({"ETINCELLE_TIME_ZONE": "Mars"}, "Europe/Paris"),
        ({"ETINCELLE_SECRET_KEY_FILE": "/absent"}, "/absent"),
        ({"ETINCELLE_DATABASE_URL": "mysql://moi:secret@h/b"}, "postgresql://"),
        ({"ETINCELLE_DATABASE_URL": "postgresql://moi:secret@h:port/b"}, "postgresql://"),
        ({"ETINCELLE_DATABASE_URL": "postgresql://moi:secret@h"}, "postgresql://"),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    done = run(tmp_path, "call", **settings)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert next(iter(settings)) in done.stderr
    assert named in done.stderr
    assert "secret@" not in done.stderr
    assert ENGLISH_WORDS.findall(words_of(done.stderr)) == []


def test_a_server_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "call", ETINCELLE_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "la base de ETINCELLE_DATABASE_URL ne répond pas" in done.stderr


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for folder in (file, file / "inside"):
        done = run(folder, "call")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "un fichier occupe la place d’un dossier" in done.stderr
