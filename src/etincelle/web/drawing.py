"""The ladder and the life of a tie as plain values, for their SVG and their table twins."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etincelle.foundation.speech import capitalised, say_date, say_days
from etincelle.network.bus_factor import LIVING
from etincelle.network.facts import Contact
from etincelle.network.right_level import Rung, Tie, facing
from etincelle.network.waking import Gone
from etincelle.spark.voice import say_evidence, speak

NAMED, DRAWN, RECENT = 2, 3, 3
STEP = 90
MONTH = timedelta(days=30)
OFTEN = 3
WIDTH, LEFT, RIGHT = 1000, 12, 988
WORDS = {
    "active": "lively",
    "cooling": "drowsy",
    "overdue": "drowsy",
    "dormant": "asleep",
    "lost": "asleep",
    "never_met": "unmet",
    "empty": "nobody",
    "gone": "gone",
    "unknown": "unknown",
}
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """With what the ladder is told: names, names of levels, the day, contacts and departures by pair, addresses."""

    names: Mapping[str, str]
    levels: Mapping[int, str]
    day: date
    met: Mapping[Pair, Sequence[Contact]]
    gone: Mapping[Pair, Gone]
    address: Callable[[Pair], str]


def people_label(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """The names of one or two people, or how many they are."""
    known = tuple(codes)
    if not known:
        return _("nobody")
    if len(known) <= NAMED:
        return ", ".join(sorted(names.get(code, code) for code in known))
    return ngettext("%(n)s person", "%(n)s people", len(known)) % {"n": len(known)}


def rung_lines(found: Rung, scene: Scene) -> list[dict[str, Any]]:
    """One level: a line for each tie; one for the group when they are many; one for who faces nobody or never met."""
    ties = facing(found)
    if not ties or len(ties) > DRAWN:
        return [_group(found, ties, scene)]
    return [tie_line(tie, scene, seen=found.seen) for tie in ties]


def across(rungs: Iterable[Rung], scene: Scene) -> list[dict[str, Any]]:
    """The ties that the ladder does not draw one by one: across levels, or of a level that has many."""
    lines = []
    for found in rungs:
        drawn = facing(found)
        hidden = found.ties if len(drawn) > DRAWN else tuple(t for t in found.ties if t not in drawn)
        lines += [tie_line(tie, scene, seen=found.seen) for tie in hidden]
    return lines


def state_of(tie: Tie, scene: Scene, seen: bool) -> str:
    """The state to show: of who is gone it is said before anything else; what no source sees is unknown."""
    if not seen:
        return "unknown"
    return "gone" if (tie.client, tie.partner) in scene.gone else tie.rhythm.state.value


def tie_line(tie: Tie, scene: Scene, *, seen: bool) -> dict[str, Any]:
    """One tie: who, in which state, since when, the last conversations, where to go."""
    pair = (tie.client, tie.partner)
    state = state_of(tie, scene, seen)
    said = say_evidence(scene.gone[pair].explain(), scene.names) if state == "gone" else _since(tie, scene, state)
    return {
        **_ends(tie.level, (tie.client,), (tie.partner,), scene),
        "state": state, "word": WORDS[state], "text": said,
        "last": say_date(tie.rhythm.last) if tie.rhythm.last else "", "cadence": say_days(tie.rhythm.cadence_days),
        "recent": recent(scene.met.get(pair, ())), "url": scene.address(pair),
        "renew": WORDS[state] in ("asleep", "drowsy", "unmet"),
    }  # fmt: skip


def _ends(level: int, client: Iterable[str], partner: Iterable[str], scene: Scene) -> dict[str, Any]:
    return {
        "level": scene.levels[level],
        "client": people_label(client, scene.names),
        "partner": people_label(partner, scene.names),
    }


def _since(tie: Tie, scene: Scene, state: str) -> str:
    """How long ago they met; how often, when it is often."""
    if tie.rhythm.last is None:
        return _("never met")
    if state == "unknown":
        return _("no source that day")
    lately = sum(scene.day - MONTH < day for day in tie.days)
    if lately > OFTEN:
        return ngettext("%(n)s conversation in 30 days", "%(n)s conversations in 30 days", lately) % {"n": lately}
    silent = (scene.day - tie.rhythm.last).days
    if silent == 0:
        return _("today")
    said = _("%(days)s without a conversation") if state in ("dormant", "lost", "overdue") else _("%(days)s ago")
    return said % {"days": say_days(silent)}


def _group(found: Rung, ties: Sequence[Tie], scene: Scene) -> dict[str, Any]:
    """A level told as one: how many of its ties live; without a tie, nobody in front or never met."""
    living = sum(t.rhythm.state in LIVING for t in ties)
    best = found.best
    if not (found.client and found.partner):
        state, text = "empty", _("nobody facing")
    elif not found.seen:
        state, text = "unknown", _("no source that day")
    elif best and ties:
        said = ngettext("%(living)s living tie of %(n)s", "%(living)s living ties of %(n)s", living)
        state, text = state_of(best, scene, seen=True), said % {"living": living, "n": len(ties)}
    else:
        state, text = "never_met", _("never met")
    ours, theirs = (dict.fromkeys(getattr(t, side) for t in ties) for side in ("client", "partner"))
    pair = (found.client[:1], found.partner[:1]) if len(found.client) == len(found.partner) == 1 else None
    last = max((t.rhythm.last for t in ties if t.rhythm.last), default=None)
    return {
        **_ends(found.level, ours or found.client, theirs or found.partner, scene),
        "state": state, "word": WORDS[state], "text": text, "last": say_date(last) if last else "", "cadence": "",
        "recent": recent(c for t in ties for c in scene.met.get((t.client, t.partner), ())),
        "url": scene.address((pair[0][0], pair[1][0])) if pair else "", "renew": bool(pair) and state == "never_met",
        "alone": ("client" if found.client else "partner") if state == "empty" else "",
    }  # fmt: skip


def recent(contacts: Iterable[Contact]) -> list[str]:
    """The last three conversations: day and channel, nothing else."""
    last = sorted({(c.day, channel_of(c)) for c in contacts}, reverse=True)[:RECENT]
    return [f"{say_date(day)} · {channel}" for day, channel in last]


def channel_of(contact: Contact) -> str:
    """By which channel they spoke, or that somebody remembers it."""
    return speak("network.channel.declared" if contact.declared else f"network.channel.{contact.channel}")


def placed(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines with their height; the name of a level is said once."""
    before, found = "", []
    for n, line in enumerate(lines):
        found.append({**line, "y": STEP * n, "head": "" if line["level"] == before else line["level"]})
        before = line["level"]
    return found


def height_of(lines: Sequence[object]) -> int:
    """The height of a ladder of so many lines."""
    return STEP * len(lines) + 10


def life_line(days: Sequence[date], since: date, today: date) -> dict[str, Any]:
    """The days of contact of a tie on a line of time, and its silence until today; `since`: where the line begins."""
    start = min((since, *days))
    length = max((today - start).days, 1)

    def across(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - start).days / length, 1)

    last = max(days, default=start)
    years = [date(year, 1, 1) for year in range(start.year + 1, today.year + 1)]
    return {
        "width": WIDTH, "left": LEFT, "right": RIGHT, "last": across(last),
        "dots": [across(day) for day in sorted(set(days))],
        "years": [{"x": across(day), "said": str(day.year)} for day in years],
        "first_said": capitalised(say_date(start)), "today_said": _("today"), "silence": say_days((today - last).days),
    }  # fmt: skip
