"""Is there one measure too many? T6 two measures that say the same, T7 more measures than a committee can discuss.

T6: the cases two measures count are the same (Jaccard >= .8), or their months rise and fall together (Spearman, either
    sign, >= .9 over at least 12 months in common). Twelve months are noisy: a link by cases is worth more, and comes
    first. A measure that never moves is compared by its cases alone. Linked measures form a cluster.
T7: indicators shown to a committee against what its length allows: 5 in an operations review, 10 in a steering
    committee, 5 in a strategic one (ours). Boards without a cap are left aside.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from etincelle.arithmetic.likeness import chained, jaccard, spearman
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.vocabulary.rules import MeasureRules
from etincelle.vocabulary.signal import Unknown

REDUNDANT, TOO_MANY = "comfort_zone.redundant", "comfort_zone.too_many"
BY_CASES, BY_MONTHS = "cases", "months"


@dataclass(frozen=True, slots=True)
class Link:
    """Two measures that say the same: by their cases or by their months, how alike, over how many of these."""

    first: str
    second: str
    by: str
    likeness: float
    size: int


@dataclass(frozen=True, slots=True)
class Redundant:
    """T6: links, those by cases first, the clusters they form, and how many pairs could be compared."""

    found: bool
    links: tuple[Link, ...]
    clusters: tuple[tuple[str, ...], ...]
    compared: int


def redundant(levels: Sequence[LevelFacts], cases: Mapping[str, Set[str]], rules: MeasureRules) -> Redundant | Unknown:
    """T6: which measures of a partnership say the same? `cases` holds the cases each measure counts, where known."""
    pairs = list(combinations(sorted(levels, key=lambda level: level.code), 2))
    by_cases = [link for one, other in pairs if (link := _by_cases(one.code, other.code, cases))]
    by_months = [link for one, other in pairs if (link := _by_months(one, other, rules))]
    compared = len({(link.first, link.second) for link in (*by_cases, *by_months)})
    if not compared:
        return Unknown(REDUNDANT, "nothing_to_compare")
    links = [link for link in by_cases if link.likeness >= rules.same_tickets_share]
    links += [link for link in by_months if abs(link.likeness) >= rules.same_values_correlation]
    clusters = tuple(chained((link.first, link.second) for link in links))
    return Redundant(bool(links), tuple(links), clusters, compared)


def _by_cases(one: str, other: str, cases: Mapping[str, Set[str]]) -> Link | None:
    if one not in cases or other not in cases:
        return None
    likeness = jaccard(cases[one], cases[other])
    return None if likeness is None else Link(one, other, BY_CASES, likeness, len(cases[one] | cases[other]))


def _by_months(one: LevelFacts, other: LevelFacts, rules: MeasureRules) -> Link | None:
    theirs = {m.month: m.value for m in other.months}
    common = [(m.value, theirs[m.month]) for m in one.months if m.month in theirs]
    if len(common) < rules.same_values_months:
        return None
    likeness = spearman([a for a, _b in common], [b for _a, b in common])
    return None if likeness is None else Link(one.code, other.code, BY_MONTHS, likeness, len(common))


@dataclass(frozen=True, slots=True)
class Overfull:
    """A committee that is shown more indicators than it can discuss."""

    committee: str
    shown: int
    most: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """T7: the committees over their cap, the fullest first, of those that were counted."""

    found: bool
    over: tuple[Overfull, ...]
    counted: int


def too_many(shown: Mapping[str, int], rules: MeasureRules) -> TooMany | Unknown:
    """T7: which committee is shown too much? `shown` holds indicators by kind of committee, where known."""
    counted = [
        Overfull(kind, shown[kind], most) for kind, most in sorted(rules.most_indicators.items()) if kind in shown
    ]
    if not counted:
        return Unknown(TOO_MANY, "nothing_counted")
    over = sorted((o for o in counted if o.shown > o.most), key=lambda o: (-o.shown / o.most, o.committee))
    return TooMany(bool(over), tuple(over), len(counted))
