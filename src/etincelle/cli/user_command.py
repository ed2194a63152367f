"""`etincelle user`: give somebody a role and a one-time link."""

import click

from etincelle.cli.address import link_for
from etincelle.cli.language import _
from etincelle.foundation.accounts import AccountError, open_account
from etincelle.vocabulary.levels import Role


@click.command("user", options_metavar=_("[OPTIONS]"), help=_("Give somebody a role; prints a one-time sign-in link."))
@click.argument("email", metavar=_("EMAIL"))
@click.option(
    "--role",
    type=click.Choice([r.value for r in Role]),
    required=True,
    metavar=_("ROLE"),
    help=_("What the person may do: %s.") % ", ".join(Role),
)
@click.option("--partner", default="", metavar=_("CODE"), help=_("The partner’s code, for a partner’s user."))
def command(email: str, role: str, partner: str) -> None:
    """Create or complete the account."""
    try:
        user = open_account(email, Role(role), partner)
    except AccountError as error:
        raise click.UsageError(str(error)) from error
    click.echo(link_for(user))
