"""The registry of workbook kinds: one sheet per importable model, in the order in which rows must exist.

Pure data, read by the importer, the templates, the exports and the sample portfolio alike. A workbook has
one sheet per kind, named `kind.sheet(language)`; a single CSV file holds one kind. Reports come as
documents, so they are in BY_KEY and not among the sheets. OFFERED is what a person may say a sheet holds: one
of the sheets, incidents, or a log of mail.
"""

from etincelle.intake.kinds import contracts, direction, incidents, mail_log, people
from etincelle.intake.kinds.shapes import Choice, Column, Kind, Twin

_ALL = {kind.key: kind for kind in (*people.KINDS, *contracts.KINDS, *direction.KINDS)}


def _in_dependency_order() -> tuple[Kind, ...]:
    placed: dict[str, Kind] = {}
    waiting = list(_ALL.values())
    while waiting:
        kind = next(k for k in waiting if all(c.ref in placed or c.ref in ("", k.key) for c in k.columns))
        placed[kind.key] = kind
        waiting.remove(kind)
    return tuple(placed.values())


KINDS = _in_dependency_order()
BY_KEY: dict[str, Kind] = {kind.key: kind for kind in (*KINDS, direction.REPORT)}

OFFERED: dict[str, Kind] = {kind.key: kind for kind in (*KINDS, incidents.INCIDENT, mail_log.MESSAGE)}

__all__ = ["BY_KEY", "KINDS", "OFFERED", "Choice", "Column", "Kind", "Twin"]
