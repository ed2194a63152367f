"""Serve one of the two sites on 127.0.0.1, under the Gunicorn of `etincelle serve`.

    python -m bench.peer.serve house|peer PORT

The same class, hence the same processes and threads; only the publication of the morning is left out on both sides.
"""

import os
import sys

SETTINGS = {"house": "etincelle.foundation.settings", "peer": "bench.peer.settings"}


def main(site: str, port: int) -> None:
    """Serve until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[site]
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from etincelle.cli.serve_command import Server  # noqa: PLC0415

    server = Server(f"127.0.0.1:{port}", workers=2)
    server.cfg.set("post_fork", lambda server, worker: None)
    server.run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
