"""`etincelle status`: every partnership's state in one table."""

from collections.abc import Sequence

import click

from etincelle.cli.language import _
from etincelle.cli.telling import OWNER, print_json, title
from etincelle.foundation.speech import say_date, say_tenths
from etincelle.spark.document import states
from etincelle.spark.models import IndexRecord
from etincelle.spark.reads import indexes_of, latest_for_house
from etincelle.spark.voice import names_for, speak


def command(as_json: bool) -> int:
    """Print the states of the last decision."""
    morning = latest_for_house()
    if morning is None:
        click.echo(_("Nothing decided yet. Import files, then: etincelle call"), err=True)
        return 1
    records = list(indexes_of(OWNER, morning))
    if as_json:
        print_json(states(morning, records))
        return 0
    click.echo(_("Decided on %s.") % say_date(morning.day))
    if records:
        print_table([(_("Partnership"), _("State"), _("Index of sleep")), *lines(records)])
    else:
        click.echo(_("No partnership is known yet. Import your contracts: etincelle import FILE"))
    return 0


def lines(records: Sequence[IndexRecord]) -> list[tuple[str, str, str]]:
    """Name, state and index of each partnership, from most asleep."""
    names = names_for(r.partnership_code for r in records)
    return [
        (
            names.get(r.partnership_code, r.partnership_code),
            speak(f"spark.state.{r.state}"),
            say_tenths(r.value) if r.value is not None else "?",
        )
        for r in records
    ]


def print_table(rows: Sequence[tuple[str, str, str]]) -> None:
    """Columns as wide as what they hold, figures to the right, the first row in evidence."""
    wide = [max(len(row[n]) for row in rows) for n in range(3)]
    for number, (name, state, index) in enumerate(rows):
        text = f"{name:<{wide[0]}}  {state:<{wide[1]}}  {index:>{wide[2]}}"
        click.echo(text if number else title(text))
