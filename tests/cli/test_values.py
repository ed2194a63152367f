"""What may be written after a command, and what becomes of a failure: pure, without a process."""

import errno
from datetime import date

import click
import duckdb
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from etincelle.cli import failures
from etincelle.cli.presenting import typographic
from etincelle.cli.values import Day, KindName, Port, RoleName
from etincelle.foundation.refusals import Refusal
from etincelle.vocabulary.levels import Role


@pytest.mark.parametrize("written", ["cio", "dsi", "DSI", "Dsi "])
def test_a_role_is_named_in_either_language(written: str) -> None:
    assert RoleName().convert(written, None, None) is Role.CIO


@pytest.mark.parametrize("written", ["responsable_partenaires", "Responsable partenaires", "vendor-manager"])
def test_case_spaces_and_hyphens_do_not_matter_in_a_role(written: str) -> None:
    assert RoleName().convert(written, None, None) is Role.VENDOR_MANAGER


def test_a_day_is_written_in_two_ways() -> None:
    assert Day().convert("2026-03-03", None, None) == Day().convert("3/3/2026", None, None) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("written", "kind"), [("", ""), ("agenda", "calendar"), ("Niveaux de service", "service_level")]
)
def test_a_kind_is_a_family_or_a_sheet(written: str, kind: str) -> None:
    assert KindName().convert(written, None, None) == kind


@pytest.mark.parametrize("written", ["0", "-1", "65536", "8765.0", "٨", ""])
def test_a_port_is_a_number_from_1_to_65535(written: str) -> None:
    with pytest.raises(click.BadParameter):
        Port().convert(written, None, None)


def test_straight_quotes_become_those_of_the_language() -> None:
    assert typographic("Option 'x' or \"y'z\"") in (
        "Option «\u00a0x\u00a0» or «\u00a0y'z\u00a0»",
        "Option “x” or “y'z”",
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/data"), "/data"),
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), "/data/x"),
        (OperationalError("database is locked"), "etincelle.sqlite3"),
        (OperationalError("attempt to write a readonly database"), "etincelle.sqlite3"),
        (ImproperlyConfigured("Error loading psycopg2 or psycopg module"), "psycopg[binary]"),
        (duckdb.IOException("No files found that match"), "etincelle doctor"),
        (Refusal("first\nsecond"), "first second"),
        (RuntimeError("surprise"), "RuntimeError (surprise)"),
    ],
)
def test_a_failure_is_one_line_that_says_where_or_how(error: Exception, told: str) -> None:
    line = failures.sentence(error)
    assert told in line
    assert "\n" not in line
    assert not any(words in line for words in ("Permission denied", "No space left", "locked", "No files found"))
