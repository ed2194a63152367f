"""Cards of the signals that cross two chapters."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.spark.partnerships import PARTS, RULES, TODAY, partnership, unknown

from etincelle.spark.facts import PartnershipFacts
from etincelle.vocabulary.rules import Rules

Facts = tuple[PartnershipFacts, Rules, date]


def facts(found: PartnershipFacts) -> Facts:
    return found, RULES, TODAY


def green_and_discussed() -> Facts:
    """As green, as flat, users happy, and the committee decided about it: stability can be excellence."""
    found = partnership("A", ("levels",))
    calm = replace(found.comfort, answers=partnership("A", ()).comfort.answers)
    meetings = tuple(replace(m, decided_about=frozenset({"N1"})) for m in found.governance.meetings)
    return facts(replace(found, comfort=calm, governance=replace(found.governance, meetings=meetings)))


def old_but_renewed() -> Facts:
    """Signed long ago, and a key seat changed hands this year."""
    return facts(partnership("A", tuple(p for p in PARTS if p != "casting")))


def silent_but_fitting() -> Facts:
    """No amendment for years, and the scope still fits: the silence alone proves little."""
    found = partnership("A", ())
    return facts(replace(found, contract=replace(found.contract, amendments=())))


def old_casting() -> Facts:
    found = partnership("A")
    return facts(replace(found, seats=tuple(replace(s, since=date(2020, 1, 1)) for s in found.seats)))


CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "comfort_zone.green_but_asleep": {
        "asleep": lambda: facts(partnership("A")),
        "awake": lambda: facts(partnership("A", ())),
        "unknown": lambda: facts(unknown()),
        "looks_alike": green_and_discussed,
    },
    "comfort_zone.casting_never_renewed": {
        "asleep": old_casting,
        "awake": lambda: facts(partnership("A", ())),
        "unknown": lambda: facts(unknown()),
        "looks_alike": old_but_renewed,
    },
    "living_contract.silent_while_scope_drifts": {
        "asleep": lambda: facts(partnership("A")),
        "awake": lambda: facts(partnership("A", ())),
        "unknown": lambda: facts(replace(partnership("A"), contract=replace(partnership("A").contract, contracts=()))),
        "looks_alike": silent_but_fitting,
    },
}
