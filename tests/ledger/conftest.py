"""A Spark of the tests' own: one server on 127.0.0.1 for the run, stopped with it whatever happens."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAIT = 'echo "$ETINCELLE_LEDGER_URL"; read -r verdict; [ "$verdict" = passed ]'
UNAVAILABLE = 69  # what tools/spark.sh ends with when Spark cannot be had here


@contextmanager
def serving(*command: str, session: pytest.Session) -> Iterator[str]:
    """The address that a command prints, until its standard input ends; what it says is shown when a test failed.

    Spark that cannot be had is announced and its tests are left out (in CI, a failure); one that does not start
    is a failure.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ETINCELLE_")}
    failed_before, pipe = session.testsfailed, subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=said, text=True, env=environment) as server,
    ):
        assert server.stdin and server.stdout
        url = server.stdout.readline().strip()
        if not url:
            server.communicate(timeout=60)
            refuse(server.returncode, words(said))
        yield url
        server.communicate("passed\n" if session.testsfailed == failed_before else "failed\n", timeout=60)
        sys.stderr.write(words(said))


def words(said: "tempfile._TemporaryFileWrapper[str]") -> str:
    """All that a file holds."""
    said.seek(0)
    return said.read().strip()


def refuse(code: int, said: str) -> None:
    """Why there is no server: left out when Spark cannot be had, else failed."""
    if code == UNAVAILABLE:
        pytest.skip(f"LEFT OUT: no Spark, so nothing is known of the second engine. {said}")
    pytest.fail(f"Spark did not start. {said}")


@pytest.fixture(scope="session")
def spark_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the server."""
    with serving(str(ROOT / "tools" / "spark.sh"), "sh", "-c", WAIT, session=request.session) as url:
        yield url
