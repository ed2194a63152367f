"""`etincelle serve`: the pages on the loopback address, and the tick of the morning."""

import socket
import sys
import threading
from datetime import datetime, timedelta
from typing import Any

import click
from django.db import connections
from gunicorn.app.base import BaseApplication

from etincelle.cli.address import base_address, link_for
from etincelle.cli.deciding import decide
from etincelle.cli.language import _
from etincelle.foundation import clock
from etincelle.foundation.accounts import first_user
from etincelle.foundation.config import config
from etincelle.foundation.locks import SERVING, held
from etincelle.intake import subscriptions
from etincelle.ledger.embedded import before_fork
from etincelle.privacy.retention import keep_promises
from etincelle.web.wsgi import application

MORNING_HOUR = 7
HOST = "127.0.0.1"
STOP_SECONDS = 5
LEAST_WAIT = 60.0


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings: it stops with the terminal."""

    def __init__(self, bind: str, workers: int) -> None:
        self.wanted = {
            "bind": bind,
            "workers": workers,
            "threads": 4,
            "graceful_timeout": STOP_SECONDS,
            "loglevel": "warning",
            "proc_name": "etincelle",
            "post_fork": tick_in_first,
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


def tick() -> None:
    """Fetch the calendars and publish now, then at each seven o'clock of the installation's zone.

    A calendar that could not be fetched is tried again in between, and the day is decided again with what it brings.
    """
    waiting = threading.Event()
    while True:
        keep_promises()
        subscriptions.fetch_due()
        decide()
        now = clock.now()
        until_due = (subscriptions.next_due(now) - now).total_seconds()
        connections.close_all()
        waiting.wait(max(min(seconds_to_morning(now), until_due), LEAST_WAIT))


def seconds_to_morning(now: datetime) -> float:
    """Seconds until the next seven o'clock, local."""
    local = now.astimezone(clock.zone())
    target = local.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    if target <= local:
        target += timedelta(days=1)
    return (target - local).total_seconds()


def require_free(port: int) -> None:
    """Fails with the system's own error when the port cannot be had, before anything is printed."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((HOST, port))


def serve(port: int, workers: int = 2) -> None:
    """Serve until interrupted."""
    require_free(port)
    click.echo(_("Pages served on %s/; stop with Ctrl+C.") % base_address(port))
    sys.stdout.flush()
    connections.close_all()
    before_fork()
    with held(config().data / SERVING, shared=True):
        Server(f"{HOST}:{port}", workers).run()


def command(port: int) -> int:
    """Print a one-time link, then serve."""
    require_free(port)
    user = first_user()
    click.echo(
        _("To sign in, once: %s") % link_for(user, port)
        if user
        else _("No account yet. Open one with: etincelle user you@example.org --role cio")
    )
    serve(port)
    return 0
