"""What the law lets a public contract become without a new tender. Limits as data, each with its article; not advice.

French public procurement code, services:
    R2194-8, -9   small changes: under 10 % of the price at the start AND under the European threshold, all small
                  changes since the start added up (those made on another ground are not)
    R2194-2, -3   additional services that became necessary: at most 50 % of the price at the start for each change
    R2194-5, -3   what a careful buyer could not foresee: idem
    R2194-1       any amount, when a review clause was tendered in clear, precise and unequivocal words
    R2194-7       never a change of the overall nature (L2194-1)
A package is one amendment: what it adds on one ground is added up. A price cut makes no room. A private contract has
no such limit.
Worked figure: 2,000,000 at the start, 120,000 of small changes so far, threshold 216,000: under 80,000 are left, and
96,000 before the threshold; so under 80,000.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from etincelle.living_contract.deal_facts import Ground, Issue, Level, PublicContract, Table
from etincelle.vocabulary.rules import PublicRules

CENT = Decimal("0.01")
ARTICLES = {
    Ground.SMALL: "R2194-8, R2194-9",
    Ground.ADDITIONAL: "R2194-2, R2194-3",
    Ground.UNFORESEEN: "R2194-5, R2194-3",
    Ground.REVIEW_CLAUSE: "R2194-1",
}
NATURE = "R2194-7, L2194-1"


@dataclass(frozen=True, slots=True)
class Barred:
    """A level that no package may hold, and why: changes_nature, no_review_clause, amount_unknown,
    initial_unknown, over_limit."""

    issue: str
    level: str
    reason: str
    article: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a package may add on one ground: the most, in cents, and what each level adds, in cents."""

    ground: Ground
    most: int
    adds: Mapping[tuple[str, str], int]

    @property
    def article(self) -> str:
        """Where it is written."""
        return ARTICLES[self.ground]


@dataclass(frozen=True, slots=True)
class Guarded:
    """Issues with the levels that may be held, levels that may not, ceilings; whether the threshold was not known."""

    issues: tuple[Issue, ...]
    barred: tuple[Barred, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    threshold_unknown: bool = False

    @property
    def asks_for_clause(self) -> bool:
        """Whether a review clause in the next tender would have opened something."""
        return any(bar.reason != "changes_nature" for bar in self.barred) or any(map(_can_bind, self.ceilings))


def _can_bind(ceiling: Ceiling) -> bool:
    issues: dict[str, int] = {}
    for (issue, _), cents in ceiling.adds.items():
        issues[issue] = max(issues.get(issue, 0), cents)
    return sum(issues.values()) > ceiling.most


def guard(table: Table, rules: PublicRules) -> Guarded:
    """The table within the law. Today's level always stays: it changes nothing."""
    if table.public is None:
        return Guarded(table.issues)
    limits = _limits(table.public, rules)
    barred = [bar for issue in table.issues for level in issue.levels if (bar := _bar(issue, level, table, limits))]
    out = {(bar.issue, bar.level) for bar in barred}
    issues = tuple(
        replace(i, levels=tuple(level for level in i.levels if (i.code, level.code) not in out)) for i in table.issues
    )
    ceilings = tuple(Ceiling(ground, most, _adds(issues, ground)) for ground, most in limits.items())
    used = tuple(ceiling for ceiling in ceilings if any(ceiling.adds.values()))
    blind = table.public.threshold is None and any(ceiling.ground is Ground.SMALL for ceiling in used)
    return Guarded(issues, tuple(barred), used, blind)


def _limits(public: PublicContract, rules: PublicRules) -> dict[Ground, int]:
    """The most a package may add on each ground, in cents. "Under" is one cent less than the limit."""
    if public.initial_amount is None:
        return {}
    small = public.initial_amount * Decimal(str(rules.small_share))
    small = small if public.threshold is None else min(small, public.threshold)
    under = int(((small - public.small_so_far) / CENT).to_integral_value(ROUND_CEILING)) - 1
    large = public.initial_amount * Decimal(str(rules.large_share)) / CENT
    most = int(large.to_integral_value(ROUND_FLOOR))
    return {Ground.SMALL: max(under, 0), Ground.ADDITIONAL: most, Ground.UNFORESEEN: most}


def _bar(issue: Issue, level: Level, table: Table, limits: Mapping[Ground, int]) -> Barred | None:
    """Why a level may not be held at all; None when it may."""
    if level.code == issue.today or table.public is None:
        return None
    reason, article = "", ARTICLES[level.ground]
    if level.changes_nature:
        reason, article = "changes_nature", NATURE
    elif level.ground is Ground.REVIEW_CLAUSE:
        reason = "" if table.public.has_review_clause else "no_review_clause"
    elif level.adds is None:
        reason = "amount_unknown"
    elif level.adds > 0:
        # without the price at the start nothing that adds to it can be checked
        most = limits.get(level.ground)
        reason = "initial_unknown" if most is None else "over_limit" if cents(level.adds) > most else ""
    return Barred(issue.code, level.code, reason, article) if reason else None


def cents(amount: Decimal) -> int:
    """An amount in whole cents, never less than it is; a reduction adds nothing."""
    return max(0, int((amount / CENT).to_integral_value(ROUND_CEILING)))


def _adds(issues: tuple[Issue, ...], ground: Ground) -> dict[tuple[str, str], int]:
    """What each level adds on a ground; today's adds nothing."""
    return {
        (issue.code, level.code): cents(level.adds or Decimal(0))
        if level.ground is ground and level.code != issue.today
        else 0
        for issue in issues
        for level in issue.levels
    }
