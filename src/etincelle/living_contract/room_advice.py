"""What the engine says of a table, in words, for the client alone: three packages, where to trade, how sure, what would
change. Never called by the portal."""

from dataclasses import dataclass

from etincelle.foundation.access import Actor
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import render
from etincelle.living_contract.deal import Deal, Judged, negotiate, trades
from etincelle.living_contract.deal_sense import changes, guessed
from etincelle.living_contract.deal_values import Missing
from etincelle.living_contract.deal_words import how_sure, law, missing, precision, refusal, what_would_change, why
from etincelle.living_contract.deal_words import where_to_trade as trade_lines
from etincelle.living_contract.phrases import PHRASES
from etincelle.living_contract.room_models import Negotiation
from etincelle.living_contract.room_reads import table_of
from etincelle.vocabulary.signal import Evidence

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A package in words, and the level of each point by its code, to begin an offer with."""

    levels: tuple[str, ...]
    why: tuple[str, ...]
    sure: str
    query: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the client reads: packages, or what lacks."""

    proposals: tuple[Proposal, ...] = ()
    lacks: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


def advice(actor: Actor, row: Negotiation) -> Advice:
    """The engine's answer on the private values of the client as they are now."""
    table, rules = table_of(actor, row, row.contract), default_rules().living_contract
    deal = negotiate(table, rules)
    if isinstance(deal, Missing):
        return Advice(lacks=(_said(missing(deal, table.issues)),))
    guarded = tuple(_said(e) for e in law(deal.valued.guarded, None, table.issues))
    if deal.refused:
        return Advice(lacks=tuple(_said(e) for e in refusal(deal)), law=guarded)
    sure = {kept.offer: _said(how_sure(kept)) for kept in guessed(deal, rules.deal)}
    return Advice(
        tuple(_proposal(deal, judged, sure.get(judged.offer, "")) for judged in deal.offers),
        tuple(_said(e) for e in precision(deal)),
        tuple(_said(e) for e in trade_lines(trades(deal.valued), table.issues)),
        tuple(_said(what_would_change(c, deal)) for c in changes(deal)[:SHOWN]),
        guarded,
    )


def _proposal(deal: Deal, judged: Judged, sure: str) -> Proposal:
    issues = {issue.code: issue for issue in deal.valued.table.issues}
    levels = tuple(f"{issues[code].title}: {issues[code].level(level).title}" for code, level in judged.offer.levels)
    query = "&".join(f"p{code}={level}" for code, level in judged.offer.levels)
    return Proposal(levels, tuple(_said(e) for e in why(deal, judged)), sure, query)


def _said(evidence: Evidence) -> str:
    return render(PHRASES[evidence.code], evidence.params)
