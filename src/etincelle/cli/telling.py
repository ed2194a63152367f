"""The decision in the words of the terminal, and as JSON."""

import json
import os
import sys
from typing import Any

import click

from etincelle.cli.language import _
from etincelle.foundation.access import Actor
from etincelle.foundation.speech import say_date, say_money
from etincelle.spark.models import Morning
from etincelle.spark.reads import decision_of, published
from etincelle.spark.voice import names_for, say_evidence, speak, texts_in
from etincelle.vocabulary.decision import Call, Silence
from etincelle.vocabulary.levels import Role

OWNER = Actor(0, Role.ADMINISTRATOR)
NO_CALL = 4


def wants_colour() -> bool:
    """Colour only for a person at a terminal, and never against NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def title(text: str) -> str:
    """A line that stands out."""
    return click.style(text, bold=True, fg="yellow") if wants_colour() else text


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=str))


def print_morning(morning: Morning, address: str, *, as_json: bool = False) -> int:
    """Print a stored decision; returns the exit code."""
    if as_json:
        print_json(published(morning))
        return 0
    decision = decision_of(morning.payload)
    names = names_for(texts_in(morning.payload))
    if isinstance(decision, Silence):
        click.echo(title(speak(f"spark.silence.{decision.reason}", decision.params)))
        if decision.next_call is None:
            return NO_CALL
        click.echo(speak("spark.next_day", decision.params))
        decision = decision.next_call
    print_call(decision, names)
    click.echo(_("Page: %s") % address)
    return 0


def print_call(call: Call, names: dict[str, str]) -> None:
    """Whom to call, what to say, what it rests on."""
    params = {"callee_person": call.callee, "at_partnership": call.partnership}
    click.echo(title(speak("spark.title_plain", params, names)))
    told = call.briefing
    click.echo("  " + _("Open:") + f" {say_evidence(told.opening, names)}")
    click.echo("  " + _("Offer:") + f" {say_evidence(told.give, names)}.")
    click.echo("  " + _("Ask:") + f" {say_evidence(told.ask, names)}.")
    for line in call.proofs:
        click.echo(f"  - {say_evidence(line, names)}")
    worth = {"value": say_money(call.value_eur), "day": say_date(told.next_date)}
    click.echo("  " + _("Expected value %(value)s; next date %(day)s at the latest.") % worth)
