"""`etincelle demo`: the sample portfolio, its call, and the page."""

import sys
from pathlib import Path

import click
from django.core.management import call_command

from etincelle.cli.address import DEFAULT_PORT, link_for
from etincelle.cli.language import _
from etincelle.cli.serve_command import serve
from etincelle.cli.telling import print_morning
from etincelle.foundation.accounts import first_user
from etincelle.sample import actions
from etincelle.spark.actions import publish


@click.command("demo", options_metavar=_("[OPTIONS]"), help=_("Set up the sample portfolio and name its call."))
@click.option("--serve", "then_serve", is_flag=True, help=_("Serve the pages afterwards."))
@click.option("--port", default=DEFAULT_PORT, show_default=True, metavar=_("PORT"), help=_("The port."))
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("Keep the sample’s files there."),
)
def command(then_serve: bool, port: int, files: Path | None) -> None:
    """Import the sample through the user's doors, print the call, serve if asked."""
    call_command("migrate", verbosity=0, interactive=False)
    if actions.has_real_data() and not actions.has_sample():
        click.echo(_("Your own data is here: the sample is not added to it."), err=True)
        sys.exit(1)
    if sys.stderr.isatty():
        click.echo(_("Writing and importing the sample files…"), err=True)
    imported = actions.set_up(folder=files)
    if imported.files:
        click.echo(
            _("%(files)s sample files imported, %(rows)s rows.") % {"files": imported.files, "rows": imported.rows}
        )
    user = first_user()
    address = link_for(user, port) if user else ""
    print_morning(publish(sample=not actions.has_real_data()), address)
    if then_serve:
        click.echo(_("Serving; stop with Ctrl+C."))
        sys.stdout.flush()
        serve(port)
