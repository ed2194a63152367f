"""`etincelle restore`: put a saved file back, the present data set aside."""

from pathlib import Path

import click
from django.db import connections

from etincelle.cli.language import _, ngettext
from etincelle.foundation import backup as archive
from etincelle.foundation.config import config
from etincelle.foundation.tables import bring_up_to_date
from etincelle.privacy.erasure import apply_again


def command(file: Path) -> int:
    """Verify, swap, bring the tables up to date, erase again who was erased since."""
    connections.close_all()
    kept = archive.restore(config(), file)
    bring_up_to_date()
    again = apply_again()
    click.echo(_("Restored from %s.") % file)
    if again:
        told = ngettext("%s person erased since this backup was erased again.",
                        "%s people erased since this backup were erased again.", again)  # fmt: skip
        click.echo(told % again)
    if kept is not None:
        click.echo(_("The data from before is in %s; remove it when you no longer need it.") % kept)
    return 0
