"""How to wake a tie: what was last agreed, what has changed since, something to give before anything is asked.

Executives prefer the familiar because reconnecting makes them anxious (Walter, Levin and Murnighan, 2015): to know what
to say lowers it. The give is the first there is of: our promise not kept yet, what they said they want, our new
strategy, an amendment signed since, time. Worked figure: we promised two desks and they want two more years: the desks
first.
"""

from dataclasses import dataclass
from datetime import date

from etincelle.network.right_level import Tie
from etincelle.spark.briefing import interests, what_changed
from etincelle.spark.facts import PartnershipFacts, WordFacts
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Side
from etincelle.vocabulary.signal import Evidence, Scalar, Source

AGREED = 3
TOP = "network.executive_silence"


@dataclass(frozen=True, slots=True)
class Reopening:
    """What to know and to say before a silence is broken; every line is a code with its rows."""

    agreed: tuple[Evidence, ...]
    changed: tuple[Evidence, ...]
    wanted: tuple[Evidence, ...]
    give: Evidence
    ask: Evidence
    opening: Evidence


def reopen(facts: PartnershipFacts, tie: Tie, today: date) -> Reopening:
    """How to wake one tie."""
    promises = [w for w in facts.words if w.kind == "promise"]
    changed = what_changed(facts, tie.rhythm.last or facts.ref.signed_on, today)
    wanted = interests(facts)
    high = tie.level >= EXECUTIVE_LEVEL
    return Reopening(
        agreed=tuple(_agreed(w) for w in promises[:AGREED]),
        changed=changed,
        wanted=wanted,
        give=_give(facts, promises, changed),
        ask=Evidence(f"{TOP}.ask" if high else "network.reopen.ask"),
        opening=Evidence(f"{TOP}.open" if high else "network.reopen.open"),
    )


def _agreed(word: WordFacts) -> Evidence:
    params: dict[str, Scalar] = {"by_person": word.by, "text": word.text, "said_on": word.day}
    code = "spark.promise_kept" if word.kept else "spark.promise"
    return Evidence(code, params, Source("parties.Commitment", (word.row,)))


def _give(facts: PartnershipFacts, promises: list[WordFacts], changed: tuple[Evidence, ...]) -> Evidence:
    """Something to give before anything is asked."""
    ours = {p.code for p in facts.people if p.side is Side.CLIENT}
    for word in promises:
        if word.by in ours and word.kept is not True:
            source = Source("parties.Commitment", (word.row,))
            return Evidence("network.give.promise", {"text": word.text, "said_on": word.day}, source)
    for word in facts.words:
        if word.kind == "ambition":
            return Evidence("network.give.ambition", {"text": word.text}, Source("parties.Ambition", (word.row,)))
    news = {e.code for e in changed}
    kinds = {"spark.new_strategy": "network.give.strategy", "spark.amendment": "network.give.amendment"}
    return Evidence(next((said for code, said in kinds.items() if code in news), "network.give.time"))
