"""What do people live? Happiness, time lost, their composite, and how green is greener than lived.

happiness = % of 9 and 10 - % of 0 to 6, answers on 10, from -100 to 100, with its adjusted Wald interval. Lost time =
    mean of the minutes people say they lost; lost hours = mean x cases / 60. As practised by HappySignals.
composite = .4 (happiness + 100) / 200 + .3 (1 - minutes / 480) + .3 outcome, each kept between 0 and 1; outcome is the
    share of cases that ended well (first contact, not reopened, not asked again). Weights and 480 minutes are ours.
size of a watermelon W = max(0, g - e): how far green (g) and lived (e) stand from their minimum (0) to what is expected
    (1). Under five answers nothing is shown; under 15 % of those asked, a warning. A missing part leaves the composite
    unknown: it must not look better for having lost its worst part.
Worked figure: 12 of 30 at 9 or 10, 5 at 6 or less: 23.3 [-3.3, 45.7]; 24 minutes over 1,000 cases: 400 hours.
Contested: few answers, surveys that are played with. Begin with reward and governance, not with penalties.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from etincelle.arithmetic.small_samples import adjusted_wald_nps, ramp
from etincelle.vocabulary.rules import ComfortRules, ExperienceRules
from etincelle.vocabulary.signal import Unknown

HAPPINESS, LOST_TIME = "comfort_zone.happiness", "comfort_zone.lost_time"
RESPONSE, EXPERIENCE = "comfort_zone.response", "comfort_zone.experience"
WATERMELON_SIZE = "comfort_zone.watermelon_size"


@dataclass(frozen=True, slots=True)
class Happiness:
    """Happiness from -100 to 100 with its 95 % interval, and the answers behind it."""

    answers: int
    promoters: int
    detractors: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LostTime:
    """Mean minutes lost of those who answered; hours over all cases, None when their number is not known."""

    answers: int
    mean_minutes: float
    lost_hours: float | None


@dataclass(frozen=True, slots=True)
class Response:
    """How many of those asked have answered, and whether that is too few to speak for the others."""

    share: float
    is_low: bool


@dataclass(frozen=True, slots=True)
class Experience:
    """The composite from 0 to 1 and its parts, each from 0 to 1."""

    value: float
    sentiment: float
    lost_time: float
    outcome: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A value with its minimum and what is expected of it; where lower is better, the minimum is the larger."""

    value: float
    minimum: float
    expected: float


def happiness(scores: Sequence[int], rules: ComfortRules) -> Happiness | Unknown:
    """The happiness of answers on 10; marks on 5 are another scale and have none."""
    needed = rules.shown_from_answers
    promoters = sum(score >= rules.experience.promoter_from for score in scores)
    detractors = sum(score <= rules.experience.detractor_to for score in scores)
    interval = adjusted_wald_nps(promoters, detractors, len(scores))
    if interval is None or len(scores) < needed:
        return Unknown(HAPPINESS, "few_answers", {"answers": len(scores), "needed": needed})
    value = 100 * (promoters - detractors) / len(scores)
    _centre, low, high = interval
    return Happiness(len(scores), promoters, detractors, value, max(low, -100.0), min(high, 100.0))


def lost_time(minutes: Sequence[float], cases: int | None, rules: ComfortRules) -> LostTime | Unknown:
    """The time people say they lost; `cases` is the number of all cases of the period."""
    if len(minutes) < rules.shown_from_answers:
        return Unknown(LOST_TIME, "few_answers", {"answers": len(minutes), "needed": rules.shown_from_answers})
    mean = fsum(minutes) / len(minutes)
    return LostTime(len(minutes), mean, None if cases is None else mean * cases / 60)


def impact(answers: int, value: float, baseline: float) -> float:
    """How much a group weighs on the whole: answers x (value - baseline). 40 answers at 20 for 50 -> -1,200."""
    return answers * (value - baseline)


def response(answers: int, asked: int | None, rules: ExperienceRules) -> Response | Unknown:
    """The share of those asked who answered; more answers than people asked is no share."""
    if not asked or answers > asked:
        return Unknown(RESPONSE, "asked_not_known")
    return Response(answers / asked, answers / asked < rules.response_share_low)


def experience(
    felt: Happiness | Unknown, lost: LostTime | Unknown, outcome: float | None, rules: ExperienceRules
) -> Experience | Unknown:
    """The composite, when all its parts are known."""
    if isinstance(felt, Unknown) or isinstance(lost, Unknown) or outcome is None:
        return Unknown(EXPERIENCE, "part_missing")
    sentiment = ramp(felt.value, -100.0, 100.0)
    kept = ramp(lost.mean_minutes, rules.lost_minutes_worst, 0.0)
    value = rules.sentiment_part * sentiment + rules.lost_time_part * kept + rules.outcome_part * outcome
    return Experience(value, sentiment, kept, outcome)


def standing(scale: Scale) -> float:
    """Where a value stands, 0 at its minimum, 1 at what is expected: 96 from 95 to 97 -> .5."""
    return ramp(scale.value, scale.minimum, scale.expected)


def watermelon_size(green: Scale | None, lived: Scale | None) -> float | Unknown:
    """How much greener the level is than what people live, 0 to 1. 97 of 95-97 against 3.0 of 2.5-4.5 -> .75."""
    if green is None or lived is None or green.minimum == green.expected or lived.minimum == lived.expected:
        return Unknown(WATERMELON_SIZE, "no_scale")
    return max(0.0, standing(green) - standing(lived))
