"""From the six stories to rows, dated from a given day: the content of a company's own files.

Deterministic: the same day gives the same rows, to the byte. Nothing here writes a file or a table.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from etincelle.sample.story import CLIENT, STORIES, THEMES, Figure, Story

PARIS = ZoneInfo("Europe/Paris")

Row = dict[str, object]
Tables = dict[str, list[Row]]
DAYS_A_MONTH = 30.4375


def chance(*parts: object) -> float:
    """A number in [0, 1) that depends on its arguments alone."""
    digest = hashlib.sha256("\0".join(str(p) for p in parts).encode()).digest()
    return float(int.from_bytes(digest[:6], "big")) / float(1 << 48)


def months_before(day: date, months: float) -> date:
    """About so many months before a day."""
    return day - timedelta(days=round(months * DAYS_A_MONTH))


def first_of_month(day: date, back: int = 0) -> date:
    """The first day of the month `back` months before the day's month."""
    index = day.year * 12 + day.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a week-end."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One meeting of the management calendar."""

    uid: str
    start: datetime
    minutes: int
    title: str
    attendees: tuple[Figure, ...]
    private: bool = False
    weekly_count: int = 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """One incident, as a ServiceNow list export shows it."""

    number: str
    opened: datetime
    resolved: datetime | None
    closed: datetime | None
    updated: datetime
    priority: str
    state: str
    group: str
    category: str
    made_sla: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A report or minutes: a file name and its text."""

    filename: str
    partnership: str
    kind: str
    received_on: date
    text: str


@dataclass(slots=True)
class World:
    """Everything the company's files hold."""

    today: date
    tables: Tables = field(default_factory=dict)
    calendar: list[CalendarEntry] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)

    def add(self, table: str, **row: object) -> None:
        """One more row of a table."""
        self.tables.setdefault(table, []).append(row)


def sample_world(today: date) -> World:
    """The whole sample, dated from `today`."""
    world = World(today)
    for figure in CLIENT:
        _add_person(world, figure, side="client", partner=None, phone="01 99 00 10 00")
    _add_strategy(world)
    for order, story in enumerate(STORIES):
        _add_partnership(world, story, order)
        _add_contract(world, story)
        _add_services(world, story)
        _add_objectives(world, story)
        _add_ideas(world, story)
        _add_governance(world, story)
        _add_calendar(world, story)
        _add_tickets(world, story)
    _add_private_life(world)
    return world


def _add_person(world: World, figure: Figure, side: str, partner: str | None, phone: str) -> None:
    world.add(
        "Person", code=figure.code, side=side, partner=partner, name=figure.name, title=figure.title,
        email=figure.code, phone=phone, level=figure.level, mandate=figure.mandate,
    )  # fmt: skip


def _add_strategy(world: World) -> None:
    name = f"Cap {world.today.year}"
    world.add(
        "StrategyVersion", name=name, effective_on=months_before(world.today, 11), source="Séminaire de direction"
    )
    for code, title, weight in THEMES:
        world.add("Theme", strategy=name, code=code, name=title, weight=Decimal(weight))


def _add_partnership(world: World, story: Story, order: int) -> None:
    partner = story.code.split("-", 1)[0]
    signed = months_before(world.today, story.signed_months)
    world.add("Partner", code=partner, name=story.partner, country="FR")
    world.add("Partnership", code=story.code, partner=partner, name=story.perimeter, signed_on=signed)
    for rank, figure in enumerate(story.people):
        _add_person(world, figure, "partner", partner, phone=f"01 99 00 2{order} {rank:02d}")
        if figure.role:
            since = signed if figure.seat_months is None else months_before(world.today, figure.seat_months)
            world.add(
                "Seat", partnership=story.code, role=figure.role, side="partner", person=figure.code,
                since=since, key_role=figure.key_role,
            )  # fmt: skip
    if story.annual_value and story.people[0].role:
        for figure, role in ((CLIENT[0], "Parrain exécutif client"), (CLIENT[2], "Responsable du partenariat")):
            world.add(
                "Seat",
                partnership=story.code,
                role=role,
                side="client",
                person=figure.code,
                since=signed,
                key_role=True,
            )
    for text in story.ambitions:
        world.add(
            "Ambition",
            partnership=story.code,
            side="partner",
            text=text,
            since=months_before(world.today, 9),
            source="Revue annuelle",
        )
    if story.promise:
        days, promise = story.promise
        said = working_day(world.today - timedelta(days=days))
        world.add(
            "Commitment", partnership=story.code, by=story.people[0].code, to=CLIENT[0].code, text=promise,
            said_on=said, due_on=said + timedelta(days=60), kept=None,
        )  # fmt: skip


def _add_contract(world: World, story: Story) -> None:
    signed = months_before(world.today, story.signed_months)
    contract = f"{story.code}-CT"
    world.add(
        "Contract",
        code=contract,
        partnership=story.code,
        title=f"{story.perimeter}",
        kind="master",
        regime=story.regime,
        signed_on=signed,
        starts_on=signed,
        ends_on=months_before(signed, -story.term_months) - timedelta(days=1),
        renewal="none" if story.regime == "public" else "tacit",
        renewal_months=None if story.regime == "public" else 12,
        notice_months=story.notice_months,
        annual_value=Decimal(story.annual_value),
        currency="EUR",
    )
    for number, (months, kind, title) in enumerate(reversed(story.amendments), start=1):
        world.add(
            "Amendment",
            contract=contract,
            number=str(number),
            signed_on=months_before(world.today, months),
            kind=kind,
            title=title,
        )
    for code, name, technology, supported in story.catalogue:
        until = world.today + timedelta(days=supported) if supported is not None else None
        world.add(
            "CatalogueLine", contract=contract, code=code, name=name, technology=technology, supported_until=until
        )
    for back in range(1, 13):
        month = first_of_month(world.today, back)
        for topic, volume, line in (*((t, v, "") for t, v in story.uncovered), *story.covered):
            amount = round(volume / 12 * (0.8 + 0.4 * chance(story.code, topic, back)))
            world.add("Demand", partnership=story.code, month=month, topic=topic, volume=amount, line_code=line)


def _add_services(world: World, story: Story) -> None:
    if not story.levels:
        return
    service = f"{story.code}-SV"
    world.add("Service", code=service, partnership=story.code, name=story.perimeter)
    for number, (name, minimum, target, usual) in enumerate(story.levels, start=1):
        level = f"{story.code}-N{number}"
        signed = months_before(world.today, story.signed_months)
        world.add(
            "ServiceLevel", code=level, service=service, name=name, unit="%", higher_is_better=True,
            minimum=Decimal(str(minimum)), target=Decimal(str(target)), target_since=signed, critical=number == 1,
        )  # fmt: skip
        for back in range(1, story.level_months + 1):
            total = 380 + round(60 * chance(level, "total", back))
            spread = min(0.35, (100 - usual) * 0.5)
            value = usual + spread * (2 * chance(level, "value", back) - 1)
            met = min(round(total * value / 100), total)
            world.add(
                "Reading", level=level, month=first_of_month(world.today, back),
                value=(Decimal(met * 100) / Decimal(total)).quantize(Decimal("0.01")), met=met, total=total,
            )  # fmt: skip
    if story.promised:
        hours = f"{story.code}-HORAIRES"
        world.add(
            "ServiceCalendar", code=hours, partnership=story.code, windows="lun-ven 08:00-18:00", zone="Europe/Paris",
            holidays="FR/national",
        )  # fmt: skip
        for priority, minutes in story.promised:
            world.add(
                "PromisedTime", level=f"{story.code}-N1", calendar=hours, priority=priority, minutes=minutes,
                policy="retroactive",
            )  # fmt: skip
        charges, full = Decimal(story.annual_value // 12), Decimal(100)
        world.add("CreditTerms", contract=f"{story.code}-CT", monthly_charges=charges, at_risk_percent=Decimal(10))
        shares = {"category_percent": full, "level_percent": full, "contract": f"{story.code}-CT"}
        world.add("CreditWeight", level=f"{story.code}-N1", **shares)
    for number in range(story.answers):
        day = world.today - timedelta(days=4 + round(160 * chance(story.code, "answer", number)))
        score = story.satisfaction[number % len(story.satisfaction)]
        world.answers.append(
            {
                "reference": f"{story.code}-{day:%y}-{number:03d}", "partnership": story.code, "answered_on": day,
                "score": score, "population": ("Siège", "Agences", "Domicile")[number % 3],
                "comment": "Toujours trois interlocuteurs avant une réponse" if score <= 2 and number % 4 == 0 else "",
            }
        )  # fmt: skip


def _add_objectives(world: World, story: Story) -> None:
    for theme in story.hooks:
        world.add("ThemeHook", partnership=story.code, theme_code=theme, reference=f"Annexe qualité, {theme.lower()}")
    for number, (title, theme, age) in enumerate(story.objectives, start=1):
        code = f"{story.code}-O{number}"
        set_on = world.today - timedelta(days=age)
        client, partner = CLIENT[1].code, story.people[min(1, len(story.people) - 1)].code
        world.add(
            "Objective", code=code, partnership=story.code, title=title, owner_client=client,
            owner_partner=partner if theme else None, set_on=set_on, reviewed_on=set_on,
            due_on=world.today + timedelta(days=150) if theme else None, sent_on=set_on, themes=theme,
        )  # fmt: skip
        if theme:
            world.add(
                "Measure", objective=code, name="Part des utilisateurs servis", unit="%", target=Decimal(90),
                last_value=Decimal(70 + number), last_value_on=world.today - timedelta(days=25),
            )  # fmt: skip


def _add_ideas(world: World, story: Story) -> None:
    signed = months_before(world.today, story.signed_months)
    if story.quota:
        for side in ("partner", "client"):
            world.add(
                "Quota",
                partnership=story.code,
                side=side,
                per_year=story.quota if side == "partner" else 4,
                since=signed,
            )
    for number, (days, side, title, decision) in enumerate(story.ideas, start=1):
        proposed = world.today - timedelta(days=days)
        world.add(
            "Idea", code=f"{story.code}-I{number}", partnership=story.code, title=title, proposed_by=side,
            proposed_on=proposed, acknowledged_on=_past(world, proposed, 3), admissible=True,
            admissible_on=_past(world, proposed, 10), investigated_on=_past(world, proposed, 15),
            decided_on=_past(world, proposed, 40), decision=decision if days > 40 else "",
            reason="Coût plus haut que le gain" if decision == "no" else "",
        )  # fmt: skip


def _past(world: World, day: date, after: int) -> date | None:
    later = day + timedelta(days=after)
    return later if later <= world.today else None


def _add_governance(world: World, story: Story) -> None:
    if not story.meetings:
        return
    committee = f"{story.code}-COPIL"
    world.add(
        "Committee",
        code=committee,
        partnership=story.code,
        kind="steering",
        name=f"Comité de pilotage {story.partner}",
        cadence_days=30,
        length_minutes=60,
    )
    members = (CLIENT[1], CLIENT[2], story.people[1], story.people[2])
    for figure in members:
        world.add("CommitteeSeat", committee=committee, person=figure.code)
    for back in range(story.meetings):
        day = working_day(world.today - timedelta(days=12 + 30 * back))
        if day <= months_before(world.today, story.signed_months):
            break
        _add_meeting(world, story, committee, day, members)
    _add_next_meeting(world, committee, world.today + timedelta(days=story.next_meeting_days))
    for back in range(story.reports):
        world.papers.append(_report(world, story, back))


def _add_next_meeting(world: World, committee: str, day: date) -> None:
    """The meeting to come, on a working day, at 14:00 in Paris."""
    day += timedelta(days=(7 - day.weekday()) * (day.weekday() > 4))
    starts = datetime.combine(day, time(14, 0), PARIS)
    world.add("Meeting", code=f"{committee}-{day:%Y-%m-%d}", committee=committee, starts_at=starts, minutes=60)


def _add_meeting(world: World, story: Story, committee: str, day: date, members: tuple[Figure, ...]) -> None:
    code = f"{committee}-{day:%Y-%m-%d}"
    starts = datetime.combine(day, time(14, 0), PARIS)
    world.add("Meeting", code=code, committee=committee, starts_at=starts, minutes=60, held=True, minutes_received=True)
    for figure in members:
        absent = not story.sponsor_present and figure.level >= 4
        world.add("Attendance", meeting=code, person=figure.code, present=not absent)
    for number in range(story.decisions_a_meeting):
        subject = ("Ouvrir", "Essayer", "Arrêter")[number % 3] + f" le point {number + 1} du {day:%d/%m/%Y}"
        world.add("MeetingDecision", meeting=code, text=subject, about=f"{story.code}-N1" if number == 0 else "")
    for number in range(2 + story.carried):
        old = number < story.carried
        world.add(
            "ActionItem", meeting=code, text=f"Action {number + 1} du {day:%d/%m/%Y}", owner=members[number % 4].code,
            due_on=day + timedelta(days=20), done_on=None if old else min(day + timedelta(days=10), world.today),
            carried=3 if old else 0,
        )  # fmt: skip


PLAIN = (
    "Le service a été rendu conformément au contrat sur l’ensemble du périmètre pendant la période. ",
    "Les indicateurs sont au vert et aucune pénalité n’est due pour ce mois. ",
    "Les équipes restent mobilisées pour assurer la continuité du service aux utilisateurs. ",
    "Le plan de charge est conforme aux prévisions partagées en comité de pilotage. ",
    "Les incidents majeurs font l’objet d’un suivi quotidien par le responsable de service. ",
    "Aucune évolution du périmètre n’a été demandée et aucune n’est prévue à ce jour. ",
)
TOPICS = (
    "agences",
    "domicile",
    "sauvegarde",
    "téléphonie",
    "badges",
    "imprimantes",
    "formation",
    "mobilité",
    "réseau sans fil",
    "messagerie",
    "annuaire",
    "visioconférence",
    "postes partagés",
    "salles",
    "prestataires",
    "supervision",
)
VERBS = (
    "a réduit de moitié",
    "a rouvert",
    "a remplacé",
    "essaie",
    "mesure chaque jour",
    "a simplifié",
    "a confié aux sites",
    "a supprimé",
    "a doublé",
    "a raccourci",
    "prépare avec les métiers",
    "a déplacé",
)


def _report(world: World, story: Story, back: int) -> Paper:
    month = first_of_month(world.today, back + 1)
    received = first_of_month(world.today, back) + timedelta(days=2)
    received = min(received, world.today)
    return Paper(
        filename=f"rapport-{story.code.lower()}-{month:%Y-%m}.txt", partnership=story.code, kind="report",
        received_on=received, text="\n\n".join(_paragraphs(story, back, month)),
    )  # fmt: skip


def _paragraphs(story: Story, back: int, month: date) -> Iterator[str]:
    yield f"Rapport mensuel {story.partner}, {month:%m/%Y}"
    if not story.fresh_reports:
        for number in range(6):
            yield "".join(PLAIN[(number + k) % len(PLAIN)] for k in range(4))
        yield f"Incidents du mois : {380 + round(60 * chance(story.code, 'month', back))}."
        return
    for number in range(8):
        key = (story.code, back, number)
        topics = [TOPICS[int(chance(*key, k) * len(TOPICS))] for k in range(4)]
        verbs = [VERBS[int(chance(*key, "v", k) * len(VERBS))] for k in range(2)]
        yield (
            f"Sur le sujet {topics[0]}, l’équipe {verbs[0]} les demandes liées aux {topics[1]} ; "
            f"elle {verbs[1]} ce qui concernait {topics[2]} et {topics[3]} au profit des "
            f"{round(chance(*key, 'n') * 90) + 10} "
            f"utilisateurs du lot {number + 1}."
        )


def _add_calendar(world: World, story: Story) -> None:
    if len(story.people) < 3:
        return
    signed = months_before(world.today, story.signed_months)
    top, cio, steering = (CLIENT[0], story.people[0]), (CLIENT[1], story.people[1]), (CLIENT[2], story.people[2])
    meetings: list[tuple[str, date, tuple[Figure, ...]]] = [
        (f"dg{n}", world.today - timedelta(days=d), top) for n, d in enumerate(story.executive_gaps)
    ]
    courtship = [signed + timedelta(days=18 * n - 60) for n in range(story.courtship_contacts)]
    meetings += [(f"s{n}", d, (*top, *cio)) for n, d in enumerate(courtship) if d < world.today - timedelta(days=3)]
    if story.courtship_contacts > 10:
        meetings.append(("first", signed - timedelta(days=200), top))
    meetings += [(f"dsi{n}", day, cio) for n, day in enumerate(_cio_days(world, story))]
    followed = [world.today - timedelta(days=4 + story.steering_every * n) for n in range(26)]
    meetings += [(f"p{n}", day, steering) for n, day in enumerate(followed) if day > signed]
    for key, day, people in meetings:
        _add_entry(world, story, (key, day), people)


def _cio_days(world: World, story: Story) -> list[date]:
    """The CIO's meetings: monthly while the sponsors come, otherwise one after the last."""
    if not story.sponsor_present:
        return [world.today - timedelta(days=story.executive_gaps[0] - 40)]
    count = int(min(story.signed_months * DAYS_A_MONTH, 700) // 33)
    return [world.today - timedelta(days=9 + 33 * n) for n in range(count)]


def _add_entry(world: World, story: Story, when: tuple[str, date], people: tuple[Figure, ...]) -> None:
    key, day = when[0], working_day(when[1])
    start = datetime.combine(day, time(8 + int(6 * chance(story.code, key)), 0))
    uid = f"{key}-{day:%Y%m%d}@{story.code.lower()}.example"
    world.calendar.append(CalendarEntry(uid, start, 30, f"Point {story.partner}", people))


def _add_private_life(world: World) -> None:
    """What must never enter: a private appointment and a meeting with a stranger."""
    day = datetime.combine(working_day(world.today - timedelta(days=20)), time(12, 0))
    stranger = Figure("ami@ailleurs.example", "Ami", "", 0)
    world.calendar.append(
        CalendarEntry("prive@client.example", day, 60, "Rendez-vous médical", (CLIENT[0],), private=True)
    )
    world.calendar.append(CalendarEntry("ailleurs@client.example", day, 60, "Déjeuner", (CLIENT[0], stranger)))


def _add_tickets(world: World, story: Story) -> None:
    topics = [name for name, _volume, _line in story.covered] + [name for name, _volume in story.uncovered]
    for number in range(story.tickets):
        key = (story.code, "ticket", number)
        days = 2 + int(360 * chance(*key, "day"))
        opened = datetime.combine(world.today - timedelta(days=days), time(7 + number % 10, number % 60), UTC)
        resolved = opened + timedelta(hours=1 + int(40 * chance(*key, "hours") ** 2))
        closed = resolved + timedelta(days=5)
        done = closed.date() < world.today
        world.tickets.append(
            Ticket(
                number=f"INC{(STORIES.index(story) + 1) * 100_000 + number:07d}", opened=opened, resolved=resolved,
                closed=closed if done else None, updated=closed if done else resolved,
                priority=("1 - Critical", "2 - High", "3 - Moderate", "4 - Low")[min(int(8 * chance(*key, "p")), 3)],
                state="Closed" if done else "Resolved", group=story.perimeter,
                category=topics[number % len(topics)], made_sla=chance(*key, "sla") < story.made_share,
            )
        )  # fmt: skip
