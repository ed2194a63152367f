"""The worked figures of chapter 2, one by one: golden_ties.toml."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from etincelle.foundation.config import default_rules
from etincelle.network.bus_factor import bus_factor, concentration
from etincelle.network.right_level import Tie
from etincelle.network.then_and_now import compare
from etincelle.network.ties import History, probability_alive, read_rhythm

TODAY = date(2026, 11, 24)
RULES = default_rules().network
GOLDEN = tomllib.loads(Path(__file__).with_name("golden_ties.toml").read_text(encoding="utf-8"))


def ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


def history(case: dict[str, Any]) -> History:
    days = tuple(TODAY - timedelta(days=n) for n in case["contacts"])
    return History(days, ago(case.get("signed")), ago(case.get("seen")))


@pytest.mark.parametrize("case", GOLDEN["rhythm"], ids=lambda c: c["name"].replace(" ", "-"))
def test_a_rhythm_is_what_its_formula_says(case: dict[str, Any]) -> None:
    found = read_rhythm(history(case), case["level"], RULES, TODAY)
    assert found.expected_days == pytest.approx(case["expected"], abs=0.005)
    assert found.rho == pytest.approx(case["rho"], abs=0.005)
    assert found.score == pytest.approx(case["score"], abs=0.005)
    assert found.state == case["state"]
    assert found.cadence_days == case.get("cadence", RULES.cadence_days[case["level"] - 1])


@pytest.mark.parametrize("case", GOLDEN["alive"], ids=lambda c: f"{len(c['contacts'])}-contacts")
def test_the_chance_of_being_alive(case: dict[str, Any]) -> None:
    assert probability_alive(history(case), case["level"], RULES, TODAY) == pytest.approx(case["chance"], abs=5e-4)


@pytest.mark.parametrize("case", GOLDEN["then_and_now"], ids=lambda c: f"{c['then']}-then-{c['now']}-now")
def test_then_and_now_is_an_exact_binomial(case: dict[str, Any]) -> None:
    then, now = date(2023, 1, 1), date(2026, 1, 1)
    both = ((then, then + timedelta(days=360)), (now, now + timedelta(days=360)))
    days = [start + timedelta(days=n) for (start, _end), key in zip(both, ("then", "now")) for n in range(case[key])]
    found = compare(days, both, RULES)
    assert (found.then, found.now, found.collapsed) == (case["then"], case["now"], case["collapsed"])
    assert found.p_value == pytest.approx(case["p"], abs=5e-5)
    assert found.score == pytest.approx(case["score"], abs=5e-5)


@pytest.mark.parametrize("case", GOLDEN["bus"], ids=lambda c: "-".join(c["pairs"]))
def test_departures_and_concentration(case: dict[str, Any]) -> None:
    ties = []
    for pair, count in case["pairs"].items():
        days = tuple(TODAY - timedelta(days=n) for n in range(count, 0, -1))
        client, partner = pair.split("-")
        ties.append(Tie(client, partner, 5, days, read_rhythm(History(days, None), 5, RULES, TODAY)))
    shares = concentration(ties, TODAY - timedelta(days=365))
    assert bus_factor(ties) == case["departures"]
    assert shares is not None
    assert shares.index == pytest.approx(case["index"])
    assert shares.top_share == pytest.approx(case["top_share"])
