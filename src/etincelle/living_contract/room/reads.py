"""A negotiation read for one who asks: the shared table, his own band; for the client, what the engine says of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from etincelle.foundation.access import Actor, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import render
from etincelle.living_contract.deal import Deal, Judged, negotiate, trades
from etincelle.living_contract.deal_facts import Issue, Level, Position, PublicContract, Table, Unit
from etincelle.living_contract.deal_sense import changes, guessed
from etincelle.living_contract.deal_values import Missing
from etincelle.living_contract.deal_words import how_sure, law, missing, precision, refusal, what_would_change, why
from etincelle.living_contract.deal_words import where_to_trade as trade_lines
from etincelle.living_contract.models import Contract
from etincelle.living_contract.phrases import PHRASES
from etincelle.living_contract.room.models import (
    Negotiation,
    NegotiationPoint,
    NegotiationRound,
    NegotiationStake,
    PartnerBand,
    PointStake,
)
from etincelle.living_contract.room.rules import Point, Room, Round
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.signal import Evidence

POINTS = (Unit.POINTS, Unit.POINTS)


def room_of(actor: Actor, row: Negotiation) -> Room:
    """The table as both sides see it."""
    points = visible(actor, NegotiationPoint).filter(negotiation=row).order_by("pk")
    rounds = visible(actor, NegotiationRound).filter(negotiation=row).order_by("number")
    return Room(
        row.state,
        Side(row.turn),
        row.deadline,
        row.version,
        tuple(Point(p.code, p.title, tuple(p.levels), p.today) for p in points),
        tuple(Round(r.number, Side(r.side), r.sentence, r.package) for r in rounds),
    )


def band_of(actor: Actor, row: Negotiation) -> Any:
    """The actor's own side's band; None when nothing is kept, or it is not his to read."""
    model: Any = NegotiationStake if actor.side is Side.CLIENT else PartnerBand
    return visible(actor, model).filter(negotiation=row).first()


def stakes_of(actor: Actor, row: Negotiation) -> dict[str, PointStake]:
    """What the points are worth, by code: nothing for who may not read it."""
    rows = visible(actor, PointStake).filter(point__negotiation=row).select_related("point")
    return {stake.point.code: stake for stake in rows}


def table_of(actor: Actor, row: Negotiation, contract: Contract) -> Table:
    """The table with what it is worth, for the engine: unknown where nothing was written."""
    stakes, band = stakes_of(actor, row), band_of(actor, row)
    room = room_of(actor, row)
    public = PublicContract(None) if contract.regime == "public" else None
    return Table(
        tuple(_issue(p, stakes.get(p.code), public is not None) for p in room.points),
        Position(_weights(stakes, "our_weight"), (band and band.ours_without) or Decimal(0)),
        Position(_weights(stakes, "their_weight"), (band and band.theirs_without) or Decimal(0)),
        public=public,
    )


def _weights(stakes: dict[str, PointStake], name: str) -> dict[str, Decimal]:
    return {code: weight for code, stake in stakes.items() if (weight := getattr(stake, name)) is not None}


def _issue(point: Point, stake: PointStake | None, is_public: bool) -> Issue:
    """A point with its worths; in a public contract what a change adds to the price is not known here."""
    ours, theirs = (stake.ours, stake.theirs) if stake else ([], [])
    levels = tuple(
        Level(str(n), title, _at(ours, n), _at(theirs, n), None if is_public and n != point.today else Decimal(0))
        for n, title in enumerate(point.levels)
    )
    return Issue(point.code, point.title, levels, str(point.today), POINTS)


def _at(values: list[str | None], place: int) -> Decimal | None:
    text = values[place] if place < len(values) else None
    return None if text is None else Decimal(text)


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
    levels = tuple(
        _("%(issue)s: %(level)s") % {"issue": issues[code].title, "level": issues[code].level(level).title}
        for code, level in judged.offer.levels
    )
    query = "&".join(f"p{code}={level}" for code, level in judged.offer.levels)
    return Proposal(levels, tuple(_said(e) for e in why(deal, judged)), sure, query)


def _said(evidence: Evidence) -> str:
    return render(PHRASES[evidence.code], evidence.params)
