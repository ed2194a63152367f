"""Card of chapter 3: green levels and what internal clients say, built by hand."""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.foundation.config import default_rules
from etincelle.vocabulary.rules import Rules

TODAY = date(2026, 11, 24)
RULES = default_rules()
Facts = tuple[ComfortFacts, Rules, date]


def month(back: int) -> date:
    index = TODAY.year * 12 + TODAY.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def level(
    values: list[float], target: float = 95.0, since: date | None = date(2023, 3, 12), code: str = "N1"
) -> LevelFacts:
    """A level whose newest reading is last month's; percentages without the cases they were counted on."""
    months = tuple(Month(month(len(values) - i), v, None, None, str(i)) for i, v in enumerate(values))
    return LevelFacts(code, True, 90.0, target, since, months)


def answers(scores: list[int]) -> tuple[Answer, ...]:
    return tuple(Answer(TODAY - timedelta(days=5 + n), score, str(n)) for n, score in enumerate(scores))


GREEN = level([99.1, 99.4, 99.2, 99.3, 99.0, 99.2, 99.4, 99.1])

CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "comfort_zone.watermelon": {
        "asleep": lambda: (ComfortFacts((GREEN,), answers([2, 3, 2, 4] * 9)), RULES, TODAY),
        "awake": lambda: (ComfortFacts((GREEN,), answers([5, 4, 4, 3] * 9)), RULES, TODAY),
        "unknown": lambda: (ComfortFacts((GREEN,), answers([1] * 12)), RULES, TODAY),
        "looks_alike": lambda: (
            ComfortFacts((level([99.0, 98.0, 94.0, 99.0, 93.0]),), answers([2] * 30)),
            RULES,
            TODAY,
        ),
    },
}
