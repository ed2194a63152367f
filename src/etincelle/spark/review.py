"""What the measures of one partnership still teach, as far as a reader may see: rows to facts, facts to proposals.

Levels and answers come from chapter 3, minutes from chapter 5: a reader who may not see minutes gets no word of them.
What is counted from incidents (bunching, pauses, changes) comes from the months recomputed, where a clock stops at the
resolution and not at the closure; the other tests, and changes where nothing was recomputed, read the months reported.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import add

from etincelle.comfort_zone.attainment import is_met
from etincelle.comfort_zone.change_point import changed
from etincelle.comfort_zone.experience import lost_time
from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.comfort_zone.gaming import (
    CLOCK_STOPPED,
    LATE_PAUSES,
    ClockStopped,
    LatePauses,
    OpenTime,
    Tally,
    bunched_by,
    clock_stopped,
    late_pauses_by,
)
from etincelle.comfort_zone.green_but_asleep import STALE, Examined, examine
from etincelle.comfort_zone.hand_offs import hand_offs
from etincelle.comfort_zone.measure_review import Clues, Heard, Proposal, review, try_instead
from etincelle.comfort_zone.models import FeedbackAnswer, Reading, RecomputedMonth, ServiceLevel
from etincelle.comfort_zone.reads import journeys_of, support_levels
from etincelle.comfort_zone.redundancy import Redundant, TooMany, redundant, too_many
from etincelle.comfort_zone.signals import lived_proof, recent_answers, watermelon
from etincelle.comfort_zone.test_lines import TestLine, test_lines
from etincelle.comfort_zone.watermelon import Satisfaction, is_unhappy, satisfaction
from etincelle.foundation.access import Actor, visible
from etincelle.governance.models import Committee, Meeting, MeetingDecision
from etincelle.parties.models import Partnership
from etincelle.vocabulary.rules import ComfortRules, Rules
from etincelle.vocabulary.signal import Evidence, Source, Unknown, Verdict

EXPERIENCE = re.compile(r"satisf|ressenti|experien|expérien|bonheur|happi|\bxla\b|\bnps\b", re.IGNORECASE)
HISTORY = timedelta(days=365 * 5)
COUNTED = "comfort_zone.RecomputedMonth"
YEAR = 12
FROM_INCIDENTS = frozenset({
    "comfort_zone.bunched_level", "comfort_zone.changed_level", "comfort_zone.steady_level",
})  # fmt: skip
REPORTED_LATELY = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class LivedMonth:
    """A month: levels met of those read, answers, satisfied ones (None under the number that keeps them unknown)."""

    month: date
    met: int
    read: int
    answers: int
    satisfied: int | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the page of measures says."""

    seen: tuple[tuple[LevelFacts, Examined], ...]
    proposals: tuple[Proposal, ...]
    attempts: tuple[Proposal, ...]
    together: Redundant | Unknown
    shown: TooMany | Unknown
    clock: ClockStopped | Unknown
    late: LatePauses | Unknown
    clock_rows: tuple[str, ...]
    heard: Heard
    tests: tuple[tuple[TestLine, ...], ...]
    watermelon: Verdict
    lived: Satisfaction | None
    lived_proof: Evidence | None
    months: tuple[LivedMonth, ...]


def review_of(actor: Actor | None, partnership: Partnership, rules: Rules, today: date) -> Review:
    """The review of one partnership the actor was handed."""
    comfort = rules.comfort_zone
    levels = list(visible(actor, ServiceLevel).filter(service__partnership=partnership, retired_on=None))
    levels.sort(key=lambda level: (not level.critical, level.code))
    rows = list(visible(actor, RecomputedMonth).filter(level__in=levels).order_by("month", "pk"))
    counted = {level.pk: [row for row in rows if row.level_id == level.pk] for level in levels}
    facts = level_facts(actor, levels, today)
    seen = tuple(
        (one, _examined(one, counted[level.pk], comfort, today)) for level, one in zip(levels, facts, strict=True)
    )
    lived, lost = _answers(actor, partnership, today)
    asked = ComfortFacts(tuple(facts), lived)
    recent = recent_answers(asked, rules, today)
    found = satisfaction(recent, comfort)
    proof = lived_proof(recent, found) if found and found.answers >= comfort.shown_from_answers else None
    heard = replace(_minutes(actor, partnership, comfort, today), unhappy=proof if is_unhappy(found, comfort) else None)
    together = redundant(facts, {}, comfort.measures)
    clock, late, behind = _clocks(rows, comfort, today)
    is_experience = any(EXPERIENCE.search(f"{level.code} {level.name} {level.unit}") for level in levels)
    behind_level = {level.code: _behind(counted[level.pk], today) for level in levels}
    said = tuple(_sourced(one, behind_level) for one in review(seen, heard, together))
    travels = hand_offs(journeys_of(partnership, today), support_levels(), comfort.measures)
    clues = Clues(is_experience, lost_time(lost, None, comfort), clock, late, travels)
    return Review(
        seen, said, tuple(_sourced(one, behind_level) for one in try_instead(seen, said, heard, clues)), together,
        too_many(_shown(actor, partnership, facts, today), comfort.measures), clock, late, behind, heard,
        tuple(tuple(_rooted(line, behind_level[level.code]) for line in test_lines(level, e)) for level, e in seen),
        watermelon(asked, rules, today), found, proof, _lived_months(facts, lived, comfort, today),
    )  # fmt: skip


def level_facts(actor: Actor | None, levels: Sequence[ServiceLevel], today: date) -> list[LevelFacts]:
    """The levels as they are reported, with five years of months, as far as the actor may see; one query."""
    months: dict[int, list[Month]] = defaultdict(list)
    rows = visible(actor, Reading).filter(level__in=levels, month__gte=today - HISTORY, month__lte=today)
    for row in rows.order_by("month", "pk"):
        months[row.level_id].append(Month(row.month, float(row.value), row.met, row.total, str(row.pk)))
    return [
        LevelFacts(
            level.code, level.higher_is_better, None if level.minimum is None else float(level.minimum),
            float(level.target), level.target_since, tuple(months[level.pk]), level.unit,
        )
        for level in levels
    ]  # fmt: skip


def _shown(actor: Actor | None, partnership: Partnership, levels: Sequence[LevelFacts], today: date) -> dict[str, int]:
    """The indicators of the latest monthly report, which is what the steering committee is shown; {} without either."""
    months = [month.month for level in levels for month in level.months]
    latest = max(months, default=date.min)
    kinds = set(visible(actor, Committee).filter(partnership=partnership).values_list("kind", flat=True))
    if Committee.Kind.STEERING not in kinds or latest < today - REPORTED_LATELY:
        return {}
    return {str(Committee.Kind.STEERING): months.count(latest)}


def _examined(level: LevelFacts, counted: Sequence[RecomputedMonth], rules: ComfortRules, today: date) -> Examined:
    """The tests of one level; closures and changes are read where clocks stop at the resolution."""
    found = examine(level, (), rules, today)
    if not counted or found.bunched == STALE:
        return found
    lately = [row for row in counted if (today - row.month).days <= 366]
    told = reduce(add, (tally_of(row) for row in lately), Tally())
    return replace(
        found,
        bunched=bunched_by(level.code, told, rules.measures),
        changed=changed(resolved(level, counted), rules.measures),
    )


def _behind(counted: Sequence[RecomputedMonth], today: date) -> tuple[str, ...]:
    """The months recomputed of the last five years."""
    return tuple(str(row.pk) for row in counted if row.month >= today - HISTORY)


def _sourced(told: Proposal, behind: Mapping[str, tuple[str, ...]]) -> Proposal:
    """A proposal whose lines counted from incidents open the months recomputed."""
    lines = tuple(_counted(e, behind.get(str(e.params.get("level_code")), ())) for e in told.evidence)
    return replace(told, evidence=lines)


def _rooted(line: TestLine, behind: tuple[str, ...]) -> TestLine:
    return replace(line, evidence=_counted(line.evidence, behind))


def _counted(line: Evidence, behind: tuple[str, ...]) -> Evidence:
    return replace(line, source=Source(COUNTED, behind)) if behind and line.code in FROM_INCIDENTS else line


def resolved(level: LevelFacts, counted: Sequence[RecomputedMonth]) -> LevelFacts:
    """The level as its incidents tell it, by the month of their resolution."""
    months = tuple(
        Month(row.month, 100 * row.met / (row.met + row.missed), row.met, row.met + row.missed, str(row.pk))
        for row in counted if row.met + row.missed
    )  # fmt: skip
    return replace(level, months=months)


def tally_of(row: RecomputedMonth) -> Tally:
    """The sums of a month; nothing for one counted before sums were kept."""
    return Tally(**row.tally)


def _answers(actor: Actor | None, partnership: Partnership, today: date) -> tuple[tuple[Answer, ...], list[float]]:
    """The answers of thirteen months, and the minutes that people say they lost."""
    rows = visible(actor, FeedbackAnswer).filter(partnership=partnership, answered_on__lte=today)
    told = list(rows.filter(answered_on__gt=today - timedelta(days=400)).order_by("answered_on", "pk"))
    lost = [float(row.lost_minutes) for row in told if row.lost_minutes is not None]
    return tuple(Answer(row.answered_on, row.score, str(row.pk)) for row in told), lost


def _minutes(actor: Actor | None, partnership: Partnership, rules: ComfortRules, today: date) -> Heard:
    """The last minutes, and the measures they decide about; nothing when they are too few, or not for this reader."""
    held = visible(actor, Meeting).filter(committee__partnership=partnership, held=True, minutes_received=True)
    last = list(held.filter(starts_at__date__lte=today).order_by("-starts_at", "-pk")[: rules.minutes_needed])
    if len(last) < rules.minutes_needed:
        return Heard()
    about = visible(actor, MeetingDecision).filter(meeting__in=last).values_list("about", flat=True)
    rows = tuple(str(meeting.pk) for meeting in last)
    line = Evidence("comfort_zone.not_discussed", {"minutes": len(last)}, Source("governance.Meeting", rows))
    return Heard(frozenset(code for code in about if code), line)


def _clocks(
    rows: Sequence[RecomputedMonth], rules: ComfortRules, today: date
) -> tuple[ClockStopped | Unknown, LatePauses | Unknown, tuple[str, ...]]:
    """Are clocks stopped too much, more than a year before, or late? With the months that say so."""
    now = [row for row in rows if (today - row.month).days <= 366]
    before = [row for row in rows if 366 < (today - row.month).days <= 731]
    behind = tuple(str(row.pk) for row in now)
    if now and not any(row.paused_seconds for row in now):  # lists of last states show none: that is not 0 %
        return Unknown(CLOCK_STOPPED, "no_pause_seen"), Unknown(LATE_PAUSES, "no_pause_seen"), behind
    told = reduce(add, (tally_of(row) for row in now), Tally())
    earlier = _open_time(before) if any(row.paused_seconds for row in before) else None
    return clock_stopped(_open_time(now), earlier, rules.measures), late_pauses_by(told, rules.measures), behind


def _open_time(rows: Sequence[RecomputedMonth]) -> OpenTime:
    return OpenTime(sum(row.open_seconds for row in rows), sum(row.paused_seconds for row in rows))


def _lived_months(
    levels: Sequence[LevelFacts], answers: Sequence[Answer], rules: ComfortRules, today: date
) -> tuple[LivedMonth, ...]:
    """The last twelve whole months: how many levels were met, and what people lived."""
    found, day = [], today.replace(day=1)
    for _n in range(YEAR):
        day = (day - timedelta(days=1)).replace(day=1)
        read = [(level, month) for level in levels for month in level.months if month.month == day]
        mine = [a for a in answers if a.day.replace(day=1) == day]
        enough = len(mine) >= rules.shown_from_answers
        satisfied = sum(a.score >= rules.satisfied_from_score for a in mine) if enough else None
        met = sum(is_met(level, month) for level, month in read)
        found.append(LivedMonth(day, met, len(read), len(mine), satisfied, tuple(month.row for _level, month in read)))
    return tuple(reversed(found))
