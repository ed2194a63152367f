"""What happens around the levels of one partnership: hand-offs, demand that nothing covers, its position by year.

Everything is read as far as the reader may see; a year of which one source is not known to him has no position.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.comfort_zone.hand_offs import HandOffs, count_of, hand_offs, steps
from etincelle.comfort_zone.models import ServiceLevel
from etincelle.comfort_zone.position import Period, Position, position
from etincelle.comfort_zone.reads import journeys_of, support_levels
from etincelle.foundation.access import Actor, visible
from etincelle.innovation.models import Idea, Quota
from etincelle.living_contract.models import Amendment, Contract, Demand
from etincelle.living_contract.vitality import SUBSTANTIVE
from etincelle.parties.models import Partnership, Seat
from etincelle.spark.review import level_facts
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Unknown

YEAR = timedelta(days=365)
YEARS, WORST, TOPICS = 4, 10, 10


@dataclass(frozen=True, slots=True)
class Wandering:
    """An incident that changed hands: its number, how many times, through which groups when they were seen."""

    number: str
    count: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A topic no catalogue line covers: its volume in a year, its share of all demand (None under few), its rows."""

    topic: str
    volume: int
    share: float | None
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceLife:
    """The three sights; `topics` is None when no demand is known at all."""

    travels: HandOffs | Unknown
    worst: tuple[Wandering, ...]
    topics: tuple[Uncovered, ...] | None
    positions: tuple[tuple[Period, Position | Unknown], ...]


def life_of(actor: Actor | None, partnership: Partnership, rules: Rules, today: date) -> ServiceLife:
    """The life around the services of one partnership the actor was handed."""
    journeys = journeys_of(partnership, today)
    measures = rules.comfort_zone.measures
    counted = sorted(((n, j) for j in journeys if (n := count_of(j))), key=lambda pair: (-pair[0], pair[1].row))
    worst = tuple(Wandering(j.row, n, steps(j)) for n, j in counted[:WORST] if n >= measures.many_hand_offs)
    levels = list(visible(actor, ServiceLevel).filter(service__partnership=partnership).order_by("code"))
    facts = level_facts(actor, levels, today)
    positions = tuple((p, position(facts, p, rules.comfort_zone)) for p in _periods(actor, partnership, today))
    return ServiceLife(
        hand_offs(journeys, support_levels(), measures), worst, _uncovered(actor, partnership, rules, today), positions
    )


def _uncovered(
    actor: Actor | None, partnership: Partnership, rules: Rules, today: date
) -> tuple[Uncovered, ...] | None:
    rows = visible(actor, Demand).filter(partnership=partnership, month__gt=today - YEAR, month__lte=today)
    found: dict[str, list[tuple[int, str]]] = {}
    total = 0
    for row in rows.order_by("topic", "month", "pk"):
        total += row.volume
        if not row.line_code:
            found.setdefault(row.topic, []).append((row.volume, str(row.pk)))
    if not total:
        return None
    sums = sorted(
        ((sum(v for v, _k in some), topic, some) for topic, some in found.items()), key=lambda s: (-s[0], s[1])
    )
    return tuple(Uncovered(topic, n, n / total, tuple(key for _v, key in some)) for n, topic, some in sums[:TOPICS])


def _periods(actor: Actor | None, partnership: Partnership, today: date) -> list[Period]:
    """The last whole years of the partnership, oldest first, with what was new in each."""
    ideas = list(visible(actor, Idea).filter(partnership=partnership).values_list("proposed_on", "pk"))
    has_ideas = bool(ideas) or visible(actor, Quota).filter(partnership=partnership).exists()
    signed = visible(actor, Amendment).filter(contract__partnership=partnership, kind__in=SUBSTANTIVE)
    has_contract = visible(actor, Contract).filter(partnership=partnership).exists()
    amendments = list(signed.values_list("signed_on", "pk"))
    seats = list(visible(actor, Seat).filter(partnership=partnership).values_list("since", "pk"))
    first = min((since for since, _pk in seats), default=today)
    faces = [(since, pk) for since, pk in seats if since > first]
    found = []
    for n in reversed(range(YEARS)):
        since, until = today - YEAR * (n + 1), today - YEAR * n
        if partnership.signed_on and since < partnership.signed_on:
            continue
        inside = [
            tuple(str(pk) for day, pk in sorted(some) if since <= day < until) if known else None
            for some, known in ((ideas, has_ideas), (amendments, has_contract), (faces, bool(seats)))
        ]
        found.append(Period(since, until, *inside))
    return found
