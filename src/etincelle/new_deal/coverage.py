"""How much of the strategy does a partnership answer?

cov(theme) = .25 objective + .25 owner on each side and a valid date + .25 measure with fresh data + .25 contractual
hook; Coverage = sum(weight x cov) / sum(weight). After GQM+Strategies; the four equal quarters are ours.
Worked figure: one theme with a hook alone, another with everything, equal weights: (.25 + 1) / 2 = .625.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.vocabulary.rules import NewDealRules


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage by theme and in all; objectives that serve no theme; objectives older than the strategy."""

    by_theme: dict[str, float]
    total: float
    orphans: tuple[str, ...]
    stale: tuple[str, ...]


def theme_coverage(theme: ThemeFacts, facts: NewDealFacts, rules: NewDealRules, today: date) -> float:
    """Coverage of one theme, 0 to 1: each quarter is earned by the best objective."""
    serving = [o for o in facts.objectives if theme.code in o.themes]
    parts = (
        (rules.objective_part, bool(serving)),
        (rules.owner_part, any(_is_owned(o, today) for o in serving)),
        (rules.measure_part, any(_is_measured(o, rules, today) for o in serving)),
        (rules.hook_part, theme.code in facts.hooks),
    )
    return sum(part for part, earned in parts if earned)


def _is_owned(objective: ObjectiveFacts, today: date) -> bool:
    return objective.owned and objective.due_on is not None and objective.due_on >= today


def _is_measured(objective: ObjectiveFacts, rules: NewDealRules, today: date) -> bool:
    return objective.measured_on is not None and (today - objective.measured_on).days <= rules.measure_fresh_days


def strategy_coverage(facts: NewDealFacts, rules: NewDealRules, today: date) -> Coverage | None:
    """Coverage of the strategy in force; None without a strategy or when its weights sum to nothing."""
    total = sum(t.weight for t in facts.themes)
    if total <= 0:
        return None
    by_theme = {t.code: theme_coverage(t, facts, rules, today) for t in facts.themes}
    mean = sum(t.weight * by_theme[t.code] for t in facts.themes) / total
    stale = [o.row for o in facts.objectives if facts.strategy_since and o.reviewed_on < facts.strategy_since]
    return Coverage(by_theme, mean, tuple(o.row for o in facts.objectives if not o.themes), tuple(stale))


def unhooked_share(facts: NewDealFacts) -> float | None:
    """Share of the strategy, by weight, without a contractual hook; None without a strategy."""
    total = sum(t.weight for t in facts.themes)
    if total <= 0:
        return None
    return sum(t.weight for t in facts.themes if t.code not in facts.hooks) / total


def least_covered(coverage: Coverage, themes: Sequence[ThemeFacts], below: float) -> list[ThemeFacts]:
    """Themes under a coverage, the heaviest first."""
    return sorted((t for t in themes if coverage.by_theme[t.code] < below), key=lambda t: (-t.weight, t.code))
