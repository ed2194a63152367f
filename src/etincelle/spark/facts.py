"""The whole portfolio as one frozen value: what a morning is decided on. Codes, never names."""

from dataclasses import dataclass
from datetime import date

from etincelle.comfort_zone.facts import ComfortFacts
from etincelle.governance.facts import GovernanceFacts
from etincelle.innovation.facts import InnovationFacts
from etincelle.living_contract.facts import ContractFacts
from etincelle.network.facts import NetworkFacts
from etincelle.new_deal.facts import NewDealFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.vocabulary.levels import State
from etincelle.vocabulary.partnership import PartnershipRef


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Something promised or wanted: kind "promise" or "ambition"; `by` is a person code."""

    kind: str
    text: str
    day: date
    by: str
    due_on: date | None
    kept: bool | None
    row: str


@dataclass(frozen=True, slots=True)
class PartnershipFacts:
    """Everything known of one partnership."""

    ref: PartnershipRef
    people: tuple[PersonFacts, ...]
    seats: tuple[SeatFacts, ...]
    words: tuple[WordFacts, ...]
    network: NetworkFacts
    comfort: ComfortFacts
    contract: ContractFacts
    new_deal: NewDealFacts
    innovation: InnovationFacts
    governance: GovernanceFacts


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A call that was logged; the index that ranks on that day, and the lowest since, when they are known."""

    partnership: str
    callee: str
    topic: str
    result: str
    day: date
    follow_up_on: date | None
    row: str
    low_then: float | None = None
    low_least: float | None = None


@dataclass(frozen=True, slots=True)
class SnoozeFacts:
    """« Pas aujourd’hui », and why, until when (inclusive)."""

    partnership: str
    callee: str
    topic: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Pick:
    """Yesterday's call."""

    day: date
    partnership: str
    callee: str
    topic: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What past mornings left: calls logged, snoozes, the pick to keep if nothing beats it, previous states."""

    outcomes: tuple[OutcomeFacts, ...] = ()
    snoozes: tuple[SnoozeFacts, ...] = ()
    previous: Pick | None = None
    states: tuple[tuple[str, State], ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All partnerships and the memory of past mornings."""

    partnerships: tuple[PartnershipFacts, ...]
    memory: Memory = Memory()
