"""Every signal has its card: four cases, its rule, its words in both languages, its paragraph in both languages.

The cases live beside the chapter's tests, in `tests/<package>/cards.py`: CARDS[code] has exactly the keys
asleep, awake, unknown and looks_alike, each a function without argument that returns (facts, rules, today).
"""

import importlib.util
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.utils import translation
from tests.architecture.tree import CHAPTERS, ROOT, SOURCE

from etincelle.foundation.speech import Phrase, render
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Signal, Unknown, Verdict

CASES = ("asleep", "awake", "unknown", "looks_alike")
WORDS = ("", ".question", ".remedy", ".ask", ".give", ".open")
ASLEEP_FROM, AWAKE_BELOW = 0.55, 0.35
Judge = Callable[[Any, Rules, date], Verdict]
OWNERS = {**{f"{chapter}.signals": chapter for chapter in CHAPTERS}, "spark.crossings": "spark"}
JUDGES: dict[str, tuple[str, Judge]] = {
    code: (owner, judge)
    for module, owner in OWNERS.items()
    for code, judge in import_module(f"etincelle.{module}").CODES.items()
}


class WatchedRules:
    """The rules, and a note of every threshold that was read."""

    def __init__(self, inside: object, read: set[str], where: str = "") -> None:
        self._inside, self._read, self._where = inside, read, where

    def __getattr__(self, name: str) -> object:
        value = getattr(self._inside, name)
        if hasattr(value, "__dataclass_fields__"):
            return WatchedRules(value, self._read, f"{self._where}{name}.")
        self._read.add(f"{self._where}{name}")
        return value


@cache
def cards_of(package: str) -> dict[str, dict[str, Callable[[], tuple[Any, Rules, date]]]]:
    """The cards of a package, {} when nobody wrote them yet."""
    path = ROOT / "tests" / package / "cards.py"
    if not path.is_file():
        return {}
    spec = importlib.util.spec_from_file_location(f"cards_of_{package}", path)
    assert spec and spec.loader
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cards: dict[str, dict[str, Callable[[], tuple[Any, Rules, date]]]] = module.CARDS
    return cards


@cache
def phrases() -> dict[str, Phrase]:
    """Every phrase of the product, whoever owns it."""
    found: dict[str, Phrase] = {}
    for path in sorted(SOURCE.glob("*/phrases.py")):
        found |= getattr(import_module(f"etincelle.{path.parent.name}.phrases"), "PHRASES", {})
    return found


def judged(code: str, case: str, read: set[str] | None = None) -> Verdict:
    """The verdict of a signal on one case of its card."""
    owner, judge = JUDGES[code]
    cards = cards_of(owner)
    assert code in cards, f"tests/{owner}/cards.py has no card for {code}"
    assert tuple(sorted(cards[code])) == tuple(sorted(CASES))
    facts, rules, today = cards[code][case]()
    watched: Any = WatchedRules(rules, set() if read is None else read)
    return judge(facts, watched, today)


def spoken(code: str, params: dict[str, Any]) -> Iterator[str]:
    """A phrase in French, then in English."""
    for language in ("fr", "en"):
        with translation.override(language):
            yield render(phrases()[code], params)


def test_ten_signals_are_known() -> None:
    assert len(JUDGES) >= 10
    assert all(code.split(".")[1] == judge.__name__ for code, (_owner, judge) in JUDGES.items())


def test_no_card_is_left_without_its_signal() -> None:
    owners = set(OWNERS.values())
    assert not {code for owner in owners for code in cards_of(owner)} - set(JUDGES)


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_tells_asleep_from_awake_and_from_what_looks_alike(code: str) -> None:
    asleep, awake, look = (judged(code, case) for case in ("asleep", "awake", "looks_alike"))
    assert isinstance(asleep, Signal) and asleep.score >= ASLEEP_FROM
    assert isinstance(awake, Signal) and awake.score < AWAKE_BELOW
    assert isinstance(look, Unknown) or look.score < ASLEEP_FROM


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_without_facts_says_unknown_and_why(code: str) -> None:
    verdict = judged(code, "unknown")
    assert isinstance(verdict, Unknown)
    assert all(spoken(f"{code}.{verdict.reason}", dict(verdict.params)))


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_carries_its_evidence_in_both_languages(code: str) -> None:
    for verdict in (judged(code, case) for case in CASES):
        if isinstance(verdict, Signal):
            assert verdict.evidence
            assert all(line for proof in verdict.evidence for line in spoken(proof.code, dict(proof.params)))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("code", sorted(JUDGES))
def test_each_figure_of_a_signal_opens_its_rows(code: str, case: str) -> None:
    verdict = judged(code, case)
    for proof in verdict.evidence if isinstance(verdict, Signal) else ():
        if proof.params:
            assert proof.source and proof.source.keys and all(proof.source.keys), proof.code


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_obeys_a_threshold_of_the_rules(code: str) -> None:
    read: set[str] = set()
    for case in CASES:
        judged(code, case, read)
    assert read, "no threshold of rules.toml was read"


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_has_its_words_in_both_languages(code: str) -> None:
    missing = [code + word for word in WORDS if code + word not in phrases()]
    assert not missing
    same = [code + word for word in WORDS if len({*spoken(code + word, {})}) < 2]
    assert not same, "the French is the English"


@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_has_a_remedy(code: str) -> None:
    remedies = [import_module(f"etincelle.{p.parent.name}.remedies").REMEDIES for p in SOURCE.glob("*/remedies.py")]
    assert sum(code in owned for owned in remedies) == 1


@pytest.mark.parametrize("folder", ["docs/chapters", "docs/chapters/fr"])
@pytest.mark.parametrize("code", sorted(JUDGES))
def test_a_signal_has_its_paragraph(code: str, folder: str) -> None:
    anchor = re.compile(rf'<a id="{re.escape(code)}"></a>')
    pages = [p.name for p in (ROOT / folder).glob("*.md") if anchor.search(p.read_text(encoding="utf-8"))]
    assert len(pages) == 1
