"""What people write at the table of a negotiation, read from forms: every fault says where and what was expected."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from etincelle.living_contract.room import LONGEST, Package, Point
from etincelle.living_contract.room_actions import Seen

MOST_POINTS, MOST_LEVELS, LONGEST_TITLE, LONGEST_LEVEL, LONGEST_NOTE = 12, 6, 120, 120, 4000
HUNDRED = Decimal(100)
Posted = Mapping[str, str]


@dataclass(slots=True)
class Faults:
    """What could not be read, in sentences."""

    told: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.told)


def seen_of(posted: Posted) -> Seen | None:
    """What the sender had before his eyes; None when the form does not say."""
    version, number = posted.get("version", ""), posted.get("round", "")
    if not (version.isdecimal() and number.isdecimal() and len(version + number) < 18):
        return None
    return Seen(int(version), int(number))


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


def _worths(posted: Posted, name: str, point: Point, faults: Faults) -> list[str | None]:
    values = [
        number_of(posted, f"{name}-{n}", f"{point.title}, {level}", faults) for n, level in enumerate(point.levels)
    ]
    return [None if value is None else str(value) for value in values]
