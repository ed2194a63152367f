"""`etincelle explain DATE`: replay a past morning and say whether it comes out the same."""

from datetime import date

import click

from etincelle.cli.address import base_address
from etincelle.cli.language import _
from etincelle.cli.telling import print_json, print_morning
from etincelle.foundation import clock
from etincelle.foundation.speech import say_date
from etincelle.spark.document import content, document, names_of
from etincelle.spark.reads import days_for_house
from etincelle.spark.replay import Replay, replay
from etincelle.spark.voice import speak
from etincelle.vocabulary.decision import Call


def command(day: date, as_json: bool) -> int:
    """Recompute from the stored facts."""
    found = replay(day)
    if found is None:
        click.echo(nothing_stored(day), err=True)
        return 1
    if as_json:
        print_json({**document(found.morning), "replay": replayed(found)})
    else:
        print_morning(found.morning, base_address() + f"/call/{found.morning.pk}/why/")
        print_reasons(found)
    return 0 if found.same else 1


def nothing_stored(day: date) -> str:
    """Why that day has no decision, and which days have one."""
    if day > clock.today():
        return _("%s is still to come: nothing is decided yet.") % say_date(day)
    days = days_for_house()
    if days is None:
        return _("No decision is stored yet. Import files, then: etincelle call")
    told = {"day": say_date(day), "first": say_date(days[0]), "last": say_date(days[1])}
    return _("No decision is stored for %(day)s. The first is of %(first)s, the last of %(last)s.") % told


def replayed(found: Replay) -> dict[str, object]:
    """What the replay gave, for programs: the decision of now only when it differs."""
    again = None if found.same else content(found.again, names_of(found.morning))
    return {"same": found.same, "same_rules": found.same_rules, "again": again}


def print_reasons(found: Replay) -> None:
    """Why not the others, and whether it comes out the same."""
    if isinstance(found.stored, Call):
        names = names_of(found.morning)
        for runner in found.stored.runners_up:
            why = speak(f"spark.why_not.{runner.why_not}", runner.params, names)
            told = {"partnership": names.get(runner.partnership, runner.partnership), "why": why}
            click.echo("  " + _("Not %(partnership)s: %(why)s.") % told)
    same, different = _("Replayed from the stored facts: the same."), _("Replayed from the stored facts: different.")
    text = same if found.same else different
    click.echo(text if found.same_rules else f"{text} " + _("The rules have changed since."))
