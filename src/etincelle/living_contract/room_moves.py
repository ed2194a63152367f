"""A form posted at the table, on either side, turned into a deed: what to say, or what to have confirmed first."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from etincelle.foundation import clock
from etincelle.foundation.access import Actor
from etincelle.living_contract import room_actions as act
from etincelle.living_contract.room import Deed, Refusal, deadline_fault, fault_of, moved_since, refused
from etincelle.living_contract.room_forms import Faults, Posted, day_of, package_of, score_of, seen_of
from etincelle.living_contract.room_models import Negotiation
from etincelle.living_contract.room_page import confirmation, names_of, refusal
from etincelle.living_contract.room_reads import room_of
from etincelle.vocabulary.levels import Side


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a form: a sentence, good or bad; or the content to confirm before anything is written."""

    said: str = ""
    is_done: bool = False
    confirm: dict[str, Any] | None = None


def play(actor: Actor, row: Negotiation, posted: Posted) -> Outcome:
    """One form. Sending and accepting are asked again, with the counterpart and the content: they cannot be undone."""
    try:
        return _play(actor, row, posted)
    except act.Refused as why:
        return Outcome(refusal(why))


def _play(actor: Actor, row: Negotiation, posted: Posted) -> Outcome:
    deed = posted.get("do", "")
    if deed == "call":
        act.ask_for_call(actor, row.code)
        return Outcome(_("Asked: both sides see it on this page."), True)
    if deed == "gain":
        return _gain(actor, row, posted)
    seen = seen_of(posted)
    if seen is None or deed not in [d.value for d in Deed]:
        return Outcome(_("Nothing was done: the form was not complete. Open the page again."))
    if deed in (Deed.PROPOSE, Deed.ACCEPT) and posted.get("confirmed") != "yes":
        return _ask(actor, row, Deed(deed), posted, seen)
    return _write(actor, row, Deed(deed), posted, seen)


def _gain(actor: Actor, row: Negotiation, posted: Posted) -> Outcome:
    faults = Faults()
    score, words = score_of(posted, faults), posted.get("words", "").strip()[:300]
    if "words" not in posted or faults:
        return Outcome(" ".join(faults.told) or _("Nothing was done: the form was not complete. Open the page again."))
    act.declare_gain(actor, row.code, score, words)
    return Outcome(_("Declared: both sides see it."), True)


def _ask(actor: Actor, row: Negotiation, deed: Deed, posted: Posted, seen: act.Seen) -> Outcome:
    room = room_of(actor, row)
    why = refused(room, actor.side, deed, seen.version, clock.today())
    package, sentence = package_of(posted, room.points), posted.get("sentence", "").strip()
    if why is None and deed is Deed.PROPOSE:
        why = fault_of(room, package, sentence)
    if why:
        raise act.Refused(why, moved_since(room, seen.number) if why is Refusal.STALE else ())
    if deed is Deed.ACCEPT and room.last is not None:
        package, sentence = room.last.package, room.last.sentence
    names = names_of(actor, row)
    counterpart = names[Side.PARTNER if actor.side is Side.CLIENT else Side.CLIENT]
    told = {"deed": deed.value, "lines": confirmation(room, package), "sentence": sentence, "counterpart": counterpart,
            "fields": [(f"p{code}", level) for code, level in package.items()],
            "version": seen.version, "round": seen.number, "title": row.title, "room": row.code}  # fmt: skip
    return Outcome(confirm=told)


def _write(actor: Actor, row: Negotiation, deed: Deed, posted: Posted, seen: act.Seen) -> Outcome:
    if deed is Deed.PROPOSE:
        package = package_of(posted, room_of(actor, row).points)
        act.propose(actor, row.code, seen, (package, posted.get("sentence", "")))
        return Outcome(_("Sent. The other side has the next move."), True)
    if deed is Deed.ACCEPT:
        act.accept(actor, row.code, seen)
        return Outcome(_("Accepted: the table is locked. This is not a signature."), True)
    if deed is Deed.WITHDRAW:
        act.withdraw(actor, row.code, seen)
        return Outcome(_("Withdrawn. Either side can open the table again."), True)
    faults = Faults()
    until = day_of(posted, "deadline", faults)
    if faults:
        return Outcome(" ".join(faults.told))
    if deadline_fault(until, clock.today()):
        raise act.Refused(Refusal.DEADLINE_PAST)
    act.reopen(actor, row.code, seen, until)
    return Outcome(_("Opened again."), True)
