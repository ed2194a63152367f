"""The tables of the database, brought up to date by whichever command comes first, and never by two at a time."""

import pkgutil
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext

from etincelle.foundation.config import config
from etincelle.foundation.locks import START, held
from etincelle.foundation.refusals import Refusal

Steps = set[tuple[str, str]]
RECORD = "django_migrations"


class NewerData(Refusal):
    """The data was written by a newer version of the product."""


def steps_shipped() -> Steps:
    """(application, migration) of all that this version brings, read from file names: no migration is loaded."""
    return {
        (app.label, found.name)
        for app in apps.get_app_configs()
        for found in pkgutil.iter_modules([str(Path(app.path) / "migrations")])
        if not found.ispkg and found.name[0] not in "_~"
    }


def steps_done() -> Steps:
    """(application, migration) of all that the database went through; none when it is empty."""
    with connection.cursor() as cursor:
        if RECORD not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT app, name FROM {RECORD}")  # noqa: S608 - a name of ours
        return {(app, name) for app, name in cursor.fetchall()}


def bring_up_to_date() -> bool:
    """Make or change the tables if this version needs it; whether it was. A few milliseconds when it was not."""
    config().data.mkdir(parents=True, exist_ok=True)
    shipped, done = steps_shipped(), steps_done()
    _refuse_newer(done - shipped)
    if shipped <= done:
        return False
    with held(config().data / START):
        if not steps_shipped() <= steps_done():
            call_command("migrate", verbosity=0, interactive=False)
    return True


def _refuse_newer(unknown: Steps) -> None:
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("etincelle.")}
    for app, name in sorted(unknown):
        if app in ours:
            told = {"folder": config().data, "step": f"{app}.{name}"}
            raise NewerData(
                gettext("%(folder)s was written by a newer version (%(step)s). Update Étincelle to open it.") % told
            )
