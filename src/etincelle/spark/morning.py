"""The one call of a morning, or a reasoned silence. Pure: the same portfolio, rules and day give the same answer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etincelle.arithmetic.draw import stable_seed
from etincelle.arithmetic.workdays import is_workday, next_workday, quiet_reason
from etincelle.spark.briefing import brief, proofs_of
from etincelle.spark.candidates import Candidate, Refusal, Setting, candidates_of, fallback_for
from etincelle.spark.facts import Portfolio
from etincelle.spark.index import Assessment, assess, judge
from etincelle.vocabulary.decision import Call, Decision, Flip, RunnerUp, Silence, Term
from etincelle.vocabulary.rules import Rules

RUNNERS_UP = 2


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A morning's reading: each partnership assessed, what each refuses, all candidates from best to least."""

    assessments: dict[str, Assessment]
    refusals: tuple[Refusal, ...]
    ranked: tuple[Candidate, ...]


def depth(candidate: Candidate, rules: Rules) -> int:
    """Which wave of sleep a candidate belongs to: 0 asleep for sure (by its honest floor), 1 dozing off.

    Money ranks within a wave, never across: by value alone a rich partnership that dozes would always be called before
    a smaller one that sleeps, and planted sleepers would be found less often than by the oldest contact (see bench).
    """
    return 0 if candidate.index >= rules.index.asleep_from else 1


def rank_key(candidate: Candidate, rules: Rules, today: date) -> tuple[int, Decimal, date, int, str]:
    """Asleep first; then best value; then the callee longest unserved; then a draw of the day anyone can replay."""
    draw = stable_seed(today.isoformat(), candidate.partnership, candidate.callee)
    return depth(candidate, rules), -candidate.value, candidate.last_served or date.min, draw, candidate.topic


def read_morning(portfolio: Portfolio, rules: Rules, today: date) -> Verdicts:
    """Assess every partnership and list every possible call."""
    states = dict(portfolio.memory.states)
    setting = Setting(portfolio.memory, rules, today)
    assessments, refusals, found = {}, [], []
    for facts in sorted(portfolio.partnerships, key=lambda p: p.ref.code):
        verdicts = judge(facts, rules, today)
        judged = assess(facts.ref.code, verdicts, states.get(facts.ref.code), rules.index)
        assessments[facts.ref.code] = judged
        answer = candidates_of(facts, judged, setting)
        if isinstance(answer, Refusal):
            refusals.append(answer)
        else:
            found.extend(answer)
    cost = rules.call.cost_eur
    worthy = [c for c in found if c.value + cost >= cost * Decimal(str(rules.call.floor_cost_multiple))]
    poor = {c.partnership for c in found} - {c.partnership for c in worthy}
    refusals += [Refusal(code, "too_small") for code in sorted(poor)]
    return Verdicts(assessments, tuple(refusals), tuple(sorted(worthy, key=lambda c: rank_key(c, rules, today))))


def keep_or_best(verdicts: Verdicts, portfolio: Portfolio, rules: Rules) -> Candidate | None:
    """The best candidate, unless yesterday's unserved pick still stands within 10 % of it."""
    if not verdicts.ranked:
        return None
    best, before = verdicts.ranked[0], portfolio.memory.previous
    if before is None:
        return best
    for c in verdicts.ranked:
        if (c.partnership, c.callee, c.topic) == (before.partnership, before.callee, before.topic):
            margin = Decimal(1) + Decimal(str(rules.call.hysteresis))
            same_wave = depth(best, rules) == depth(c, rules)
            return c if same_wave and best.value <= c.value * margin else best
    return best


def choose_call(portfolio: Portfolio, rules: Rules, today: date, verdicts: Verdicts | None = None) -> Decision:
    """The decision of a day. On a day that is not for calls, the next working day's call is named as such."""
    country, subdivision = rules.call.country, rules.call.subdivision
    if not is_workday(today, country, subdivision):
        following = next_workday(today, country, subdivision)
        then = choose_call(portfolio, rules, following)
        reason = quiet_reason(today, country, subdivision) or "holiday"
        return Silence(today, reason, {"next_on": following}, then if isinstance(then, Call) else None)
    verdicts = verdicts or read_morning(portfolio, rules, today)
    chosen = keep_or_best(verdicts, portfolio, rules)
    if chosen is None:
        return _silence(verdicts, today)
    return _call(chosen, verdicts, portfolio, rules, today)


def _silence(verdicts: Verdicts, today: date) -> Silence:
    reasons = [r.reason for r in verdicts.refusals]
    if not verdicts.assessments:
        return Silence(today, "no_data")
    if all(r == "unknown" for r in reasons):
        return Silence(today, "all_unknown", {"partnerships": len(reasons)})
    for reason in ("cooling_down", "snoozed", "quiet", "nobody_to_call", "too_small"):
        if reason in reasons:
            return Silence(today, reason, {"partnerships": reasons.count(reason)})
    return Silence(today, "nothing_pressing", {"partnerships": len(reasons)})


def _call(chosen: Candidate, verdicts: Verdicts, portfolio: Portfolio, rules: Rules, today: date) -> Call:
    facts = next(p for p in portfolio.partnerships if p.ref.code == chosen.partnership)
    judged = verdicts.assessments[chosen.partnership]
    others = _runners_up(chosen, verdicts, rules)
    return Call(
        day=today, partnership=chosen.partnership, caller=chosen.caller, callee=chosen.callee,
        fallback=fallback_for(facts, chosen, today), topic=chosen.topic, index=judged.low, value_eur=chosen.value,
        terms=_terms(chosen, rules), proofs=proofs_of(judged, chosen.topic), runners_up=others,
        flips=_flips(chosen, verdicts, others), briefing=brief(facts, judged, chosen, rules, today),
    )  # fmt: skip


def _terms(c: Candidate, rules: Rules) -> tuple[Term, ...]:
    return (
        Term("stake", c.stake.annual_value, {"known": c.stake.known}),
        Term("drop", c.drop), Term("reach", c.reach), Term("effect", c.effect),
        Term("urgency", c.urgency, {"act_by_on": c.deadline.act_by if c.deadline else None}),
        Term("cost", rules.call.cost_eur),
    )  # fmt: skip


def _why_not(other: Candidate, chosen: Candidate, rules: Rules) -> str:
    if depth(other, rules) > depth(chosen, rules):
        return "only_dozes"
    return "kept" if other.value > chosen.value else "worth_less"


def _runners_up(chosen: Candidate, verdicts: Verdicts, rules: Rules) -> tuple[RunnerUp, ...]:
    """The best call of each other partnership, then those that allow none, with the true reason."""
    best: dict[str, Candidate] = {}
    for c in verdicts.ranked:
        if c.partnership != chosen.partnership:
            best.setdefault(c.partnership, c)
    found = [
        RunnerUp(
            c.partnership,
            c.callee,
            c.topic,
            c.value,
            _why_not(c, chosen, rules),
            {"less_eur": abs(chosen.value - c.value)},
        )
        for c in best.values()
    ]
    rest = sorted(verdicts.refusals, key=lambda r: (-verdicts.assessments[r.partnership].low, r.partnership))
    found += [RunnerUp(r.partnership, "", "", Decimal(0), r.reason) for r in rest]
    return tuple(found[:RUNNERS_UP])


def _flips(chosen: Candidate, verdicts: Verdicts, others: tuple[RunnerUp, ...]) -> tuple[Flip, ...]:
    """What would change the pick, each computed from this morning's own figures."""
    after = next((c for c in verdicts.ranked if c.partnership != chosen.partnership), None)
    flips = [Flip("call_logged", {"then_partnership": after.partnership} if after else {"then_partnership": None})]
    if others and others[0].why_not == "worth_less" and others[0].value_eur > 0 and after:
        needed = (after.stake.annual_value * (chosen.value / after.value)).quantize(Decimal(1000))
        flips.append(Flip("runner_up_worth", {"then_partnership": after.partnership, "needed_eur": needed}))
    second = next((c for c in verdicts.ranked if c.partnership == chosen.partnership and c.topic != chosen.topic), None)
    if second:
        flips.append(Flip("topic_cured", {"topic": chosen.topic, "then_topic": second.topic}))
    return tuple(flips)
