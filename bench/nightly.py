"""P9: the refresh of the night, at three sizes, each in a process of its own. python -m bench.nightly [size]"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

SIZES = ((125, 50_000, 500_000), (250, 100_000, 1_000_000), (500, 200_000, 2_000_000))


def one(partnerships: int, contacts: int, tickets: int) -> None:
    """Build one installation in a child, then refresh it in this process and print the figures as JSON."""
    code = f"from bench import stage; stage.build({partnerships}, {contacts}, {tickets})"
    subprocess.run([sys.executable, "-c", code], check=True)
    from bench import stage  # noqa: PLC0415 - the folder is set by the parent
    from etincelle.ledger.parts import ledger  # noqa: PLC0415
    from etincelle.spark.actions import publish  # noqa: PLC0415

    start = time.perf_counter()
    morning = publish(stage.TODAY)
    decided = time.perf_counter()
    months = ledger().query("tickets_by_month")
    done = time.perf_counter()
    print(
        json.dumps(
            {
                "partnerships": partnerships, "contacts": contacts, "tickets": tickets, "publish_s": round(decided - start, 1),
                "tickets_s": round(done - decided, 1), "months": len(months), "kind": morning.payload["kind"],
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )  # fmt: skip


def main() -> int:
    """Run the sizes; 0 when the largest takes at most 60 s and 1 GB."""
    results = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="etincelle-bench-") as folder:
            command = [sys.executable, "-m", "bench.nightly", *map(str, size)]
            answer = subprocess.run(
                command, check=True, capture_output=True, text=True, env={**os.environ, "ETINCELLE_DATA": folder}
            )
        results.append(json.loads(answer.stdout.splitlines()[-1]))
        print(results[-1], flush=True)
    last = results[-1]
    return 0 if last["publish_s"] + last["tickets_s"] <= 60 and last["peak_mb"] <= 1024 else 1


if __name__ == "__main__":
    if len(sys.argv) == 4:
        one(*map(int, sys.argv[1:]))
    else:
        sys.exit(main())
