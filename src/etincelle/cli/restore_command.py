"""`etincelle restore`: put a saved file back, the present data set aside."""

from pathlib import Path

import click
from django.core.management import call_command
from django.db import connections

from etincelle.cli.language import _
from etincelle.foundation import backup as archive
from etincelle.foundation.config import config


@click.command(
    "restore",
    options_metavar=_("[OPTIONS]"),
    help=_("Put a saved file back; the present data is set aside, not erased."),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar=_("FILE"))
def command(file: Path) -> None:
    """Verify, swap, bring the tables up to date."""
    connections.close_all()
    kept = archive.restore(config(), file)
    call_command("migrate", verbosity=0, interactive=False)
    click.echo(_("Restored from %(file)s. The data from before is in %(kept)s.") % {"file": file, "kept": kept})
