"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from etincelle.foundation.access import everything
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.new_deal.models import Measure, Objective, StrategyVersion, Theme, ThemeHook, ThemeLink
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: new deal"


def load_new_deal(refs: Sequence[PartnershipRef], today: date) -> dict[str, NewDealFacts]:
    """Facts of each partnership, in six queries whatever their number."""
    strategy = everything(StrategyVersion, WHY).filter(effective_on__lte=today).order_by("-effective_on", "-pk").first()
    themes: tuple[ThemeFacts, ...] = ()
    if strategy:
        rows = everything(Theme, WHY).filter(strategy=strategy).order_by("code").values_list("code", "weight", "pk")
        themes = tuple(ThemeFacts(code, float(weight), str(pk)) for code, weight, pk in rows)
    hooks: dict[str, set[str]] = defaultdict(set)
    for partnership, theme in everything(ThemeHook, WHY).values_list("partnership__code", "theme_code"):
        hooks[partnership].add(theme)
    objectives = _objectives(today)
    since = strategy.effective_on if strategy else None
    return {
        ref.code: NewDealFacts(since, themes, tuple(objectives[ref.code]), frozenset(hooks[ref.code])) for ref in refs
    }


def _objectives(today: date) -> dict[str, list[ObjectiveFacts]]:
    links: dict[int, list[str]] = defaultdict(list)
    for pk, theme in everything(ThemeLink, WHY).order_by("theme_code").values_list("objective_id", "theme_code"):
        links[pk].append(theme)
    measured = dict(
        everything(Measure, WHY)
        .filter(last_value_on__lte=today)
        .values_list("objective_id")
        .annotate(Max("last_value_on"))
    )
    found: dict[str, list[ObjectiveFacts]] = defaultdict(list)
    columns = (
        "pk",
        "partnership__code",
        "code",
        "owner_client_id",
        "owner_partner_id",
        "due_on",
        "reviewed_on",
        "set_on",
    )
    rows = everything(Objective, WHY).filter(closed_on=None, set_on__lte=today).order_by("code")
    for pk, partnership, code, ours, theirs, due, reviewed, set_on in rows.values_list(*columns):
        owned = ours is not None and theirs is not None
        found[partnership].append(
            ObjectiveFacts(code, tuple(links[pk]), owned, due, reviewed or set_on, measured.get(pk), str(pk))
        )
    return found


def theme_names(codes: Collection[Any]) -> QuerySet[Theme, tuple[str, str, int]]:
    """(code, name, key) of the themes, for the faces."""
    return everything(Theme, why="names for a face").filter(code__in=codes).values_list("code", "name", "pk")
