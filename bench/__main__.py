"""Every bench in one table: exit code 1 when a target is missed. A few minutes on two cores.

    make bench
    python -m bench.clock              P1 and P2 alone: clocks and due dates beside what people would pick
    python -m bench.csv_months         P3 alone: a CSV export of incidents to monthly attainment at three sizes
    python -m bench.events             P4 alone: ticket events to monthly levels at three sizes
    python -m bench.asleep             T alone: false alarms and power of the tests of « green but asleep »
    python -m bench.nightly            P9 alone: the refresh of the night at three sizes
    python -m bench.recount            P9 alone: levels counted again after an import
    python -m bench.pages              P8 alone: pages beside a default Django project
    python -m bench.ties               P5 and W alone: ties counted at three sizes; sleep and waking foretold
    python -m bench.casting            C alone: renewal plans beside a general integer solver
    python -m bench.deal               P6 alone: Pareto fronts and Nash points beside NegMAS
    python -m bench.planted_sleepers   S alone: planted sleepers against the habits of people

The folder is ETINCELLE_DATA when it is set, and must then be empty; else one is made, and removed at the end.
"""

import sys

from bench import asleep, casting, clock, csv_months, deal, events, nightly, pages, planted_sleepers, recount, ties
from bench.report import show


def main() -> int:
    """Run all, print the table."""
    benches = (clock, csv_months, events, asleep, nightly, recount, pages, ties, casting, deal, planted_sleepers)
    return show([line for bench in benches for line in bench.measure()])


if __name__ == "__main__":
    sys.exit(main())
