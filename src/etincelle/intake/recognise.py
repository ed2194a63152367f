"""What a file looks like: tickets, a calendar, mail, tables of a known kind, or a document. Pure.

The bytes decide, not the name; the name only breaks ties between texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from etincelle.intake.columns import Proposal, incidents_of, kind_of, propose
from etincelle.intake.kinds.incidents import INCIDENT
from etincelle.intake.kinds.mail_log import MESSAGE
from etincelle.intake.sources import dora, incidents, ocds
from etincelle.intake.sources.incident_fields import REQUIRED
from etincelle.intake.sources.incident_json import table_of
from etincelle.intake.sources.incident_tools import signed, tool_of
from etincelle.intake.sources.mail_logs import looks_like_graph
from etincelle.intake.sources.mailbox import looks_like_mail
from etincelle.intake.sources.registers import signed_by
from etincelle.intake.sources.rows import Notes, Refused
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import tables

FIELDS_ENOUGH = 3
HEAD = 65_536
DOCUMENT_NAMES = (".txt", ".md", ".docx", ".pdf", ".pptx")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with the kind it looks like ("" when unsure) and the columns proposed."""

    name: str
    kind: str
    headers: tuple[str, ...]
    rows: int
    proposals: tuple[Proposal, ...]

    def plain(self) -> dict[str, Any]:
        """The sheet as JSON stores it."""
        return {
            "name": self.name, "kind": self.kind, "headers": list(self.headers), "rows": self.rows,
            "columns": [proposal.plain() for proposal in self.proposals],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recognised:
    """The family of a file (tickets, calendar, mail, tables, document, history), its sheets, its tickets’ tool."""

    family: str
    sheets: tuple[Sheet, ...] = ()
    tool: str = ""


def recognise(content: bytes, name: str, wanted: str = "", given: Sequence[str] = ()) -> Recognised:
    """What a file looks like; `wanted` is what the person said it is: a family or a kind, "" to guess."""
    if wanted in ("calendar", "document"):
        return Recognised(wanted)
    family = family_of_bytes(content, PurePath(name).suffix.lower())
    if wanted == "history" or (family == "history" and wanted == ""):
        return Recognised("history")
    if family == "mail" or (family and wanted in ("", "tickets")):
        return json_of_tickets(content) if family == "tickets" else Recognised(family)
    found = [table for table in tables(content)[0] if table.rows]
    if not found:
        raise Refused("rows")
    if not wanted and looks_like_register(found, given):
        return Recognised("history")
    if wanted == "tickets" or (not wanted and looks_like_tickets(found[0].headers)):
        return Recognised("tickets", sheets_of_tickets(found), signed(found[0].headers))
    if wanted == "mail" or (not wanted and looks_like_mail_log(found[0].headers)):
        return Recognised("mail", tuple(sheet_of_mail(table) for table in found))
    return Recognised("tables", tuple(sheet_of(table, wanted, given) for table in found))


def json_of_tickets(content: bytes) -> Recognised:
    """The tickets of a JSON file, whose names may be matched like columns."""
    table = table_of(content, Notes())
    return Recognised("tickets", sheets_of_tickets([table]), signed(table.headers))


def family_of_bytes(content: bytes, suffix: str) -> str:
    """The family that the first bytes settle, "" when a look at the columns is needed."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".ics" or head.upper().startswith(b"BEGIN:VCALENDAR"):
        return "calendar"
    if looks_like_mail(content[:HEAD], suffix):
        return "mail"
    if head[:1] in (b"{", b"[") and looks_like_graph(content):
        return "mail"
    if head[:1] in (b"{", b"["):
        return "history" if ocds.SIGN in content else "tickets"
    if content.startswith(b"%PDF-"):
        return "document"
    if content.startswith(b"PK\x03\x04"):
        if dora.SIGN in content:
            return "history"
        return "" if b"xl/workbook" in content else "document"
    return "document" if suffix in DOCUMENT_NAMES and not is_table(content) else ""


def is_table(content: bytes) -> bool:
    """Whether a text is a table all the same: lists are also saved as « text (tab) »."""
    try:
        table = tables(content)[0][0]
    except Refused:
        return False
    return looks_like_tickets(table.headers) or kind_of("", table.headers) is not None


def looks_like_tickets(headers: Sequence[str]) -> bool:
    """Whether headers are those of a list of incidents: its two required fields, or its number and several others."""
    found = incidents.positions_of(headers)
    others = [name for name in found if name not in REQUIRED]
    if not incidents.absent_from(found):
        return bool(others) or kind_of("", headers) is None
    return "number" in found and len(others) >= FIELDS_ENOUGH


def looks_like_register(found: Sequence[Table], given: Sequence[str]) -> bool:
    """Whether a tool signs the list of its contracts, and no sheet has all the columns of one of ours."""
    return signed_by(found) is not None and all(kind_of("", one.headers, given) is None for one in found)


def looks_like_mail_log(headers: Sequence[str]) -> bool:
    """Whether headers are those of a log of mail: who, to whom and when, under names of ours, and no other kind."""
    return is_mail(propose(headers, MESSAGE)) and kind_of("", headers) is None


def is_mail(proposals: Sequence[Proposal]) -> bool:
    """Whether what no message lacks is known for certain."""
    sure = {one.attribute for one in proposals if one.state == "certain"}
    return sure.issuperset(column.attribute for column in MESSAGE.columns if column.required)


def sheet_of_mail(table: Table) -> Sheet:
    """A table with the columns proposed for messages."""
    return Sheet(table.sheet, MESSAGE.key, table.headers, len(table.rows), tuple(propose(table.headers, MESSAGE)))


def sheets_of_tickets(found: Sequence[Table]) -> tuple[Sheet, ...]:
    """Tables with the columns proposed for incidents: those that name what is required, else the first of them."""
    known = [not incidents.absent_from(incidents.positions_of(table.headers)) for table in found]
    return tuple(
        Sheet(
            table.sheet, INCIDENT.key if holds or (n == 0 and not any(known)) else "", table.headers, len(table.rows),
            proposed(table.headers),
        )
        for n, (table, holds) in enumerate(zip(found, known, strict=True))
    )  # fmt: skip


def sheet_of(table: Table, wanted: str, given: Sequence[str]) -> Sheet:
    """A table with its kind and the columns proposed for it."""
    kind = kind_of(wanted or table.sheet, table.headers, given)
    proposals = tuple(propose(table.headers, kind)) if kind else ()
    return Sheet(table.sheet, kind.key if kind else "", table.headers, len(table.rows), proposals)


def proposed(headers: Sequence[str]) -> tuple[Proposal, ...]:
    """The columns proposed for incidents; of a tool that signed its file every name is known, a near one is another."""
    found = propose(headers, incidents_of(tool_of(headers)))
    if not signed(headers):
        return tuple(found)
    return tuple(one if one.state == "certain" else replace(one, attribute="") for one in found)
