"""The questions of chapter 3, « fichue zone de confort », that need this chapter alone.

« Vert mais plat » and « distribution des rôles » need a second chapter: they are in spark/crossings.py.
"""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.comfort_zone.attainment import green_months, is_stale, share_met
from etincelle.comfort_zone.facts import Answer, ComfortFacts
from etincelle.comfort_zone.watermelon import satisfaction
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

WATERMELON = "comfort_zone.watermelon"


def recent_answers(facts: ComfortFacts, rules: Rules, today: date) -> tuple[Answer, ...]:
    """Answers of the window that counts."""
    since = today - timedelta(days=rules.comfort_zone.feedback_window_days)
    return tuple(a for a in facts.answers if since < a.day <= today)


def watermelon(facts: ComfortFacts, rules: Rules, today: date) -> Verdict:
    """Is the service green while the people it serves are not happy?"""
    comfort = rules.comfort_zone
    fresh = [level for level in facts.levels if not is_stale(level, comfort, today)]
    if not fresh:
        return Unknown(WATERMELON, "no_fresh_level")
    answers = recent_answers(facts, rules, today)
    lived = satisfaction(answers, comfort)
    if lived is None or lived.answers < comfort.watermelon_min_answers:
        return Unknown(WATERMELON, "few_answers", {"answers": len(answers), "needed": comfort.watermelon_min_answers})
    green = min(green_months(level) for level in fresh)
    is_green = green >= comfort.watermelon_green_months
    score = lived.probability_below if is_green and lived.probability_below >= comfort.watermelon_probability else 0.0
    params = {"mean": round(lived.mean, 1), "answers": lived.answers, "green": green}
    proofs = [
        Evidence("comfort_zone.lived", params, Source("comfort_zone.FeedbackAnswer", tuple(a.row for a in answers)))
    ]
    met = share_met(fresh[0])
    if met is not None and is_green:
        rows = tuple(m.row for m in fresh[0].months[-12:])
        shown: dict[str, Scalar] = {"met_share": met, "green": green, "level_code": fresh[0].code}
        proofs.append(Evidence("comfort_zone.levels_met", shown, Source("comfort_zone.Reading", rows)))
    return Signal(WATERMELON, score, min(1.0, lived.answers / 40), tuple(proofs), today)


CODES: dict[str, Callable[[ComfortFacts, Rules, date], Verdict]] = {WATERMELON: watermelon}
SIGNALS = tuple(CODES.values())
