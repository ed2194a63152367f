"""Levels where nobody talks: people on both sides and no living tie, or a side with nobody. Most valuable first.

Partnerships come by the yearly value of their live contracts (the constant of the rules when it is not known), then by
code; levels from general management down. A level that no source sees is no gap: it is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import Actor, visible
from etincelle.living_contract.dates import stake
from etincelle.living_contract.reads import load_contract
from etincelle.network.bus_factor import LIVING
from etincelle.network.reads import load_network
from etincelle.network.right_level import Rung, ladder
from etincelle.parties.models import Partnership
from etincelle.parties.reads import load_people
from etincelle.spark.network_life import ref_of
from etincelle.vocabulary.partnership import Stake
from etincelle.vocabulary.rules import Rules


@dataclass(frozen=True, slots=True)
class Valued:
    """A partnership and what a year of it is worth."""

    row: Partnership
    worth: Stake


@dataclass(frozen=True, slots=True)
class Gap:
    """A level without a living tie. `kind`: "nobody" (a side is empty), "unmet" (never met) or "asleep"."""

    of: Valued
    rung: Rung
    kind: str


def valued(actor: Actor | None, rules: Rules, today: date) -> list[Valued]:
    """The partnerships an actor may see, the most valuable first."""
    rows = visible(actor, Partnership).select_related("partner").filter(ended_on=None).order_by("code")
    by_code = {row.code: row for row in rows}
    facts = load_contract([ref_of(row) for row in by_code.values()], today)
    found = [Valued(row, stake(facts[code].contracts, rules.call, today)) for code, row in by_code.items()]
    return sorted(found, key=lambda v: (-v.worth.annual_value, v.row.code))


def gaps_in(some: Sequence[Valued], rules: Rules, today: date) -> list[Gap]:
    """The gaps of some partnerships, in their order, from the highest level down."""
    refs = [ref_of(v.row) for v in some]
    networks = load_network(refs, today, load_people())
    return [
        Gap(v, rung, kind)
        for v in some
        for rung in ladder(networks[v.row.code], rules.network, today)
        if (kind := kind_of(rung))
    ]


def kind_of(rung: Rung) -> str:
    """What a level lacks; "" when a tie of it lives, or when no source tells."""
    if not (rung.client and rung.partner):
        return "" if any(t.rhythm.state in LIVING for t in rung.ties) else "nobody"
    if not rung.seen:
        return ""
    if not rung.ties:
        return "unmet"
    return "" if any(t.rhythm.state in LIVING for t in rung.ties) else "asleep"
