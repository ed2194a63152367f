"""The questions of chapter 3, « fichue zone de confort », that need this chapter alone.

« Vert mais plat » and « distribution des rôles » need a second chapter: they are in spark/crossings.py.
"""

from collections.abc import Callable
from datetime import date, timedelta

from etincelle.comfort_zone.attainment import green_months, is_stale, share_met
from etincelle.comfort_zone.facts import Answer, ComfortFacts, TicketMonth
from etincelle.comfort_zone.watermelon import Satisfaction, is_unhappy, satisfaction
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Evidence, Scalar, Signal, Source, Unknown, Verdict

WATERMELON = "comfort_zone.watermelon"
TICKET_MONTHS = 3


def recent_answers(facts: ComfortFacts, rules: Rules, today: date) -> tuple[Answer, ...]:
    """Answers of the window that counts."""
    since = today - timedelta(days=rules.comfort_zone.feedback_window_days)
    return tuple(a for a in facts.answers if since < a.day <= today)


def lived_proof(answers: tuple[Answer, ...], lived: Satisfaction) -> Evidence:
    """What internal clients say."""
    params = {"mean": lived.shown, "answers": lived.answers}
    return Evidence("comfort_zone.lived", params, Source("comfort_zone.FeedbackAnswer", tuple(a.row for a in answers)))


def lived_mean(facts: ComfortFacts, rules: Rules, today: date) -> float | None:
    """What internal clients lately gave on 5, for lists; None under the number that keeps each of them unknown."""
    lived = satisfaction(recent_answers(facts, rules, today), rules.comfort_zone)
    return lived.shown if lived and lived.answers >= rules.comfort_zone.shown_from_answers else None


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def tickets_proof(months: tuple[TicketMonth, ...], today: date) -> Evidence | None:
    """What incidents say of the last three whole months: 774 of 1,000 made their SLA, counted once each."""
    whole = [m for m in months if 1 <= _months_between(m.month, today) <= TICKET_MONTHS]
    judged = sum(m.judged for m in whole)
    if not judged:
        return None
    params = {"made_share": sum(m.made for m in whole) / judged, "judged": judged, "span_months": len(whole)}
    rows = tuple(m.row for m in whole if m.row)
    return Evidence("comfort_zone.incidents_made", params, Source("ledger.TicketMonth", rows))


def watermelon(facts: ComfortFacts, rules: Rules, today: date) -> Verdict:
    """Is the service green while the people it serves are not happy?

    A level that is no longer read may have been the red one: until it is read again, nobody can say that all are green.
    """
    comfort = rules.comfort_zone
    fresh = [level for level in facts.levels if not is_stale(level, comfort, today)]
    if not fresh:
        return Unknown(WATERMELON, "no_fresh_level")
    stale = sum(bool(level.months) and is_stale(level, comfort, today) for level in facts.levels)
    if stale:
        return Unknown(WATERMELON, "stale_level", {"stale": stale, "levels": len(fresh) + stale})
    answers = recent_answers(facts, rules, today)
    lived = satisfaction(answers, comfort)
    if lived is None or lived.answers < comfort.watermelon_min_answers:
        return Unknown(WATERMELON, "few_answers", {"answers": len(answers), "needed": comfort.watermelon_min_answers})
    green = min(green_months(level) for level in fresh)
    is_green = green >= comfort.watermelon_green_months
    score = lived.probability_below if is_green and is_unhappy(lived, comfort) else 0.0
    proofs = [lived_proof(answers, lived)]
    met = share_met(fresh[0])
    if met is not None and is_green:
        rows = tuple(m.row for m in fresh[0].months[-12:])
        shown: dict[str, Scalar] = {"met_share": met, "green": green, "level_code": fresh[0].code}
        proofs.append(Evidence("comfort_zone.levels_met", shown, Source("comfort_zone.Reading", rows)))
    said = tickets_proof(facts.tickets, today)
    proofs += [said] if said else []
    return Signal(WATERMELON, score, min(1.0, lived.answers / 40), tuple(proofs), today)


CODES: dict[str, Callable[[ComfortFacts, Rules, date], Verdict]] = {WATERMELON: watermelon}
SIGNALS = tuple(CODES.values())
