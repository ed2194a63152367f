"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from etincelle.foundation.access import everything
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.innovation.models import Idea, Quota
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: innovation"


def load_innovation(refs: Sequence[PartnershipRef], today: date) -> dict[str, InnovationFacts]:
    """Facts of each partnership, in two queries whatever their number."""
    ideas: dict[str, list[IdeaFacts]] = defaultdict(list)
    columns = (
        "partnership__code",
        "proposed_by",
        "proposed_on",
        "acknowledged_on",
        "admissible",
        "investigated_on",
        "decided_on",
        "decision",
        "reason",
        "pk",
    )
    rows = everything(Idea, WHY).filter(proposed_on__lte=today).order_by("proposed_on", "pk")
    for code, side, proposed, seen, admissible, studied, decided, decision, reason, pk in rows.values_list(*columns):
        ideas[code].append(
            IdeaFacts(Side(side), proposed, seen, admissible, studied, decided, decision, bool(reason), str(pk))
        )
    quotas: dict[str, list[QuotaFacts]] = defaultdict(list)
    owed = everything(Quota, WHY).order_by("side", "since", "pk")
    for code, side, per_year, since, until, pk in owed.values_list(
        "partnership__code", "side", "per_year", "since", "until", "pk"
    ):
        quotas[code].append(QuotaFacts(Side(side), per_year, since, until, str(pk)))
    return {
        ref.code: InnovationFacts(
            ref.signed_on, tuple(ideas[ref.code]), tuple(quotas[ref.code]), bool(ideas[ref.code] or quotas[ref.code])
        )
        for ref in refs
    }
