"""From signals to one index per partnership, with exact contributions and an honest floor.

inside a dimension  s_k = (sum c_i s_i^2 / sum c_i)^(1/2)            c_i: confidence of a known signal
I     = 100 (sum w_k s_k^2 / sum w_k)^(1/2)                         over the dimensions known
I_low = 100 (sum_k w_k (1/n_k) sum_i c_i s_i^2 / sum_all w)^(1/2)    n_k: signals the dimension has, known or not
So a missing signal or dimension adds its weight and no sleep: missing data never raises a priority. I is shown,
I_low ranks and is compared with the floor. Improper equal weights are hard to beat with few data (Dawes, 1979).
Worked figure: six dimensions .8 .8 .8 .1 .1 .1 -> I = I_low = 57.0; with the three .1 lost, I = 80.0, I_low = 56.6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etincelle.arithmetic.draw import stable_seed
from etincelle.arithmetic.power_mean import Draws, contributions, first_rank_shares, power_mean
from etincelle.comfort_zone import signals as comfort_signals
from etincelle.governance import signals as governance_signals
from etincelle.innovation import signals as innovation_signals
from etincelle.network import signals as network_signals
from etincelle.new_deal import signals as new_deal_signals
from etincelle.spark import crossings
from etincelle.spark.facts import PartnershipFacts
from etincelle.vocabulary.levels import ORDER, Dimension, State
from etincelle.vocabulary.rules import IndexRules, Rules
from etincelle.vocabulary.signal import Signal, Verdict, dimension_of

ALL_CODES: tuple[str, ...] = (
    *new_deal_signals.CODES, *network_signals.CODES, *comfort_signals.CODES, *crossings.CODES,
    *innovation_signals.CODES, *governance_signals.CODES,
)  # fmt: skip
SIGNALS_OF = {d.value: sum(dimension_of(c) is d for c in ALL_CODES) for d in Dimension}


@dataclass(frozen=True, slots=True)
class Assessment:
    """One partnership judged: verdicts, dimension scores, index, floor value, coverage, state, shares, drops."""

    partnership: str
    verdicts: tuple[Verdict, ...]
    dimensions: Mapping[str, float]
    value: float | None
    low: float
    coverage: float
    state: State
    shares: Mapping[str, float]
    drops: Mapping[str, float]


def judge(facts: PartnershipFacts, rules: Rules, today: date) -> tuple[Verdict, ...]:
    """Every signal's verdict on one partnership."""
    return (
        *(ask(facts.new_deal, rules, today) for ask in new_deal_signals.SIGNALS),
        *(ask(facts.network, rules, today) for ask in network_signals.SIGNALS),
        *(ask(facts.comfort, rules, today) for ask in comfort_signals.SIGNALS),
        *(ask(facts, rules, today) for ask in crossings.SIGNALS),
        *(ask(facts.innovation, rules, today) for ask in innovation_signals.SIGNALS),
        *(ask(facts.governance, rules, today) for ask in governance_signals.SIGNALS),
    )


def low_index(known: Sequence[Signal], rules: IndexRules, cured: str = "") -> float:
    """I_low; with one signal cured (at 0, its weight kept) when named."""
    total = sum(rules.weights.values())
    mass = sum(
        rules.weights[s.dimension.value] * s.confidence * s.score**2 / SIGNALS_OF[s.dimension.value]
        for s in known
        if s.code != cured
    )
    return float(100 * (mass / total) ** 0.5)


def dimension_scores(known: Sequence[Signal]) -> dict[str, float]:
    """The score of each dimension with a usable signal."""
    found: dict[str, float] = {}
    for name in Dimension:
        mine = [s for s in known if s.dimension is name and s.confidence > 0]
        if mine:
            mean = power_mean({s.code: s.score for s in mine}, {s.code: s.confidence for s in mine})
            found[name.value] = mean or 0.0
    return found


def state_of(value: float | None, previous: State | None, rules: IndexRules) -> State:
    """The state of an index: first time at the thresholds, then up at T + 3 and down at T - 3."""
    if value is None:
        return State.UNKNOWN
    thresholds = (rules.awake_from, rules.drowsy_from, rules.asleep_from)
    if previous is None or previous is State.UNKNOWN:
        return ORDER[sum(value >= t for t in thresholds)]
    here = ORDER.index(previous)
    while here < 3 and value >= thresholds[here] + rules.hysteresis:
        here += 1
    while here > 0 and value < thresholds[here - 1] - rules.hysteresis:
        here -= 1
    return ORDER[here]


def assess(partnership: str, verdicts: tuple[Verdict, ...], previous: State | None, rules: IndexRules) -> Assessment:
    """The index of one partnership from its verdicts; a signal given twice counts once."""
    known = list({v.code: v for v in verdicts if isinstance(v, Signal)}.values())
    dimensions = dimension_scores(known)
    coverage = sum(rules.weights[k] for k in dimensions) / sum(rules.weights.values())
    mean = power_mean(dimensions, rules.weights, rules.power) if coverage >= rules.coverage_needed else None
    value = None if mean is None else 100 * mean
    low = low_index(known, rules)
    return Assessment(
        partnership, verdicts, dimensions, value, low, coverage, state_of(value, previous, rules),
        contributions(dimensions, rules.weights, rules.power),
        {s.code: low - low_index(known, rules, cured=s.code) for s in known},
    )  # fmt: skip


def robustness(assessments: Sequence[Assessment], rules: IndexRules, today: date) -> dict[str, float]:
    """In which share of plausible weightings each partnership is the most asleep."""
    names = sorted(rules.weights)
    rows = [[a.dimensions.get(n) for n in names] for a in assessments]
    draws = Draws(rules.dirichlet_draws, rules.dirichlet_concentration, stable_seed("robustness", today.isoformat()))
    shares = first_rank_shares(rows, [rules.weights[n] for n in names], draws, rules.power)
    return dict(zip((a.partnership for a in assessments), shares))
