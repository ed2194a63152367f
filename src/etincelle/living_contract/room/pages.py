"""What the page of a negotiation says, on either side: plain values for the templates. Only its own side's band."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etincelle.foundation.access import Actor, visible
from etincelle.foundation.speech import say_date, say_instant
from etincelle.living_contract.models import Contract
from etincelle.living_contract.room.actions import VERB, Refused
from etincelle.living_contract.room.models import DeclaredGain, Negotiation, NegotiationEvent, NegotiationRound
from etincelle.living_contract.room.reads import band_of, room_of
from etincelle.living_contract.room.rules import (
    Deed,
    Package,
    Point,
    Refusal,
    Room,
    Round,
    Standing,
    is_agreed,
    moved,
    other,
    position,
    refused,
)
from etincelle.vocabulary.levels import Side


def names_of(actor: Actor, row: Negotiation) -> dict[Side, str]:
    """How each side is called on the page of the actor."""
    partner = row.contract.partnership.partner.name
    mine = {actor.side: _("You")}
    return {Side.CLIENT: _("Your client"), Side.PARTNER: partner, **mine}


def page_of(actor: Actor, row: Negotiation, today: date) -> dict[str, Any]:
    """The whole page, but for what the engine says."""
    room, names = room_of(actor, row), names_of(actor, row)
    counterpart = names[other(actor.side)]
    deeds = {d.value: refused(room, actor.side, d, room.version, today) is None for d in Deed}
    band = band_of(actor, row)
    start = _start(room, actor.side, band)
    return {
        "room": row.code, "title": row.title, "contract": row.contract.title, "counterpart": counterpart,
        "partner": row.contract.partnership.partner.name, "code": row.contract.partnership.code,
        "status": status(room, actor.side, counterpart, today), "standing": room.standing(today).value,
        "summary": summary(room, actor.side, counterpart), "no_deal": no_deal(row.contract),
        "gains": _gains(actor, row, names),
        "points": [_line(room, p, actor.side, start) for p in room.points],
        "sentence": room.last.sentence if room.last else "", "version": room.version,
        "round": room.last.number if room.last else 0, "deeds": deeds, "band": band,
        "draft_sentence": band.draft_sentence if band else "", "versions": _versions(actor, row, room, names),
        "history": _history(actor, row, names), "is_sent": row.sent_on is not None,
    }  # fmt: skip


def status(room: Room, side: Side, counterpart: str, today: date) -> str:
    """Whose turn, until when; or how it ended."""
    standing, day = room.standing(today), say_date(room.deadline, weekday=True) if room.deadline else ""
    if standing is Standing.LOCKED:
        return _("Locked: both sides accepted the same round.")
    if standing is Standing.WITHDRAWN:
        return _("Withdrawn: nothing was agreed.")
    if standing is Standing.EXPIRED:
        return _("The deadline of %(day)s has passed without agreement.") % {"day": day}
    if room.turn is side:
        return _("Your move before %(day)s, last day included.") % {"day": day} if day else _("Your move.")
    told = {"name": counterpart, "day": day}
    return _("Waiting for %(name)s until %(day)s.") % told if day else _("Waiting for %(name)s.") % told


def summary(room: Room, side: Side, counterpart: str) -> str:
    """How many points are open, and who moved last on how many."""
    if room.last is None:
        return _("No offer yet: a table begins with a whole package.")
    left, count = sum(not is_agreed(room, p) for p in room.points), len(room.points)
    still = ngettext("%(left)s point open out of %(count)s.", "%(left)s points open out of %(count)s.", left)
    said = still % {"left": left, "count": count}
    if room.last.side is side:
        return said
    before = next((r.package for r in reversed(room.rounds[:-1]) if r.side is not side), None)
    steps = len(moved(room.points, before, room.last.package))
    told = {"name": counterpart, "steps": steps, "count": count}
    return _("%(name)s moved on %(steps)s of %(count)s points.") % told + " " + said


def no_deal(contract: Contract) -> str:
    """What happens if nothing is done, as the contract says."""
    if contract.ends_on is None:
        return _("If nothing is done: same services, same levels; the end of the contract is not known.")
    told = {"day": say_date(contract.ends_on)}
    if contract.renewal == Contract.Renewal.TACIT:
        return _("If nothing is done: renewed by itself after %(day)s, same services, same levels.") % told
    return _("If nothing is done: it ends on %(day)s, same services, same levels until then.") % told


def refusal(refused: Refused) -> str:
    """Why something was not done, and what moved meanwhile."""
    said = {
        Refusal.STALE: _("The table moved meanwhile; nothing of yours was sent. Read what is on it now, then decide."),
        Refusal.LOCKED: _("The table is locked: nothing can be changed any more."),
        Refusal.WITHDRAWN: _("The table was withdrawn: open it again first."),
        Refusal.EXPIRED: _("The deadline has passed: open the table again with a new one first."),
        Refusal.NOT_YOUR_TURN: _("It is not your turn: the other side has your offer. You can still ask for a call."),
        Refusal.NOTHING_TO_ACCEPT: _("There is no offer of the other side to accept."),
        Refusal.NOTHING_TO_REOPEN: _("The table is open already."),
        Refusal.DEADLINE_PAST: _("The deadline must be today or later."),
        Refusal.NO_SENTENCE: _("Write the sentence that explains the exchange: “2 more years for the desk”."),
        Refusal.TOO_LONG: _("The sentence is too long: 500 characters at most."),
        Refusal.LEVEL_MISSING: _("Choose a level for each point: an offer is a whole package."),
        Refusal.SAME_OFFER: _("This is the offer on the table: change a point, or accept it."),
    }[refused.why]
    return " ".join([said, *(f"{told}." for told in steps(refused.moves))])


def steps(moves: Any) -> list[str]:
    """Moves in words: “Term: as it is → 1 more year”."""
    said = _("%(issue)s: %(was)s → %(now)s")
    return [said % {"issue": p.title, "was": p.levels[was], "now": p.levels[now]} for p, was, now in moves]


def confirmation(room: Room, package: Package) -> list[str]:
    """The whole content of an offer, point by point."""
    return [_("%(issue)s: %(level)s") % {"issue": p.title, "level": p.levels[package[p.code]]} for p in room.points]


def may_play(actor: Actor, verbs: frozenset[str]) -> bool:
    """Whether the actor's role has the verb of its side."""
    return VERB[actor.side] in verbs


def _start(room: Room, side: Side, band: Any) -> Package:
    """The package a form begins with: the draft, else the last offer, else today."""
    base = {p.code: p.today for p in room.points}
    draft = band.draft_package if band else {}
    last = room.last.package if room.last else {}
    return {**base, **(draft or last)}


def _line(room: Room, point: Point, side: Side, start: Package) -> dict[str, Any]:
    mine, theirs = (position(room, s) for s in (side, other(side)))
    agreed = is_agreed(room, point)
    return {
        "code": point.code, "title": point.title, "today": point.levels[point.today],
        "mine": point.levels[mine[point.code]] if mine else "",
        "theirs": point.levels[theirs[point.code]] if theirs else "", "agreed": agreed,
        "levels": [{"n": n, "label": lv, "on": n == start[point.code]} for n, lv in enumerate(point.levels)],
    }  # fmt: skip


def _gains(actor: Actor, row: Negotiation, names: dict[Side, str]) -> list[dict[str, Any]]:
    held = {g.side: g for g in visible(actor, DeclaredGain).filter(negotiation=row)}
    order = (actor.side, other(actor.side))
    return [
        {
            "mine": side is actor.side,
            "name": names[side],
            "words": g.words if g else "",
            "score": g.score if g else None,
        }
        for side in order
        for g in [held.get(side.value)]
    ]  # fmt: skip


def _versions(actor: Actor, row: Negotiation, room: Room, names: dict[Side, str]) -> list[dict[str, Any]]:
    """Each round, newest first, with what it changes against the one before it."""
    when = dict(visible(actor, NegotiationRound).filter(negotiation=row).values_list("number", "sent_at"))
    found = []
    for n, r in enumerate(room.rounds):
        before = room.rounds[n - 1].package if n else None
        found.append(_version(r, names, steps(moved(room.points, before, r.package)), say_instant(when[r.number])))
    return found[::-1]


def _version(r: Round, names: dict[Side, str], changed: list[str], day: str) -> dict[str, Any]:
    return {"number": r.number, "name": names[r.side], "sentence": r.sentence, "steps": changed, "day": day}


def _history(actor: Actor, row: Negotiation, names: dict[Side, str]) -> list[dict[str, str]]:
    said = {
        "opened": _("Table opened."),
        "proposed": _("Round %(number)s sent."),
        "accepted": _("Round %(number)s accepted: the table is locked."),
        "withdrawn": _("Table withdrawn."),
        "reopened": _("Table opened again."),
        "call_asked": _("A call is asked for."),
        "gain_declared": _("A gain was declared."),
    }
    rows = visible(actor, NegotiationEvent).filter(negotiation=row).order_by("-at", "-pk")
    return [
        {"name": names[Side(e.side)], "day": say_instant(e.at), "text": said[e.kind] % {"number": e.number} + _until(e)}
        for e in rows
    ]


def _until(event: NegotiationEvent) -> str:
    return " " + _("Deadline: %(day)s.") % {"day": say_date(event.until)} if event.until else ""
