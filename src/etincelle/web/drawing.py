"""The ladder as plain values for its SVG and its table twin."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etincelle.foundation.speech import say_date, say_days
from etincelle.network.right_level import Rung

SHOWN = 1
WORDS = {
    "active": "lively",
    "cooling": "drowsy",
    "overdue": "drowsy",
    "dormant": "asleep",
    "lost": "asleep",
    "never_met": "asleep",
    "unknown": "unknown",
}


def people_label(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    """One name, or how many people."""
    if not codes:
        return _("nobody")
    if len(codes) == SHOWN:
        return names.get(codes[0], codes[0])
    return ngettext("%(n)s person", "%(n)s people", len(codes)) % {"n": len(codes)}


def _facing(found: Rung) -> str:
    """What to say of a level without a tie: nobody there, nothing seen, or never met."""
    if not (found.client and found.partner):
        return _("nobody facing")
    return _("never met") if found.seen else _("no source that day")


def rung(found: Rung, level: str, names: Mapping[str, str], today: date) -> dict[str, Any]:
    """One level: who is on each side, and how long ago they met."""
    tie = found.best
    state = "unknown" if not found.seen else tie.rhythm.state.value if tie else "never_met"
    if tie and tie.rhythm.last:
        said = _("%(days)s without a conversation") if state in ("dormant", "lost", "overdue") else _("%(days)s ago")
        text = said % {"days": say_days((today - tie.rhythm.last).days)}
        last = say_date(tie.rhythm.last)
    else:
        text = _facing(found)
        last = ""
    return {
        "level": level,
        "client": people_label(found.client, names),
        "partner": people_label(found.partner, names),
        "state": state,
        "word": WORDS[state],
        "text": text,
        "last": last,
        "cadence": say_days(tie.rhythm.cadence_days) if tie else "",
        "y": 90 * (5 - found.level),
    }
