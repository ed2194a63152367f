"""`etincelle contracts`: the terms of contracts with their quotes, or how well they are read against experts."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from etincelle.cli.contract_patterns import pattern_answers
from etincelle.cli.language import _
from etincelle.cli.telling import print_json, title
from etincelle.foundation.refusals import Refusal
from etincelle.foundation.speech import say_number, say_share
from etincelle.intake.contracts import ReadContract, read_contract
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Refused
from etincelle.living_contract.reading.judged import COLUMNS, FLOORS, Answer, Tally, answers_of, judge, tallies
from etincelle.living_contract.reading.phrases import COLUMN_NAMES, FIELD_NAMES, say_steps, say_value, say_why
from etincelle.living_contract.reading.plain import plain
from etincelle.living_contract.reading.terms import Term

SHOWN = 240


def command(what: str, paths: Sequence[Path], baseline: bool, as_json: bool) -> int:
    """Read, or score."""
    if what == "score":
        return score(paths, baseline=baseline, as_json=as_json)
    found = {str(path): opened(path) for path in files_of(paths)}
    if as_json:
        print_json([document(name, one) for name, one in found.items()])
        return 0
    for name, one in found.items():
        tell(name, one)
    return 0


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of the folders named."""
    inside = [sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path] for path in paths]
    return [one for many in inside for one in many]


def opened(path: Path) -> ReadContract:
    """What a file says, or why it cannot be read."""
    try:
        return read_contract(path, path.name)
    except Refused as refused:
        raise Refusal(reject_sentence(refused.named(path.name))) from refused


def document(name: str, one: ReadContract) -> dict[str, Any]:
    """A contract for programs."""
    return {"file": name, "reader": one.reader, "doubts": list(one.doubts), **plain(one.reading)}


def tell(name: str, one: ReadContract) -> None:
    """A contract for people: each term, how sure, the words that say it and where."""
    click.echo(title(name))
    for term in one.reading.terms.values():
        name = _("%s:") % FIELD_NAMES[term.field]
        click.echo(f"  {name} {answer(term)}")
        for quote in term.quotes[:2]:
            words = " ".join(quote.text.split())
            place = {"line": say_number(quote.line), "words": words[:SHOWN] + ("…" if len(words) > SHOWN else "")}
            click.echo("      " + _("line %(line)s: “%(words)s”") % place)
    click.echo()


def answer(term: Term) -> str:
    """A value and how sure it is, or why it is unknown."""
    if term.value is None:
        return _("unknown (%s)") % say_why(term)
    counted = f", {say_steps(term)}" if term.steps else ""
    return f"{say_value(term.value)}{counted} ({say_share(term.confidence)})"


def score(paths: Sequence[Path], *, baseline: bool, as_json: bool) -> int:
    """Compare the contracts of a folder with a table of answers."""
    folder, table = folder_and_table(paths)
    ours, floor = tallies(), tallies()
    told = rows_of(table)
    rows = [row for row in told if (folder / Path(row["txt"]).name).is_file()]
    if not rows:
        raise Refusal(_("None of the contracts that “%s” names is in the folder.") % table.name)
    refused = [name for row in rows if (name := judged(folder, row, (ours, floor), baseline=baseline))]
    if as_json:
        print_json(scores(len(rows) - len(refused), ours, floor if baseline else None) | {"refused": refused})
    else:
        print_scores(ours, floor if baseline else None)
        click.echo(_("%(read)s contracts read, %(missing)s not in the folder.")
                   % {"read": say_number(len(rows) - len(refused)),
                      "missing": say_number(len(told) - len(rows))})  # fmt: skip
    return 0


def judged(
    folder: Path, row: Mapping[str, str], counts: tuple[Mapping[str, Tally], Mapping[str, Tally]], *, baseline: bool
) -> str | None:
    """Add one contract to both counts; the name of one that cannot be read, said aloud, whose terms stay unknown."""
    ours, floor = counts
    name = row["txt"]
    try:
        one = opened(folder / Path(name).name)
    except Refusal as refusal:
        click.echo(_("%(file)s is left aside, its terms count as unknown: %(why)s")
                   % {"file": name, "why": refusal}, err=True)  # fmt: skip
        judge(ours, row, {}, name)
        judge(floor, row, {}, name)
        return name
    judge(ours, row, answers_of(one.reading), name)
    judge(floor, row, pattern_answers(one.text) if baseline else dict[str, Answer](), name)
    return None


def folder_and_table(paths: Sequence[Path]) -> tuple[Path, Path]:
    """The folder of contracts and the table of answers, in either order."""
    folders, tables = [one for one in paths if one.is_dir()], [one for one in paths if one.is_file()]
    if len(folders) != 1 or len(tables) != 1:
        raise Refusal(_("One folder of contracts and one table of answers are needed: score FOLDER ANSWERS.csv."))
    return folders[0], tables[0]


def rows_of(table: Path) -> list[dict[str, str]]:
    """The lines of the table; refuses one without the column of files."""
    try:
        rows = list(csv.DictReader(io.StringIO(decode(table.read_bytes()))))
    except (Refused, csv.Error) as error:
        raise Refusal(_("“%s” is not a table. Send a CSV file.") % table.name) from error
    if not rows or "txt" not in rows[0]:
        raise Refusal(_("“%s” has no column “txt” with the name of each contract.") % table.name)
    return rows


def print_scores(ours: Mapping[str, Tally], floor: Mapping[str, Tally] | None) -> None:
    """The table for people."""
    heads = (
        "", _("To find"), _("Found"), _("Right"), _("Wrong"), _("Unknown"), _("Hidden"), _("kept"), _("Precision"),
        _("Recall"), "F1", _("Floor"), *((_("Patterns"),) if floor else ()),
    )  # fmt: skip
    lines = [heads, *(line_of(column, ours[column], floor[column] if floor else None) for column in COLUMNS)]
    wide = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    for number, line in enumerate(lines):
        text = f"{line[0]:<{wide[0]}}  " + "  ".join(f"{cell:>{wide[n + 1]}}" for n, cell in enumerate(line[1:]))
        click.echo(text if number else title(text))
    click.echo(_("An empty answer of the experts is an answer: what is read there is wrong. Answers with a blank or"
                 " hidden part (“Hidden”) ask for “unknown” (“kept”)."))  # fmt: skip
    click.echo(_("Floors: notice and renewal found among 510 contracts, not these; “Patterns”: precision, recall, F1 of"
                 " simple patterns on these files."))  # fmt: skip


def line_of(column: str, one: Tally, floor: Tally | None) -> tuple[str, ...]:
    """One field: counts, shares, floor."""
    counts = (one.true, one.found, one.right, one.found - one.right, one.unknown, one.hidden, one.kept_unknown)
    shares = (one.precision, one.recall, one.f1)
    bound = " / ".join(shown(value) for value in FLOORS[column] if value is not None) if column in FLOORS else ""
    beside = (" / ".join(shown(value) for value in (floor.precision, floor.recall, floor.f1)),) if floor else ()
    return (COLUMN_NAMES[column], *map(say_number, counts), *map(shown, shares), bound, *beside)


def shown(value: float | None) -> str:
    """A share; "?" when unknown."""
    return "?" if value is None else say_share(value)


def scores(contracts: int, ours: Mapping[str, Tally], floor: Mapping[str, Tally] | None) -> dict[str, Any]:
    """The same for programs."""
    fields = {column: plain_tally(ours[column]) for column in COLUMNS}
    told: dict[str, Any] = {"contracts": contracts, "fields": fields, "floors_of_510": FLOORS}
    return told | ({"patterns": {column: plain_tally(floor[column]) for column in COLUMNS}} if floor else {})


def plain_tally(one: Tally) -> dict[str, Any]:
    """A tally for programs."""
    return {
        "true": one.true, "found": one.found, "right": one.right, "wrong": one.found - one.right,
        "said_unknown": one.unknown, "hidden": one.hidden, "hidden_kept_unknown": one.kept_unknown,
        "precision": one.precision, "recall": one.recall, "f1": one.f1, "wrong_in": one.wrong,
    }  # fmt: skip
