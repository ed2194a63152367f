"""`etincelle import`: files through the same door as the page, ticket files of any size included."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from etincelle.cli.deciding import decide
from etincelle.cli.imports import answer, print_batch, print_hints, print_incidents
from etincelle.cli.language import _
from etincelle.cli.progress import step
from etincelle.cli.telling import print_json
from etincelle.cli.values import STDIN
from etincelle.intake import batches
from etincelle.intake.kinds import BY_KEY
from etincelle.intake.models import Batch
from etincelle.parties.reads import partnership_codes
from etincelle.spark.document import document

DONE, FAILED, REJECTED = 0, 1, 3
KINDS = list(BY_KEY)
FAMILIES = ("tables", "calendar", "mail", "tickets", "document", "history")


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to import; one found in a folder may be left aside without failing the whole."""

    path: Path
    from_folder: bool = False


@dataclass(slots=True)
class Taken:
    """A file and the batch it became."""

    asked: Asked
    batch: Batch

    @property
    def is_in(self) -> bool:
        """Whether the file could be imported, or at least checked."""
        return self.batch.state in (Batch.State.CONFIRMED, Batch.State.CHECKED)


def command(files: tuple[Path, ...], dry_run: bool, as_json: bool, **said: str) -> int:
    """Receive all, then check and confirm each, what others refer to first; then decide the day again."""
    require_known(said["partnership"])
    options = {name: said[name] for name in ("partnership", "source") if said[name]}
    told = batches.Told(wanted=said["kind"], options=options, unlimited=True)
    asked = list(found_in(files))
    if not asked:
        click.echo(_("No file there. Name files, or a folder that holds some."), err=True)
        return FAILED
    taken = sorted((received(one, told, (n, len(asked))) for n, one in enumerate(asked, 1)), key=rank)
    for number, one in enumerate(taken, 1):
        saved(one, (number, len(taken)), dry_run=dry_run)
    decision = decided(taken)
    if as_json:
        print_json(answer([one.batch for one in taken], decision))
    else:
        print_all(taken, decision)
    return exit_code(taken)


def require_known(partnership: str) -> None:
    """Refuse a partnership that does not exist: its rows would wait for it in silence."""
    known = partnership_codes()
    if partnership and partnership not in known:
        told = {"found": partnership, "known": ", ".join(known) or _("none; import your partnerships first")}
        raise click.UsageError(_("“%(found)s” is no partnership’s code. Known codes: %(known)s.") % told)


def found_in(files: Sequence[Path]) -> Iterator[Asked]:
    """The files named, and those of the folders named, hidden ones left out."""
    for path in files:
        if not path.is_dir() or path == STDIN:
            yield Asked(path)
            continue
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inner.relative_to(path).parts)
            if inner.is_file() and not hidden:
                yield Asked(inner, from_folder=True)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file; standard input is laid down first, because a file is read more than once."""
    if path != STDIN:
        with path.open("rb") as handle:
            yield handle
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.seek(0)
        yield copy


def received(asked: Asked, told: batches.Told, place: tuple[int, int]) -> Taken:
    """A file looked at, not yet imported."""
    name = "stdin" if asked.path == STDIN else asked.path.name
    with step(doing(_("reading"), name, place)), opened(asked.path) as handle:
        return Taken(asked, batches.receive(batches.HOUSE, handle, name, told))


def rank(taken: Taken) -> tuple[int, int]:
    """What others refer to comes first: tables by their own order, then calendars, mail, tickets, documents."""
    sheets = taken.batch.options.get("assignments", {}).values()
    first = min((KINDS.index(one["kind"]) for one in sheets if one["kind"] in KINDS), default=len(KINDS))
    return FAMILIES.index(taken.batch.kind) if taken.batch.kind in FAMILIES else len(FAMILIES), first


def saved(taken: Taken, place: tuple[int, int], *, dry_run: bool) -> None:
    """A file checked, then confirmed unless it is a trial."""
    name = taken.batch.filename
    if taken.batch.state == Batch.State.UPLOADED:
        with step(doing(_("checking"), name, place)):
            taken.batch = batches.check(batches.HOUSE, taken.batch)
    if taken.batch.state == Batch.State.CHECKED and not dry_run:
        with step(doing(_("saving"), name, place)):
            taken.batch = batches.confirm(batches.HOUSE, taken.batch)


def doing(what: str, name: str, place: tuple[int, int]) -> str:
    """« [2/5] incidents.csv : vérification… »"""
    number, count = place
    return (f"[{number}/{count}] " if count > 1 else "") + _("%(file)s: %(what)s…") % {"file": name, "what": what}


def decided(taken: Sequence[Taken]) -> dict[str, object] | None:
    """The day decided again, when something was saved."""
    if not any(one.batch.state == Batch.State.CONFIRMED for one in taken):
        return None
    with step(_("Deciding the day…")):
        return document(decide())


def print_all(taken: Sequence[Taken], decision: dict[str, object] | None) -> None:
    """What each file brought, the incidents in all, the call of the day."""
    for one in taken:
        print_batch(one.batch, aside=one.asked.from_folder)
    print_hints([one.batch for one in taken])
    if any(one.batch.kind == "tickets" and one.batch.state == Batch.State.CONFIRMED for one in taken):
        print_incidents()
    if decision is not None:
        click.echo(_("Today: %s") % decision["sentence"])


def exit_code(taken: Sequence[Taken]) -> int:
    """1 when a file that was named, or every file, was refused; 3 when rows or files of a folder were."""
    refused = [one for one in taken if not one.is_in]
    if any(not one.asked.from_folder for one in refused) or len(refused) == len(taken):
        return FAILED
    return REJECTED if any(one.batch.rejects for one in taken) else DONE
