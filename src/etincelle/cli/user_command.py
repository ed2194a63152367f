"""`etincelle user`: give somebody a role and a one-time link."""

import click

from etincelle.cli.address import link_for
from etincelle.cli.language import _
from etincelle.foundation.accounts import AccountError, open_account
from etincelle.parties.reads import partner_codes
from etincelle.vocabulary.levels import Role


def command(email: str, role: Role, partner: str) -> int:
    """Create or complete the account."""
    known = partner_codes()
    if partner and partner not in known:
        told = {"found": partner, "known": ", ".join(known) or _("none; import your partners first")}
        raise click.UsageError(_("“%(found)s” is no partner’s code. Known codes: %(known)s.") % told)
    try:
        user = open_account(email, role, partner)
    except AccountError as error:
        raise click.UsageError(str(error)) from error
    click.echo(link_for(user))
    return 0
