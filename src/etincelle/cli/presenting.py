"""How the command line shows itself: help pages and refusals, in the typography of the reader's language."""

import re
from importlib import import_module
from typing import Any

import click

from etincelle.cli.language import LANGUAGE, _

NO_BREAK = "\u00a0"
SETTINGS = {"help_option_names": ["-h", "--help"]}
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"")
QUOTES = {"fr": f"«{NO_BREAK}%s{NO_BREAK}»", "en": "“%s”"}


def typographic(text: str) -> str:
    """Click's straight quotes as a book prints them."""
    return QUOTED.sub(lambda found: QUOTES[LANGUAGE] % (found[1] or found[2] or ""), text)


class Formatter(click.HelpFormatter):
    """Help pages whose headings take the language's own colon."""

    def write_heading(self, heading: str) -> None:
        """« Options : » in French, “Options:” in English."""
        self.write(" " * self.current_indent + _("%s:") % heading + "\n")


class Context(click.Context):
    """The context of all our commands."""

    formatter_class = Formatter


class Command(click.Command):
    """A command as it is declared: words, options, values. What it does lives in <name>_command.py, loaded at work.

    So a help page, or a refusal of what was typed, needs neither the settings nor the database.
    """

    context_class = Context

    def __init__(self, name: str, words: tuple[str, str], params: list[click.Parameter], **more: Any) -> None:
        """words: in one line of the list of commands, and in full; needs_tables=False leaves the database alone."""
        self.needs_tables = more.pop("needs_tables", True)
        short, full = words
        options = _("[OPTIONS]")
        super().__init__(
            name, params=params, short_help=short, help=full, options_metavar=options, context_settings=SETTINGS, **more
        )  # fmt: skip

    def invoke(self, ctx: click.Context) -> int:
        """Open the house and work; returns the exit code."""
        opening = import_module("etincelle.cli.opening")
        code: int = opening.work(str(self.name), ctx.params, needs_tables=self.needs_tables)
        return code


class Commands(click.Group):
    """All the commands, in the order a new user meets them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As declared."""
        return list(self.commands)


def show_refusal(error: click.ClickException) -> None:
    """What was wrong with what was typed, then how to write it: on standard error."""
    click.echo(_("Error: %s") % typographic(error.format_message()), err=True)
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        click.echo(ctx.get_usage(), err=True)
        click.echo(_("Help: %s") % f"{ctx.command_path} --help", err=True)


def option(*names: str, words: str, **more: Any) -> click.Option:
    """An option and its words."""
    return click.Option(list(names), help=words, **more)


def argument(name: str, metavar: str, kind: click.ParamType[Any], **more: Any) -> click.Argument:
    """An argument as the usage line shows it."""
    return click.Argument([name], metavar=metavar, type=kind, **more)
