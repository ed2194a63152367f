"""What people write at the table of a negotiation: forms read, faults said with their place, then turned into deeds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from etincelle.foundation import clock
from etincelle.foundation.access import Actor
from etincelle.living_contract.room import actions as act
from etincelle.living_contract.room.models import Negotiation
from etincelle.living_contract.room.pages import confirmation, names_of, refusal
from etincelle.living_contract.room.reads import room_of
from etincelle.living_contract.room.rules import (
    LONGEST,
    Deed,
    Package,
    Point,
    Refusal,
    deadline_fault,
    fault_of,
    moved_since,
    refused,
)
from etincelle.vocabulary.levels import Side

MOST_POINTS, MOST_LEVELS, LONGEST_TITLE, LONGEST_LEVEL, LONGEST_NOTE = 12, 6, 120, 120, 4000
LONGEST_CLAUSE, LONGEST_TEXT = 60, 20_000
HUNDRED = Decimal(100)
Posted = Mapping[str, str]


@dataclass(slots=True)
class Faults:
    """What could not be read, in sentences."""

    told: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.told)


def seen_of(posted: Posted) -> act.Seen | None:
    """What the sender had before his eyes; None when the form does not say."""
    version, number = posted.get("version", ""), posted.get("round", "")
    if not (version.isdecimal() and number.isdecimal() and len(version + number) < 18):
        return None
    return act.Seen(int(version), int(number))


def package_of(posted: Posted, points: Sequence[Point]) -> Package:
    """The levels chosen; a point without one is left out, and the offer is refused by the rules."""
    chosen = {p.code: posted.get(f"p{p.code}", "") for p in points}
    return {code: int(text) for code, text in chosen.items() if text.isdecimal() and len(text) < 4}


def day_of(posted: Posted, name: str, faults: Faults) -> date | None:
    """A day, none when empty."""
    text = posted.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.told.append(_("Deadline: “%(text)s” is not a date. Write 2027-01-31, for example.") % {"text": text})
        return None


def score_of(posted: Posted, faults: Faults) -> int | None:
    """A gain out of 100, none when empty."""
    text = posted.get("score", "").strip()
    if not text:
        return None
    if text.isdecimal() and len(text) < 4 and int(text) <= 100:
        return int(text)
    faults.told.append(_("Gain: “%(text)s” is not a whole number from 0 to 100.") % {"text": text})
    return None


def points_of(text: str, faults: Faults) -> tuple[Point, ...]:
    """Points written one a line, “point: level of today | level | level”."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = [point for at, (n, line) in enumerate(lines, 1) if (point := _point(str(at), n, line, faults))]
    if not lines:
        faults.told.append(_("Points: write at least one, “Term: as it is | 1 more year”."))
    if len(lines) > MOST_POINTS:
        faults.told.append(_("Points: %(count)s lines; %(most)s at most.") % {"count": len(lines), "most": MOST_POINTS})
    titles = [point.title.casefold() for point in found]
    if len(set(titles)) < len(titles):
        faults.told.append(_("Points: two lines have the same name. Give each its own."))
    return tuple(found)


def _point(code: str, number: int, line: str, faults: Faults) -> Point | None:
    title, mark, rest = line.partition(":")
    title, levels = title.strip(), tuple(level.strip() for level in rest.split("|"))
    told = {"line": number}
    if not mark or not title or not all(levels) or len(levels) < 2:
        faults.told.append(
            _("Points, line %(line)s: expected “point: level of today | level”, as in “Term: as it is | 1 more year”.")
            % told
        )
    elif len(levels) > MOST_LEVELS or len(set(levels)) < len(levels):
        faults.told.append(
            _("Points, line %(line)s: from 2 to %(most)s levels, all different.") % {**told, "most": MOST_LEVELS}
        )
    elif len(title) > LONGEST_TITLE or max(map(len, levels)) > LONGEST_LEVEL:
        faults.told.append(
            _("Points, line %(line)s: names of at most %(most)s characters.") % {**told, "most": LONGEST_TITLE}
        )
    else:
        return Point(code, title, levels)
    return None


def band_texts(posted: Posted, points: Sequence[Point]) -> dict[str, Any]:
    """The texts of a side's own band, and the draft of its next offer."""
    return {
        "limit": posted.get("limit", "").strip()[:LONGEST_NOTE],
        "notes": posted.get("notes", "").strip()[:LONGEST_NOTE],
        "draft_sentence": posted.get("sentence", "").strip()[:LONGEST],
        "draft_package": dict(package_of(posted, points)),
    }


def number_of(posted: Posted, name: str, where: str, faults: Faults, least: int = 0) -> Decimal | None:
    """A number from `least` to 100, comma or point; none when empty."""
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        value = Decimal(re.sub(r"\s", "", text).replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite() and least <= value <= HUNDRED and value == round(value, 2):
        return round(value, 2)
    faults.told.append(
        _("%(where)s: “%(text)s” is not a number from %(least)s to 100, with two decimals at most.")
        % {"where": where, "text": text, "least": least}
    )
    return None


def worths_of(posted: Posted, points: Sequence[Point], faults: Faults) -> dict[str, dict[str, Any]]:
    """What each point weighs and each of its levels is worth, by code of the point."""
    found: dict[str, dict[str, Any]] = {}
    for p in points:
        found[p.code] = {
            "our_weight": number_of(posted, f"wo{p.code}", p.title, faults),
            "their_weight": number_of(posted, f"wt{p.code}", p.title, faults),
            "ours": _worths(posted, f"vo{p.code}", p, faults),
            "theirs": _worths(posted, f"vt{p.code}", p, faults),
        }
    return found


def clauses_of(posted: Posted, points: Sequence[Point], faults: Faults) -> dict[str, dict[str, str]]:
    """The clause of each point, by its code: reference, text of today, text agreed."""
    found: dict[str, dict[str, str]] = {}
    for p in points:
        cells = {"clause": f"c{p.code}", "before": f"b{p.code}", "after": f"a{p.code}"}
        found[p.code] = {name: posted.get(cell, "").strip() for name, cell in cells.items()}
        if len(found[p.code]["clause"]) > LONGEST_CLAUSE or max(map(len, found[p.code].values())) > LONGEST_TEXT:
            told = {"point": p.title, "short": LONGEST_CLAUSE, "long": LONGEST_TEXT}
            faults.told.append(
                _("%(point)s: a reference of %(short)s characters and texts of %(long)s at most.") % told
            )
    return found


def _worths(posted: Posted, name: str, point: Point, faults: Faults) -> list[str | None]:
    values = [
        number_of(posted, f"{name}-{n}", f"{point.title}, {level}", faults) for n, level in enumerate(point.levels)
    ]
    return [None if value is None else str(value) for value in values]


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
