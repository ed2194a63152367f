"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.prepared import Prepared, given, given_in, places, size_for
from etincelle.governance.facts import GovernanceFacts, MeetingFacts
from etincelle.governance.models import ActionItem, Attendance, CommitteeSeat, Meeting, MeetingDecision, Report
from etincelle.governance.report_diet import Paper, read_reports
from etincelle.vocabulary.partnership import PartnershipRef
from etincelle.vocabulary.rules import GovernanceRules

WHY = "morning: governance"
HISTORY = timedelta(days=540)
SOON_DAYS, COMING_DAYS, FIRST_ONES = 2, 60, 2


def load_governance(refs: Sequence[PartnershipRef], rules: GovernanceRules, today: date) -> dict[str, GovernanceFacts]:
    """Facts of each partnership, in six queries whatever their number."""
    meetings = _meetings(today)
    papers: dict[str, list[Paper]] = defaultdict(list)
    rows = everything(Report, WHY).filter(kind="report", received_on__gt=today - HISTORY, received_on__lte=today)
    for code, day, text, pk in rows.order_by("received_on", "pk").values_list(
        "partnership__code", "received_on", "text", "pk"
    ):
        papers[code].append((day, text, str(pk)))
    keep = rules.report_history + 3
    return {
        ref.code: GovernanceFacts(tuple(meetings[ref.code]), read_reports(papers[ref.code][-keep:], rules))
        for ref in refs
    }


def _meetings(today: date) -> dict[str, list[MeetingFacts]]:
    about: dict[int, list[str]] = defaultdict(list)
    for pk, level in everything(MeetingDecision, WHY).values_list("meeting_id", "about"):
        about[pk].append(level)
    members = _members()
    present: dict[int, set[int]] = defaultdict(set)
    for meeting, person in everything(Attendance, WHY).filter(present=True).values_list("meeting_id", "person_id"):
        present[meeting].add(person)
    counted = (
        everything(ActionItem, WHY)
        .values("meeting_id")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(carried__gt=0)))
    )
    actions = {row["meeting_id"]: (row["n"], row["late"]) for row in counted}
    found: dict[str, list[MeetingFacts]] = defaultdict(list)
    columns = ("pk", "committee__partnership__code", "committee_id", "starts_at", "minutes", "minutes_received")
    rows = everything(Meeting, WHY).filter(held=True, starts_at__date__gt=today - HISTORY, starts_at__date__lte=today)
    for pk, code, committee, starts, minutes, received in rows.order_by("starts_at", "pk").values_list(*columns):
        named, came = members.get(committee, frozenset()), present[pk]
        total, late = actions.get(pk, (0, 0))
        seen = len(named & came) if came else 0
        found[code].append(
            MeetingFacts(
                starts.date(), str(committee), minutes or 0, len(about[pk]), frozenset(a for a in about[pk] if a),
                len(named) if came else 0, seen, total, late, received, str(pk),
            )
        )  # fmt: skip
    return found


def _members() -> dict[int, frozenset[int]]:
    named: dict[int, set[int]] = defaultdict(set)
    for committee, person in everything(CommitteeSeat, WHY).values_list("committee_id", "person_id"):
        named[committee].add(person)
    return {committee: frozenset(people) for committee, people in named.items()}


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to come: of which partnership, which committee, when (aware, in the installation's zone)."""

    partnership: str
    committee: str
    starts_at: datetime


def _ahead(actor: Actor | None, size: int) -> "tuple[QuerySet[Meeting], QuerySet[Meeting]]":
    """The meetings to come that an actor may see; those of some partnerships, for two months."""
    rows = visible(actor, Meeting).filter(starts_at__gte=given("midnight"))
    return rows, rows.filter(starts_at__lt=given("later"), committee__partnership__code__in=given_in("code", size))


def _coming(actor: Actor | None, size: int) -> "QuerySet[Meeting, Any]":
    rows, theirs = _ahead(actor, size)
    first = rows.filter(starts_at__lt=given("soon")).order_by("starts_at", "pk").values("pk")[:FIRST_ONES]
    either = rows.filter(Q(pk__in=first) | Q(pk__in=theirs.values("pk"))).order_by("starts_at", "pk")
    return either.values_list("committee__partnership__code", "committee__name", "starts_at")


def _nearest(actor: Actor | None, size: int) -> "QuerySet[Meeting, Any]":
    _rows, theirs = _ahead(actor, size)
    return theirs.order_by().values_list("committee__partnership__code").annotate(Min("starts_at"))


COMING, NEAREST = Prepared(_coming), Prepared(_nearest)


def _values(partnerships: Collection[str], today: date) -> tuple[int, dict[str, Any]]:
    """How many places, and what to put in them."""
    size = size_for(partnerships) or len(partnerships)
    midnight = datetime.combine(today, time.min, clock.zone())
    soon, later = (midnight + timedelta(days=days) for days in (SOON_DAYS, COMING_DAYS))
    return size, {"midnight": midnight, "soon": soon, "later": later, **places("code", partnerships, size)}


def coming_meetings(actor: Actor | None, partnerships: Collection[str], today: date) -> list[Coming]:
    """The meetings to come that an actor may see, nearest first: the first ones, two months of some partnerships."""
    size, values = _values(partnerships, today)
    return [Coming(code, name, starts.astimezone(clock.zone())) for code, name, starts in COMING(actor, size, **values)]


def next_meetings(actor: Actor | None, partnerships: Collection[str], today: date) -> dict[str, datetime]:
    """The nearest meeting of two months of each of some partnerships, of those that an actor may see."""
    size, values = _values(partnerships, today)
    return {code: starts.astimezone(clock.zone()) for code, starts in NEAREST(actor, size, **values)}
