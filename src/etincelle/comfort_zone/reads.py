"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month, TicketMonth
from etincelle.comfort_zone.models import FeedbackAnswer, Reading, ServiceLevel
from etincelle.foundation.access import everything
from etincelle.ledger.parts import tickets_by_month
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: comfort zone"
HISTORY = timedelta(days=365 * 5)
TICKET_HISTORY = timedelta(days=365)


def load_comfort(refs: Sequence[PartnershipRef], today: date) -> dict[str, ComfortFacts]:
    """Facts of each partnership, in six queries whatever their number."""
    levels = _levels(today)
    answers: dict[str, list[Answer]] = defaultdict(list)
    rows = everything(FeedbackAnswer, WHY).filter(answered_on__gte=today - timedelta(days=400), answered_on__lte=today)
    for partnership, day, score, pk in rows.order_by("answered_on", "pk").values_list(
        "partnership__code", "answered_on", "score", "pk"
    ):
        answers[partnership].append(Answer(day, score, str(pk)))
    tickets = _tickets(today)
    return {
        ref.code: ComfortFacts(tuple(levels[ref.code]), tuple(answers[ref.code]), (), tuple(tickets[ref.code]))
        for ref in refs
    }


def _levels(today: date) -> dict[str, list[LevelFacts]]:
    """The levels in force of each partnership, critical ones first, with five years of months."""
    months: dict[int, list[Month]] = defaultdict(list)
    readings = everything(Reading, WHY).filter(month__gte=today - HISTORY, month__lte=today).order_by("month", "pk")
    for level, pk, month, value, met, total in readings.values_list("level_id", "pk", "month", "value", "met", "total"):
        months[level].append(Month(month, float(value), met, total, str(pk)))
    found: dict[str, list[LevelFacts]] = defaultdict(list)
    columns = ("code", "higher_is_better", "minimum", "target", "target_since", "unit")
    rows = everything(ServiceLevel, WHY).filter(retired_on=None).order_by("-critical", "code")
    for pk, partnership, code, higher, minimum, target, since, unit in rows.values_list(
        "pk", "service__partnership__code", *columns
    ):
        floor = float(minimum) if minimum is not None else None
        found[partnership].append(LevelFacts(code, higher, floor, float(target), since, tuple(months[pk]), unit))
    return found


def _tickets(today: date) -> dict[str, list[TicketMonth]]:
    """The year's incidents by partnership and month; those on no partnership stay silent."""
    found: dict[str, list[TicketMonth]] = defaultdict(list)
    for count in tickets_by_month(today - TICKET_HISTORY, today):
        if count.partnership:
            found[count.partnership].append(TicketMonth(count.month, count.judged, count.made, count.row))
    return found


def level_names(codes: Collection[Any]) -> QuerySet[ServiceLevel, tuple[str, str, int]]:
    """(code, name, key) of the service levels, for the faces."""
    return everything(ServiceLevel, why="names for a face").filter(code__in=codes).values_list("code", "name", "pk")
