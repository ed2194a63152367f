"""From what a test found to the line that proves it, with the rows behind; an unknown becomes its reason."""

from etincelle.comfort_zone.change_point import Changed
from etincelle.comfort_zone.experience import Happiness, LostTime, Response
from etincelle.comfort_zone.facts import LevelFacts
from etincelle.comfort_zone.gaming import Bunched, ClockStopped, LatePauses
from etincelle.comfort_zone.hand_offs import HandOffs
from etincelle.comfort_zone.process_behaviour import Smooth, Uneventful
from etincelle.comfort_zone.redundancy import BY_CASES, Link, Overfull
from etincelle.comfort_zone.stretch import Saturated, Unstretched
from etincelle.vocabulary.signal import Evidence, Scalar, Source, Unknown

Params = dict[str, Scalar]


def readings(level: LevelFacts, last: int = 0) -> Source:
    """The readings of a level, all or the last ones."""
    return Source("comfort_zone.Reading", tuple(m.row for m in level.months[-last:]))


def unknown_proof(unknown: Unknown) -> Evidence:
    """Why something cannot be told."""
    return Evidence(f"{unknown.code}.{unknown.reason}", unknown.params)


def unstretched_proof(level: LevelFacts, seen: Unstretched) -> Evidence:
    """T1: the target is far from what is usual, or not."""
    params: Params = {
        "level_code": level.code,
        "unchanged_months": seen.months_unchanged,
        "target": level.target,
        "limit": seen.limit,
    }
    code = "comfort_zone.unstretched_level" if seen.found else "comfort_zone.stretched_level"
    return Evidence(code, params, readings(level))


def saturated_proof(level: LevelFacts, seen: Saturated) -> Evidence:
    """T2: perfect in its months, or in its cases."""
    if seen.cases and seen.bound is not None:
        params: Params = {"level_code": level.code, "cases": seen.cases, "bound_share": seen.bound}
        return Evidence("comfort_zone.spotless_level", params, readings(level, seen.read_months))
    params = {"level_code": level.code, "perfect": seen.perfect_months, "read": seen.read_months}
    return Evidence("comfort_zone.perfect_level", params, readings(level, seen.read_months))


def uneventful_proof(level: LevelFacts, seen: Uneventful) -> Evidence:
    """T3: shown, never enough to conclude."""
    params: Params = {"level_code": level.code, "read_months": seen.read_months}
    if not seen.found:
        told: Params = {**params, "outside": seen.outside, "run": seen.run}
        return Evidence("comfort_zone.eventful_level", told, readings(level, seen.read_months))
    return Evidence("comfort_zone.uneventful_level", params, readings(level, seen.read_months))


def smooth_proof(level: LevelFacts, seen: Smooth) -> Evidence:
    """T4: more even than chance allows, or not."""
    params: Params = {"level_code": level.code, "read_months": seen.counted_months}
    code = "comfort_zone.smooth_level" if seen.found else "comfort_zone.varied_level"
    return Evidence(code, params, readings(level))


def bunched_proof(seen: Bunched) -> Evidence:
    """T5: closures just under the promise against those just over it."""
    params: Params = {"level_code": seen.level, "under": seen.just_under, "over": seen.just_over}
    return Evidence("comfort_zone.bunched_level", params)


def link_proof(link: Link) -> Evidence:
    """T6: two measures that say the same, by their cases or by their months."""
    params: Params = {"level_code": link.first, "other_code": link.second}
    if link.by == BY_CASES:
        return Evidence("comfort_zone.same_cases", {**params, "same_share": link.likeness, "cases": link.size})
    return Evidence("comfort_zone.same_months", {**params, "correlation": link.likeness, "common_months": link.size})


def overfull_proof(over: Overfull) -> Evidence:
    """T7: more indicators than a committee can discuss."""
    return Evidence(f"comfort_zone.too_many.{over.committee}", {"shown": over.shown, "most": over.most})


def change_proof(level: LevelFacts, seen: Changed) -> Evidence:
    """T8: the latest change of a level, or none."""
    if not seen.changes:
        steady: Params = {"level_code": level.code, "read_months": seen.read_months}
        return Evidence("comfort_zone.steady_level", steady, readings(level))
    last = seen.changes[-1]
    params: Params = {
        "level_code": level.code,
        "change_on": last.month,
        "before_share": last.before,
        "after_share": last.after,
    }
    return Evidence("comfort_zone.changed_level", params, readings(level))


def clock_proofs(clock: ClockStopped | Unknown | None, late: LatePauses | Unknown | None) -> tuple[Evidence, ...]:
    """What is odd about stopped clocks; () when nothing is."""
    found = []
    if isinstance(clock, ClockStopped) and clock.is_high:
        found.append(Evidence("comfort_zone.clock_often_stopped", {"paused_share": clock.paused_share}))
    if isinstance(clock, ClockStopped) and clock.is_rising:
        params: Params = {"paused_share": clock.paused_share, "before_share": clock.share_before}
        found.append(Evidence("comfort_zone.clock_stopped_more", params))
    if isinstance(late, LatePauses) and late.found:
        found.append(Evidence("comfort_zone.clock_stopped_late", {"late": late.late, "pauses": late.late + late.early}))
    return tuple(found)


def hand_offs_proof(seen: HandOffs) -> Evidence:
    """Cases that wander from group to group, or none that does."""
    if not seen.many_share:
        told: Params = {"cases": seen.cases, "many": seen.many, "most": seen.most}
        return Evidence("comfort_zone.no_wandering_case", told)
    params: Params = {"many_share": seen.many_share, "cases": seen.cases, "many": seen.many, "most": seen.most}
    return Evidence("comfort_zone.wandering_cases", params, Source("ledger.Ticket", seen.rows))


def levels_proof(seen: HandOffs) -> Evidence:
    """How many levels of support a case crossed at most; unknown without groups whose level is known."""
    if seen.most_levels is None:
        return Evidence("comfort_zone.levels_crossed_unknown", {})
    return Evidence("comfort_zone.levels_crossed", {"levels": seen.most_levels})


def happiness_proof(felt: Happiness) -> Evidence:
    """Happiness with its interval; the face rounds to whole points."""
    params: Params = {
        "value": round(felt.value),
        "low": round(felt.low),
        "high": round(felt.high),
        "answers": felt.answers,
    }
    return Evidence("comfort_zone.happiness_felt", params)


def lost_time_proof(lost: LostTime) -> Evidence:
    """What people say they lost, over all cases when their number is known."""
    params: Params = {"minutes": round(lost.mean_minutes), "answers": lost.answers}
    if lost.lost_hours is None:
        return Evidence("comfort_zone.time_lost", params)
    return Evidence("comfort_zone.hours_lost", {**params, "hours": round(lost.lost_hours)})


def response_proof(response: Response) -> Evidence:
    """Few of those asked have answered."""
    return Evidence("comfort_zone.few_responses", {"response_share": response.share})


def watermelon_size_proof(size: float) -> Evidence:
    """How much greener the level is than what people live, as a share of the way from minimum to expected."""
    return Evidence("comfort_zone.greener_than_lived", {"size_share": size})
