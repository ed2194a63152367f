"""What is done at the table of a negotiation. Each deed asks for its right, checks the rules of room.py on the table as
it is now, writes and journals in one transaction. The journal never holds a word of either private side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from etincelle.foundation import clock, journal
from etincelle.foundation.access import Actor, everything, one_visible, require, visible
from etincelle.living_contract.models import Contract
from etincelle.living_contract.room.models import (
    DeclaredGain,
    Negotiation,
    NegotiationEvent,
    NegotiationPoint,
    NegotiationRound,
    NegotiationStake,
    PartnerBand,
    PointStake,
)
from etincelle.living_contract.room.reads import room_of
from etincelle.living_contract.room.rules import (
    Deed,
    Package,
    Point,
    Refusal,
    Room,
    deadline_fault,
    fault_of,
    moved_since,
    other,
    refused,
)
from etincelle.vocabulary.levels import Side

WHY = "a deed at the table of a negotiation"
VERB = {Side.CLIENT: "deal.write", Side.PARTNER: "portal.write"}


class Refused(Exception):
    """A deed that may not be done: why, and, over another version, what moved since the round read."""

    def __init__(self, why: Refusal, moves: Sequence[tuple[Point, int, int]] = ()) -> None:
        super().__init__(why.value)
        self.why, self.moves = why, tuple(moves)


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before his eyes when he acted: the version of the table, the number of its last round."""

    version: int
    number: int


def open_table(actor: Actor, contract: Contract, told: tuple[str, date | None], points: Sequence[Point]) -> Negotiation:
    """A new table on a contract, unseen by the partner until the first offer; told: title and deadline."""
    require(actor, VERB[Side.CLIENT])
    title, deadline = told
    fault = deadline_fault(deadline, clock.today())
    if fault:
        raise Refused(fault)
    with transaction.atomic():
        held = one_visible(actor, Contract, pk=contract.pk)
        everything(Contract, WHY).select_for_update().get(pk=held.pk)
        count = everything(Negotiation, WHY).filter(contract=held).count()
        row = Negotiation(
            code=f"{held.code}-T{count + 1}"[:60], contract=held, title=title, deadline=deadline,
            opened_on=clock.today(), sample=held.sample,
        )  # fmt: skip
        row.save(force_insert=True)
        for p in points:
            NegotiationPoint(
                negotiation=row, code=p.code, title=p.title, levels=list(p.levels), today=p.today, sample=held.sample
            ).save(force_insert=True)
        _note(actor, row, "opened", until=deadline)
    return row


def propose(actor: Actor, code: str, seen: Seen, offer: tuple[Package, str]) -> None:
    """Send an offer: package and sentence. It cannot be taken back, only followed by another."""
    package, sentence = offer
    with transaction.atomic():
        row, room = _turn(actor, code, Deed.PROPOSE, seen)
        fault = fault_of(room, package, sentence)
        if fault:
            raise Refused(fault)
        number = len(room.rounds) + 1
        NegotiationRound(
            negotiation=row, number=number, side=actor.side, sentence=sentence.strip(), package=dict(package),
            sent_at=clock.now(), sample=row.sample,
        ).save(force_insert=True)  # fmt: skip
        _change(row, seen, turn=other(actor.side).value, sent_on=row.sent_on or clock.today())
        _band(actor, row).update(draft_package={}, draft_sentence="")
        _note(actor, row, "proposed", number)


def accept(actor: Actor, code: str, seen: Seen) -> None:
    """Accept the offer of the other side that was read: both have accepted the same round, the table is locked."""
    with transaction.atomic():
        row, room = _turn(actor, code, Deed.ACCEPT, seen)
        assert room.last is not None
        if room.last.number != seen.number:
            raise Refused(Refusal.STALE, moved_since(room, seen.number))
        _change(row, seen, state="locked")
        _note(actor, row, "accepted", room.last.number)


def withdraw(actor: Actor, code: str, seen: Seen) -> None:
    """Leave the table; it can be opened again by either side."""
    with transaction.atomic():
        row, _room = _turn(actor, code, Deed.WITHDRAW, seen)
        _change(row, seen, state="withdrawn")
        _note(actor, row, "withdrawn")


def reopen(actor: Actor, code: str, seen: Seen, deadline: date | None) -> None:
    """Open again a table that was left or whose deadline passed, with a new deadline or none."""
    with transaction.atomic():
        row, _room = _turn(actor, code, Deed.REOPEN, seen)
        fault = deadline_fault(deadline, clock.today())
        if fault:
            raise Refused(fault)
        _change(row, seen, state="open", deadline=deadline)
        _note(actor, row, "reopened", until=deadline)


def ask_for_call(actor: Actor, code: str) -> None:
    """Ask the other side to talk: always possible, written once a day and side."""
    with transaction.atomic():
        row = _own(actor, code)
        today = {"negotiation": row, "side": actor.side, "kind": "call_asked", "at__date": clock.today()}
        if not everything(NegotiationEvent, WHY).filter(**today).exists():
            _note(actor, row, "call_asked")


def declare_gain(actor: Actor, code: str, score: int | None, words: str) -> None:
    """What the actor's side says it gains, out of 100 and in words: shown to both, replaced at will."""
    with transaction.atomic():
        row = _own(actor, code)
        rows = everything(DeclaredGain, WHY).filter(negotiation=row, side=actor.side)
        gain = rows.first() or DeclaredGain(negotiation=row, side=actor.side, version=0, sample=row.sample)
        gain.score, gain.words, gain.version = score, words, gain.version + 1
        gain.save()
        _note(actor, row, "gain_declared")


def keep_private(actor: Actor, code: str, kept: Mapping[str, Any]) -> None:
    """Keep a side's own band: fields of its model; the other side never reads them, nor does the journal."""
    with transaction.atomic():
        row = _own(actor, code)
        band = _band(actor, row).first() or _BANDS[actor.side](negotiation=row, version=0, sample=row.sample)
        for name, value in kept.items():
            setattr(band, name, value)
        band.version += 1
        band.save()
        if actor.side is Side.CLIENT:
            journal.record(actor, "living_contract.room_private", (row._meta.label, str(row.pk)))


def keep_worths(actor: Actor, code: str, worths: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep what each point is worth, by its code: the client's own."""
    require(actor, VERB[Side.CLIENT])
    with transaction.atomic():
        row = _own(actor, code)
        for point in visible(actor, NegotiationPoint).filter(negotiation=row, code__in=list(worths)):
            stake = everything(PointStake, WHY).filter(point=point).first() or PointStake(point=point, version=0)
            for name, value in worths[point.code].items():
                setattr(stake, name, value)
            stake.version += 1
            stake.sample = row.sample
            stake.save()
        journal.record(actor, "living_contract.room_worths", (row._meta.label, str(row.pk)))


_BANDS: dict[Side, Any] = {Side.CLIENT: NegotiationStake, Side.PARTNER: PartnerBand}


def _band(actor: Actor, row: Negotiation) -> Any:
    return everything(_BANDS[actor.side], WHY).filter(negotiation=row)


def _own(actor: Actor, code: str) -> Negotiation:
    """The table, when the actor may sit at it."""
    require(actor, VERB[actor.side])
    return one_visible(actor, Negotiation, code=code)


def _turn(actor: Actor, code: str, deed: Deed, seen: Seen) -> tuple[Negotiation, Room]:
    """The table as it is now, when the deed may be done on it."""
    row = _own(actor, code)
    row = everything(Negotiation, WHY).select_for_update().get(pk=row.pk)
    room = room_of(actor, row)
    why = refused(room, actor.side, deed, seen.version, clock.today())
    if why:
        raise Refused(why, moved_since(room, seen.number) if why is Refusal.STALE else ())
    return row, room


def _change(row: Negotiation, seen: Seen, **values: Any) -> None:
    """Write over the version read, and no other."""
    rows = everything(Negotiation, WHY).filter(pk=row.pk, version=seen.version)
    if not rows.update(version=F("version") + 1, **values):
        raise Refused(Refusal.STALE)


def _note(actor: Actor, row: Negotiation, kind: str, number: int = 0, until: date | None = None) -> None:
    """A line of the history both sides read, and of the journal."""
    told = {"side": actor.side.value, "kind": kind, "number": number, "until": until}
    NegotiationEvent(negotiation=row, at=clock.now(), sample=row.sample, **told).save(force_insert=True)
    journal.record(actor, f"living_contract.room_{kind}", (row._meta.label, str(row.pk)), None, told)
