"""The false alarms and the power that the documents print are those of the product's own functions."""

import subprocess
import sys

from tests.architecture.tree import ROOT


def test_a_short_run_of_the_bench_keeps_every_printed_figure() -> None:
    command = [sys.executable, "-m", "bench.asleep", "200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert sum(line.endswith("  ok") for line in lines) == 48
    assert lines[-1].startswith("0 figures lost")
