"""Adding and correcting any fact: right, version, journal, in one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from etincelle.foundation import journal
from etincelle.foundation.access import Actor, one_visible, require
from etincelle.foundation.models import Row
from etincelle.foundation.versions import plain_values, save_versioned


def add_row(actor: Actor, row: Row) -> Row:
    """Store a new fact; raises IntegrityError when its natural key is taken, and leaves nothing half done."""
    require(actor, "facts.write")
    with transaction.atomic():
        row.save(force_insert=True)
        one_visible(actor, type(row), pk=row.pk)
        journal.record(actor, "facts.add", (row._meta.label, str(row.pk)), after=plain_values(row))
    return row


def correct_row(actor: Actor, row: Row, before: Mapping[str, Any], expected: int) -> Row:
    """Store a correction over the version that was read; raises StaleVersion when it has changed since."""
    require(actor, "facts.write")
    with transaction.atomic():
        one_visible(actor, type(row), pk=row.pk)
        save_versioned(row, expected)
        one_visible(actor, type(row), pk=row.pk)
        after = plain_values(row)
        changed = {k for k in after if after[k] != before.get(k)} - {"version"}
        told = ({k: before.get(k) for k in changed}, {k: after[k] for k in changed})
        journal.record(actor, "facts.correct", (row._meta.label, str(row.pk)), *told)
    return row
