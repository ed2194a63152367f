"""A past morning decided again from its stored facts: the same, or different since the rules changed."""

import json
import zlib
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import everything
from etincelle.foundation.config import default_rules
from etincelle.spark.codec import build, decision_of, payload_of
from etincelle.spark.facts import Portfolio
from etincelle.spark.models import Morning, MorningFacts
from etincelle.spark.morning import choose_call
from etincelle.vocabulary.decision import Decision


@dataclass(frozen=True, slots=True)
class Replay:
    """A past morning recomputed from its stored facts: the decision then, the decision now, same or not."""

    morning: Morning
    stored: Decision
    again: Decision
    same: bool
    same_rules: bool


def replay(day: date) -> Replay | None:
    """Recompute a past morning; None when no decision is stored for the day."""
    morning = everything(Morning, why="replay").filter(day=day).order_by("-revision").first()
    if morning is None:
        return None
    rules, kept = default_rules(), everything(MorningFacts, why="replay").get(morning=morning)
    portfolio: Portfolio = build(Portfolio, json.loads(zlib.decompress(bytes(kept.facts))))
    again = choose_call(portfolio, rules, day)
    same = payload_of(again) == morning.payload
    return Replay(morning, decision_of(morning.payload), again, same, rules.version == morning.rules_version)
