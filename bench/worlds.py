"""Worlds with planted sleepers: facts, and the truth behind them. This file knows no signal, no rule, no baseline.

A world has 20 partnerships. In 3 of them sleep is planted: a random two to five of seven behaviours stop, whatever the
money; in every other, each behaviour stops with one chance in ten, by bad luck alone. A behaviour that stops does so by a
random depth, from half to wholly, so that no figure sits on a threshold. Age, rhythm, sizes, spend and ends of contract
are drawn without looking at the sleep. Each source of each partnership is missing with one chance in eight.
"""

import random  # noqa: TID251 - a bench of seeded worlds
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.governance.facts import GovernanceFacts, MeetingFacts, ReportFacts
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.spark.facts import PartnershipFacts, Portfolio
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage, PartnershipRef, Regime

TODAY = date(2026, 11, 24)
PARTNERSHIPS, SLEEPERS = 20, 3
BEHAVIOURS = ("network", "levels", "casting", "contract", "innovation", "governance", "new_deal")
SOURCE_LOSS = 0.125
BAD_LUCK = 0.10
SHALLOWEST = 0.5
TOP, NEXT = "dg", "dsi"


@dataclass(frozen=True)
class World:
    """Facts, who was planted, and which behaviours stopped where."""

    portfolio: Portfolio
    sleepers: frozenset[str]
    stopped: dict[str, frozenset[str]]


def ago(days: float) -> date:
    """So many days before the day of the worlds."""
    return TODAY - timedelta(days=round(days))


def make_world(seed: int) -> World:
    """One world; the same seed gives the same world."""
    chance = random.Random(seed)
    codes = [f"P{n:02d}" for n in range(PARTNERSHIPS)]
    sleepers = frozenset(chance.sample(codes, SLEEPERS))
    stopped = {
        code: frozenset(chance.sample(BEHAVIOURS, chance.randint(2, 5)))
        if code in sleepers
        else frozenset(b for b in BEHAVIOURS if chance.random() < BAD_LUCK)
        for code in codes
    }
    facts = tuple(Maker(chance, code, stopped[code]).facts() for code in codes)
    return World(Portfolio(facts), sleepers, stopped)


class Maker:
    """Draws one partnership; `depth` says how far each behaviour stopped, 0 when it lives."""

    def __init__(self, chance: random.Random, code: str, stopped: frozenset[str]) -> None:
        self.chance, self.code = chance, code
        self.depth = {b: chance.uniform(SHALLOWEST, 1) if b in stopped else 0.0 for b in BEHAVIOURS}
        self.age = chance.uniform(2.0, 6.0) * 365
        self.signed = ago(self.age)
        self.since = min(chance.uniform(300, 700), self.age - 200)
        self.people = (
            PersonFacts(TOP, Side.CLIENT, "", 5, True, True),
            PersonFacts(NEXT, Side.CLIENT, "", 4, True, True),
            PersonFacts(f"{code}5", Side.PARTNER, code, 5, True, True),
            PersonFacts(f"{code}4", Side.PARTNER, code, 4, True, True),
            PersonFacts(f"{code}3", Side.PARTNER, code, 3, False, True),
        )

    def lost(self) -> bool:
        """Whether a source is missing."""
        return self.chance.random() < SOURCE_LOSS

    def between(self, behaviour: str, alive: float, asleep: float) -> float:
        """A parameter of a behaviour: the living one, moved towards the sleeping one by the depth."""
        return alive + self.depth[behaviour] * (asleep - alive)

    def facts(self) -> PartnershipFacts:
        """Everything known of the partnership."""
        ref = PartnershipRef(self.code, self.code, self.signed)
        return PartnershipFacts(
            ref, self.people, self.seats(), (), self.network(), self.comfort(), self.contract(), self.new_deal(),
            self.innovation(), self.governance(),
        )  # fmt: skip

    def network(self) -> NetworkFacts:
        """The top managements met about every eighty days, until they stopped; the next level every month.

        When the top stops, the next level stops too in one case of two: a tie may sleep at one level only. Somebody new
        comes along now and then, seldom where the casting sleeps.
        """
        if self.lost():
            return NetworkFacts(self.signed, self.people, (), ())
        quiet = self.between("network", 0, self.since)
        below = quiet if self.chance.random() < 0.5 else 0.0
        top = self._meetings((TOP, f"{self.code}5"), quiet, 40)
        other = self._meetings((NEXT, f"{self.code}4"), below, 15)
        seen = (Coverage("calendar", ago(self.age + 300), ago(2)),)
        return NetworkFacts(self.signed, self.people, (*top, *other), seen)

    def _meetings(self, pair: tuple[str, str], quiet: float, scale: float) -> list[Contact]:
        found, day = [], self.age + 150
        until = quiet + self.chance.uniform(3, 1.5 * scale)
        while day > until:
            new = self.chance.random() < self.between("casting", 0.3, 0.03)
            persons = (*pair, f"{self.code}3") if new else pair
            found.append(Contact(ago(day), "meeting", len(persons), persons, f"ics|{pair[0]}{day:.1f}"))
            day -= self.chance.gammavariate(2.0, scale)
        return found

    def comfort(self) -> ComfortFacts:
        """One level of eighteen months, and answers: asleep, flat far above its target while people complain."""
        if self.lost():
            return ComfortFacts()
        centre, spread = self.between("levels", 95.6, 99.2), self.between("levels", 1.2, 0.3)
        still = self.chance.random() < self.between("levels", 0.3, 1)
        moved = ago(self.age) if still else ago(self.chance.uniform(60, 400))
        values = [min(100.0, self.chance.gauss(centre, spread)) for _ in range(18)]
        months = tuple(
            Month(ago(30 * (18 - n)).replace(day=1), v, round(4 * v), 400, str(n)) for n, v in enumerate(values)
        )
        happy = self.chance.betavariate(self.between("levels", 7, 3.5), self.between("levels", 3, 6.5))
        scores = [4 if self.chance.random() < happy else 2 for _ in range(self.chance.randint(5, 60))]
        answers = tuple(Answer(ago(self.chance.uniform(1, 170)), s, str(n)) for n, s in enumerate(scores))
        return ComfortFacts((LevelFacts("N", True, 90.0, 95.0, moved, months),), answers)

    def seats(self) -> tuple[SeatFacts, ...]:
        """Two key seats on each side; asleep, the partner's second was not renewed for most of the partnership's age."""
        if self.lost():
            return ()
        ours, theirs = (self.chance.uniform(30, min(self.age, 900)) for _side in Side)
        held = (
            ("sponsor", Side.CLIENT, TOP, self.age), ("dsi", Side.CLIENT, NEXT, ours),
            ("parrain", Side.PARTNER, f"{self.code}5", self.age),
            ("direction", Side.PARTNER, f"{self.code}4", self.between("casting", theirs, self.age)),
        )  # fmt: skip
        return tuple(SeatFacts(role, side, person, ago(days), None, True, role) for role, side, person, days in held)

    def contract(self) -> ContractFacts:
        """A term and a value drawn by themselves; asleep, no recent amendment while demand leaves the scope."""
        value = Decimal(round(self.chance.lognormvariate(13.8, 0.8), -3))
        end = ago(-self.chance.uniform(60, 1500))
        term = TermFacts(f"{self.code}CT", Regime.PRIVATE, self.signed, end, "tacit", 12, 6, 0, value, "EUR", None, "1")
        days = self.between("contract", self.chance.uniform(20, 500), self.age - 200)
        amendments = (AmendmentFacts(ago(days), "scope", True, "1"),) if days < self.age - 100 else ()
        drift = self.chance.betavariate(self.between("contract", 1.5, 6), self.between("contract", 9, 4))
        topics = (
            TopicFacts("couvert", round(400 * (1 - drift)), True, ("1",)),
            TopicFacts("nouveau", round(400 * drift), False, ("2",)),
        )
        gone = self.chance.random() < self.between("contract", 0.1, 0.7)
        lines = (LineFacts("L", None, None, "T", ago(300) if gone else ago(-700), 100, "1"),)
        return ContractFacts(self.signed, (term,), amendments, lines, () if self.lost() else topics)

    def innovation(self) -> InnovationFacts:
        """Ideas of both sides, until they stopped."""
        if self.lost():
            return InnovationFacts(self.signed)
        ideas = []
        for side in Side:
            day, until = self.age, self.between("innovation", 0, self.since) + self.chance.uniform(0, 60)
            while day > until:
                ideas.append(IdeaFacts(side, ago(day), ago(day), True, ago(day), None, "", False, f"{side}{day:.0f}"))
                day -= self.chance.expovariate(1 / 85)
        quotas = tuple(QuotaFacts(side, 4, self.signed, None) for side in Side)
        return InnovationFacts(self.signed, tuple(ideas), quotas, known=True)

    def governance(self) -> GovernanceFacts:
        """Eight meetings and four reports; asleep, little is decided, few come, much is carried over or copied."""
        if self.lost():
            return GovernanceFacts()
        return GovernanceFacts(
            tuple(self._meeting(n) for n in reversed(range(8))), tuple(self._report(n) for n in reversed(range(4)))
        )

    def _meeting(self, back: int) -> MeetingFacts:
        dull = self.chance.random() < self.depth["governance"]
        decisions = self.chance.choice((0, 0, 1)) if dull else self.chance.randint(1, 4)
        present = self.chance.randint(1, 3) if dull else self.chance.randint(3, 4)
        carried = self.chance.randint(2, 5) if dull else self.chance.randint(0, 2)
        about = frozenset({"N"} if decisions and not dull else ())
        return MeetingFacts(ago(12 + 30 * back), "c", 60, decisions, about, 4, present, 6, carried, True, str(back))

    def _report(self, back: int) -> ReportFacts:
        dull = self.chance.random() < self.depth["governance"]
        fresh = self.chance.uniform(0.02, 0.25) if dull else self.chance.uniform(0.35, 0.95)
        return ReportFacts(ago(10 + 30 * back), 500, fresh, str(back))

    def new_deal(self) -> NewDealFacts:
        """Five themes of a strategy; asleep, few are served by an objective or held by the contract."""
        themes = tuple(ThemeFacts(t, 1.0, t) for t in "ABCDE")
        served = self.between("new_deal", 0.8, 0.1)
        kept = [t for t in themes if self.chance.random() < served]
        objectives = tuple(ObjectiveFacts(t.code, (t.code,), True, ago(-200), ago(100), ago(40), t.code) for t in kept)
        objectives += (ObjectiveFacts("X", (), True, ago(-100), ago(500), None, "X"),)
        hooks = frozenset(t.code for t in themes if self.chance.random() < served)
        return NewDealFacts(ago(330), () if self.lost() else themes, objectives, hooks)
