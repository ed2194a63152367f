"""What lies on the table: issues, their levels, what each is worth to either side, what each has without a deal.

All of it is private to the client: worth, weights and limits never cross the table. An offer holds levels alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class Side(StrEnum):
    """Who sits at the table."""

    CLIENT = "client"
    PARTNER = "partner"

    @property
    def other(self) -> "Side":
        """Who sits in front."""
        return Side.PARTNER if self is Side.CLIENT else Side.CLIENT


class Unit(StrEnum):
    """What a worth is told in: euros of today, or points on a scale of the issue's own, any origin, any length."""

    EUROS = "euros"
    POINTS = "points"


class Ground(StrEnum):
    """On which ground a public contract may be changed without a new tender (French public procurement code)."""

    SMALL = "small"  # R2194-8 and -9
    ADDITIONAL = "additional"  # R2194-2 and -3
    UNFORESEEN = "unforeseen"  # R2194-5 and -3
    REVIEW_CLAUSE = "review_clause"  # R2194-1


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to an issue. `client` and `partner`: its worth in the unit of the issue; None when nobody knows.

    `adds` is what it adds to the price of the contract over its life, before tax (an extension adds the price of its
    years); None when not known. Both matter to a public contract alone.
    """

    code: str
    title: str
    client: Decimal | None
    partner: Decimal | None
    adds: Decimal | None = NOTHING
    ground: Ground = Ground.SMALL
    changes_nature: bool = False

    def worth(self, side: Side) -> Decimal | None:
        """What the level is worth to a side."""
        return self.client if side is Side.CLIENT else self.partner


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to agree on: levels by rising ambition, and the code of the level that holds today.

    `giver`: who gives when it moves, as both would say it; None for both, or neither. It may cross the table.
    """

    code: str
    title: str
    levels: tuple[Level, ...]
    today: str
    units: tuple[Unit, Unit] = (Unit.EUROS, Unit.EUROS)  # client, partner
    giver: Side | None = None

    def unit(self, side: Side) -> Unit:
        """The unit a side tells the worth in."""
        return self.units[side is Side.PARTNER]

    def level(self, code: str) -> Level:
        """A level by its code."""
        return next(level for level in self.levels if level.code == code)


@dataclass(frozen=True, slots=True)
class Link:
    """The level of an issue and the level of another that it excludes, or requires: codes."""

    issue: str
    level: str
    other_issue: str
    other_level: str


@dataclass(frozen=True, slots=True)
class Position:
    """One side: its swing weights by issue, and what it has without a deal, over today going on as it is.

    A swing weight says what going from the worst to the best level of an issue counts, 100 for the one that counts
    most: needed for issues in points. Issues in euros weigh by their euros; beside issues in points at least one of
    them needs a weight, from which the others follow. `without_deal`: euros when all is in euros and nothing is
    weighted, else points of 100; negative when a side would rather have today than no deal.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    without_deal: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class PublicContract:
    """What the law looks at: price at the start, small changes so far (both before tax), the European threshold for
    this buyer (None when not known), and whether a clear review clause was tendered."""

    initial_amount: Decimal | None
    small_so_far: Decimal = NOTHING
    threshold: Decimal | None = None
    has_review_clause: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One negotiation; `public` is None for a private contract."""

    issues: tuple[Issue, ...]
    client: Position = Position()
    partner: Position = Position()
    forbidden: tuple[Link, ...] = ()
    required: tuple[Link, ...] = ()
    public: PublicContract | None = None

    def __post_init__(self) -> None:
        codes = [issue.code for issue in self.issues]
        if len(set(codes)) < len(codes):
            raise ValueError(f"issues: a code stands twice in {codes}")
        for issue in self.issues:
            names = [level.code for level in issue.levels]
            if len(set(names)) < len(names) or issue.today not in names:
                raise ValueError(
                    f"issue {issue.code}: levels {names} need different codes, and today’s ({issue.today})"
                )
        for link in (*self.forbidden, *self.required):
            self._check(link)
        for side in Side:
            self._check_weights(side, codes)

    def _check(self, link: Link) -> None:
        known = {(issue.code, level.code) for issue in self.issues for level in issue.levels}
        if not {(link.issue, link.level), (link.other_issue, link.other_level)} <= known:
            raise ValueError(f"link {link}: an issue or a level is not on the table")

    def _check_weights(self, side: Side, codes: list[str]) -> None:
        strange = [code for code, weight in self.position(side).weights.items() if code not in codes or weight < 0]
        if strange:
            raise ValueError(f"weights of the {side}: {strange} must name issues of the table and be at least 0")

    def position(self, side: Side) -> Position:
        """The position of a side."""
        return self.client if side is Side.CLIENT else self.partner


@dataclass(frozen=True, slots=True)
class Offer:
    """What may cross the table: one level an issue, by codes, in the order of the table. No worth, weight or limit."""

    levels: tuple[tuple[str, str], ...]

    def distance(self, other: "Offer") -> int:
        """On how many issues two offers differ."""
        return sum(mine != theirs for mine, theirs in zip(self.levels, other.levels))
