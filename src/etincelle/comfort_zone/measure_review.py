"""Which measure to retire, which to keep, which to try instead? Proposals, each with its proofs.

retire: asleep (T1 or T2, and a reason: nobody decides about it, T4, T5, unhappy people); or counts the same cases as a
    measure that is kept. Two series that merely move together are shown, never retired for that.
swap: flat, yet watched and believed. It may be excellence: drop it against a new measure, and tighten only after that.
keep: still pulls. wait: too little is known.
try: only where something points to it. Happiness when people are unhappy, or when a measure is retired and none of
    experience exists; lost time when answers tell it as well; the user's clock, without pauses, when clocks are played
    with; solved by the first group when cases wander.
Of measures that count the same cases the first that is not flat is kept, in the order given (critical ones first).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from etincelle.comfort_zone import proofs
from etincelle.comfort_zone.change_point import Changed
from etincelle.comfort_zone.experience import LostTime
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.gaming import Bunched, ClockStopped, LatePauses
from etincelle.comfort_zone.green_but_asleep import Examined, has_found, reasons_of_sleep
from etincelle.comfort_zone.hand_offs import HandOffs
from etincelle.comfort_zone.process_behaviour import Smooth, Uneventful
from etincelle.comfort_zone.redundancy import BY_CASES, Link, Redundant
from etincelle.comfort_zone.stretch import Saturated, Unstretched
from etincelle.vocabulary.signal import Evidence, Unknown


class Act(StrEnum):
    """What is proposed; the word of each is the phrase comfort_zone.measure.<value>."""

    RETIRE = "retire"
    SWAP = "swap"
    KEEP = "keep"
    WAIT = "wait"
    TRY_HAPPINESS = "try_happiness"
    TRY_LOST_TIME = "try_lost_time"
    TRY_USER_CLOCK = "try_user_clock"
    TRY_FIRST_GROUP = "try_first_group"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act about a measure (its code, "" for one that does not exist yet), and what proves it."""

    act: Act
    measure: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What people say of the measures: those decided about, the line about minutes when enough are known, and the
    line about internal clients when they are unhappy."""

    decided: frozenset[str] = frozenset()
    minutes: Evidence | None = None
    unhappy: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Clues:
    """What points to a new measure; what nobody knows stays None or Unknown."""

    measures_experience: bool = False
    lost: LostTime | Unknown | None = None
    clock: ClockStopped | Unknown | None = None
    late: LatePauses | Unknown | None = None
    travels: HandOffs | Unknown | None = None


def review(
    seen: Sequence[tuple[LevelFacts, Examined]], heard: Heard, together: Redundant | Unknown
) -> tuple[Proposal, ...]:
    """One proposal for each measure, in the order given."""
    doubles = _doubles(seen, together)
    return tuple(_proposal(level, examined, heard, doubles.get(level.code)) for level, examined in seen)


def _doubles(seen: Sequence[tuple[LevelFacts, Examined]], together: Redundant | Unknown) -> dict[str, Link]:
    """The measures that count the cases of one that is kept, and the link that says so."""
    if isinstance(together, Unknown):
        return {}
    kept: list[str] = []
    found: dict[str, Link] = {}
    by_pair = {frozenset((k.first, k.second)): k for k in together.links if k.by == BY_CASES}
    for level, _examined in sorted(seen, key=lambda pair: pair[1].is_flat):
        link = next((by_pair[p] for k in kept if (p := frozenset((k, level.code))) in by_pair), None)
        if link:
            found[level.code] = link
        else:
            kept.append(level.code)
    return found


def _proposal(level: LevelFacts, seen: Examined, heard: Heard, double: Link | None) -> Proposal:
    if seen.is_flat:
        discussed = heard.minutes is None or level.code in heard.decided
        reasons = reasons_of_sleep(seen, discussed=discussed, unhappy=heard.unhappy is not None)
        why = _flat_proofs(level, seen) + _sleep_proofs(level, seen, heard, reasons)
        return Proposal(Act.RETIRE if reasons or double else Act.SWAP, level.code, why + _same(double))
    if double:
        return Proposal(Act.RETIRE, level.code, _same(double))
    if isinstance(seen.unstretched, Unknown):
        return Proposal(Act.WAIT, level.code, (proofs.unknown_proof(seen.unstretched),))
    return Proposal(Act.KEEP, level.code, (proofs.unstretched_proof(level, seen.unstretched), *_moves(level, seen)))


def _same(double: Link | None) -> tuple[Evidence, ...]:
    return (proofs.link_proof(double),) if double else ()


def _flat_proofs(level: LevelFacts, seen: Examined) -> tuple[Evidence, ...]:
    found = []
    if isinstance(seen.unstretched, Unstretched) and seen.unstretched.found:
        found.append(proofs.unstretched_proof(level, seen.unstretched))
    if isinstance(seen.saturated, Saturated) and seen.saturated.found:
        found.append(proofs.saturated_proof(level, seen.saturated))
    return tuple(found)


def _sleep_proofs(level: LevelFacts, seen: Examined, heard: Heard, reasons: Sequence[str]) -> tuple[Evidence, ...]:
    lines = {
        "not_discussed": heard.minutes,
        "smooth": proofs.smooth_proof(level, seen.smooth) if isinstance(seen.smooth, Smooth) else None,
        "bunched": proofs.bunched_proof(seen.bunched) if isinstance(seen.bunched, Bunched) else None,
        "unhappy": heard.unhappy,
    }
    return tuple(line for reason in reasons if (line := lines[reason]))


def _moves(level: LevelFacts, seen: Examined) -> tuple[Evidence, ...]:
    """What a measure that is kept has done lately: changed, or nothing at all."""
    if isinstance(seen.changed, Changed) and seen.changed.found:
        return (proofs.change_proof(level, seen.changed),)
    if isinstance(seen.uneventful, Uneventful) and seen.uneventful.found:
        return (proofs.uneventful_proof(level, seen.uneventful),)
    return ()


def try_instead(
    seen: Sequence[tuple[LevelFacts, Examined]], reviewed: Sequence[Proposal], heard: Heard, clues: Clues
) -> tuple[Proposal, ...]:
    """New measures that something points to; () when nothing does."""
    retired = tuple(p.evidence[0] for p in reviewed if p.act is Act.RETIRE)
    lived = (heard.unhappy,) if heard.unhappy else retired
    bunches = (e.bunched for _level, e in seen if has_found(e.bunched) and isinstance(e.bunched, Bunched))
    clock = (*proofs.clock_proofs(clues.clock, clues.late), *map(proofs.bunched_proof, bunches))
    wandering = (proofs.hand_offs_proof(t),) if isinstance(t := clues.travels, HandOffs) and t.found else ()
    found = {
        Act.TRY_HAPPINESS: lived if not clues.measures_experience else (),
        Act.TRY_LOST_TIME: (proofs.lost_time_proof(clues.lost),) if lived and isinstance(clues.lost, LostTime) else (),
        Act.TRY_USER_CLOCK: clock,
        Act.TRY_FIRST_GROUP: wandering,
    }
    return tuple(Proposal(act, "", why) for act, why in found.items() if why)
