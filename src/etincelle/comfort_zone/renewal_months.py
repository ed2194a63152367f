"""Between the days of stored plans and the months of a plan."""

from collections.abc import Mapping, Sequence
from datetime import date

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.comfort_zone.renewal import Casting, first_workday, months_between
from etincelle.parties.facts import SeatTerms


def adopted(casting: Casting, seats: Sequence[SeatTerms]) -> dict[str, int]:
    """The renewals planned for the key roles of a side, by month, as far as they lie in the horizon."""
    held = {seat.code for seat in casting.seats}
    months = {
        s.row: months_between(casting.month, s.planned_on) for s in seats if s.row in held and s.planned_on is not None
    }
    return {code: month for code, month in months.items() if 1 <= month <= casting.horizon}


def days_of(casting: Casting, plan: Mapping[str, int], calendar: WorkCalendar) -> dict[str, date | None]:
    """The day of each renewal of a plan, None for the key roles it leaves as they are."""
    return {
        s.code: first_workday(casting.day(plan[s.code]), calendar) if s.code in plan else None for s in casting.seats
    }
