"""The warm path: who of ours can bring us to somebody of theirs, by ties that live, and whom to ask first.

The shortest chain of living ties from one person to another; of chains as short, the alphabet decides, so that the same
facts give the same advice. People who are gone pass nothing on. Worked figure: a speaks with b, b with c, c with d:
from a to d by b and c; ask b first. With a living tie already, the path is the tie itself and nobody is asked. A
colleague of ours can be asked whether a source sees us talk or not: a and d silent, b of ours speaks with d: a asks b.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.graphs import shortest_path
from etincelle.network.facts import NetworkFacts
from etincelle.network.presence import gone_reason, read_circle
from etincelle.network.right_level import still_here
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import NetworkRules
from etincelle.vocabulary.signal import Evidence, Scalar


@dataclass(frozen=True, slots=True)
class WarmPath:
    """A chain of people, from who asks to who is to be reached, both included; `colleague`: the first asked is one."""

    chain: tuple[str, ...]
    colleague: bool = False

    @property
    def ask_first(self) -> str | None:
        """Whom to ask for an introduction; None when the two still talk."""
        return self.chain[1] if len(self.chain) > 2 else None

    def explain(self) -> Evidence:
        """One line."""
        if self.ask_first is None:
            return Evidence("network.path_direct", {"reach_person": self.chain[-1]})
        if self.colleague:
            asked: dict[str, Scalar] = {"ask_person": self.ask_first, "reach_person": self.chain[-1]}
            return Evidence("network.path_colleague", asked)
        steps = len(self.chain) - 1
        params: dict[str, Scalar] = {"ask_person": self.ask_first, "reach_person": self.chain[-1], "steps": steps}
        return Evidence("network.path", params)


@dataclass(frozen=True, slots=True)
class Living:
    """Who talks with whom, without those who are gone."""

    neighbours: Mapping[str, frozenset[str]]
    gone: frozenset[str]

    def path(self, start: str, goal: str) -> WarmPath | None:
        """The shortest chain; None when there is none, or when an end is gone."""
        chain = None if {start, goal} & self.gone else shortest_path(self.neighbours, start, goal)
        return WarmPath(tuple(chain)) if chain and len(chain) > 1 else None


def read_living(facts: NetworkFacts, rules: NetworkRules, today: date) -> Living:
    """The living ties of a partnership's people."""
    circle = read_circle(facts, rules, today)
    gone = frozenset(p.code for p in facts.people if gone_reason(facts, circle, p.code, rules, today))
    near = {code: found - gone for code, found in circle.neighbours.items() if code not in gone}
    return Living(near, gone)


def warm_path(facts: NetworkFacts, goal: str, rules: NetworkRules, today: date) -> WarmPath | None:
    """The shortest living chain from any of ours to one of theirs; as short: the higher level, then the code."""
    living = read_living(facts, rules, today)
    ours = sorted(still_here(facts.people, Side.CLIENT, today), key=lambda p: (-(p.level or 0), p.code))
    paths = (living.path(person.code, goal) for person in ours)
    return min((path for path in paths if path), key=lambda path: len(path.chain), default=None)


def way_to(facts: NetworkFacts, start: str, goal: str, rules: NetworkRules, today: date) -> WarmPath | None:
    """The shortest way from one of ours to one of theirs, by living ties or by asking a colleague first."""
    living = read_living(facts, rules, today)
    ours = sorted(still_here(facts.people, Side.CLIENT, today), key=lambda p: (-(p.level or 0), p.code))
    paths = [living.path(start, goal)]
    for person in ours:
        found = living.path(person.code, goal) if person.code != start and start not in living.gone else None
        if found and start not in found.chain:
            paths.append(WarmPath((start, *found.chain), colleague=True))
    return min((path for path in paths if path), key=lambda path: len(path.chain), default=None)
