"""What is said of one tie, a line each: its state, its strength, its chance of living, its rhythm when it has one.

The strength counts, as the tie does, what a predecessor did in the same seat. Worked figure: two people at level 5 who
met 30 and 210 days ago, cadence 90, half-life 180: 2^(-30/180) + 2^(-210/180) = .89 + .45 = 1.34.
"""

from datetime import date

from etincelle.network.facts import NetworkFacts
from etincelle.network.right_level import Tie, counted, heirs
from etincelle.network.strength import shared_weight, strength, told_burstiness
from etincelle.network.ties import History, probability_alive
from etincelle.vocabulary.rules import NetworkRules
from etincelle.vocabulary.signal import Evidence, Source


def tie_strength(tie: Tie, facts: NetworkFacts, rules: NetworkRules, today: date) -> float:
    """The strength of a tie today, in meetings of two."""
    holders = {code: heir.code for code, heir in heirs(facts.people, today).items()}
    levels = {p.code: p.level or 0 for p in facts.people}
    both = {tie.client, tie.partner}
    events = [
        (contact.day, shared_weight(contact, tie.level, levels, rules))
        for contact in counted(facts.contacts, rules, today)
        if both <= {holders.get(code, "") for code in contact.persons}
    ]
    return strength(events, rules.cadence_days[tie.level - 1], today)


def told_figure(value: float, decimals: int) -> float:
    """A positive figure rounded, never down to nothing: a small chance is not no chance."""
    return max(round(value, decimals), 10.0**-decimals) if value > 0 else 0.0


def tell_tie(tie: Tie, facts: NetworkFacts, rules: NetworkRules, today: date) -> tuple[Evidence, ...]:
    """The lines of one tie; what cannot be known has none."""
    rhythm = tie.rhythm
    source = Source("parties.Person", (tie.client, tie.partner))
    expected = round(rhythm.expected_days)
    lines = [
        Evidence(f"network.tie.{rhythm.state.value}", {"gap_days": rhythm.gap_days, "expected_days": expected}, source),
        Evidence("network.strength", {"strength": told_figure(tie_strength(tie, facts, rules, today), 2)}, source),
    ]
    alive = probability_alive(History(tie.days, facts.signed_on), tie.level, rules, today)
    if alive is not None:
        lines.append(Evidence("network.alive", {"alive_share": told_figure(alive, 4)}, source))
    if bursts := told_burstiness(tie.days, rules):
        lines.append(Evidence("network.bursts" if bursts > 0 else "network.regular", {}, source))
    return tuple(lines)
