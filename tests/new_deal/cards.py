"""Card of chapter 1: a strategy of four themes before one partnership, built by hand."""

from collections.abc import Callable
from datetime import date

from etincelle.foundation.config import default_rules
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.vocabulary.rules import Rules

TODAY = date(2026, 11, 24)
RULES = default_rules()
SINCE = date(2026, 1, 5)
THEMES = tuple(ThemeFacts(code, 1.0, code) for code in ("REMOTE", "DEVICES", "RHYTHM", "HUMAN"))
Facts = tuple[NewDealFacts, Rules, date]


def objective(*themes: str, owned: bool = True, reviewed: date = SINCE) -> ObjectiveFacts:
    return ObjectiveFacts(
        "-".join(themes) or "none",
        themes,
        owned,
        date(2027, 6, 30),
        reviewed,
        date(2026, 11, 1),
        "-".join(themes) or "none",
    )


ALL_SERVED = tuple(objective(t.code) for t in THEMES)
OLD = (objective(reviewed=date(2023, 5, 1)),)

CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "new_deal.strategy_not_covered": {
        "asleep": lambda: (NewDealFacts(SINCE, THEMES, OLD), RULES, TODAY),
        "awake": lambda: (NewDealFacts(SINCE, THEMES, ALL_SERVED, frozenset({"REMOTE"})), RULES, TODAY),
        "unknown": lambda: (NewDealFacts(None, (), ALL_SERVED), RULES, TODAY),
        "looks_alike": lambda: (NewDealFacts(SINCE, THEMES, (*ALL_SERVED, *OLD)), RULES, TODAY),
    },
}
