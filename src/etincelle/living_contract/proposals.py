"""From the reasons to reopen a contract to a first table: points, their levels, their worth, what excludes what.

A point comes from a lever of one or more occasions; occasions that name the same lever and subject share one point.
Today is always one of the three or four levels. When one side alone would give, the cheapest answer of the other is
added: innovation days from the partner; from the client a reference, which needs neither a price nor a tender.
A measure that is dropped cannot have a higher target as well; one without credit cannot have a heavier credit.
One unit for all levels of a point and a side: euros when each level has some, else points of 100, linear over the
levels, 0 to 100 for who receives and 100 to 0 for who gives; parts of a shared gain are drawn from the parts.
Points are a drawing to start from, not a measure: people correct them. No level is said to rest on a review clause:
what such a clause foresees is for people to read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etincelle.living_contract.deal_facts import (
    NOTHING,
    Ground,
    Issue,
    Level,
    Link,
    Position,
    PublicContract,
    Side,
    Table,
    Unit,
)
from etincelle.living_contract.facts import TermFacts
from etincelle.living_contract.levers import Known, Worth
from etincelle.living_contract.occasions import Occasion
from etincelle.living_contract.proposal_worths import (
    SHARE,
    Basis,
    Inputs,
    added,
    basis_of,
    worth_of,
)
from etincelle.vocabulary.signal import Scalar

MOST, SUBJECTS = 8, 2  # points of a table, subjects of one kind
HUNDRED = Decimal(100)
CODE, TODAY = "living_contract.point", "today"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of point: who gives (None: both gain), its levels after today's, by rising ambition."""

    giver: Side | None
    levels: tuple[str, ...]
    ground: Ground = Ground.SMALL


CLIENT, PARTNER = Side.CLIENT, Side.PARTNER
KINDS = {
    "extension": Kind(CLIENT, ("one_year", "two_years", "three_years")),
    "scope": Kind(CLIENT, ("tenth", "fifth", "third")),
    "band_over": Kind(CLIENT, ("used", "beyond")),
    "band_under": Kind(PARTNER, ("half", "used")),
    "price": Kind(PARTNER, ("one", "two", "five")),
    "measure_eased": Kind(CLIENT, ("uncredited", "dropped")),
    "measure_any": Kind(CLIENT, ("uncredited", "dropped")),
    "measure_stretched": Kind(PARTNER, ("raised", "doubled")),
    "new_measure": Kind(PARTNER, ("followed", "credited")),
    "new_services": Kind(PARTNER, ("pilot", "part", "whole"), Ground.ADDITIONAL),
    "service_asked": Kind(PARTNER, ("pilot", "part", "whole"), Ground.ADDITIONAL),
    "technology": Kind(PARTNER, ("plan", "part", "whole"), Ground.ADDITIONAL),
    "new_team": Kind(PARTNER, ("one", "each", "third")),
    "innovation_days": Kind(PARTNER, ("two", "four", "eight")),
    "reference": Kind(CLIENT, ("named", "case", "stage")),
    "review_clause": Kind(None, ("meeting", "prices", "services")),
    "next_tender": Kind(None, ("meeting", "prices", "services")),
    "gainshare": Kind(None, ("least", "half", "most")),
}
IN_EXCHANGE = {CLIENT: "reference", PARTNER: "innovation_days"}
EXCLUDED = (("dropped", "raised"), ("dropped", "doubled"), ("uncredited", "doubled"))
SUBJECT = {"service_asked": "topic", "technology": "technology", "band_over": "line", "band_under": "line",
           "measure_eased": "level_code", "measure_stretched": "level_code"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point that could be put on the table; its titles are codes of phrases, said with `subject`.

    occasions: what it comes from; none when it is there so that both sides give.
    """

    kind: str
    subject: Mapping[str, Scalar]
    issue: Issue
    occasions: tuple[Occasion, ...] = ()


def proposed(
    occasions: Sequence[Occasion], terms: Sequence[TermFacts], today: date, inputs: Inputs | None = None
) -> tuple[Proposal, ...]:
    """At most eight points, those with most occasions first; none without an occasion or a contract."""
    if not occasions or not terms:
        return ()
    basis = basis_of(terms, today, inputs)
    found = _gathered(occasions, basis)
    kinds = [kind for kind, _ in found]
    # second subjects of a kind last of their rank; then in the order of the occasions
    again = {key: key[0] in kinds[:at] for at, key in enumerate(found)}
    ranked = sorted(found, key=lambda key: (-len(found[key]), again[key]))
    return tuple(_proposal(point, found.get(point, ()), basis) for point in _both_give(ranked))


def proposed_issues(
    occasions: Sequence[Occasion], terms: Sequence[TermFacts], today: date, inputs: Inputs | None = None
) -> tuple[Issue, ...]:
    """The points alone, as the engine takes them."""
    return tuple(one.issue for one in proposed(occasions, terms, today, inputs))


def table_of(
    proposals: Sequence[Proposal], terms: Sequence[TermFacts], today: date, inputs: Inputs | None = None
) -> Table:
    """A table to start from. Points weigh the same, and as much as the largest point in euros: to be corrected."""
    basis = basis_of(terms, today, inputs)
    issues = tuple(one.issue for one in proposals)
    public = basis.inputs.public or PublicContract(None, has_review_clause=basis.has_review_clause)
    return Table(
        issues, Position(_weights(issues, CLIENT)), Position(_weights(issues, PARTNER)), forbidden(issues),
        public=public if basis.is_public else None,
    )  # fmt: skip


def forbidden(issues: Iterable[Issue]) -> tuple[Link, ...]:
    """What easing a measure excludes."""
    codes = {issue.code for issue in issues}
    pairs = [(code, code.replace("measure_eased", "measure_stretched", 1)) for code in sorted(codes)]
    return tuple(
        Link(eased, easy, stretched, hard)
        for eased, stretched in pairs if eased != stretched and stretched in codes
        for easy, hard in EXCLUDED
    )  # fmt: skip


def _gathered(occasions: Sequence[Occasion], basis: Basis) -> dict[tuple[str, str], tuple[Occasion, ...]]:
    """The occasions of each kind and subject, a kind with at most two subjects."""
    found: dict[tuple[str, str], tuple[Occasion, ...]] = {}
    for one in occasions:
        for kind, name in (key for lever in one.levers for key in _points(lever, one, basis)):
            held = [key for key in found if key[0] == kind]
            if (kind, name) in held:
                found[kind, name] += (one,) if one not in found[kind, name] else ()
            elif len(held) < SUBJECTS:
                found[kind, name] = (one,)
    return found


def _points(lever: str, occasion: Occasion, basis: Basis) -> Iterator[tuple[str, str]]:
    """The points a lever of an occasion becomes: kind and subject."""
    if lever == "volume" and any("line" in proof.params for proof in occasion.evidence):
        for proof in occasion.evidence:
            if "line" in proof.params:
                yield f"band_{proof.code.rpartition('_')[2]}", str(proof.params["line"])
        return
    kind = _kind(lever, occasion.code, basis)
    if kind in ("measure_eased", "measure_stretched"):
        yield kind, occasion.clause
    elif kind in SUBJECT:
        yield from ((kind, str(proof.params[SUBJECT[kind]])) for proof in occasion.evidence)
    else:
        yield kind, ""


def _kind(lever: str, occasion: str, basis: Basis) -> str:
    special = {
        ("new_services", "need_unserved"): "service_asked",
        ("new_services", "technology_past_support"): "technology",
        ("relaxed_measure", "measure_saturated"): "measure_eased",
        ("new_measure", "measure_saturated"): "measure_stretched",
    }
    usual = {"volume": "scope", "relaxed_measure": "measure_any"}
    if lever == "review_clause" and basis.is_public:
        return "next_tender"
    return special.get((lever, occasion)) or usual.get(lever, lever)


def _both_give(ranked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first eight; when one side gives nothing there, its first point in the rest or its cheapest answer."""
    chosen, rest = list(ranked[:MOST]), ranked[MOST:]
    for side in Side:
        if not any(KINDS[kind].giver is side for kind, _ in chosen):
            answer = next((key for key in rest if KINDS[key[0]].giver is side), (IN_EXCHANGE[side], ""))
            chosen = [*chosen[: MOST - 1], answer]
    return chosen


def _proposal(point: tuple[str, str], occasions: tuple[Occasion, ...], basis: Basis) -> Proposal:
    kind, name = point
    subject: dict[str, Scalar] = {SUBJECT[kind]: name} if name else {}
    return Proposal(kind, subject, _issue(kind, f"{kind}:{name}" if name else kind, basis), occasions)


def _issue(kind: str, code: str, basis: Basis) -> Issue:
    told = KINDS[kind]
    levels = (TODAY, *told.levels)
    worths = [Worth(NOTHING, NOTHING), *(worth_of((kind, code), level, basis) for level in told.levels)]
    my_unit, mine = _in_one_unit([worth.client for worth in worths], kind, CLIENT)
    their_unit, theirs = _in_one_unit([worth.partner for worth in worths], kind, PARTNER)
    made = tuple(
        Level(level, f"{CODE}.{kind}.{level}", my_worth, their_worth,
              NOTHING if level == TODAY else added(kind, level, basis), told.ground)
        for level, my_worth, their_worth in zip(levels, mine, theirs, strict=True)
    )  # fmt: skip
    return Issue(code, f"{CODE}.{kind}", made, TODAY, (my_unit, their_unit), told.giver)


def _in_one_unit(worths: Sequence[Known], kind: str, side: Side) -> tuple[Unit, list[Decimal]]:
    """The worths in euros when all are known, else points."""
    known = [worth for worth in worths if worth is not None]
    return (Unit.EUROS, known) if len(known) == len(worths) else (Unit.POINTS, _drawn(kind, side))


def _drawn(kind: str, side: Side) -> list[Decimal]:
    """Points of 100 of each level, today's first."""
    told = KINDS[kind]
    if kind == "gainshare":
        parts = [SHARE[level] if side is PARTNER else 1 - SHARE[level] for level in told.levels]
        return [NOTHING, *(_whole(HUNDRED * part / max(parts)) for part in parts)]
    last = len(told.levels)
    rising = [_whole(HUNDRED * place / last) for place in range(last + 1)]
    return rising[::-1] if told.giver is side else rising


def _whole(points: Decimal) -> Decimal:
    return points.quantize(Decimal(1))


def _weights(issues: Sequence[Issue], side: Side) -> dict[str, Decimal]:
    """Nothing when all is in euros; else the same for each point in points and for the largest one in euros."""
    in_points = [issue.code for issue in issues if issue.unit(side) is Unit.POINTS]
    swings = {i.code: _swing(i, side) for i in issues if i.unit(side) is Unit.EUROS}
    largest = max(swings, key=lambda code: swings[code], default=None)
    return dict.fromkeys([*in_points, *([largest] if largest else [])], HUNDRED) if in_points else {}


def _swing(issue: Issue, side: Side) -> Decimal:
    worths = [worth for level in issue.levels if (worth := level.worth(side)) is not None]
    return max(worths) - min(worths)
