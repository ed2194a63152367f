"""Serve one of the two sites on 127.0.0.1, under the Gunicorn of `etincelle serve`.

    python -m bench.peer.serve house|peer PORT

The same class, hence the same processes and threads; only the publication of the morning is left out on both sides.
Each answer tells how long the server took to make it, in the standard header Server-Timing.
"""

import os
import sys
import time
from typing import Any

SETTINGS = {"house": "etincelle.foundation.settings", "peer": "bench.peer.settings"}


class Timed:
    """An application that tells its own time: from the request to the last piece of the answer."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        """Answer, with the milliseconds it took."""
        began, held = time.perf_counter(), []
        answer = self.application(environ, lambda *told: held.append(told))
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        status, headers, *others = held[-1]
        spent = 1000 * (time.perf_counter() - began)
        start_response(status, [*headers, ("Server-Timing", f"page;dur={spent:.3f}")], *others)
        return [body]


def main(site: str, port: int) -> None:
    """Serve until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[site]
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from etincelle.cli.serve_command import Server  # noqa: PLC0415
    from etincelle.ledger.embedded import before_fork  # noqa: PLC0415

    class TimedServer(Server):
        def load(self) -> Any:
            return Timed(super().load())

    before_fork()
    server = TimedServer(f"127.0.0.1:{port}", workers=2)
    server.cfg.set("post_fork", lambda server, worker: None)
    server.run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
