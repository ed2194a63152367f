"""The question of chapter 4, « le contrat vit », needs the strategy too: it is asked in spark/crossings.py."""

from collections.abc import Callable
from datetime import date

from etincelle.living_contract.facts import ContractFacts
from etincelle.vocabulary.rules import Rules
from etincelle.vocabulary.signal import Verdict

CODES: dict[str, Callable[[ContractFacts, Rules, date], Verdict]] = {}
SIGNALS = tuple(CODES.values())
