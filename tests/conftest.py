"""A data folder of its own for every test run, the cast, and the manners of the run.

    pytest                                         everything, on SQLite
    tools/postgres.sh … pytest --store postgres    what touches the database, on PostgreSQL

A skip is loud: pytest lists it at the end, and with CI=true it is a failure, except for the tests of the real data
that may lie beside the checkout.
"""

import os
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

os.environ.setdefault("ETINCELLE_DATA", tempfile.mkdtemp(prefix="etincelle-tests-"))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from etincelle.foundation import config as config_module  # the environment comes first

IN_CI = os.environ.get("CI", "").lower() in ("1", "true")
hypothesis.settings.register_profile("house", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """Every test begins in French, whatever the one before it activated."""
    with translation.override("fr"):
        yield


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder for one test: ledger parts and stored files go there."""
    mine = replace(config_module.config(), data=tmp_path)
    monkeypatch.setattr("etincelle.ledger.parts.config", lambda: mine)
    yield tmp_path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data beside the checkout; its absence is announced, never hidden."""
    if not SHARED.is_dir():
        pytest.skip(f"LEFT OUT: real data not found in {SHARED}")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--store postgres` keeps the tests that touch the database, for the server of ETINCELLE_DATABASE_URL."""
    parser.addoption("--store", choices=("embedded", "postgres"), default="embedded", help="the database to run on")


def pytest_configure(config: pytest.Config) -> None:
    """The chosen store and the environment say the same thing."""
    server = bool(os.environ.get("ETINCELLE_DATABASE_URL"))
    if server != (config.getoption("--store") == "postgres"):
        raise pytest.UsageError("--store postgres and ETINCELLE_DATABASE_URL go together: use tools/postgres.sh")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what depends on the store runs a second time."""
    if config.getoption("--store") != "postgres":
        return
    fixtures = {"db", "transactional_db"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("postgres")
        or item.get_closest_marker("django_db")
        or fixtures.intersection(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed test, unless it reads the real data that CI does not have."""
    report = yield
    on_real_data = item.get_closest_marker("shared_data") or "shared_data" in getattr(item, "fixturenames", ())
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and not on_real_data:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
