"""The question of chapter 1, « la nouvelle donne »."""

from collections.abc import Callable
from datetime import date

from etincelle.new_deal.coverage import least_covered, strategy_coverage
from etincelle.new_deal.facts import NewDealFacts
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Signal, Source, Unknown, Verdict

NOT_COVERED = "new_deal.strategy_not_covered"


def strategy_not_covered(facts: NewDealFacts, rules: Rules, today: date) -> Verdict:
    """How much of the company's strategy does this partnership leave aside? score = 1 - coverage."""
    coverage = strategy_coverage(facts, rules.new_deal, today)
    if coverage is None:
        return Unknown(NOT_COVERED, "no_strategy")
    if not facts.objectives and not facts.hooks:
        return Unknown(NOT_COVERED, "no_objective")
    missed = least_covered(coverage, facts.themes, rules.new_deal.uncovered_theme_below)
    params = {"uncovered": len(missed), "themes": len(facts.themes), "coverage_share": round(coverage.total, 4)}
    proofs = [
        Evidence("new_deal.uncovered_themes", params, Source("new_deal.Theme", tuple(t.row for t in facts.themes)))
    ]
    if missed:
        proofs.append(
            Evidence(
                "new_deal.first_uncovered", {"theme_code": missed[0].code}, Source("new_deal.Theme", (missed[0].row,))
            )
        )
    if coverage.stale:
        shown = {"stale": len(coverage.stale), "since_on": facts.strategy_since}
        proofs.append(Evidence("new_deal.stale_objectives", shown, Source("new_deal.Objective", coverage.stale)))
    return Signal(NOT_COVERED, 1 - coverage.total, 1.0, tuple(proofs), today)


CODES: dict[str, Callable[[NewDealFacts, Rules, date], Verdict]] = {NOT_COVERED: strategy_not_covered}
SIGNALS = tuple(CODES.values())
