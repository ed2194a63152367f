"""`etincelle doctor`: is the house sound?"""

import sys
from collections.abc import Iterator

import click
from django.core.management import call_command
from django.db import connection

from etincelle.cli.language import _
from etincelle.cli.telling import print_json
from etincelle.foundation import journal
from etincelle.foundation.config import config
from etincelle.intake import storage
from etincelle.ledger import parts


def checks() -> Iterator[tuple[str, bool, str]]:
    """(what, whether it holds, detail) of each check."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            answer = cursor.fetchone()[0]
            yield _("Database"), answer == "ok", str(answer)
            cursor.execute("PRAGMA synchronous")
            yield _("Writes survive a power cut"), cursor.fetchone()[0] == 2, "synchronous=FULL"
        else:
            cursor.execute("SELECT version()")
            yield _("Database"), True, str(cursor.fetchone()[0])[:40]
    missing = parts.missing()
    yield _("Ledger parts"), not missing, ", ".join(missing[:3])
    broken = journal.verify()
    yield _("Journal"), broken is None, "" if broken is None else str(broken)
    key = config().data / "secret.key"
    private = not key.exists() or key.stat().st_mode & 0o077 == 0
    yield _("Secret key readable by you alone"), private, str(key) if not private else ""


@click.command(
    "doctor", options_metavar=_("[OPTIONS]"), help=_("Check the database, the ledger, the journal; sweep orphan files.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
def command(as_json: bool) -> None:
    """Run every check; exit 1 when one fails."""
    call_command("migrate", verbosity=0, interactive=False)
    found = list(checks())
    swept = parts.sweep() + storage.sweep()
    seq, last = journal.head()
    if as_json:
        told = [{"what": w, "ok": ok, "detail": d} for w, ok, d in found]
        print_json({"checks": told, "swept": swept, "journal": {"entries": seq, "last": last}})
    else:
        for what, ok, detail in found:
            click.echo(f"{'✓' if ok else '✗'} {what}{' : ' + detail if detail and not ok else ''}")
        click.echo(_("Last entry of the journal, to be kept elsewhere: %s") % f"{seq} {last}")
        click.echo(_("Orphan files removed: %s") % swept)
    sys.exit(0 if all(ok for _what, ok, _detail in found) else 1)
