"""A negotiation read for one who asks: the shared table, and his own side's band."""

from decimal import Decimal
from typing import Any

from etincelle.foundation.access import Actor, visible
from etincelle.living_contract.deal_facts import Issue, Level, Position, PublicContract, Table, Unit
from etincelle.living_contract.models import Contract
from etincelle.living_contract.room import Point, Room, Round
from etincelle.living_contract.room_models import (
    Negotiation,
    NegotiationPoint,
    NegotiationRound,
    NegotiationStake,
    PartnerBand,
    PointStake,
)
from etincelle.vocabulary.levels import Side

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
