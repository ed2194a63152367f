"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.comfort_zone.models import FeedbackAnswer, Reading, ServiceLevel
from etincelle.foundation.access import everything
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: comfort zone"
HISTORY = timedelta(days=365 * 5)


def load_comfort(refs: Sequence[PartnershipRef], today: date) -> dict[str, ComfortFacts]:
    """Facts of each partnership, in three queries whatever their number."""
    months: dict[int, list[Month]] = defaultdict(list)
    readings = everything(Reading, WHY).filter(month__gte=today - HISTORY, month__lte=today).order_by("month", "pk")
    for level, pk, month, value, met, total in readings.values_list("level_id", "pk", "month", "value", "met", "total"):
        months[level].append(Month(month, float(value), met, total, str(pk)))
    levels: dict[str, list[LevelFacts]] = defaultdict(list)
    columns = ("pk", "service__partnership__code", "code", "higher_is_better", "minimum", "target", "target_since")
    for pk, partnership, code, higher, minimum, target, since in (
        everything(ServiceLevel, WHY).filter(retired_on=None).order_by("-critical", "code").values_list(*columns)
    ):
        floor = float(minimum) if minimum is not None else None
        levels[partnership].append(LevelFacts(code, higher, floor, float(target), since, tuple(months[pk])))
    answers: dict[str, list[Answer]] = defaultdict(list)
    rows = everything(FeedbackAnswer, WHY).filter(answered_on__gte=today - timedelta(days=400), answered_on__lte=today)
    for partnership, day, score, pk in rows.order_by("answered_on", "pk").values_list(
        "partnership__code", "answered_on", "score", "pk"
    ):
        answers[partnership].append(Answer(day, score, str(pk)))
    return {ref.code: ComfortFacts(tuple(levels[ref.code]), tuple(answers[ref.code])) for ref in refs}


def level_names(codes: set[str]) -> dict[str, str]:
    """Names of the service levels by code, for the faces."""
    rows = everything(ServiceLevel, why="names for a face").filter(code__in=codes).order_by("pk")
    return dict(rows.values_list("code", "name"))
