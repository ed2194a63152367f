"""`etincelle serve`: the pages on the loopback address, and the tick of the morning."""

import os
import threading
from datetime import datetime, timedelta
from typing import Any

import click
from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

from etincelle.cli.address import DEFAULT_PORT, link_for
from etincelle.cli.language import _
from etincelle.foundation import clock
from etincelle.foundation.accounts import first_user
from etincelle.spark.actions import publish
from etincelle.web.wsgi import application

MORNING_HOUR = 7


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings: it stops with the terminal."""

    def __init__(self, bind: str, workers: int) -> None:
        self.wanted = {
            "bind": bind,
            "workers": workers,
            "threads": 4,
            "loglevel": "warning",
            "proc_name": "etincelle",
            "post_fork": tick_in_first,
            "worker_exit": leave_at_once,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand over the settings."""
        for name, value in self.wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return application


def tick_in_first(server: Any, worker: Any) -> None:
    """One worker publishes at start and every morning at seven."""
    if worker.age == 1:
        threading.Thread(target=tick, daemon=True).start()


def leave_at_once(server: Any, worker: Any) -> None:
    """A worker that served ends without the destructors of libraries.

    DuckDB's engine belongs to the process that forked, its threads do not exist here, and waiting for them aborts with
    a message nobody can act on. Sockets are closed and requests answered by now.
    """
    if worker.booted:
        os._exit(0)


def tick() -> None:
    """Publish now, then at each seven o'clock of the installation's zone."""
    waiting = threading.Event()
    while True:
        publish()
        connections.close_all()
        waiting.wait(seconds_to_morning(clock.now()))


def seconds_to_morning(now: datetime) -> float:
    """Seconds until the next seven o'clock, local."""
    local = now.astimezone(clock.zone())
    target = local.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    if target <= local:
        target += timedelta(days=1)
    return (target - local).total_seconds()


def serve(port: int, workers: int = 2) -> None:
    """Serve until interrupted."""
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    Server(f"127.0.0.1:{port}", workers).run()


@click.command("serve", options_metavar=_("[OPTIONS]"), help=_("Serve the pages on 127.0.0.1."))
@click.option("--port", default=DEFAULT_PORT, show_default=True, metavar=_("PORT"), help=_("The port."))
def command(port: int) -> None:
    """Print a one-time link, then serve."""
    call_command("migrate", verbosity=0, interactive=False)
    user = first_user()
    click.echo(
        link_for(user, port) if user else _("No account yet. Open one with: etincelle user you@example.org --role cio")
    )
    serve(port)
