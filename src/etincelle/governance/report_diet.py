"""Does the report repeat itself? Share of new text against the last six reports.

novelty = 1 - (five-word runs already in one of the last six reports) / (five-word runs), figures and dates masked, so
that new numbers in old sentences are not new thinking. Under .20 repetitive, under .10 copied (ours). In annual
filings change, not repetition, is bad news: repetition is a nudge to shorten, not a proof of sleep.
"""

from collections.abc import Sequence
from datetime import date

from etincelle.arithmetic.small_samples import ramp
from etincelle.arithmetic.texts import novelty, runs, words
from etincelle.governance.facts import ReportFacts
from etincelle.vocabulary.rules import GovernanceRules

Paper = tuple[date, str, str]


def read_reports(papers: Sequence[Paper], rules: GovernanceRules) -> tuple[ReportFacts, ...]:
    """Facts of a series of (day, text, row) in order of time. Each text is cut into words once: that is the cost."""
    spoken = [words(text) for _day, text, _row in papers]
    said = [runs(found, rules.report_shingle) for found in spoken]
    return tuple(
        ReportFacts(day, len(spoken[at]), novelty(said[at], said[max(0, at - rules.report_history) : at]), row)
        for at, (day, _text, row) in enumerate(papers)
    )


def repetition_score(new_share: float, rules: GovernanceRules) -> float:
    """1 when copied (novelty under .10), 0 from .60 of new text."""
    return ramp(new_share, rules.novelty_awake, rules.novelty_copy)
