"""Reasons to reopen a contract that it gives itself, at any date: each with its rows, its clause, what to trade.

An occasion is no verdict and has no score: it is a reason that would be understood by the other side. Kinds here:
a need that is asked and not served, a volume outside its band, technology past support, a window near, a right to a
benchmark that is open, what the law or a review clause allows. Those that need other
chapters are in spark/occasions.py.
Levers are the names of what could be traded, usable as issues of a deal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.living_contract.dates import Office, office_of
from etincelle.living_contract.facts import ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.living_contract.windows import END, Window, first_day, lead_of, windows
from etincelle.vocabulary.partnership import Regime
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Source

TOP = 3
LEVERS = (
    "new_services", "volume", "price", "extension", "relaxed_measure", "new_measure", "new_team", "innovation_days",
    "reference", "review_clause", "gainshare",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason: its code, its proofs, the clause or line it touches ("" when none is named), what could be traded."""

    code: str
    evidence: tuple[Evidence, ...]
    clause: str = ""
    levers: tuple[str, ...] = ()


def of_the_contract(facts: ContractFacts, rules: Rules, today: date) -> list[Occasion]:
    """The occasions of live contracts, those bound to a day first."""
    office = office_of(rules)
    found = [*_near(facts.contracts, rules, today, office), *_benchmarks(facts.contracts, rules, today)]
    found += _needs(facts.topics, rules)
    found += _volumes(facts.lines)
    found += _technology(facts.lines, rules, today)
    return found + _law(facts, found)


def _near(terms: Sequence[TermFacts], rules: Rules, today: date, office: Office) -> list[Occasion]:
    """Windows whose usual moment of decision has come; benchmarks apart."""
    found = []
    for term in terms:
        for window in windows(term, today, office):
            start = lead_of(window.kind, window.act_by, rules)
            if window.kind not in ("benchmark", "indexation", END) and start <= today:
                found.append(
                    Occasion("window_near", (_window_proof(window, term),), window.clause, ("extension", "price"))
                )
    return found


def _window_proof(window: Window, term: TermFacts) -> Evidence:
    source = Source("living_contract.ContractDate", (window.row,)) if window.row else _contract(term)
    code = f"living_contract.near.{window.kind}"
    return Evidence(code, {"act_by_on": window.act_by, "contract": term.code}, source)


def _contract(term: TermFacts) -> Source:
    return Source("living_contract.Contract", (term.row,))


def _benchmarks(terms: Sequence[TermFacts], rules: Rules, today: date) -> list[Occasion]:
    """Rights to a benchmark that are open, or open within the usual lead."""
    found = []
    for term in terms:
        for one in term.dates:
            first = first_day(one, term) if one.kind == "benchmark" else None
            if first is None or first > today + timedelta(days=rules.living_contract.remind_days):
                continue
            if one.used_on is not None and not one.every_months:
                continue
            proof = Evidence(
                "living_contract.benchmark_open", {"open_on": first, "contract": term.code},
                Source("living_contract.ContractDate", (one.row,)),
            )  # fmt: skip
            found.append(Occasion("benchmark_due", (proof,), one.clause, ("price", "new_services")))
    return found


def _needs(topics: Sequence[TopicFacts], rules: Rules) -> list[Occasion]:
    """What is asked and no line covers, the three largest, when enough is asked to tell."""
    total = sum(t.volume for t in topics)
    uncovered = sorted((t for t in topics if not t.covered and t.volume), key=lambda t: (-t.volume, t.topic))
    if total < rules.living_contract.demand_min_volume or not uncovered:
        return []
    proofs = tuple(
        Evidence(
            "living_contract.need_unserved", {"topic": t.topic, "volume": t.volume, "asked_share": t.volume / total},
            Source("living_contract.Demand", t.rows),
        )
        for t in uncovered[:TOP]
    )  # fmt: skip
    return [Occasion("need_unserved", proofs, "", ("new_services", "extension", "innovation_days"))]


def _volumes(lines: Sequence[LineFacts]) -> list[Occasion]:
    """Lines over or under their yearly band; a line without a band or without known volume says nothing."""
    found = []
    for line in lines:
        side = outside(line)
        if side:
            params: dict[str, Scalar] = {"line": line.code, "volume": line.volume, "band_low": line.band_low,
                                         "band_high": line.band_high}  # fmt: skip
            proof = Evidence(f"living_contract.volume_{side}", params, _line(line))
            levers = ("price", "volume") if side == "over" else ("volume", "relaxed_measure")
            found.append(Occasion("volume_outside_band", (proof,), line.code, levers))
    return found


def outside(line: LineFacts) -> str:
    """Which side of its band a line's yearly volume lies on: "over", "under" or ""."""
    if line.volume is None:
        return ""
    if line.band_high is not None and line.volume > line.band_high:
        return "over"
    return "under" if line.band_low is not None and line.volume < line.band_low else ""


def _line(line: LineFacts) -> Source:
    return Source("living_contract.CatalogueLine", (line.row,))


def _technology(lines: Sequence[LineFacts], rules: Rules, today: date) -> list[Occasion]:
    """Technologies the contract names that are past support, or will be within the usual lead."""
    limit = today + timedelta(days=rules.living_contract.remind_days)
    return [
        Occasion(
            "technology_past_support",
            (Evidence("living_contract.technology_ends",
                      {"technology": line.technology, "supported_on": line.supported_until}, _line(line)),),
            line.code, ("new_services", "innovation_days"),
        )
        for line in lines if line.technology and line.supported_until and line.supported_until <= limit
    ]  # fmt: skip


def _law(facts: ContractFacts, found: Sequence[Occasion]) -> list[Occasion]:
    """What gives the right to reopen: a review clause; hardship not waived, once volumes left their band.

    Data, no advice: art. 1195 of the French civil code asks for a change nobody could foresee that makes performance
    excessively onerous, which volumes alone do not prove; R2194-1 for a clear, precise and unequivocal clause.
    """
    told = []
    moved = [o for o in found if o.code == "volume_outside_band"]
    for term in facts.contracts:
        if term.review_clause:
            proof = Evidence("living_contract.review_clause", {"contract": term.code}, _contract(term))
            told.append(Occasion("review_clause", (proof,), term.review_clause, ("price", "new_services")))
        elif term.regime is Regime.PUBLIC:
            proof = Evidence("living_contract.no_review_clause", {"contract": term.code}, _contract(term))
            told.append(Occasion("no_review_clause", (proof,), "", ("review_clause",)))
        if term.regime is Regime.PRIVATE and term.imprevision_waived is False and moved:
            proof = Evidence("living_contract.hardship", {"contract": term.code}, _contract(term))
            told.append(Occasion("hardship", (proof, *moved[0].evidence), "art. 1195", ("price", "volume")))
    return told
