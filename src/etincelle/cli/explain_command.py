"""`etincelle explain DATE`: replay a past morning and say whether it comes out the same."""

import sys
from datetime import date

import click

from etincelle.cli.address import base_address
from etincelle.cli.language import _
from etincelle.cli.telling import print_json, print_morning
from etincelle.spark.actions import payload_of
from etincelle.spark.reads import published, replay
from etincelle.spark.voice import names_for, speak, texts_in
from etincelle.vocabulary.decision import Call


class Day(click.ParamType[date]):
    """A day written 2026-03-03 or 03/03/2026."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence that says how to write it."""
        try:
            if "/" in value:
                day, month, year = value.split("/")
                return date(int(year), int(month), int(day))
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_("“%s” is not a day. Write for example 2026-03-03 or 03/03/2026.") % value, param, ctx)


@click.command(
    "explain",
    options_metavar=_("[OPTIONS]"),
    help=_("Replay a past morning: its call, its reasons, and whether it comes out the same."),
)
@click.argument("day", type=Day(), metavar=_("DATE"))
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
def command(day: date, as_json: bool) -> None:
    """Recompute from the stored facts."""
    found = replay(day)
    if found is None:
        click.echo(_("No decision is stored for %s.") % day.isoformat(), err=True)
        sys.exit(1)
    if as_json:
        print_json(
            {
                **published(found.morning),
                "same": found.same,
                "again": payload_of(found.again),
                "same_rules": found.same_rules,
            }
        )
        return
    print_morning(found.morning, base_address() + f"/call/{found.morning.pk}/why/")
    if isinstance(found.stored, Call):
        names = names_for(texts_in(found.morning.payload))
        for runner in found.stored.runners_up:
            why = speak(f"spark.why_not.{runner.why_not}", runner.params, names)
            click.echo(
                "  "
                + _("Not %(partnership)s: %(why)s.")
                % {"partnership": names.get(runner.partnership, runner.partnership), "why": why}
            )
    same = (
        _("Replayed from the stored facts: the same.")
        if found.same
        else _("Replayed from the stored facts: different.")
    )
    click.echo(same if found.same_rules else same + " " + _("The rules have changed since."))
    sys.exit(0 if found.same else 1)
