"""The rows of a large installation: partners and people, then every chapter of every partnership."""

import random  # noqa: TID251 - an invented installation, from seeds
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from etincelle.comfort_zone.models import FeedbackAnswer, Reading, Service, ServiceLevel
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.governance.models import (
    ActionItem,
    Attendance,
    Committee,
    CommitteeSeat,
    Meeting,
    MeetingDecision,
    Report,
)
from etincelle.innovation.models import Idea, Quota
from etincelle.living_contract.models import Amendment, CatalogueLine, Contract, ContractStake, Demand
from etincelle.new_deal.models import Measure, Objective, StrategyVersion, Theme, ThemeHook, ThemeLink
from etincelle.parties.models import Ambition, Commitment, Partner, Partnership, Person, PersonProfile, Seat

WHY = "bench"
BEHAVIOURS = ("network", "levels", "casting", "contract", "innovation", "governance", "new_deal")
SHARE_ASLEEP = 0.35
CLIENT_LEVELS = (5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2)
PARTNER_LEVELS = (5, 4, 4, 3, 3, 3, 2, 2, 2, 1)
THEMES = ("Proximité", "Mobilité", "Cloud", "Sécurité", "Sobriété")
PERIMETERS = ("Postes de travail", "Centre de services", "Hébergement", "Réseaux", "Applications")
TOPICS = ("Poste fixe", "Poste nomade", "Domicile", "Téléphone", "Imprimante", "Visio")
WORDS = tuple(f"mot{n}" for n in range(900))


@dataclass(frozen=True)
class House:
    """One partnership to fill: its number, its rows, what sleeps in it, since how many days, and its own chance."""

    number: int
    partnership: Partnership
    theirs: Sequence[Person]
    asleep: frozenset[str]
    since: int
    chance: random.Random

    @property
    def code(self) -> str:
        """The partnership's code."""
        return self.partnership.code

    @property
    def signed(self) -> date:
        """The day of the signature."""
        assert self.partnership.signed_on
        return self.partnership.signed_on


def bulk(rows: Iterable[Any]) -> list[Any]:
    """Store rows of one model; nothing when there is none."""
    found = list(rows)
    if not found:
        return []
    made: list[Any] = everything(type(found[0]), WHY).bulk_create(found, batch_size=400)
    return made


def fill(count: int, today: date) -> list[House]:
    """Everything but contacts and tickets; the partnerships made."""
    ours = _client(today)
    houses = _partners(count, today)
    strategy = bulk([StrategyVersion(name="Cap", effective_on=today - timedelta(days=320))])[0]
    bulk(
        Theme(strategy=strategy, code=name[:4].upper(), name=name, weight=Decimal(n + 1))
        for n, name in enumerate(THEMES)
    )
    for rows in (_casting, _contracts, _comfort, _objectives, _ideas, _meetings, _reports, _words):
        rows(houses, ours, today)
    return houses


def _client(today: date) -> list[Person]:
    ours = bulk(
        Person(code=f"c{n}", side="client", name=f"Camille Client{n}", title="Direction", phone=f"01 40 00 00 {n:02d}")
        for n in range(len(CLIENT_LEVELS))
    )
    bulk(PersonProfile(person=p, level=level, mandate=level >= 4) for p, level in zip(ours, CLIENT_LEVELS))
    far, now = today - timedelta(days=3600), clock.now()
    bulk([SourceCoverage(kind="calendar", name="bench", since=far, until=today, received_at=now)])
    return ours


def _partners(count: int, today: date) -> list[House]:
    chances = [random.Random(f"stage {n}") for n in range(count)]
    partners = bulk(Partner(code=f"F{n}", name=f"Entreprise {n}", country="FR") for n in range(count))
    made = bulk(
        Partnership(
            code=f"F{n}-1", partner=p, name=PERIMETERS[n % len(PERIMETERS)],
            signed_on=today - timedelta(days=chances[n].randint(800, 2500)),
        )
        for n, p in enumerate(partners)
    )  # fmt: skip
    size = len(PARTNER_LEVELS)
    theirs = bulk(
        Person(
            code=f"p{n}_{k}", side="partner", partner=p, name=f"Dominique Partenaire{n}_{k}", title=f"Rôle {k}",
            phone=f"01 41 {n % 100:02d} {n // 100:02d} {k:02d}",
        )
        for n, p in enumerate(partners) for k in range(size)
    )  # fmt: skip
    bulk(PersonProfile(person=p, level=PARTNER_LEVELS[n % size], mandate=n % size < 3) for n, p in enumerate(theirs))
    return [
        House(
            n, row, theirs[n * size : (n + 1) * size],
            frozenset(b for b in BEHAVIOURS if chances[n].random() < SHARE_ASLEEP), chances[n].randint(200, 700),
            chances[n],
        )
        for n, row in enumerate(made)
    ]  # fmt: skip


def _casting(houses: Sequence[House], ours: Sequence[Person], today: date) -> None:
    seats = []
    for h in houses:
        for k, person in enumerate(h.theirs):
            since = h.signed if "casting" in h.asleep or k % 2 else today - timedelta(days=h.chance.randint(60, 700))
            seats.append(
                Seat(
                    partnership=h.partnership,
                    role=f"role{k}",
                    side="partner",
                    person=person,
                    since=since,
                    key_role=k < 4,
                )
            )
        seats.append(
            Seat(partnership=h.partnership, role="sponsor", side="client", person=ours[h.number % 6], since=h.signed)
        )
    bulk(seats)


def _contracts(houses: Sequence[House], _ours: Sequence[Person], today: date) -> None:
    contracts = bulk(
        Contract(
            code=f"{h.code}-CT", partnership=h.partnership, title="Contrat", signed_on=h.signed,
            ends_on=today + timedelta(days=h.chance.randint(60, 1500)), renewal="tacit", renewal_months=12,
            notice_months=6, annual_value=round(Decimal(h.chance.lognormvariate(13, 1)), -3) if h.number % 12 else None,
        )
        for h in houses
    )  # fmt: skip
    bulk(
        ContractStake(contract=c, quiet_until=today + timedelta(days=30))
        for h, c in zip(houses, contracts) if h.number % 40 == 7
    )  # fmt: skip
    amendments, lines, demand = [], [], []
    for h, contract in zip(houses, contracts):
        drifts = "contract" in h.asleep
        for k in range(0 if drifts else h.chance.randint(1, 4)):
            amendments.append(
                Amendment(
                    contract=contract, number=str(k), signed_on=today - timedelta(days=h.chance.randint(20, 700)),
                    kind=h.chance.choice(("scope", "price", "service_level")), title=f"Avenant {k}",
                )
            )  # fmt: skip
        for k in range(8):
            over = drifts and k < 4
            lines.append(
                CatalogueLine(
                    contract=contract, code=f"L{k}", name=f"Ligne {k}", technology=f"Techno {k}", band_low=100,
                    band_high=4000, supported_until=today + timedelta(days=-400 if over else 900),
                )
            )  # fmt: skip
        for back in range(1, 13):
            for k, topic in enumerate(TOPICS):
                covered = k < (2 if drifts else 5)
                demand.append(
                    Demand(
                        partnership=h.partnership, month=month(today, back), topic=topic,
                        volume=h.chance.randint(10, 90), line_code=f"L{k}" if covered else "",
                    )
                )  # fmt: skip
    for rows in (amendments, lines, demand):
        bulk(rows)


def month(today: date, back: int) -> date:
    """The first day of a month."""
    index = today.year * 12 + today.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def _comfort(houses: Sequence[House], _ours: Sequence[Person], today: date) -> None:
    services = bulk(Service(code=f"{h.code}-S", partnership=h.partnership, name="Support") for h in houses)
    levels = bulk(
        ServiceLevel(
            code=f"{s.code}{k}", service=s, name=f"Niveau {k}", minimum=Decimal(90), target=Decimal(95), critical=k == 0,
            target_since=h.signed if "levels" in h.asleep else today - timedelta(days=h.chance.randint(60, 500)),
        )
        for h, s in zip(houses, services) for k in range(4)
    )  # fmt: skip
    readings, answers = [], []
    for n, level in enumerate(levels):
        h = houses[n // 4]
        for back in range(24, 0, -1):
            met = min(400, round(h.chance.gauss(396.5, 0.6) if "levels" in h.asleep else h.chance.gauss(384, 6)))
            readings.append(Reading(level=level, month=month(today, back), value=Decimal(met) / 4, met=met, total=400))
    for h in houses:
        good = 0.4 if "levels" in h.asleep else 0.8
        for k in range(40):
            score = h.chance.choice((4, 5)) if h.chance.random() < good else h.chance.choice((1, 2, 3))
            day = today - timedelta(days=h.chance.randint(1, 170))
            answers.append(FeedbackAnswer(partnership=h.partnership, reference=str(k), answered_on=day, score=score))
    bulk(readings)
    bulk(answers)


def _objectives(houses: Sequence[House], ours: Sequence[Person], today: date) -> None:
    codes = [name[:4].upper() for name in THEMES]
    kept = [(h, k) for h in houses for k in range(1 if "new_deal" in h.asleep else 4)]
    made = bulk(
        Objective(
            code=f"{h.code}-O{k}", partnership=h.partnership, title=f"Objectif {k}", owner_client=ours[k],
            owner_partner=h.theirs[k], set_on=today - timedelta(days=200), reviewed_on=today - timedelta(days=40),
            due_on=today + timedelta(days=200), sent_on=today - timedelta(days=190),
        )
        for h, k in kept
    )  # fmt: skip
    bulk(ThemeLink(objective=o, theme_code=codes[(h.number + k) % 5]) for (h, k), o in zip(kept, made))
    bulk(
        Measure(objective=o, name="Mesure", last_value=Decimal(1), last_value_on=today - timedelta(days=30))
        for o in made
    )
    bulk(
        ThemeHook(partnership=h.partnership, theme_code=code, reference=f"Article {n}")
        for h in houses for n, code in enumerate(codes) if h.chance.random() < (0.2 if "new_deal" in h.asleep else 0.8)
    )  # fmt: skip


def _ideas(houses: Sequence[House], _ours: Sequence[Person], today: date) -> None:
    ideas = []
    for h in houses:
        for side in ("client", "partner"):
            back = (today - h.signed).days
            stop = h.since if "innovation" in h.asleep else 0
            while (back := back - round(h.chance.expovariate(1 / 85))) > stop:
                day = today - timedelta(days=back)
                ideas.append(
                    Idea(
                        code=f"{h.code}-{side[0]}{len(ideas)}", partnership=h.partnership, title=f"Idée {back}",
                        proposed_by=side, proposed_on=day, acknowledged_on=day, admissible=True, investigated_on=day,
                    )
                )  # fmt: skip
    bulk(ideas)
    bulk(
        Quota(partnership=h.partnership, side=side, per_year=4, since=h.signed)
        for h in houses for side in ("client", "partner")
    )  # fmt: skip


def _meetings(houses: Sequence[House], ours: Sequence[Person], today: date) -> None:
    kinds = [(h, k) for h in houses for k in ("steering", "operations")]
    committees = bulk(Committee(code=f"{h.code}-{k}", partnership=h.partnership, kind=k, name=k) for h, k in kinds)
    members = [(*ours[h.number % 6 : h.number % 6 + 3], *h.theirs[:3]) for h, _k in kinds]
    bulk(CommitteeSeat(committee=c, person=p) for c, named in zip(committees, members) for p in named)
    held = datetime.combine(today, time(10), clock.zone())
    meetings = bulk(
        Meeting(
            code=f"{c.code}{k}", committee=c, starts_at=held - timedelta(days=30 * k + 5 + n % 24), minutes=60, held=k >= 0,
            minutes_received=k >= 0,
        )
        for n, c in enumerate(committees) for k in range(-2, 12)
    )  # fmt: skip
    present, decided, actions = [], [], []
    for n, meeting in enumerate(meetings):
        (h, _kind), named = kinds[n // 14], members[n // 14]
        dull = "governance" in h.asleep
        if not meeting.held:
            continue
        present += [
            Attendance(meeting=meeting, person=p) for p in named if h.chance.random() < (0.45 if dull else 0.95)
        ]
        about = f"{h.code}-S{h.chance.randint(0, 3)}"
        decided += [
            MeetingDecision(meeting=meeting, text=f"Décision {k}", about="" if dull else about)
            for k in range(h.chance.choice((0, 0, 1)) if dull else h.chance.randint(1, 4))
        ]
        actions += [
            ActionItem(meeting=meeting, text=f"Action {k}", carried=k < (4 if dull else 1))
            for k in range(h.chance.randint(3, 6))
        ]
    for rows in (present, decided, actions):
        bulk(rows)


def _reports(houses: Sequence[House], _ours: Sequence[Person], today: date) -> None:
    reports = []
    for h in houses:
        paragraphs = [" ".join(h.chance.choices(WORDS, k=60)) for _ in range(14)]
        for k in range(9, 0, -1):
            for n in range(14):
                if h.chance.random() < (0.05 if "governance" in h.asleep else 0.7):
                    paragraphs[n] = " ".join(h.chance.choices(WORDS, k=60))
            reports.append(
                Report(
                    partnership=h.partnership, received_on=today - timedelta(days=30 * k - 20), title=f"Rapport {k}",
                    text="\n\n".join(paragraphs),
                )
            )  # fmt: skip
    bulk(reports)


def _words(houses: Sequence[House], ours: Sequence[Person], today: date) -> None:
    bulk(
        Ambition(
            partnership=h.partnership, side="partner", text="Prolonger", since=today - timedelta(days=100 + h.number)
        )
        for h in houses
    )
    bulk(
        Commitment(
            partnership=h.partnership, by=h.theirs[k], to=ours[0], text=f"Un comptoir humain {k}",
            said_on=today - timedelta(days=150 + 40 * k),
        )
        for h in houses for k in range(2)
    )  # fmt: skip
