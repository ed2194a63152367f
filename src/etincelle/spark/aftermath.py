"""Did a call move anything, and has the partnership fallen back to sleep since?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.spark.facts import OutcomeFacts

WORKED_BY = 5.0
ROSE_BY = 5.0


@dataclass(frozen=True, slots=True)
class Aftermath:
    """A reached call: the index that day and now, whether it worked, whether it rose again within 180 days."""

    partnership: str
    day: date
    before: float
    lowest: float
    now: float

    @property
    def worked(self) -> bool:
        """The index fell by at least five points after the call (ours)."""
        return self.before - self.lowest >= WORKED_BY

    @property
    def relapsed(self) -> bool:
        """It had worked, and the index rose again by at least five points (ours)."""
        return self.worked and self.now - self.lowest >= ROSE_BY


def read_aftermath(
    outcome: OutcomeFacts, history: Sequence[tuple[date, float]], days: int, today: date
) -> Aftermath | None:
    """What followed a reached call within `days`, from the (day, index) history; None without enough of it."""
    if outcome.result != "reached" or (today - outcome.day).days > days:
        return None
    before = [value for day, value in history if day <= outcome.day]
    after = [value for day, value in history if outcome.day < day <= today]
    if not before or not after:
        return None
    return Aftermath(outcome.partnership, outcome.day, before[-1], min(after), after[-1])


def without_follow_up(
    outcomes: Sequence[OutcomeFacts], last_contacts: Mapping[str, date], today: date
) -> list[OutcomeFacts]:
    """Reached calls whose follow-up date has passed without any contact since, or that have none."""
    late = []
    for outcome in outcomes:
        if outcome.result != "reached" or (today - outcome.day).days > 180:
            continue
        last = last_contacts.get(outcome.partnership)
        overdue = outcome.follow_up_on is None or outcome.follow_up_on < today
        if overdue and (last is None or last <= outcome.day):
            late.append(outcome)
    return late
