"""`etincelle restore`: put a saved file back, the present data set aside."""

from pathlib import Path

import click
from django.db import connections

from etincelle.cli.language import _
from etincelle.foundation import backup as archive
from etincelle.foundation.config import config
from etincelle.foundation.tables import bring_up_to_date


def command(file: Path) -> int:
    """Verify, swap, bring the tables up to date."""
    connections.close_all()
    kept = archive.restore(config(), file)
    bring_up_to_date()
    click.echo(_("Restored from %s.") % file)
    if kept is not None:
        click.echo(_("The data from before is in %s; remove it when you no longer need it.") % kept)
    return 0
