"""Every bench in one table: exit code 1 when a target is missed. A few minutes on two cores.

    make bench
    python -m bench.nightly            P9 alone: the refresh of the night at three sizes
    python -m bench.pages              P8 alone: pages beside a default Django project
    python -m bench.planted_sleepers   S alone: planted sleepers against the habits of people

The folder is ETINCELLE_DATA when it is set, and must then be empty; else one is made, and removed at the end.
"""

import sys

from bench import nightly, pages, planted_sleepers
from bench.report import show


def main() -> int:
    """Run all, print the table."""
    return show([*nightly.measure(), *pages.measure(), *planted_sleepers.measure()])


if __name__ == "__main__":
    sys.exit(main())
