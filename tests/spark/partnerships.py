"""A partnership whose sleep is chosen signal by signal, for tests of the index and the call. Built by hand."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.comfort_zone.cards import answers, level
from tests.governance.cards import held, report
from tests.innovation.cards import idea
from tests.network.cards import meeting
from tests.new_deal.cards import THEMES, objective

from etincelle.comfort_zone.facts import ComfortFacts
from etincelle.foundation.config import default_rules
from etincelle.governance.facts import GovernanceFacts
from etincelle.innovation.facts import InnovationFacts, QuotaFacts
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.network.facts import NetworkFacts
from etincelle.new_deal.facts import NewDealFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.spark.facts import PartnershipFacts, Portfolio, WordFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage, PartnershipRef, Regime

TODAY = date(2026, 11, 24)
RULES = default_rules()
SIGNED = date(2023, 3, 12)
PARTS = ("new_deal", "network", "levels", "casting", "contract", "innovation", "governance")


def people(code: str) -> tuple[PersonFacts, ...]:
    return (
        PersonFacts("dg", Side.CLIENT, "", 5, True, True),
        PersonFacts("dsi", Side.CLIENT, "", 4, True, True),
        PersonFacts(f"{code}-pdg", Side.PARTNER, code, 5, True, True),
        PersonFacts(f"{code}-ops", Side.PARTNER, code, 4, True, True),
    )


def network(code: str, asleep: bool, silent_days: int) -> NetworkFacts:
    days = [SIGNED + timedelta(days=20 * n) for n in range(8)]
    days += (
        [TODAY - timedelta(days=silent_days)] if asleep else [TODAY - timedelta(days=30 + 80 * n) for n in range(10)]
    )
    contacts = tuple(meeting(d, "dg", f"{code}-pdg") for d in days)
    return NetworkFacts(SIGNED, people(code), contacts, (Coverage("calendar", date(2022, 6, 1), TODAY),))


def comfort(asleep: bool) -> ComfortFacts:
    values = [99.3, 99.1, 99.4, 99.2, 99.3, 99.2] * 2 if asleep else [96.0, 94.5, 95.8, 95.1, 96.4, 94.9] * 2
    scores = [2, 3, 4, 2] * 8 if asleep else [5, 4, 4, 3] * 8
    return ComfortFacts((level(values),), answers(scores))


def contract(code: str, asleep: bool, value: int | None) -> ContractFacts:
    worth = None if value is None else Decimal(value)
    term = TermFacts(
        f"{code}-CT", Regime.PRIVATE, SIGNED, date(2028, 12, 31), "tacit", 12, 6, 0, worth, "EUR", None, "1"
    )
    fresh = () if asleep else (AmendmentFacts(TODAY - timedelta(days=60), "scope", True, "1"),)
    lines = (LineFacts("L1", None, None, "Windows 7", date(2020, 1, 14), 200, "1"),)
    topics = (TopicFacts("Postes", 200, True, ("1",)), TopicFacts("Domicile", 300 if asleep else 5, False, ("2",)))
    return ContractFacts(SIGNED, (term,), fresh, lines if asleep else (), topics)


def partnership(
    code: str = "A", asleep: Collection[str] = PARTS, *, value: int | None = 1_000_000, silent_days: int = 427
) -> PartnershipFacts:
    """Asleep in the parts named, awake in the others; everything known."""
    since = SIGNED if "casting" in asleep else TODAY - timedelta(days=200)
    seats = tuple(
        SeatFacts(role, Side.PARTNER, who, day, None, True, role)
        for role, who, day in (("dir", f"{code}-pdg", SIGNED), ("ops", f"{code}-ops", since))
    )
    deal = NewDealFacts(
        date(2026, 1, 5),
        THEMES,
        () if "new_deal" in asleep else tuple(objective(t.code) for t in THEMES),
        frozenset(["X"] if "new_deal" in asleep else [t.code for t in THEMES]),
    )
    ideas = () if "innovation" in asleep else tuple(idea(d, s) for d in (20, 110, 200, 290) for s in Side)
    quotas = (QuotaFacts(Side.PARTNER, 4, SIGNED, None), QuotaFacts(Side.CLIENT, 4, SIGNED, None))
    dull = "governance" in asleep
    meetings = tuple(
        held(n, 0 if dull else 3, present=2 if dull else 4, carried=4 if dull else 0) for n in reversed(range(6))
    )
    papers = (report(1, None), report(0, 0.02 if dull else 0.8))
    words = (WordFacts("promise", "Un comptoir humain", date(2025, 9, 19), f"{code}-pdg", None, None, "1"),)
    return PartnershipFacts(
        PartnershipRef(code, code, SIGNED), people(code), seats, words, network(code, "network" in asleep, silent_days),
        comfort("levels" in asleep), contract(code, "contract" in asleep, value), deal,
        InnovationFacts(SIGNED, ideas, quotas, known=True), GovernanceFacts(meetings, papers),
    )  # fmt: skip


def unknown(code: str = "U") -> PartnershipFacts:
    """Nothing is known but the contract."""
    return replace(
        partnership(code, ()),
        network=NetworkFacts(SIGNED, people(code), (), ()),
        comfort=ComfortFacts(),
        new_deal=NewDealFacts(),
        innovation=InnovationFacts(SIGNED),
        governance=GovernanceFacts(),
        seats=(),
    )


def portfolio(*found: PartnershipFacts) -> Portfolio:
    return Portfolio(tuple(found))
