"""Laws the maths must keep whatever the input."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etincelle.arithmetic import graphs, power_mean, small_samples, texts, workdays

SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), min_size=1)
WEIGHTS = {k: 1.0 for k in "abcdef"}


@given(SCORES)
def test_a_power_mean_lies_between_its_scores(scores: dict[str, float]) -> None:
    mean = power_mean.power_mean(scores, WEIGHTS)
    assert mean is not None
    assert min(scores.values()) - 1e-9 <= mean <= max(scores.values()) + 1e-9


@given(SCORES)
def test_contributions_add_up(scores: dict[str, float]) -> None:
    total = sum(power_mean.contributions(scores, WEIGHTS).values())
    assert total == 0 or abs(total - 1) < 1e-9


@given(st.floats(0.01, 0.99), st.floats(0.5, 60), st.floats(0.5, 60))
def test_the_incomplete_beta_is_symmetric(x: float, a: float, b: float) -> None:
    assert abs(small_samples.beta_cdf(x, a, b) + small_samples.beta_cdf(1 - x, b, a) - 1) < 1e-9


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=10))
def test_the_matching_equals_brute_force(edges: list[tuple[str, str]]) -> None:
    def best(rest: list[tuple[str, str]]) -> int:
        if not rest:
            return 0
        (left, right), others = rest[0], rest[1:]
        return max(best(others), 1 + best([e for e in others if e[0] != left and e[1] != right]))

    assert graphs.cover_size(edges) == best(sorted(set(edges)))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12))
def test_merged_intervals_cover_the_same_points(intervals: list[tuple[int, int]]) -> None:
    covered = {p for a, b in intervals for p in range(a, b)}
    merged = workdays.merge_overlaps(intervals)
    assert sum(int(b - a) for a, b in merged) == len(covered)


@given(st.text(max_size=80))
def test_a_text_repeated_is_never_new(text: str) -> None:
    assert texts.novelty(text, [text]) in (None, 0.0)
