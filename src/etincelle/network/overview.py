"""What is said of a whole network, a line each: departures it would survive, its busiest pair, the level it reaches.

departures     = bus factor of the living ties (bus_factor.py), between executives and at every level
busiest pair   = its share of the year's days of contact between executives
level          = the highest level at which both sides met within one cadence, against the highest they could
asymmetry      = |highest level that came on one side - on the other|, told beyond 1 (our threshold)

What no source saw is said to be unknown. Each line rests on the contacts that prove it: of living ties, the last one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from etincelle.network.bus_factor import LIVING, bus_factor, concentration
from etincelle.network.delegation import Meeting, delegation_drift
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.horizon import seen_since
from etincelle.network.right_level import Tie, all_ties, counted, empty_pairs, highest_level, ladder, met_at, top_level
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL, Level, Side
from etincelle.vocabulary.rules import NetworkRules
from etincelle.vocabulary.signal import Evidence, Scalar, Source

CONTACTS = "ledger.contacts"
YEAR = timedelta(days=365)
UNEVEN_FROM = 1


def tell_network(facts: NetworkFacts, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """The lines of one network today."""
    if seen_since(facts.coverage, rules.source_stale_days, today) is None:
        return (Evidence("network.unseen"), *tell_empty(facts, rules, today))
    ties = all_ties(facts, rules, today)
    return (
        _departures("network.departures_executive", ties, EXECUTIVE_LEVEL, facts),
        _departures("network.departures", ties, Level.OPERATIONS, facts),
        _busiest_pair(facts, rules, today),
        *_level(facts, rules, today),
        *tell_empty(facts, rules, today),
    )


def tell_empty(facts: NetworkFacts, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """One line for each level where one side has somebody and the other nobody; it rests on those who are there."""
    rungs = {r.level: r for r in ladder(facts, rules, today)}
    found = []
    for level, side in empty_pairs(rungs.values()):
        there = rungs[level].client or rungs[level].partner
        found.append(Evidence(f"network.empty_{side.value}", {"level": level}, Source("parties.Person", there)))
    return tuple(found)


def tell_delegation(name: str, meetings: Sequence[Meeting], rules: NetworkRules, rows: tuple[str, ...]) -> Evidence:
    """Whether a committee's seats are held by deputies; `rows`: the meetings judged, oldest first."""
    drift = delegation_drift(meetings, rules)
    if drift is None:
        return Evidence("network.delegation_unknown", {"committee": name})
    params: dict[str, Scalar] = {"committee": name, "delegated": drift.delegated, "occupied": drift.occupied}
    code = "network.delegation_drifts" if drift.alert else "network.delegation_kept"
    return Evidence(code, params, Source("governance.Meeting", rows[-rules.delegation_meetings :]))


def _departures(code: str, ties: Iterable[Tie], level: int, facts: NetworkFacts) -> Evidence:
    living = [t for t in ties if t.level >= level and t.rhythm.state in LIVING]
    last = {(t.client, t.partner): t.days[-1] for t in living}
    rows = {c.row for c in facts.contacts for pair, day in last.items() if c.day == day and {*pair} <= {*c.persons}}
    count = bus_factor(living, level)
    return Evidence(code if count else f"{code}_none", {"departures": count}, _source(rows))


def _busiest_pair(facts: NetworkFacts, rules: NetworkRules, today: date) -> Evidence:
    top = replace(facts, people=tuple(p for p in facts.people if (p.level or 0) >= EXECUTIVE_LEVEL))
    found = concentration(all_ties(top, rules, today), today - YEAR)
    if found is None:
        return Evidence("network.no_executive_contact")
    met = met_at(top, EXECUTIVE_LEVEL, rules, today)
    rows = {row for day, keys in met.items() if day >= today - YEAR for row in keys}
    code = "network.one_pair" if found.top_share > rules.top_pair_share else "network.spread_pairs"
    return Evidence(code, {"top_share": round(found.top_share, 4), "index": round(found.index, 2)}, _source(rows))


def _level(facts: NetworkFacts, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """« À bon niveau »: how high both sides met within one cadence of the highest level they both have."""
    tops = [top_level(facts, side, today) for side in Side]
    if not all(tops):
        return ()
    top = min(level for level in tops if level)
    cadence = rules.cadence_days[top - 1]
    start = today - timedelta(days=cadence)
    params: dict[str, Scalar] = {"top": top, "cadence_days": cadence}
    if (seen_since(facts.coverage, rules.source_stale_days, today) or today) > start:
        return (Evidence("network.level_unknown", params),)
    reached, rows = highest_level(facts, start, rules, today)
    code = "network.level_none" if not reached else "network.level_reached" if reached < top else "network.level_kept"
    uneven = _uneven([c for c in counted(facts.contacts, rules, today) if c.day >= start], facts)
    return (Evidence(code, {**params, "level": reached}, _source(rows)), *uneven)


def _uneven(contacts: Sequence[Contact], facts: NetworkFacts) -> tuple[Evidence, ...]:
    """Whether one side came more than one level higher than the other, over some contacts."""
    known = {p.code: p for p in facts.people if p.level}
    came = [known[code] for contact in contacts for code in contact.persons if code in known]
    ours, theirs = (max((p.level or 0 for p in came if p.side is side), default=0) for side in Side)
    if not (ours and theirs) or abs(ours - theirs) <= UNEVEN_FROM:
        return ()
    params: dict[str, Scalar] = {"client_level": ours, "partner_level": theirs}
    return (Evidence("network.uneven", params, _source({c.row for c in contacts})),)


def _source(rows: Iterable[str]) -> Source | None:
    found = tuple(sorted(set(rows)))
    return Source(CONTACTS, found) if found else None
