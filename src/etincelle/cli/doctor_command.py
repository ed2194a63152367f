"""`etincelle doctor`: is the house sound?"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import click
from django.db import DatabaseError, connection

from etincelle.cli.failures import cause
from etincelle.cli.language import _
from etincelle.cli.telling import print_json
from etincelle.foundation import journal
from etincelle.foundation.config import config
from etincelle.foundation.tables import NewerData, bring_up_to_date
from etincelle.intake import storage
from etincelle.ledger import parts
from etincelle.privacy import register

NAMED = 3


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, whether it holds, and what to do when it does not."""

    code: str
    what: str
    ok: bool
    detail: str = ""


def checks() -> Iterator[Check]:
    """Every check; when the database cannot be read, that is all there is to say."""
    try:
        bring_up_to_date()
        yield of_database()
    except (DatabaseError, NewerData) as error:
        yield Check("database", _("Database"), False, cause(error))
        return
    yield of_parts()
    if config().ledger_url:
        trouble = parts.cluster_trouble()
        yield Check("cluster", _("Cluster of the ledger"), not trouble, trouble)
    broken = journal.verify()
    detail = _("entry %s was changed or removed. Put a backup back with: etincelle restore FILE") % broken
    yield Check("journal", _("Journal"), broken is None, "" if broken is None else detail)
    holes = register.holes()
    yield Check("register", _("Register of personal data"), not holes, named(holes))
    key = config().data / "secret.key"
    private = not key.exists() or key.stat().st_mode & 0o077 == 0
    yield Check("secret_key", _("Secret key readable by you alone"), private, "" if private else f"chmod 600 {key}")


def of_database() -> Check:
    """The database as it finds itself, and whether its writes survive a power cut."""
    if connection.vendor != "sqlite":
        return Check("database", _("Database"), True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA synchronous")
        safe = cursor.fetchone()[0] == 2
    if found != ["ok"]:
        detail = _("damaged (%s). Put a backup back with: etincelle restore FILE") % "; ".join(found[:NAMED])
        return Check("database", _("Database"), False, detail)
    return Check("database", _("Database, its writes survive a power cut"), safe, "" if safe else "synchronous")


def of_parts() -> Check:
    """The parts of the ledger that the database lists: there, and as they were written."""
    gone, spoilt = parts.missing(), parts.damaged()
    told = []
    if gone:
        told.append(_("missing: %s") % named(gone))
    if spoilt:
        told.append(_("damaged: %s") % named(spoilt))
    if told:
        told.append(_("put a backup back with: etincelle restore FILE"))
    return Check("ledger", _("Ledger parts"), not told, " ; ".join(told))


def named(names: Sequence[str]) -> str:
    """The first names, and how many more."""
    more = [f"+ {len(names) - NAMED}"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])


def command(as_json: bool) -> int:
    """Run every check; exit 1 when one fails. Orphans are swept only in a house that is sound."""
    found = list(checks())
    sound = all(check.ok for check in found)
    swept = parts.sweep() + storage.sweep() if sound else 0
    seq, last = journal.head() if sound else (0, "")
    if as_json:
        kept = {"entries": seq, "last": last}
        print_json({"sound": sound, "checks": [asdict(check) for check in found], "swept": swept, "journal": kept})
        return 0 if sound else 1
    for check in found:
        click.echo(f"{'✓' if check.ok else '✗'} {check.what}")
        if check.detail:
            click.echo(f"    {check.detail}")
    if sound:
        click.echo(_("Last entry of the journal, to be kept elsewhere: %s") % f"{seq} {last}")
    click.echo(_("Orphan files removed: %s") % swept)
    return 0 if sound else 1
