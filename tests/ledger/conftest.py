"""A Spark of the tests' own: one server on 127.0.0.1 for the run, stopped with it whatever happens."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAIT = 'echo "$ETINCELLE_LEDGER_URL"; read -r verdict; [ "$verdict" = passed ]'


@pytest.fixture(scope="session")
def spark_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the server; its log is shown when a test failed. It ends when its standard input does."""
    command = [str(ROOT / "tools" / "spark.sh"), "sh", "-c", WAIT]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ETINCELLE_")}
    failed_before = request.session.testsfailed
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdin and server.stdout
        url = server.stdout.readline().strip()
        assert url, "Spark did not start: see its log above"
        yield url
        server.communicate("passed\n" if request.session.testsfailed == failed_before else "failed\n", timeout=60)
