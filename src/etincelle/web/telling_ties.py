"""One tie as plain values for its page: its state with both its terms, its figures, its waking, how to wake it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import say_days
from etincelle.network.ties import TieState
from etincelle.network.waking import explain
from etincelle.parties.models import LEVELS, Person
from etincelle.spark.network_life import TieLife
from etincelle.spark.voice import say_evidence, speak
from etincelle.vocabulary.signal import Evidence
from etincelle.web.telling import ICONS

Names = Mapping[str, str]
SHOWN = {
    TieState.ACTIVE: "lively", TieState.COOLING: "drowsy", TieState.OVERDUE: "drowsy", TieState.DORMANT: "asleep",
    TieState.LOST: "asleep", TieState.NEVER_MET: "asleep",
}  # fmt: skip


def people_in(lines: Iterable[Evidence]) -> set[str]:
    """The people some lines name."""
    return {
        value for e in lines for key, value in e.params.items() if key.endswith("person") and isinstance(value, str)
    }


def about(evidence: Evidence) -> str:
    """What tells a line from others of its code."""
    return str(evidence.params.get("committee", evidence.params.get("level", "")))


def people_of(life: TieLife) -> set[str]:
    """The people a tie's page names."""
    wake = life.reopening
    lines = [*wake.agreed, *wake.changed, *wake.wanted, *([life.gone.explain()] if life.gone else [])]
    chain = life.path.chain if life.path else ()
    return {life.tie.client, life.tie.partner, *chain, *people_in(lines)}


def both(life: TieLife, people: list[Person]) -> list[dict[str, Any]]:
    """The two people: name, role held, level."""
    levels = dict(LEVELS)
    return [
        {"name": row.name, "title": row.title, "level": str(levels[facts.level or 1]), "key": row.pk}
        for row, facts in zip(people, life.people, strict=True)
    ]


def chip(life: TieLife) -> dict[str, str]:
    """The state of the tie as word, shape and colour."""
    if life.gone:
        return {"state": "unknown", "icon": "leave", "label": _("Gone")}
    if life.tie.rhythm.state is TieState.NEVER_MET:
        return {"state": "unmet", "icon": "user", "label": _("Never met")}
    state = SHOWN[life.tie.rhythm.state]
    return {"state": state, "icon": ICONS[state], "label": speak(f"spark.state.{state}")}


def told(life: TieLife, names: Names) -> list[str]:
    """The state in one line, silence over what is expected with both shown, and what else is known of the tie."""
    rhythm = life.tie.rhythm
    counted = {
        "gap_days": rhythm.gap_days, "counted_days": rhythm.rho * rhythm.expected_days,
        "expected_days": rhythm.expected_days, "rho": round(rhythm.rho, 2),
    }  # fmt: skip
    lines = [say_evidence(e, names) for e in life.told]
    lines.insert(1, speak("network.silence_parts", counted))
    if rhythm.last and rhythm.since != rhythm.last:
        lines.insert(2, speak("network.since_unseen", {"since_on": rhythm.since}))
    return lines


def figures(life: TieLife) -> list[tuple[str, str]]:
    """What the pair agreed on and where it stands, a name and a value each."""
    tie = life.tie
    apart = abs((life.people[0].level or 0) - (life.people[1].level or 0))
    match = _("same level") if not apart else _("one level apart") if apart == 1 else _("levels too far apart")
    return [
        (_("Target cadence"), _("every %(days)s") % {"days": say_days(tie.rhythm.cadence_days)}),
        (_("Level of the tie"), str(dict(LEVELS)[tie.level])),
        (_("Pairing"), match),
        (_("Days met"), str(len(tie.days))),
    ]


def waking(life: TieLife, names: Names) -> dict[str, Any] | None:
    """Asleep, to be woken, or gone: told apart, each with what it is made of; None while the tie lives."""
    if life.gone:
        return {"title": _("Gone, not asleep"), "lines": [say_evidence(life.gone.explain(), names)]}
    if life.waking is None:
        return None
    found, rules = life.waking, default_rules().network
    parts = {
        "network.novelty": {"novelty_share": found.novelty},
        "network.engagement": {"engagement_share": found.engagement},
        "network.worth": {"worth_share": found.value},
    }
    lines = [say_evidence(e, names) for e in explain(found, rules)[1:]]
    return {"title": _("Asleep: can it be woken?"), "lines": lines + [speak(c, p) for c, p in parts.items()]}


def path(life: TieLife, names: Names) -> dict[str, Any] | None:
    """Whom to ask first, and for what; None when no living chain leads there, or when they still talk."""
    if life.path is None or life.path.ask_first is None:
        return None
    chain = [names.get(code, code) for code in life.path.chain]
    return {"chain": chain, "text": say_evidence(life.path.explain(), names), "what": speak("network.introduction")}


def wake(life: TieLife, names: Names) -> list[dict[str, Any]]:
    """How to wake it: what was agreed, what changed, what they want, give, ask, opening; nothing while it lives."""
    if life.gone or life.tie.rhythm.state is TieState.ACTIVE:
        return []
    found = life.reopening
    sections = [
        (_("What we last agreed"), found.agreed),
        (_("What has changed since"), found.changed),
        (_("What they want"), found.wanted),
        (_("Give first"), (found.give,)),
        (_("Then ask"), (found.ask,)),
        (_("Opening sentence"), (found.opening,)),
    ]
    return [{"title": title, "lines": [say_evidence(e, names) for e in lines]} for title, lines in sections if lines]
