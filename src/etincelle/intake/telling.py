"""Imports and sources as plain values for the pages and the command line."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.foundation.speech import say_date, say_number, say_when
from etincelle.intake import mapping, to_correct
from etincelle.intake.batches import doubts_of
from etincelle.intake.columns import propose
from etincelle.intake.kinds import BY_KEY, KINDS, OFFERED
from etincelle.intake.models import Batch, CalendarSubscription
from etincelle.intake.observations import UNDO_DAYS
from etincelle.intake.phrases import (
    counts_sentence,
    doubt_sentence,
    family_sentence,
    fetch_sentence,
    mail_sentence,
    reject_sentence,
)
from etincelle.intake.tables import model_named
from etincelle.ledger import parts

WHY = "show an import"
STALE_DAYS = 45
FAMILIES = ("tickets", "calendar", "mail", "document", "history")
COVERAGE_KINDS: dict[str, str | Promise] = {
    "calendar": _("Calendars"), "mail": _("E-mail"), "calls": _("Calls"), "tickets": _("Tickets"),
    "levels": _("Service levels"), "feedback": _("Answers of internal clients"), "minutes": _("Minutes"),
    "reports": _("Reports"), "contracts": _("Contracts"), "ideas": _("Ideas"), "objectives": _("Objectives"),
    "casting": _("Casting"),
}  # fmt: skip
FAMILY_NAMES: dict[str, str | Promise] = {
    "tickets": _("Tickets"), "calendar": _("Calendar"), "mail": _("E-mail"),
    "document": _("Report or minutes"), "tables": _("Tables"),
    "history": _("Contract histories"),
}  # fmt: skip
STATES: dict[str, str | Promise] = {
    "uploaded": _("Received"), "checked": _("Checked"), "confirmed": _("Done"), "undone": _("Undone"),
    "failed": _("Refused"),
}  # fmt: skip


def coverages(rows: Iterable[SourceCoverage], today: date) -> list[dict[str, Any]]:
    """What each source covers, how fresh it is, and what was assumed in it."""
    return [
        {
            "kind": str(COVERAGE_KINDS.get(row.kind, row.kind)), "name": row.name, "partnership": row.partnership_code,
            "since": say_date(row.since), "until": say_date(row.until), "received": say_date(row.received_at.date()),
            "is_stale": today - row.until > timedelta(days=STALE_DAYS), "sample": row.sample,
            "doubts": [doubt_sentence(*doubt.split(":", 1)) for doubt in row.doubts],
        }
        for row in rows
    ]  # fmt: skip


def batch_line(batch: Batch, *, may_undo: bool) -> dict[str, Any]:
    """One import in the list."""
    fresh = batch.confirmed_at is not None and clock.now() - batch.confirmed_at <= timedelta(days=UNDO_DAYS)
    return {
        "key": batch.pk, "file": batch.filename, "family": str(FAMILY_NAMES.get(batch.kind, "")),
        "state": batch.state, "state_name": str(STATES[batch.state]), "day": say_date(batch.created_at.date()),
        "counts": figures(batch), "sample": batch.sample,
        "may_undo": may_undo and fresh and batch.state == Batch.State.CONFIRMED,
    }  # fmt: skip


def figures(batch: Batch) -> dict[str, str]:
    """The counts of a batch, as people read them."""
    names = ("read", "new", "changed", "unchanged", "repeated", "rejected", "to_attach")
    return {name: say_number(batch.counts.get(name, 0)) for name in names}


def waiting_tickets() -> int:
    """How many tickets hang on no partnership: « à rattacher », silent in every signal."""
    return parts.unattached_tickets()


def kinds_to_choose(language: str) -> list[tuple[str, str]]:
    """What a person may say a file is."""
    families = [(key, str(FAMILY_NAMES[key])) for key in FAMILIES]
    return families + [(kind.key, kind.sheet(language)) for kind in KINDS]


def choices_wanted() -> set[str]:
    """The values of that choice."""
    return {*FAMILIES, *(kind.key for kind in KINDS)}


def columns_page(batch: Batch, language: str, partnerships: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The sheets of a file, each header with the column it is thought to be; partnerships when one must be named."""
    sheets = [sheet_lines(number, sheet, language) for number, sheet in enumerate(batch.options.get("sheets", []))]
    columns = [column for sheet in sheets for column in sheet["columns"]]
    return {
        "key": batch.pk, "file": batch.filename, "sheets": sheets,
        "kinds": [(kind.key, kind.sheet(language)) for kind in OFFERED.values()],
        "recognised": sum(1 for column in columns if column["attribute"]), "total": len(columns),
        "to_choose": sum(1 for column in columns if column["state"] == "choose"),
        "problems": [reject_sentence(reject) for reject in mapping.absent_columns(batch)],
        "partnerships": list(partnerships) if mapping.lacks_partnership(batch) else [],
    }  # fmt: skip


def sheet_lines(number: int, sheet: dict[str, Any], language: str) -> dict[str, Any]:
    """One sheet of the columns page."""
    kind = OFFERED.get(sheet["kind"])
    choices = [(column.attribute, column.header(language)) for column in kind.columns] if kind else []
    told = {one["header"]: one for one in sheet["columns"]}
    columns = [
        {
            "field": f"column-{number}-{place}", "header": header,
            "attribute": told.get(header, {}).get("attribute", ""),
            "state": told.get(header, {}).get("state", "choose"),
        }
        for place, header in enumerate(sheet["headers"])
        if header
    ]  # fmt: skip
    return {
        "name": sheet["name"], "kind": sheet["kind"], "field": f"kind-{number}",
        "rows": say_number(sheet["rows"]), "count": sheet["rows"], "choices": choices, "columns": columns,
    }  # fmt: skip


def proposed_for(kind: str, headers: Sequence[str]) -> dict[str, str]:
    """The columns proposed for a kind just chosen."""
    return {one.header: one.attribute for one in propose(headers, OFFERED[kind])} if kind in OFFERED else {}


def batch_page(batch: Batch, language: str, rejects: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The preview or the outcome of an import."""
    kinds = [sheet["kind"] for sheet in batch.options.get("sheets", [])]
    counted = batch.counts.get("kinds", {})
    return {
        "batch": batch_line(batch, may_undo=True),
        "looks_like": family_sentence(batch.kind, kinds, language, batch.options.get("tool", "")),
        "sentence": said_of(batch) if batch.state == Batch.State.CHECKED else "",
        "is_checked": batch.state == Batch.State.CHECKED,
        "may_correct": to_correct.can_be_given(batch),
        "has_columns": mapping.may_be_matched(batch),
        "by_kind": [{"name": BY_KEY[key].sheet(language), **figures_of} for key, figures_of in counted.items()],
        "rejects": [reject_sentence(reject) for reject in rejects],
        "doubts": [doubt_sentence(doubt.code, doubt.about) for doubt in doubts_of(batch)],
    }


def said_of(batch: Batch) -> str:
    """What a checked file would bring, in one sentence."""
    return mail_sentence(batch.counts) if batch.kind == "mail" else counts_sentence(batch.counts)


def row_name(row: str) -> str:
    """A row that stands in the way of undoing, by its name."""
    label, number = row.rsplit(" ", 1)
    model = model_named(label)
    found = everything(model, WHY).filter(pk=number).first()
    return f"{model._meta.verbose_name} · {found or number}"


def subscription(row: CalendarSubscription) -> dict[str, Any]:
    """A subscribed calendar: of its address, the server alone."""
    return {
        "key": row.pk, "name": row.name, "host": row.host, "is_active": row.state == CalendarSubscription.State.ACTIVE,
        "received": say_when(row.received_at, clock.today()) if row.received_at else "",
        "problem": fetch_sentence(row.problem) if row.problem else "",
        "next": say_when(row.next_try_at, clock.today()), "batch": row.last_batch or "",
    }  # fmt: skip
