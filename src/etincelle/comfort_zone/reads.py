"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from etincelle.comfort_zone.beside import Agreement, agreement
from etincelle.comfort_zone.explained import Compared, Reported, compared
from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month, TicketMonth
from etincelle.comfort_zone.hand_offs import Journey
from etincelle.comfort_zone.models import (
    FeedbackAnswer,
    PromisedTime,
    Reading,
    RecomputedMonth,
    ServiceCalendar,
    ServiceLevel,
    SupportGroup,
    TicketState,
)
from etincelle.comfort_zone.recomputed import Judged, Promise, Terms, Ticket, judge, stopped_in, timetable_of
from etincelle.comfort_zone.service_hours import ServiceHours
from etincelle.comfort_zone.ticket_contents import Contents, contents_by_partnership
from etincelle.comfort_zone.ticket_history import History, Observation, PriorityPolicy
from etincelle.comfort_zone.ticket_states import StateEffects, plain
from etincelle.comfort_zone.written_days import read_days
from etincelle.comfort_zone.written_hours import read_hours
from etincelle.comfort_zone.written_places import read_place
from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.config import config
from etincelle.foundation.models import SourceCoverage
from etincelle.ledger.embedded import EmbeddedLedger
from etincelle.ledger.parts import ledger, tickets_by_month
from etincelle.parties.models import Partnership
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: comfort zone"
HISTORY = timedelta(days=365 * 5)
TICKET_HISTORY = timedelta(days=365)
MOST_JOURNEYS = 20_000
EDGE = timedelta(days=7)
EVER = [datetime(1970, 1, 1), datetime(2200, 1, 1)]  # noqa: DTZ001 - as parts keep them
PARTNERSHIP = 11  # its place in a row of ticket_stories_of_months.sql


def load_comfort(refs: Sequence[PartnershipRef], today: date) -> dict[str, ComfortFacts]:
    """Facts of each partnership, in seven queries whatever their number."""
    levels = _levels(today)
    answers: dict[str, list[Answer]] = defaultdict(list)
    rows = everything(FeedbackAnswer, WHY).filter(answered_on__gte=today - timedelta(days=400), answered_on__lte=today)
    for partnership, day, score, pk in rows.order_by("answered_on", "pk").values_list(
        "partnership__code", "answered_on", "score", "pk"
    ):
        answers[partnership].append(Answer(day, score, str(pk)))
    tickets = _tickets(today)
    return {
        ref.code: ComfortFacts(tuple(levels[ref.code]), tuple(answers[ref.code]), (), tuple(tickets[ref.code]))
        for ref in refs
    }


def _levels(today: date) -> dict[str, list[LevelFacts]]:
    """The levels in force of each partnership, critical ones first, with five years of months."""
    months: dict[int, list[Month]] = defaultdict(list)
    readings = everything(Reading, WHY).filter(month__gte=today - HISTORY, month__lte=today).order_by("month", "pk")
    for level, pk, month, value, met, total in readings.values_list("level_id", "pk", "month", "value", "met", "total"):
        months[level].append(Month(month, float(value), met, total, str(pk)))
    found: dict[str, list[LevelFacts]] = defaultdict(list)
    columns = ("code", "higher_is_better", "minimum", "target", "target_since", "unit")
    rows = everything(ServiceLevel, WHY).filter(retired_on=None).order_by("-critical", "code")
    for pk, partnership, code, higher, minimum, target, since, unit in rows.values_list(
        "pk", "service__partnership__code", *columns
    ):
        floor = float(minimum) if minimum is not None else None
        found[partnership].append(LevelFacts(code, higher, floor, float(target), since, tuple(months[pk]), unit))
    return found


def _tickets(today: date) -> dict[str, list[TicketMonth]]:
    """The year's incidents by partnership and month; those on no partnership stay silent.

    So do months that no file of incidents covers: before an extraction begins only those that lived on are known,
    and after it ends none is.
    """
    found: dict[str, list[TicketMonth]] = defaultdict(list)
    spans = list(everything(SourceCoverage, WHY).filter(kind="tickets").values_list("since", "until"))
    for count in tickets_by_month(today - TICKET_HISTORY, today):
        if count.partnership and (not spans or any(covers(span, count.month) for span in spans)):
            found[count.partnership].append(TicketMonth(count.month, count.judged, count.made, count.row))
    return found


def covers(span: tuple[date, date], month: date) -> bool:
    """Whether dates reach over a month, a week at either end let go: a first or last incident is seldom on the day."""
    since, until = span
    following = (month + timedelta(days=32)).replace(day=1)
    return since <= month + EDGE and until >= following - timedelta(days=1) - EDGE


def load_terms(level: ServiceLevel, years: tuple[int, int]) -> Terms:
    """What a level promises, its calendars compiled from one first of January to another."""
    rows = everything(PromisedTime, WHY).filter(level=level).select_related("calendar").order_by("pk")
    promises = tuple(
        Promise(r.priority, r.group, r.ticket_service, 60 * r.minutes, r.calendar.code, PriorityPolicy(r.policy))
        for r in rows
    )
    hours = {r.calendar.code: hours_of(r.calendar) for r in rows}
    timetables = {code: timetable_of(one, *years) for code, one in hours.items()}
    return Terms(promises, timetables, load_effects(), hours)


def hours_of(row: ServiceCalendar) -> ServiceHours:
    """The opening hours written in a row; HoursError when they cannot be understood."""
    country, subdivision = read_place(row.holidays)
    closed, opened = read_days(row.closed_on), read_days(row.open_on)
    return ServiceHours(row.code, row.zone, read_hours(row.windows), country, subdivision, closed, opened)


def load_effects() -> StateEffects:
    """What the client said of the states of the ticket tools."""
    rows = everything(TicketState, WHY).order_by("pk").values_list("state", "effect")
    return StateEffects({plain(state): effect for state, effect in rows})


def compared_tickets(level: ServiceLevel, month: date) -> list[Compared]:
    """The tickets whose clock stopped in a month, given by its first day, with what explains each difference."""
    zone = ZoneInfo(config().time_zone)
    after = (month + timedelta(days=32)).replace(day=1)
    since, until = (datetime(day.year, day.month, 1, tzinfo=zone) for day in (month, after))
    judged, seen = _judged(level, _stories(level, since, until))
    mine = (one for one in judged if stopped_in(one, config().time_zone) == month)
    return compared(mine, seen.terms, epoch(seen.until)) if seen else []


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """One month of a level: what is reported, what is recomputed, each None when nothing is; shares of percentages."""

    month: date
    reading: Reading | None
    ours: RecomputedMonth | None
    reported: float | None
    share: float | None
    agreement: Agreement

    @property
    def gap(self) -> float | None:
        """Recomputed less reported, as a share."""
        return None if self.share is None or self.reported is None else self.share - self.reported


def months_beside(actor: Actor | None, levels: Sequence[ServiceLevel]) -> dict[int, list[MonthBeside]]:
    """The months of some levels that an actor may see, in order of time, by key of the level; two queries."""
    readings = {(r.level_id, r.month): r for r in visible(actor, Reading).filter(level__in=levels).order_by("pk")}
    found = {(r.level_id, r.month): r for r in visible(actor, RecomputedMonth).filter(level__in=levels)}
    months: dict[int, list[MonthBeside]] = {level.pk: [] for level in levels}
    rows = {level.pk: level for level in levels}
    for key in sorted({*readings, *found}):
        months[key[0]].append(_beside(rows[key[0]], key[1], readings.get(key), found.get(key)))
    return months


def _beside(level: ServiceLevel, month: date, reading: Reading | None, ours: RecomputedMonth | None) -> MonthBeside:
    told = reported_share(level, reading)
    reported = told.share if told else None
    share = ours.met / (ours.met + ours.missed) if ours and ours.met + ours.missed else None
    is_share = level.unit.strip() == "%" and level.higher_is_better
    said = agreement(float(level.target) / 100, reported, share) if is_share else Agreement.UNKNOWN
    return MonthBeside(month, reading, ours, reported, share, said)


def every_month(known: Sequence[date]) -> list[date]:
    """The first day of each month from the earliest to the latest, those that lack included."""
    if not known:
        return []
    first, last = min(known), max(known)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def support_levels() -> dict[str, int]:
    """The level of support of each group that somebody placed; groups are written as the ticket tool does."""
    return dict(everything(SupportGroup, WHY).order_by("pk").values_list("group", "level"))


def journeys_of(partnership: Partnership, today: date) -> list[Journey]:
    """The latest incidents of a year; of one seen a single time nobody knows through which groups it went."""
    since = datetime.combine(today - TICKET_HISTORY, time(), UTC).replace(tzinfo=None)
    told = ledger().query("ticket_journeys", [partnership.code, since, MOST_JOURNEYS])
    return [_journey(number, list(rows)) for (_source, number), rows in groupby(told, lambda row: row[:2])]


def _journey(number: str, rows: list[tuple[Any, ...]]) -> Journey:
    counts = [row[2] for row in rows if row[2] is not None]
    return Journey(number, max(counts, default=None), tuple(row[3] for row in rows if row[3]) if len(rows) > 1 else ())


def reported_share(level: ServiceLevel, reading: Reading | None) -> Reported | None:
    """A month as the partner reports it; None when he reported nothing, or no percentage."""
    if reading is None or level.unit.strip() != "%":
        return None
    return Reported(float(reading.value) / 100, reading.met, reading.total)


def _stories(level: ServiceLevel, since: datetime, until: datetime) -> list[tuple[Any, ...]]:
    partnership = level.service.partnership.code
    return ledger().query("ticket_stories", [partnership, _naive(since), _naive(until)])


def compared_ticket(level: ServiceLevel, source: str, number: str) -> Compared | None:
    """One ticket of a level with its clock; None when it hangs on another partnership or nothing was promised."""
    told = ledger().query("ticket_story", [level.service.partnership.code, source, number])
    judged, seen = _judged(level, told)
    return compared(judged, seen.terms, epoch(seen.until))[0] if judged and seen else None


@dataclass(frozen=True, slots=True)
class _Seen:
    """Under which terms tickets were judged, and until when their source tells."""

    terms: Terms
    until: datetime


def _judged(level: ServiceLevel, told: list[tuple[Any, ...]]) -> tuple[list[Judged], _Seen | None]:
    tickets = [ticket_of(list(rows)) for _key, rows in groupby(told, lambda row: row[:2])]
    if not tickets:
        return [], None
    seen_until = max(row[10] for row in told)
    first = min(ticket.history.opened for ticket in tickets)
    terms = load_terms(level, (datetime.fromtimestamp(first, UTC).year - 1, seen_until.year + 3))
    found = (judge(ticket, terms, epoch(seen_until)) for ticket in tickets)
    return [one for one in found if one is not None], _Seen(terms, seen_until)


def contents_of(parts: EmbeddedLedger) -> dict[str, Contents]:
    """What the tickets of each partnership hold."""
    return contents_by_partnership(parts.query("ticket_contents", EVER))


def tickets_of(parts: EmbeddedLedger, asked: Mapping[str, set[date]]) -> Iterator[tuple[str, Iterator[Ticket]]]:
    """The tickets that may count in some months, partnership by partnership; to be read in that order."""
    pairs = [(code, str(month)) for code, months in asked.items() for month in months]
    given = {"asked_months": {"partnership_code": [p[0] for p in pairs], "month": [p[1] for p in pairs]}}
    told = parts.each("ticket_stories_of_months", EVER, given) if pairs else iter(())
    for code, rows in groupby(told, itemgetter(PARTNERSHIP)):
        yield code, (ticket_of(list(ticket)) for _key, ticket in groupby(rows, itemgetter(0, 1)))


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def ticket_of(rows: list[tuple[Any, ...]]) -> Ticket:
    """One ticket from its observations in order: the last one says what it is now.

    Where nothing was observed the clock is taken to run (`pauses=()`: no pause is known). Leaving those out whose
    promise would then be broken would keep only the kept ones: a list export would always be at 100 %.
    """
    source, number, service, group, priority, _state, seen, *_others = rows[-1]
    opened = next((row[7] for row in rows if row[7]), None) or rows[0][6] or seen
    resolved = next((row[8] for row in reversed(rows) if row[8]), None)
    observations = tuple(Observation(epoch(row[6]), row[5], row[4]) for row in rows)
    history = History(epoch(opened), observations, epoch(resolved) if resolved else None, pauses=())
    theirs = next((row[9] for row in reversed(rows) if row[9] is not None), None)
    return Ticket(source, number, service, group, priority, history, theirs)


def epoch(instant: datetime) -> int:
    """UTC epoch seconds of an instant of the ledger, which keeps UTC without saying so."""
    return int(instant.replace(tzinfo=UTC).timestamp())
