"""Cards of chapter 5, steering: meetings and reports, built by hand."""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.foundation.config import default_rules
from etincelle.governance.facts import GovernanceFacts, MeetingFacts, ReportFacts
from etincelle.vocabulary.rules import Rules

TODAY = date(2026, 11, 24)
RULES = default_rules()
Facts = tuple[GovernanceFacts, Rules, date]


def held(back: int, decisions: int, present: int = 4, carried: int = 0, minutes: int = 60) -> MeetingFacts:
    day = TODAY - timedelta(days=10 + 30 * back)
    return MeetingFacts(day, "copil", minutes, decisions, frozenset(), 4, present, 6, carried, True, str(back))


def report(back: int, novelty: float | None, words: int = 400) -> ReportFacts:
    return ReportFacts(TODAY - timedelta(days=5 + 30 * back), words, novelty, str(back))


def meetings(*found: MeetingFacts) -> Facts:
    return GovernanceFacts(meetings=tuple(sorted(found, key=lambda m: m.day))), RULES, TODAY


def reports(*found: ReportFacts) -> Facts:
    return GovernanceFacts(reports=tuple(sorted(found, key=lambda r: r.day))), RULES, TODAY


CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "governance.drowsy_committee": {
        "asleep": lambda: meetings(*(held(n, 0, present=2, carried=4) for n in range(6))),
        "awake": lambda: meetings(*(held(n, 3) for n in range(6))),
        "unknown": lambda: meetings(held(0, 0), held(1, 0)),
        "looks_alike": lambda: meetings(*(held(n, 1, minutes=25) for n in range(6))),
    },
    "governance.repeated_report": {
        "asleep": lambda: reports(report(2, None), report(1, 0.04), report(0, 0.02)),
        "awake": lambda: reports(report(2, None), report(1, 0.8), report(0, 0.7)),
        "unknown": lambda: reports(report(0, None)),
        "looks_alike": lambda: reports(report(3, None), report(2, 0.55), report(1, 0.05), report(0, 0.60)),
    },
}
