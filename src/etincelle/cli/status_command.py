"""`etincelle status`: every partnership's state in one table."""

import sys

import click

from etincelle.cli.language import _
from etincelle.cli.telling import OWNER, print_json, title
from etincelle.foundation.speech import say_number
from etincelle.spark.reads import indexes_of, latest_for_house
from etincelle.spark.voice import names_for, speak


@click.command("status", options_metavar=_("[OPTIONS]"), help=_("Show the state of every partnership."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
def command(as_json: bool) -> None:
    """Print the states of the last decision."""
    morning = latest_for_house()
    if morning is None:
        click.echo(_("Nothing decided yet. Import files, then: etincelle call"), err=True)
        sys.exit(1)
    records = indexes_of(OWNER, morning)
    if as_json:
        rows = [
            {
                "partnership": r.partnership_code,
                "state": r.state,
                "index": r.value,
                "low": r.low,
                "coverage": r.coverage,
            }
            for r in records
        ]
        print_json({"day": morning.day.isoformat(), "partnerships": rows})
        return
    names = names_for(r.partnership_code for r in records)
    headers = (_("Partnership"), _("State"), _("Index of sleep"))
    click.echo(title(f"{headers[0]:<34}{headers[1]:<14}{headers[2]}"))
    for r in records:
        index = say_number(round(r.value, 1)) if r.value is not None else "?"
        click.echo(
            f"{names.get(r.partnership_code, r.partnership_code):<34}{speak(f'spark.state.{r.state}'):<14}{index}"
        )
