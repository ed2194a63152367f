"""`etincelle`: the door of the terminal. It reads and shows; every rule lives elsewhere.

Exit codes: 0 done, 1 refused or failed, 2 wrong use, 3 done with rows or files refused, 4 no call can be named,
130 interrupted.
"""

import io
import os
import sys
from importlib import import_module

import click

from etincelle.cli.commands import cli
from etincelle.cli.language import _
from etincelle.cli.presenting import show_refusal

FAILED = 1
INTERRUPTED = 130
DEBUG = "ETINCELLE_DEBUG"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")


def main() -> None:
    """Run the command line; a failure is one sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows “?”, it does not stop the command
    sys.exit(code_of(sys.argv[1:]))


def code_of(words: list[str]) -> int:
    """The exit code of what was typed, its answer or its failure said on the way."""
    try:
        return int(cli.main(words, prog_name="etincelle", standalone_mode=False) or 0)
    except click.ClickException as error:
        show_refusal(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Interrupted."), err=True)
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG, "").lower() in ("1", "true"):
            raise
        click.echo(import_module("etincelle.cli.failures").sentence(error), err=True)
        return FAILED
