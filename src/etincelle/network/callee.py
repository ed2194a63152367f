"""How well somebody at the partner can be woken, as the call counts it: novelty x engagement, from 0 to 1.

waking = novelty . engagement                                   formulas: waking.py, with three cautions
  q: days of activity of the CALLEE, away from the executives' table
  s: people with a living tie to both, away from that table as well
  x: days both met; the half of novelty that rewards little time together is 0 unless sources saw since the signature

The executives' table is any contact with an executive of each side. What a silence there takes away enters neither q
nor s, and lowers x: so a longer silence at the top never lowers a waking. Without a source that sees today it is None,
which the call counts as 0: what is not known never raises a call. Worked figure: level 5, 8 days together, active on 9
days elsewhere, two people in common: .8 x .525 = .42; with sources that began after the signature: .5 x .525 = .26.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from etincelle.network.facts import NetworkFacts
from etincelle.network.presence import Circle, gone_reason, read_circle
from etincelle.network.right_level import level_met, met_by_pair
from etincelle.network.waking import engagement, novelty
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Level
from etincelle.vocabulary.rules import NetworkRules


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the executives' table at one date: who is gone, who is active elsewhere, how often pairs met."""

    gone: frozenset[str]
    elsewhere: Circle
    together: Mapping[tuple[str, str], int]
    levels: Mapping[str, int]
    whole_history: bool

    def waking(self, pair: tuple[str, str], rules: NetworkRules, today: date) -> float | None:
        """Novelty x engagement of a callee with his caller, (ours, theirs); None when no source sees today."""
        if self.elsewhere.seen is None:
            return None
        level = min(self.levels.get(code, Level.OPERATIONS) for code in pair)
        new = novelty(self.together.get(pair, 0), level, rules)
        if not self.whole_history:
            new = level / Level.TOP_MANAGEMENT / 2
        active = self.elsewhere.present_days(pair[1], rules, today)
        return new * engagement(active, len(self.elsewhere.shared(*pair)), rules)


def look_around(facts: NetworkFacts, rules: NetworkRules, today: date) -> Around:
    """Everything the call asks of a network, read once."""
    whole = read_circle(facts, rules, today)
    high = {p.code: p for p in facts.people if (p.level or 0) >= EXECUTIVE_LEVEL}
    aside = tuple(c for c in facts.contacts if not level_met(c, high))
    seen_from = whole.seen
    return Around(
        gone=frozenset(p.code for p in facts.people if gone_reason(facts, whole, p.code, rules, today)),
        elsewhere=read_circle(replace(facts, contacts=aside), rules, today),
        together={pair: len({c.day for c in met}) for pair, met in met_by_pair(facts, rules, today).items()},
        levels={p.code: p.level for p in facts.people if p.level},
        whole_history=bool(seen_from and facts.signed_on and seen_from <= facts.signed_on),
    )
