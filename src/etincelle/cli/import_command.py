"""`etincelle import`: a file through the same door as the page, ticket files of any size included."""

import sys
from pathlib import Path

import click

from etincelle.cli.language import _
from etincelle.cli.telling import print_json
from etincelle.foundation.speech import say_number, say_rate
from etincelle.intake import batches
from etincelle.intake.models import Batch
from etincelle.intake.phrases import counts_sentence, reject_sentence
from etincelle.ledger.parts import ledger
from etincelle.spark.actions import publish

REJECTED = 3
SHOWN = 20


@click.command(
    "import", options_metavar=_("[OPTIONS]"), help=_("Import a file: checked first, then saved whole or not at all.")
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar=_("FILE…")
)
@click.option("--partnership", default="", metavar=_("CODE"), help=_("The partnership these rows belong to."))
@click.option("--source", default="", metavar=_("NAME"), help=_("The name of the source."))
@click.option("--kind", default="", metavar=_("KIND"), help=_("What the file is, if it cannot be guessed."))
@click.option("--dry-run", is_flag=True, help=_("Check only, save nothing."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))
def command(files: tuple[Path, ...], dry_run: bool, as_json: bool, **said: str) -> None:
    """Receive, check, confirm each file; then decide the day again."""
    options = {name: said[name] for name in ("partnership", "source") if said[name]}
    told = batches.Told(wanted=said["kind"], options=options, unlimited=True)
    done = [one_file(path, told, dry_run=dry_run) for path in files]
    saved = [b for b in done if b.state == Batch.State.CONFIRMED]
    if saved:
        publish()
    if as_json:
        print_json([{"file": b.filename, "state": b.state, "counts": b.counts, "rejects": b.rejects} for b in done])
    else:
        for batch in done:
            print_batch(batch)
    failed = any(b.state == Batch.State.FAILED for b in done)
    sys.exit(1 if failed else REJECTED if any(b.rejects for b in done) else 0)


def one_file(path: Path, told: batches.Told, *, dry_run: bool) -> Batch:
    """One file through the three steps; a terminal sees where it stands."""
    if sys.stderr.isatty():
        click.echo(_("Reading %s…") % path.name, err=True)
    with path.open("rb") as handle:
        batch = batches.receive(batches.HOUSE, handle, path.name, told)
    if batch.state == Batch.State.UPLOADED:
        batch = batches.check(batches.HOUSE, batch)
    if batch.state == Batch.State.CHECKED and not dry_run:
        batch = batches.confirm(batches.HOUSE, batch)
    return batch


def print_batch(batch: Batch) -> None:
    """What a file brought, and what was refused."""
    if batch.state == Batch.State.FAILED:
        click.echo(f"{batch.filename} : {reject_sentence(batch.rejects[0])}", err=True)
        return
    sentence = confirmed_sentence(batch) if batch.state == Batch.State.CONFIRMED else counts_sentence(batch.counts)
    click.echo(f"{batch.filename} : {sentence}")
    if batch.kind == "tickets" and batch.state == Batch.State.CONFIRMED:
        print_tickets()
    for reject in batch.rejects[:SHOWN]:
        click.echo(f"  {reject_sentence(reject)}", err=True)
    if len(batch.rejects) > SHOWN:
        click.echo("  " + _("… and %s others: see the Sources page.") % (len(batch.rejects) - SHOWN), err=True)


def confirmed_sentence(batch: Batch) -> str:
    """What was saved."""
    names = ("new", "changed", "unchanged", "rejected")
    counts = {name: say_number(batch.counts.get(name, 0)) for name in names}
    return _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(rejected)s refused.") % counts


def print_tickets() -> None:
    """Incidents by last observation: how many, how many made their SLA, by priority."""
    count, _unattached, judged, made, *_dates = ledger().query("tickets_summary")[0]
    if judged:
        told = {"count": say_number(count), "share": say_rate(made, judged)}
        click.echo("  " + _("%(count)s incidents; %(share)s made their SLA (last observation of each).") % told)
    for priority, tickets, seen, kept in ledger().query("tickets_by_priority"):
        if seen:
            click.echo(f"    {priority or '?':<16}{say_number(tickets):>8}   {say_rate(kept, seen)}")
