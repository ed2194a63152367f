"""`etincelle user`: give somebody a role and a one-time link, or close the account."""

import click

from etincelle.cli.address import link_for
from etincelle.cli.language import _, ngettext
from etincelle.foundation.accounts import AccountError, open_account, suspend
from etincelle.parties.reads import partner_codes
from etincelle.vocabulary.levels import Role


def command(email: str, role: Role | None, partner: str, closing: bool) -> int:
    """Create, complete or close the account."""
    if closing:
        closed = suspend(email, role)
        click.echo(ngettext("%s role closed.", "%s roles closed.", closed) % closed)
        return 0
    if role is None:
        raise click.UsageError(_("Say which role: --role."))
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
