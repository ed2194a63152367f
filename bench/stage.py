"""A large installation in a scratch folder: every chapter filled, for P8 and P9.

The folder is ETINCELLE_DATA when it is set, else a new one. Partnerships differ: in each, some behaviours sleep and
others live, so that signals have something to judge (`bench.nightly` says how many do). Chance comes from seeds.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

if "ETINCELLE_DATA" not in os.environ:
    os.environ["ETINCELLE_DATA"] = tempfile.mkdtemp(prefix="etincelle-bench-")
    atexit.register(shutil.rmtree, os.environ["ETINCELLE_DATA"], ignore_errors=True)
DATA = Path(os.environ["ETINCELLE_DATA"])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")

import django  # noqa: E402 - the folder is chosen first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench import stage_ledger, stage_rows  # noqa: E402
from etincelle.arithmetic.workdays import is_workday  # noqa: E402
from etincelle.foundation import clock  # noqa: E402
from etincelle.ledger import parts  # noqa: E402

SIZES = ((125, 50_000, 500_000), (250, 100_000, 1_000_000), (500, 200_000, 2_000_000))
LARGE = SIZES[-1]


def working_day() -> date:
    """Today, or the last working day before it: a decision of a Sunday would be a silence."""
    day = clock.today()
    while not is_workday(day, "FR", "national"):
        day -= timedelta(days=1)
    return day


TODAY = working_day()


def build(partnerships: int, contacts: int, tickets: int) -> None:
    """Fill an empty installation."""
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        houses = stage_rows.fill(partnerships, TODAY)
    ledger = parts.ledger()
    written = [
        stage_ledger.contacts(ledger, houses, contacts, TODAY),
        *stage_ledger.tickets(ledger, partnerships, tickets, TODAY),
    ]
    with transaction.atomic():
        for part in written:
            parts.publish(part, batch=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def build_apart(size: tuple[int, int, int], folder: Path) -> None:
    """The same in a process of its own, so that its memory is not counted with what is measured."""
    code = f"from bench import stage; stage.build{size}"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "ETINCELLE_DATA": str(folder)})
