"""Around the levels, as plain values: hand-offs, demand nothing covers, stability and creativity by year."""

from typing import Any

from etincelle.comfort_zone import proofs
from etincelle.comfort_zone.position import Period, Position
from etincelle.foundation import clock
from etincelle.foundation.access import Asked
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import say_date, say_number, say_share
from etincelle.parties.models import Partnership
from etincelle.spark.service_life import ServiceLife, Uncovered, life_of
from etincelle.spark.voice import say_evidence, speak
from etincelle.vocabulary.signal import Unknown
from etincelle.web import plots


def life(request: Asked, row: Partnership) -> dict[str, Any]:
    """The three sights of a partnership's services."""
    rules = default_rules()
    found = life_of(request.actor, row, rules, clock.today())
    known = [(_label(period), one) for period, one in found.positions if isinstance(one, Position)]
    return {
        "travels": _travels(found),
        "crossed": "" if isinstance(found.travels, Unknown) else say_evidence(proofs.levels_proof(found.travels), {}),
        "worst": [
            {"number": one.number, "count": say_number(one.count), "groups": " → ".join(one.groups)}
            for one in found.worst
        ],
        "topics": None if found.topics is None else [_topic(topic) for topic in found.topics],
        "map": plots.position_map(
            [(label, one.stability, one.creativity) for label, one in known], rules.comfort_zone.position.corner_at
        ),
        "years": [_year(period, one) for period, one in reversed(found.positions)],
    }  # fmt: skip


def _topic(one: Uncovered) -> dict[str, str]:
    share = say_share(one.share) if one.share is not None else ""
    return {"topic": one.topic, "volume": say_number(one.volume), "share": share}


def _travels(found: ServiceLife) -> str:
    told = found.travels
    return say_evidence(proofs.unknown_proof(told) if isinstance(told, Unknown) else proofs.hand_offs_proof(told), {})


def _label(period: Period) -> str:
    return str(period.until.year)


def _year(period: Period, one: Position | Unknown) -> dict[str, Any]:
    """One year: both axes, its corner and what proves them; or why it has no point."""
    head = {"label": say_date(period.until)}
    if isinstance(one, Unknown):
        return {
            **head,
            "stability": "",
            "creativity": "",
            "corner": say_evidence(proofs.unknown_proof(one), {}),
            "lines": [],
        }
    return {
        **head, "stability": say_share(one.stability), "creativity": say_share(one.creativity),
        "corner": speak(f"comfort_zone.corner.{one.corner}"), "lines": [say_evidence(e, {}) for e in one.evidence[:2]],
    }  # fmt: skip
