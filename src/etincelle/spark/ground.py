"""What a day is decided on: the facts as stored text, their digest, and the decision already taken on them, if any.

Asking whether the day is decided loads no engine: a command that only shows the decision in force starts faster.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import everything
from etincelle.foundation.config import default_rules
from etincelle.spark.codec import dumps
from etincelle.spark.facts import Portfolio
from etincelle.spark.models import Morning
from etincelle.spark.portfolio import load_portfolio
from etincelle.vocabulary.rules import Rules


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts and the rules of a day; the digest is the same when both are."""

    day: date
    rules: Rules
    portfolio: Portfolio
    text: str
    digest: str


def ground_of(day: date) -> Ground:
    """What a day would be decided on now."""
    rules = default_rules()
    portfolio = load_portfolio(rules, day)
    text = dumps(portfolio)
    return Ground(day, rules, portfolio, text, hashlib.sha256(f"{rules.version}\n{text}".encode()).hexdigest())


def decided_on(ground: Ground) -> Morning | None:
    """The decision in force of the day, when it was taken on that very ground."""
    rows = everything(Morning, why="publish the morning").filter(day=ground.day)
    latest = rows.order_by("-revision").first()
    return latest if latest and latest.facts_digest == ground.digest else None
