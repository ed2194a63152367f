"""`etincelle demo`: the sample portfolio, its call, and the page."""

from pathlib import Path

import click

from etincelle.cli.address import link_for
from etincelle.cli.deciding import decide
from etincelle.cli.language import _
from etincelle.cli.progress import step
from etincelle.cli.serve_command import require_free, serve
from etincelle.cli.telling import print_morning
from etincelle.foundation.accounts import first_user
from etincelle.foundation.speech import say_number
from etincelle.sample import actions
from etincelle.sample.reads import has_real_data, has_sample


def command(then_serve: bool, port: int, files: Path | None) -> int:
    """Import the sample through the user's doors, print the call, serve if asked."""
    if then_serve:
        require_free(port)
    if has_real_data() and not has_sample():
        click.echo(_("Your own data is here: the sample is not added to it."), err=True)
        return 1
    with step(_("Writing and importing the sample files…")):
        imported = actions.set_up(folder=files)
    if imported.files:
        told = {"files": say_number(imported.files), "rows": say_number(imported.rows)}
        click.echo(_("%(files)s sample files imported, %(rows)s rows.") % told)
    user = first_user()
    address = link_for(user, port) if user else ""
    print_morning(decide(), address)
    if then_serve:
        serve(port)
    return 0
