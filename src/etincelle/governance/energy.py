"""Does a committee still decide? Its energy over the last six meetings.

sleep = mean of the parts known of three, each 0 (awake) to 1: decisions per hour under two; share of actions carried
over (1 at 60 %); named members who do not come themselves (0 at 90 % present, 1 at 40 %). Thresholds are ours;
an agenda by itself changes nothing (Rogelberg), so decisions are counted, not agendas.
Worked figure: no decision, 4 of 6 actions carried, half of the members: (1 + 1 + .8) / 3 = .93.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etincelle.arithmetic.small_samples import ramp
from etincelle.governance.facts import MeetingFacts
from etincelle.vocabulary.rules import GovernanceRules

NOBODY_CAME = 0.4
PARTS = 3


@dataclass(frozen=True, slots=True)
class Energy:
    """The parts over some meetings; a part without data is None, leaves the mean and lowers `known`, 1 when all are."""

    meetings: int
    decisions: int
    hours: float
    present_share: float | None
    carried_share: float | None
    sleep: float
    known: float
    rows: tuple[str, ...]


def committee_energy(meetings: Sequence[MeetingFacts], rules: GovernanceRules) -> Energy | None:
    """The energy of the latest meetings; None without an hour of meeting."""
    recent = meetings[-rules.meetings_considered :]
    hours = sum(m.length_minutes for m in recent) / 60
    if hours <= 0:
        return None
    decisions = sum(m.decisions for m in recent)
    members, actions = sum(m.members for m in recent), sum(m.actions for m in recent)
    present = sum(m.members_present for m in recent) / members if members else None
    carried = sum(m.carried for m in recent) / actions if actions else None
    parts = [1 - ramp(decisions / hours, 0.0, rules.decisions_per_hour_awake)]
    if carried is not None:
        parts.append(ramp(carried, 0.0, rules.carried_share_asleep))
    if present is not None:
        parts.append(ramp(present, rules.seat_fill_awake, NOBODY_CAME))
    return Energy(
        len(recent), decisions, hours, present, carried, sum(parts) / len(parts), len(parts) / PARTS,
        tuple(m.row for m in recent),
    )  # fmt: skip
