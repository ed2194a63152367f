"""`etincelle`: the door of the terminal. It reads and shows; every rule lives elsewhere.

Exit codes: 0 done, 1 refused or failed, 2 wrong use, 3 done with rejected rows, 4 no call can be named.
"""

import os
import sys

import click
import django
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import translation

from etincelle import __version__
from etincelle.cli.language import LANGUAGE, _
from etincelle.foundation.backup import BackupError
from etincelle.foundation.config import ConfigError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")
COMMANDS = ("demo", "serve", "import", "call", "status", "explain", "doctor", "backup", "restore", "template", "user")
EXPECTED_ERRORS = (ConfigError, BackupError, PermissionDenied, OperationalError)


class Lazy(click.Group):
    """Loads a command's module only when it is asked for, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order a new user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        django.setup()
        translation.activate(LANGUAGE)
        module = __import__(f"etincelle.cli.{cmd_name}_command", fromlist=["command"])
        command: click.Command = module.command
        return command


@click.group(
    cls=Lazy,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]…"),
    help=_("Étincelle names the one call to make today, and proves it."),
)
@click.version_option(__version__, "--version", message="etincelle %(version)s")
def cli() -> None:
    """Entry group."""


def main() -> None:
    """Run the command line; an expected failure is one sentence, never a traceback."""
    try:
        cli(prog_name="etincelle")
    except EXPECTED_ERRORS as error:
        click.echo(_("Not done: %s") % error, err=True)
        sys.exit(1)
