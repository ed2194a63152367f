"""Does the call find planted sleepers more often than the habits people have today?

A world has 20 partnerships of random size, age and noise. In 3 of them sleep is planted: a random subset of two
to five of seven behaviours stops, whatever the money. In the others, behaviours are healthy with noise, and some stop
by bad luck alone. Sources go missing at random. The generator works on facts only: it imports no signal and no rule.

Baselines: random; longest-silent executive; nearest notice deadline; biggest annual value. hit@1 = the partnership
named first is a planted sleeper. Run: python -m bench.planted_sleepers [worlds]
"""

import random  # noqa: TID251 - a bench of seeded worlds
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from etincelle.arithmetic.small_samples import wilson
from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.foundation.config import default_rules
from etincelle.governance.facts import GovernanceFacts, MeetingFacts, ReportFacts
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.living_contract.dates import next_deadline
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.spark.facts import PartnershipFacts, Portfolio
from etincelle.spark.morning import choose_call, read_morning
from etincelle.vocabulary.decision import Call
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage, PartnershipRef, Regime

TODAY = date(2026, 11, 24)
PARTNERSHIPS, SLEEPERS = 20, 3
BEHAVIOURS = ("network", "levels", "casting", "contract", "innovation", "governance", "new_deal")
SOURCE_LOSS = 0.12
BAD_LUCK = 0.10


@dataclass(frozen=True)
class World:
    """Facts, and the truth behind them."""

    portfolio: Portfolio
    sleepers: frozenset[str]
    stopped: dict[str, frozenset[str]]


def ago(days: float) -> date:
    return TODAY - timedelta(days=round(days))


class Maker:
    """Draws one partnership; `stopped` are the behaviours that stopped at `since` days ago."""

    def __init__(self, chance: random.Random, code: str, stopped: frozenset[str]) -> None:
        self.chance, self.code, self.stopped = chance, code, stopped
        self.age = chance.uniform(2.0, 6.0) * 365
        self.signed = ago(self.age)
        self.since = min(chance.uniform(300, 700), self.age - 200)
        self.people = (
            PersonFacts("dg", Side.CLIENT, "", 5, True, True),
            PersonFacts("dsi", Side.CLIENT, "", 4, True, True),
            PersonFacts(f"{code}5", Side.PARTNER, code, 5, True, True),
            PersonFacts(f"{code}4", Side.PARTNER, code, 4, True, True),
        )

    def lost(self) -> bool:
        return self.chance.random() < SOURCE_LOSS

    def quiet_for(self, behaviour: str) -> float:
        return self.since if behaviour in self.stopped else 0.0

    def network(self) -> NetworkFacts:
        if self.lost():
            return NetworkFacts(self.signed, self.people, (), ())
        contacts, day = [], self.age + 150
        until = self.quiet_for("network") + self.chance.uniform(5, 60)
        while day > until:
            contacts.append(Contact(ago(day), "meeting", 2, ("dg", f"{self.code}5"), f"ics|{day:.0f}"))
            day -= self.chance.gammavariate(2.0, 40)
        rest = [Contact(ago(30 * n + 3), "meeting", 2, ("dsi", f"{self.code}4"), f"ics|x{n}") for n in range(12)]
        return NetworkFacts(
            self.signed, self.people, (*contacts, *rest), (Coverage("calendar", ago(self.age + 300), ago(2)),)
        )

    def comfort(self) -> ComfortFacts:
        if self.lost():
            return ComfortFacts()
        asleep = "levels" in self.stopped
        centre, spread = (99.0, 0.3) if asleep else (95.6, 1.2)
        moved = ago(self.age) if asleep or self.chance.random() < 0.3 else ago(self.chance.uniform(60, 400))
        values = [min(100.0, self.chance.gauss(centre, spread)) for _ in range(18)]
        months = tuple(
            Month(ago(30 * (18 - n)).replace(day=1), v, round(4 * v), 400, str(n)) for n, v in enumerate(values)
        )
        happy = self.chance.betavariate(7, 3) if not asleep else self.chance.betavariate(4, 6)
        count = self.chance.randint(5, 60)
        scores = [4 if self.chance.random() < happy else 2 for _ in range(count)]
        answers = tuple(Answer(ago(self.chance.uniform(1, 170)), s, str(n)) for n, s in enumerate(scores))
        return ComfortFacts((LevelFacts("N", True, 90.0, 95.0, moved, months),), answers)

    def seats(self) -> tuple[SeatFacts, ...]:
        if self.lost():
            return ()
        renewed = self.age if "casting" in self.stopped else self.chance.uniform(30, min(self.age, 900))
        return tuple(
            SeatFacts(role, Side.PARTNER, f"{self.code}{level}", ago(days), None, True, role)
            for role, level, days in (("parrain", 5, self.age), ("direction", 4, renewed))
        )

    def contract(self) -> ContractFacts:
        value = Decimal(round(self.chance.lognormvariate(13.8, 0.8), -3))
        end = ago(-self.chance.uniform(60, 1500))
        term = TermFacts(f"{self.code}CT", Regime.PRIVATE, self.signed, end, "tacit", 12, 6, 0, value, "EUR", None, "1")
        quiet = self.quiet_for("contract")
        days = self.age - 200 if quiet else self.chance.uniform(20, 500)
        amendments = (AmendmentFacts(ago(max(days, quiet)), "scope", True, "1"),) if days < self.age - 100 else ()
        drift = self.chance.betavariate(6, 4) if quiet else self.chance.betavariate(1.5, 9)
        topics = (
            TopicFacts("couvert", round(400 * (1 - drift)), True, ("1",)),
            TopicFacts("nouveau", round(400 * drift), False, ("2",)),
        )
        gone = self.chance.random() < (0.6 if quiet else 0.1)
        lines = (LineFacts("L", None, None, "T", ago(300) if gone else ago(-700), 100, "1"),)
        return ContractFacts(self.signed, (term,), amendments, lines, () if self.lost() else topics)

    def innovation(self) -> InnovationFacts:
        if self.lost():
            return InnovationFacts(self.signed)
        ideas, until = [], self.quiet_for("innovation")
        for side in Side:
            day = self.age
            while day > until + self.chance.uniform(0, 60):
                ideas.append(IdeaFacts(side, ago(day), ago(day), True, ago(day), None, "", False, f"{side}{day:.0f}"))
                day -= self.chance.expovariate(1 / 85)
        quotas = tuple(QuotaFacts(side, 4, self.signed, None) for side in Side)
        return InnovationFacts(self.signed, tuple(ideas), quotas, known=True)

    def governance(self) -> GovernanceFacts:
        if self.lost():
            return GovernanceFacts()
        dull = "governance" in self.stopped
        meetings = tuple(
            MeetingFacts(
                ago(12 + 30 * n),
                "c",
                60,
                self.chance.choice((0, 0, 1)) if dull else self.chance.randint(1, 4),
                frozenset({"N"} if not dull else ()),
                4,
                self.chance.randint(1, 3) if dull else self.chance.randint(3, 4),
                6,
                self.chance.randint(2, 5) if dull else self.chance.randint(0, 2),
                True,
                str(n),
            )
            for n in reversed(range(8))
        )
        fresh = (0.02, 0.25) if dull else (0.35, 0.95)
        reports = tuple(
            ReportFacts(ago(10 + 30 * n), 500, self.chance.uniform(*fresh), str(n)) for n in reversed(range(4))
        )
        return GovernanceFacts(meetings, reports)

    def new_deal(self) -> NewDealFacts:
        themes = tuple(ThemeFacts(t, 1.0, t) for t in "ABCDE")
        served = 0.12 if "new_deal" in self.stopped else 0.8
        kept = [t for t in themes if self.chance.random() < served]
        objectives = tuple(ObjectiveFacts(t.code, (t.code,), True, ago(-200), ago(100), ago(40), t.code) for t in kept)
        objectives += (ObjectiveFacts("X", (), True, ago(-100), ago(500), None, "X"),)
        hooks = frozenset(t.code for t in themes if self.chance.random() < served)
        return NewDealFacts(ago(330), () if self.lost() else themes, objectives, hooks)

    def facts(self) -> PartnershipFacts:
        ref = PartnershipRef(self.code, self.code, self.signed)
        return PartnershipFacts(
            ref, self.people, self.seats(), (), self.network(), self.comfort(), self.contract(), self.new_deal(),
            self.innovation(), self.governance(),
        )  # fmt: skip


def make_world(seed: int) -> World:
    """One world; the same seed gives the same world."""
    chance = random.Random(seed)
    codes = [f"P{n:02d}" for n in range(PARTNERSHIPS)]
    sleepers = frozenset(chance.sample(codes, SLEEPERS))
    stopped = {}
    for code in codes:
        if code in sleepers:
            stopped[code] = frozenset(chance.sample(BEHAVIOURS, chance.randint(2, 5)))
        else:
            stopped[code] = frozenset(b for b in BEHAVIOURS if chance.random() < BAD_LUCK)
    facts = tuple(Maker(chance, code, stopped[code]).facts() for code in codes)
    return World(Portfolio(facts), sleepers, stopped)


def picks(world: World, seed: int) -> dict[str, str]:
    """Whom each method names first."""
    rules = default_rules()
    rules = replace(rules, index=replace(rules.index, dirichlet_draws=1))
    verdicts = read_morning(world.portfolio, rules, TODAY)
    decision = choose_call(world.portfolio, rules, TODAY, verdicts)
    rows = world.portfolio.partnerships

    def silence(p: PartnershipFacts) -> int:
        return max(
            ((TODAY - c.day).days for c in p.network.contacts[-13:-12]), default=10**6 if p.network.coverage else 0
        )

    def last_executive(p: PartnershipFacts) -> int:
        days = [c.day for c in p.network.contacts if "dg" in c.persons]
        return (TODAY - max(days)).days if days else silence(p)

    def notice(p: PartnershipFacts) -> date:
        found = next_deadline(p.contract.contracts, TODAY)
        return found.act_by if found and found.act_by >= TODAY else date.max

    return {
        "the call": decision.partnership if isinstance(decision, Call) else "",
        "index alone": max(verdicts.assessments.values(), key=lambda a: a.low).partnership,
        "random": random.Random(f"baseline {seed}").choice(rows).ref.code,
        "longest-silent executive": max(rows, key=last_executive).ref.code,
        "nearest notice": min(rows, key=notice).ref.code,
        "biggest value": max(rows, key=lambda p: p.contract.contracts[0].annual_value or 0).ref.code,
    }


def run(worlds: int) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """Hits per method; and for the call, hits and misses per behaviour planted in the sleepers."""
    hits: Counter[str] = Counter()
    per: dict[str, tuple[int, int]] = {}
    for seed in range(worlds):
        world = make_world(seed)
        for method, chosen in picks(world, seed).items():
            hits[method] += chosen in world.sleepers
            if method == "the call" and chosen in world.sleepers:
                for behaviour in world.stopped[chosen]:
                    found, planted = per.get(behaviour, (0, 0))
                    per[behaviour] = (found + 1, planted)
        for code in world.sleepers:
            for behaviour in world.stopped[code]:
                found, planted = per.get(behaviour, (0, 0))
                per[behaviour] = (found, planted + 1)
    return dict(hits), per


def main() -> int:
    """Print the table; 0 when the call's lower bound is above every baseline's upper bound."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    hits, per = run(worlds)
    chance = SLEEPERS / PARTNERSHIPS
    print(f"{worlds} worlds of {PARTNERSHIPS} partnerships, {SLEEPERS} planted sleepers each (chance: {chance:.0%})")
    bounds = {}
    for method in sorted(hits, key=lambda m: -hits[m]):
        low, high = wilson(hits[method], worlds) or (0.0, 1.0)
        bounds[method] = (low, high)
        print(f"  {method:<26} hit@1 {hits[method] / worlds:6.1%}   95 % [{low:.1%}, {high:.1%}]")
    print("  share of sleepers with this behaviour stopped that are named first (one of three can be):")
    for behaviour, (found, planted) in sorted(per.items()):
        print(f"    {behaviour:<12} {found / planted:6.1%} of {planted}")
    baselines = [m for m in bounds if m not in ("the call", "index alone")]
    return 0 if all(bounds["the call"][0] > bounds[m][1] for m in baselines) else 1


if __name__ == "__main__":
    sys.exit(main())
