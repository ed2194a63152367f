"""The manners of a test run: the network is closed, a skip is loud, the two CI files say the same thing."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError
from tests.architecture.tree import ROOT

SKIPPING = """
import pytest

def test_left_out():
    pytest.skip("no reason that holds")

@pytest.mark.shared_data
def test_of_the_real_data():
    pytest.skip("LEFT OUT: not here")
"""


def run_skips(folder: Path, ci: str) -> str:
    """The closing line of a run of two skipped tests under the house's manners."""
    (folder / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_skips.py").write_text(SKIPPING, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", folder]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ETINCELLE_DATABASE"))}
    done = subprocess.run(command, env={**environment, "CI": ci}, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1]


def test_a_skip_is_red_in_ci_but_for_the_real_data(tmp_path: Path) -> None:
    assert re.match(r"1 failed, 1 skipped", run_skips(tmp_path, "true"))


def test_a_skip_is_not_red_on_a_desk(tmp_path: Path) -> None:
    assert re.match(r"2 skipped", run_skips(tmp_path, ""))


def test_tests_cannot_leave_this_machine() -> None:
    blocked = pytest.raises(SocketConnectBlockedError)
    with pytest.warns(UserWarning, match="192.0.2.1"), blocked, socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


def test_tests_may_talk_to_themselves() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_ci_runs_make_test_and_decides_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line and not line.startswith("#")] == ["exec make test"]


def test_the_locks_name_no_host_but_the_public_index() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "uv.lock", *ROOT.glob("requirements*.lock")))
    assert set(re.findall(r"https?://([^/\"\s]+)", text)) == {"pypi.org", "files.pythonhosted.org"}


def test_the_default_install_stays_light() -> None:
    locked = re.findall(r"^[a-z0-9._-]+==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(locked)) <= 60
