"""The front and the chosen points equal walking through every package: values, packages, who refuses."""

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.arithmetic.pareto_oracle import Walked, domains, drawn, packages, walk, walked_choice, walked_front

from etincelle.arithmetic import pareto_rows
from etincelle.arithmetic.pareto import Domain, Front, Option, front
from etincelle.arithmetic.pareto_choice import CONCEPTS, NoDeal, Refusal, kalai_smorodinsky, nash, zone
from etincelle.arithmetic.pareto_rows import TooMany

MANY = settings(max_examples=400, deadline=None)


def found(domain: Domain) -> Walked:
    return {(p.one, p.other): p.package for p in front(domain).points()}


def said(got: Front, reserve: tuple[int, int], concept: str) -> tuple[int, ...] | str:
    where = zone(got, reserve)
    if isinstance(where, NoDeal):
        return {(True, True): "both", (True, False): "one", (False, True): "other"}.get(
            (where.one, where.other), "nobody"
        )
    return CONCEPTS[concept](where).package


def choices(*options: tuple[tuple[int, int], ...]) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(Option(*pair) for pair in choice) for choice in options)


@pytest.mark.parametrize("hundred", range(25))
def test_two_thousand_five_hundred_domains_equal_walking_through_them(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        domain, reserve = drawn(seed)
        got, every = front(domain), walk(domain)
        assert {(p.one, p.other): p.package for p in got.points()} == walked_front(domain), seed
        for concept in CONCEPTS:
            assert said(got, reserve, concept) == walked_choice(every, reserve, concept), (seed, concept)


@MANY
@given(domains(), st.tuples(st.integers(-9, 30), st.integers(-9, 30)), st.sampled_from(sorted(CONCEPTS)))
def test_any_domain_equals_walking_through_it(domain: Domain, reserve: tuple[int, int], concept: str) -> None:
    assert found(domain) == walked_front(domain)
    assert said(front(domain), reserve, concept) == walked_choice(walk(domain), reserve, concept)


def test_domains_drawn_show_every_kind() -> None:
    drawn_ones = [drawn(seed) for seed in range(400)]
    refused = [zone(front(d), r) for d, r in drawn_ones]
    assert {r.why for r in refused if isinstance(r, NoDeal)} == set(Refusal)
    assert sum(bool(d.forbidden or d.required) for d, _ in drawn_ones) > 100
    assert sum(bool(d.ceilings) for d, _ in drawn_ones) > 150


def test_the_worked_front_and_the_worked_choice() -> None:
    got = front(Domain(choices(((0, 3), (2, 2), (3, 0)), ((0, 1), (1, 0)))))
    assert [(p.one, p.other) for p in got.points()] == [(4, 0), (3, 2), (2, 3), (0, 4)]
    where = zone(front(Domain(choices(((10, 0), (8, 5), (4, 8), (0, 9))))), (2, 1))
    assert not isinstance(where, NoDeal)
    assert nash(where).package == (1,)
    assert kalai_smorodinsky(where).package == (1,)  # shares 6/6 and 4/7, or 2/6 and 7/7


def test_of_equals_the_first_package_stays_even_when_it_spends_more() -> None:
    domain = Domain(((Option(1, 1, (5,)), Option(1, 1, (0,))), (Option(0, 0, (0,)), Option(2, 2, (5,)))), ceilings=(5,))
    assert found(domain) == {(3, 3): (1, 1)}
    loose = Domain(domain.choices[:1], ceilings=(5,))
    assert found(loose) == {(1, 1): (0,)}


def test_the_first_of_equals_is_found_through_several_words_of_a_package() -> None:
    worth = tuple(Option(at // 5, at // 5) for at in range(10))
    domain = Domain((worth,) * 50)
    assert domain.size == 10**50
    assert found(domain) == {(50, 50): (5,) * 50}


@pytest.mark.parametrize("seed", range(30))
def test_comparing_by_halves_changes_nothing(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(pareto_rows, "PAIRWISE", 2)
    domain = drawn(1000 + seed)[0]
    assert found(domain) == walked_front(domain)


def test_an_option_that_requires_another_and_one_that_excludes() -> None:
    domain = choices(((0, 0), (5, 5)), ((0, 0), (-1, -1)))
    assert found(Domain(domain)) == {(5, 5): (1, 0)}
    assert found(Domain(domain, required=((0, 1, 1, 1),))) == {(4, 4): (1, 1)}
    assert found(Domain(domain, forbidden=((0, 1, 1, 0), (0, 1, 1, 1)))) == {(0, 0): (0, 0)}


@pytest.mark.parametrize("seed", range(60))
def test_holding_one_option_is_keeping_the_packages_that_have_it(seed: int) -> None:
    domain = drawn(2000 + seed)[0]
    for choice, options in enumerate(domain.choices):
        for option in range(len(options)):
            held = domain.holding(choice, option)
            kept = {p for p in packages(domain) if p[choice] == option}
            assert {(*p[:choice], option, *p[choice + 1 :]) for p in packages(held)} == kept


def test_no_package_is_an_empty_front_and_nobody_refuses() -> None:
    got = front(Domain(choices(((1, 1),), ((1, 1),)), forbidden=((0, 0, 1, 0),)))
    assert len(got) == 0
    assert zone(got, (0, 0)) == NoDeal(Refusal.NO_PACKAGE, one=False, other=False)


def test_who_refuses_and_by_how_much() -> None:
    got = front(Domain(choices(((10, 0), (6, 4), (0, 10)))))
    assert zone(got, (11, 3)) == NoDeal(Refusal.BELOW, one=True, other=False, lacks=(5, 0))
    assert zone(got, (7, 5)) == NoDeal(Refusal.APART, one=True, other=True, lacks=(7, 5))
    assert zone(got, (10, 0)) == NoDeal(Refusal.NOTHING_GAINED, one=True, other=True)
    assert zone(got, (6, 0)) != zone(got, (6, 5))


def test_a_reserve_beyond_all_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="coarser quantum"):
        zone(front(Domain(choices(((1, 1),)))), (10**30, 0))


def test_nothing_gained_says_which_side() -> None:
    got = front(Domain(choices(((5, 0), (5, 0), (4, 4)))))
    assert zone(got, (4, 4)) == NoDeal(Refusal.NOTHING_GAINED, one=True, other=True)
    assert zone(front(Domain(choices(((5, 9),)))), (5, 0)) == NoDeal(Refusal.NOTHING_GAINED, one=True, other=False)


def hard(count: int, options: int = 10, seed: int = 3) -> tuple[tuple[Option, ...], ...]:
    """Values to a ten-millionth, drawn."""
    values = np.random.default_rng(seed).integers(0, 10**7, (count, options, 2)).tolist()
    return tuple(tuple(Option(*pair) for pair in choice) for choice in values)


def test_ten_to_the_25_packages_are_not_walked_through() -> None:
    domain = Domain(hard(25))
    start = time.process_time()
    got = front(domain)
    assert time.process_time() - start < 1.0
    assert domain.size == 10**25 and len(got) > 200
    for point in (got.point(0), got.point(len(got) // 2), got.point(len(got) - 1)):
        chosen = [options[at] for options, at in zip(domain.choices, point.package)]
        assert (sum(o.one for o in chosen), sum(o.other for o in chosen)) == (point.one, point.other)


def test_a_ring_of_links_over_a_million_million_packages() -> None:
    ring = tuple((n, x, (n + 1) % 12, (x + n) % 10) for n in range(12) for x in range(0, 10, 2))
    domain = Domain(hard(12), forbidden=ring)
    start = time.process_time()
    got = front(domain)
    assert time.process_time() - start < 5.0
    assert domain.size == 10**12 and len(got) > 20
    assert not any(p.package[a] == x and p.package[b] == y for p in got.points() for a, x, b, y in ring)


def test_the_front_of_linked_choices_equals_the_best_of_its_cases() -> None:
    """Conditioning by hand on the two linked choices, each case without a link: the same points."""
    options = hard(9, 6)
    pairs = ((0, 1, 8, 2), (0, 2, 8, 2), (8, 5, 0, 5))
    cases = [(x, y) for x, y in product(range(6), repeat=2) if (0, x, 8, y) not in pairs and (8, y, 0, x) not in pairs]
    every: Walked = {}
    for x, y in cases:
        held = Domain(((options[0][x],), *options[1:8], (options[8][y],)))
        every.update({v: (x, *p[1:8], y) for v, p in found(held).items()})
    best = {
        (u, v): p for (u, v), p in every.items() if not any(a >= u and b >= v and (a, b) != (u, v) for a, b in every)
    }
    assert found(Domain(options, forbidden=pairs)) == best


def test_too_much_to_compare_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pareto_rows, "MOST_ROWS", 5)
    with pytest.raises(TooMany, match="coarser quanta"):
        front(Domain(hard(4)))


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ({"choices": ((),)}, "has no option"),
        ({"choices": ((Option(1, 1, (1,)),),)}, "spend of each of 0"),
        ({"choices": choices(((1, 1),), ((1, 1),)), "forbidden": ((0, 0, 1, 3),)}, "no option 3 of choice 1"),
        ({"choices": choices(((1, 1), (2, 2))), "required": ((0, 0, 0, 1),)}, "two different choices"),
        ({"choices": choices(((1 << 60, 1),), ((1 << 60, 1),))}, "coarser quantum"),
    ],
)
def test_a_domain_that_makes_no_sense_is_refused_with_its_place(domain: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Domain(**domain)  # type: ignore[arg-type]
