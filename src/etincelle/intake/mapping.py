"""Which sheet is what and which header means what, for one batch: proposed, chosen by a person, remembered."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything, require
from etincelle.intake import columns, gate, sandbox, storage, ticket_stream
from etincelle.intake.columns import ticket_columns
from etincelle.intake.kinds import OFFERED
from etincelle.intake.kinds.incidents import INCIDENT
from etincelle.intake.kinds.mail_log import MESSAGE
from etincelle.intake.models import Batch, ColumnMapping
from etincelle.intake.recognise import HEAD, sheets_of_tickets
from etincelle.intake.sources.incident_tools import signed
from etincelle.intake.sources.mailbox import looks_like_mail
from etincelle.intake.sources.rows import Reject
from etincelle.intake.sources.values import folded

WHY = "import: columns"
SURE = ("certain", "ignored")


def look(batch: Batch, wanted: str, *, unlimited: bool = False) -> None:
    """Fill a batch with what its file looks like; raises Refused."""
    path = storage.path_of(batch)
    if unlimited and path.stat().st_size > gate.MAX_BYTES:
        seen = stream_seen(path, batch.filename)
        batch.options["stream"] = True
    else:
        seen = sandbox.peek(path, batch.filename, wanted, tuple(given_attributes(batch)))
    batch.kind = seen.family
    batch.options["tool"] = seen.tool
    batch.options["sheets"] = [remembered(sheet) for sheet in seen.sheets]
    batch.options["assignments"] = {
        sheet["name"]: {"kind": sheet["kind"], "columns": chosen(sheet)}
        for sheet in batch.options["sheets"]
        if sheet["kind"]
    }
    settle_family(batch)


def stream_seen(path: Path, name: str) -> sandbox.Seen:
    """What a big file looks like: a mailbox, else an export of tickets, from its first rows."""
    with path.open("rb") as stream:
        if looks_like_mail(stream.read(HEAD), PurePath(name).suffix.lower()):
            return sandbox.Seen("mail", ())
    table, *_ = ticket_stream.head_of(path)
    sheets = tuple(sheet.plain() for sheet in sheets_of_tickets([table]))
    return sandbox.Seen("tickets", sheets, signed(table.headers))


def settle_family(batch: Batch) -> None:
    """Tickets when a sheet holds incidents, mail when one holds messages, else tables; others have no sheets."""
    if batch.options.get("assignments"):
        held = {one["kind"] for one in batch.options["assignments"].values()}
        batch.kind = "tickets" if INCIDENT.key in held else "mail" if MESSAGE.key in held else "tables"


def given_attributes(batch: Batch) -> list[str]:
    """Attributes that need no column because the person gave them for the whole file."""
    return ["partnership"] if batch.options.get("partnership") else []


def remembered(sheet: dict[str, Any]) -> dict[str, Any]:
    """The sheet with the columns a person once chose for the same headers, if ever."""
    known = everything(ColumnMapping, WHY).filter(signature=columns.signature(sheet["headers"]))
    found = known.filter(kind=sheet["kind"]).first() or (known.first() if not sheet["kind"] else None)
    if found is None:
        return sheet
    meaning = {folded(header): attribute for header, attribute in found.mapping.items()}
    told = [
        {"header": header, "attribute": meaning.get(folded(header), ""), "score": 100.0, "state": "remembered"}
        for header in sheet["headers"]
        if header
    ]
    return {**sheet, "kind": found.kind, "columns": told}


def chosen(sheet: Mapping[str, Any]) -> dict[str, str]:
    """Header → attribute of the columns that are known or proposed."""
    return {one["header"]: one["attribute"] for one in sheet["columns"] if one["attribute"]}


def may_be_matched(batch: Batch) -> bool:
    """Whether a person may still say what the columns of a batch mean."""
    return bool(batch.options.get("sheets")) and batch.state in (Batch.State.UPLOADED, Batch.State.CHECKED)


def needs_a_person(batch: Batch) -> bool:
    """Whether somebody should look at the columns before the check."""
    sheets = batch.options.get("sheets", [])
    if batch.kind == "tickets":
        states = {one["state"] for sheet in sheets for one in sheet["columns"]}
        return ticket_columns(sheets) is not None and ("remembered" not in states or bool(absent_columns(batch)))
    unsure = any(one["state"] not in (*SURE, "remembered") for sheet in sheets for one in sheet["columns"])
    return is_of_tables(batch) and (unsure or bool(absent_columns(batch)))


def is_of_tables(batch: Batch) -> bool:
    """Whether a batch is read by the columns of its sheets: tables, or a log of mail."""
    return batch.kind == "tables" or (batch.kind == "mail" and bool(batch.options.get("sheets")))


def absent_columns(batch: Batch) -> list[Reject]:
    """What prevents the check: a file without any known sheet, or sheets that lack a required column."""
    assignments = batch.options.get("assignments", {})
    sheets = batch.options.get("sheets", [])
    if not is_of_tables(batch) and (batch.kind != "tickets" or ticket_columns(sheets) is None):
        return []
    if not assignments:
        headers = ", ".join(header for sheet in sheets for header in sheet["headers"])
        return [Reject(batch.filename, "", 0, "", headers[:200], "known_sheet")]
    rejects = []
    for sheet, one in assignments.items():
        kind = OFFERED[one["kind"]]
        for attribute in columns.absent(one["columns"], kind, given_attributes(batch)):
            column = kind.column(attribute)
            code = "partnership_column" if attribute == "partnership" else "required_column"
            rejects.append(Reject(batch.filename, sheet, 1, column.fr, "", code, column.example))
    return rejects


def lacks_partnership(batch: Batch) -> bool:
    """Whether a sheet needs a partnership that no column holds."""
    return any(reject.expected == "partnership_column" for reject in absent_columns(batch))


def assign(actor: Actor, batch: Batch, sheet: str, kind: str, chosen_columns: Mapping[str, str]) -> Batch:
    """Take a person's choice for a sheet, and remember it for the same headers; kind "" leaves the sheet out."""
    require(actor, "import.run")
    sheets = batch.options.get("sheets", [])
    found = next(one for one in sheets if one["name"] == sheet)
    assignments = batch.options.setdefault("assignments", {})
    assignments.pop(sheet, None)
    if kind in OFFERED:
        attributes = {column.attribute for column in OFFERED[kind].columns}
        kept = {h: a for h, a in chosen_columns.items() if h in found["headers"] and a in attributes}
        assignments[sheet] = {"kind": kind, "columns": kept}
        found["kind"] = kind
        found["columns"] = [
            {"header": header, "attribute": kept.get(header, ""), "score": 100.0, "state": "remembered"}
            for header in found["headers"]
            if header
        ]
        remember(kind, found["headers"], kept)
    settle_family(batch)
    batch.state = Batch.State.UPLOADED
    batch.save()
    return batch


def learn(batch: Batch) -> None:
    """Remember the columns of a confirmed batch that had only been proposed, when they were used."""
    sheets = batch.options.get("sheets", [])
    if batch.kind == "tickets" and ticket_columns(sheets) is None:
        return
    for sheet in sheets:
        used = batch.options.get("assignments", {}).get(sheet["name"])
        if used and any(one["state"] == "proposed" for one in sheet["columns"]):
            remember(used["kind"], sheet["headers"], used["columns"])


def remember(kind: str, headers: list[str], chosen_columns: Mapping[str, str]) -> None:
    """Store the meaning of a set of headers."""
    rows = everything(ColumnMapping, WHY)
    rows.update_or_create(
        kind=kind, signature=columns.signature(headers),
        defaults={"mapping": dict(chosen_columns), "learnt_at": clock.now()},
    )  # fmt: skip
