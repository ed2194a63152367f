"""`etincelle user`: give somebody a role and a one-time link, or close the account."""

import click
from django.core.management import call_command

from etincelle.cli.address import link_for
from etincelle.cli.language import _, ngettext
from etincelle.foundation.accounts import AccountError, open_account, suspend
from etincelle.vocabulary.levels import Role


@click.command("user", options_metavar=_("[OPTIONS]"), help=_("Give somebody a role; prints a one-time sign-in link."))
@click.argument("email", metavar=_("EMAIL"))
@click.option(
    "--role",
    type=click.Choice([r.value for r in Role]),
    metavar=_("ROLE"),
    help=_("What the person may do: %s.") % ", ".join(Role),
)
@click.option("--partner", default="", metavar=_("CODE"), help=_("The partner’s code, for a partner’s user."))
@click.option("--suspend", "closing", is_flag=True, help=_("Close this role instead, or all roles when none is named."))
def command(email: str, role: str | None, partner: str, closing: bool) -> None:
    """Create, complete or close the account."""
    call_command("migrate", verbosity=0, interactive=False)
    if closing:
        closed = suspend(email, Role(role) if role else None)
        click.echo(ngettext("%s role closed.", "%s roles closed.", closed) % closed)
        return
    if role is None:
        raise click.UsageError(_("Say which role: --role."))
    try:
        user = open_account(email, Role(role), partner)
    except AccountError as error:
        raise click.UsageError(str(error)) from error
    click.echo(link_for(user))
