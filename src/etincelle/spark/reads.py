"""Reading a stored decision: what every door shows. No signal runs here."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Case, Count, Max, Min, QuerySet, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.prepared import Given, Prepared, given
from etincelle.spark.codec import build
from etincelle.spark.models import IndexRecord, Morning, Outcome, SignalRecord, Snooze
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.levels import ORDER
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Unknown

WOKE_DAYS, WOKE_SHOWN = 30, 3


def _mornings(actor: Actor | None, part: str) -> QuerySet[Morning]:
    """The decisions an actor may see, the one in force first: whole, without content, or with whom it calls."""
    rows = visible(actor, Morning).order_by("-day", "-revision")
    if part == "whole":
        return rows
    rows = rows.defer("payload", "previous", "aftermath")
    called = KeyTextTransform("partnership", KeyTransform("call", "payload"))
    return rows.annotate(called=called) if part == "called" else rows


IN_FORCE = Prepared(lambda actor, part: _mornings(actor, part)[:1])


def latest_morning(actor: Actor | None, part: str = "whole") -> Morning | None:
    """The decision in force for the actor: the highest revision of the last decided day. Its part: see _mornings."""
    morning: Morning | None = IN_FORCE.first(actor, part)
    return morning


def latest_for_house(day: date | None = None) -> Morning | None:
    """The same, for the owner at the command line."""
    rows = everything(Morning, why="command line")
    return (rows.filter(day=day) if day else rows).order_by("-day", "-revision").first()


def days_for_house() -> tuple[date, date] | None:
    """The first and the last day with a stored decision, for the owner at the command line."""
    found = everything(Morning, why="command line").aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def indexes_of(actor: Actor | None, morning: Morning | Given) -> QuerySet[IndexRecord]:
    """All partnerships of a morning, from most asleep, the unknown ones last."""
    unknown_last = Case(When(value__isnull=True, then=1), default=0)
    rows = visible(actor, IndexRecord).filter(morning=morning).defer("contributions")
    return rows.order_by(unknown_last, "-low", "partnership_code")


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a list shows of one partnership of a morning."""

    partnership: str
    state: str
    value: float | None
    last_executive_on: date | None
    satisfaction: float | None


RANKED = Prepared(
    lambda actor, start, stop: indexes_of(actor, given("morning")).values_list(
        "partnership_code", "state", "value", "last_executive_on", "satisfaction"
    )[start:stop],
    into=lambda row: Ranked(*row),
)
JUDGED = Prepared(
    lambda actor: (
        visible(actor, IndexRecord)
        .filter(morning=given("morning"))
        .values("morning")
        .annotate(judged=Count("pk"))
        .values_list("judged")
    )
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The partnerships of a morning, from most asleep: how many, and a page of them."""

    actor: Actor | None
    morning: int

    def __len__(self) -> int:
        row = JUDGED.first(self.actor, morning=self.morning)
        return int(row[0]) if row else 0

    def __getitem__(self, part: slice) -> list[Ranked]:
        return RANKED(self.actor, part.start or 0, part.stop, morning=self.morning)


@dataclass(frozen=True, slots=True)
class Woken:
    """A partnership that left a deeper sleep: its state now, since when."""

    partnership: str
    state: str
    since: date


LADDER = [s.value for s in ORDER]
CHANGED = Prepared(
    lambda actor: (
        visible(actor, IndexRecord)
        .filter(morning=given("morning"), state_since__gt=given("since"), state_before__in=LADDER, state__in=LADDER)
        .order_by("-state_since", "partnership_code")
        .values_list("partnership_code", "state", "state_since", "state_before")
    )
)


def woken_lately(actor: Actor | None, morning: Morning) -> list[Woken]:
    """The partnerships that left a deeper sleep in the last days, the latest first."""
    changed = CHANGED(actor, morning=morning.pk, since=morning.day - timedelta(days=WOKE_DAYS))
    better = (
        Woken(code, state, since)
        for code, state, since, before in changed if LADDER.index(state) < LADDER.index(before)
    )  # fmt: skip
    return list(islice(better, WOKE_SHOWN))


INDEX = Prepared(
    lambda actor: visible(actor, IndexRecord).filter(morning=given("morning"), partnership_code=given("partnership"))
)


def latest_index(actor: Actor | None, morning: Morning, partnership: str) -> IndexRecord | None:
    """The index of one partnership in the decision in force, else its last one; its morning included."""
    record: IndexRecord | None = INDEX.first(actor, morning=morning.pk, partnership=partnership)
    if record:
        record.morning = morning
        return record
    rows = visible(actor, IndexRecord).filter(partnership_code=partnership)
    rows = rows.select_related("morning").defer("morning__payload", "morning__previous")
    return rows.order_by("-morning__day", "-morning__revision").first()


VERDICTS = Prepared(
    lambda actor: visible(actor, SignalRecord).filter(morning=given("morning"), partnership_code=given("partnership"))
)


def verdicts_of(actor: Actor | None, morning: Morning, partnership: str) -> list[Signal | Unknown]:
    """The stored verdicts on one partnership, from the one whose cure would help most."""
    rows = VERDICTS(actor, morning=morning.pk, partnership=partnership)
    ordered = sorted(rows, key=lambda r: (r.score is None, -(r.index_drop or 0.0), r.code))
    return [verdict_of(row, morning.day) for row in ordered]


def verdict_of(row: SignalRecord, day: date) -> Signal | Unknown:
    """A stored verdict as the vocabulary's type."""
    if row.score is None or row.confidence is None:
        params: dict[str, Scalar] = build(dict[str, Any], row.evidence[0]["params"]) if row.evidence else {}
        return Unknown(row.code, row.reason, params)
    return Signal(row.code, row.score, row.confidence, tuple(build(Evidence, e) for e in row.evidence), day)


def index_history(actor: Actor | None, partnership: str) -> list[tuple[date, float]]:
    """(day, index) of one partnership over the stored mornings, in order of time."""
    rows = visible(actor, IndexRecord).filter(partnership_code=partnership, value__isnull=False)
    found = rows.order_by("morning__day", "morning__revision").values_list("morning__day", "value")
    return [(day, value) for day, value in found if value is not None]


def aftermath_of(morning: Morning) -> list[Evidence]:
    """What became of past calls, as a decision kept it."""
    return [build(Evidence, line) for line in morning.aftermath]


LOGGED = Prepared(
    lambda actor: visible(actor, Outcome).filter(morning=given("morning"), undone_at=None).order_by("-pk")[:1]
)
PUT_OFF = Prepared(
    lambda actor: visible(actor, Snooze)
    .filter(
        partnership__code=given("partnership"), callee__code=given("callee"), topic=given("topic"),
        since=given("since"), undone_at=None,
    )
    .order_by("-pk")[:1]
)  # fmt: skip


def outcome_today(actor: Actor | None, morning: Morning) -> Outcome | None:
    """The call already logged on this decision, if any."""
    row: Outcome | None = LOGGED.first(actor, morning=morning.pk)
    return row


def snooze_today(actor: Actor | None, call: Call, since: date) -> Snooze | None:
    """The snooze already put on this call, if any."""
    row: Snooze | None = PUT_OFF.first(
        actor, partnership=call.partnership, callee=call.callee, topic=call.topic, since=since
    )
    return row
