"""What an import brought: in the words of the terminal, and as a document for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from etincelle.cli.language import _, ngettext
from etincelle.foundation.speech import SaidCount, say_number, say_rate
from etincelle.intake.batches import doubts_of
from etincelle.intake.models import Batch
from etincelle.intake.phrases import counts_sentence, doubt_sentence, mail_sentence, reject_sentence
from etincelle.ledger.parts import ledger

SHOWN = 20
FIGURES = ("read", "new", "changed", "unchanged", "repeated", "rejected", "to_attach")
HINTS = {
    "document_partnership": _("The partnership of a document is given with: --partnership CODE"),
    "known_sheet": _("What a file holds is given with: --kind KIND"),
}
PLACE = ("sheet", "line", "column", "found", "example")


def print_batch(batch: Batch, *, aside: bool) -> None:
    """What a file brought, what was assumed, what was refused. aside: it was found in a folder, nobody named it."""
    if batch.state not in (Batch.State.CONFIRMED, Batch.State.CHECKED):
        words = _("Left aside: %s") if aside else "%s"
        click.echo(words % reject_sentence(batch.rejects[0]), err=True)
        return
    click.echo(_("%(file)s: %(what)s") % {"file": batch.filename, "what": sentence(batch)})
    for doubt in doubts_of(batch):
        click.echo(f"  {doubt_sentence(doubt.code, doubt.about)}")
    if batch.counts.get("to_attach"):
        click.echo(f"  {to_attach_sentence(batch.counts['to_attach'])}")
    for reject in batch.rejects[:SHOWN]:
        click.echo(f"  {reject_sentence(reject)}", err=True)
    if len(batch.rejects) > SHOWN:
        click.echo("  " + _("… and %s others: see the Sources page.") % (len(batch.rejects) - SHOWN), err=True)


def print_hints(taken: Sequence[Batch]) -> None:
    """Which options would have taken in the files that were refused, once each."""
    refused = {batch.rejects[0]["expected"] for batch in taken if batch.state == Batch.State.FAILED}
    refused |= {
        reject["expected"] for batch in taken if batch.state == Batch.State.UPLOADED for reject in batch.rejects
    }
    for code in sorted(refused & HINTS.keys()):
        click.echo(HINTS[code], err=True)


def sentence(batch: Batch) -> str:
    """What was saved, or what would be."""
    if batch.state != Batch.State.CONFIRMED:
        return mail_sentence(batch.counts) if batch.kind == "mail" else counts_sentence(batch.counts)
    told = {name: say_number(batch.counts.get(name, 0)) for name in FIGURES} | {"read": what_was_read(batch)}
    if batch.kind == "tickets":
        words = _("%(read)s; incidents: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
    elif batch.kind == "calendar":
        words = _("%(read)s; meetings: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
    elif batch.kind == "mail":
        words = _("%(read)s; messages kept: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
    else:
        words = _("%(read)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
    text = words % told
    if batch.counts.get("rejected"):
        text += " " + ngettext("%s row refused.", "%s rows refused.", batch.counts["rejected"]) % told["rejected"]
    return text if batch.counts.get("new") or batch.counts.get("changed") else f"{text} " + _("Nothing new.")


def what_was_read(batch: Batch) -> str:
    """How many rows, events or messages."""
    count = batch.counts.get("read", 0)
    if batch.kind == "calendar":
        return ngettext("%s event read", "%s events read", count) % say_number(count)
    if batch.kind == "mail":
        return ngettext("%s message read", "%s messages read", count) % say_number(count)
    return ngettext("%s row read", "%s rows read", count) % say_number(count)


def to_attach_sentence(count: int) -> str:
    """How many incidents say nothing yet, for want of a partnership, and how to tie them."""
    words = ngettext(
        "%s incident hangs on no partnership yet: import again with --partnership CODE.",
        "%s incidents hang on no partnership yet: import again with --partnership CODE.",
        count,
    )
    return words % SaidCount(count)


def incidents() -> dict[str, Any]:
    """All incidents by last observation: how many, how many with a verdict, how many made their SLA, by priority."""
    count, _unattached, judged, made, *_dates = ledger().query("tickets_summary")[0]
    return {
        "count": count, "judged": judged or 0, "made_sla": made or 0,
        "by_priority": [
            {"priority": priority, "count": tickets, "judged": seen or 0, "made_sla": kept or 0}
            for priority, tickets, seen, kept in ledger().query("tickets_by_priority")
        ],
    }  # fmt: skip


def print_incidents() -> None:
    """The same, in words."""
    found = incidents()
    if not found["judged"]:
        return
    told = {"count": say_number(found["count"]), "share": say_rate(found["made_sla"], found["judged"])}
    click.echo(_("%(count)s incidents; %(share)s made their SLA (last observation of each).") % told)
    for one in found["by_priority"]:
        if one["judged"]:
            name = _("priority %s") % (one["priority"] or "?")
            share = say_rate(one["made_sla"], one["judged"])
            click.echo(f"  {name:<12}{say_number(one['count']):>9}{share:>10}")


def answer(taken: Sequence[Batch], decision: Mapping[str, Any] | None) -> dict[str, Any]:
    """The whole import as a document."""
    tickets = any(batch.kind == "tickets" and batch.state == Batch.State.CONFIRMED for batch in taken)
    return {
        "files": [of_batch(batch) for batch in taken],
        "incidents": incidents() if tickets else None,
        "decision": decision["decision"] if decision else None,
        "sentence": decision["sentence"] if decision else None,
    }


def of_batch(batch: Batch) -> dict[str, Any]:
    """One file: what became of it, its counts, what was assumed, what was refused."""
    return {
        "file": batch.filename,
        "family": batch.kind,
        "state": batch.state,
        "counts": {name: batch.counts.get(name, 0) for name in FIGURES},
        "kinds": batch.counts.get("kinds", {}),
        "doubts": [
            {"code": doubt.code, "about": doubt.about, "sentence": doubt_sentence(doubt.code, doubt.about)}
            for doubt in doubts_of(batch)
        ],
        "rejects": [
            {"code": reject["expected"], **{name: reject[name] for name in PLACE}, "sentence": reject_sentence(reject)}
            for reject in batch.rejects
        ],
    }
