"""One portfolio in another store: its rows loaded in another order, its ledger parts written in another order.

    python -m tests.properties.another_store ROWS LEDGER SEED DAY     prints the decision of the day, as every door does

Run with its own ETINCELLE_DATA and PYTHONHASHSEED; SEED "none" keeps the order of the rows.
"""

import json
import os
import random  # noqa: TID251 - the order of rows, in a test
import subprocess
import sys
from datetime import date
from pathlib import Path

import django
import duckdb
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import transaction

if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")
    django.setup()

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import Row, SourceCoverage
from etincelle.ledger import parts
from etincelle.ledger.models import LedgerPart, MailDay, MonthsCounted, TicketMonth
from etincelle.spark.actions import publish
from etincelle.spark.codec import dumps

FACTS = (Row, SourceCoverage, LedgerPart, MailDay, MonthsCounted, TicketMonth)


def pack(folder: Path) -> tuple[Path, Path]:
    """The facts of the store of this process as a file, and where its ledger lies."""
    kept = [m for m in apps.get_models() if issubclass(m, FACTS)]
    rows = [row for model in kept for row in everything(model, "test")]
    target = folder / "rows.json"
    target.write_text(serializers.serialize("json", rows), encoding="utf-8")
    return target, parts.folder()


def load(rows: Path, ledger: Path, seed: str) -> None:
    """Fill the empty store of this process."""
    call_command("migrate", verbosity=0, interactive=False)
    found = json.loads(rows.read_text(encoding="utf-8"))
    if seed != "none":
        random.Random(seed).shuffle(found)
    with transaction.atomic():
        for row in serializers.deserialize("json", json.dumps(found)):
            row.save()
    for part in sorted(ledger.rglob("*.parquet")):
        target = parts.folder() / part.relative_to(ledger)
        target.parent.mkdir(parents=True, exist_ok=True)
        order = "" if seed == "none" else f"ORDER BY hash(row_number() OVER () + {sum(seed.encode())})"
        duckdb.execute(f"COPY (SELECT * FROM read_parquet('{part}') {order}) TO '{target}' (FORMAT parquet)")


def decision(day: date) -> str:
    """The decision of a day, published here, with the digest of its facts."""
    with clock.frozen_at(day):
        morning = publish(day)
        return dumps({"facts": morning.facts_digest, "rules": morning.rules_version, **morning.payload})


def main(rows: str, ledger: str, seed: str, day: str) -> None:
    """Load, decide, print."""
    load(Path(rows), Path(ledger), seed)
    sys.stdout.write(decision(date.fromisoformat(day)))


def elsewhere(packed: tuple[Path, Path], folder: Path, seed: str, day: date) -> str:
    """The same in a process of its own, on SQLite, with its own seed of hashes."""
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "PYTHONPATH")}
    env = {**keep, "ETINCELLE_DATA": str(folder), "PYTHONHASHSEED": "0" if seed == "none" else seed}
    command = [sys.executable, "-m", "tests.properties.another_store", *map(str, packed), seed, day.isoformat()]
    answer = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
