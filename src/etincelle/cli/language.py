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
    """"fr" or "en", from LC_ALL, LC_MESSAGES, LANG, then ETINCELLE_LANGUAGE, then French."""
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
