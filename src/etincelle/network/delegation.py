"""Delegation drift: are the seats of a committee still held by those the charter names, or by their deputies?

share = seats occupied by somebody at least one level below the member named / seats occupied, last 3 meetings
alert = share > 1/3, or the median level of who came is one below that of those named, two meetings in a row

Our thresholds. An empty seat is no delegation (it is told elsewhere). Worked figure: three meetings of three seats
named at levels 5, 4 and 4, held twice by 5, 4, 3 and once by 4, 4, 3: 4 of 9 seats delegated, .44, alert.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.rules import NetworkRules


@dataclass(frozen=True, slots=True)
class CommitteeSeat:
    """The level (1 to 5) of the member named, and of who sat there; None for an empty seat."""

    named: int
    came: int | None


@dataclass(frozen=True, slots=True)
class Drift:
    """Seats delegated over seats occupied; meetings in a row, up to the last, whose median fell by a level."""

    delegated: int
    occupied: int
    fallen_in_a_row: int
    alert: bool

    @property
    def share(self) -> float:
        """Share of occupied seats that are delegated."""
        return self.delegated / self.occupied


Meeting = Sequence[CommitteeSeat]


def delegation_drift(meetings: Sequence[Meeting], rules: NetworkRules) -> Drift | None:
    """The drift over the last meetings, oldest first; None before there are enough, or when nobody ever came."""
    last = meetings[-rules.delegation_meetings :]
    held = [seat for meeting in last for seat in meeting if seat.came is not None]
    if len(last) < rules.delegation_meetings or not held:
        return None
    delegated = sum(seat.came is not None and seat.came < seat.named for seat in held)
    fallen = next((n for n, meeting in enumerate(reversed(meetings)) if not has_fallen(meeting)), len(meetings))
    alert = delegated / len(held) > rules.delegation_share or fallen >= rules.delegation_falls
    return Drift(delegated, len(held), fallen, alert)


def has_fallen(meeting: Meeting) -> bool:
    """Whether the median of who came is at least one level below the median of those named."""
    came = [seat.came for seat in meeting if seat.came is not None]
    return bool(came) and median(came) <= median(seat.named for seat in meeting) - 1


def who_sat(named: Iterable[PersonFacts], came: Iterable[PersonFacts]) -> Meeting:
    """The seats of one meeting, from who is named and who came; people of unknown level are left out.

    Of each side, those who came without being named sit for those who did not come, from the highest level down (ours:
    minutes do not say who sits for whom). Named at 5 and 4, came the 4 and a 3: the 3 sat for the 5.
    """
    members, present = ({p.code: p for p in some if p.level} for some in (named, came))
    seats = []
    for side in Side:
        away = [p for p in members.values() if p.side is side and p.code not in present]
        sent = [p for p in present.values() if p.side is side and p.code not in members]
        seats += [CommitteeSeat(p.level or 0, p.level) for c, p in members.items() if p.side is side and c in present]
        ordered = (sorted((p.level or 0 for p in some), reverse=True) for some in (away, sent))
        pairs = zip_longest(*ordered)
        seats += [CommitteeSeat(level, sat) for level, sat in pairs if level is not None]
    return tuple(seats)
