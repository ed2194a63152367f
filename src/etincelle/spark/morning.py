"""The one call of a morning, or a reasoned silence. Pure: the same portfolio, rules and day give the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from etincelle.arithmetic.draw import stable_seed
from etincelle.arithmetic.workdays import is_workday, next_workday, quiet_reason
from etincelle.spark.aftermath import REACHED, RELAPSE, after_calls
from etincelle.spark.briefing import brief, proofs_of
from etincelle.spark.candidates import Candidate, Refusal, Setting, candidates_of, fallback_for
from etincelle.spark.facts import Portfolio
from etincelle.spark.index import Assessment, assess, judge
from etincelle.vocabulary.decision import Call, Decision, Flip, RunnerUp, Silence, Term
from etincelle.vocabulary.rules import Rules

CENTS_APART = Decimal(10)  # values are in cents: a few euros short of a thousand would only draw level
RUNNERS_UP = 2
ALIKE = 6


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


def in_order(found: Sequence[Candidate], rules: Rules, today: date) -> tuple[Candidate, ...]:
    """The calls from best to least: the partnerships in order, and in each its topics and people.

    Partnerships: asleep first, then the most value asleep, then the deepest; calls: the topic whose cure takes most
    away, then who can best be woken; then, for both, the person longest unserved, and a draw of the day that anyone
    can replay.
    """

    def draw(c: Candidate) -> tuple[date, int]:
        return c.last_served or date.min, stable_seed(today.isoformat(), c.partnership, c.callee)

    inside: dict[str, list[Candidate]] = {}
    for c in sorted(found, key=lambda c: (-round(c.drop, ALIKE), -round(c.waking, ALIKE), *draw(c), c.topic)):
        inside.setdefault(c.partnership, []).append(c)
    groups = sorted(
        inside.values(), key=lambda g: (depth(g[0], rules), -g[0].value, -round(g[0].index, ALIKE), *draw(g[0]))
    )
    return tuple(c for group in groups for c in group)


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
    return Verdicts(assessments, tuple(refusals), in_order(worthy, rules, today))


def keep_or_best(verdicts: Verdicts, portfolio: Portfolio, rules: Rules) -> Candidate | None:
    """The best candidate, unless yesterday's unserved pick still stands within 10 % of it."""
    if not verdicts.ranked:
        return None
    best, before = verdicts.ranked[0], portfolio.memory.previous
    if before is None:
        return best
    for c in verdicts.ranked:
        if (c.partnership, c.callee, c.topic) == (before.partnership, before.callee, before.topic):
            return best if beats(best, c, rules) else c
    return best


def beats(best: Candidate, kept: Candidate, rules: Rules) -> bool:
    """Whether a call is so much better than yesterday's that yesterday's is given up."""
    margin = 1 + rules.call.hysteresis
    if best.partnership == kept.partnership:
        return best.drop > kept.drop * margin
    return depth(best, rules) < depth(kept, rules) or best.value > kept.value * Decimal(str(margin))


def choose_call(portfolio: Portfolio, rules: Rules, today: date, verdicts: Verdicts | None = None) -> Decision:
    """The decision of a day. On a day that is not for calls, or whose call was made, the next one is named as such."""
    country, subdivision = rules.call.country, rules.call.subdivision
    if not is_workday(today, country, subdivision):
        following = next_workday(today, country, subdivision)
        then = choose_call(portfolio, rules, following)
        reason = quiet_reason(today, country, subdivision) or "holiday"
        return Silence(today, reason, {"next_on": following}, then if isinstance(then, Call) else None)
    if any(o.day == today and o.result == REACHED for o in portfolio.memory.outcomes):
        then = choose_call(portfolio, rules, next_workday(today, country, subdivision))
        return Silence(today, "made", {"next_on": then.day}, then if isinstance(then, Call) else None)
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
    setting = Setting(portfolio.memory, rules, today)
    told, lows = brief(facts, judged, chosen, rules, today), {chosen.partnership: judged.low}
    back = (e for e in after_calls(portfolio, lows, rules, today) if e.code == RELAPSE)
    return Call(
        day=today, partnership=chosen.partnership, caller=chosen.caller, callee=chosen.callee,
        fallback=fallback_for(facts, chosen, setting), topic=chosen.topic, index=judged.low, value_eur=chosen.value,
        terms=_terms(chosen, rules), proofs=proofs_of(judged, chosen.topic), runners_up=others,
        flips=_flips(chosen, verdicts, portfolio, rules), briefing=replace(told, why_now=(*back, *told.why_now)),
    )  # fmt: skip


def _terms(c: Candidate, rules: Rules) -> tuple[Term, ...]:
    woken = () if c.best_waking is None else (Term("waking", c.best_waking),)
    return (
        Term("stake", c.stake.annual_value, {"known": c.stake.known}),
        Term("sleep", c.index), Term("reach", c.reach), Term("effect", c.effect),
        Term("urgency", c.urgency, {"act_by_on": c.deadline.act_by if c.deadline else None}),
        *woken, Term("cost", rules.call.cost_eur),
    )  # fmt: skip


def _why_not(other: Candidate, chosen: Candidate, rules: Rules) -> str:
    if depth(other, rules) > depth(chosen, rules):
        return "only_dozes"
    if other.value == chosen.value:
        return "worth_as_much"
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


def _flips(chosen: Candidate, verdicts: Verdicts, portfolio: Portfolio, rules: Rules) -> tuple[Flip, ...]:
    """What would change the pick, each computed from this morning's own figures."""
    others = [c for c in verdicts.ranked if c.partnership != chosen.partnership]
    unserved = next((c for c in others if c.callee != chosen.callee), None)
    flips = [Flip("call_logged", {"then_partnership": unserved.partnership if unserved else None})]
    if others and (needed := _worth_to_come_first(others[0], chosen, portfolio, rules)):
        flips.append(Flip("runner_up_worth", {"then_partnership": others[0].partnership, "needed_eur": needed}))
    if cured := _topic_cured(chosen, verdicts, rules):
        flips.append(cured)
    return tuple(flips)


def _worth_to_come_first(other: Candidate, chosen: Candidate, portfolio: Portfolio, rules: Rules) -> Decimal | None:
    """The yearly value, in whole thousands, that would bring the next partnership first; None when money is not it."""
    if _why_not(other, chosen, rules) != "worth_less" or depth(other, rules) != depth(chosen, rules):
        return None
    before = portfolio.memory.previous
    held = before is not None and (before.partnership, before.callee) == (chosen.partnership, chosen.callee)
    margin = Decimal(str(1 + rules.call.hysteresis)) if held else Decimal(1)
    cost = rules.call.cost_eur
    needed = other.stake.annual_value * (chosen.value * margin + cost) / (other.value + cost)
    return ((needed + CENTS_APART) / 1000).to_integral_value(ROUND_FLOOR) * 1000 + 1000


def _topic_cured(chosen: Candidate, verdicts: Verdicts, rules: Rules) -> Flip | None:
    """Whom the call would go to, or what it would be about, if its topic were cured: the index falls with it."""
    rest = [c for c in verdicts.ranked if c.partnership == chosen.partnership and c.topic != chosen.topic]
    others = [c for c in verdicts.ranked if c.partnership != chosen.partnership]
    low = chosen.index - chosen.drop
    if rest and low >= rules.call.floor_index:
        cost = rules.call.cost_eur
        kept = (1 + max(c.waking for c in rest)) / (1 + (chosen.best_waking or 0.0))
        value = (chosen.value + cost) * Decimal(repr(low / chosen.index * kept)) - cost
        left = replace(rest[0], index=low, value=value)
        if not others or in_order([left, others[0]], rules, date.min)[0] is left:
            return Flip("topic_cured", {"topic": chosen.topic, "then_topic": left.topic})
    if not others:
        return None
    return Flip("topic_cured_elsewhere", {"topic": chosen.topic, "then_partnership": others[0].partnership})
