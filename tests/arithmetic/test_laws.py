"""Laws the maths must keep whatever the input."""

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etincelle.arithmetic import graphs, power_mean, small_samples, texts, workdays
from etincelle.arithmetic.alive import alive

SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), min_size=1)
WEIGHTS = dict.fromkeys("abcdef", 1.0)
FEW = settings(max_examples=60, deadline=None)
EDGES = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=10)
SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
FRANCE = workdays.WorkCalendar("FR", "national")


@FEW
@given(SCORES)
def test_a_power_mean_lies_between_its_scores(scores: dict[str, float]) -> None:
    mean = power_mean.power_mean(scores, WEIGHTS)
    assert mean is not None
    assert min(scores.values()) - 1e-9 <= mean <= max(scores.values()) + 1e-9


@FEW
@given(SCORES)
def test_contributions_add_up(scores: dict[str, float]) -> None:
    total = sum(power_mean.contributions(scores, WEIGHTS).values())
    assert total == 0 or abs(total - 1) < 1e-9


@FEW
@given(st.floats(0.01, 0.99), st.floats(0.5, 60), st.floats(0.5, 60))
def test_the_incomplete_beta_is_symmetric(x: float, a: float, b: float) -> None:
    assert abs(small_samples.beta_cdf(x, a, b) + small_samples.beta_cdf(1 - x, b, a) - 1) < 1e-9


@FEW
@given(EDGES)
def test_the_matching_equals_brute_force(edges: list[tuple[str, str]]) -> None:
    def best(rest: list[tuple[str, str]]) -> int:
        if not rest:
            return 0
        (left, right), others = rest[0], rest[1:]
        return max(best(others), 1 + best([e for e in others if e[0] != left and e[1] != right]))

    assert graphs.cover_size(edges) == best(sorted(set(edges)))


@FEW
@given(SPANS)
def test_merged_intervals_cover_the_same_points(intervals: list[tuple[int, int]]) -> None:
    covered = {p for a, b in intervals for p in range(a, b)}
    merged = workdays.merge_overlaps(intervals)
    assert sum(int(b - a) for a, b in merged) == len(covered)


@FEW
@given(st.text(max_size=80))
def test_a_text_repeated_is_never_new(text: str) -> None:
    assert texts.novelty(texts.shingles(text), [texts.shingles(text)]) in (None, 0.0)


@FEW
@given(EDGES)
def test_a_cover_touches_every_edge_and_is_no_larger_than_the_matching(edges: list[tuple[str, str]]) -> None:
    left, right = graphs.minimum_cover(edges)
    assert all(a in left or b in right for a, b in edges)
    assert len(left) + len(right) == graphs.cover_size(edges)


def test_a_long_chain_of_ties_is_matched() -> None:
    chain = [(f"{i:04}", f"{j:04}") for i in range(3000) for j in (i, i - 1) if j >= 0]
    assert graphs.cover_size(chain) == 3000


@FEW
@given(SPANS, SPANS)
def test_an_overlap_is_what_both_cover(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    here, there = ({p for a, b in spans for p in range(a, b)} for spans in (one, other))
    assert workdays.overlap_length(one, other) == len(here & there)
    assert workdays.overlap_length(one, other) == workdays.overlap_length(other, one)


@FEW
@given(DAYS, st.integers(1, 30))
def test_adding_working_days_is_counting_them(day: date, count: int) -> None:
    later = FRANCE.add_workdays(day, count)
    assert FRANCE.is_workday(later)
    assert FRANCE.workdays_between(day, later) == count


@FEW
@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_two_binomial_tails_share_out_certainty(k: int, n: int, p: float) -> None:
    assert abs(small_samples.binomial_tail(k, n, p) + small_samples.binomial_upper_tail(k + 1, n, p) - 1) < 1e-12


@FEW
@given(st.lists(st.integers(90, 100), min_size=3, max_size=24))
def test_a_trend_turned_over_is_the_same_trend(series: list[int]) -> None:
    there, back = small_samples.theil_sen(series), small_samples.theil_sen([-v for v in series])
    assert there is not None
    assert back is not None
    assert there == (-back[0], -back[2], -back[1])
    assert there[1] <= there[0] <= there[2]


@FEW
@given(st.integers(0, 20), st.integers(0, 20), st.floats(0.05, 0.95))
def test_one_more_happy_answer_never_makes_unhappiness_likelier(yes: int, no: int, target: float) -> None:
    assume(yes + no > 0)
    before = small_samples.share_below(yes, yes + no, target, (0.7, 10))
    assert small_samples.share_below(yes + 1, yes + no + 1, target, (0.7, 10)) <= before + 1e-12


@FEW
@given(st.floats(-1e6, 1e6), st.integers(1, 40))
def test_a_constant_series_has_its_value_as_both_limits(value: float, months: int) -> None:
    assert small_samples.natural_limits([value] * (months + 1)) == (value, value)


@FEW
@given(st.integers(0, 40), st.floats(0, 700), st.floats(0, 700), st.sampled_from([7.0, 30.0, 90.0]))
def test_the_longer_the_silence_the_less_alive(x: int, last: float, silent: float, cadence: float) -> None:
    now, later = alive([x, x], [last, last], [last + silent, last + silent + 30], [cadence, cadence])
    assert 0 <= later <= now <= 1
