"""Does the report repeat itself? Share of new text against the last six reports.

novelty = 1 - (five-word runs already in one of the last six reports) / (five-word runs), figures and dates masked, so
that new numbers in old sentences are not new thinking. Under .20 repetitive, under .10 copied (ours). In annual
filings change, not repetition, is bad news: repetition is a nudge to shorten, not a proof of sleep.
"""

from collections.abc import Sequence
from datetime import date

from etincelle.arithmetic.small_samples import ramp
from etincelle.arithmetic.texts import novelty, words
from etincelle.governance.facts import ReportFacts
from etincelle.vocabulary.rules import GovernanceRules

Paper = tuple[date, str, str]


def read_reports(papers: Sequence[Paper], rules: GovernanceRules) -> tuple[ReportFacts, ...]:
    """Facts of a series of (day, text, row) in order of time."""
    found = []
    for position, (day, text, row) in enumerate(papers):
        earlier = [old for _day, old, _row in papers[max(0, position - rules.report_history) : position]]
        found.append(ReportFacts(day, len(words(text)), novelty(text, earlier, rules.report_shingle), row))
    return tuple(found)


def repetition_score(new_share: float, rules: GovernanceRules) -> float:
    """1 when copied (novelty under .10), 0 from .60 of new text."""
    return ramp(new_share, rules.novelty_awake, rules.novelty_copy)
