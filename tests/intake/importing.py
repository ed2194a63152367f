"""A process of its own that imports one file and confirms it: what the kill tests kill.

`python -m tests.intake.importing FILE`; ETINCELLE_DATA says where. It prints "ready" before it begins.
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")
django.setup()

from etincelle.intake import batches  # the settings come first  # noqa: E402


def main() -> None:
    """Receive, check, confirm."""
    path = Path(sys.argv[1])
    print("ready", flush=True)
    with path.open("rb") as file:
        batch = batches.receive(batches.HOUSE, file, path.name)
    batch = batches.confirm(batches.HOUSE, batches.check(batches.HOUSE, batch))
    print(batch.state, batch.counts["new"], batch.counts["changed"], flush=True)


if __name__ == "__main__":
    main()
