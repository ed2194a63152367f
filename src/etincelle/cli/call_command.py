"""`etincelle call`: decide the day if it is not decided, and say it."""

import sys

import click

from etincelle.cli.address import base_address
from etincelle.cli.language import _
from etincelle.cli.telling import print_morning
from etincelle.spark.actions import publish


@click.command("call", options_metavar=_("[OPTIONS]"), help=_("Name the one call to make today."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
def command(as_json: bool) -> None:
    """Publish and print."""
    sys.exit(print_morning(publish(), base_address() + "/", as_json=as_json))
