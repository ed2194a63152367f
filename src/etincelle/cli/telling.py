"""The decision in the words of the terminal, and any answer as JSON."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from etincelle.cli.language import _
from etincelle.foundation.access import Actor
from etincelle.foundation.speech import say_date, say_money
from etincelle.parties.reads import load_card
from etincelle.spark.codec import decision_of
from etincelle.spark.document import names_of
from etincelle.spark.models import Morning
from etincelle.spark.voice import say_evidence, speak
from etincelle.vocabulary.decision import Call, Silence
from etincelle.vocabulary.levels import Role

OWNER = Actor(0, Role.ADMINISTRATOR)
NO_CALL = 4


def wants_colour() -> bool:
    """Colour only for a person at a terminal, and never against NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def title(text: str) -> str:
    """A line that stands out."""
    return click.style(text, bold=True, fg="yellow") if wants_colour() else text


def print_json(value: Any) -> None:
    """One JSON document on standard output, whatever the signs that it can write."""
    takes_all = str(sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not takes_all, indent=2))


def code_of(morning: Morning) -> int:
    """The exit code of a stored decision: 4 when it names no call, not even the next working day's."""
    decision = decision_of(morning.payload)
    return NO_CALL if isinstance(decision, Silence) and decision.next_call is None else 0


def print_morning(morning: Morning, address: str) -> None:
    """Print a stored decision, and where its page is."""
    decision = decision_of(morning.payload)
    if isinstance(decision, Silence):
        click.echo(title(speak(f"spark.silence.{decision.reason}", decision.params)))
        if decision.next_call is None:
            return
        click.echo(speak("spark.next_day", decision.params))
        decision = decision.next_call
    print_call(decision, names_of(morning))
    click.echo(_("Page: %s") % address)


def print_call(call: Call, names: Mapping[str, str]) -> None:
    """Whom to call, what to say, what it rests on."""
    card = load_card(call.callee)
    params = {"callee_person": call.callee, "at_partnership": call.partnership, "title": card.title if card else ""}
    click.echo(title(speak("spark.title" if params["title"] else "spark.title_plain", params, names)))
    if card and card.phone:
        click.echo("  " + _("Telephone: %s") % card.phone)
    told = call.briefing
    click.echo("  " + _("Open:") + f" {say_evidence(told.opening, names)}")
    click.echo("  " + _("Offer:") + f" {say_evidence(told.give, names)}.")
    click.echo("  " + _("Ask:") + f" {say_evidence(told.ask, names)}.")
    for line in (*([told.warm_path] if told.warm_path else []), *call.proofs):
        click.echo(f"  - {say_evidence(line, names)}")
    worth = {"value": say_money(call.value_eur), "day": say_date(told.next_date)}
    click.echo("  " + _("Value asleep within reach %(value)s; next date %(day)s at the latest.") % worth)
