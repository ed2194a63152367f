"""Saving an editable row without losing somebody else's edit."""

from typing import Any

from django.db import models
from django.db.models import F

from etincelle.foundation.access import everything
from etincelle.foundation.models import Row


class StaleVersion(Exception):
    """The row was changed since it was read; the face shows a merge page (409 in the API)."""

    def __init__(self, current: Row) -> None:
        super().__init__(f"{type(current).__name__} {current.pk} is now at version {current.version}")
        self.current = current


def plain_values(row: models.Model) -> dict[str, Any]:
    """A row's column values by attribute name, for the journal, undo and merge pages."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def save_versioned(row: Row, expected: int) -> None:
    """Write all columns if the stored version is still the expected one; raise StaleVersion otherwise."""
    values = plain_values(row)
    values.pop("id")
    values["version"] = F("version") + 1
    model = type(row)
    if everything(model, why="versioned save").filter(pk=row.pk, version=expected).update(**values):
        row.version = expected + 1
        return
    raise StaleVersion(everything(model, why="show the newer version").get(pk=row.pk))
