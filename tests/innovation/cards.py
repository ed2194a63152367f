"""Card of chapter 5, ideas: quotas and ideas of both parties, built by hand."""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.foundation.config import default_rules
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import Rules

TODAY = date(2026, 11, 24)
RULES = default_rules()
SIGNED = date(2023, 3, 12)
Facts = tuple[InnovationFacts, Rules, date]


def idea(days: int, side: Side = Side.PARTNER) -> IdeaFacts:
    day = TODAY - timedelta(days=days)
    return IdeaFacts(side, day, day, True, day, None, "", False, f"{side}{days}")


def owing(*ideas: IdeaFacts, since: date = SIGNED, per_year: int = 4) -> Facts:
    quotas = (
        QuotaFacts(Side.PARTNER, per_year, since, None, "q1"),
        QuotaFacts(Side.CLIENT, per_year, since, None, "q2"),
    )
    return InnovationFacts(SIGNED, ideas, quotas, known=True), RULES, TODAY


CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "innovation.drought": {
        "asleep": lambda: owing(idea(610)),
        "awake": lambda: owing(*(idea(d, s) for d in (20, 110, 200, 290) for s in Side)),
        "unknown": lambda: (InnovationFacts(SIGNED), RULES, TODAY),
        "looks_alike": lambda: owing(since=TODAY - timedelta(days=60)),
    },
}
