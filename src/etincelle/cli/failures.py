"""From an exception to the one sentence a person can act on: what failed, where, what to do."""

import errno
import gettext
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path

import duckdb
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DatabaseError

from etincelle import foundation
from etincelle.cli.language import DOMAIN, LANGUAGE, _
from etincelle.foundation.config import ConfigError, config
from etincelle.foundation.refusals import Refusal

SYSTEM: dict[int | None, str] = {
    errno.EACCES: _("access is refused. Give yourself the right to read and write there, or choose another place."),
    errno.EPERM: _("access is refused. Give yourself the right to read and write there, or choose another place."),
    errno.EROFS: _("this place is read only. Choose another place."),
    errno.ENOSPC: _("the disk is full. Make room, then try again."),
    errno.EDQUOT: _("the disk is full. Make room, then try again."),
    errno.ENOENT: _("this place does not exist. Check the name and the folder."),
    errno.ENOTDIR: _("a file stands where a folder is needed. Choose another place."),
    errno.EEXIST: _("a file stands where a folder is needed. Choose another place."),
    errno.EISDIR: _("a folder stands where a file is needed. Choose another name."),
    errno.EADDRINUSE: _("the address is already taken. Choose another port with --port."),
}
SQLITE: tuple[tuple[str, str], ...] = (
    ("unable to open database file", _("cannot be opened. Check that its folder exists and that you may write there.")),
    ("readonly database", _("is read only. Give yourself the right to write there.")),
    ("database is locked", _("is busy with another command. Try again in a moment.")),
    ("database or disk is full", _("has no room left. Make room on the disk, then try again.")),
    ("not a database", _("is not a database of Étincelle. Put a backup back with: etincelle restore FILE")),
    ("malformed", _("is damaged. Put a backup back with: etincelle restore FILE")),
)


def sentence(error: Exception) -> str:
    """What to tell of a failure."""
    return _("Not done: %s") % " ".join(cause(error).split("\n"))


def cause(error: Exception) -> str:
    """The failure, without its preamble."""
    if isinstance(error, ConfigError):
        return in_our_language(error)
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, PermissionDenied):
        return _("this is not allowed (%s).") % error
    if isinstance(error, ImproperlyConfigured) and "psycopg" in str(error):
        return _("PostgreSQL needs the driver psycopg. Install it with: %s") % driver_command()
    if isinstance(error, DatabaseError | sqlite3.Error):
        return of_database(error)
    if isinstance(error, duckdb.Error):
        return _("the ledger cannot be read. See what is missing or damaged with: etincelle doctor")
    if isinstance(error, OSError):
        return of_system(error)
    return unexpected(error)


def in_our_language(error: ConfigError) -> str:
    """A wrong setting may be why Django's own languages are not there: the catalogue is read directly."""
    folder = Path(foundation.__file__).with_name("locale")
    words = gettext.translation(DOMAIN, folder, languages=[LANGUAGE], fallback=True)
    return words.gettext(error.sentence) % error.params


def driver_command() -> str:
    """How to install PostgreSQL's driver beside the program that runs."""
    if find_spec("pip"):
        return f"{sys.executable} -m pip install 'psycopg[binary]'"
    return f"uv pip install --python {sys.executable} 'psycopg[binary]'"


def of_database(error: DatabaseError | sqlite3.Error) -> str:
    """What the database refused; a server's own words stay in brackets."""
    path = config().sqlite_path
    if path is None:
        told = _("the database of ETINCELLE_DATABASE_URL does not answer (%s). Check the address and that it runs.")
        return told % first_line(error)
    for mark, words in SQLITE:
        if mark in str(error):
            return f"{path} {words}"
    return unexpected(error)


def of_system(error: OSError) -> str:
    """What the system refused, and where."""
    words = SYSTEM.get(error.errno)
    if words is None:
        return unexpected(error)
    return _("%(where)s: %(what)s") % {"where": error.filename, "what": words} if error.filename else words


def first_line(error: Exception) -> str:
    """The first line of what a library says."""
    return str(error).strip().split("\n", 1)[0].rstrip(".")


def unexpected(error: Exception) -> str:
    """A failure nobody foresaw: its kind, and how to see the whole of it."""
    told = {"kind": type(error).__name__, "what": first_line(error)}
    return _("unforeseen error, %(kind)s (%(what)s). See the whole with ETINCELLE_DEBUG=true, and report it.") % told
