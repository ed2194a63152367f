"""The story of a partnership, most recent first: calls, committees, amendments, ideas, changes of faces. One query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from etincelle.foundation import clock
from etincelle.foundation.access import Actor, visible
from etincelle.foundation.prepared import Prepared, given
from etincelle.foundation.speech import say_date
from etincelle.governance.models import Meeting, MeetingDecision
from etincelle.innovation.models import Idea
from etincelle.living_contract.models import Amendment
from etincelle.parties.models import SIDES, Partnership, Seat
from etincelle.spark.models import Outcome

PLACE = given("partnership")
SHOWN, MOST = 8, 500
EVERYTHING = "all"
KINDS: dict[str, str | Promise] = {
    "call": gettext_lazy("Calls"),
    "meeting": gettext_lazy("Committees"),
    "amendment": gettext_lazy("Amendments"),
    "idea": gettext_lazy("Ideas"),
    "seat": gettext_lazy("Changes of faces"),
}
COLUMNS = ("story_day", "story_kind", "story_text", "story_detail", "story_count")
Event = tuple[date, str, str, str, int]
Told = tuple["QuerySet[Any]", dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Story:
    """What a page tells of the past: its lines, the kinds to choose from, whether older lines are kept."""

    lines: list[dict[str, str]]
    kinds: list[dict[str, Any]]
    has_more: bool


def tell(actor: Actor | None, row: Partnership, wanted: str) -> Story:
    """The story of one kind, of everything, or (any other word) its latest lines."""
    chosen = [wanted] if wanted in KINDS else list(KINDS)
    limit = MOST if wanted in (*KINDS, EVERYTHING) else SHOWN
    events: list[Event] = EVENTS(actor, tuple(chosen), limit + 1, partnership=row.pk, signed=row.signed_on)
    lines = [{"day": say_date(event[0]), "kind": event[1], "text": _say(event)} for event in events[:limit]]
    kinds = [{"key": key, "label": label, "current": key == wanted} for key, label in KINDS.items()]
    return Story(lines, kinds, len(events) > limit)


def _calls(actor: Actor | None) -> Told:
    rows = visible(actor, Outcome).filter(partnership=PLACE, undone_at=None)
    return rows, {"day": F("day"), "text": F("result"), "detail": F("callee__name")}


def _meetings(actor: Actor | None) -> Told:
    decided = visible(actor, MeetingDecision).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    count = Coalesce(Subquery(decided.annotate(n=Count("pk")).values("n")), 0)
    rows = visible(actor, Meeting).filter(committee__partnership=PLACE, held=True)
    return rows, {"day": TruncDate("starts_at", tzinfo=clock.zone()), "text": F("committee__name"), "count": count}


def _amendments(actor: Actor | None) -> Told:
    rows = visible(actor, Amendment).filter(contract__partnership=PLACE)
    return rows, {"day": F("signed_on"), "text": F("title")}


def _ideas(actor: Actor | None) -> Told:
    rows = visible(actor, Idea).filter(partnership=PLACE)
    return rows, {"day": F("proposed_on"), "text": F("title"), "detail": F("proposed_by")}


def _seats(actor: Actor | None) -> Told:
    rows = visible(actor, Seat).filter(~Q(since=given("signed")) | Q(partnership__signed_on=None), partnership=PLACE)
    return rows, {"day": F("since"), "text": F("role"), "detail": F("person__name")}


TABLES: dict[str, Callable[[Actor | None], Told]] = {
    "call": _calls, "meeting": _meetings, "amendment": _amendments, "idea": _ideas, "seat": _seats,
}  # fmt: skip


def _rows_of(kind: str, actor: Actor | None) -> "QuerySet[Any, Any]":
    """The rows of one kind as (day, kind, text, detail, count), the same columns for all tables."""
    rows, said = TABLES[kind](actor)
    found: QuerySet[Any, Any] = rows.annotate(
        story_day=said["day"], story_kind=Value(kind, output_field=CharField()),
        story_text=said["text"], story_detail=said.get("detail", Value("", output_field=CharField())),
        story_count=said.get("count", Value(0, output_field=IntegerField())),
    ).order_by().values_list(*COLUMNS)  # fmt: skip
    return found


def _events(actor: Actor | None, kinds: tuple[str, ...], limit: int) -> "QuerySet[Any, Any]":
    """The latest events of some kinds."""
    first, *others = (_rows_of(kind, actor) for kind in kinds)
    rows = first.union(*others, all=True) if others else first
    return rows.order_by("-story_day", "story_kind", "story_text")[:limit]


EVENTS = Prepared(_events)


def _say(event: Event) -> str:
    """One line of the story in the reader's language."""
    _day, kind, text, detail, count = event
    told: Mapping[str, Any] = {"text": text, "detail": detail, "n": count}
    if kind == "call":
        return _("Call to %(name)s: %(result)s") % {"name": detail, "result": dict(Outcome.Result.choices)[text]}
    if kind == "meeting":
        return ngettext("%(text)s: %(n)s decision", "%(text)s: %(n)s decisions", count) % told
    if kind == "amendment":
        return _("Amendment: %(text)s") % told
    if kind == "idea":
        return _("Idea (%(side)s): %(text)s") % {"side": str(dict(SIDES)[detail]).lower(), "text": text}
    return _("New face: %(detail)s, %(text)s") % told
