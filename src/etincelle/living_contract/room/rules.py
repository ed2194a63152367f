"""The table of a negotiation as both sides see it, and its rules: whose turn, until when, what may still be done.

Pure: the day is given. An offer is a whole package, one level for each point, with the sentence that explains the
exchange; once sent it never changes. Sending accepts one's own offer, so the other side's acceptance of the same round
locks the table. Who acts says which version he read: over another one he is refused, and told what changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from etincelle.vocabulary.levels import Side

LONGEST = 500  # characters of the sentence


class Standing(StrEnum):
    """Where a table stands on a day. Expired is read from the deadline, never written by the passing of time."""

    OPEN = "open"
    EXPIRED = "expired"
    LOCKED = "locked"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    """What a side may do at the table."""

    PROPOSE = "propose"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


class Refusal(StrEnum):
    """Why something may not be done."""

    STALE = "stale"
    LOCKED = "locked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YOUR_TURN = "not_your_turn"
    NOTHING_TO_ACCEPT = "nothing_to_accept"
    NOTHING_TO_REOPEN = "nothing_to_reopen"
    DEADLINE_PAST = "deadline_past"
    NO_SENTENCE = "no_sentence"
    TOO_LONG = "too_long"
    LEVEL_MISSING = "level_missing"
    SAME_OFFER = "same_offer"


@dataclass(frozen=True, slots=True)
class Point:
    """Something to agree on: its levels in words, and the number of the one that holds today, from 0."""

    code: str
    title: str
    levels: tuple[str, ...]
    today: int = 0


Package = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Round:
    """An offer as it was sent."""

    number: int
    side: Side
    sentence: str
    package: Package


@dataclass(frozen=True, slots=True)
class Room:
    """A table: shared facts alone. state: open, locked or withdrawn, as stored; deadline: last day to play, or None."""

    state: str
    turn: Side
    deadline: date | None
    version: int
    points: tuple[Point, ...]
    rounds: tuple[Round, ...] = ()

    @property
    def last(self) -> Round | None:
        """The offer on the table."""
        return self.rounds[-1] if self.rounds else None

    def standing(self, today: date) -> Standing:
        """Where the table stands on a day; the last day still counts."""
        if self.state == Standing.OPEN and self.deadline is not None and today > self.deadline:
            return Standing.EXPIRED
        return Standing(self.state)


def other(side: Side) -> Side:
    """Who sits in front."""
    return Side.PARTNER if side is Side.CLIENT else Side.CLIENT


def refused(room: Room, side: Side, deed: Deed, seen: int, today: date) -> Refusal | None:
    """Why a side that read version `seen` may not do something today; None when it may."""
    if seen != room.version:
        return Refusal.STALE
    standing = room.standing(today)
    if standing is Standing.LOCKED:
        return Refusal.LOCKED
    if deed is Deed.REOPEN:
        return Refusal.NOTHING_TO_REOPEN if standing is Standing.OPEN else None
    if standing is not Standing.OPEN:
        return Refusal(standing.value)
    if deed is Deed.WITHDRAW:
        return None
    if room.turn is not side:
        return Refusal.NOT_YOUR_TURN
    if deed is Deed.ACCEPT and (room.last is None or room.last.side is side):
        return Refusal.NOTHING_TO_ACCEPT
    return None


def fault_of(room: Room, package: Package, sentence: str) -> Refusal | None:
    """What is wrong in an offer: a level for each point, the sentence, and something new."""
    levels = {point.code: len(point.levels) for point in room.points}
    if set(package) != set(levels) or any(not 0 <= package[code] < count for code, count in levels.items()):
        return Refusal.LEVEL_MISSING
    if not sentence.strip():
        return Refusal.NO_SENTENCE
    if len(sentence) > LONGEST:
        return Refusal.TOO_LONG
    return Refusal.SAME_OFFER if room.last is not None and dict(room.last.package) == dict(package) else None


def deadline_fault(deadline: date | None, today: date) -> Refusal | None:
    """A new deadline may not be past already; none at all is allowed."""
    return Refusal.DEADLINE_PAST if deadline is not None and deadline < today else None


def position(room: Room, side: Side) -> Package | None:
    """The last offer of a side; None before its first."""
    return next((r.package for r in reversed(room.rounds) if r.side is side), None)


def is_agreed(room: Room, point: Point) -> bool:
    """Whether the last offers of both sides say the same on a point."""
    mine, theirs = (position(room, side) for side in Side)
    return mine is not None and theirs is not None and mine[point.code] == theirs[point.code]


def moved(points: Sequence[Point], before: Package | None, after: Package) -> tuple[tuple[Point, int, int], ...]:
    """The points on which an offer differs from another, from today when there is none: (point, from, to)."""
    was = {p.code: p.today if before is None else before[p.code] for p in points}
    return tuple((p, was[p.code], after[p.code]) for p in points if was[p.code] != after[p.code])


def moved_since(room: Room, seen_round: int) -> tuple[tuple[Point, int, int], ...]:
    """What the offer on the table changes against the round somebody read."""
    if room.last is None:
        return ()
    before = next((r.package for r in room.rounds if r.number == seen_round), None)
    return moved(room.points, before, room.last.package)
