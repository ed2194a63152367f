"""The bench of planted sleepers is worth something: its worlds know no rule, its habits are of people, it can fail."""

import ast
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from bench.planted_sleepers import CALL, HABITS, Tally, count

from bench import planted_sleepers, worlds
from etincelle.network.facts import NetworkFacts

ALLOWED = {"etincelle.vocabulary.levels", "etincelle.vocabulary.partnership"}


def test_the_worlds_import_facts_and_words_alone() -> None:
    tree = ast.parse(Path(worlds.__file__).read_text(encoding="utf-8"))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in named if name.startswith(("etincelle", "bench"))}
    assert {name for name in ours if not name.endswith(".facts")} == ALLOWED
    assert not any(isinstance(node, ast.Import) and "etincelle" in ast.unparse(node) for node in ast.walk(tree))


def test_sleep_is_planted_whatever_the_money() -> None:
    rich: Counter[bool] = Counter()
    for seed in range(60):
        world = worlds.make_world(seed)
        assert len(world.sleepers) == worlds.SLEEPERS
        assert all(2 <= len(world.stopped[code]) <= 5 for code in world.sleepers)
        ranked = sorted(world.portfolio.partnerships, key=lambda p: p.contract.contracts[0].annual_value or 0)
        rich.update(p.ref.code in world.sleepers for p in ranked[10:])
    assert rich[True] / rich.total() == pytest.approx(worlds.SLEEPERS / worlds.PARTNERSHIPS, abs=0.05)


def test_the_silent_executive_is_the_one_a_calendar_shows_silent() -> None:
    world = worlds.make_world(3)
    seen = [p for p in world.portfolio.partnerships if p.network.contacts]
    last = {p.ref.code: max(c.day for c in p.network.contacts if worlds.TOP in c.persons) for p in seen}
    key = HABITS["longest-silent executive"]
    assert max(world.portfolio.partnerships, key=key).ref.code == min(last, key=lambda code: last[code])
    blind = replace(seen[0], network=NetworkFacts(seen[0].ref.signed_on, (), (), ()))
    assert key(blind) < min(key(p) for p in seen)


def test_the_call_does_not_beat_chance_once_the_truth_is_shuffled() -> None:
    true, false = Tally(), Tally()
    for seed in range(40):
        world = worlds.make_world(seed)
        count(world, seed, true)
        other = worlds.make_world(seed + 1)
        count(replace(world, sleepers=other.sleepers, stopped=other.stopped), seed, false)
    assert true.hits[CALL] > 2 * false.hits[CALL]


def test_a_missed_target_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(planted_sleepers, "choose_call", lambda *given: None)
    assert planted_sleepers.show(planted_sleepers.measure(5, 0)) == 1
    assert "MISSED" in capsys.readouterr().out
