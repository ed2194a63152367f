"""The language of the command line, chosen before any command is declared.

Click says its own words through the standard gettext, so one catalogue of ours serves both. French comes
first: a locale that names no language (C, POSIX, unset) speaks the installation's language.
"""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "django"
FOLDER = Path(__file__).with_name("locale")


def language_of(env: Mapping[str, str]) -> str:
    """ "fr" or "en", from LC_ALL, LC_MESSAGES, LANG, then ETINCELLE_LANGUAGE, then French."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = env.get(name, "")[:2].lower()
        if code in ("fr", "en"):
            return code
    return "en" if env.get("ETINCELLE_LANGUAGE") == "en" else "fr"


LANGUAGE = language_of(os.environ)
os.environ["LANGUAGE"] = LANGUAGE
gettext.bindtextdomain(DOMAIN, str(FOLDER))
gettext.textdomain(DOMAIN)
_ = gettext.gettext
ngettext = gettext.ngettext
in_french = gettext.translation(DOMAIN, str(FOLDER), languages=["fr"], fallback=True).gettext


def said_by_click(text: str) -> str:
    """Marks a text that Click says itself, so that our catalogue holds its translation."""
    return text


gettext_noop = said_by_click
CLICK_SAYS = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("Positional arguments"),
    gettext_noop("Show the version and exit."),
    gettext_noop("Show this message and exit."),
    gettext_noop("Missing argument"),
    gettext_noop("Missing option"),
    gettext_noop("Missing parameter"),
    gettext_noop("Missing command."),
    gettext_noop("No such command {name!r}."),
    gettext_noop("No such option {name!r}."),
    gettext_noop("No such option: {name}"),
    gettext_noop("Invalid value: {message}"),
    gettext_noop("Invalid value for {param_hint}: {message}"),
    gettext_noop("{name} {filename!r} does not exist."),
    gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("{name} {filename!r} is a file."),
    gettext_noop("{name} {filename!r} is not readable."),
    gettext_noop("{name} {filename!r} is not writable."),
    gettext_noop("file"),
    gettext_noop("directory"),
    gettext_noop("path"),
    gettext_noop("default: {default}"),
    gettext_noop("required"),
    gettext_noop("Option {name!r} does not take a value."),
    gettext_noop("Option {name!r} requires an argument."),
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
)
